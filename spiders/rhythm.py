"""When a source is checked again, and how it is doing. Pure rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from archive.records import SourceHealth
from statements.labels import Verdict

LONGEST = timedelta(hours=24)
"""A failing source is tried at least once a day, unless its own interval is longer."""
SPREAD = 0.1
"""Fraction by which intervals are stretched or shortened at random, so that sources do not march in step."""
SPREAD_AT_MOST = timedelta(minutes=1)
"""Where a wait was chosen by the source's habits, which would be missed by more."""
SOON = timedelta(minutes=1)
"""After a check that left pages unread."""
FAILING = 3
"""Failures in a row that make a source failing."""
DAILY = 30
"""Attempts up to which a page that cannot be read is tried at least once a day; with `page_retry` three weeks."""
RARELY = timedelta(days=7)
"""And then; as is a page that was read and put aside."""

_WALLS = (Verdict.BLOCKED, Verdict.ROBOTS, Verdict.REFUSED_ADDRESS)


def health(verdict: Verdict, *, failures: int, troubled: bool) -> SourceHealth:
    """``failures`` in a row, this check included; ``troubled``: it succeeded, but something could not be read."""
    if verdict.success:
        return SourceHealth.DEGRADED if troubled else SourceHealth.OK
    if verdict in _WALLS:
        return SourceHealth.BLOCKED
    return SourceHealth.FAILING if failures >= FAILING else SourceHealth.DEGRADED


def next_due(
    now: datetime,
    *,
    every: timedelta,
    verdict: Verdict,
    failures: int,
    retry_after: datetime | None,
    unread: bool,
    chance: float,
    chosen: timedelta | None = None,
) -> datetime:
    """The time of the next check: the wait ``chosen`` for a source that is well (see spiders.tempo) or else the interval; doubled for each
    failure in a row up to a day, and never before a server's Retry-After. ``chance`` is a number from 0 to 1."""
    spread = 1 + SPREAD * (2 * chance - 1)
    if verdict.success:
        if unread:
            return now + min(every, SOON) * spread
        if chosen is not None:
            return now + chosen + min(chosen * SPREAD, SPREAD_AT_MOST) * (2 * chance - 1)
        return now + every * spread
    if retry_after is not None:
        return max(retry_after, now + every * spread)
    return now + min(every * 2.0 ** min(failures, 20), max(LONGEST, every)) * spread


def page_retry(now: datetime, attempts: int, *, read: bool = False) -> datetime:
    """When to try a page again that failed ``attempts`` times: 10 minutes, 20, 40, up to a day, in the end up to a week. ``read``: it is
    put aside because it was read and holds no statement, which it may do some day."""
    if read or attempts >= DAILY:
        return now + RARELY
    return now + min(timedelta(minutes=10) * 2.0 ** min(attempts - 1, 20), LONGEST)
