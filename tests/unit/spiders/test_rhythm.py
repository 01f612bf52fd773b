"""When a source is checked again, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.records import PUT_ASIDE, SourceHealth
from archive.visits import LONGEST_ASIDE
from spiders import rhythm
from statements.labels import Verdict

NOW = datetime(2024, 12, 2, 12, 0, tzinfo=UTC)
EVERY = timedelta(minutes=15)


def due(verdict: Verdict, *, failures: int = 0, wait: timedelta | None = None, unread: bool = False, chance: float = 0.5, every: timedelta = EVERY, chosen: timedelta | None = None) -> timedelta:  # fmt: skip
    when = rhythm.next_due(
        NOW, every=every, verdict=verdict, failures=failures, retry_after=NOW + wait if wait else None, unread=unread, chance=chance, chosen=chosen,
    )  # fmt: skip
    return when - NOW


def test_a_healthy_source_keeps_its_interval_give_or_take() -> None:
    assert due(Verdict.OK) == EVERY
    assert due(Verdict.UNCHANGED, chance=0.0) == EVERY * 0.9
    assert due(Verdict.UNCHANGED, chance=1.0) == EVERY * 1.1


def test_a_wait_chosen_by_habit_is_kept_to_the_minute() -> None:
    assert due(Verdict.OK, chosen=timedelta(minutes=4)) == timedelta(minutes=4)
    assert due(Verdict.OK, chosen=timedelta(minutes=4), chance=1.0) == timedelta(minutes=4.4)
    assert due(Verdict.UNCHANGED, chosen=timedelta(hours=2), chance=0.0) == timedelta(minutes=119)


def test_neither_failures_nor_unread_pages_ask_for_habits() -> None:
    hour = timedelta(hours=1)
    assert due(Verdict.TIMEOUT, failures=1, chosen=hour) == 2 * EVERY
    assert due(Verdict.RATE_LIMITED, failures=1, wait=3 * hour, chosen=hour) == 3 * hour
    assert due(Verdict.OK, unread=True, chosen=hour) == timedelta(minutes=1)


def test_unread_pages_bring_the_next_check_forward() -> None:
    assert due(Verdict.OK, unread=True) == timedelta(minutes=1)
    assert due(Verdict.OK, unread=True, every=timedelta(seconds=5)) == timedelta(seconds=5)


@pytest.mark.parametrize(
    ("failures", "wait"),
    [(1, timedelta(minutes=30)), (2, timedelta(hours=1)), (6, timedelta(hours=16)), (7, timedelta(hours=24)), (10**6, timedelta(hours=24))],
)  # fmt: skip
def test_failures_double_the_interval_up_to_a_day(failures: int, wait: timedelta) -> None:
    assert due(Verdict.TIMEOUT, failures=failures) == wait


def test_a_slower_source_is_never_hurried_by_failing() -> None:
    assert due(Verdict.TIMEOUT, failures=3, every=timedelta(days=2)) == timedelta(days=2)


def test_retry_after_goes_before_back_off_but_never_before_the_interval() -> None:
    assert due(Verdict.RATE_LIMITED, failures=5, wait=timedelta(hours=2)) == timedelta(hours=2)
    assert due(Verdict.RATE_LIMITED, failures=1, wait=timedelta(seconds=2)) == EVERY


@pytest.mark.parametrize(
    ("verdict", "failures", "troubled", "health"),
    [
        (Verdict.OK, 0, False, SourceHealth.OK),
        (Verdict.UNCHANGED, 0, False, SourceHealth.OK),
        (Verdict.OK, 0, True, SourceHealth.DEGRADED),
        (Verdict.EMPTY, 1, False, SourceHealth.DEGRADED),
        (Verdict.EMPTY, 3, False, SourceHealth.FAILING),
        (Verdict.DNS, 2, True, SourceHealth.DEGRADED),
        (Verdict.BLOCKED, 1, False, SourceHealth.BLOCKED),
        (Verdict.ROBOTS, 9, False, SourceHealth.BLOCKED),
        (Verdict.REFUSED_ADDRESS, 1, False, SourceHealth.BLOCKED),
    ],
)
def test_health(verdict: Verdict, failures: int, troubled: bool, health: SourceHealth) -> None:
    assert rhythm.health(verdict, failures=failures, troubled=troubled) is health


def test_ten_attempts_at_a_page_take_days() -> None:
    waits = [rhythm.page_retry(NOW, attempts) - NOW for attempts in range(1, PUT_ASIDE)]
    assert waits[:3] == [timedelta(minutes=10), timedelta(minutes=20), timedelta(minutes=40)]
    assert timedelta(days=2) < sum(waits, timedelta()) < timedelta(days=4)


def test_a_page_that_is_put_aside_is_tried_daily_and_in_the_end_weekly() -> None:
    waits = [rhythm.page_retry(NOW, attempts) - NOW for attempts in (PUT_ASIDE, 29, 30, 300)]
    assert waits == [timedelta(days=1), timedelta(days=1), timedelta(days=7), timedelta(days=7)]
    assert rhythm.page_retry(NOW, 1, read=True) - NOW == timedelta(days=7) < LONGEST_ASIDE
