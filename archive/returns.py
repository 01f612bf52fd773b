"""Statements that are offered again after they were taken away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from archive.readings import was_told, watches_of
from archive.rows import hit_of, select_hits
from archive.traces import Return
from statements.labels import Happening

_event, _statement, _version = schema.event, schema.statement, schema.version


class Returns:
    """What came back."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def since(self, moment: datetime, *, besides: Collection[int] = (), limit: int = 50) -> list[Return]:
        """What came back since then after it had been withdrawn for certain, is still there, matched a watch before and was told of:
        the first ``limit`` in the order in which it came back, without the events ``besides``. A page that was only missing for a
        while was never gone."""
        earlier = _event.alias("earlier")
        # The last that happened to it before: it was withdrawn, or this is no return from a withdrawal.
        before = (
            sa.select(sa.func.max(earlier.c.id))
            .where(
                earlier.c.statement == _event.c.statement,
                earlier.c.id < _event.c.id,
                earlier.c.what.in_([Happening.WITHDRAWN, Happening.RETURNED]),
            )
            .correlate(_event)
            .scalar_subquery()
        )
        gone = _event.alias("gone")
        happened = (
            sa.select(_event.c.id, gone.c.at.label("gone_at"))
            .join(_statement, _statement.c.id == _event.c.statement)
            .join(gone, gone.c.id == before)
            .where(
                _event.c.at >= moment,
                _event.c.what == Happening.RETURNED,
                gone.c.what == Happening.WITHDRAWN,
                _statement.c.withdrawn_at.is_(None),
                was_told(_event.c.statement),
            )
            .order_by(_event.c.id)
        )
        with self._db.read() as connection:
            found = [row for row in connection.execute(happened) if row.id not in besides][:limit]
            since = {row.id: row.gone_at for row in found}
            query = (
                select_hits()
                .add_columns(_event.c.id.label("event"), _event.c.at.label("back_at"))
                .join(_event, _event.c.statement == _statement.c.id)
                .where(_event.c.id.in_(list(since)), _version.c.n == _statement.c.versions)
                .order_by(_event.c.id)
            )
            rows = connection.execute(query).all() if since else []
            watches = watches_of(connection, [row.statement for row in rows])
        return [
            Return(
                event=row.event,
                hit=hit_of(row),
                at=row.back_at,
                gone_at=since[row.event],
                watches=watches.get(row.statement, frozenset()),
            )
            for row in rows
        ]
