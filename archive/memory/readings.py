"""Readings and matches, in memory. The contract is that of `archive.readings`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from archive.episodes import Beginning
from archive.memory import episodes
from archive.memory.outbox import add
from archive.memory.state import State
from archive.memory.statements import hit
from archive.query import Node, parse
from archive.records import Match, Recorded, WatchQuery
from archive.traces import Withdrawal
from statements.crashpoints import crashpoint
from statements.labels import Grade, Happening
from statements.model import Message, Reading, Version
from statements.stories import alone
from statements.story import Joined, News


class Readings:
    """What was found in the versions."""

    def __init__(self, state: State, matches: Callable[[Node, Version, Reading], bool]) -> None:
        self._state, self._matches = state, matches

    def unread(self, limit: int) -> list[Version]:
        with self._state.lock:
            waiting = sorted(self._state.unread, key=lambda version: (self._state.unread[version], version))
            return [self._state.versions[version] for version in waiting[:limit]]

    def unread_count(self) -> int:
        with self._state.lock:
            return len(self._state.unread)

    def record(
        self,
        version: Version,
        reading: Reading,
        *,
        watches: Sequence[WatchQuery],
        compose: Callable[[Sequence[str]], Sequence[Message]],
        now: datetime,
        grade: Grade | None = None,
        joined: Joined | None = None,
        news: Sequence[News] = (),
        begun: Sequence[Beginning] = (),
    ) -> Recorded:
        queries = [(watch.id, parse(watch.query)) for watch in watches]
        with self._state.lock:
            if version.id in self._state.readings:
                return Recorded()
            version = replace(version, grade=grade)
            matched = [watch for watch, query in queries if self._matches(query, version, reading)]
            kept = [watch.id for watch in watches if watch.noted and watch.id in matched]
            messages = compose(matched) if (kept or version.n > 1) and not version.baseline else []
            crashpoint("reading.before_commit")
            self._state.readings[version.id] = reading
            del self._state.unread[version.id]
            if joined is not None:
                self._state.stories[version.statement] = joined
            self._state.stories.setdefault(version.statement, alone(version.statement))
            self._state.news[version.id] = tuple(news)
            self._state.versions[version.id] = replace(self._state.versions[version.id], grade=grade)
            here = hit(self._state, version.id)
            self._state.matches += [Match(watch=watch, at=now, hit=here) for watch in kept]
            if not version.baseline:
                episodes.note(self._state, version.id, [one for one in begun if one.watch in kept], now)
            return Recorded(matched=tuple(kept), queued=add(self._state, messages, now))

    def of(self, version_id: int) -> Reading | None:
        with self._state.lock:
            return self._state.readings.get(version_id)

    def previous(self, version: Version) -> Reading | None:
        with self._state.lock:
            row = self._state.statements.get(version.statement)
            if row is None or version.n < 2:
                return None
            return self._state.readings.get(row.versions[version.n - 2])

    def previously_matched(
        self,
        version: Version,
        watches: Sequence[WatchQuery],
        *,
        now: datetime,
        again: Reading | None = None,
    ) -> frozenset[str]:
        with self._state.lock:
            row = self._state.statements.get(version.statement)
            if (
                row is None
                or version.n < 2
                or (before := row.versions[version.n - 2]) not in self._state.readings
            ):
                return frozenset()
            version, reading = self._state.versions[before], again or self._state.readings[before]
            return frozenset(
                watch.id for watch in watches if self._matches(parse(watch.query), version, reading)
            )

    def withdrawals(
        self, since: datetime, *, besides: Collection[int] = (), limit: int = 50
    ) -> list[Withdrawal]:
        with self._state.lock:
            found: list[Withdrawal] = []
            for number, event in enumerate(self._state.events, start=1):
                row = self._state.statements[event.statement]
                watches = {
                    match.watch
                    for match in self._state.matches
                    if match.hit.version.statement == event.statement
                }
                if (
                    event.what is Happening.WITHDRAWN
                    and event.at >= since
                    and row.withdrawn_at == event.at
                    and (told := self._state.told(event.statement))
                    and number not in besides
                    and len(found) < limit
                ):
                    here = hit(self._state, row.versions[-1])
                    found.append(
                        Withdrawal(
                            event=number,
                            hit=here,
                            at=event.at,
                            reason=event.reason,
                            watches=frozenset(watches),
                            told=frozenset(told),
                        )
                    )
            return found

    def matches(self, start: datetime, end: datetime, watch: str | None = None) -> list[Match]:
        with self._state.lock:
            found = [
                replace(match, hit=hit(self._state, match.hit.version.id))
                for match in self._state.matches
                if start <= match.at < end and watch in (None, match.watch)
            ]
            return sorted(found, key=lambda match: (match.at, match.hit.version.id, match.watch))
