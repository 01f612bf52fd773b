"""When a source is looked at: where its items are, within its number of looks, and never so late that a short feed loses any."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import mean

import pytest

from spiders import rhythm
from spiders.tempo.crowding import crowded
from spiders.tempo.learning import learn
from spiders.tempo.memory import Tempo, bounds, loses_nothing
from spiders.tempo.sharing import LEAST, MOST, shares
from statements.labels import Verdict

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
NOW = MONDAY + 28 * DAY
EVERY = 30 * MINUTE


def office(per_day: int = 6, *, weeks: int = 4, seed: int = 3, start: float = 9, end: float = 17) -> list[datetime]:  # fmt: skip
    """Items on weekdays within office hours."""
    chance = random.Random(seed)
    return sorted(
        MONDAY + day * DAY + chance.uniform(start, end) * HOUR
        for day in range(7 * weeks)
        if day % 7 < 5
        for _ in range(per_day)
    )


def learnt(times: Sequence[datetime], *, now: datetime = NOW, every: timedelta = EVERY, share: bool = False, kept: int | None = None) -> Tempo:  # fmt: skip
    tempo = Tempo(share=share)
    tempo.learn("a", times, now=now, every=every, kept=kept)
    return tempo


def chosen(tempo: Tempo, now: datetime, source: str = "a") -> timedelta:
    wait = tempo.wait(source, now)
    assert wait is not None
    return wait


def looks(tempo: Tempo, start: datetime, span: timedelta, *, every: timedelta = EVERY, coming: Sequence[datetime] = (), chance: Callable[[], float] = lambda: 0.5) -> list[datetime]:  # fmt: skip
    """The looks of a while, as the engine makes them."""
    now, made = start, []
    while now < start + span:
        made.append(now)
        tempo.saw("a", [time for time in coming if time <= now])
        now = rhythm.next_due(
            now, every=every, verdict=Verdict.OK, failures=0, retry_after=None, unread=False, chance=chance(), chosen=tempo.wait("a", now),
        )  # fmt: skip
    return made


def in_office(when: datetime) -> bool:
    return when.weekday() < 5 and 8.5 <= when.hour + when.minute / 60 <= 17.5


def test_a_source_that_publishes_in_office_hours_is_looked_at_mostly_then() -> None:
    made = looks(learnt(office()), NOW, 7 * DAY)
    within = [look for look in made if in_office(look)]
    assert len(within) > 0.55 * len(made)  # of 27 % of the week's hours
    assert mean((b - a) / MINUTE for a, b in pairwise(within) if b - a < 4 * HOUR) < 20
    for a, b in pairwise(made):
        assert MINUTE <= b - a <= 4 * HOUR + rhythm.SPREAD_AT_MOST


def test_its_hours_are_those_of_its_own_zone_also_after_the_clocks_change() -> None:
    march = datetime(2024, 3, 4, tzinfo=UTC)
    times = [
        march + day * DAY + (14.5 + part / 6) * HOUR for day in range(27) for part in range(6)
    ]  # 9:30 to 10:30 in New York
    times = [time - (HOUR if time >= datetime(2024, 3, 10, 7, tzinfo=UTC) else timedelta()) for time in times]
    tempo = Tempo(share=False)
    tempo.learn("a", times, now=march + 27 * DAY, every=EVERY, zone="America/New_York")
    made = looks(tempo, march + 27 * DAY, DAY)
    assert sum(look.hour in (13, 14) for look in made) > sum(look.hour in (15, 16, 17, 18) for look in made)


def test_a_burst_shortens_the_next_interval() -> None:
    chance = random.Random(5)
    starts = [MONDAY + chance.uniform(0, 28) * DAY for _ in range(40)]
    times = sorted(start + part * chance.uniform(8, 14) * MINUTE for start in starts for part in range(6))
    tempo = learnt([time for time in times if time < NOW])
    quiet = chosen(tempo, NOW + DAY)
    tempo.saw("a", [NOW + DAY - 3 * MINUTE])
    assert chosen(tempo, NOW + DAY) < quiet / 2
    assert chosen(tempo, NOW + DAY + 12 * HOUR) == pytest.approx(
        chosen(learnt(times), NOW + DAY + 12 * HOUR), rel=0.2
    )


@pytest.mark.parametrize("every", [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR])
@pytest.mark.parametrize("per_day", [1, 6, 20])
def test_a_week_keeps_its_number_of_looks_within_5_percent(every: timedelta, per_day: int) -> None:
    times = office(per_day, weeks=5)
    tempo = learnt([time for time in times if time < NOW], every=every)
    chance = random.Random(7).random
    made = looks(tempo, NOW, 7 * DAY, every=every, coming=times, chance=chance)
    assert len(made) == pytest.approx(7 * DAY / every, rel=0.05)


def test_without_history_the_interval_is_kept() -> None:
    for times in ([], [NOW - DAY]):
        tempo = learnt(times)
        assert tempo.wait("a", NOW) is None
        made = looks(tempo, NOW, DAY)
        assert {b - a for a, b in pairwise(made)} == {EVERY}
    assert Tempo().wait("never-heard-of", NOW) is None


def test_with_two_items_it_is_hardly_left() -> None:
    tempo = learnt([NOW - 9 * DAY, NOW - 3 * DAY + 5 * HOUR])
    waits = [chosen(tempo, NOW + hour * HOUR) for hour in range(0, 168, 5)]
    assert all(0.6 * EVERY < wait < 1.6 * EVERY for wait in waits)


def test_a_clock_jump_does_no_harm() -> None:
    times = office()
    ahead = [*times, NOW + 400 * DAY]  # seen while the clock was wrong
    assert chosen(learnt(ahead), NOW) == chosen(learnt(times), NOW)
    tempo = learnt(times, now=NOW)
    assert not tempo.needs("a", NOW + HOUR)
    assert tempo.needs("a", NOW - 30 * DAY)
    assert tempo.needs("a", NOW + 400 * DAY)
    for now in (NOW - 400 * DAY, NOW + 400 * DAY):
        assert MINUTE <= chosen(tempo, now) <= 4 * HOUR
    tempo.learn("a", times, now=NOW - 400 * DAY, every=EVERY)  # nothing had appeared then
    assert tempo.wait("a", NOW - 400 * DAY) is None


def test_a_dead_source_decays_to_its_interval_and_is_never_asked_less_often_than_the_longest() -> None:
    times = office(3)
    longest = timedelta(seconds=bounds(EVERY).longest)
    for weeks in range(8):
        now = NOW + weeks * 7 * DAY
        tempo = learnt(times, now=now)
        made = looks(tempo, now, 7 * DAY) if tempo.wait("a", now) is not None else []
        assert all(b - a <= longest + rhythm.SPREAD_AT_MOST for a, b in pairwise(made))
    assert learnt(times, now=NOW + 8 * 7 * DAY).wait("a", NOW + 8 * 7 * DAY) is None


def test_releases_on_the_hour_are_looked_for_just_after_it() -> None:
    chance = random.Random(2)
    times = sorted(
        MONDAY + day * DAY + chance.randrange(24) * HOUR + chance.uniform(0, 60) * timedelta(seconds=1)
        for day in range(28)
        for _ in range(12)
    )
    made = looks(learnt(times, every=HOUR), NOW, 7 * DAY, every=HOUR)
    assert mean(look.minute <= 6 for look in made) > 0.7


def test_items_with_nothing_in_common_teach_no_habit() -> None:
    times = [NOW - 20 * DAY + 17 * MINUTE, NOW - 13 * DAY + 188 * MINUTE, NOW - 8 * DAY + 583 * MINUTE]
    habits = learn(times, now=NOW)
    assert habits is not None
    assert habits.background.max() < 2 * habits.background.mean()


def test_pages_read_one_after_the_other_are_one_event() -> None:
    habits = learn([NOW - DAY, NOW - DAY + MINUTE, NOW - DAY + 2 * MINUTE, NOW - HOUR], now=NOW)
    assert habits is not None
    assert habits.count == 2


# -- short feeds


def test_an_entry_that_keeps_ten_items_is_asked_before_ten_more_can_come() -> None:
    storm = [NOW - 9 * DAY + part * 10 * MINUTE for part in range(20)]  # ten in an hour and a half
    times = sorted([*office(), *storm])
    assert loses_nothing(times, 10) == 45 * MINUTE
    tempo = learnt(times, kept=10)
    made = looks(tempo, NOW, 7 * DAY)
    assert max(b - a for a, b in pairwise(made)) <= 46 * MINUTE
    assert bounds(2 * HOUR, safe=loses_nothing(times, 10)).every == (45 * MINUTE).total_seconds()


def test_items_that_came_all_at_once_do_not_hurry_a_source_for_ever() -> None:
    assert loses_nothing([NOW] * 30, 10) is None
    assert loses_nothing([NOW - DAY, NOW], 10) is None
    assert loses_nothing(office(), None) is None


@pytest.mark.parametrize(
    ("listed", "new", "wait"),
    [
        (20, 0, HOUR),
        (20, 9, HOUR),  # less than half: nothing was lost
        (20, 10, 30 * MINUTE),
        (20, 20, 15 * MINUTE),
        (1, 1, 15 * MINUTE),
    ],
)
def test_when_half_of_the_list_is_new_the_next_look_comes_sooner(listed: int, new: int, wait: timedelta) -> None:  # fmt: skip
    assert crowded(HOUR, listed=listed, new=new, elapsed=HOUR) == wait


def test_after_a_long_absence_a_new_list_hurries_nothing() -> None:
    assert crowded(HOUR, listed=20, new=20, elapsed=3 * DAY) == HOUR
    assert crowded(HOUR, listed=20, new=20, elapsed=None) == HOUR  # the first look of all
    assert crowded(HOUR, listed=20, new=20, elapsed=-DAY) == HOUR  # the clock went back
    assert crowded(30 * timedelta(seconds=1), listed=2, new=2, elapsed=MINUTE) == 30 * timedelta(seconds=1)


# -- sharing


def test_busy_sources_get_looks_from_quiet_ones_and_the_total_stays() -> None:
    factors = shares([4.0, 2.0, 1.0, 0.1], [900.0] * 4, [500] * 4)
    assert factors == sorted(factors, reverse=True)
    assert factors[0] > 1.5
    assert sum(factors) == pytest.approx(4, rel=1e-3)
    assert all(LEAST <= factor <= MOST for factor in shares([100.0, *[0.01] * 9], [900.0] * 10, [500] * 10))


def test_an_interval_is_a_weight_among_sources_that_share() -> None:
    one, other = shares([1.0, 1.0], [900.0, 3600.0], [500, 500])
    assert one == pytest.approx(other) == pytest.approx(1)


def test_a_source_hardly_known_keeps_its_share() -> None:
    assert shares([4.0, 0.1], [900.0, 900.0], [500, 0])[1] == pytest.approx(1)
    assert shares([], [], []) == []


def test_sharing_sources_keep_the_looks_of_all_and_one_that_shares_not_keeps_its_own() -> None:
    tempo = Tempo(share=True)
    for name, times in (("a", office(20)), ("b", office(1))):
        tempo.learn(name, times, now=NOW, every=EVERY)
    a = len(looks(tempo, NOW, 7 * DAY))
    waits, now = 0, NOW
    while now < NOW + 7 * DAY:
        now += chosen(tempo, now, "b")
        waits += 1
    assert a > 1.3 * waits
    assert a + waits == pytest.approx(2 * 7 * DAY / EVERY, rel=0.05)


# -- bounds


def test_waits_keep_to_what_politeness_asks() -> None:
    assert bounds(15 * MINUTE).shortest == 60
    assert bounds(15 * MINUTE, politeness=10 * MINUTE).shortest == 600
    assert bounds(15 * MINUTE, politeness=HOUR).every == 3600
    assert bounds(DAY).longest == DAY.total_seconds()
    assert bounds(15 * MINUTE).longest == (2 * HOUR).total_seconds()
