"""The sentence around a place in a text, verbatim, to stand as a quote. Pure.

Cheap and cautious: where a full stop may belong to an abbreviation, a number or a name, the sentence goes on. A quote that is a
sentence too long is better than half a one.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 500
"""Characters of a quote; of a longer sentence the words around the place are kept."""
_LINE_END = re.compile(r"[\n\r\v\f\u0085\u2028\u2029]")
_STOP = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=\d{4})|(?<=[)\]»”]))[.!?…]+[\"'»”’)\]]*(?=\s+[^\sa-zа-яёà-öø-ÿ])|[。！？؟۔]+[\"'»”’」』)\]]*"
)
_BULLET = re.compile(r"(?:[-–—*•·▪●◦‣]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")


def around(text: str, start: int, end: int) -> str:
    """The sentence in which ``text[start:end]`` stands, at most `LONGEST` characters of it."""
    begin = max(
        (match.end() for match in _LINE_END.finditer(text, max(0, start - 4 * LONGEST), start)), default=0
    )
    stop = found.start() if (found := _LINE_END.search(text, end)) else len(text)
    begin, stop = max(begin, start - 4 * LONGEST), min(stop, end + 4 * LONGEST)
    for mark in _STOP.finditer(text, begin, stop):
        if mark.end() <= start:
            begin = mark.end()
        elif mark.start() >= end:
            stop = mark.end()
            break
    begin += len(text[begin:stop]) - len(text[begin:stop].lstrip())
    if bullet := _BULLET.match(text, begin, stop):
        begin = min(bullet.end(), start)
    if stop - begin > LONGEST:
        begin, stop = _cut(text, begin, stop, start)
    return text[begin:stop].strip()


def _cut(text: str, begin: int, stop: int, start: int) -> tuple[int, int]:
    """The part of a long sentence around ``start``, from word to word where there are words."""
    low = max(begin, start - LONGEST // 2)
    high = min(stop, low + LONGEST)
    if low > begin and (space := text.find(" ", low, start)) > 0:
        low = space + 1
    if high < stop and (space := text.rfind(" ", start, high)) > start:
        high = space
    return low, high


def naming(text: str, words: str) -> str | None:
    """The first sentence with ``words`` exactly so, None when the text lacks them."""
    at = text.find(words)
    return around(text, at, at + len(words)) if words and at >= 0 else None
