"""Pages to read: nothing that was listed gets lost, nothing is read twice."""

from __future__ import annotations

import pytest

from archive.records import PUT_ASIDE, Lease, Visit, VisitReason
from statements.errors import LeaseLost
from statements.labels import Kind, Verdict
from statements.model import Attachment, RawDate, Told
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, finish, new


def visit(name: str, **more: object) -> Visit:
    values: dict[str, object] = {
        "source": "a",
        "url": f"https://a.example/{name}",
        "reason": VisitReason.NEW,
        "due_at": NOW,
    }
    return Visit(**{**values, **more})  # type: ignore[arg-type]


def test_what_was_planned_comes_back_as_it_was(archive: AnyArchive, lease: Lease) -> None:
    whole: dict[str, object] = {
        "guid": "1",
        "title": "Ça",
        "dates": (RawDate(raw="1 December", origin="listing"),),
        "modified": (RawDate(raw="2 December", origin="api"),),
        "told": Told(
            kind=Kind.REMARKS,
            speaker="Jane Roe",
            role="Minister",
            language="fr",
            attachments=(
                Attachment(url="https://a.example/1.pdf", title="The text", media_type="application/pdf"),
            ),
        ),
        "baseline": True,
    }
    assert archive.visits.plan(lease, [visit("one", **whole), visit("two")], NOW) == 2
    one, two = archive.visits.due("a", NOW, 10)
    assert one == visit("one", id=one.id, **whole)
    assert two == visit("two", id=two.id)


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


def fail(archive: AnyArchive, lease: Lease, url: str, verdict: Verdict, **more: bool) -> None:
    [page] = [page for page in archive.visits.due("a", NOW + 9 * DAY, 10) if page.url.endswith(url)]
    assert page.id is not None
    archive.visits.failed(lease, page.id, verdict=verdict, error=f"no {url}", due_at=NOW + HOUR, **more)


def test_what_is_put_aside_waits_apart_and_is_named_with_its_reason(
    archive: AnyArchive, lease: Lease
) -> None:
    archive.visits.plan(
        lease, [visit("own", title="Vacancies"), visit("dead"), visit("new"), visit("bad")], NOW
    )
    fail(archive, lease, "bad", Verdict.TIMEOUT)
    fail(archive, lease, "own", Verdict.EMPTY, aside=True)
    for _ in range(PUT_ASIDE):
        fail(archive, lease, "dead", Verdict.HTTP_ERROR)
    assert archive.visits.pending() == archive.visits.pending("a") == 2
    assert [page.url[-3:] for page in archive.visits.due("a", NOW + 2 * HOUR, 10)] == [
        "new",
        "bad",
        "own",
        "ead",
    ]
    own, dead, bad = archive.visits.failing("a")
    assert (own.title, own.attempts, own.verdict, own.error) == (
        "Vacancies",
        PUT_ASIDE,
        Verdict.EMPTY,
        "no own",
    )
    assert (own.aside, own.refused, dead.aside, dead.refused, bad.aside, bad.refused) == (
        True, True, True, False, False, False,
    )  # fmt: skip
    fail(archive, lease, "own", Verdict.EMPTY, aside=True)
    assert archive.visits.failing("a")[0].attempts == PUT_ASIDE + 1
    assert archive.visits.failing("b") == []


def test_what_was_put_aside_is_taken_up_again_when_its_list_dates_it(
    archive: AnyArchive, lease: Lease
) -> None:
    day = (RawDate(raw="1 December", origin="listing"),)
    archive.visits.plan(lease, [visit("own"), visit("dated", dates=day)], NOW)
    for url in ("own", "dated"):
        fail(archive, lease, url, Verdict.EMPTY, aside=True)
    again = [visit(name, due_at=NOW + HOUR, dates=day, title="Vacancies") for name in ("own", "dated")]
    assert archive.visits.plan(lease, [visit("own"), *again], NOW + HOUR) == 0
    own, dated = sorted(archive.visits.due("a", NOW + HOUR, 10), key=lambda page: page.url, reverse=True)
    assert (own.attempts, own.dates, own.title, own.verdict, own.due_at) == (
        0,
        day,
        "Vacancies",
        None,
        NOW + HOUR,
    )
    assert dated.aside  # it was known to be dated when it was put aside


def test_what_stood_there_before_the_first_look_stays_no_news_when_it_is_taken_up_again(
    archive: AnyArchive, lease: Lease
) -> None:
    archive.visits.plan(lease, [visit("old", baseline=True)], NOW)
    fail(archive, lease, "old", Verdict.EMPTY, aside=True)
    dated = visit("old", due_at=NOW + HOUR, dates=(RawDate(raw="1 December", origin="listing"),))
    archive.visits.plan(lease, [dated], NOW + HOUR)
    (old,) = archive.visits.due("a", NOW + HOUR, 10)
    assert (old.attempts, old.baseline) == (0, True)


def test_only_what_waits_makes_a_source_busy(archive: AnyArchive, lease: Lease) -> None:
    archive.visits.plan(lease, [visit("own")], NOW)
    fail(archive, lease, "own", Verdict.EMPTY, aside=True)
    finish(archive, lease, NOW)
    assert list(archive.sources.calm(["a"], NOW)) == ["a"]
    assert list(archive.sources.calm(["a"], NOW + HOUR)) == []
