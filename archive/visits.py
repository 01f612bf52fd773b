"""Pages that a source still has to read. They are written down before the first is read, so nothing listed gets lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.database import Database, fence
from archive.records import Lease, Visit, VisitReason
from statements.labels import Verdict
from statements.model import RawDate

_visit = schema.visit


class Visits:
    """The pages to read."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def plan(self, lease: Lease, visits: Sequence[Visit], now: datetime) -> int:
        """Write down pages to read and return how many were not planned yet: a new page is planned once for each (source,
        URL), a revisit once for each (statement, due time). Raises LeaseLost."""
        with self._db.write() as connection:
            fence(connection, lease)
            return self._db.insert_new(connection, _visit, [_row(visit) for visit in visits])

    def due(self, source: str, now: datetime, limit: int) -> list[Visit]:
        """Up to ``limit`` pages to read now, longest due first."""
        query = (
            sa.select(_visit)
            .where(_visit.c.source == source, _visit.c.due_at <= now)
            .order_by(_visit.c.due_at, _visit.c.id)
            .limit(limit)
        )
        with self._db.read() as connection:
            return [_visit_of(row) for row in connection.execute(query)]

    def failed(
        self, lease: Lease, visit_id: int, *, verdict: Verdict, error: str | None, due_at: datetime
    ) -> None:
        """A page could not be read; try again at ``due_at``. Raises LeaseLost."""
        with self._db.write() as connection:
            fence(connection, lease)
            connection.execute(
                sa.update(_visit)
                .where(_visit.c.id == visit_id, _visit.c.source == lease.source)
                .values(attempts=_visit.c.attempts + 1, verdict=verdict, error=error, due_at=due_at)
            )

    def drop(self, lease: Lease, visit_id: int) -> None:
        """A page is done with. Raises LeaseLost."""
        with self._db.write() as connection:
            fence(connection, lease)
            remove(connection, lease.source, visit_id)

    def pending(self, source: str | None = None) -> int:
        """How many listed pages are still unread, here or everywhere. Revisits do not count: they lie in the future by
        design."""
        query = sa.select(sa.func.count()).select_from(_visit).where(_visit.c.reason == VisitReason.NEW)
        if source is not None:
            query = query.where(_visit.c.source == source)
        with self._db.read() as connection:
            return connection.execute(query).scalar_one()


def remove(connection: sa.Connection, source: str, visit_id: int) -> None:
    """Forget a page of ``source`` within a transaction."""
    connection.execute(sa.delete(_visit).where(_visit.c.id == visit_id, _visit.c.source == source))


def plan_revisits(
    database: Database,
    connection: sa.Connection,
    *,
    source: str,
    statement: int,
    url: str,
    at: Sequence[datetime],
    baseline: bool,
) -> None:
    """Plan to look at a known statement's page again, within a transaction."""
    database.insert_new(
        connection,
        _visit,
        [
            _row(
                Visit(
                    source=source,
                    url=url,
                    reason=VisitReason.REVISIT,
                    due_at=due_at,
                    statement=statement,
                    baseline=baseline,
                )
            )
            for due_at in at
        ],
    )


def _row(visit: Visit) -> dict[str, object]:
    return {
        "source": visit.source,
        "url": visit.url,
        "reason": visit.reason,
        "due_at": visit.due_at,
        "guid": visit.guid,
        "title": visit.title,
        "dates": [{"raw": date.raw, "origin": date.origin} for date in visit.dates],
        "statement": visit.statement,
        "attempts": visit.attempts,
        "baseline": visit.baseline,
    }


def _visit_of(row: Any) -> Visit:
    return Visit(
        id=row.id,
        source=row.source,
        url=row.url,
        reason=VisitReason(row.reason),
        due_at=row.due_at,
        guid=row.guid,
        title=row.title,
        dates=tuple(RawDate(raw=date["raw"], origin=date["origin"]) for date in row.dates),
        statement=row.statement,
        attempts=row.attempts,
        baseline=row.baseline,
    )
