"""The Syrian process of resolution 2254 by its name or its bare number, and what only sounds like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier import facts, sentences
from classifier.process import RESOLUTION_2254, named, proof
from classifier.process_words import WORDS

EXAMPLES = Path(__file__).with_name("process_examples.txt")


def _examples() -> list[tuple[str, str, bool]]:
    found, language = [], ""
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "==":
            language = text
        elif mark in ("+", "-"):
            found.append((language, text, mark == "+"))
    return found


def _rule(text: str, language: str | None) -> str | None:
    pieces = [piece.text for piece in sentences.split(text)]
    return proof("", pieces, language, cited=RESOLUTION_2254 in facts.resolutions(text, language))[0]


@pytest.mark.parametrize(("language", "text", "expected"), _examples())
def test_what_names_the_process(language: str, text: str, expected: bool) -> None:
    assert (_rule(text, language) is not None) is expected


def test_every_language_has_both_kinds() -> None:
    for language in WORDS:
        kinds = [expected for known, _, expected in _examples() if known == language]
        assert kinds.count(True) >= 7 and kinds.count(False) >= 7, language


def test_the_language_need_not_be_known() -> None:
    for language, text, expected in _examples():
        if language in ("ru", "ar", "he", "ko", "en"):
            assert (_rule(text, None) is not None) is expected, text


def test_which_sentences_prove_it() -> None:
    text = ["The Minister spoke of Syria.", "The Constitutional Committee must meet.", "Aid was discussed."]
    assert named("", text, "en") == (1,)
    assert proof("", [*text, "We recall resolution 2254."], "en", cited=True) == ("cited", (3,))
    assert proof("", text, "en", cited=False) == ("named", (1,))
    assert proof("", text[2:], "en", cited=False) == (None, ())
    # The title cites it, and the text does not: what the text says is what can be quoted.
    assert proof("On resolution 2254", text, "en", cited=True) == ("named", (1,))


COMMITTEE = "The Constitutional Committee must meet."


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("", [COMMITTEE], ()),
        ("Syria: a readout", [COMMITTEE], (0,)),
        ("Libya: a readout", [COMMITTEE], ()),
        ("", ["Syria was discussed.", "Then came Libya.", COMMITTEE], ()),
        ("", ["Libya was discussed.", "Then came Syria.", COMMITTEE], (2,)),
        ("", [COMMITTEE, "Syria needs it."], (0,)),
        ("", [COMMITTEE, "Libya needs it, and Syria looks on."], ()),
        ("", ["The UN Special Envoy for Syria came.", "They discussed the political process."], (1,)),
        (
            "",
            ["The UN Special Envoy for Yemen came to Damascus.", "They discussed the political process."],
            (),
        ),
        ("", ["Syria needs aid.", "We back the UN-facilitated political process."], (1,)),
        ("", ["Syria needs aid.", "In Colombia we back the UN-facilitated political process."], ()),
        ("", ["Iraq and Lebanon back the UN-facilitated political process in Syria."], (0,)),
        ("", ["The Ambassador of Syria came.", "They discussed the political process."], ()),
    ],
)
def test_what_other_countries_have_too_counts_where_syria_is_the_matter(
    title: str, text: list[str], expected: tuple[int, ...]
) -> None:
    assert named(title, text, "en") == expected


def test_a_bare_number_is_nothing_in_a_text_that_does_not_name_syria() -> None:
    assert named("", ["Nothing asked for in 2254 was done."], "en") == ()
    assert named("", ["Nothing asked for in 2254 was done.", "Damascus knows."], "en") == (0,)
    assert facts.resolutions("Nothing asked for in 2254 was done. Damascus knows.") == ()
