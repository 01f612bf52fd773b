"""Stretches of time for digests, what is too old to keep, and what a new start takes over from a dead one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import sqlalchemy as sa

from archive import Archive, open_archive, schema
from archive.posts import OutboxState
from archive.records import Capture, Lease
from archive.recovery import recover
from statements.errors import LeaseLost
from statements.model import Known
from tests.contract.examples import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    candidate,
    entry,
    finish,
    message,
    new,
    reading,
    revised,
)  # fmt: skip

START, END = NOW, NOW + 7 * DAY


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    """An archive on each engine."""
    with open_archive(archive_url) as opened:
        yield opened


@pytest.fixture
def lease(archive: Archive) -> Lease:
    """The source ``a`` is held for as long as these tests go on."""
    archive.sources.sync([entry("a"), entry("b")], NOW - 30 * DAY)
    taken = archive.sources.claim("a", NOW - 30 * DAY, owner="test", lease=60 * DAY)
    assert taken is not None
    return taken


def store(archive: Archive, lease: Lease, name: str, at: datetime, *, baseline: bool = False) -> int:
    given = new(name, text=f"Text of {name}.")
    return archive.statements.store(lease, given, now=at, capture=None, baseline=baseline).statement


def test_versions_are_given_in_the_order_in_which_they_are_asked_for(archive: Archive, lease: Lease) -> None:
    ids = [store(archive, lease, f"s{n}", NOW + n * HOUR) for n in range(3)]
    versions = [archive.statements.history(statement)[0].id for statement in ids]
    asked = [versions[2], versions[0], 999, *range(10_000, 11_000)]
    assert [hit.version.id for hit in archive.periods.hits(asked)] == [versions[2], versions[0]]
    assert archive.periods.statements_of(asked) == {versions[2]: ids[2], versions[0]: ids[0]}
    assert archive.periods.versions_of([ids[1], 999]) == {versions[1]: ids[1]}
    assert archive.periods.hits([]) == []


def test_the_bound_of_a_period_lies_above_its_statements(archive: Archive, lease: Lease) -> None:
    assert archive.periods.bound(NOW) == 1
    ids = [store(archive, lease, f"s{n}", NOW + n * HOUR) for n in range(4)]
    assert archive.periods.bound(NOW) == 1, "half-open"
    assert archive.periods.bound(NOW + 2 * HOUR) == ids[1] + 1
    assert archive.periods.bound(NOW + DAY) == ids[3] + 1


def known(archive: Archive, name: str, at: datetime) -> Known:
    given = candidate(name)
    found = archive.statements.known("a", given.locators, given.text_sha256, at)
    assert found is not None
    return found


def edit(archive: Archive, lease: Lease, name: str, text: str, at: datetime) -> None:
    intent = revised(known(archive, name, at), name=name, text=text)
    archive.statements.store(lease, intent, now=at, capture=None, baseline=False)


def withdraw(archive: Archive, lease: Lease, statement: int, at: datetime) -> None:
    assert not archive.statements.missing(lease, statement, at - HOUR, at)
    assert archive.statements.missing(lease, statement, at, at + HOUR)


def test_a_period_can_be_told_as_it_was_at_its_end(archive: Archive, lease: Lease) -> None:
    store(archive, lease, "one", START + DAY)
    edit(archive, lease, "one", "Edited in time.", END - MINUTE)
    edit(archive, lease, "one", "Edited too late.", END)
    (hit,) = archive.periods.statements(START, END, as_of=END)
    assert (hit.version.text, hit.version.n) == ("Edited in time.", 2)
    assert archive.periods.statements(START, END, as_of=START + DAY) == []


def test_who_spoke_for_the_first_time(archive: Archive, lease: Lease) -> None:
    assert archive.periods.voices(START, END) == []
    store(archive, lease, "one", START + DAY)
    assert archive.periods.voices(START, END) == ["FR"]
    assert archive.periods.voices(START + 2 * DAY, END) == []
    store(archive, lease, "old", START + 2 * DAY, baseline=True)
    assert archive.periods.voices(START, END) == [], "what stood there before anybody watched was said before"


def test_a_period_holds_its_start_and_not_its_end(archive: Archive, lease: Lease) -> None:
    for name, at in (
        ("before", START - MINUTE), ("first", START), ("last", END - MINUTE), ("next", END),
    ):  # fmt: skip
        store(archive, lease, name, at)
    found = archive.periods.statements(START, END)
    assert [hit.version.text for hit in found] == ["Text of first.", "Text of last."]
    assert [hit.version.text for hit in archive.periods.statements(END, END + DAY)] == ["Text of next."]


def test_what_was_there_before_anybody_watched_is_no_news(archive: Archive, lease: Lease) -> None:
    store(archive, lease, "old", START + HOUR, baseline=True)
    store(archive, lease, "fresh", START + HOUR)
    assert [hit.version.text for hit in archive.periods.statements(START, END)] == ["Text of fresh."]


def test_a_statement_stands_in_the_period_it_was_first_seen_in_with_its_newest_text_and_reading(
    archive: Archive, lease: Lease
) -> None:
    store(archive, lease, "one", START + HOUR)
    edit(archive, lease, "one", "Corrected.", END + HOUR)
    for version in archive.readings.unread(9):
        archive.readings.record(
            version, reading(rung=version.n), watches=[], compose=lambda _: [], now=END + HOUR
        )
    [hit] = archive.periods.statements(START, END)
    assert (hit.version.text, hit.version.n, hit.versions) == ("Corrected.", 2, 2)
    assert hit.reading == reading(rung=2)
    assert archive.periods.statements(END, END + DAY) == []


def test_edits_carry_the_text_they_replaced(archive: Archive, lease: Lease) -> None:
    store(archive, lease, "old", START - DAY, baseline=True)
    store(archive, lease, "one", START - DAY)
    edit(archive, lease, "one", "Second.", START - MINUTE)
    edit(archive, lease, "one", "Third.", START)
    edit(archive, lease, "old", "Was watched by then.", START + HOUR)
    edit(archive, lease, "one", "Fourth.", END - MINUTE)
    edit(archive, lease, "one", "Fifth.", END)
    assert [(e.version.n, e.before, e.version.text) for e in archive.periods.edits(START, END)] == [
        (3, "Second.", "Third."),
        (2, "Text of old.", "Was watched by then."),
        (4, "Third.", "Fourth."),
    ]


def test_withdrawals_count_when_they_were_confirmed(archive: Archive, lease: Lease) -> None:
    for name in ("early", "one", "two", "late", "back"):
        store(archive, lease, name, START - 2 * DAY)
    withdraw(archive, lease, 1, START - MINUTE)
    withdraw(archive, lease, 3, START + HOUR)
    withdraw(archive, lease, 2, END - MINUTE)
    withdraw(archive, lease, 4, END)
    withdraw(archive, lease, 5, START + HOUR)
    edit(archive, lease, "back", "Here again.", START + 2 * HOUR)
    found = archive.periods.withdrawals(START, END)
    assert [(hit.version.statement, hit.withdrawn_at) for hit in found] == [
        (3, START + HOUR),
        (2, END - MINUTE),
    ]


def test_old_checks_are_forgotten_and_young_ones_kept(archive: Archive) -> None:
    archive.sources.sync([entry("a")], NOW)
    for day in range(4):
        taken = archive.sources.claim("a", NOW + day * DAY, owner="t", lease=HOUR)
        assert taken is not None
        finish(archive, taken, NOW + day * DAY)
    assert archive.periods.forget_checks(NOW) == 0
    assert archive.periods.forget_checks(NOW + 2 * DAY) == 2
    assert archive.periods.forget_checks(NOW + 2 * DAY) == 0
    with archive.database.read() as connection:
        kept = connection.execute(sa.select(schema.check.c.started).order_by(schema.check.c.id)).scalars()
        assert list(kept) == [NOW + 2 * DAY, NOW + 3 * DAY]
    assert archive.sources.state("a") is not None


def test_old_captures_are_forgotten_but_bytes_that_a_younger_one_shares_are_kept(
    archive: Archive, lease: Lease
) -> None:
    def keep(name: str, body: bytes, at: datetime) -> int:
        taken = Capture(url="https://a/feed", fetched_at=at, status=200, headers={}, body=body)
        given = new(name, text=f"Text of {name}.")
        stored = archive.statements.store(lease, given, now=at, capture=taken, baseline=False)
        assert stored.version is not None
        return stored.version

    first, shared, young = (
        keep("one", b"alone", NOW),
        keep("two", b"shared", NOW),
        keep("three", b"shared", NOW + 2 * DAY),
    )
    assert archive.periods.forget_captures(NOW, NOW) == 0
    assert archive.periods.forget_captures(NOW + DAY, NOW + 3 * DAY) == 1
    assert archive.periods.forget_captures(NOW + DAY, NOW + 3 * DAY) == 0
    assert archive.statements.capture(first) is None
    for version in (shared, young):
        kept = archive.statements.capture(version)
        assert kept is not None
        assert kept.body == b"shared"
    with archive.database.read() as connection:
        rows = connection.execute(sa.select(schema.body.c.zlib, schema.body.c.dropped_at)).all()
        assert sorted((row.zlib == b"", row.dropped_at) for row in rows) == [
            (False, None),
            (True, NOW + 3 * DAY),
        ]
    assert archive.statements.count() == 3
    assert archive.statements.version(first).text == "Text of one."


def test_a_new_start_ends_the_leases_of_a_dead_one(archive: Archive, lease: Lease) -> None:
    archive.outbox.put([message("one"), message("two")], NOW)
    assert len(archive.outbox.claim(NOW, owner="dead", limit=1, lease=HOUR)) == 1
    assert archive.sources.claim("a", NOW, owner="new", lease=HOUR) is None

    assert recover(archive, NOW) == (1, 1)

    with pytest.raises(LeaseLost):  # the predecessor only slept, and is too late
        store(archive, lease, "late", NOW)
    assert archive.statements.count() == 0
    assert archive.sources.claim("a", NOW, owner="new", lease=HOUR) is not None
    # What it was sending may have arrived: it is in doubt, never simply sent again.
    [next_one] = archive.outbox.claim(NOW, owner="new", limit=9, lease=HOUR)
    assert next_one.dedupe_key == "two"
    [doubtful] = archive.outbox.list(OutboxState.AMBIGUOUS, 9)
    assert (doubtful.dedupe_key, doubtful.error_class) == ("one", "interrupted")


def test_a_start_after_an_orderly_end_has_nothing_to_recover(archive: Archive) -> None:
    archive.sources.sync([entry("a")], NOW)
    archive.outbox.put([message("one")], NOW)
    assert recover(archive, NOW) == (0, 0)
    assert archive.outbox.counts()["pending"] == 1


def test_an_edited_statement_of_the_baseline_is_an_edit_and_not_new(archive: Archive, lease: Lease) -> None:
    store(archive, lease, "old", START + MINUTE, baseline=True)
    edit(archive, lease, "old", "Text of old, with another word.", START + HOUR)
    assert archive.periods.statements(START, END) == []
    assert [found.before for found in archive.periods.edits(START, END)] == ["Text of old."]
