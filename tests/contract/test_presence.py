"""What happens to a statement besides its versions, what a page answered, and what is worth another look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from archive.records import Lease, Validators, Visit, VisitReason
from archive.traces import Event
from statements.errors import LeaseLost
from statements.labels import Grade, Happening, Precision, Verdict
from statements.model import Alternate, Attachment, Known, Published, RawDate, Seen
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, candidate, finish, new, reading, revised

URL = "https://a.example/one"


def known(archive: AnyArchive) -> Known:
    given = candidate()
    found = archive.statements.known("a", given.locators, given.text_sha256, NOW)
    assert found is not None
    return found


def instant(at: datetime) -> Published:
    return Published(precision=Precision.INSTANT, instant=at, zone="Europe/Paris", origin="api")


def test_what_is_rarely_there_comes_back_as_it_was(archive: AnyArchive, lease: Lease) -> None:
    given = new(
        speaker="Ana Ruiz",
        role="Minister",
        modified=instant(datetime(2024, 12, 1, 9, tzinfo=timezone(timedelta(hours=3)))),
        attachments=(
            Attachment(url="https://a.example/one.pdf", title="Text", media_type="application/pdf"),
        ),
        alternates=(Alternate(language="fr", url="https://a.example/fr/un"),),
        delivered=date(2024, 11, 30),
    )
    archive.statements.store(lease, given, now=NOW, capture=None, baseline=False)
    version = archive.statements.version(1)
    assert (version.role, version.attachments, version.alternates) == (
        "Minister",
        given.candidate.attachments,
        given.candidate.alternates,
    )
    assert version.delivered == date(2024, 11, 30)
    assert version.modified == given.candidate.modified
    assert version.modified is not None and version.modified.instant is not None
    assert version.modified.instant.utcoffset() == timedelta(0)
    day = Published(precision=Precision.DAY, day=NOW.date(), zone="Europe/Paris", origin="feed")
    edit = revised(known(archive), text="Edited.", modified=day)
    archive.statements.store(lease, edit, now=NOW + HOUR, capture=None, baseline=False)
    version = archive.statements.version(2)
    assert version.delivered is None
    assert (version.role, version.modified, version.attachments, version.alternates) == (None, day, (), ())
    assert archive.statements.before(version) == archive.statements.version(1)
    assert archive.statements.before(archive.statements.version(1)) is None


def test_known_says_what_stood_there_before(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(text="First."), now=NOW, capture=None, baseline=False)
    assert (known(archive).before, known(archive).language) == (None, "en")
    archive.statements.store(
        lease, revised(known(archive), text="Second."), now=NOW + HOUR, capture=None, baseline=False
    )
    archive.statements.store(
        lease, revised(known(archive), text="Third."), now=NOW + DAY, capture=None, baseline=False
    )
    assert known(archive).before == "Second."


def test_a_page_that_comes_back_is_one_history(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    assert archive.statements.events(1) == []
    archive.statements.missing(lease, 1, NOW + HOUR, NOW + 2 * HOUR, "HTTP 404")
    assert archive.statements.missing(lease, 1, NOW + 2 * HOUR, NOW + 3 * HOUR, "HTTP 410")
    assert not archive.statements.missing(lease, 1, NOW + 3 * HOUR, NOW + 4 * HOUR, "HTTP 410")
    edit = revised(known(archive), text="It is back, in other words.")
    archive.statements.store(lease, edit, now=NOW + DAY, capture=None, baseline=False)
    assert archive.statements.events(1) == [
        Event(statement=1, at=NOW + HOUR, what=Happening.MISSING, reason="HTTP 404"),
        Event(statement=1, at=NOW + 2 * HOUR, what=Happening.WITHDRAWN, reason="HTTP 410"),
        Event(
            statement=1,
            at=NOW + DAY,
            what=Happening.RETURNED,
            reason="withdrawn since 2024-12-01 14:00 UTC",
        ),
    ]
    hit = archive.statements.current(1)
    assert hit is not None
    assert (hit.versions, hit.withdrawn_at) == (2, None)
    assert archive.statements.count() == 1


def test_a_look_that_found_a_page_gone_is_done_with_together_with_what_it_found(
    archive: AnyArchive, lease: Lease
) -> None:
    looks = [NOW + HOUR]
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False, revisits=looks)
    [look] = archive.visits.due("a", NOW + HOUR, 5)
    archive.statements.missing(lease, 1, NOW + HOUR, NOW + 2 * HOUR, "HTTP 404", look.id)
    [again] = archive.visits.due("a", NOW + DAY, 5)
    assert again.due_at == NOW + 2 * HOUR
    with pytest.raises(LeaseLost):
        other = replace(lease, token=lease.token + 1)
        archive.statements.missing(other, 1, NOW + 2 * HOUR, NOW + 3 * HOUR, "HTTP 404", again.id)
    assert archive.visits.due("a", NOW + DAY, 5) == [again]
    assert [event.what for event in archive.statements.events(1)] == [Happening.MISSING]


def test_two_looks_a_second_apart_are_no_confirmation_that_a_page_is_gone(
    archive: AnyArchive, lease: Lease
) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    second = NOW + timedelta(seconds=1)
    assert not archive.statements.missing(lease, 1, NOW, NOW + HOUR)
    assert not archive.statements.missing(lease, 1, second, second + HOUR)
    assert not archive.statements.missing(lease, 1, NOW + 29 * MINUTE, NOW + 89 * MINUTE)
    [confirm] = archive.visits.due("a", NOW + DAY, 5)
    assert confirm.due_at == NOW + HOUR
    assert archive.statements.missing(lease, 1, NOW + 30 * MINUTE, NOW + 90 * MINUTE)


def test_a_shorter_distance_that_was_asked_for_is_enough_to_confirm(
    archive: AnyArchive, lease: Lease
) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    assert not archive.statements.missing(lease, 1, NOW, NOW + 5 * MINUTE)
    assert not archive.statements.missing(lease, 1, NOW + 4 * MINUTE, NOW + 9 * MINUTE)
    assert archive.statements.missing(lease, 1, NOW + 5 * MINUTE, NOW + 10 * MINUTE)


def test_a_page_that_was_gone_for_a_moment_returned_too(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    archive.statements.missing(lease, 1, NOW + HOUR, NOW + 2 * HOUR)
    seen = Seen(candidate=candidate(), known=known(archive))
    for hours in (2, 3):
        archive.statements.store(lease, seen, now=NOW + hours * HOUR, capture=None, baseline=False)
    assert [event.what for event in archive.statements.events(1)] == [Happening.MISSING, Happening.RETURNED]


def test_the_grade_of_an_edit_is_kept_with_its_reading(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    archive.statements.store(
        lease, revised(known(archive), text="Edited."), now=NOW + HOUR, capture=None, baseline=False
    )
    first, second = archive.readings.unread(9)
    archive.readings.record(first, reading(), watches=[], compose=lambda _: [], now=NOW)
    archive.readings.record(second, reading(), watches=[], compose=lambda _: [], now=NOW, grade=Grade.WORDING)
    assert [record.grade for record in archive.statements.history(1)] == [None, Grade.WORDING]
    assert archive.statements.version(second.id).grade is Grade.WORDING


PAGE = Validators(etag='"1"', last_modified="Sun, 01 Dec 2024 12:00:00 GMT", body_sha256="x:1", full_at=NOW)


def test_what_a_page_answered_is_kept_as_long_as_it_is_looked_at(archive: AnyArchive, lease: Lease) -> None:
    assert archive.visits.validators("a", URL) is None
    archive.statements.store(
        lease, new(), now=NOW, capture=None, baseline=False, revisits=[NOW + HOUR], pages={URL: PAGE}
    )
    assert archive.visits.validators("a", URL) == PAGE
    assert archive.visits.validators("b", URL) is None
    assert archive.sources.validators("a") == {}, "a page is no entry point"
    finish(archive, lease, NOW)
    again = archive.sources.claim("a", NOW + HOUR, owner="t", lease=HOUR)
    assert again is not None
    assert archive.visits.validators("a", URL) == PAGE, "closing a check forgets no page"
    [visit] = archive.visits.due("a", NOW + HOUR, 9)
    seen = Seen(candidate=candidate(), known=known(archive))
    archive.statements.store(
        again, seen, now=NOW + HOUR, capture=None, visit=visit.id, baseline=False, pages={URL: PAGE}
    )
    assert archive.visits.validators("a", URL) is None, "this was the last look"


def test_a_visit_keeps_when_its_list_says_the_page_was_edited(archive: AnyArchive, lease: Lease) -> None:
    page = Visit(
        source="a",
        url=URL,
        reason=VisitReason.NEW,
        due_at=NOW,
        dates=(RawDate(raw="1 Dec", origin="listing"),),
        modified=(RawDate(raw="2024-12-02", origin="feed"), RawDate(raw="2 Dec", origin="listing")),
    )
    archive.visits.plan(lease, [page], NOW)
    [found] = archive.visits.due("a", NOW, 9)
    assert (found.dates, found.modified) == (page.dates, page.modified)


def test_looks_say_when_a_listed_page_was_edited_as_far_as_we_know(archive: AnyArchive, lease: Lease) -> None:
    edited = instant(NOW - DAY)
    archive.statements.store(lease, new(modified=edited), now=NOW, capture=None, baseline=False)
    archive.statements.store(lease, new("two", text="Two."), now=NOW, capture=None, baseline=True)
    names = ("guid:one", f"url:{URL}", "guid:two", "guid:three")
    looks = archive.statements.looks("a", names, NOW + HOUR)
    assert set(looks) == {"guid:one", f"url:{URL}", "guid:two"}
    one, two = looks["guid:one"], looks["guid:two"]
    assert (one.statement, one.url, one.modified, one.seen) == (1, URL, edited, NOW)
    assert (one.withdrawn, one.baseline) == (False, False)
    assert (two.modified, two.baseline) == (None, True)
    assert archive.statements.looks("b", names, NOW) == {}


def test_a_look_that_is_due_or_failed_is_not_planned_again(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(
        lease, new(), now=NOW, capture=None, baseline=False, revisits=[NOW + HOUR, NOW + DAY]
    )
    assert set(archive.statements.looks("a", ["guid:one"], NOW)) == {"guid:one"}
    assert archive.statements.looks("a", ["guid:one"], NOW + HOUR) == {}
    [visit] = archive.visits.due("a", NOW + HOUR, 9)
    assert visit.id is not None
    archive.visits.failed(lease, visit.id, verdict=Verdict.TIMEOUT, error="slow", due_at=NOW + 2 * HOUR)
    assert archive.statements.looks("a", ["guid:one"], NOW + HOUR) == {}
    archive.visits.drop(lease, visit.id)
    assert set(archive.statements.looks("a", ["guid:one"], NOW + HOUR)) == {"guid:one"}


def test_an_edit_that_changed_nothing_we_see_is_remembered(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new(role="Minister"), now=NOW, capture=None, baseline=False)
    told = instant(datetime(2024, 12, 1, 13, tzinfo=UTC))
    seen = Seen(candidate=candidate(modified=told), known=known(archive))
    archive.statements.store(lease, seen, now=NOW + HOUR, capture=None, baseline=False)
    assert archive.statements.looks("a", ["guid:one"], NOW + HOUR)["guid:one"].modified == told
    plain = Seen(candidate=candidate(), known=known(archive))
    archive.statements.store(lease, plain, now=NOW + HOUR + MINUTE, capture=None, baseline=False)
    version = archive.statements.version(1)
    assert (version.modified, version.role, version.n) == (told, "Minister", 1)


def test_a_page_whose_last_look_is_dropped_leaves_no_validators_behind(
    archive: AnyArchive, lease: Lease
) -> None:
    looks = [NOW + HOUR, NOW + DAY]
    archive.statements.store(
        lease, new(), now=NOW, capture=None, baseline=False, revisits=looks, pages={URL: PAGE}
    )
    first, last = archive.visits.due("a", NOW + DAY, 5)
    assert first.id is not None and last.id is not None
    archive.visits.drop(lease, first.id)
    assert archive.visits.validators("a", URL) == PAGE, "there is another look to come"
    archive.visits.drop(lease, last.id)
    assert archive.visits.validators("a", URL) is None


def test_a_page_that_was_withdrawn_leaves_no_validators_behind(archive: AnyArchive, lease: Lease) -> None:
    looks = [NOW + HOUR]
    archive.statements.store(
        lease, new(), now=NOW, capture=None, baseline=False, revisits=looks, pages={URL: PAGE}
    )
    for hours, withdrawn in ((1, False), (2, True)):
        at = NOW + hours * HOUR
        [look] = archive.visits.due("a", at, 5)
        assert archive.statements.missing(lease, 1, at, at + HOUR, "HTTP 404", look.id) is withdrawn
    assert archive.visits.validators("a", URL) is None
