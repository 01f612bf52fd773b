"""Numbers written with the units of East Asia ("2億3千万", "1억 5천만", "两千万"), and "half a million", as plain figures. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

UNREADABLE: Final = "\ufffd"
"""Stands for a number that cannot be read for certain."""

_DIGITS: Final = {char: value for value, chars in enumerate(("", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九")) for char in chars}  # fmt: skip
_SMALL: Final = {"十": 10, "百": 100, "백": 100, "千": 1000, "천": 1000}
_LARGE: Final = {
    char: 10**power for power, chars in ((4, "万萬만"), (8, "亿億억"), (12, "兆조")) for char in chars
}
_UNITS = "".join((*_SMALL, *_LARGE))
_NUMERAL = "".join(_DIGITS) + "〇零" + _UNITS
_RUN = re.compile(
    rf"[\d.,{_NUMERAL}](?:[\d.,{_NUMERAL}]|(?<=[{_UNITS}]) (?=[\d{_NUMERAL}])|(?<=\d) (?=[{_UNITS}]))*"
)
_HAS_UNIT = re.compile(f"[{_UNITS}]")
_TOKEN = re.compile(rf"(?P<figure>\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,12}}(?:\.\d{{1,4}})?)|[{_NUMERAL}]")
_HANGUL_TAIL = re.compile("[백천만억조]{1,4} ")
_SOME = frozenset("数數几幾수제第")
_HALF = re.compile(r"(?<!and )\bhalf a (million|billion)\b")


def _value(run: str) -> int | None:
    """What a run of figures, numerals and units says, each unit less than the one before; None in doubt."""
    total, section = Decimal(0), Decimal(0)
    current: Decimal | None = None
    small, large = 10**4, 10**16
    broken = False
    at = 0
    while at < len(run):
        token = _TOKEN.match(run, at)
        if token is None:
            return None
        at = token.end()
        word = token.group()
        if token["figure"] or word in _DIGITS:
            if current is not None or broken:
                return None
            current = Decimal(word.replace(",", "")) if token["figure"] else Decimal(_DIGITS[word])
            broken = "." in word
        elif word in _SMALL:
            unit = _SMALL[word]
            if unit >= small:
                return None
            section += (Decimal(1) if current is None else current) * unit
            current, small = None, unit
        elif word in _LARGE:
            unit = _LARGE[word]
            # "3千5万" may be 35 million as well as 30.05.
            if current is not None and section and not (small == 10 or small / 10 <= current < small):
                return None
            section += current or 0
            if not section or unit >= large or section * unit >= large:
                return None
            total += section * unit
            section, current, small, large = Decimal(0), None, 10**4, unit
        else:
            return None
    if current is not None:
        least = small if section else large
        if (section or total) and not (least == 10 or Decimal(least) / 10 <= current < least):
            return None
        section += current
    total += section
    return int(total) if total == total.to_integral_value() else None


def _figures(match: re.Match[str]) -> str:
    run, text, kept = match.group(), match.string, ""
    if _HAS_UNIT.search(run) is None:
        return run
    previous = text[match.start() - 1] if match.start() else ""
    if "\uac00" <= previous <= "\ud7af" and (tail := _HANGUL_TAIL.match(run)):
        run, kept, previous = run[tail.end() :], tail.group(), ""
        if _HAS_UNIT.search(run) is None:
            return kept + run
    bare = run.rstrip(".,").replace(" ", "")
    ending = run[len(run.rstrip(".,")) :]
    # 万亿 is the 兆 of the mainland. A unit with nothing before it may end "several" or a figure with "odd" in it.
    bare = re.sub("[万萬][亿億]", "兆", bare)
    if previous in _SOME and previous or len(bare) > 40 or bare[0] in _UNITS.replace("十", ""):
        return f"{kept}{UNREADABLE}{ending}"
    value = _value(bare)
    return f"{kept}{UNREADABLE if value is None else value}{ending}"


def spelled(folded: str) -> str:
    """The text with such numbers as figures; those that cannot be read for certain become `UNREADABLE`."""
    halves = _HALF.sub(lambda match: "500000" if match[1] == "million" else "500000000", folded)
    return _RUN.sub(_figures, halves)
