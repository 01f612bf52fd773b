"""Feedback: one answer a person, statement and watch, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from archive import Archive, open_archive
from archive.records import Lease
from statements.errors import ArchiveError
from statements.labels import Stance
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, entry, new, reading, revised


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[Archive]:
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").clean()
    else:
        path = tmp_path / "archive.db"
        path.write_bytes(sqlite_template.read_bytes())
        url = f"sqlite:///{path}"
    with open_archive(url) as opened:
        yield opened


@pytest.fixture
def lease(archive: Archive) -> Lease:
    archive.sources.sync([entry("a")], NOW)
    taken = archive.sources.claim("a", NOW, owner="test", lease=15 * MINUTE)
    assert taken is not None
    return taken


def stored(archive: Archive, lease: Lease, name: str) -> int:
    intent = new(name, text=f"{name} says so.")
    return archive.statements.store(lease, intent, now=NOW, capture=None, baseline=False).statement


def read(archive: Archive, stance: Stance, at: datetime) -> None:
    for version in archive.readings.unread(9):
        found = reading(stances=(stance,), primary=stance, unsure=())
        archive.readings.record(version, found, watches=[], compose=lambda _: [], now=at)


def test_a_person_has_one_answer_for_each_statement_and_watch_and_may_change_it(
    archive: Archive, lease: Lease
) -> None:
    one, two = stored(archive, lease, "one"), stored(archive, lease, "two")
    give = archive.feedback.record
    assert give(one, "w", "U1", True, via="slack", now=NOW)
    assert not give(one, "w", "U1", True, via="slack", now=NOW + HOUR), "said before"
    assert give(one, "w", "U1", False, via="cli", now=NOW + 2 * HOUR)
    assert give(one, "", "U1", True, via="cli", now=NOW + 3 * HOUR)
    assert give(one, "w", "U2", True, via="web", now=NOW + 4 * HOUR)
    assert give(two, "w", "U1", True, via="slack", now=NOW + 5 * HOUR)
    told = [(row.statement, row.watch, row.person, row.relevant, row.via) for row in archive.feedback.rows()]
    assert told == [
        (one, "w", "U1", False, "cli"),
        (one, "", "U1", True, "cli"),
        (one, "w", "U2", True, "web"),
        (two, "w", "U1", True, "slack"),
    ]
    assert [row.at for row in archive.feedback.rows(NOW + 4 * HOUR)] == [NOW + 4 * HOUR, NOW + 5 * HOUR]
    assert [row.statement for row in archive.feedback.rows(watch="", person="U1")] == [one]


def test_no_answer_is_kept_for_a_statement_that_is_not_there(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="there is no statement 7"):
        archive.feedback.record(7, "w", "U1", True, via="cli", now=NOW)
    assert archive.feedback.rows() == []


def test_an_answer_is_of_the_reading_that_stood_when_it_was_given(archive: Archive, lease: Lease) -> None:
    one = stored(archive, lease, "one")
    archive.feedback.record(one, "w", "U0", True, via="cli", now=NOW)
    assert archive.feedback.rows()[0].reading is None
    read(archive, Stance.CONCERN, NOW + HOUR)
    archive.feedback.record(one, "w", "U1", True, via="slack", now=NOW + 2 * HOUR)
    known = archive.statements.known("a", new("one").candidate.locators, "", NOW)
    assert known is not None
    later = revised(known, name="one", text="one warns now.")
    archive.statements.store(lease, later, now=NOW + MINUTE, capture=None, baseline=False)
    read(archive, Stance.WARNING, NOW + DAY)
    archive.feedback.record(one, "w", "U2", False, via="slack", now=NOW + 2 * DAY)
    shown = [row.reading.primary for row in archive.feedback.rows() if row.reading is not None]
    assert shown == [Stance.CONCERN, Stance.CONCERN, Stance.WARNING]


def test_what_a_person_said_of_some_statements_is_found(archive: Archive, lease: Lease) -> None:
    one, two, three = (stored(archive, lease, name) for name in ("one", "two", "three"))
    for statement, watch, person, relevant in (
        (one, "w", "mail:a@x.example", True), (two, "w", "mail:a@x.example", False), (two, "", "mail:a@x.example", True),
        (one, "w", "mail:b@x.example", False), (three, "w", "mail:a@x.example", True),
    ):  # fmt: skip
        archive.feedback.record(statement, watch, person, relevant, via="mail", now=NOW)
    assert archive.feedback.said("mail:a@x.example", "w", [one, two]) == {one: True, two: False}
    assert archive.feedback.said("mail:a@x.example", "", [one, two]) == {two: True}
    assert archive.feedback.said("mail:c@x.example", "w", range(2_000)) == {}


def test_who_wants_to_be_forgotten_is(archive: Archive, lease: Lease) -> None:
    one = stored(archive, lease, "one")
    for person in ("U1", "U2"):
        archive.feedback.record(one, "w", person, True, via="slack", now=NOW)
    archive.feedback.record(one, "", "U1", True, via="slack", now=NOW)
    assert archive.feedback.forget("U1").answers == 2
    assert archive.feedback.forget("U1").answers == 0
    assert [row.person for row in archive.feedback.rows()] == ["U2"]
