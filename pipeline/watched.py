"""The watches of a running service that are switched on, with their queries: one value, exchanged as a whole when they are edited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from alerts.watches import queries
from archive.records import WatchQuery
from config.watches import Watch


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What a version is matched against, and how that reaches people. Who works on one version takes one `Watched` for all of it."""

    watches: tuple[Watch, ...]
    queries: tuple[WatchQuery, ...]

    @classmethod
    def of(cls, watches: Iterable[Watch]) -> Self:
        """Those of the configured ``watches`` that are on."""
        on = tuple(watch for watch in watches if watch.enabled)
        return cls(watches=on, queries=tuple(queries(on)))
