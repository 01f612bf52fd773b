"""A customary formula that is missing: sequences of statements against a memory."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statements import novelty
from statements.labels import Grade
from statements.model import Reading, Version
from statements.novelty import Custom
from tests.unit.statements.memory import DAY, LONG, START, Memory, reading, version


def says(number: int, *, phrase: bool, day: float | None = None, **more: Any) -> Version:
    text = LONG + ("We stand by a Syrian-led process." if phrase else "We stand by the process.")
    return version(number, day=number if day is None else day, **{"text": text, **more})


def breaks(pattern: str) -> str:
    """For each statement (``x`` with the phrase, ``-`` without) whether it is told as a break."""
    memory = Memory()
    told = [memory.hears(says(n, phrase=mark == "x"), reading()) for n, mark in enumerate(pattern, 1)]
    return "".join("!" if "dropped syrian-led-process" in news else "." for news in told)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("xxxx-", "....."),
        ("xxxxx-", ".....!"),
        ("xxxxx--", ".....!."),
        ("---xxxxx-", "........!"),
        ("xxx-xxx-", "........"),
        ("xxxxx-" + "x" * 15 + "-", ".....!" + "." * 15 + "!"),  # twenty uses, one lapse
        ("xxxxx-" + "x" * 14 + "-", ".....!" + "." * 15),  # nineteen are too few after a lapse
        ("x" * 20 + "-" + "x" * 20 + "-", "." * 20 + "!" + "." * 20 + "!"),
    ],
)
def test_a_break_with_a_custom(pattern: str, expected: str) -> None:
    assert breaks(pattern) == expected


def test_the_break_tells_the_last_use() -> None:
    memory = Memory()
    for n in range(1, 7):
        memory.hears(says(n, phrase=True), reading())
    [news] = memory.news(says(7, phrase=False), reading())
    assert (news.value, news.subject) == ("syrian-led-process", "sovereignty/SY")
    assert news.before == {"uses": 6, "since": "2026-01-02", "day": "2026-01-07", "statement": 6}


def custom(*more: Version, said: Reading | None = None) -> list[str]:
    memory = Memory()
    for n in range(1, 7):
        memory.hears(says(n, phrase=True), said or reading())
    return [news for one in more for news in memory.hears(one, reading())]


def test_what_could_not_have_said_it_drops_nothing() -> None:
    assert custom(says(7, phrase=False)) == ["dropped syrian-led-process"]
    assert custom(says(7, phrase=False, language="ko")) == []  # no wording in Korean is known
    assert custom(version(7, day=7, text="Short.")) == []
    assert custom(says(7, phrase=False, title="On Libya")) == []
    assert custom(says(7, phrase=False, day=3)) == []  # older than the last use
    assert custom(says(7, phrase=False, baseline=True)) == []
    assert custom(says(7, phrase=False, statement=6, n=2, grade=Grade.WORDING)) == []


def test_a_cited_resolution_is_a_formula_too() -> None:
    memory = Memory()
    for n in range(1, 6):
        memory.hears(version(n, day=n), reading(resolutions=("2254",)))
    assert memory.hears(version(6, day=6), reading()) == ["dropped resolution-2254"]


def follow(told: list[tuple[int, bool]]) -> Custom | None:
    """The custom after statements on these days, with or without the phrase."""
    custom: Custom | None = None
    latest: datetime | None = None
    for day, said in told:
        at = START + day * DAY
        custom = novelty.used(custom, uses=said, at=at, statement=day, latest=latest)
        latest = at if latest is None else max(latest, at)
    return custom


@settings(max_examples=80, deadline=None)
@given(st.lists(st.booleans(), max_size=24))
def test_read_backwards_a_custom_is_the_same(uses: list[bool]) -> None:
    """A baseline lists its newest first."""
    order = list(enumerate(uses))
    known: list[Custom | None] = []
    for told in (order, order[::-1]):
        known.append(follow(told))
    forward, backward = known
    if forward is None or backward is None:
        assert forward is backward
        return
    assert (forward.uses, forward.run) == (backward.uses, backward.run)
    if forward.run:
        assert (forward.at, forward.since, forward.statement) == (
            backward.at,
            backward.since,
            backward.statement,
        )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=24))
def test_in_any_order_a_run_is_never_longer_than_it_was(told: list[tuple[int, bool]]) -> None:
    custom = follow(told)
    if custom is not None:
        lapses = [day for day, said in told if not said]
        after = [day for day, said in told if said and day >= max(lapses, default=-1)]
        assert custom.run <= len(after)


@pytest.mark.parametrize(("share", "most"), [(0.7, 0.5), (0.8, 1.0), (0.9, 2.0), (0.98, 2.5)])
def test_a_shuffled_archive_raises_few_alarms(share: float, most: float) -> None:
    """Where a phrase comes by chance its lack means nothing; ``most``: alarms in a hundred statements."""
    chance, alarms, statements = Random(7), 0, 0
    for _ in range(100):
        uses = [n < 100 * share for n in range(100)]
        chance.shuffle(uses)
        custom: Custom | None = None
        for day, said in enumerate(uses):
            alarms += custom is not None and custom.customary and not said
            custom = novelty.used(custom, uses=said, at=START + day * DAY, statement=day)
            statements += 1
    assert 100 * alarms / statements < most


# Voices
