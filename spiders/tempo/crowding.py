"""The next look at a list that fills up quickly: the one wait that asks for no habits, and so for no NumPy."""

from __future__ import annotations

from datetime import timedelta

SHORTEST = timedelta(minutes=1)


def crowded(interval: timedelta, *, listed: int, new: int, elapsed: timedelta | None) -> timedelta:
    """The wait after a check that found ``new`` items among ``listed``: when they are half of them or more, some may be pushed out before the next
    look, so it comes before a quarter of the list could have been replaced at this rate. ``elapsed``: since the look before."""
    if elapsed is None or elapsed <= timedelta() or new <= 0 or 2 * new < listed:
        return interval
    return min(interval, max(elapsed * (listed / (4 * new)), min(SHORTEST, interval)))
