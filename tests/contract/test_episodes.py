"""Episodes: what began and when it is looked at, told once, whatever the clock does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from archive.episodes import Beginning
from archive.records import Lease, WatchQuery
from statements.model import Message
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, NOW, message, new, reading

WATCH = WatchQuery(id="aleppo", query="aleppo")


def beginning(**more: Any) -> Beginning:
    values: dict[str, Any] = {
        "watch": "aleppo",
        "query": "aleppo",
        "began": NOW,
        "after": (6 * HOUR, DAY),
        "pause": 7 * DAY,
    }
    return Beginning(**{**values, **more})


def nothing(matched: Sequence[str]) -> list[Message]:
    return []


def say(
    archive: AnyArchive,
    lease: Lease,
    name: str,
    at: datetime,
    *begun: Beginning,
    baseline: bool = False,
    watches: Sequence[WatchQuery] = (WATCH,),
    text: str = "About Aleppo.",
) -> int:
    """A statement that is stored and read; returns its version."""
    given = new(name, title=name, text=f"{text} {name}")
    stored = archive.statements.store(lease, given, now=at, capture=None, baseline=baseline)
    assert stored.version is not None
    version = archive.statements.version(stored.version)
    archive.readings.record(
        version, reading(), watches=watches, compose=nothing, now=at, begun=begun or (beginning(began=at),)
    )
    return version.id


def test_an_episode_begins_with_the_first_match_after_a_pause(archive: AnyArchive, lease: Lease) -> None:
    first = say(archive, lease, "one", NOW)
    assert archive.episodes.due(NOW + 6 * HOUR - timedelta(seconds=1)) == []
    [one] = archive.episodes.due(NOW + 6 * HOUR)
    assert (one.watch, one.version, one.began, one.last) == ("aleppo", first, NOW, NOW)
    assert (one.after, one.due) == ((6 * HOUR, DAY), NOW + 6 * HOUR)
    say(archive, lease, "two", NOW + 6 * DAY)
    say(archive, lease, "three", NOW + 12 * DAY)
    [one] = archive.episodes.due(NOW + 12 * DAY)
    assert (one.version, one.last) == (first, NOW + 12 * DAY), "each goes on with it"
    assert archive.episodes.told(one, None, [], NOW + 12 * DAY) == 0
    begun = NOW + 19 * DAY
    second = say(archive, lease, "four", begun)
    assert [other.version for other in archive.episodes.due(begun + DAY)] == [second]


def test_what_does_not_match_or_was_there_before_begins_nothing(archive: AnyArchive, lease: Lease) -> None:
    say(archive, lease, "old", NOW, baseline=True)
    say(
        archive, lease, "other", NOW, text="About football.", watches=[WatchQuery(id="aleppo", query="idlib")]
    )
    say(archive, lease, "unnamed", NOW, beginning(watch="another"))
    assert archive.episodes.due(NOW + 9 * DAY) == []


def test_it_begins_with_the_reading_or_not_at_all(archive: AnyArchive, lease: Lease) -> None:
    stored = archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    assert stored.version is not None
    version = archive.statements.version(stored.version)

    def broken(matched: Sequence[str]) -> list[Message]:
        raise ZeroDivisionError

    for compose in (broken, nothing, nothing):
        try:
            archive.readings.record(
                version, reading(), watches=[WATCH], compose=compose, now=NOW, begun=[beginning()]
            )
        except ZeroDivisionError:
            assert archive.episodes.due(NOW + DAY) == []
    assert len(archive.episodes.due(NOW + DAY)) == 1


def test_each_query_of_a_watch_has_its_own(archive: AnyArchive, lease: Lease) -> None:
    """What began before a watch was edited is not gone on with by what the new query finds."""
    say(archive, lease, "one", NOW)
    say(archive, lease, "two", NOW + HOUR, beginning(query="aleppo OR idlib", began=NOW + HOUR))
    assert [(one.query, one.last) for one in archive.episodes.due(NOW + DAY)] == [
        ("aleppo", NOW),
        ("aleppo OR idlib", NOW + HOUR),
    ]


def test_each_moment_is_told_once(archive: AnyArchive, lease: Lease) -> None:
    say(archive, lease, "one", NOW)
    [one] = archive.episodes.due(NOW + 6 * HOUR)
    again = one
    step = one.step(NOW + 6 * HOUR)
    assert (step, one.following(step)) == (6 * HOUR, NOW + DAY)
    messages = [message("a", kind="board"), message("b", kind="board", channel="mail")]
    assert archive.episodes.told(one, NOW + DAY, messages, NOW + 6 * HOUR) == 2
    assert archive.episodes.told(again, NOW + DAY, [message("c")], NOW + 6 * HOUR) is None
    assert archive.outbox.counts()["pending"] == 2
    assert archive.episodes.due(NOW + 23 * HOUR) == []
    [one] = archive.episodes.due(NOW + DAY)
    assert (one.step(NOW + DAY), one.following(DAY)) == (DAY, None)
    assert archive.episodes.told(one, None, [message("a")], NOW + DAY) == 0, "queued before"
    assert archive.episodes.due(NOW + 99 * DAY) == []


def test_of_several_moments_that_have_passed_the_last_is_told(archive: AnyArchive, lease: Lease) -> None:
    say(archive, lease, "one", NOW)
    [one] = archive.episodes.due(NOW + 3 * DAY)
    assert (one.step(NOW + 3 * DAY), one.following(one.step(NOW + 3 * DAY))) == (DAY, None)


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_clock_that_was_set_back_delays_nothing(archive: AnyArchive, lease: Lease, goes_on: bool) -> None:
    """It was a year ahead when the episode began: that was a moment ago."""
    ahead = NOW + 365 * DAY
    say(archive, lease, "one", ahead, beginning(began=ahead - HOUR))
    if goes_on:
        say(archive, lease, "two", NOW)
    assert archive.episodes.due(NOW) == []
    [one] = archive.episodes.due(NOW + 5 * HOUR)
    assert (one.began, one.last, one.due) == (NOW - HOUR, NOW, NOW + 5 * HOUR)
    assert archive.episodes.told(one, None, [], NOW + 5 * HOUR) == 0
    assert archive.episodes.due(NOW + 5 * HOUR) == []
