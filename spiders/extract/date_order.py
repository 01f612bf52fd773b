"""In what order a page writes day, month and year in numbers: what it shows, its language, its country. What none of them settles
stays open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from spiders.extract.survey import Run
from statements.months import ASCII_DIGITS

_NUMERIC: Final = re.compile(r"(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./-])")
_YEAR_FIRST: Final = frozenset({"ko", "ja", "zh", "fa"})  # "25.11.14" is a day in November 2025
_DAY_FIRST: Final = frozenset(
    {"fr", "de", "it", "pt", "ru", "uk", "tr", "pl", "nl", "el", "fi", "cs", "he", "sv", "ro", "az", "be", "bg", "bn", "bs", "da", "et",
     "hi", "hr", "hy", "id", "ka", "kk", "ky", "lv", "mk", "nb", "nn", "no", "sk", "sl", "sq", "sr", "tg", "th", "uz", "vi"}
)  # fmt: skip
_CUSTOM: Final = {"gov": "mdy", "mil": "mdy", "us": "mdy", "uk": "dmy", "ie": "dmy", "au": "dmy", "nz": "dmy"}
_EASTERN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_SHORT: Final = re.compile(r"(?<![\d./-])\d\d([./-])\d{1,2}\1\d\d(?![\d./-])")


def order_of(runs: Iterable[Run], language: str | None, url: str = "") -> str | None:
    """The order of day and month in the numeric dates of a page: that of a number above 12 when none contradicts it; dots, some
    languages and some countries know only one."""
    seen = set()
    dotted = slashed = False
    for run in runs:
        if len(run.text) > 400:
            continue
        for first, mark, second, year in _NUMERIC.findall(run.text.translate(ASCII_DIGITS)):
            if len(year) == 2 and (mark != "." or language in _YEAR_FIRST):
                continue
            dotted, slashed = dotted or mark == ".", slashed or mark != "."
            if int(first) > 12 >= int(second):
                seen.add("dmy")
            elif int(second) > 12 >= int(first):
                seen.add("mdy")
    if len(seen) == 1:
        return seen.pop()
    if seen:
        return None
    return "dmy" if (dotted and not slashed) or language in _DAY_FIRST else order_at(url, language)


def order_at(url: str, language: str | None) -> str | None:
    """The only order that the sites of a country use in English: the month is first in the United States, the day in Britain,
    Ireland, Australia and New Zealand. Embassies write as their hosts do, Canada writes both."""
    host = urlsplit(url).hostname or ""
    if language not in (None, "en") or host.endswith("usembassy.gov"):
        return None
    return _CUSTOM.get(host.rpartition(".")[2])


def order_in(line: str, order: str | None) -> str | None:
    """The order in one line of a page of this order: a year of two digits comes first among Chinese, Japanese and Korean letters."""
    return "ymd" if _EASTERN.search(line) and _SHORT.search(line.translate(ASCII_DIGITS)) else order
