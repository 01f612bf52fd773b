"""Which watches a statement matched, and when: why somebody was told of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.chunks import chunks
from archive.database import Database

_match, _version = schema.match, schema.version


@dataclass(frozen=True, kw_only=True)
class Matched:
    """A watch matched version ``n`` of a statement when that was read."""

    watch: str
    n: int
    at: datetime


class Matches:
    """What matched, looked at from the statement."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, statement: int) -> list[Matched]:
        """The watches that any version of a statement matched, each with the first version that it did, oldest first."""
        query = (
            sa.select(_match.c.watch, _match.c.at, _version.c.n)
            .join(_version, _version.c.id == _match.c.version)
            .where(_version.c.statement == statement)
            .order_by(_version.c.n, _match.c.watch)
        )
        found: dict[str, Matched] = {}
        with self._db.read() as connection:
            for row in connection.execute(query):
                found.setdefault(row.watch, Matched(watch=row.watch, n=row.n, at=row.at))
        return list(found.values())

    def lost(self, watch: str, versions: Collection[int], before: datetime) -> dict[int, datetime]:
        """Of ``versions``, each the latest of its statement that a watch matched, those of which a later one was read by then: by
        id, when the edit was seen that the watch does not match."""
        mine, later, reading = _version.alias("mine"), _version.alias("later"), schema.reading
        query = (
            sa.select(mine.c.id, sa.func.min(later.c.seen).label("edited"))
            .join(later, sa.and_(later.c.statement == mine.c.statement, later.c.n > mine.c.n))
            .join(reading, reading.c.version == later.c.id)
            .where(mine.c.id.in_(sa.bindparam("versions", expanding=True)), reading.c.recorded_at < before)
            .where(~sa.exists().where(_match.c.watch == watch, _match.c.version == later.c.id))
            .group_by(mine.c.id)
        )
        found: dict[int, datetime] = {}
        with self._db.read() as connection:
            for some in chunks(versions):
                rows = connection.execute(query, {"versions": some})
                found.update((row.id, row.edited) for row in rows)
        return found
