"""The archive as it was known then: what a query would have matched, version by version, when each was read.

The index keeps every version with the labels that were stored when it was read, so most of a query is answered by one look-up over all
of them. Only what changes without the index being told is judged at the moment of each reading: how long ago a statement was first
seen (``seen:``), and whether it was withdrawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import sqlalchemy as sa

from archive import schema
from archive.chunks import chunks
from archive.database import Database
from archive.query import And, Everything, Node, Not, Or, Seen, Withdrawn
from archive.records import Hit
from archive.rows import hit_of, select_hits
from archive.search import document_ids
from statements.labels import Grade, Happening

_version, _reading, _statement, _member = (
    schema.version, schema.reading, schema.statement, schema.story_member,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Read:
    """A version as it was read: ``at`` is when, ``before`` when the version before it had been read by then (None: it had not, or
    there is none)."""

    version: int
    statement: int
    n: int
    source: str
    issuer: str
    first_seen: datetime
    at: datetime
    baseline: bool
    grade: Grade | None
    before: datetime | None


@dataclass(frozen=True, kw_only=True)
class Went:
    """A statement that was withdrawn for certain, or (``back``) offered again after that."""

    statement: int
    at: datetime
    back: bool


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
                _statement.c.first_seen,
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
                first_seen=row.first_seen,
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
        leaves = list(dict.fromkeys(_moments(query)))
        first = min(_id(one.statement, 0) for one in read)
        here: set[int] = set()
        after: set[int] = set()
        with self._db.read() as connection:
            gone = _gone(connection) if Withdrawn() in leaves else {}
            cases: dict[tuple[bool, ...], list[Read]] = defaultdict(list)
            for one in read:
                cases[tuple(_held(leaf, one, gone) for leaf in leaves)].append(one)
            for truth, ones in cases.items():
                asked = settled(query, dict(zip(leaves, truth, strict=True)))
                if asked is None:
                    continue
                documents = document_ids(self._db, connection, asked, first=first)
                here.update(one.version for one in ones if _id(one.statement, one.n) in documents)
                after.update(
                    one.version for one in ones if one.n > 1 and _id(one.statement, one.n - 1) in documents
                )
        return here, after

    def went(self, since: datetime, until: datetime) -> list[Went]:
        """What was withdrawn and what came back from ``since`` until before ``until``, in that order."""
        with self._db.read() as connection:
            gone = _gone(connection)
        found = [
            (at, statement, away)
            for statement, happened in gone.items()
            # Statements whose page was missing and is back were never withdrawn.
            for (_, before), (at, away) in pairwise([(since, False), *happened])
            if since <= at < until and (away or before)
        ]
        return [Went(statement=statement, at=at, back=not away) for at, statement, away in sorted(found)]

    def hits(self, versions: Collection[int]) -> dict[int, Hit]:
        """Versions with their readings, by id."""
        found: dict[int, Hit] = {}
        with self._db.read() as connection:
            for some in chunks(versions):
                rows = connection.execute(select_hits().where(_version.c.id.in_(some)))
                found.update((row.id, hit_of(row)) for row in rows)
        return found

    def stories(self, statements: Collection[int]) -> dict[int, int]:
        """The story of each statement, as far as it is in one."""
        found: dict[int, int] = {}
        with self._db.read() as connection:
            for some in chunks(statements):
                query = sa.select(_member.c.statement, _member.c.story).where(_member.c.statement.in_(some))
                found.update((row.statement, row.story) for row in connection.execute(query))
        return found


def settled(query: Node, truth: Mapping[Node, bool]) -> Node | None:
    """A query in which what depends on the moment is known: what is left is for the index. None when nothing can match."""
    if query in truth:
        return Everything() if truth[query] else None
    match query:
        case Not():
            item = settled(query.item, truth)
            return Everything() if item is None else None if isinstance(item, Everything) else Not(item=item)
        case And():
            items = [settled(item, truth) for item in query.items]
            left = [item for item in items if item is not None]
            return _together(And, [i for i in left if i != Everything()]) if len(left) == len(items) else None
        case Or():
            items = [settled(item, truth) for item in query.items]
            left = [item for item in items if item is not None]
            return (Everything() if Everything() in left else _together(Or, left)) if left else None
        case _:
            return query


def _together(make: type[And] | type[Or], items: Sequence[Node]) -> Node:
    if len(items) < 2:
        return items[0] if items else Everything()
    return make(items=tuple(items))


def _moments(node: Node) -> Iterator[Node]:
    """The parts of a query that the index cannot answer, since they depend on the moment."""
    match node:
        case Seen() | Withdrawn():
            yield node
        case Not():
            yield from _moments(node.item)
        case And() | Or():
            for item in node.items:
                yield from _moments(item)


def _held(leaf: Node, one: Read, gone: Mapping[int, Sequence[tuple[datetime, bool]]]) -> bool:
    """Whether such a part was true of a version when it was read."""
    if isinstance(leaf, Seen):
        edge = one.at - leaf.ago
        return one.first_seen > edge if leaf.newer else one.first_seen < edge
    return next((away for at, away in reversed(gone.get(one.statement, ())) if at <= one.at), False)


def _gone(connection: sa.Connection) -> dict[int, list[tuple[datetime, bool]]]:
    """When statements were withdrawn (True) and came back, in that order."""
    event = schema.event
    query = (
        sa.select(event.c.statement, event.c.at, event.c.what)
        .where(event.c.what.in_([Happening.WITHDRAWN, Happening.RETURNED]))
        .order_by(event.c.id)
    )
    found: dict[int, list[tuple[datetime, bool]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.statement].append((row.at, row.what == Happening.WITHDRAWN))
    return found


def _id(statement: int, n: int) -> int:
    return statement * schema.VERSIONS + n
