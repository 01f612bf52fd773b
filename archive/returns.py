"""Statements that are offered again after they were taken away."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from archive.rows import hit_of, select_hits
from archive.traces import Return
from statements.labels import Happening

_event, _statement, _version, _match = schema.event, schema.statement, schema.version, schema.match


class Returns:
    """What came back."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def since(self, moment: datetime) -> list[Return]:
        """What came back since then after it had been withdrawn for certain, is still there, and matched a watch before; in the
        order it came back. A page that was only missing for a while was never gone."""
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
        query = (
            select_hits()
            .add_columns(_event.c.at.label("back_at"), gone.c.at.label("gone_at"))
            .join(_event, _event.c.statement == _statement.c.id)
            .join(gone, gone.c.id == before)
            .where(
                _event.c.at >= moment,
                _event.c.what == Happening.RETURNED,
                gone.c.what == Happening.WITHDRAWN,
                _statement.c.withdrawn_at.is_(None),
                _version.c.n == _statement.c.versions,
            )
            .order_by(_event.c.id)
        )
        with self._db.read() as connection:
            rows = connection.execute(query).all()
            watches: dict[int, set[str]] = {}
            matched = (
                sa.select(_version.c.statement, _match.c.watch)
                .join(_match, _match.c.version == _version.c.id)
                .where(_version.c.statement.in_([row.statement for row in rows]))
            )
            for found in connection.execute(matched) if rows else ():
                watches.setdefault(found.statement, set()).add(found.watch)
        return [
            Return(
                hit=hit_of(row),
                at=row.back_at,
                gone_at=row.gone_at,
                watches=frozenset(watches[row.statement]),
            )
            for row in rows
            if row.statement in watches
        ]
