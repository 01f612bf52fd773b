"""Episodes, in memory. The contract is that of `archive.episodes`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from archive.episodes import Beginning, Episode, carried
from archive.memory.outbox import add
from archive.memory.state import State
from statements.crashpoints import crashpoint
from statements.model import Message


class Episodes:
    """What is to be looked at, and what was told of it."""

    def __init__(self, state: State) -> None:
        self._state = state

    def due(self, now: datetime) -> list[Episode]:
        with self._state.lock:
            for one in list(self._state.episodes.values()):
                if one.due is not None:
                    self._state.episodes[one.id] = one.believed(now)
            return [one for one in self._state.episodes.values() if one.due is not None and one.due <= now]

    def told(
        self, episode: Episode, following: datetime | None, messages: Sequence[Message], now: datetime
    ) -> int | None:
        with self._state.lock:
            here = self._state.episodes[episode.id]
            if here.due != episode.due:
                return None
            crashpoint("board.before_commit")
            self._state.episodes[here.id] = replace(here, due=following)
            queued = add(self._state, messages, now)
        crashpoint("board.after_commit")
        return queued


def note(state: State, version: int, begun: Sequence[Beginning], now: datetime) -> None:
    """Write down which episodes a statement begins or goes on with."""
    for one in begun:
        of_it = [
            each for each in state.episodes.values() if (each.watch, each.query) == (one.watch, one.query)
        ]
        latest = carried(of_it[-1] if of_it else None, one, now)
        if latest is None:
            latest = Episode(
                id=len(state.episodes) + 1,
                watch=one.watch,
                query=one.query,
                version=version,
                began=one.began,
                last=now,
                after=one.after,
                due=one.began + min(one.after),
            )
        state.episodes[latest.id] = latest
