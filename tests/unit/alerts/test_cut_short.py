"""What an alert has no room for is counted or said to be left out, and what is left of it says nothing else than the whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from alerts import compose, forms, lines, slack_head, slack_story, words
from alerts.announcement import Announcement, What
from alerts.slack_blocks import fitting
from alerts.slack_room import seen
from demo.slack_limits import refusal_of
from statements import diff
from statements.diff import Segment
from statements.labels import Grade, Novelty, Rank, Stance
from statements.model import Actor, Reading, Speaker
from statements.story import News, Story
from tests.unit.alerts.examples import NOW, reading, version
from tests.unit.alerts.test_compose import texts
from tests.unit.alerts.test_slack_stories import (
    BUSY,
    FOUNDER,
    LONG,
    PARIS,
    SIGNED,
    STORY,
    WORLD,
    member,
    write,
)
from tests.unit.alerts.test_summary import ARABIC, pages, waiting

DOUBT = "the ministers regret what was said of the meeting in spring and "


def edit(title: str, before: str, after: str, **changes: Any) -> Mapping[str, Any]:
    """An edit of a statement with much else to say, so that little room is left for what changed."""
    edited = diff.summary(diff.segments(before, after))
    one = member(7, "FR", n=2, grade=Grade.STANCE, title=title)
    busy = replace(BUSY, signatories=tuple(WORLD))
    arguments: dict[str, Any] = {"previous": reading(rung=4), "buttons": SIGNED, "edited": edited, **changes}
    return write(compose.alert, replace(one, reading=busy), revised=True, **arguments)


def test_an_edit_that_is_cut_keeps_both_ends_of_its_marks() -> None:
    segments = [
        Segment(kept=True, old="We ", new="We "),
        Segment(
            kept=False,
            old=DOUBT * 4,
            new="condemn the killing of civilians there, which is a crime, and " * 4,
        ),
        Segment(kept=True, old="leave.", new="leave."),
    ]
    (line,) = diff.summary(segments)
    shown = {}
    for title in ("", *(LONG * n for n in range(1, 4))):
        said = texts(write(compose.reply, member(7, "FR", n=2, grade=Grade.STANCE, title=title), revised=True, edited=[line], buttons=SIGNED,
                           previous=reading(rung=4), queries=[LONG], watch_names=[LONG]))["edited"]  # fmt: skip
        shown[len(said)] = said
    for limit in range(40, 161):
        shown[limit] = f">{compose.as_edit(line, limit)}"
    for said in shown.values():
        assert re.fullmatch(r">(We|…) ~the ministers.*…~ \*condemn the.*…\* (leave.|…)", said), said


def test_the_edits_of_a_digest_are_cut_between_their_changes() -> None:
    detail = "We [-regret the killing-] {+condemn the murder+} of civilians … and [-may-] {+must+} act."
    whole = {"[-regret the killing-]", "{+condemn the murder+}", "[-may-]", "{+must+}"}
    for limit in range(1, len(detail) + 1):
        shown = words.cut_edit(detail, limit)
        assert len(shown) <= max(limit, 1)
        assert set(re.findall(r"[\[{][-+].*?(?:[-+][\]}]|$)", shown)) <= whole, shown
    assert words.cut_edit(detail, len(detail)) == detail


def test_an_edit_with_no_room_for_all_of_its_changes_counts_the_others() -> None:
    parts = [f"{number} of the {number * 7} points that {DOUBT}" for number in range(1, 6)]
    before = " ".join(parts)
    after = " ".join(part.replace("regret", "deplore and condemn in the strongest terms") for part in parts)
    said = texts(edit(LONG * 2, before, after))
    assert said["edited"].splitlines()[-1] == ">and 4 more changes"
    assert len(said["edited"].splitlines()) == 2
    summed = ["a [-b-]", "c [-d-]", "and 4 more changes"]
    assert [diff.fewer(summed, most) for most in (3, 2, 1)] == [
        summed,
        summed,
        ["a [-b-]", "and 5 more changes"],
    ]
    assert diff.fewer(["a", "b", "and one more change"], 1) == ["a", "and 2 more changes"]
    assert diff.fewer(["a", "b"], 1) == ["a", "and one more change"]
    assert diff.fewer([], 1) == []


def test_a_long_change_of_the_reading_shows_what_was_and_what_is() -> None:
    topics = tuple(f"own-topic-number-{number}" for number in range(9))
    before = reading(own_topics=topics, scores=dict.fromkeys(topics, 0.9))
    now = reading(own_topics=topics[8:], scores=dict.fromkeys(topics, 0.9))
    line = next(one for one in words.changes(before, now) if one.startswith("own topics"))
    for limit in range(40, len(line) + 2):
        was, arrow, is_ = words.cut_change(line, limit).partition(" → ")
        assert (arrow, is_) == (
            " → ",
            "own-topic-number-8"[: len(is_) - 1] + "…" if "…" in is_ else "own-topic-number-8",
        )
        assert was.startswith("own topics")
        assert len(f"{was}{arrow}{is_}") <= limit
    many = tuple(f"own-topic-number-{number}" for number in range(60))
    scores = dict.fromkeys(many, 0.9)
    one = Announcement(
        kind=What.REVISED, version=version(n=2), reading=reading(own_topics=many[59:], scores=scores), watches=(), key="k",
        previous=reading(own_topics=many, scores=scores),
    )  # fmt: skip
    assert any(told.endswith("… → own-topic-number-59") for told in lines.happened(one))
    assert words.cut_change("a line without one " * 9, 30) == words.cut("a line without one " * 9, 30)


def test_texts_that_were_withdrawn_or_edited_are_counted_where_they_are_not_all_named() -> None:
    codes = WORLD[:12]
    members = [member(7, codes[0])]
    members += [member(7 + n, code, n=2, grade=Grade.STANCE) for n, code in enumerate(codes[1:9], 1)]
    members += [member(17 + n, code, withdrawn=True) for n, code in enumerate(codes[9:])]
    story = Story(id=7, members=tuple(members))
    long = replace(
        FOUNDER, version=replace(FOUNDER.version, title=LONG), reading=replace(BUSY, signatories=tuple(codes))
    )
    said = texts(slack_head.head(write(compose.alert, long, buttons=SIGNED), story=story, zone=PARIS))
    since = said["since"].splitlines()
    assert len(since) < 11
    assert all(line.startswith("*Withdrawn since:*") for line in since[:3])
    assert since[-1].endswith(f" · and {11 - len(since)} more edited or withdrawn")


def test_a_date_behind_a_title_from_the_right_stays_where_it_is() -> None:
    said = str(
        write(compose.alert, replace(FOUNDER, version=replace(FOUNDER.version, title=ARABIC * 3)))["text"]
    )
    before, title, after = (
        said.partition("\u2068")[0],
        said.partition("\u2068")[2],
        said.partition("\u2069")[2],
    )
    assert before == "De-escalation · France: "
    assert title.startswith(ARABIC[:20])
    assert after == " (1 Dec 2024 23:04 CET)"
    assert len(said) <= compose.FALLBACK
    assert "\u2068" not in str(write(compose.alert, FOUNDER)["text"])


@pytest.mark.parametrize("text", ["สถานการณ์ที่เกิดขึ้น" * 4, "स्थिति" * 20, "e\u0301" * 40])
def test_a_letter_keeps_its_signs_where_a_text_is_cut(text: str) -> None:
    for limit in range(2, 40):
        shown = words.cut(text, limit)
        follows = text[len(shown) - 1]
        assert not unicodedata.category(follows).startswith("M"), (shown, follows)


def test_a_text_without_room_is_none() -> None:
    assert [fitting("text & more", room) for room in (-3, 0, 1)] == ["…", "…", "…"]
    assert [words.cut("", room) for room in (-3, 0, 1)] == ["", "", ""]


def test_a_withdrawal_is_read_at_a_glance_too() -> None:
    payload = compose.withdrawal(
        watch_names=[f"A watch with a long name, number {n}" for n in range(12)], queries=["(resolution:2254 OR Aleppo) " * 9] * 12,
        version=version(title=LONG * 3), at=NOW, reason=LONG * 4, demo=False, buttons=SIGNED, archived="https://desk.example/s/7",
    )  # fmt: skip
    assert seen(payload["blocks"]) <= 1_200  # type: ignore[arg-type]
    said = texts(payload)
    assert said["changed"].endswith("`communique show 7`")
    assert "Matched watches “A watch with a long name, number 0”" in said["why"]


def everything() -> Reading:
    """A reading with as much of everything as a reading can have."""
    own = tuple(f"a-topic-of-ours-with-a-long-name-{n}" for n in range(20))
    return replace(
        BUSY, stances=tuple(Stance), own_topics=own, scores=dict.fromkeys((*map(str, Stance), *own), 0.5), unsure=own,
        evidence={label: (f"{label}: {LONG * 4}",) for label in (*map(str, Stance), *own)}, signatories=tuple(WORLD),
        resolutions=tuple(map(str, range(1000, 1030))), instruments=tuple(f"{LONG[:50]} {n}" for n in range(9)),
        actors=tuple(Actor(name=f"{LONG[:50]} {n}") for n in range(20)), target="unspecified", target_phrase=LONG * 3,
        speaker=Speaker(rank=Rank.HEAD, name=LONG, role=LONG),
    )  # fmt: skip


@pytest.mark.parametrize("kind", [compose.alert, compose.reply])
@pytest.mark.parametrize("revised", [False, True])
def test_nothing_makes_an_alert_longer_than_a_glance(kind: Any, revised: bool) -> None:
    for one in STORY.members:
        full = replace(one, version=replace(one.version, title=LONG * 3), reading=everything())
        payload = write(
            kind, full, revised=revised, buttons=SIGNED, previous=reading(rung=8), edited=[f"[-{LONG[:60]}-] {{+{LONG[60:]}+}}"] * 3,
            watch_names=[f"{LONG[:60]}{n}" for n in range(12)], queries=[LONG] * 12,
            news=[News(kind=Novelty.STANCE, value=LONG, subject=LONG, depth=300)] * 5,
        )  # fmt: skip
        assert seen(payload["blocks"]) <= 1_200
        assert len(payload["blocks"]) <= 8
        said = texts(payload)
        assert "and 5 more · " in said["labels"] or "and 6 more · " in said["labels"]
        assert said["news"].endswith("and 4 more firsts")


def test_the_head_of_a_full_alert_stays_within_a_glance_while_capitals_quarrel_over_who_signed() -> None:
    founder = replace(FOUNDER, version=replace(FOUNDER.version, title=LONG * 3), reading=everything())
    others = [
        member(20 + n, code, signatories=tuple(WORLD[n:]), withdrawn=n % 3 == 0, n=2, grade=Grade.STANCE)
        for n, code in enumerate(WORLD[1:])
    ]
    first = write(
        compose.alert, founder, story=Story(id=7, members=(founder,)), buttons=SIGNED, queries=[LONG] * 3, watch_names=["Syria"] * 3,
        news=[News(kind=Novelty.STANCE, value=LONG, subject=LONG, depth=300)] * 5,
    )  # fmt: skip
    stories = [Story(id=7, members=(founder, *others[:spoken])) for spoken in range(len(others) + 1)]
    heads = [slack_head.head(first, story=story, zone=PARIS) for story in stories]
    for head in heads:
        assert seen(head["blocks"]) <= 1_200  # type: ignore[arg-type]
        assert refusal_of("C1", head) is None
    assert texts(heads[-1])["signed"].endswith(" and 20 more")
    assert slack_story.signed(WORLD, stories[-1], most=2)[-1] == "The copies differ on who signed"


def test_the_head_of_a_summary_with_long_addresses_is_one_that_slack_takes() -> None:
    addresses = (f"https://x.example/{'a%D8%B9' * 200}", f"https://x.example/{'بيان-' * 60}")
    for url in addresses:
        made = pages(
            *(waiting(n, about={"url": f"{url}{n}", "watches": [f"{'&' * 55} {n}"]}) for n in range(1, 60))
        )
        for page in made:
            payload: Any = forms.summary("slack", page)
            assert refusal_of("C1", payload) is None
        said = texts(forms.summary("slack", made[0]))
        assert said["top"].count("Statement") == 5
        assert "Issuers: France 59" in said["lead"]
    assert all(line.link for line in pages(*(waiting(n) for n in range(1, 300)))[0].top)
