"""Which part of a long sentence is shown, and what of it stands in bold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from alerts import lines, slack_reading, words
from statements.labels import Stance, Topic
from statements.model import Reading
from tests.unit.alerts.examples import reading, version

BEFORE = (
    "Recalling the long ties of friendship that bind the two countries, the consultations of spring, and " * 5
)
CLAUSE = "the Ministry condemns the shelling of Qara"
AFTER = ", as do many others who have spoken of it since" * 6 + ", and cites resolution 2254."
SENTENCE = f"{BEFORE}{CLAUSE}{AFTER}"


def earned(sentence: str = SENTENCE, clause: str = CLAUSE) -> Reading:
    return reading(
        stances=(Stance.CONDEMNATION,), primary=Stance.CONDEMNATION, topics=(), rung=0,
        evidence={"condemnation": (sentence,)}, clauses={"condemnation": clause} if clause else {},
    )  # fmt: skip


def quoted(found: Reading, query: str) -> str:
    block: Any = slack_reading.quotes(version(text=found.evidence["condemnation"][0]), found, [query])[0]
    return str(block["text"]["text"])


def test_a_long_sentence_is_cut_around_the_clause_that_earned_the_label() -> None:
    shown = quoted(earned(), "stance:condemnation")
    assert f" *{CLAUSE}*, as do" in shown
    assert shown.startswith(">“…")
    assert len(shown) < slack_reading.QUOTE + 40


def test_words_that_were_asked_for_come_before_the_clause() -> None:
    shown = quoted(earned(), "resolution:2254")
    assert "resolution *2254*" in shown
    assert f"*{CLAUSE}*" not in shown


def test_a_clause_that_is_too_long_to_show_is_bold_as_far_as_it_goes() -> None:
    clause = "the Ministry condemns" + ", with all that speak of it in the capital" * 9
    shown = quoted(earned(f"{BEFORE}{clause}{AFTER}", clause), "stance:condemnation")
    assert "*the Ministry condemns, with all that speak" in shown
    assert shown.partition("\n")[0].endswith("…”")


@pytest.mark.parametrize("length", range(280, 305))
def test_a_clause_at_the_end_of_what_is_shown_stays_bold(length: int) -> None:
    clause = "the Ministry condemns the shelling"
    before = ("word " * 80)[: length - len(clause) - 1].rstrip().ljust(length - len(clause) - 1, "x") + " "
    shown = quoted(earned(f"{before}{clause} {AFTER}", clause), "stance:condemnation")
    assert f"*{clause}*" in shown


def test_without_a_clause_a_long_sentence_is_shown_from_its_beginning() -> None:
    assert quoted(earned(clause=""), "stance:condemnation").startswith(">“Recalling the long ties")


def test_a_short_sentence_is_shown_whole() -> None:
    short = f"After the talks in the capital, {CLAUSE}."
    assert f">“After the talks in the capital, *{CLAUSE}*.”" in quoted(earned(short), "stance:condemnation")


def test_a_clause_of_hostile_text_stays_text() -> None:
    clause = "we *condemn* <!channel> it"
    shown = quoted(earned(f"{BEFORE}{clause}{AFTER}", clause), "stance:condemnation")
    assert "<!channel>" not in shown
    assert "*we ∗condemn∗ &lt;!channel&gt; it*" in shown


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("topic:sovereignty", ["sovereignty", "condemnation · and 2 more quotes"]),
        ("bridges", ["demand", "condemnation · and 2 more quotes"]),
        ("topic:sovereignty OR bridges", ["demand", "condemnation · and 2 more quotes"]),
        ("epilogue", ["matched", "condemnation · and 3 more quotes"]),
        ("stance:condemnation", ["condemnation", "support · and 2 more quotes"]),
    ],
)
def test_of_many_sentences_the_one_that_matched_leads_and_the_headline_follows(
    query: str, shown: list[str]
) -> None:
    evidence = {
        "condemnation": ("We condemn it.",),
        "support": ("We support them.",),
        "demand": ("Open the bridges.",),
        "sovereignty": ("Borders stand.",),
    }
    many = reading(
        stances=(Stance.SUPPORT, Stance.CONDEMNATION, Stance.DEMAND), primary=Stance.CONDEMNATION,
        topics=(Topic.SOVEREIGNTY,), rung=0, evidence=evidence,
    )  # fmt: skip
    text = " ".join([*(one for (one,) in evidence.values()), "An epilogue follows."])
    blocks: Any = slack_reading.quotes(version(text=text), many, [query], limits=(300, 300))
    assert [block["text"]["text"].partition("\n")[2] for block in blocks] == shown
    whole: Any = slack_reading.quotes(version(text=text), many, [query])
    assert len(whole) == (5 if query == "epilogue" else 4)
    assert "more quote" not in str(whole)


def test_mail_and_plain_text_show_the_clause_too() -> None:
    assert CLAUSE in lines.quotes(earned(), [])[0][0]
    assert CLAUSE not in lines.quotes(replace(earned(), clauses={}), [])[0][0]


@pytest.mark.parametrize(
    ("sentence", "part", "limit", "shown"),
    [
        ("one two three", "three", 20, "one two three"),
        ("one two three four five", "five", 14, "…five"),
        ("one two three four five", "absent", 12, "one two…"),
        ("one two three four five", "", 12, "one two…"),
        ("aaaa bbbb cccc dddd eeee ffff", "cccc dddd", 12, "…cccc dddd…"),
        ("一二三四五六七八九十", "七八", 6, "…七八九十"),
        ("one two three four five", "one two three four", 12, "one two…"),
    ],
)
def test_an_excerpt_holds_its_part(sentence: str, part: str, limit: int, shown: str) -> None:
    found = words.excerpt(sentence, part, limit)
    assert len(found) <= limit
    assert found == shown
