"""Fill the memory of `archive.novelties` anew from the readings that are stored, as if each were recorded again; nobody is alerted.

For archives from before there was a memory. It goes by the order in which statements were read, in batches of one transaction
each. One that is cut short leaves a memory that lacks the rest, which then counts as unread (no first is told), and is begun
again from the start.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from archive import index, schema
from archive.database import Database
from archive.novelties import Novelties
from archive.rows import reading_of, select_hits, version_of

BATCH = 200
"""Versions in a transaction: about two seconds."""
_reading, _version = schema.reading, schema.version


def rebuild(database: Database, *, batch: int = BATCH) -> Iterator[tuple[int, int]]:
    """Forget and remember; yields after each batch how many versions are done, and of how many. No service may record readings
    meanwhile (`archive.instance.hold`)."""
    novelties = Novelties(database)
    with database.read() as connection:
        order = sa.select(_reading.c.version).order_by(_reading.c.recorded_at, _reading.c.version)
        versions = list(connection.execute(order).scalars())
    novelties.forget()
    for start in range(0, len(versions), batch):
        chosen = versions[start : start + batch]
        with database.write() as connection:
            rows = {row.id: row for row in connection.execute(select_hits().where(_version.c.id.in_(chosen)))}
            for row in map(rows.__getitem__, chosen):
                version, reading = version_of(row), reading_of(row.payload)
                told = novelties.note(connection, version, reading, ())
                index.describe(database, connection, version, reading, told)
        yield start + len(chosen), len(versions)
