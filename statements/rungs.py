"""Several places of one page that tell when it was published: which one is believed, and when none is.

A system's own record (JSON-LD, ``<meta>``), what the page shows (``<time>``, a date line) and the address are three witnesses.
They agree when their days lie at most one apart, since clocks and zones differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from statements.labels import Precision
from statements.model import Published, RawDate

_WITNESS: Final = {
    "json-ld": "system", "state": "system", "meta": "system", "time": "page", "dateline": "page", "text": "page", "listing": "page", "url": "address",
}  # fmt: skip
PAGE: Final = frozenset({"json-ld", "state", "meta", "time"})
"""Origins written by a system for machines."""
_DAY: Final = timedelta(days=1)
_QUARTER: Final = timedelta(minutes=15)  # what zones are apart by
_FARTHEST: Final = timedelta(hours=14)
_LONG_AGO: Final = timedelta(days=31)
"""An address keeps the day a text was made; what all else tells that is so much younger is the day of a move to a new system."""

_UTC: Final = ZoneInfo("UTC")
Reading = tuple[RawDate, Published]


def weigh(readings: Sequence[Reading], home: ZoneInfo) -> Published:
    """The date to believe of those that could be read, best first (at least one).

    - One given by the source's settings, its feed or its API (``selector``, ``feed``, ``api``) is believed.
    - A place that is not `sure` gives way to one that is.
    - Where places disagree, two witnesses outweigh one; otherwise the date is unknown and the reason names both.
    - Where a system's instant and the shown day differ by a zone, the day that the issuer shows is the day.
    - An address that bears a day more than a month before all else says that nothing else is the day of publication.
    """
    first, chosen = readings[0]
    if first.origin not in _WITNESS:
        return _with_dissent(chosen, readings, home)
    sure = [reading for reading in readings if reading[0].sure] or list(readings)
    pool = [reading for reading in sure if reading[0].origin != "url"] or sure
    addresses = [reading for reading in readings if reading[0].origin == "url"]
    decided = pool[0][1]
    against = [reading for reading in pool if _apart(reading[1], decided, home)]
    if against:
        winner = _outvoted(pool + addresses, home)
        if winner is None:
            return _disagreement(pool[0], against[0], readings)
        decided = winner
    else:
        for address in addresses:
            if _day(decided, home) - _day(address[1], home) > _LONG_AGO:
                return _disagreement(pool[0], address, readings)
    # An address keeps the day of the file, often the eve of the day that the page tells: there it does not speak.
    agreeing = [
        reading
        for reading in sure
        if not _apart(reading[1], decided, home)
        and (reading[0].origin != "url" or _day(reading[1], home) == _day(decided, home))
    ]
    return _with_dissent(_as_shown(agreeing, home), readings, home)


def _day(published: Published, home: ZoneInfo) -> date:
    if published.day is not None:
        return published.day
    assert published.instant is not None
    return published.instant.astimezone(home).date()


def _apart(one: Published, other: Published, home: ZoneInfo) -> bool:
    return abs(_day(one, home) - _day(other, home)) > _DAY


def _outvoted(readings: Sequence[Reading], home: ZoneInfo) -> Published | None:
    """The date on which more witnesses agree than on any other; None when no two do or two pairs stand against each other."""
    votes = []
    for _, published in readings:
        witnesses = {_WITNESS[raw.origin] for raw, other in readings if not _apart(published, other, home)}
        votes.append((len(witnesses), published))
    most = max(count for count, _ in votes)
    leaders = [published for count, published in votes if count == most]
    if most < 2 or any(_apart(leaders[0], other, home) for other in leaders):
        return None
    return leaders[0]


def _as_shown(pool: Sequence[Reading], home: ZoneInfo) -> Published:
    chosen = pool[0][1]
    if chosen.instant is None:
        return chosen
    for raw, shown in pool[1:]:
        if raw.origin in ("dateline", "listing"):
            if shown.day is not None:
                return chosen if _day(chosen, home) == shown.day else shown
            return replace(chosen, instant=_on_their_clock(chosen.instant, shown.instant))
    return chosen


def _on_their_clock(instant: datetime, shown: datetime | None) -> datetime:
    """A system's instant in UTC on the clock of the issuer, which the page shows without naming its zone: 16:30 there is 00:30 of
    the next day here, eight hours ahead."""
    assert shown is not None
    # A page seldom shows the seconds.
    ahead = shown.replace(second=0, microsecond=0) - instant.replace(second=0, microsecond=0)
    if instant.utcoffset() or shown.utcoffset() or ahead % _QUARTER or abs(ahead) > _FARTHEST:
        return instant
    return instant.astimezone(timezone(ahead))


def _with_dissent(chosen: Published, readings: Sequence[Reading], home: ZoneInfo) -> Published:
    dissenting = tuple(raw for raw, other in readings if _apart(chosen, other, home))
    return replace(chosen, dissenting=dissenting) if dissenting else chosen


def _disagreement(one: Reading, other: Reading, readings: Sequence[Reading]) -> Published:
    said = " but ".join(
        f"{raw.origin} says {_day(published, _UTC).isoformat()}" for raw, published in (one, other)
    )
    return Published(
        precision=Precision.UNKNOWN,
        origin=one[0].origin,
        raw=one[0].raw,
        reason=f"the page gives two dates: {said}",
        dissenting=tuple(raw for raw, _ in readings[1:]),
    )
