"""Statements: stored once a version, found again under any of their addresses, edits and withdrawals kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from archive.records import Capture, Lease, Visit, VisitReason
from archive.traces import Event
from statements.errors import ArchiveError, LeaseLost
from statements.labels import Happening, Kind, Precision
from statements.model import Known, Published, RawDate, Relink, Seen
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, candidate, new, revised, sha


def known(archive: AnyArchive, name: str = "one", now: datetime = NOW) -> Known:
    given = candidate(name)
    found = archive.statements.known("a", given.locators, given.text_sha256, now)
    assert found is not None
    return found


def test_a_version_comes_back_as_it_was(archive: AnyArchive, lease: Lease) -> None:
    published = Published(
        precision=Precision.INSTANT,
        instant=datetime(2024, 12, 1, 9, tzinfo=timezone(timedelta(hours=3))),
        zone="Europe/Istanbul",
        origin="json-ld",
        raw="2024-12-01T09:00+03:00",
    )
    given = new(
        title="Déclaration", text="النص\n\n中文", language="ar", published=published, speaker="Barrot"
    )
    stored = archive.statements.store(lease, given, now=NOW, capture=None, baseline=False)
    assert stored.version is not None
    version = archive.statements.version(stored.version)
    assert (version.title, version.text, version.language) == ("Déclaration", "النص\n\n中文", "ar")
    assert version.published == published
    assert version.published.instant is not None
    assert version.published.instant.utcoffset() == timedelta(0)
    assert (version.n, version.source, version.issuer, version.baseline) == (1, "a", "FR", False)
    assert (version.kind, version.speaker, version.sha256) == (
        Kind.STATEMENT,
        "Barrot",
        given.candidate.sha256,
    )
    assert version.first_seen == version.seen == NOW
    assert archive.statements.count() == 1


@pytest.mark.parametrize(
    "published",
    [
        Published(precision=Precision.UNKNOWN, raw="03/04/2026", origin="meta", reason="day or month first?"),
        Published(precision=Precision.UNKNOWN),
        Published(precision=Precision.INSTANT, instant=datetime(1, 1, 2, tzinfo=UTC)),
    ],
)
def test_any_date_comes_back(archive: AnyArchive, lease: Lease, published: Published) -> None:
    archive.statements.store(lease, new(published=published), now=NOW, capture=None, baseline=False)
    assert archive.statements.version(1).published == published


def test_a_version_that_does_not_exist_is_an_error(archive: AnyArchive) -> None:
    with pytest.raises(ArchiveError, match="no version 7"):
        archive.statements.version(7)
    assert archive.statements.current(7) is None
    assert archive.statements.history(7) == []
    assert archive.statements.capture(7) is None


def test_text_that_no_database_can_hold_is_stored_without_the_offence(
    archive: AnyArchive, lease: Lease
) -> None:
    given = new("two", title="a\x00b", text="half a pair: \ud800")
    archive.statements.store(lease, given, now=NOW, capture=None, baseline=False)
    found = archive.statements.known("a", given.candidate.locators, "none", NOW)
    assert found is not None


def test_doing_it_again_writes_nothing(archive: AnyArchive, lease: Lease) -> None:
    first = archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    again = archive.statements.store(lease, new(), now=NOW + MINUTE, capture=None, baseline=False)
    assert (again.statement, again.version) == (first.statement, None)
    hit = archive.statements.current(1)
    assert hit is not None
    assert (hit.versions, hit.last_seen) == (1, NOW + MINUTE)
    edit = revised(known(archive), text="Edited.")
    assert archive.statements.store(lease, edit, now=NOW + HOUR, capture=None, baseline=False).version == 2
    assert archive.statements.store(lease, edit, now=NOW + HOUR, capture=None, baseline=False).version is None
    assert [record.n for record in archive.statements.history(1)] == [1, 2]


def test_an_edit_becomes_a_version(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=True)
    edit = revised(known(archive), text="France condemns.", title="On Aleppo (updated)")
    stored = archive.statements.store(lease, edit, now=NOW + HOUR, capture=None, baseline=False)
    assert stored.statement == 1
    first, second = archive.statements.history(1)
    assert (first.text, second.text) == ("France calls for restraint.", "France condemns.")
    assert (first.seen, second.seen) == (NOW, NOW + HOUR)
    version = archive.statements.version(second.id)
    assert (version.n, version.first_seen, version.seen, version.baseline) == (2, NOW, NOW + HOUR, False)
    assert known(archive).text == "France condemns."
    back = revised(known(archive))
    assert archive.statements.store(lease, back, now=NOW + DAY, capture=None, baseline=False).version == 3


def test_known_by_the_strongest_locator(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new("one"), now=NOW, capture=None, baseline=False)
    archive.statements.store(lease, new("two", text="Other."), now=NOW, capture=None, baseline=False)
    mixed = ("guid:new", "guid:two", "url:https://a.example/one")
    found = archive.statements.known("a", mixed, "none", NOW)
    assert found is not None
    assert (found.statement, found.locators) == (2, frozenset({"guid:two"}))
    assert archive.statements.known("b", mixed, "none", NOW) is None
    assert archive.statements.known_locators("a", mixed) == {"guid:two", "url:https://a.example/one"}
    assert archive.statements.known_locators("b", mixed) == set()


def test_known_by_its_text_for_fourteen_days_within_its_source(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    text = candidate().text_sha256
    found = archive.statements.known("a", ("guid:moved",), text, NOW + 14 * DAY)
    assert found is not None
    assert (found.statement, found.locators) == (1, frozenset())
    assert found.last_seen == NOW
    assert archive.statements.known("a", ("guid:moved",), text, NOW + 14 * DAY + MINUTE) is None
    assert archive.statements.known("b", ("guid:moved",), text, NOW) is None
    assert archive.statements.known("a", ("guid:moved",), sha("other"), NOW) is None
    seen = Seen(candidate=candidate(), known=known(archive))
    archive.statements.store(lease, seen, now=NOW + 10 * DAY, capture=None, baseline=False)
    found = archive.statements.known("a", ("guid:moved",), text, NOW + 24 * DAY)
    assert found is not None
    assert (found.statement, found.last_seen) == (1, NOW + 10 * DAY)
    assert archive.statements.known("a", ("guid:moved",), text, NOW + 24 * DAY + MINUTE) is None


def test_a_new_address_joins(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    moved = candidate("moved")
    link = Relink(candidate=moved, known=known(archive))
    assert archive.statements.store(lease, link, now=NOW + HOUR, capture=None, baseline=False).version is None
    assert archive.statements.known_locators("a", moved.locators) == set(moved.locators)
    assert archive.statements.count() == 1


def test_what_other_places_said_of_the_date_is_kept(archive: AnyArchive, lease: Lease) -> None:
    other = RawDate(raw="3 May 2024", origin="meta")
    dated = Published(precision=Precision.DAY, day=date(2024, 12, 1), origin="json-ld", dissenting=(other,))
    given = new(published=dated, modified=replace(dated, day=date(2024, 12, 2)))
    stored = archive.statements.store(lease, given, now=NOW, capture=None, baseline=False)
    assert stored.version is not None
    version = archive.statements.version(stored.version)
    assert version.modified is not None
    assert version.published.dissenting == version.modified.dissenting == (other,)
    [record] = archive.statements.history(1)
    assert record.published.dissenting == (other,)


def test_a_text_published_again_elsewhere_joins_and_its_history_says_so_once(
    archive: AnyArchive, lease: Lease
) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    again = candidate("moved")
    for hours in (1, 2):
        link = Relink(candidate=again, known=known(archive))
        archive.statements.store(lease, link, now=NOW + hours * HOUR, capture=None, baseline=False)
    told = f"at {again.url}, dated 2024-12-01"
    assert archive.statements.events(1) == [
        Event(statement=1, at=NOW + HOUR, what=Happening.REPUBLISHED, reason=told)
    ]


def test_seen_moves_last_seen_forward_only(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    for hours in (2, 1):
        seen = Seen(candidate=candidate(), known=known(archive))
        archive.statements.store(lease, seen, now=NOW + hours * HOUR, capture=None, baseline=False)
    hit = archive.statements.current(1)
    assert hit is not None
    assert (hit.last_seen, hit.version.first_seen) == (NOW + 2 * HOUR, NOW)


def test_listed_moves_last_seen_of_what_is_not_missing(archive: AnyArchive, lease: Lease) -> None:
    other = archive.sources.claim("b", NOW, owner="t", lease=HOUR)
    assert other is not None
    for name in ("one", "two", "three"):
        archive.statements.store(lease, new(name, text=name), now=NOW, capture=None, baseline=False)
    archive.statements.missing(lease, 2, NOW + MINUTE, NOW + HOUR)
    names = ("url:https://a.example/one", "guid:two", "guid:unknown")
    archive.statements.listed(other, names, NOW + DAY)
    assert [hit.last_seen for hit in archive.statements.export()] == [NOW, NOW, NOW]
    archive.statements.listed(lease, names, NOW + DAY)
    archive.statements.listed(lease, names, NOW + HOUR)
    assert [hit.last_seen for hit in archive.statements.export()] == [NOW + DAY, NOW, NOW]
    assert archive.sources.claim("a", NOW + HOUR, owner="other", lease=HOUR) is not None
    with pytest.raises(LeaseLost):
        archive.statements.listed(lease, names, NOW + 2 * DAY)


def test_storing_takes_the_page_off_the_list(archive: AnyArchive, lease: Lease) -> None:
    page = Visit(source="a", url="https://a.example/one", reason=VisitReason.NEW, due_at=NOW)
    archive.visits.plan(lease, [page], NOW)
    [planned] = archive.visits.due("a", NOW, 1)
    archive.statements.store(lease, new(), now=NOW, capture=None, visit=planned.id, baseline=False)
    assert archive.visits.pending() == 0


def withdrawn(archive: AnyArchive) -> datetime | None:
    hit = archive.statements.current(1)
    assert hit is not None
    return hit.withdrawn_at


def test_gone_twice_is_withdrawn_and_back_is_back(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    assert archive.statements.missing(lease, 1, NOW + HOUR, NOW + 7 * HOUR) is False
    assert (
        archive.statements.missing(lease, 1, NOW + HOUR, NOW + 7 * HOUR) is False
    )  # the same look, done again
    [confirm] = archive.visits.due("a", NOW + DAY, 9)
    assert (confirm.reason, confirm.due_at, confirm.statement) == (VisitReason.REVISIT, NOW + 7 * HOUR, 1)
    assert withdrawn(archive) is None
    assert archive.statements.missing(lease, 1, NOW + 7 * HOUR, NOW + 9 * HOUR) is True
    assert archive.statements.missing(lease, 1, NOW + 8 * HOUR, NOW + 9 * HOUR) is False
    assert withdrawn(archive) == NOW + 7 * HOUR
    seen = Seen(candidate=candidate(), known=known(archive))
    archive.statements.store(lease, seen, now=NOW + DAY, capture=None, baseline=False)
    assert withdrawn(archive) is None
    assert archive.statements.missing(lease, 1, NOW + 2 * DAY, NOW + 3 * DAY) is False


def test_the_bytes_are_kept_for_the_version_that_they_were_read_as(archive: AnyArchive, lease: Lease) -> None:
    body = b"<html>" + bytes(range(256)) * 40
    capture = Capture(
        url="https://a.example/one", fetched_at=NOW, status=200, headers={"ETag": '"ü"'}, body=body
    )
    archive.statements.store(lease, new("one"), now=NOW, capture=capture, baseline=False)
    archive.statements.store(lease, new("two", text="Other."), now=NOW, capture=capture, baseline=False)
    archive.statements.store(lease, new("three", text="Third."), now=NOW, capture=None, baseline=False)
    assert archive.statements.capture(1) == archive.statements.capture(2) == capture
    assert archive.statements.capture(3) is None


def test_export_goes_through_everything_in_order(archive: AnyArchive, lease: Lease) -> None:
    for n in range(205):
        archive.statements.store(lease, new(str(n), text=str(n)), now=NOW, capture=None, baseline=False)
    edit = revised(known(archive, "3"), name="3", text="edited")
    archive.statements.store(lease, edit, now=NOW, capture=None, baseline=False)
    hits = list(archive.statements.export())
    assert [hit.version.statement for hit in hits] == list(range(1, 206))
    assert (hits[3].version.text, hits[3].versions, hits[3].reading) == ("edited", 2, None)
    assert [hit.version.statement for hit in archive.statements.export(after_id=203)] == [204, 205]


def test_a_run_that_lost_its_lease_stores_nothing(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    assert archive.sources.claim("a", NOW + HOUR, owner="other", lease=HOUR) is not None
    with pytest.raises(LeaseLost):
        archive.statements.store(lease, new("two"), now=NOW, capture=None, baseline=False)
    with pytest.raises(LeaseLost):
        archive.statements.missing(lease, 1, NOW, NOW)
    assert archive.statements.count() == 1
    assert archive.visits.due("a", NOW + DAY, 9) == []


def test_what_was_seen_is_known_however_much_there_is(archive: AnyArchive, lease: Lease) -> None:
    """10,500 addresses of one source are known, asked for one by one or a list at a time."""
    names = tuple(f"url:https://a.example/{n}" for n in range(10_500))
    archive.statements.store(lease, new(locators=names), now=NOW, capture=None, baseline=False)
    for start in range(0, len(names), 500):
        asked = (*names[start : start + 500], "url:https://a.example/unknown")
        assert archive.statements.known_locators("a", asked) == set(asked[:-1])
    found = archive.statements.known("a", (names[-1],), "", NOW)
    assert found is not None and found.statement == 1
