"""What came back, in memory. The contract is that of `archive.returns`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from archive.memory.state import State
from archive.memory.statements import hit
from archive.traces import Return
from statements.labels import Happening


class Returns:
    """What came back."""

    def __init__(self, state: State) -> None:
        self._state = state

    def since(self, moment: datetime, *, besides: Collection[int] = (), limit: int = 50) -> list[Return]:
        with self._state.lock:
            found: list[Return] = []
            for at, event in enumerate(self._state.events):
                row = self._state.statements[event.statement]
                before = [
                    other
                    for other in self._state.events[:at]
                    if other.statement == event.statement
                    and other.what in (Happening.WITHDRAWN, Happening.RETURNED)
                ]
                watches = {
                    match.watch
                    for match in self._state.matches
                    if match.hit.version.statement == event.statement
                }
                if (
                    event.what is Happening.RETURNED
                    and event.at >= moment
                    and row.withdrawn_at is None
                    and before
                    and before[-1].what is Happening.WITHDRAWN
                    and self._state.told(event.statement)
                    and at + 1 not in besides
                    and len(found) < limit
                ):
                    found.append(
                        Return(
                            event=at + 1,
                            hit=hit(self._state, row.versions[-1]),
                            at=event.at,
                            gone_at=before[-1].at,
                            watches=frozenset(watches),
                        )
                    )
            return found
