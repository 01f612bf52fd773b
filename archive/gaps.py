"""Which stretches of time a source could not be read in, or said nothing in for longer than it ever does, from its spells of
health. Pure: both archives use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from archive.records import Gap, SourceHealth, Spell
from archive.spells import NOT_CHECKED, PATIENCE
from statements.labels import Verdict


@dataclass(frozen=True, kw_only=True)
class Watched:
    """How often a source is to be checked, since when we know it, when it was last checked and when it is due."""

    every: timedelta
    since: datetime
    last_check: datetime | None
    due: datetime


def find(
    spells: Sequence[Spell], watched: Mapping[str, Watched], start: datetime, end: datetime
) -> list[Gap]:
    """Gaps that touch the half-open period from ``start`` to ``end``, by source and time.

    A gap begins with the start of the first check that failed and ends with the first that succeeded; it carries the
    first failure's verdict and the last one's reason. Where nobody looked although a source was due there is a gap too
    (``stale``), from the last check before: a service that was off must not look like a quiet week. So is one in which
    the source was silent (``silent``).
    """
    by_source: dict[str, list[Spell]] = {source: [] for source in watched}
    for spell in spells:
        if spell.source in by_source:
            by_source[spell.source].append(spell)
    found: list[Gap] = []
    for source in sorted(by_source):
        mine = by_source[source]
        gaps = [*_troubles(mine), *_holes(source, mine, watched[source], end)]
        for gap in sorted(gaps, key=lambda gap: gap.since):
            # One that begins at this very moment and goes on is there too.
            if gap.since <= end if gap.until is None else gap.since < end and gap.until > start:
                found.append(gap)
    return found


def _troubles(spells: Sequence[Spell]) -> list[Gap]:
    gaps: list[Gap] = []
    for spell in spells:
        if spell.health is SourceHealth.PAUSED or (
            spell.readable and spell.health is not SourceHealth.SILENT
        ):
            continue
        last = gaps[-1] if gaps else None
        if last is not None and last.until == spell.since and not last.silent and not spell.readable:
            gaps[-1] = replace(last, until=spell.until, error=spell.reason)
            continue
        gaps.append(
            Gap(
                source=spell.source,
                since=spell.since,
                until=spell.until,
                verdict=Verdict.STALE if spell.readable else spell.verdict or Verdict.STALE,
                error=spell.reason,
                silent=spell.readable,
            )
        )
    return gaps


def _holes(source: str, spells: Sequence[Spell], watched: Watched, end: datetime) -> list[Gap]:
    """Where no spell is: between two, before the first, and after the last check of a source that is overdue."""
    holes: list[tuple[datetime, datetime | None]] = [
        (one.until, other.since)
        for one, other in pairwise(spells)
        if one.until is not None and other.since > one.until
    ]
    late = 3 * watched.every + PATIENCE
    if not spells:
        if end - watched.since > late:
            holes.append((watched.since, None))
    else:
        if spells[0].since - watched.since > late:
            holes.append((watched.since, spells[0].since))
        last = spells[-1]
        known = watched.last_check or last.since
        if last.until is None and last.readable and end - watched.due > late:
            holes.append((max(known, last.since), None))
    return [
        Gap(source=source, since=since, until=until, verdict=Verdict.STALE, error=NOT_CHECKED)
        for since, until in holes
        if until is None or until > since
    ]
