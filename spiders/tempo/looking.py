"""When to look next, given habits. With items expected at a rate r, looks that cost the least waiting together lie in proportion to
1/sqrt(r) apart. One number, the *price* of a look, turns any rhythm into looks: look as soon as the items expected since the last
look reach price x sqrt(rate now). So a look comes just after a busy hour's end, and not just before its beginning. The price is
set so that the looks of the past week, made anew with it, would have kept to the budget."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spiders.tempo.learning import DAY, MINUTES_A_WEEK, SCALES, Array, Habits

REPLAYED = 7 * DAY
"""How much of the past is looked at anew to set the price: a whole week's rhythm."""
_STEP = 5  # minutes of the grid on which the price is estimated
_REMEMBERED = 8.0  # multiples of a scale after which an item's followers no longer matter
_FEW = 0.005  # followers an item that make no difference


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Seconds between two looks: on average, at least, at most (``shortest`` <= ``longest``)."""

    every: float
    shortest: float
    longest: float


def past_rates(habits: Habits) -> Array:
    """The items a second that were to be expected, every five minutes from the first item until now (a week at least)."""
    start, end = int(habits.since // 60), int(habits.until // 60)
    minutes = np.arange(start, max(end, start + MINUTES_A_WEEK), _STEP)
    rates = habits.background[minutes % MINUTES_A_WEEK].copy()
    cells = ((np.array(habits.events) / 60 - start) // _STEP).astype(int)
    counts = np.bincount(cells, minlength=len(minutes)).astype(float)
    for scale, followers in zip(SCALES, habits.followers, strict=True):
        cell = _STEP * 60 / scale
        fading = np.exp(-cell * np.arange(int(_REMEMBERED / cell) + 2)) * (1 - math.exp(-cell)) / (_STEP * 60)
        rates += followers * np.convolve(counts, fading)[: len(minutes)]
    return rates


def price(habits: Habits, rates: Array, bounds: Bounds) -> float:
    """The price at which looks lie ``bounds.every`` apart on average. ``rates`` are `past_rates`."""
    root = np.sqrt(rates)
    low, high = 1e-9, 1e9
    for _ in range(60):
        middle = math.sqrt(low * high)
        if np.clip(root / middle, 1 / bounds.longest, 1 / bounds.shortest).mean() > 1 / bounds.every:
            low = middle
        else:
            high = middle
    start = habits.until - REPLAYED
    if start < habits.since:
        return high
    looks, end = _replayed(habits, start, high, bounds)
    return high * looks * bounds.every / (end - start)


def _replayed(habits: Habits, start: float, at: float, bounds: Bounds) -> tuple[int, float]:
    """How many looks the past would have got, and when the last of them was."""
    now, looks, seen = start, 0, int(np.searchsorted(habits.events, start))
    while now < habits.until:
        while seen < len(habits.events) and habits.events[seen] <= now:
            seen += 1
        now += wait(habits, habits.events[max(0, seen - 50) : seen], now, price=at, bounds=bounds)
        looks += 1
    return looks, now


def wait(habits: Habits, recent: Sequence[float], now: float, *, price: float, bounds: Bounds) -> float:
    """Seconds from ``now``, when a look was made, to the next. ``recent`` are the times of the newest items. All in local seconds,
    see `learning.local_seconds`."""
    steps = np.arange(int(bounds.longest // 60) + 2)
    usual = habits.background[(int(now // 60) + steps) % MINUTES_A_WEEK]
    rate = usual[1:].copy()
    expected = np.cumsum(usual[:-1]) * 60
    later = steps[1:] * 60.0
    late = [at for at in recent if 0 <= now - at < _REMEMBERED * SCALES[-1]]
    for scale, followers in zip(SCALES, habits.followers, strict=True):
        if followers < _FEW:
            continue
        level = sum(math.exp((at - now) / scale) for at in late if now - at < _REMEMBERED * scale)
        if level > 0:
            fading = np.exp(-later / scale)
            rate += followers * level / scale * fading
            expected += followers * level * (1 - fading)
    over = expected - price * np.sqrt(rate)
    at = int(np.argmax(over >= 0))
    if over[at] < 0:
        return bounds.longest
    before = float(over[at - 1]) if at else -price * math.sqrt(float(usual[0]))
    found = float(later[at]) - 60.0 * float(over[at]) / max(float(over[at]) - before, 1e-12)
    return min(max(found, bounds.shortest), bounds.longest)
