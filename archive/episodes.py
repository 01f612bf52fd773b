"""Episodes of the watches that tell who has not spoken: when the first statement came after a pause, and when that is looked at.

An episode is written down in the transaction that stores the reading of its first statement, and that it was told of in the one that
queues the messages. So none that began is lost, and none is told twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from archive import outbox, schema
from archive.database import Database
from archive.sources import SLACK
from statements.crashpoints import crashpoint
from statements.model import Message

_episode = schema.episode


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What a statement begins for a ``watch`` that asks for ``query``, or goes on with: an episode that is looked at so long ``after``
    the moment at which it ``began``, and that is over when nothing came for a ``pause``."""

    watch: str
    query: str
    began: datetime
    after: tuple[timedelta, ...]
    pause: timedelta


@dataclass(frozen=True, kw_only=True)
class Episode:
    """What began with ``version``, the first statement of it that was read; ``last`` is when the latest one was. ``due``: when it is
    looked at next, None when no more."""

    id: int
    watch: str
    query: str
    version: int
    began: datetime
    last: datetime
    after: tuple[timedelta, ...]
    due: datetime | None

    def step(self, now: datetime) -> timedelta:
        """How long after the beginning it is looked at now: of several moments that have passed the last, which tells all."""
        return max((after for after in self.after if self.began + after <= now), default=self.after[0])

    def following(self, step: timedelta) -> datetime | None:
        """When it is looked at after that one."""
        return min((self.began + after for after in self.after if after > step), default=None)

    def believed(self, now: datetime) -> Episode:
        """The same by a clock that was set back since: what came later than now came just now."""
        back = self.last - now
        if back <= SLACK:
            return self
        due = None if self.due is None else self.due - back
        return replace(self, began=self.began - back, last=now, due=due)


def carried(latest: Episode | None, one: Beginning, now: datetime) -> Episode | None:
    """The ``latest`` episode of a watch by its query with one more statement; None when that begins another."""
    if latest is None or (latest := latest.believed(now)).last <= now - one.pause:
        return None
    return replace(latest, last=now)


class Episodes:
    """What is to be looked at, and what was told of it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def due(self, now: datetime) -> list[Episode]:
        """What is to be looked at now, oldest first. What was written down later than now was so before the clock was set back, a
        moment ago: that is put right first."""
        waiting = _episode.c.due.is_not(None)
        query = (
            sa.select(_episode)
            .where(waiting, sa.or_(_episode.c.due <= now, _episode.c.last > now + SLACK))
            .order_by(_episode.c.id)
        )
        with self._db.read() as connection:
            found = [_episode_of(row) for row in connection.execute(query)]
        ahead = [one.believed(now) for one in found if one.last > now + SLACK]
        if ahead:
            with self._db.write() as connection:
                for one in ahead:
                    _put(connection, one)
        return [
            one for one in (each.believed(now) for each in found) if one.due is not None and one.due <= now
        ]

    def told(
        self, episode: Episode, following: datetime | None, messages: Sequence[Message], now: datetime
    ) -> int | None:
        """It was looked at: queue what is to be told, and look again at ``following`` (None: no more), in one transaction. Returns how
        many messages were queued; None, and nothing happens, when it had been looked at meanwhile."""
        with self._db.write() as connection:
            looked = connection.execute(
                sa.update(_episode)
                .where(_episode.c.id == episode.id, _episode.c.due == episode.due)
                .values(due=following)
            )
            if not looked.rowcount:
                return None
            queued = outbox.add(self._db, connection, messages, now)
            crashpoint("board.before_commit")
        crashpoint("board.after_commit")
        return queued


def note(
    database: Database, connection: sa.Connection, version: int, begun: Sequence[Beginning], now: datetime
) -> None:
    """Write down, within a transaction, which episodes a statement begins or goes on with."""
    for one in begun:
        query = (
            sa.select(_episode)
            .where(_episode.c.watch == one.watch, _episode.c.query == one.query)
            .order_by(_episode.c.id.desc())
            .limit(1)
        )
        row = connection.execute(query).one_or_none()
        latest = carried(None if row is None else _episode_of(row), one, now)
        if latest is not None:
            _put(connection, latest)
            continue
        values = {
            "watch": one.watch,
            "query": one.query,
            "version": version,
            "began": one.began,
            "last": now,
            "after": [after.total_seconds() for after in one.after],
            "due": one.began + min(one.after),
        }
        database.insert_new(connection, _episode, [values])


def _put(connection: sa.Connection, one: Episode) -> None:
    values = {"began": one.began, "last": one.last, "due": one.due}
    connection.execute(sa.update(_episode).where(_episode.c.id == one.id).values(values))


def _episode_of(row: Any) -> Episode:
    values = {name: getattr(row, name) for name in Episode.__dataclass_fields__}
    return Episode(**{**values, "after": tuple(timedelta(seconds=seconds) for seconds in row.after)})
