"""A higher rung than lately: sequences of statements against a memory."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from statements import novelty
from statements.labels import Grade, Kind, Novelty, Topic
from statements.novelty_signs import signs
from tests.unit.statements.memory import DAY, START, Memory, deep, reading, version


def rungs(*steps: tuple[float, int]) -> list[tuple[int, bool]]:
    memory = Memory()
    memory.hears(version(1, day=-1), reading(0))
    return [
        (rung, f"rung {rung}" in memory.hears(version(n, day=day), reading(rung)))
        for n, (day, rung) in enumerate(steps, 2)
    ]


def test_one_alert_for_each_new_high() -> None:
    assert rungs((0, 2), (1, 2), (2, 5), (3, 4), (4, 5), (5, 6), (6, 6), (7, 8)) == [
        (2, True), (2, False), (5, True), (4, False), (5, False), (6, True), (6, False), (8, True),
    ]  # fmt: skip


def test_a_rung_is_forgotten_a_step_a_month() -> None:
    assert rungs((0, 5), (29, 5), (58, 5), (88, 5))[1:] == [(5, False), (5, False), (5, True)]
    assert rungs((0, 8), (29, 7), (31, 7), (62, 7))[1:] == [(7, False), (7, False), (7, True)]
    assert rungs((0, 8), (400, 2))[1:] == [(2, True)]


def test_to_begin_to_follow_is_no_step() -> None:
    assert rungs((0, 1), (1, 2)) == [(1, False), (2, True)]


def test_the_first_word_on_a_subject_is_a_step_only_of_an_issuer_we_know_well() -> None:
    assert "rung 5" not in deep(99).hears(version(1), reading(5))
    [news] = [one for one in deep(100).news(version(1), reading(5)) if one.kind is Novelty.RUNG]
    assert (news.subject, news.before, news.quote) == ("sovereignty/SY", {}, "We say so.")


def test_the_news_tells_the_step_before() -> None:
    memory = Memory()
    memory.hears(version(1), reading(3))
    [news] = memory.news(version(2, day=40), reading(6))
    assert news.before == {"rung": 3, "counts": 2, "day": "2026-01-01", "statement": 1}


def test_subjects_are_apart_by_topic_and_by_place() -> None:
    memory = Memory()
    memory.hears(version(1), reading(5))
    memory.hears(version(2, title="On Libya"), reading(0))
    memory.hears(version(3), reading(0, topics=(Topic.CEASEFIRE,)))
    assert memory.hears(version(4, title="On Libya", day=1), reading(5)) == ["rung 5"]
    assert memory.hears(version(5, day=2), reading(5, topics=(Topic.CEASEFIRE,))) == ["rung 5"]
    assert memory.hears(version(6, day=3), reading(5)) == []


def test_the_rung_stands_for_the_topic_whose_sentence_earned_it() -> None:
    both = reading(
        5,
        topics=(Topic.SOVEREIGNTY, Topic.SANCTIONS),
        scores={"sovereignty": 0.9, "sanctions": 0.8},
        evidence={"rung": ("B.",), "sanctions": ("B.",), "sovereignty": ("A.",)},
    )
    assert signs(version(1), both).hot == ("sanctions/SY",)
    assert signs(version(1), both).subjects == ("sovereignty/SY", "sanctions/SY")


def test_an_older_statement_read_later_raises_no_alarm_and_lowers_nothing() -> None:
    memory = Memory()
    memory.hears(version(1, day=0), reading(0))
    memory.hears(version(2, day=10), reading(4))
    assert memory.hears(version(3, day=5), reading(7)) == []
    assert memory.hears(version(4, day=11), reading(7)) == []
    assert memory.hears(version(5, day=12), reading(8)) == ["rung 8"]


def test_an_edit_may_raise_the_rung_and_cannot_take_it_back() -> None:
    memory = Memory()
    memory.hears(version(1, day=0), reading(2))
    edit = version(2, day=0, statement=1, n=2, seen=START + DAY, grade=Grade.STANCE)
    assert memory.hears(edit, reading(5)) == ["rung 5"]
    back = replace(edit, id=3, n=3, seen=START + 2 * DAY)
    assert memory.hears(back, reading(0)) == []
    assert memory.hears(version(4, day=3), reading(5)) == []


def test_a_joint_statement_is_a_step_of_every_signatory() -> None:
    memory = Memory()
    memory.hears(version(1, issuer="FR"), reading(2))
    memory.hears(version(2, issuer="US"), reading(6))
    joint = reading(5, kind=Kind.JOINT_STATEMENT, signatories=("US", "FR"))
    [news] = memory.news(version(3, issuer="US", day=1), joint)
    assert news.before["issuers"] == ["FR"]
    assert memory.hears(version(4, issuer="FR", day=2), reading(5)) == []


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)), max_size=25))
def test_no_alert_without_a_step_and_none_at_the_same_height_within_a_month(
    steps: list[tuple[int, int]],
) -> None:
    day = 0
    alerts: list[tuple[float, int]] = []
    walk: list[tuple[float, int]] = []
    for gap, rung in steps:
        day += gap
        walk.append((day, rung))
    for (at, rung), (_, told) in zip(walk, rungs(*walk), strict=True):
        if told:
            assert all(before < rung for then, before in alerts if at - then < 30)
            alerts.append((at, rung))
    seen = 0
    for (_, rung), (_, told) in zip(walk, rungs(*walk), strict=True):
        if rung > seen and rung >= novelty.LOWEST:
            assert told  # a height never reached before is always told
        seen = max(seen, rung)


# Dropped formulas
