"""What a source's habits are: how likely something new appears at each minute of the week, and after something has just appeared.

The model is a sum of two parts, fitted together by expectation maximisation. The *background* is a mixture of habits: none at all,
days of the week, hours of the day (sharp, medium, blunt, each with the days), minutes of the hour, hours of the week. How much
each habit explains is judged on days (or weeks) that were left out when its shape was drawn, so a habit that two items happen to
share explains nothing. *Bursts* say how many items follow one within minutes, tens of minutes, or an hour or two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

WINDOW = timedelta(weeks=8)
"""How far back habits are learnt from: long enough for a weekly rhythm, short enough to follow a new one."""
MOST = 1000
"""Newest items that are learnt from; a busier source shows its habits in fewer days."""
SCALES = (240.0, 1200.0, 5400.0)
"""Mean times in seconds within which a burst goes on: minutes, tens of minutes, an hour and a half."""
MINUTES_A_DAY, MINUTES_A_WEEK = 1440, 10080
DAY = 86400.0

_ONE_EVENT = 90.0  # seconds: items closer together come from one publication, or were found by one check
_LOYALTY = 2.0  # items' worth of belief that there is no habit
_NO_BURST = 4.0  # items' worth of belief that nothing follows
_DAY_BELIEF = 6.0  # items' worth of belief that a day of the week is like the others
_WIDTHS = (15.0, 40.0, 90.0)  # minutes: the kernels of hours of the day
_WEEK_WIDTH = 45.0
_MINUTE_WIDTH = 1.5
_ROUNDS = 25


@dataclass(frozen=True, kw_only=True)
class Habits:
    """When items appear. ``background`` holds for every minute of the local week (from Monday 00:00) the expected items a
    second that nothing before them announces; ``followers`` how many items an item draws after it, for each of `SCALES`."""

    background: Array
    followers: tuple[float, ...]
    events: tuple[float, ...]
    """What was learnt from, in local seconds; items close together count once."""
    since: float
    until: float

    @property
    def count(self) -> int:
        return len(self.events)


def local_seconds(when: datetime, zone: tzinfo) -> float:
    """Seconds on the wall clock of ``zone``, counted from a Monday 00:00."""
    offset = when.astimezone(zone).utcoffset() or timedelta()
    return when.timestamp() + offset.total_seconds() - 4 * DAY  # the epoch was a Thursday


def learn(
    times: Sequence[datetime], *, now: datetime, zone: tzinfo = UTC, window: timedelta = WINDOW
) -> Habits | None:
    """The habits behind the ``times`` at which items appeared; None when there are fewer than two in the window. What lies in the
    future is ignored (a clock that jumped). Learning starts at the oldest item, so a feed's few items do not look like a silent past."""
    until = local_seconds(now, zone)
    seconds = sorted(local_seconds(when, zone) for when in times if now - window <= when <= now)[-MOST:]
    events = _merged(seconds)
    if len(events) < 2:
        return None
    return fit(np.array(events), until)


def _merged(seconds: Sequence[float]) -> list[float]:
    events: list[float] = []
    last = -np.inf
    for second in seconds:
        if second - last > _ONE_EVENT:
            events.append(second)
        last = second
    return events


def fit(events: Array, until: float) -> Habits:
    """See `learn`; ``events`` ascend, all before ``until``."""
    since = float(events[0])
    span = max(until - since, DAY)
    echo = _echo(events)
    own = np.ones(len(events))
    habits = _Shapes(events, until)
    followers = np.full(len(SCALES), 0.05)
    explained = np.zeros((1, len(events)))
    mix = np.zeros(1)
    for turn in range(_ROUNDS):
        if turn % 8 == 0:
            explained = habits.left_out(own)
            mix = mix if len(mix) == len(explained) else np.full(len(explained), 1 / len(explained))
        rate = own.sum() / span
        parts = rate * mix[:, None] * explained
        bursts = followers[:, None] * echo
        total = parts.sum(0) + bursts.sum(0)
        shares = parts / total
        own = shares.sum(0)
        belief = shares.sum(1)
        belief[0] += _LOYALTY
        mix = belief / belief.sum()
        followers = (bursts / total).sum(1) / (len(events) + _NO_BURST)
    background = own.sum() / span * (mix @ habits.whole(own))
    return Habits(
        background=background,
        followers=tuple(followers.tolist()),
        events=tuple(events.tolist()),
        since=since,
        until=until,
    )


def _echo(events: Array) -> Array:
    """For each scale and event the density of followers of all events before it."""
    echo = np.zeros((len(SCALES), len(events)))
    for row, scale in enumerate(SCALES):
        level = 0.0
        for index in range(1, len(events)):
            level = (level + 1.0) * np.exp(-(events[index] - events[index - 1]) / scale)
            echo[row, index] = level / scale
    return echo


class _Shapes:
    """The shapes of all habits, each with a mean of one over the week: drawn from all events (`whole`), or at each event from the
    events of other days or weeks (`left_out`)."""

    def __init__(self, events: Array, until: float) -> None:
        first = int(events[0] // DAY)
        self.day = (events // DAY).astype(int) - first
        self.minute = (events % DAY // 60).astype(int)
        self.week = (self.day + first % 7) // 7
        self.days = int(until // DAY) - first + 1
        self.weeks = (self.days + first % 7 - 1) // 7 + 1
        self.weekday = (np.arange(self.days) + first) % 7
        self.lasted = np.ones(self.days)  # how much of each day was seen; today counts as far as it has gone
        self.lasted[0] -= events[0] % DAY / DAY
        self.lasted[-1] -= 1 - until % DAY / DAY
        self.of_week = self.weekday[self.day] * MINUTES_A_DAY + self.minute
        self.daily = [_kernel(MINUTES_A_DAY, width) for width in _WIDTHS]
        self.weekly = _kernel(MINUTES_A_WEEK, _WEEK_WIDTH)
        self.hourly = _kernel(60, _MINUTE_WIDTH)

    def left_out(self, own: Array) -> Array:
        weekday = self._weekdays(own, leave_out=True)
        rows = [np.ones(len(own)), weekday]
        counts = self._counts(own, self.day, self.days, self.minute, MINUTES_A_DAY)
        tods = [_others(counts, kernel, self.day, self.minute) for kernel in self.daily]
        rows += [weekday * tod for tod in tods] + [tods[1]]
        minutes = self._counts(own, self.day, self.days, self.minute % 60, 60)
        rows.append(weekday * tods[-1] * _others(minutes, self.hourly, self.day, self.minute % 60))
        weeks = self._counts(own, self.week, self.weeks, self.of_week, MINUTES_A_WEEK)
        rows.append(_others(weeks, self.weekly, self.week, self.of_week))
        return np.array(rows)

    def whole(self, own: Array) -> Array:
        by_day = np.repeat(self._weekdays(own, leave_out=False), MINUTES_A_DAY)
        counts = self._counts(own, self.day, self.days, self.minute, MINUTES_A_DAY).sum(0)
        tods = [np.tile(_smooth(counts, kernel), 7) for kernel in self.daily]
        minutes = np.bincount(self.minute % 60, weights=own, minlength=60).astype(float)
        hours = np.tile(_smooth(minutes, self.hourly), 7 * 24)
        weeks = np.bincount(self.of_week, weights=own, minlength=MINUTES_A_WEEK).astype(float)
        rows = [np.ones(MINUTES_A_WEEK), by_day]
        rows += [by_day * tod for tod in tods]
        rows += [tods[1], by_day * tods[-1] * hours, _smooth(weeks, self.weekly)]
        return np.array(rows)

    def _counts(self, own: Array, row: npt.NDArray[np.int64], rows: int, place: npt.NDArray[np.int64], places: int) -> Array:  # fmt: skip
        table = np.zeros((rows, places))
        np.add.at(table, (row, place), own)
        return table

    def _weekdays(self, own: Array, *, leave_out: bool) -> Array:
        """How the days of the week compare; with ``leave_out`` for each event, without its own day."""
        per_day = np.bincount(self.day, weights=own, minlength=self.days)
        mean = max(per_day.sum() / max(self.lasted.sum(), 1.0), 1e-9)
        seen = np.bincount(self.weekday, weights=per_day, minlength=7)
        days = np.bincount(self.weekday, weights=self.lasted, minlength=7)
        if not leave_out:
            factors = (seen + _DAY_BELIEF) / (mean * days + _DAY_BELIEF)
            return np.asarray(factors / factors.mean())
        of = self.weekday[self.day]
        others = mean * (days[of] - self.lasted[self.day])
        return np.asarray((seen[of] - per_day[self.day] + _DAY_BELIEF) / (others + _DAY_BELIEF))


def _kernel(places: int, width: float) -> npt.NDArray[np.complex128]:
    distance = np.minimum(np.arange(places), places - np.arange(places))
    bell = np.exp(-0.5 * (distance / width) ** 2)
    return np.fft.rfft(bell / bell.mean())


def _smooth(counts: Array, kernel: npt.NDArray[np.complex128]) -> Array:
    """``counts`` on a circle, smoothed, with a mean of one."""
    drawn = np.fft.irfft(np.fft.rfft(counts) * kernel, n=counts.shape[-1])
    return np.asarray(np.maximum(drawn / max(float(counts.sum()), 1e-9), 0.0))


def _others(counts: Array, kernel: npt.NDArray[np.complex128], row: npt.NDArray[np.int64], place: npt.NDArray[np.int64]) -> Array:  # fmt: skip
    """At every event, the smoothed density of the events in other rows."""
    drawn = np.fft.irfft(np.fft.rfft(counts, axis=1) * kernel, n=counts.shape[1], axis=1)
    mass = counts.sum() - counts.sum(1)[row]
    density = drawn.sum(0)[place] - drawn[row, place]
    return np.asarray(np.where(mass > 1e-9, np.maximum(density, 0.0) / np.maximum(mass, 1e-9), 0.0))
