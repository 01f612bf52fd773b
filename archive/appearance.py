"""When an item appeared on its site, as far as checks can tell. Pure: both archives use it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

BELIEVED = timedelta(days=1)
"""A date further before the look that found the item is not when it appeared, where nothing better is known."""


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A statement as it was first found."""

    first_seen: datetime
    instant: datetime | None
    """What the source says, where it says more than a day."""
    baseline: bool
    """Found by the first look, which says nothing about when it came."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """A check that found something, and the end of the successful one before."""

    started: datetime
    finished: datetime
    before: datetime | None


def times(sightings: Sequence[Sighting], looks: Sequence[Look], since: datetime) -> list[datetime]:
    """When the statements appeared, ascending, from ``since`` on.

    The source's own instant counts, but not against what we saw ourselves: an item was not there at the look before the
    one that found it (midnight for a day, a clock an hour wrong, an embargo). Without an instant it is the middle between the
    two looks. ``looks`` ascend."""
    starts = [look.started for look in looks]
    found = []
    for sighting in sightings:
        at = bisect_right(starts, sighting.first_seen) - 1
        look = looks[at] if at >= 0 and sighting.first_seen <= looks[at].finished else None
        moment = _appeared(sighting, look)
        if moment is not None and moment >= since:
            found.append(moment)
    return sorted(found)


def _appeared(sighting: Sighting, look: Look | None) -> datetime | None:
    if sighting.baseline:
        known = sighting.instant is not None and sighting.instant <= sighting.first_seen
        return sighting.instant if known else None
    latest = sighting.first_seen if look is None else look.started
    before = None if look is None else look.before
    earliest = min(latest, latest - BELIEVED if before is None else before)
    if sighting.instant is None:
        return latest if before is None else earliest + (latest - earliest) / 2
    if before is None and sighting.instant < earliest:
        return latest
    return min(max(sighting.instant, earliest), latest)
