"""The archive as it was known then: what a query would have matched, version by version, when each was read.

The index keeps every version with the labels that were stored when it was read, so most of a query is answered by one look-up over all
of them. Only what changes without the index being told is judged at the moment of each reading: how long ago a statement was first
seen (``seen:``), and whether it was withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from archive.query import And, Everything, Node, Not, Or, Seen, Withdrawn
from archive.records import Hit
from archive.rows import hit_of, select_hits
from archive.search import document_ids, matched_then
from statements.labels import Grade

_version, _reading, _statement, _member = (
    schema.version, schema.reading, schema.statement, schema.story_member,
)  # fmt: skip
CHUNK = 500
"""Rows asked for by their ids at once."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """A version as it was read: ``at`` is when, ``before`` when the version before it had been read by then (None: it had not, or
    there is none)."""

    version: int
    statement: int
    n: int
    source: str
    issuer: str
    at: datetime
    baseline: bool
    grade: Grade | None
    before: datetime | None


class Replays:
    """Looks back. Changes nothing."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def read(self, since: datetime, until: datetime, *, limit: int | None = None) -> list[Read]:
        """What was read from ``since`` until before ``until``, in that order; with a ``limit``, the last so many."""
        earlier, earlier_reading = schema.version.alias("earlier"), schema.reading.alias("earlier_reading")
        query = (
            sa.select(
                _version.c.id,
                _version.c.statement,
                _version.c.n,
                _version.c.baseline,
                _version.c.grade,
                _statement.c.source,
                _statement.c.issuer,
                _reading.c.recorded_at,
                earlier_reading.c.recorded_at.label("before"),
            )
            .join(_statement, _statement.c.id == _version.c.statement)
            .join(_reading, _reading.c.version == _version.c.id)
            .outerjoin(
                earlier,
                sa.and_(earlier.c.statement == _version.c.statement, earlier.c.n == _version.c.n - 1),
            )
            .outerjoin(earlier_reading, earlier_reading.c.version == earlier.c.id)
            .where(_reading.c.recorded_at >= since, _reading.c.recorded_at < until)
            .order_by(_reading.c.recorded_at.desc(), _version.c.id.desc())
            .limit(limit)
        )
        with self._db.read() as connection:
            rows = connection.execute(query).all()
        return [
            Read(
                version=row.id,
                statement=row.statement,
                n=row.n,
                source=row.source,
                issuer=row.issuer,
                at=row.recorded_at,
                baseline=row.baseline,
                grade=None if row.grade is None else Grade(row.grade),
                before=row.before if row.before is not None and row.before <= row.recorded_at else None,
            )
            for row in reversed(rows)
        ]

    def begin(self) -> datetime | None:
        """When the first text was read; None while none was."""
        with self._db.read() as connection:
            first: datetime | None = connection.execute(
                sa.select(sa.func.min(_reading.c.recorded_at))
            ).scalar_one()
        return first

    def matching(self, query: Node, read: Sequence[Read]) -> tuple[set[int], set[int]]:
        """Which of these versions match, and of which the version before them does, by the same query at the same time. Both
        as ids of those of ``read``."""
        if not read:
            return set(), set()
        wide = widened(query)
        first = min(_id(one.statement, 0) for one in read)
        with self._db.read() as connection:
            documents = document_ids(self._db, connection, wide, first=first)
            here = {one for one in read if _id(one.statement, one.n) in documents}
            after = {one for one in read if one.n > 1 and _id(one.statement, one.n - 1) in documents}
            if wide != query:
                here = {
                    one
                    for one in here
                    if matched_then(self._db, connection, query, _id(one.statement, one.n), one.at)
                }
                after = {
                    one
                    for one in after
                    if matched_then(self._db, connection, query, _id(one.statement, one.n - 1), one.at)
                }
        return {one.version for one in here}, {one.version for one in after}

    def hits(self, versions: Collection[int]) -> dict[int, Hit]:
        """Versions with their readings, by id."""
        found: dict[int, Hit] = {}
        with self._db.read() as connection:
            for some in _chunks(versions):
                rows = connection.execute(select_hits().where(_version.c.id.in_(some)))
                found.update((row.id, hit_of(row)) for row in rows)
        return found

    def stories(self, statements: Collection[int]) -> dict[int, int]:
        """The story of each statement, as far as it is in one."""
        found: dict[int, int] = {}
        with self._db.read() as connection:
            for some in _chunks(statements):
                query = sa.select(_member.c.statement, _member.c.story).where(_member.c.statement.in_(some))
                found.update((row.statement, row.story) for row in connection.execute(query))
        return found


def widened(query: Node) -> Node:
    """A query that the index alone can answer and that matches all that ``query`` does: what depends on the moment is left out."""
    match query:
        case Seen() | Withdrawn():
            return Everything()
        case Not():
            return Everything() if _depends(query.item) else query
        case And() | Or():
            return type(query)(items=tuple(widened(item) for item in query.items))
        case _:
            return query


def _depends(node: Node) -> bool:
    match node:
        case Seen() | Withdrawn():
            return True
        case Not():
            return _depends(node.item)
        case And() | Or():
            return any(_depends(item) for item in node.items)
        case _:
            return False


def _id(statement: int, n: int) -> int:
    return statement * schema.VERSIONS + n


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    whole = sorted(set(ids))
    for start in range(0, len(whole), CHUNK):
        yield whole[start : start + CHUNK]
