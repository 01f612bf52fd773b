"""Readings: with their matches and messages or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from archive.records import Lease, Recorded, WatchQuery
from statements.errors import QueryError
from statements.model import Message, Version
from tests.contract.conftest import AnyArchive
from tests.contract.examples import HOUR, MINUTE, NOW, candidate, message, new, reading, revised

WATCHES = [
    WatchQuery(id="condemns", query="stance:condemnation rung:>=5"),
    WatchQuery(id="aleppo", query="aleppo issuer:FR"),
    WatchQuery(id="other", query="football"),
]
DOUBTS = [
    WatchQuery(id="all", query="stance:demand"),
    WatchQuery(id="sure", query="stance:demand -unsure:demand"),
    WatchQuery(id="doubtful", query="unsure:demand"),
    WatchQuery(id="anything", query="unsure:any"),
    WatchQuery(id="another", query="unsure:condemnation,ceasefire"),
]


def nothing(matched: Sequence[str]) -> list[Message]:
    return []


def unread(archive: AnyArchive) -> Version:
    [version] = archive.readings.unread(1)
    return version


def test_versions_wait_oldest_first_and_those_of_a_baseline_last(archive: AnyArchive, lease: Lease) -> None:
    for name in ("old", "one", "two"):
        archive.statements.store(lease, new(name, text=name), now=NOW, capture=None, baseline=name == "old")
    assert [version.text for version in archive.readings.unread(9)] == ["one", "two", "old"]
    assert archive.readings.unread_count() == 3
    archive.readings.record(unread(archive), reading(), watches=[], compose=nothing, now=NOW)
    assert [version.text for version in archive.readings.unread(9)] == ["two", "old"]
    assert archive.readings.unread_count() == 2
    known = archive.statements.known("a", candidate("old").locators, "", NOW)
    assert known is not None
    edit = revised(known, name="old", text="old, edited")
    archive.statements.store(lease, edit, now=NOW, capture=None, baseline=False)
    assert [version.text for version in archive.readings.unread(9)] == ["two", "old", "old, edited"]


def test_an_edit_of_a_text_of_a_baseline_that_was_read_is_new(archive: AnyArchive, lease: Lease) -> None:
    for name in ("old", "older"):
        archive.statements.store(lease, new(name, text=name), now=NOW, capture=None, baseline=True)
    archive.readings.record(unread(archive), reading(), watches=[], compose=nothing, now=NOW)
    known = archive.statements.known("a", candidate("old").locators, "", NOW)
    assert known is not None
    edit = revised(known, name="old", text="old, edited")
    archive.statements.store(lease, edit, now=NOW, capture=None, baseline=False)
    assert [version.text for version in archive.readings.unread(9)] == ["old, edited", "older"]


def test_a_reading_its_matches_and_its_messages_are_written_together(
    archive: AnyArchive, lease: Lease
) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    version, asked = unread(archive), []

    def compose(matched: Sequence[str]) -> list[Message]:
        asked.append(tuple(matched))
        return [message("one", version=version.id), message("two"), message("one")]

    recorded = archive.readings.record(version, reading(), watches=WATCHES, compose=compose, now=NOW + MINUTE)
    assert recorded == Recorded(matched=("condemns", "aleppo"), queued=2)
    assert asked == [("condemns", "aleppo")]
    assert archive.readings.of(version.id) == reading()
    assert archive.outbox.counts()["pending"] == 2
    hit = archive.statements.current(1)
    assert hit is not None
    assert hit.reading == reading()
    again = archive.readings.record(version, reading(rung=1), watches=WATCHES, compose=compose, now=NOW)
    assert again == Recorded()
    assert archive.readings.of(version.id) == reading()
    assert len(asked) == 1


def test_a_watch_on_an_own_topic_matches_what_has_it(archive: AnyArchive, lease: Lease) -> None:
    watches = [
        WatchQuery(id="own", query="topic:grain-corridor"),
        WatchQuery(id="either", query="topic:shelling,grain-corridor"),
        WatchQuery(id="both", query="topic:grain-corridor topic:civilian-protection"),
        WatchQuery(id="part", query="topic:grain"),
        WatchQuery(id="without", query="-topic:grain-corridor"),
    ]
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    version = unread(archive)
    recorded = archive.readings.record(version, reading(), watches=watches, compose=nothing, now=NOW)
    assert set(recorded.matched) == {"own", "either", "both"}
    kept = archive.readings.of(version.id)
    assert kept is not None
    assert kept.own_topics == ("grain-corridor",)


def test_a_watch_can_leave_out_what_is_unsure(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    archive.statements.store(lease, new("two", text="Another."), now=NOW, capture=None, baseline=False)
    doubtful, certain = archive.readings.unread(2)
    recorded = archive.readings.record(doubtful, reading(), watches=DOUBTS, compose=nothing, now=NOW)
    assert recorded.matched == ("all", "doubtful", "anything")
    recorded = archive.readings.record(certain, reading(unsure=()), watches=DOUBTS, compose=nothing, now=NOW)
    assert recorded.matched == ("all", "sure")


def test_when_composing_fails_nothing_was_written(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)

    def broken(matched: Sequence[str]) -> list[Message]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        archive.readings.record(unread(archive), reading(), watches=WATCHES, compose=broken, now=NOW)
    with pytest.raises(QueryError):
        archive.readings.record(
            unread(archive), reading(), watches=[WatchQuery(id="x", query="(")], compose=nothing, now=NOW
        )
    assert archive.readings.unread_count() == 1
    assert archive.readings.matches(NOW, NOW + HOUR) == []
    assert archive.outbox.counts()["pending"] == 0


def test_what_matches_in_a_baseline_is_noted_and_queues_nothing(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=True)

    def never(matched: Sequence[str]) -> list[Message]:
        raise AssertionError(matched)

    recorded = archive.readings.record(unread(archive), reading(), watches=WATCHES, compose=never, now=NOW)
    assert recorded.matched
    assert recorded.queued == 0
    assert archive.readings.of(1) == reading()
    assert archive.outbox.list() == []
    assert {match.watch for match in archive.readings.matches(NOW, NOW + HOUR)} == set(recorded.matched)


def test_a_version_is_matched_on_its_own_words_even_when_a_newer_one_exists(
    archive: AnyArchive, lease: Lease
) -> None:
    archive.statements.store(
        lease, new(title="Old", text="About Aleppo."), now=NOW, capture=None, baseline=False
    )
    given = candidate()
    found = archive.statements.known("a", given.locators, "", NOW)
    assert found is not None
    edit = revised(found, title="New", text="About football.")
    archive.statements.store(lease, edit, now=NOW, capture=None, baseline=False)
    matched = [
        archive.readings.record(
            version, reading(rung=0, stances=()), watches=WATCHES, compose=nothing, now=NOW
        )
        for version in archive.readings.unread(9)
    ]
    assert [recorded.matched for recorded in matched] == [("aleppo",), ("other",)]


def test_previous_is_the_reading_of_the_version_before(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    first = unread(archive)
    archive.readings.record(first, reading(rung=3), watches=WATCHES, compose=nothing, now=NOW)
    found = archive.statements.known("a", candidate().locators, "", NOW)
    assert found is not None
    archive.statements.store(lease, revised(found, text="New."), now=NOW, capture=None, baseline=False)
    assert archive.readings.previous(first) is None
    assert archive.readings.previously_matched(first, WATCHES, now=NOW) == frozenset()
    assert archive.readings.previously_matched(unread(archive), WATCHES, now=NOW) == {"aleppo"}
    assert archive.readings.previous(unread(archive)) == reading(rung=3)
    assert archive.readings.of(unread(archive).id) is None


def test_a_version_before_is_matched_by_the_watches_of_today_and_by_the_reading_of_today(
    archive: AnyArchive, lease: Lease
) -> None:
    """Whatever was asked when it was new: a watch that came later does not take its edit for news."""
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    archive.readings.record(unread(archive), reading(rung=3), watches=[], compose=nothing, now=NOW)
    found = archive.statements.known("a", candidate().locators, "", NOW)
    assert found is not None
    archive.statements.store(lease, revised(found, text="New."), now=NOW, capture=None, baseline=False)
    second = unread(archive)
    assert archive.readings.previously_matched(second, WATCHES, now=NOW) == {"aleppo"}
    again = reading(rung=5, own_topics=())
    asked = [*WATCHES, WatchQuery(id="grain", query="topic:grain-corridor")]
    assert archive.readings.previously_matched(second, asked, now=NOW) == {"aleppo", "grain"}
    assert archive.readings.previously_matched(second, asked, now=NOW, again=again) == {"aleppo", "condemns"}
    assert archive.readings.previously_matched(second, asked, now=NOW) == {"aleppo", "grain"}, (
        "nothing is changed"
    )


def test_matches_belong_to_the_period_in_which_they_were_recorded(archive: AnyArchive, lease: Lease) -> None:
    for n in range(3):
        archive.statements.store(lease, new(str(n), text=str(n)), now=NOW, capture=None, baseline=False)
    for n, version in enumerate(archive.readings.unread(9)):
        at = NOW + n * HOUR
        archive.readings.record(version, reading(), watches=WATCHES[:2], compose=nothing, now=at)
    found = archive.readings.matches(NOW, NOW + 2 * HOUR)
    assert [(match.watch, match.hit.version.id) for match in found] == [
        ("aleppo", 1),
        ("condemns", 1),
        ("aleppo", 2),
        ("condemns", 2),
    ]
    assert found[0].hit.reading == reading()
    only = archive.readings.matches(NOW + HOUR, NOW + 9 * HOUR, watch="aleppo")
    assert [(match.at, match.hit.version.id) for match in only] == [(NOW + HOUR, 2), (NOW + 2 * HOUR, 3)]


def test_withdrawals_are_those_of_what_matched_and_is_still_gone(archive: AnyArchive, lease: Lease) -> None:
    for name, text in (("one", "About Aleppo."), ("two", "Of something else."), ("three", "Aleppo again.")):
        given = new(name, title=name, text=text)
        archive.statements.store(lease, given, now=NOW, capture=None, baseline=False)
    for version in archive.readings.unread(9):
        plain = reading(rung=0, stances=())
        archive.readings.record(version, plain, watches=WATCHES, compose=nothing, now=NOW)
    archive.outbox.put([message("told", version=1), message("other", kind="notice", version=3)], NOW)
    for statement in (1, 2, 3):
        for hours in (1, 2):
            archive.statements.missing(lease, statement, NOW + hours * HOUR, NOW + 9 * HOUR, "HTTP 404")
    assert [gone.hit.version.statement for gone in archive.readings.withdrawals(NOW)] == [1], (
        "of the others nobody was told"
    )
    archive.outbox.put([message("three", version=3)], NOW)
    assert [(gone.hit.version.statement, gone.watches) for gone in archive.readings.withdrawals(NOW)] == [
        (1, frozenset({"aleppo"})),
        (3, frozenset({"aleppo"})),
    ]
    [first, third] = archive.readings.withdrawals(NOW + 2 * HOUR)
    assert archive.readings.withdrawals(NOW, limit=1) == [first]
    assert archive.readings.withdrawals(NOW, besides={first.event}) == [third]
    assert archive.readings.withdrawals(NOW, besides={first.event, third.event}) == []
    assert first.told == frozenset({("slack", "C1")})
    assert (first.at, first.reason, first.hit.withdrawn_at) == (NOW + 2 * HOUR, "HTTP 404", NOW + 2 * HOUR)
    assert archive.readings.withdrawals(NOW + 2 * HOUR + MINUTE) == []
    back = archive.statements.known("a", candidate("one").locators, "", NOW)
    assert back is not None
    archive.statements.store(
        lease, revised(back, name="one", text="It is back."), now=NOW + 3 * HOUR, capture=None, baseline=False
    )
    assert [gone.hit.version.statement for gone in archive.readings.withdrawals(NOW)] == [3]
