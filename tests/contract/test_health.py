"""Spells of health: written with each check, told apart by state, judged by the source's own history."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from archive.records import Lease, SourceHealth, Spell, Visit, VisitReason
from statements.labels import Precision, Verdict
from statements.model import Published
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, entry, message, new, report

OK, DEGRADED, FAILING, BLOCKED, SILENT, PAUSED = (
    SourceHealth.OK,
    SourceHealth.DEGRADED,
    SourceHealth.FAILING,
    SourceHealth.BLOCKED,
    SourceHealth.SILENT,
    SourceHealth.PAUSED,
)


def check(
    archive: AnyArchive,
    at: datetime,
    verdict: Verdict = Verdict.OK,
    *,
    health: SourceHealth | None = None,
    next_in: timedelta = 15 * MINUTE,
    source: str = "a",
    texts: int = 0,
    **more: Any,
) -> None:
    """A whole check of two seconds at a time, which stores some texts."""
    taken = archive.sources.claim(source, at, owner="t", lease=HOUR)
    assert taken is not None
    for n in range(texts):
        store(archive, taken, f"{at:%m%d%H%M}-{n}", at)
    archive.sources.finish(
        taken,
        report(source, verdict, at, stored=texts, **more),
        next_due_at=at + next_in,
        validators={},
        health=health or (OK if verdict.success else DEGRADED),
        now=at + timedelta(seconds=2),
    )


def store(
    archive: AnyArchive, lease: Lease, name: str, at: datetime, *, baseline: bool = False, **more: Any
) -> None:
    published = Published(precision=Precision.INSTANT, instant=at, origin="feed")
    given = new(name, source=lease.source, text=f"Text of {name}.", **{"published": published, **more})
    archive.statements.store(lease, given, now=at, capture=None, baseline=baseline)


def ready(archive: AnyArchive, *names: str) -> None:
    archive.sources.sync([entry(name) for name in names or ("a",)], NOW)


def told(spells: list[Spell]) -> list[tuple[SourceHealth, datetime, datetime | None]]:
    return [(spell.health, spell.since, spell.until) for spell in spells]


SECONDS = timedelta(seconds=2)


def test_a_spell_lasts_as_long_as_a_state_and_ends_with_the_next(archive: AnyArchive) -> None:
    ready(archive)
    assert archive.health.spells("a", NOW - DAY, NOW + DAY) == []
    check(archive, NOW)
    check(archive, NOW + 15 * MINUTE, Verdict.UNCHANGED)
    check(archive, NOW + 30 * MINUTE, Verdict.TIMEOUT, error="no answer")
    check(archive, NOW + 60 * MINUTE, Verdict.TIMEOUT, error="no answer at all")
    check(archive, NOW + 75 * MINUTE, Verdict.HTTP_ERROR, health=FAILING, error="500")
    check(archive, NOW + 90 * MINUTE, health=DEGRADED, error="2 pages")
    check(archive, NOW + 105 * MINUTE)
    spells = archive.health.spells("a", NOW, NOW + DAY)
    assert told(spells) == [
        (OK, NOW + SECONDS, NOW + 30 * MINUTE),
        (DEGRADED, NOW + 30 * MINUTE, NOW + 75 * MINUTE),
        (FAILING, NOW + 75 * MINUTE, NOW + 90 * MINUTE + SECONDS),
        (DEGRADED, NOW + 90 * MINUTE + SECONDS, NOW + 105 * MINUTE + SECONDS),
        (OK, NOW + 105 * MINUTE + SECONDS, None),
    ]
    assert [(spell.verdict, spell.reason, spell.readable) for spell in spells] == [
        (Verdict.OK, None, True),
        (Verdict.TIMEOUT, "no answer at all", False),
        (Verdict.HTTP_ERROR, "500", False),
        (Verdict.OK, "2 pages", True),
        (Verdict.OK, None, True),
    ]
    assert told(archive.health.spells("a", NOW + HOUR, NOW + 75 * MINUTE)) == told(spells)[1:2]
    assert archive.health.current() == {"a": spells[-1]}
    last = archive.health.last_check("a")
    assert last is not None
    assert (last.verdict, last.started) == (Verdict.OK, NOW + 105 * MINUTE)


def test_a_gap_runs_from_the_first_failure_to_the_next_success(archive: AnyArchive) -> None:
    ready(archive)
    for hours, verdict, error in (
        (0, Verdict.OK, None),
        (1, Verdict.BLOCKED, "a wall"),
        (2, Verdict.TIMEOUT, "no answer"),
        (3, Verdict.UNCHANGED, None),
        (4, Verdict.DNS, "no such host"),
    ):
        check(archive, NOW + hours * HOUR, verdict, error=error, next_in=HOUR)
    gaps = archive.health.gaps(NOW, NOW + 5 * HOUR)
    assert [(gap.since - NOW, gap.until and gap.until - NOW, gap.verdict, gap.error) for gap in gaps] == [
        (HOUR, 3 * HOUR + SECONDS, Verdict.BLOCKED, "no answer"),
        (4 * HOUR, None, Verdict.DNS, "no such host"),
    ]
    assert archive.health.gaps(NOW, NOW + HOUR / 2) == []
    assert [gap.verdict for gap in archive.health.gaps(NOW + 2 * HOUR, NOW + 3 * HOUR)] == [Verdict.BLOCKED]


def test_a_service_that_was_off_is_no_quiet_week(archive: AnyArchive) -> None:
    ready(archive)
    check(archive, NOW)
    assert archive.health.gaps(NOW, NOW + 30 * MINUTE) == []
    assert archive.health.gaps(NOW - 9 * DAY, NOW - 8 * DAY) == []  # we did not know the source then
    [gap] = archive.health.gaps(NOW + DAY, NOW + 2 * DAY)
    assert (gap.verdict, gap.since, gap.until) == (Verdict.STALE, NOW + SECONDS, None)
    assert archive.sources.make_due(NOW + 3 * DAY) == 1  # does not hide for how long nobody looked
    check(archive, NOW + 3 * DAY)
    [gap] = archive.health.gaps(NOW, NOW + 3 * DAY + HOUR)
    assert (gap.verdict, gap.since, gap.until) == (Verdict.STALE, NOW + SECONDS, NOW + 3 * DAY)
    assert gap.error == "not checked in this period"


def test_a_source_that_was_never_looked_at_is_a_gap_from_its_first_day(archive: AnyArchive) -> None:
    ready(archive)
    assert archive.health.gaps(NOW, NOW + HOUR) == []
    [gap] = archive.health.gaps(NOW, NOW + 2 * HOUR)
    assert (gap.since, gap.until, gap.silent) == (NOW, None, False)


def test_an_outage_of_the_service_does_not_end_an_outage_of_the_source(archive: AnyArchive) -> None:
    ready(archive)
    check(archive, NOW, Verdict.TIMEOUT)
    check(archive, NOW + 5 * DAY, Verdict.TIMEOUT)
    gaps = archive.health.gaps(NOW, NOW + 5 * DAY + HOUR)
    assert [(gap.verdict, gap.until) for gap in gaps] == [
        (Verdict.TIMEOUT, NOW + SECONDS),
        (Verdict.STALE, NOW + 5 * DAY),
        (Verdict.TIMEOUT, None),
    ]


def test_what_is_switched_off_is_paused_and_no_gap(archive: AnyArchive) -> None:
    ready(archive, "a", "b")
    check(archive, NOW)
    archive.sources.sync([entry("b")], NOW + HOUR)
    archive.sources.sync([entry("b")], NOW + 2 * HOUR)
    archive.sources.sync([entry("a"), entry("b")], NOW + 3 * HOUR)
    archive.sources.make_due(NOW + 3 * HOUR)
    check(archive, NOW + 3 * HOUR)
    spells = archive.health.spells("a", NOW, NOW + DAY)
    assert [spell.health for spell in spells] == [OK, PAUSED, OK]
    assert (spells[1].since, spells[1].until, spells[1].readable) == (NOW + HOUR, NOW + 3 * HOUR, False)


def speak(archive: AnyArchive, *, every: timedelta = 2 * DAY, items: int = 10) -> datetime:
    """A source that has said something at each interval, seen by a check each time; gives the time of the last word."""
    ready(archive)
    for n in range(items):
        check(archive, NOW + n * every, next_in=every, texts=1, listed=10, known=9)
    return NOW + (items - 1) * every


def state(archive: AnyArchive) -> tuple[SourceHealth, str | None]:
    found = archive.sources.state("a")
    assert found is not None
    return found.health, found.last_error


def test_a_source_is_silent_when_it_says_nothing_for_longer_than_it_ever_does(archive: AnyArchive) -> None:
    last = speak(archive)
    rhythm = archive.health.rhythm("a")
    assert rhythm is not None
    assert (rhythm.items, rhythm.median, rhythm.rare, rhythm.limit) == (10, 2 * DAY, 2 * DAY, 6 * DAY)
    for days in range(1, 6):
        check(archive, last + days * DAY, Verdict.UNCHANGED, next_in=DAY)
        assert state(archive) == (OK, None)
    check(archive, last + 9 * DAY, Verdict.UNCHANGED, next_in=2 * HOUR)
    assert state(archive) == (OK, None)  # nobody looked for three days: the next check knows more
    check(archive, last + 9 * DAY + 2 * HOUR, Verdict.UNCHANGED, next_in=DAY)
    assert state(archive) == (SILENT, "no news for 9 days, usually every 2 days")
    [gap] = [gap for gap in archive.health.gaps(last, last + 10 * DAY) if gap.silent]
    assert (gap.until, gap.error) == (None, "no news for 9 days, usually every 2 days")

    check(archive, last + 10 * DAY, texts=1, listed=10, known=9)
    assert state(archive) == (OK, None)
    assert archive.health.spells("a", last, last + DAY * 20)[-2].health is SILENT


def test_a_source_that_is_seldom_checked_falls_silent_between_its_checks(archive: AnyArchive) -> None:
    last = speak(archive)
    check(archive, last + 5.5 * DAY, Verdict.UNCHANGED, next_in=DAY)
    assert archive.health.pass_time(last + 5.9 * DAY) == []
    assert archive.health.pass_time(last + 6.2 * DAY) == ["a"]
    assert archive.health.pass_time(last + 6.2 * DAY) == []
    assert state(archive)[0] is SILENT
    assert archive.health.current()["a"].since == last + 6.2 * DAY


def test_a_source_with_too_little_history_is_never_silent(archive: AnyArchive) -> None:
    last = speak(archive, items=7)
    assert archive.health.rhythm("a") is None
    for days in (100, 100.01):
        check(archive, last + days * DAY, Verdict.UNCHANGED)
        assert state(archive) == (OK, None)


def test_a_source_that_seldom_speaks_by_nature_is_not_silent_in_its_usual_pauses(archive: AnyArchive) -> None:
    """The alarm judges each source by its own past: thirty quiet days of one that speaks each month are no fault."""
    last = speak(archive, every=30 * DAY, items=9)
    for days in (29, 29.1, 80, 80.1):
        check(archive, last + days * DAY, Verdict.UNCHANGED)
        assert state(archive) == (OK, None)
    check(archive, last + 91 * DAY, Verdict.UNCHANGED)
    check(archive, last + 91.1 * DAY, Verdict.UNCHANGED)
    assert state(archive)[0] is SILENT


@pytest.mark.parametrize("jump", [60 * DAY, -60 * DAY])
def test_a_jump_of_the_clock_makes_nobody_silent_and_no_spell_of_the_future(
    archive: AnyArchive, jump: timedelta
) -> None:
    last = speak(archive)
    check(archive, last + HOUR, Verdict.UNCHANGED)
    check(archive, last + 2 * HOUR + jump, Verdict.TIMEOUT, error="once")
    check(archive, last + 3 * HOUR, Verdict.UNCHANGED)
    check(archive, last + 4 * HOUR, Verdict.UNCHANGED)
    assert state(archive) == (OK, None)
    spells = archive.health.spells("a", last - 99 * DAY, last + 99 * DAY)
    assert all(spell.until is None or spell.since <= spell.until <= last + 4 * HOUR for spell in spells)
    assert spells[-1].until is None
    assert archive.health.gaps(last + 3.5 * HOUR, last + 4 * HOUR) == []


def test_items_without_their_parts_degrade_a_source_and_the_figures_say_so(archive: AnyArchive) -> None:
    ready(archive)
    lease = archive.sources.claim("a", NOW, owner="t", lease=DAY)
    assert lease is not None
    unknown = Published(precision=Precision.UNKNOWN, reason="nothing there")
    for n in range(20):
        undated: dict[str, Any] = {"published": unknown} if n >= 13 else {}
        store(archive, lease, f"n{n}", NOW - (20 - n) * HOUR, title="" if n == 19 else "T", **undated)
    archive.sources.release(lease)
    check(archive, NOW)
    assert state(archive) == (
        DEGRADED,
        "of the last 20 items 13 are whole (65%): 1 without a title, 7 without a date",
    )
    lease = archive.sources.claim("a", NOW + HOUR, owner="t", lease=DAY)
    assert lease is not None
    visits = [Visit(source="a", url=f"https://a/{n}", reason=VisitReason.NEW, due_at=NOW) for n in range(3)]
    archive.visits.plan(lease, visits, NOW)
    for visit in archive.visits.due("a", NOW + HOUR, 9):
        assert visit.id is not None
        archive.visits.failed(lease, visit.id, verdict=Verdict.PARSE_ERROR, error="no text", due_at=NOW + DAY)
    archive.sources.release(lease)
    check(archive, NOW + HOUR)
    assert "3 without their text" in str(state(archive)[1])


def test_a_part_that_a_source_never_gives_is_absent_by_nature(archive: AnyArchive) -> None:
    """A source without dates is degraded as long as nobody can know better, and then no longer."""
    ready(archive)
    lease = archive.sources.claim("a", NOW, owner="t", lease=9 * DAY)
    assert lease is not None
    unknown = Published(precision=Precision.UNKNOWN)
    for n in range(45):
        store(archive, lease, f"n{n}", NOW + n * MINUTE, published=unknown)
        if n == 30:
            archive.sources.release(lease)
            check(archive, NOW + HOUR)
            assert state(archive)[0] is DEGRADED
            lease = archive.sources.claim("a", NOW + HOUR, owner="t", lease=9 * DAY)
            assert lease is not None
    archive.sources.release(lease)
    check(archive, NOW + 2 * HOUR)
    assert state(archive) == (OK, None)


def test_an_answer_far_below_the_usual_size_degrades_a_source(archive: AnyArchive) -> None:
    ready(archive)
    for n, size in enumerate((80_000, 82_000, 79_000, 90_000, 81_000, 60_000)):
        check(archive, NOW + n * HOUR, size=size)
        assert state(archive) == (OK, None)
    check(archive, NOW + 6 * HOUR, size=2_100)
    short = "the answer has 2,100 bytes where 80,500 are usual: an error page, or a wall?"
    assert state(archive) == (DEGRADED, short)
    check(archive, NOW + 7 * HOUR, Verdict.UNCHANGED)
    assert state(archive) == (DEGRADED, short)  # still the same answer
    check(archive, NOW + 8 * HOUR, size=83_000)
    assert state(archive) == (OK, None)


def test_a_source_whose_answers_vary_is_not_degraded_by_a_short_one(archive: AnyArchive) -> None:
    ready(archive)
    for n, size in enumerate((80_000, 2_000, 79_000, 90_000, 81_000, 60_000, 1_500)):
        check(archive, NOW + n * HOUR, size=size)
        assert state(archive) == (OK, None)


def test_a_list_older_than_what_was_listed_before_is_an_old_copy(archive: AnyArchive) -> None:
    last = speak(archive)
    check(archive, last + HOUR, size=9_000, newest=last.date())
    assert state(archive) == (OK, None)
    check(archive, last + 2 * HOUR, size=9_000, newest=date(2024, 12, 3))
    health, reason = state(archive)
    assert health is DEGRADED
    assert reason == (
        f"the newest of what is listed is from 2024-12-03, although {last.date()} was listed before: an old copy?"
    )


def test_what_the_operators_are_told_is_counted_with_the_messages(archive: AnyArchive) -> None:
    ready(archive, "a", "b")
    check(archive, NOW)
    for n in range(1, 4):
        check(archive, NOW + n * HOUR, Verdict.DNS, health=FAILING if n > 2 else DEGRADED, error="no host")
    [trouble] = archive.troubles.open()
    assert (trouble.spell.source, trouble.spell.health, trouble.failures) == ("a", FAILING, 3)
    assert (trouble.since, trouble.told_at) == (NOW + HOUR, None)
    told = {"troubles": {trouble.spell.id: 1}, "over": (), "now": NOW + 3 * HOUR}
    assert archive.troubles.told(messages=[message("n1", kind="notice")], **told) == 1  # type: ignore[arg-type]
    assert archive.troubles.told(messages=[message("n1", kind="notice")], **told) == 0  # type: ignore[arg-type]
    [again] = archive.troubles.open()
    assert (again.spell.notices, again.spell.noticed_at, again.told_at) == (1, NOW + 3 * HOUR, NOW + 3 * HOUR)
    assert archive.troubles.over() == ([], [])

    check(archive, NOW + 4 * HOUR, Verdict.BLOCKED, health=BLOCKED, error="a wall")
    [worse] = archive.troubles.open()  # goes on in another state: not told anew
    assert (worse.spell.health, worse.spell.notices, worse.since) == (BLOCKED, 1, NOW + HOUR)
    over, passed_on = archive.troubles.over()
    assert (over, passed_on) == ([], [trouble.spell.id])
    archive.troubles.told(troubles={}, over=passed_on, messages=(), now=NOW + 4 * HOUR)

    check(archive, NOW + 5 * HOUR, listed=20, known=3)
    assert archive.troubles.open() == []
    [recovery], passed_on = archive.troubles.over()
    assert (recovery.since, recovery.until) == (NOW + HOUR, NOW + 5 * HOUR + SECONDS)
    assert (recovery.listed, recovery.known, passed_on) == (20, 3, [])
    archive.troubles.told(troubles={}, over=[recovery.spell.id], messages=(), now=NOW + 5 * HOUR)
    assert archive.troubles.over() == ([], [])


def test_a_trouble_that_was_told_is_told_to_be_over_even_by_the_first_reading_ever(
    archive: AnyArchive,
) -> None:
    ready(archive, "a", "b")
    for n in range(3):
        check(archive, NOW + n * HOUR, Verdict.DNS, health=FAILING if n > 1 else DEGRADED, error="no host")
    [trouble] = archive.troubles.open()
    archive.troubles.told(troubles={trouble.spell.id: 1}, over=(), messages=(), now=NOW + 2 * HOUR)
    check(archive, NOW + 3 * HOUR, listed=20)
    [over], passed_on = archive.troubles.over()
    assert (over.spell.id, passed_on) == (trouble.spell.id, [])


def test_a_source_that_is_silent_stays_so_when_nobody_looked_or_the_clock_jumped(archive: AnyArchive) -> None:
    """It has said nothing all the time: it is neither well in between nor silent anew, and nobody is told twice."""
    last = speak(archive)
    check(archive, last + 5.9 * DAY, Verdict.UNCHANGED, next_in=DAY)
    check(archive, last + 6.5 * DAY, Verdict.UNCHANGED, next_in=HOUR)
    [trouble] = archive.troubles.open()
    archive.troubles.told(troubles={trouble.spell.id: 1}, over=(), messages=(), now=last + 6.5 * DAY)
    for at in (last + 20 * DAY, last + 19 * DAY):  # nobody looked; the clock went back
        check(archive, at, Verdict.UNCHANGED, next_in=HOUR)
        assert state(archive)[0] is SILENT
        [again] = archive.troubles.open()
        assert (again.spell.notices, again.since) == (1, last + 6.5 * DAY + SECONDS)
        over, passed_on = archive.troubles.over()
        assert (over, len(passed_on)) == ([], 1)
        archive.troubles.told(troubles={}, over=passed_on, messages=(), now=at)
    check(archive, last + 20 * DAY, texts=1, listed=10, known=9)
    [recovery] = archive.troubles.over()[0]
    assert recovery.since == last + 6.5 * DAY + SECONDS


def test_a_source_that_cannot_be_read_is_one_trouble_when_the_clock_goes_back(archive: AnyArchive) -> None:
    ready(archive)
    check(archive, NOW)
    for hours in (1, 2, 3):
        check(
            archive,
            NOW + hours * HOUR,
            Verdict.DNS,
            health=FAILING if hours > 2 else DEGRADED,
            error="no host",
        )
    [trouble] = archive.troubles.open()
    archive.troubles.told(troubles={trouble.spell.id: 1}, over=(), messages=(), now=NOW + 3 * HOUR)
    check(archive, NOW + 2 * HOUR, Verdict.DNS, health=FAILING, error="no host")
    archive.troubles.believe_clock(NOW + 2 * HOUR)
    [again] = archive.troubles.open()
    assert (again.spell.notices, again.spell.noticed_at, again.told_at) == (1, NOW + 2 * HOUR, NOW + 2 * HOUR)
    assert again.since == NOW + HOUR
    assert archive.troubles.over()[0] == []


def test_what_was_told_later_than_now_was_told_just_now(archive: AnyArchive) -> None:
    """Nobody is told again at once because the clock went back, and nobody waits a year for the next reminder."""
    ready(archive)
    check(archive, NOW, Verdict.BLOCKED, health=BLOCKED, error="a wall")
    [trouble] = archive.troubles.open()
    archive.troubles.told(troubles={trouble.spell.id: 1}, over=(), messages=(), now=NOW + 365 * DAY)
    archive.troubles.believe_clock(NOW + HOUR)
    [again] = archive.troubles.open()
    assert (again.spell.noticed_at, again.told_at) == (NOW + HOUR, NOW + HOUR)
    archive.troubles.believe_clock(NOW + 2 * HOUR)
    assert archive.troubles.open()[0].spell.noticed_at == NOW + HOUR
    archive.troubles.believe_clock(NOW + HOUR - timedelta(seconds=5))  # also by seconds
    assert archive.troubles.open()[0].spell.noticed_at == NOW + HOUR - timedelta(seconds=5)
