"""On how many of a source's texts each line stood at the edge, to know what repeats on its pages."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from archive import schema
from archive.database import Database, fence
from archive.records import Lease

FORGET: Final = timedelta(days=90)
"""A line that was not seen for so long is no longer counted: sites change."""
RECENT: Final = 200
"""So many texts counted, all counts are halved: what a site shows now must not have to outweigh all it ever showed."""
_furniture = schema.furniture


class Furniture:
    """Counts of lines. All methods are one transaction each."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def counts(self, source: str) -> dict[str, int]:
        """Lines that were seen more than once and on how many texts each was; under the empty line how many texts there were.
        Older texts weigh less, the count of texts and that of each line alike."""
        with self._db.read() as connection:
            rows = connection.execute(
                sa.select(_furniture.c.line, _furniture.c.pages).where(
                    _furniture.c.source == source, _furniture.c.pages > 1
                )
            ).all()
        return {row.line: row.pages for row in rows}

    def note(self, lease: Lease, texts: Sequence[Sequence[str]], now: datetime) -> None:
        """Count more texts, each by the lines at its edges. Raises LeaseLost."""
        with self._db.write() as connection:
            fence(connection, lease)
            mine = _furniture.c.source == lease.source
            connection.execute(sa.delete(_furniture).where(mine, _furniture.c.last_seen < now - FORGET))
            counted = sa.select(_furniture.c.pages).where(mine, _furniture.c.line_sha256 == _name(""))
            if (connection.execute(counted).scalar_one_or_none() or 0) >= RECENT:
                connection.execute(sa.delete(_furniture).where(mine, _furniture.c.pages < 2))
                connection.execute(sa.update(_furniture).where(mine).values(pages=_furniture.c.pages // 2))
            for line, pages in Counter(line for lines in texts for line in {"", *lines}).items():
                name = _name(line)
                known = connection.execute(
                    sa.update(_furniture)
                    .where(mine, _furniture.c.line_sha256 == name)
                    .values(pages=_furniture.c.pages + pages, last_seen=now)
                )
                if not known.rowcount:
                    connection.execute(
                        sa.insert(_furniture).values(
                            source=lease.source, line_sha256=name, line=line, pages=pages, last_seen=now
                        )
                    )


def _name(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()
