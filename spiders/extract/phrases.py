"""How the words of furniture are compared: folded, so that case, accents, direction marks and spaces make no difference."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from statements.months import fold

_EDGES: Final = " \t\n.,:;!|/\\<>«»‹›→←↑↓▶►◄»…·•*-–—+()[]\"'"


@lru_cache(maxsize=4096)
def plain(line: str) -> str:
    """A line as the tables of furniture want it: folded, without what stands around its words."""
    return " ".join(fold(line).split()).strip(_EDGES)


def folded(words: str) -> list[str]:
    """The alternatives of a table: one a comma, each folded as the lines are."""
    return [plain(word) for word in words.replace("\n", " ").split(",") if word.strip()]


def either(*tables: str) -> str:
    """The alternatives of tables as part of a pattern, longest first."""
    found = {word for table in tables for word in folded(table)}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))
