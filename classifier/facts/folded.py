"""Folded text that still knows where each of its characters stood: what facts about places in a text are read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from classifier.folding import fold

# A control character would fold to itself and no pattern wants one; the marks between letters fold to nothing.
_PLAIN = re.compile(r"[\x00-\x7f]*")


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    return fold(char)


class Folded:
    """``text`` is ``source`` folded character by character (which gives what `classifier.folding.fold` gives, but for letters
    typed as sequences of Korean jamo)."""

    __slots__ = ("_starts", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self._starts: list[int] | None = None
        if _PLAIN.fullmatch(source):
            self.text = source.lower()
            return
        pieces = [_folded(char) for char in source]
        self.text = "".join(pieces)
        starts, at = [], 0
        for piece in pieces:
            starts.append(at)
            at += len(piece)
        self._starts = [*starts, at]

    def at(self, position: int) -> int:
        """Where the character at ``position`` of the source stands in the folded text."""
        return position if self._starts is None else self._starts[position]

    def original(self, start: int, end: int) -> str:
        """The source's own words for ``text[start:end]``."""
        if self._starts is None:
            return self.source[start:end]
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) if end > start else first
        return self.source[first:last]
