"""Invented sources that publish as ministries do: office hours somewhere, quiet days off, bursts, habits of the clock, quiet and busy ones."""

from __future__ import annotations

import random

DAY = 86400.0
_RATES = (0.3, 0.5, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 5.0, 8.0, 12.0, 15.0, 20.0)


def invent(seed: int, *, sources: int = 40, days: int = 35) -> tuple[tuple[float, ...], ...]:
    """For each source the times of its items in seconds from a Monday 00:00, ascending."""
    chance = random.Random(seed)
    return tuple(_source(chance, days) for _ in range(sources))


def _source(chance: random.Random, days: int) -> tuple[float, ...]:
    zone = chance.uniform(-6, 10)
    followers, scale = chance.choice((0.0, 0.1, 0.2, 0.4, 0.5)), chance.choice((120.0, 300.0, 900.0, 2400.0))
    off, rest = chance.choice(((5, 6), (5, 6), (5, 6), (4, 5))), chance.choice((0.05, 0.2, 0.3, 0.6, 1.0))
    rate = chance.choice(_RATES) * (1 - followers) * 7 / (5 + 2 * rest)
    hours = [
        (
            chance.uniform(8, 18) - zone,
            chance.uniform(0.4, 1.2) if chance.random() < 0.2 else chance.uniform(1.2, 6),
        )
        for _ in range(chance.choice((1, 1, 1, 2, 3)))
    ]  # mean and spread
    anywhen, on_the_half_hour = chance.choice((0.0, 0.05, 0.15, 0.3)), chance.random() < 0.15
    briefing = (chance.randrange(5), chance.uniform(8, 18) - zone) if chance.random() < 0.2 else None
    times: list[float] = []
    for day in range(days):
        for _ in range(_number(chance, rate * (rest if day % 7 in off else 1.0))):
            hour = chance.uniform(0, 24) if chance.random() < anywhen else chance.gauss(*chance.choice(hours))
            time = (day + hour / 24) * DAY
            if on_the_half_hour and chance.random() < 0.6:
                time = round(time / 1800) * 1800 + chance.uniform(0, 90)
            times.append(time)
        if briefing is not None and day % 7 == briefing[0]:
            times.append((day + briefing[1] / 24) * DAY + chance.gauss(0, 600))
    for time in times:  # grows as it goes: what follows an item may itself be followed
        times.extend(time + chance.expovariate(1 / scale) for _ in range(_number(chance, followers)))
    return tuple(sorted(time for time in times if 0 <= time < days * DAY))


def _number(chance: random.Random, mean: float) -> int:
    """Of a Poisson distribution: arrivals of a unit rate in ``mean``."""
    number, passed = 0, chance.expovariate(1)
    while passed < mean:
        number, passed = number + 1, passed + chance.expovariate(1)
    return number
