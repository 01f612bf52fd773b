"""What repeats at the edges of a site's texts without being part of any: learnt by counting, never by guessing.

A line is furniture when it stands among the first or last lines of most of a source's texts, all of different titles, and does
not read like a sentence. An official's customary closing sentence is content however often it comes. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from spiders.extract.survey import is_prose, weight
from statements.text import fold_for_identity

EDGE: Final = 5
"""Lines at the top and at the bottom of a text that may be furniture."""
LEAST: Final = 8
"""Texts that must have been seen before anything counts as repeated."""
SHARE: Final = 0.6
"""Share of the texts on which a line must stand."""
SHORT: Final = 60
"""Letters; a longer line is a sentence even without a full stop."""
TEXTS: Final = ""
"""The name under which the number of texts is counted beside the lines."""

_SENTENCE: Final = re.compile(r"[.!?…;:,。！？؟۔،][\"'”»)\]]*$")
_WORD: Final = re.compile(r"[^\W\d_]+")


def edges(text: str, *, title: str = "") -> tuple[str, ...]:
    """The different lines at the edges of a text that could be furniture. The title is none."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    outer = lines[:EDGE] + lines[EDGE:][-EDGE:]
    heading = fold_for_identity(title)
    return tuple(dict.fromkeys(line for line in outer if may_be(line) and fold_for_identity(line) != heading))


def may_be(line: str) -> bool:
    """Whether a line is short and does not read like a sentence: a formula that is one is never cut."""
    line = line.removeprefix("- ")
    if not _WORD.search(line) or weight(line) > SHORT or is_prose(line):
        return False
    return not (_SENTENCE.search(line) and len(_WORD.findall(line)) >= 3)


def learned(counts: Mapping[str, int]) -> frozenset[str]:
    """The lines that are furniture, given on how many texts each stood and under `TEXTS` how many texts there were."""
    texts = counts.get(TEXTS, 0)
    if texts < LEAST:
        return frozenset()
    return frozenset(
        line for line, count in counts.items() if line != TEXTS and count >= SHARE * texts and may_be(line)
    )


def without(text: str, furniture: Iterable[str]) -> str:
    """``text`` without furniture at its edges. A text that would be left with nothing stays as it is."""
    known = frozenset(furniture)
    if not known:
        return text
    lines = text.split("\n")
    full = [at for at, line in enumerate(lines) if line.strip()]
    outer = set(full[:EDGE] + full[EDGE:][-EDGE:])
    kept = [line for at, line in enumerate(lines) if not (at in outer and line.strip() in known)]
    left = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return left or text
