"""When a digest's weeks and days begin and end, what they are called, and how they are cut up for a chart. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alerts import words

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS = 3
"""Length of a bar where one day is drawn."""
_PART = timedelta(hours=8)
"""How much of a day a period may have without being named after it: one that ends at eight in the morning is the day before's."""
_MOST_DAYS, _MOST_WEEKS = 16, 30
"""So many days are drawn one by one, so many weeks; what is longer is drawn in stretches of several weeks."""


def period(now: datetime, day: str | None, hour: int, zone: str) -> tuple[datetime, datetime]:
    """The latest week that is over at ``now``: half-open [start, end), in UTC, bounded by ``day`` at ``hour`` local time;
    the latest day that is, bounded by ``hour``, when ``day`` is None.

    Each bound is computed from its local date alone, so consecutive periods neither overlap nor leave a gap whatever the
    clocks do; an hour that a spring night skips falls on the instant of the change, one that comes twice on the first.
    """
    if day is not None and day not in _DAYS:
        raise ValueError(f"{day!r} is no day of the week")
    tz = ZoneInfo(zone)
    length = 1 if day is None else 7
    local = now.astimezone(tz).date()
    end = local if day is None else local - timedelta(days=(local.weekday() - _DAYS.index(day)) % 7)
    while _bound(end, hour, tz) > now:  # twice on the day after one that a zone left out
        end -= timedelta(days=length)
    found, bound = _bound(end - timedelta(days=length), hour, tz), _bound(end, hour, tz)
    if found == bound:  # a day that a zone left out when it crossed the date line
        found = _bound(end - timedelta(days=length + 1), hour, tz)
    return found, bound


def _bound(local: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(local, time(hour), zone).astimezone(UTC)


def name(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """What a period is called in a subject: ``Week 47``, ``5 Dec``, ``Weeks 44 to 47``, ``2 Dec to 5 Dec``. By the wall clock, so that no
    two periods bear one name where the clocks change."""
    first, last = (at.astimezone(zone).replace(tzinfo=None) for at in (start, end))
    if last - first < timedelta(days=6, hours=12):
        begun, over = (first + _PART).date(), (last - _PART - timedelta.resolution).date()
        if begun > over:  # what was left of a day after the clock was set back
            begun, over = first.date(), (last - timedelta.resolution).date()
        return _day(begun) if begun == over else f"{_day(begun)} to {_day(over)}"
    # A week is named after its middle: one that runs from Sunday to Sunday belongs to the days it mostly covers.
    half = timedelta(days=3, hours=12)
    first_week, last_week = (at.isocalendar().week for at in (first + half, last - half))
    return f"Week {first_week}" if first_week == last_week else f"Weeks {first_week} to {last_week}"


def _day(value: date) -> str:
    return words.day(value).rpartition(" ")[0]


def edges(start: datetime, end: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The bounds of a period's bars: of 3 hours in a day, of a day in a week, of weeks in what is longer. The last bar may
    be shorter."""
    local = start.astimezone(zone)
    found, at = [start], 0
    while found[-1] < end:
        at += 1
        if end - start <= timedelta(hours=26):
            following = start + timedelta(hours=_HOURS * at)
        else:
            days = at * _stride(end - start)
            # By the wall clock, so that a day is a day in the week in which the clocks change too.
            following = (local + timedelta(days=days)).replace(fold=0).astimezone(UTC)
        found.append(min(following, end))
    return tuple(found)


def _stride(length: timedelta) -> int:
    """Days in a bar."""
    days = length / timedelta(days=1)
    if days <= _MOST_DAYS:
        return 1
    return 7 * max(1, -int(-days // (7 * _MOST_WEEKS)))


def edge_name(start: datetime, whole: timedelta, zone: ZoneInfo, *, short: bool = False) -> str:
    """What the bar that begins at ``start`` is called, in a period of the length ``whole``; ``short`` without the month where
    the day of the week stands."""
    local = start.astimezone(zone)
    if whole <= timedelta(hours=26):
        return f"{local:%H:%M}"
    if _stride(whole) == 1:
        return f"{_SHORT[local.weekday()]} {local.day if short else _day(local.date())}"
    return _day(local.date()) if short else f"from {_day(local.date())}"
