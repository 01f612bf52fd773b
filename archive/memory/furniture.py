"""Counts of lines at the edges of texts, in memory. The contract is that of `archive.furniture`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from archive.furniture import FORGET, RECENT
from archive.memory.state import State
from archive.records import Lease


class Furniture:
    """Counts of lines."""

    def __init__(self, state: State) -> None:
        self._state = state

    def counts(self, source: str) -> dict[str, int]:
        with self._state.lock:
            mine = self._state.furniture.get(source, {})
            return {line: pages for line, (pages, _) in mine.items() if pages > 1}

    def note(self, lease: Lease, texts: Sequence[Sequence[str]], now: datetime) -> None:
        with self._state.lock:
            self._state.fence(lease)
            mine = self._state.furniture.setdefault(lease.source, {})
            for line in [line for line, (_, seen) in mine.items() if seen < now - FORGET]:
                del mine[line]
            if mine.get("", (0, now))[0] >= RECENT:
                halved = {line: (pages // 2, seen) for line, (pages, seen) in mine.items() if pages > 1}
                mine.clear()
                mine.update(halved)
            for line, pages in Counter(line for lines in texts for line in {"", *lines}).items():
                mine[line] = (mine.get(line, (0, now))[0] + pages, now)
