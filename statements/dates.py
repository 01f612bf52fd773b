"""When an issuer says it published: the first of several written dates that can be read and believed, or unknown and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from statements.calendars import Calendar, to_gregorian
from statements.labels import Precision
from statements.model import Published, RawDate
from statements.months import ASCII_DIGITS
from statements.rungs import PAGE, weigh
from statements.written_addresses import read_url
from statements.written_dates import ORDERS, Habits, Unreadable, Written, read

AHEAD: Final = timedelta(days=1)
"""How far ahead of now a date may lie: a clock or zone may be off by a day, not more."""

EARLIEST: Final = 1945
"""No source publishes older statements under their own date; an earlier year is a fault or another calendar."""

_FIRST_ZONE: Final = timedelta(hours=14)  # where a day begins first on Earth
_DIRECTIVE = re.compile(r"%-?([A-Za-z%])")
_HAS_YEAR: Final = frozenset("YyGcx")
_HAS_TIME: Final = frozenset("HIcXSMfp")


def resolve(
    raw: RawDate | Sequence[RawDate],
    *,
    now: datetime,
    zone: str,
    order: str | None = None,
    languages: Sequence[str] = (),
    formats: Sequence[str] = (),
    calendar: str | None = None,
) -> Published:
    """The publication date: the first of ``raw`` that can be read and believed, with its origin and what stood there; see
    `statements.rungs.weigh` for what happens when several places of one page disagree.

    ``zone`` (IANA) is the source's: a time without a zone is in it, a day belongs to it. ``order`` (``ymd``, ``dmy``, ``mdy``)
    settles numeric dates that could be read two ways; ``formats`` (strptime) are tried first; ``calendar`` (``solar-hijri``,
    ``hijri``) is that of years like 1403 and 1446. Instants come back in UTC, or in the zone that is
    written with them when the source's is not known (``UTC``). Never raises on any ``raw.raw``; raises
    ValueError for an unknown ``order`` or ``calendar``, and zoneinfo's error for an unknown zone.

    Unknown, with the first string and the reason it was not taken, when nothing is readable, or only dates more than a day
    ahead of ``now`` (for a day: it will not have begun anywhere) or before 1945.
    """
    if order is not None and order not in ORDERS:
        raise ValueError(f"order must be one of {', '.join(ORDERS)}, not {order!r}")
    habits = Habits(
        order=order, languages=tuple(languages), calendar=Calendar(calendar) if calendar else None
    )
    home = _zone(zone)
    refused: list[tuple[RawDate, str]] = []
    believed: list[tuple[RawDate, Published]] = []
    for candidate in (raw,) if isinstance(raw, RawDate) else raw:
        own = replace(habits, order=candidate.order) if candidate.order and order is None else habits
        try:
            written = _read(candidate, own, formats)
            believed.append((candidate, _believed(written, candidate, now, zone, home)))
        except Unreadable as error:
            refused.append((candidate, str(error)))
    if believed:
        return weigh(believed, home)
    if not refused:
        return Published(precision=Precision.UNKNOWN, reason="no date was given")
    first, reason = refused[0]
    return Published(precision=Precision.UNKNOWN, origin=first.origin, raw=first.raw, reason=reason)


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _read(candidate: RawDate, habits: Habits, formats: Sequence[str]) -> Written:
    if not candidate.raw.strip():
        raise Unreadable("nothing stood there")
    for pattern in formats:
        written = _by_format(candidate.raw, pattern, habits)
        if written is not None:
            return written
    return read_url(candidate.raw, habits) if candidate.origin == "url" else read(candidate.raw, habits)


def _by_format(raw: str, pattern: str, habits: Habits) -> Written | None:
    directives = set(_DIRECTIVE.findall(pattern))
    if not directives & _HAS_YEAR:
        return None  # strptime would make it 1900
    try:
        # DTZ: the zone is applied later, by the one function that knows the source's.
        parsed = datetime.strptime(" ".join(raw.translate(ASCII_DIGITS).split()), pattern)  # noqa: DTZ007
        day = parsed.date()
        if day.year <= 1500 and habits.calendar not in (None, Calendar.GREGORIAN):
            assert habits.calendar is not None
            day = to_gregorian(day.year, day.month, day.day, habits.calendar)
    except ValueError:
        return None
    offset = parsed.utcoffset()
    timed = bool(directives & _HAS_TIME)
    return Written(
        day=day,
        time=parsed.time() if timed else None,
        offset=None if offset is None else timezone(offset),
    )


def _believed(written: Written, candidate: RawDate, now: datetime, zone: str, home: ZoneInfo) -> Published:
    if written.day.year < EARLIEST:
        raise Unreadable(f"the year {written.day.year} is implausible")
    if written.day > (now.astimezone(UTC) + AHEAD + _FIRST_ZONE).date():
        raise Unreadable("more than a day ahead")
    if written.time is None:
        return Published(
            precision=Precision.DAY, day=written.day, zone=zone, origin=candidate.origin, raw=candidate.raw
        )
    instant = _instant(written, written.day, home)
    if written.time == time(0) and written.offset and candidate.origin in PAGE and instant <= now + AHEAD:
        # Midnight in a zone of its own is how systems write a day; in UTC it would be the day before.
        return Published(
            precision=Precision.DAY, day=written.day, zone=zone, origin=candidate.origin, raw=candidate.raw
        )
    if instant > now + AHEAD:
        raise Unreadable("more than a day ahead")
    return Published(
        precision=Precision.INSTANT, instant=instant, zone=zone, origin=candidate.origin, raw=candidate.raw
    )


def _instant(written: Written, day: date, home: ZoneInfo) -> datetime:
    assert written.time is not None
    local = datetime.combine(day, written.time, tzinfo=home)
    # "CST" on a Chinese page is China's time: a name that the source's own zone uses means that zone.
    if written.offset is not None and written.abbreviation != local.tzname():
        local = datetime.combine(day, written.time, tzinfo=written.offset)
        if home.key == "UTC":
            return local  # the issuer's own clock: the day there is the day that was meant
    return local.astimezone(UTC)
