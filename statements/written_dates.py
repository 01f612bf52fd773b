"""Written dates to calendar days and clock times. Only reads what stands there; zones, "now" and policy are `statements.dates`'.

The grammar is deliberately strict: an order of day and month that nothing settles, a range of days, two different days
in one string, a missing year are all refused with a reason, since a wrong date is worse than an unknown one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta, timezone
from typing import Final

from statements import months
from statements.calendars import Calendar, to_gregorian
from statements.months import fold
from statements.written_eras import in_eras
from statements.written_words import in_digits

ORDERS: Final = ("ymd", "dmy", "mdy")
_LOOKED_AT: Final = 240  # characters; a date stands near the start of what is said to be one


class Unreadable(ValueError):
    """No date can be read; the message is the reason, a plain phrase."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A date as written. ``offset`` is None when no (known) zone was written; ``abbreviation`` is the written zone's name."""

    day: date
    time: time | None = None
    offset: timezone | None = None
    abbreviation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What is known of the place where a date stood."""

    order: str | None = None
    languages: tuple[str, ...] = ()
    calendar: Calendar | None = None
    """None or Gregorian: years of another calendar are read only with its month names (or in Persian)."""


# Zone names of RFC 822 and those that mean one thing only. IST, BST, AST are left to the source's own zone.
_ZONES: Final = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "мск": 180,
    "trt": 180, "irst": 210, "pkt": 300, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip
_ZONE_WORDS: Final = "|".join(sorted([*_ZONES, "ist", "bst", "ast"], key=len, reverse=True))
_OFFSET: Final = (
    rf"(?:utc|gmt)\s?[+-]\s?\d{{1,2}}(?::?\d{{2}})?(?!\d)|[+-]\d{{2}}:?\d{{2}}(?![\d/.-])|(?:{_ZONE_WORDS})\b"
)

_ISO = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:t|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?|z|[+-]\d{2}:\d{2})?\s*"
)
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?(z|[+-]\d{4})?)?\s*")
_TIME = re.compile(
    rf"""
    (?<![\d:.+\-/])
    (?P<before>午前|午后|午後|上午|下午|오전|오후)?\s?
    (?P<hour>\d{{1,2}})
    (?: \s?:\s?(?P<minute>\d{{2}})(?:\s?:\s?(?P<second>\d{{2}})(?:[.,]\d+)?)?(?!\d)
      | \s?h\s?(?P<minute_h>\d{{2}})?(?![^\W_])
      | \s?(?:時|时|시|点|點)\s?(?:(?P<minute_cjk>\d{{1,2}})\s?(?:分|분))?(?:\s?\d{{1,2}}\s?(?:秒|초))?
      | \.(?P<minute_dot>\d{{2}})(?=\s?(?:uhr\b|[ap]\.?m\b))
      | (?=\s?(?:uhr\b|[ap]\.?m\b))
    )
    (?:\s*(?P<after>[ap]\.?\s?m\b\.?|ص(?:باحا)?(?![^\W_])|م(?:ساء)?(?![^\W_])|uhr\b|hrs?\b))?
    (?:[\s(]*(?P<zone>{_OFFSET}))?
    """,
    re.X,
)
_AFTERNOON: Final = ("p", "م", "午後", "午后", "下午", "오후")
_MORNING: Final = ("a", "ص", "午前", "上午", "오전")

# "ngày 5 tháng 3 năm 2024": Vietnamese months have numbers. Folded, as all is that is read here.
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s?(?:thang|thg\.?|th\.?)\s?(?P<month>\d{1,2})\s?(?:,|nam|[/-])?\s?(?P<year>\d{4})(?!\d)"
)
_BUDDHIST: Final = re.compile(r"[\u0e00-\u0edf\u1780-\u17df]|(?<![a-z])b\.?\s?e\b")
"""Signs of the years that Thailand, Laos and Cambodia count: their letters, or their era's name."""
_NUMERIC = re.compile(r"(?<![\drhs./-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d|[./-]\d)")


def read(raw: str, habits: Habits) -> Written:
    """The one date written in ``raw``. Raises `Unreadable` with the reason."""
    text = in_digits(fold(raw[:_LOOKED_AT]))
    if habits.calendar is None and _BUDDHIST.search(text):
        habits = replace(habits, calendar=Calendar.BUDDHIST)
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = match.groups()
        return Written(
            day=day_of(int(year), int(month), int(day), habits),
            time=_time(hour, minute, second) if hour else None,
            offset=_offset(zone),
        )
    clock: time | None = None
    zone = None
    if found := _TIME.search(text):
        clock, zone = _clock(found), found["zone"]
        text = f"{text[: found.start()]} ; {text[found.end() :]}"
    return Written(
        day=_only_day(text, habits),
        time=clock,
        offset=_offset(zone) if clock else None,
        abbreviation=zone.upper() if zone and zone.isalpha() else None,
    )


def _clock(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    minute = found["minute"] or found["minute_h"] or found["minute_cjk"] or found["minute_dot"]
    half = found["before"] or found["after"] or ""
    if half.startswith(_AFTERNOON):
        hour += 12 if hour < 12 else 0
    elif half.startswith(_MORNING) and hour == 12:
        hour = 0
    return _time(str(hour), minute, found["second"])


def _time(hour: str, minute: str | None, second: str | None) -> time:
    try:
        # A leap second is the last one of its minute.
        return time(int(hour), int(minute or 0), min(int(second or 0), 59) if int(second or 0) <= 60 else 99)
    except ValueError:
        raise Unreadable(f"{hour}:{minute or '00'} is not a time of day") from None


def _offset(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if zone in _ZONES:
        return timezone(timedelta(minutes=_ZONES[zone]))
    digits = re.sub(r"[^\d+-]", "", zone)
    if not digits:
        return None
    sign, digits = (-1 if digits[0] == "-" else 1), digits[1:]
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        raise Unreadable(f"{zone} is not a time zone")
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


_BUDDHISTS: Final = frozenset({"th", "lo", "km"})


def day_of(year: int, month: int, day: int, habits: Habits, calendar: Calendar | None = None) -> date:
    """The Gregorian day. A year between 1300 and 1500 belongs to the calendar of the month's name or of the source; one around 2550
    is Buddhist where that is counted."""
    if calendar is None:
        calendar = Calendar.GREGORIAN
        if 2443 <= year <= 2643 and (
            habits.calendar is Calendar.BUDDHIST or not _BUDDHISTS.isdisjoint(habits.languages)
        ):
            calendar = Calendar.BUDDHIST
        elif 1300 <= year <= 1500:
            calendar = habits.calendar or Calendar.GREGORIAN
            if calendar is Calendar.GREGORIAN and {"fa", "ps"} & set(habits.languages):
                calendar = Calendar.SOLAR_HIJRI
            if calendar is Calendar.GREGORIAN:
                raise Unreadable(f"the year {year} belongs to a calendar that is not configured")
    try:
        return to_gregorian(year, month, day, calendar)
    except ValueError:
        raise Unreadable(f"there is no day {year}-{month}-{day}") from None


def _only_day(text: str, habits: Habits) -> date:
    """The day that stands in ``text``, a date in two calendars counting as one (the Gregorian is taken)."""
    found: list[date] = []
    converted: list[date] = []
    refused: list[Unreadable] = []

    def note(year: int, month: int, day: int, calendar: Calendar | None = None) -> None:
        try:
            read_day = day_of(year, month, day, habits, calendar)
        except Unreadable as error:
            refused.append(error)
        else:
            (found if year > 1500 else converted).append(read_day)

    for year, month, day in in_eras(text, habits.languages):
        note(year, month, day)
    for match in _VIETNAMESE.finditer(text):
        note(int(match["year"]), int(match["month"]), int(match["day"]))
    numeric = [(match[1], match[3], match[4]) for match in _NUMERIC.finditer(text)]
    for match in _NUMERIC.finditer(text):
        try:
            order = (
                habits.order
                or _order_by_weekday(match[1], match[3], match[4], text)
                or _order_by_calendars(numeric)
            )
            if match[2] == "." and len(match[4]) == 4:
                order = order or "dmy"  # nobody who writes the month first puts dots
            year, month, day = in_order(match[1], match[3], match[4], order)
        except Unreadable as error:
            refused.append(error)
        else:
            note(year, month, day)
    try:
        for calendar, year, month, day in _named(text, habits.languages):
            if 2043 <= year < 2100 and habits.calendar is Calendar.BUDDHIST:
                year += 500  # "12 ม.ค. 68" is of 2568
            note(year, month, day, None if calendar is Calendar.GREGORIAN else calendar)
    except Unreadable as error:
        refused.append(error)

    days = found or converted
    if not days:
        raise refused[0] if refused else Unreadable("no date found")
    if len(set(days)) > 1:
        raise Unreadable("more than one date")
    return days[0]


def _order_by_weekday(first: str, second: str, third: str, text: str) -> str | None:
    """The order under which a numeric date falls on the weekday that is written beside it, if it is only one."""
    named = months.weekdays(months.WORDS.findall(text))
    if len(named) != 1 or len(third) != 4:
        return None
    fitting = []
    for order in ("dmy", "mdy"):
        try:
            year, month, day = in_order(first, second, third, order)
            if date(year, month, day).weekday() in named:
                fitting.append(order)
        except ValueError:  # Unreadable is one
            continue
    return fitting[0] if len(fitting) == 1 else None


_CALENDARS: Final = (Calendar.HIJRI, Calendar.SOLAR_HIJRI)


def _order_by_calendars(written: Sequence[tuple[str, str, str]]) -> str | None:
    """The order under which a day that is written in two calendars is one day, if it is only one."""
    if len(written) != 2:
        return None
    fitting = set()
    for order in ("dmy", "mdy"):
        for calendar in _CALENDARS:
            days = []
            for numbers in written:
                try:
                    year, month, day = in_order(*numbers, order)
                    days.append(
                        to_gregorian(year, month, day, calendar if year <= 1500 else Calendar.GREGORIAN)
                    )
                except ValueError:  # Unreadable is one
                    break
            years = {len(numbers[2]) == 4 and int(numbers[2]) > 1500 for numbers in written}
            if len(days) == 2 and len(years) == 2 and abs(days[0] - days[1]) <= timedelta(days=1):
                fitting.add(order)
    return fitting.pop() if len(fitting) == 1 else None


def in_order(first: str, second: str, third: str, order: str | None) -> tuple[int, int, int]:
    """``(year, month, day)`` of three numbers as written. A year of four digits settles its place, a number above 12 the
    day's; the rest is the source's order. Raises `Unreadable` when nothing settles it."""
    a, b, c = int(first), int(second), int(third)
    written = f"{first}-{second}-{third}"
    if len(first) >= 3:
        if len(first) == 3 or len(third) > 2:
            raise Unreadable(f"{written} is not a date")
        return a, b, c
    if len(third) == 4:
        if a > 12 and b > 12:
            raise Unreadable(f"{written} is not a date")
        if a > 12 or a == b or order == "dmy" and b <= 12:
            return c, b, a
        if b > 12 or order == "mdy":
            return c, a, b
        raise Unreadable(f"day or month first? {written} could be either")
    if len(third) == 3:
        raise Unreadable(f"{written} is not a date")
    if order is None:
        raise Unreadable(f"the order of {written} is not known")
    return {"ymd": (2000 + a, b, c), "dmy": (2000 + c, b, a), "mdy": (2000 + c, a, b)}[order]


def _named(text: str, languages: Sequence[str]) -> list[tuple[Calendar, int, int, int]]:
    """All dates with a month's name in ``text``: (calendar, year, month, day)."""
    matches = list(months.WORDS.finditer(text))
    words = [match[0] for match in matches]
    dates: list[tuple[Calendar, int, int, int]] = []
    problem: Unreadable | None = None
    at = 0
    while at < len(words):
        name = months.match(words, at, languages) if not words[at][0].isdigit() else None
        if name is None:
            at += 1
            continue
        end = at + name[0]
        # "كانون الأول/ديسمبر": the same month in two families of names.
        while (
            end < len(words) and (twin := months.match(words, end, languages)) and set(twin[1]) & set(name[1])
        ):
            name = (name[0], tuple(set(twin[1]) & set(name[1])))
            end += twin[0]
        try:
            day, year = _around(matches, words, at, end)
        except Unreadable as error:
            problem = problem or error
        else:
            if len(name[1]) > 1:
                raise Unreadable(f"“{words[at]}” names different months in different languages")
            calendar, month = name[1][0]
            dates.append((calendar, year, month, day))
        at = end
    if not dates and problem:
        raise problem
    return dates


_TO: Final = re.compile(
    r"(?:er|st|nd|rd|th|\.|º|ª)?\s*(?:-|au|to(?: the)?|bis(?: zum)?|al?|ao|до|по|الى|حتى|تا|tot|till?|la|do|es)\s*"
)


def _around(matches: list[re.Match[str]], words: list[str], start: int, end: int) -> tuple[int, int]:
    """``(day, year)`` of the month name at ``words[start:end]``, from the numbers beside it."""

    def number(index: int, step: int) -> int:
        """Index of the number next to ``index`` going by ``step``, or -1. Only particles may stand between."""
        while 0 <= index < len(words):
            if words[index].isdigit():
                return index
            if words[index] not in months.FILLERS:
                return -1
            index += step
        return -1

    def is_day(index: int) -> bool:
        return index >= 0 and len(words[index]) <= 2

    def is_year(index: int) -> bool:
        return index >= 0 and len(words[index]) == 4

    def ranged(left: int, right: int) -> bool:
        """Whether the words at these places are two days with nothing but a hyphen or "to" between."""
        if left < 0 or right >= len(words) or not (words[left].isdigit() and words[right].isdigit()):
            return False
        gap = matches[left].string[matches[left].end() : matches[right].start()]
        return _TO.fullmatch(gap) is not None and len(words[left]) <= 2 and len(words[right]) <= 2

    def opens(right: int) -> int:
        """Index of the number before the one at ``right``, past the words of a range; -1 if none is near."""
        return next((left for left in range(right - 1, max(right - 4, -1), -1) if words[left].isdigit()), -1)

    before = number(start - 1, -1)
    after = number(end, 1)
    third = number(after + 1, 1) if after >= 0 else -1
    if (is_day(before) and ranged(opens(before), before)) or (is_day(after) and ranged(after, after + 1)):
        raise Unreadable("a range of days")
    if is_day(before) and is_year(after):
        day, year = before, after
    elif is_day(after) and is_year(third):
        day, year = after, third
    elif is_year(before) and is_day(after):
        day, year = after, before
    elif is_day(before) and is_year(number(before - 1, -1)):
        day, year = before, number(before - 1, -1)
    elif is_day(before) and is_day(after) and len(words[after]) == 2:
        day, year = before, after
    elif is_day(before) or is_day(after):
        raise Unreadable("no year")
    elif is_year(before) or is_year(after):
        raise Unreadable("no day, only a month")
    else:
        raise Unreadable("no date found")
    # RFC 822 wrote years with two digits.
    return int(words[day]), int(words[year]) + (0 if len(words[year]) == 4 else 2000)
