"""The day that stands in an address, as publishers put it there."""

from __future__ import annotations

import re
from urllib.parse import unquote

from statements import months
from statements.months import fold
from statements.written_dates import Habits, Unreadable, Written, day_of, in_order

_URL_T = re.compile(r"(?<![a-z0-9])t((?:19|20)\d{6})(?!\d)")
_URL_PARTS = re.compile(r"(?<!\d)((?:19|20|1[34])\d{2})([/_-])(\d{1,2})\2(\d{1,2})(?!\d)")
_URL_NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-]([a-z]{3,9})[/-](\d{1,2})(?!\d)")
_URL_RUN = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_LAST = re.compile(r"(?<!\d)(\d{1,2})([/_-])(\d{1,2})\2((?:19|20)\d{2})(?!\d)")


def read_url(raw: str, habits: Habits) -> Written:
    """The day in an address: ``/2024/12/01/``, ``/20241201/``, ``t20241201_``, ``/2024/dec/01/``, ``01-12-2024``. The publisher's own
    forms go before what may be part of a title. Raises `Unreadable`."""
    path = fold(unquote(raw[:2_000]))
    if match := _URL_T.search(path):
        digits = match[1]
        return Written(day=day_of(int(digits[:4]), int(digits[4:6]), int(digits[6:]), habits))
    if match := _URL_PARTS.search(path):
        return Written(day=day_of(int(match[1]), int(match[3]), int(match[4]), habits))
    if match := _URL_RUN.search(path):
        return Written(day=day_of(int(match[1]), int(match[2]), int(match[3]), habits))
    if (match := _URL_NAMED.search(path)) and (name := months.match([match[2]], 0, ("en",))):
        calendar, month = name[1][0]
        return Written(day=day_of(int(match[1]), month, int(match[3]), habits, calendar))
    if match := _URL_LAST.search(path):
        return Written(day=day_of(*in_order(match[1], match[3], match[4], habits.order), habits))
    raise Unreadable("no date in the address")
