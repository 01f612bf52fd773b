"""Dates on a page of a site that nobody has described yet: what may be one, and what order, calendar and languages they speak for.

Nothing is guessed. An order is told only when a number above 12, the order of the list or a second date of the same article settles it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from statements.calendars import Calendar
from statements.months import ASCII_DIGITS, WORDS, fold, match
from statements.written_addresses import read_url
from statements.written_dates import Habits, Unreadable, read

LONGEST = 60
"""Characters of a line that is a date, with a weekday, a time and a place. Longer ones only hold one."""
_PERIOD = re.compile(r"(?<!\d)(?:19[5-9]|20\d|1[34]\d|25\d)\d(?!\d)|\d\s?[年月년월]|元年")
_EARLIEST, _LATEST = 1990, 2100
_DIGIT = re.compile(r"\d|年")
_ORDERS = ("dmy", "mdy", "ymd")
_CALENDARS = (Calendar.SOLAR_HIJRI, Calendar.HIJRI)
_MOVED = re.compile(
    r"updat|modif|revis|edited|mis à jour|aktualis|actualiz|aggiorn|atualiz|обновл|изменен|تحديث|güncel|更新于|更新時|最終更新|zaktualiz|bijgewerkt|ενημέρω",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A date as written: the days it may mean, by order (``""`` where nothing is open) and calendar."""

    raw: str
    days: tuple[tuple[str, str, date], ...]
    """(order, calendar, day)"""

    @property
    def sure(self) -> date | None:
        """The day, if it can be only one."""
        return self.days[0][2] if len({day for _, _, day in self.days}) == 1 else None

    def under(self, order: str | None, calendar: str) -> date | None:
        """The day in an order and a calendar."""
        for mine, theirs, day in self.days:
            if mine in ("", order) and theirs in ("", calendar):
                return day
        return None


@lru_cache(maxsize=4096)
def seen(raw: str, language: str | None = None) -> Seen | None:
    """The date in ``raw``, or None. ``language`` is that of the page, if known."""
    raw = " ".join(raw.split())
    if len(raw) > 240 or not _DIGIT.search(raw.translate(ASCII_DIGITS)):
        return None
    languages = (language,) if language else ()
    if (day := _read(raw, Habits(languages=languages))) is not None:
        return Seen(raw=raw, days=(("", "", day),))
    days = [
        (order, "", day) for order in _ORDERS if (day := _read(raw, Habits(order=order, languages=languages)))
    ]
    if not days:
        days = [
            (order, calendar.value, day)
            for order in _ORDERS
            for calendar in _CALENDARS
            if (day := _read(raw, Habits(order=order, languages=languages, calendar=calendar)))
        ]
    return Seen(raw=raw, days=tuple(days)) if days else None


def in_address(url: str) -> date | None:
    """The day that stands in an address."""
    try:
        day = read_url(url.partition("?")[0], Habits()).day
    except Unreadable:
        return None
    return day if _EARLIEST <= day.year <= _LATEST else None


def names_period(text: str) -> bool:
    """Whether a text names a year, an era's year or a month: what stands over the days of one."""
    plain = text.translate(ASCII_DIGITS)
    if _PERIOD.search(plain):
        return True
    words = WORDS.findall(fold(text))
    return any(not word.isdigit() and match(words, at) is not None for at, word in enumerate(words))


def is_date_line(text: str) -> bool:
    """Whether a text is short enough to be a date and little else."""
    return 0 < len(text) <= LONGEST


def of_change(text: str) -> bool:
    """Whether a line speaks of an edit rather than of publication."""
    return bool(_MOVED.search(text))


@dataclass(frozen=True, kw_only=True)
class Habit:
    """How a site writes its dates. ``order`` is None where nothing is open or nothing settles it; ``open`` tells which."""

    order: str | None = None
    calendar: str = "gregorian"
    open: bool = False
    reason: str = ""


def habit(found: Sequence[Seen], *, latest: date | None = None, known: Sequence[date | None] = ()) -> Habit:
    """What order and calendar these dates, in the order of the page, are written in. ``latest`` is a day that none of them
    can be after by more than one; ``known`` are the days of the same articles from elsewhere, where known."""
    calendar = _calendar(found)
    # A number above 12 somewhere on the list has an order, although it needs none itself.
    firm = {order for one in found if (order := _written_order(one.raw))}
    undecided = [one for one in found if one.days and one.days[0][0]]
    if not undecided:
        order = firm.pop() if len(firm) == 1 else None
        return Habit(order=order, calendar=calendar, reason="days above 12 settle the order" if order else "")
    orders = [order for order in _ORDERS if all(one.under(order, calendar) for one in found)]
    if len(orders) > 1 and len({tuple(one.under(o, calendar) for one in found) for o in orders}) == 1:
        return Habit(calendar=calendar)
    told = [
        (one, day) for one, day in zip(found, known, strict=False) if day is not None and one in undecided
    ]
    if told:
        fitting = [order for order in orders if all(one.under(order, calendar) == day for one, day in told)]
        if len(fitting) == 1:
            return Habit(
                order=fitting[0], calendar=calendar, reason="the articles' own dates settle the order"
            )
    if latest is not None:
        limit = latest + timedelta(days=1)
        orders = [o for o in orders if all((day := one.under(o, calendar)) and day <= limit for one in found)]
    if len(firm) == 1 and (only := firm.pop()) in orders:
        return Habit(order=only, calendar=calendar, reason="days above 12 settle the order")
    falling = [
        order for order in orders if _falls([day for one in found if (day := one.under(order, calendar))])
    ]
    if len(found) >= 4 and len(falling) == 1:
        return Habit(
            order=falling[0], calendar=calendar, reason="only in this order do the dates run from new to old"
        )
    if len(orders) == 1:
        return Habit(order=orders[0], calendar=calendar, reason="no other order gives days that can be")
    return Habit(calendar=calendar, open=True, reason="day or month first? These pages do not settle it")


def falls(days: Sequence[date]) -> bool:
    """Whether days run from new to old, one exception in ten allowed (a pinned item)."""
    return _falls(days)


def _falls(days: Sequence[date]) -> bool:
    rises = sum(later > earlier for earlier, later in zip(days, days[1:], strict=False))
    return len(days) > 1 and rises <= len(days) // 10 and len(set(days)) > 1


def _written_order(raw: str) -> str | None:
    match = re.search(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?\d{4}", raw.translate(ASCII_DIGITS))
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    return "dmy" if first > 12 >= second else "mdy" if second > 12 >= first else None


def _calendar(found: Sequence[Seen]) -> str:
    named = {calendar for one in found for _, calendar, _ in one.days if calendar}
    if not named:
        return "gregorian"
    # Years of 1300 to 1420 are solar, of 1440 and later lunar: today is 1405 in one and 1448 in the other.
    years = [
        int(year)
        for one in found
        for year in re.findall(r"(?<!\d)1[34]\d\d(?!\d)", one.raw.translate(ASCII_DIGITS))
    ]
    return "solar-hijri" if years and max(years) < 1430 else "hijri"


def _read(raw: str, habits: Habits) -> date | None:
    try:
        day = read(raw, habits).day
    except Unreadable:
        return None
    return day if _EARLIEST <= day.year <= _LATEST else None
