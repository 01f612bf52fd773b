"""When a match may leave: rates, quiet hours through nights that are an hour short or long, caps, mutes, exceptions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alerts.routing import Departure, advice, asked, confident, depart, instant, quiet_until, routes
from config.watches import Quiet, Watch
from statements.labels import Held, Stance
from tests.unit.alerts.examples import reading

NIGHT = Quiet(begin="20:00", end="07:00", zone="Europe/Berlin")  # type: ignore[arg-type]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def watch(**more: Any) -> Watch:
    return Watch(**{"id": "w", "name": "W", "query": "stance:warning", "to": ("slack:C1",), **more})


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2024-12-03T18:59:59", None),
        ("2024-12-03T19:00:00", "2024-12-04T06:00:00"),
        ("2024-12-04T02:00:00", "2024-12-04T06:00:00"),
        ("2024-12-04T05:59:59", "2024-12-04T06:00:00"),
        ("2024-12-04T06:00:00", None),
        # The night to 30 March 2025 has no two o'clock, that to 26 October two of them.
        ("2025-03-29T19:00:00", "2025-03-30T05:00:00"),
        ("2025-03-30T01:00:00", "2025-03-30T05:00:00"),
        ("2025-10-25T18:00:00", "2025-10-26T06:00:00"),
        ("2025-10-26T05:30:00", "2025-10-26T06:00:00"),
    ],
)
def test_quiet_over_midnight(now: str, end: str | None) -> None:
    assert quiet_until(NIGHT, at(now)) == (at(end) if end else None)


def test_quiet_within_a_day() -> None:
    lunch = Quiet(begin="12:00", end="13:30", zone="UTC")  # type: ignore[arg-type]
    assert quiet_until(lunch, at("2024-12-03T11:59:59")) is None
    assert quiet_until(lunch, at("2024-12-03T12:00:00")) == at("2024-12-03T13:30:00")
    assert quiet_until(lunch, at("2024-12-03T13:30:00")) is None


def test_a_weekend_joins_the_nights_around_it() -> None:
    quiet = NIGHT.model_copy(update={"weekends": True})
    friday_evening, monday = at("2024-12-06T19:00:00"), at("2024-12-09T06:00:00")
    assert quiet_until(quiet, friday_evening) == monday
    assert quiet_until(quiet, at("2024-12-07T11:00:00")) == monday
    assert quiet_until(quiet, at("2024-12-08T22:59:00")) == monday
    days = Quiet(begin="01:00", end="02:00", zone="UTC", weekends=True)  # type: ignore[arg-type]
    assert quiet_until(days, at("2024-12-07T11:00:00")) == at("2024-12-09T00:00:00")


def test_times_that_a_jump_leaves_out_stand_for_the_jump() -> None:
    gap = Quiet(begin="02:10", end="02:50", zone="Europe/Berlin")  # type: ignore[arg-type]
    assert quiet_until(gap, at("2025-03-30T01:00:00")) is None, "the clock went from 2:00 to 3:00"
    until = Quiet(begin="20:00", end="02:30", zone="Europe/Berlin")  # type: ignore[arg-type]
    assert quiet_until(until, at("2025-03-29T22:00:00")) == at("2025-03-30T01:00:00")
    assert quiet_until(until, at("2025-03-30T01:00:00")) is None
    # Twice 2:30 in autumn: quiet until the second, and not quiet again after the first.
    assert quiet_until(until, at("2025-10-26T00:40:00")) == at("2025-10-26T01:30:00")
    assert quiet_until(until, at("2025-10-26T01:30:00")) is None


def test_a_day_whose_midnight_does_not_exist() -> None:

    cairo, day = ZoneInfo("Africa/Cairo"), date(2024, 4, 26)
    midnight = instant(day, time(0), cairo)
    assert midnight == at("2024-04-25T22:00:00")
    assert midnight.astimezone(cairo).hour == 1


@pytest.mark.parametrize(
    ("rate", "now", "leaves"),
    [
        ("hourly", "2024-12-03T10:00:00", "2024-12-03T11:00:00"),
        ("hourly", "2024-12-03T10:59:59", "2024-12-03T11:00:00"),
        ("daily", "2024-12-03T06:59:00", "2024-12-03T07:00:00"),
        ("daily", "2024-12-03T07:00:00", "2024-12-04T07:00:00"),
        ("daily", "2025-03-29T08:00:00", "2025-03-30T06:00:00"),
        ("weekly", "2024-12-02T06:00:00", "2024-12-02T07:00:00"),
        ("weekly", "2024-12-02T07:00:00", "2024-12-09T07:00:00"),
        ("weekly", "2024-12-08T22:00:00", "2024-12-09T07:00:00"),
    ],
)
def test_rates_leave_by_the_clock_of_the_zone(rate: str, now: str, leaves: str) -> None:
    departure = depart(watch(rate=rate), at(now), zone="Europe/Berlin")
    assert departure is not None
    assert (departure.not_before, departure.held) == (at(leaves), Held(rate))


def test_a_full_hour_is_that_of_a_zone_with_half_hours() -> None:
    departure = depart(watch(rate="hourly"), at("2024-12-03T10:10:00"), zone="Asia/Kolkata")
    assert departure is not None
    assert departure.not_before == at("2024-12-03T10:30:00")


def test_now_leaves_now_and_off_never() -> None:
    now = at("2024-12-03T10:00:00")
    free = depart(watch(), now)
    assert free is not None
    assert (free.not_before, free.held, free.because) == (None, None, None)
    assert depart(watch(rate="off"), now) is None
    assert depart(watch(rate="off"), now, urgent=True) is not None


def test_a_summary_in_quiet_hours_waits_for_their_end() -> None:
    late = Quiet(begin="20:00", end="09:30", zone="Europe/Berlin")  # type: ignore[arg-type]
    departure = depart(watch(rate="daily", quiet=late), at("2024-12-03T12:00:00"))
    assert departure is not None
    assert (departure.not_before, departure.held) == (at("2024-12-04T08:30:00"), Held.DAILY)


def test_what_is_over_the_cap_waits_for_the_full_hour_and_says_so() -> None:
    now = at("2024-12-03T10:20:00")
    below, over = depart(watch(cap=3), now, queued=2), depart(watch(cap=3), now, queued=3)
    assert below is not None
    assert below.held is None
    assert over is not None
    assert (over.not_before, over.held, over.because) == (
        at("2024-12-03T11:00:00"),
        Held.CAP,
        "more than 3 an hour",
    )
    none = depart(watch(cap="none"), now, queued=9999)
    assert none is not None
    assert none.held is None
    quiet = depart(watch(cap=3, quiet=NIGHT), at("2024-12-03T18:30:00"), queued=3)
    assert quiet is not None
    assert (quiet.not_before, quiet.held) == (at("2024-12-04T06:00:00"), Held.CAP)


def test_quiet_hours_say_so() -> None:
    departure = depart(watch(quiet=NIGHT), at("2024-12-03T23:00:00"))
    assert departure is not None
    assert (departure.held, departure.because) == (Held.QUIET, "quiet hours 20:00-07:00 Europe/Berlin")


def test_nothing_holds_an_exception() -> None:
    night, until = at("2024-12-03T23:00:00"), at("2024-12-05T00:00:00")
    strict = watch(quiet=NIGHT, rate="daily", cap=1)
    assert depart(strict, night, urgent=True, queued=5, muted_until=until) == Departure()


def test_a_mute_holds_what_is_no_exception() -> None:
    night, until = at("2024-12-03T23:00:00"), at("2024-12-05T00:00:00")
    calm = depart(watch(quiet=NIGHT), night, muted_until=until)
    assert calm is not None
    assert (calm.not_before, calm.held) == (at("2024-12-05T06:00:00"), Held.MUTED)
    over = depart(watch(), night, muted_until=night - timedelta(seconds=1))
    assert over is not None
    assert over.held is None


def test_one_route_a_destination_at_the_earliest_time_that_any_watch_allows() -> None:
    now = at("2024-12-03T23:00:00")
    daily = watch(id="daily", rate="daily", to=("slack:C1", "slack:C2"))
    quick = watch(id="quick", to=("slack:C1",))
    off = watch(id="off", rate="off", to=("slack:C1", "slack:C3"))
    first, second = routes([daily, quick, off], {"daily", "quick", "off"}, reading(), now)
    assert (first.destination, [one.id for one in first.watches], first.watch.id) == (
        "slack:C1",
        ["daily", "quick"],
        "quick",
    )
    assert first.departure.held is None
    assert (second.destination, second.departure.held) == ("slack:C2", Held.DAILY)


def test_the_cap_counts_by_place_and_watch() -> None:
    now = at("2024-12-03T10:20:00")
    busy = watch(cap=2, to=("slack:C1", "slack:C2"))
    queued = {(("slack", "C1"), "w"): 2, (("slack", "C2"), "other"): 9}
    first, second = routes([busy], {"w"}, reading(), now, queued=queued)
    assert (first.departure.held, second.departure.held) == (Held.CAP, None)


@pytest.mark.parametrize("place", [("slack", "C1"), ("slack", "*"), ("*", "*")])
def test_a_mute_holds_at_its_place(place: tuple[str, str]) -> None:
    now = at("2024-12-03T10:20:00")
    muted = {place: now + timedelta(hours=24)}
    found = routes([watch(to=("slack:C1", "mail:a@x.example"))], {"w"}, reading(), now, muted=muted)
    assert found[0].departure.held is Held.MUTED
    assert (found[1].departure.held is Held.MUTED) == (place == ("*", "*"))


def test_the_best_score_of_what_is_asked_for_decides() -> None:
    sure = reading(stances=(Stance.WARNING,), scores={"warning": 0.8, "concern": 0.3, "sanctions": 0.99})
    assert asked("stance:warning,concern -topic:sanctions ceasefire") == ("warning", "concern")
    either = watch(query="stance:warning,concern -topic:sanctions", min_confidence=0.8)
    assert confident(either, sure)
    assert not confident(either.model_copy(update={"min_confidence": 0.81}), sure)
    assert confident(watch(), reading(scores={}))
    assert (
        routes([either.model_copy(update={"min_confidence": 0.9})], {"w"}, sure, at("2024-12-03T10:00:00"))
        == []
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, []),
        ({"quiet": NIGHT, "rate": "daily", "always": "rung:>=7"}, []),
        (
            {"quiet": NIGHT, "rate": "off"},
            ["with rate: off nothing is sent, so its quiet hours change nothing"],
        ),
        (
            {"always": "rung:>=7", "cap": "none"},
            ["everything it matches leaves at once anyway, so always: changes nothing"],
        ),
        (
            {"quiet": {"begin": "20:00", "end": "09:00"}, "rate": "weekly"},
            ["its weekly summary is due at 08:00, in its quiet hours: it comes at 09:00"],
        ),
        ({"quiet": {"begin": "12:00", "end": "13:00"}, "rate": "daily"}, []),
        (
            {"quiet": {"begin": "07:00", "end": "13:00"}, "rate": "daily"},
            ["its daily summary is due at 08:00, in its quiet hours: it comes at 13:00"],
        ),
    ],
)
def test_what_does_not_do_what_it_seems_to(more: dict[str, Any], said: list[str]) -> None:
    assert advice(watch(**more)) == said
