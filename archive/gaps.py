"""Which stretches of time a source could not be read in, from the outcomes of its checks. Pure: both archives use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.records import Gap
from statements.labels import Verdict


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The part of a check that matters here."""

    source: str
    started: datetime
    finished: datetime
    verdict: Verdict
    error: str | None


@dataclass(frozen=True, kw_only=True)
class Watched:
    """How often a source is to be checked, and since when we know it."""

    every: timedelta
    since: datetime
    last_check: datetime | None = None
    """The end of its last check, known even when the rows of old checks are gone."""


def find(
    outcomes: Sequence[Outcome], watched: Mapping[str, Watched], start: datetime, end: datetime
) -> list[Gap]:
    """Gaps that touch the half-open period from ``start`` to ``end``, by source and time.

    A gap begins with the start of the first check that failed and ends with the first that succeeded; it carries the
    first failure's verdict and the last one's error. A source that was not checked at all in a period of three
    intervals or more has a gap too (``stale``), from the last check before: a service that was off must not look like a
    quiet week.
    ``outcomes`` are in the order in which they were recorded.
    """
    found: list[Gap] = []
    for source in sorted(watched):
        mine = [outcome for outcome in outcomes if outcome.source == source]
        for gap in [*_failures(source, mine), *_unchecked(source, mine, watched[source], start, end)]:
            if gap.since < end and (gap.until is None or gap.until > start):
                found.append(gap)
    return found


def _failures(source: str, outcomes: Sequence[Outcome]) -> list[Gap]:
    gaps: list[Gap] = []
    run: list[Outcome] = []
    for outcome in outcomes:
        if not outcome.verdict.success:
            run.append(outcome)
        elif run:
            gaps.append(_gap(source, run, until=outcome.finished))
            run = []
    if run:
        gaps.append(_gap(source, run, until=None))
    return gaps


def _gap(source: str, run: Sequence[Outcome], until: datetime | None) -> Gap:
    return Gap(source=source, since=run[0].started, until=until, verdict=run[0].verdict, error=run[-1].error)


def _unchecked(
    source: str, outcomes: Sequence[Outcome], watched: Watched, start: datetime, end: datetime
) -> list[Gap]:
    since = max(start, watched.since)
    if end - since < 3 * watched.every or any(since <= outcome.finished < end for outcome in outcomes):
        return []
    before = [outcome.finished for outcome in outcomes if outcome.finished < since]
    if watched.last_check is not None and watched.last_check < since:
        before.append(watched.last_check)
    later = [outcome.finished for outcome in outcomes if outcome.finished >= end and outcome.verdict.success]
    return [
        Gap(
            source=source,
            since=max(before, default=since),
            until=min(later, default=None),
            verdict=Verdict.STALE,
            error="not checked in this period",
        )
    ]
