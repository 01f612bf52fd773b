"""Pages to read: nothing that was listed gets lost, nothing is read twice."""

from __future__ import annotations

import pytest

from archive.records import Lease, Visit, VisitReason
from statements.errors import LeaseLost
from statements.labels import Verdict
from statements.model import RawDate
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, new


def visit(name: str, **more: object) -> Visit:
    values: dict[str, object] = {
        "source": "a",
        "url": f"https://a.example/{name}",
        "reason": VisitReason.NEW,
        "due_at": NOW,
    }
    return Visit(**{**values, **more})  # type: ignore[arg-type]


def test_what_was_planned_comes_back_as_it_was(archive: AnyArchive, lease: Lease) -> None:
    planned = visit(
        "one", guid="1", title="Ça", dates=(RawDate(raw="1 December", origin="listing"),), baseline=True
    )
    assert archive.visits.plan(lease, [planned], NOW) == 1
    [due] = archive.visits.due("a", NOW, 10)
    assert due == visit(
        "one",
        id=due.id,
        guid="1",
        title="Ça",
        dates=(RawDate(raw="1 December", origin="listing"),),
        baseline=True,
    )


def test_a_page_listed_again_is_planned_once(archive: AnyArchive, lease: Lease) -> None:
    assert archive.visits.plan(lease, [visit("one"), visit("two"), visit("one")], NOW) == 2
    assert archive.visits.plan(lease, [visit("two"), visit("three", title="late")], NOW) == 1
    assert archive.visits.pending() == archive.visits.pending("a") == 3
    assert archive.visits.pending("b") == 0


def test_due_pages_come_longest_due_first(archive: AnyArchive, lease: Lease) -> None:
    later = visit("later", due_at=NOW + HOUR, attempts=1)
    pages = [visit("late", due_at=NOW), visit("early", due_at=NOW - HOUR), later]
    archive.visits.plan(lease, pages, NOW)
    assert [page.url[-5:] for page in archive.visits.due("a", NOW, 10)] == ["early", "/late"]
    assert len(archive.visits.due("a", NOW, 1)) == 1
    assert archive.visits.due("b", NOW, 10) == []


def test_a_page_found_before_the_clock_was_set_back_is_read_now(archive: AnyArchive, lease: Lease) -> None:
    ahead = [visit("new", due_at=NOW + HOUR), visit("failed", due_at=NOW + 10 * DAY, attempts=3)]
    archive.visits.plan(lease, ahead, NOW + HOUR)
    assert [page.url[-4:] for page in archive.visits.due("a", NOW, 10)] == ["/new", "iled"]


def test_a_failed_page_is_tried_later(archive: AnyArchive, lease: Lease) -> None:
    archive.visits.plan(lease, [visit("one")], NOW)
    [page] = archive.visits.due("a", NOW, 10)
    assert page.id is not None
    archive.visits.failed(lease, page.id, verdict=Verdict.TIMEOUT, error="no answer", due_at=NOW + HOUR)
    assert archive.visits.due("a", NOW, 10) == []
    [again] = archive.visits.due("a", NOW + HOUR, 10)
    assert (again.id, again.attempts) == (page.id, 1)
    archive.visits.drop(lease, page.id)
    archive.visits.drop(lease, page.id)
    assert archive.visits.pending() == 0


def test_revisits_are_planned_once_and_do_not_count_as_unread(archive: AnyArchive, lease: Lease) -> None:
    for start in (NOW, NOW + MINUTE):
        archive.statements.store(
            lease, new(), now=start, capture=None, revisits=[start + HOUR, start + 6 * HOUR], baseline=True
        )
    assert archive.visits.pending() == 0
    first, second = archive.visits.due("a", NOW + 9 * HOUR, 10)
    assert (first.reason, first.statement, first.baseline) == (VisitReason.REVISIT, 1, True)
    assert (first.due_at, second.due_at) == (NOW + HOUR, NOW + 6 * HOUR)


def test_a_run_that_lost_its_lease_changes_nothing(archive: AnyArchive, lease: Lease) -> None:
    archive.visits.plan(lease, [visit("one")], NOW)
    [page] = archive.visits.due("a", NOW, 1)
    assert page.id is not None
    assert archive.sources.claim("a", NOW + HOUR, owner="other", lease=MINUTE) is not None
    with pytest.raises(LeaseLost):
        archive.visits.plan(lease, [visit("two")], NOW)
    with pytest.raises(LeaseLost):
        archive.visits.failed(lease, page.id, verdict=Verdict.DNS, error=None, due_at=NOW + HOUR)
    with pytest.raises(LeaseLost):
        archive.visits.drop(lease, page.id)
    assert archive.visits.due("a", NOW, 10) == [page]
