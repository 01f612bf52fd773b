"""What was learnt of how to read a source: doors and selectors where its file gives none, and the shape its pages had."""

from __future__ import annotations

import sqlalchemy as sa

from archive import schema
from archive.database import Database, fence
from archive.records import LearnedRecord, Lease

_learned = schema.learned


class Learned:
    """One record a source. All methods are one transaction each."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, source: str) -> LearnedRecord | None:
        """What is known of a source; None when nothing was learnt yet."""
        return self._read(_learned.c.source == source).get(source)

    def all(self) -> dict[str, LearnedRecord]:
        """Everything learnt, by source."""
        return self._read(sa.true())

    def _read(self, which: sa.ColumnElement[bool]) -> dict[str, LearnedRecord]:
        with self._db.read() as connection:
            rows = connection.execute(sa.select(_learned).where(which).order_by(_learned.c.source)).all()
        return {
            row.source: LearnedRecord(
                document=row.document, learned_at=row.learned_at, confidence=row.confidence, reason=row.reason
            )
            for row in rows
        }

    def put(self, lease: Lease, record: LearnedRecord) -> None:
        """Take a record in the place of the one before. Raises LeaseLost."""
        values = {
            "document": dict(record.document),
            "learned_at": record.learned_at,
            "confidence": record.confidence,
            "reason": record.reason,
        }
        with self._db.write() as connection:
            fence(connection, lease)
            mine = _learned.c.source == lease.source
            if not connection.execute(sa.update(_learned).where(mine).values(**values)).rowcount:
                connection.execute(sa.insert(_learned).values(source=lease.source, **values))
