"""Search: a query's tree carried out on the full-text index of either engine, newest first.

What the index knows (words, phrases, facets, dates) becomes one expression in the engine's own language, built from our
tokens only: what a user typed never reaches it. Three things change without the index being told, when a
statement was first seen relative to now, whether it was withdrawn and in which story it is; these are SQL conditions beside it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

from archive import postgres_match, schema, sqlite_match
from archive.database import Database
from archive.index import document_id, sqlite_search
from archive.query import And, Everything, Node, Not, Or, Seen, Text, Together, Withdrawn, parse
from archive.records import Results
from archive.rows import hit_of, select_hits
from statements.errors import ArchiveError
from statements.model import Version

TOTAL = 1_000
"""How far matches are counted. Below, one query finds them all, which also keeps PostgreSQL from walking the whole archive
backwards in search of a rare word (200 ms at a million statements); above, the newest are near."""
_document = schema.document


class Search:
    """Finds statements."""

    def __init__(self, database: Database, *, total_limit: int = TOTAL) -> None:
        self._db, self._total = database, total_limit

    def __call__(
        self,
        query: str,
        *,
        limit: int = 20,
        before: int | None = None,
        within: int | None = None,
        now: datetime,
    ) -> Results:
        """Statements whose current version matches, newest first; ``before`` is the previous page's ``next_before``.
        ``within`` is the id of one version, current or not, to which the search is confined. Raises QueryError, and
        ArchiveError for a version that does not exist."""
        condition = _Conditions(self._db, now)
        select = condition.select(parse(query))
        with self._db.read() as connection:
            if within is None:
                select = select.where(_document.c.current)
            else:
                if (
                    connection.execute(sa.select(_document.c.id).where(_document.c.version == within)).first()
                    is None
                ):
                    raise ArchiveError(f"there is no version {within} in the archive")
                select = select.where(_document.c.version == within)
            newest_first = select.order_by(condition.id.desc())
            first = newest_first if not self._db.postgres else select
            ids: list[int] = list(connection.execute(first.limit(self._total + 1)).scalars())
            total = min(len(ids), self._total)
            edge = None if before is None else before * schema.VERSIONS
            if len(ids) <= self._total:
                page = sorted((i for i in ids if edge is None or i < edge), reverse=True)[: limit + 1]
            else:
                page_query = newest_first if edge is None else newest_first.where(condition.id < edge)
                page = list(connection.execute(page_query.limit(limit + 1)).scalars())
            rows = connection.execute(
                select_hits()
                .join(_document, _document.c.version == schema.version.c.id)
                .where(_document.c.id.in_(page[:limit]))
                .order_by(_document.c.id.desc())
            )
            hits = tuple(hit_of(row) for row in rows)
        return Results(
            hits=hits,
            total=total,
            total_limit=self._total,
            next_before=hits[-1].version.statement if len(page) > limit else None,
        )


def matches_version(
    database: Database, connection: sa.Connection, query: Node, version: Version, now: datetime
) -> bool:
    """Whether one version, current or not, matches: the same search, confined to it, within a transaction."""
    condition = _Conditions(database, now)
    here = document_id(version)
    select = condition.select(query).where(_document.c.id == here, condition.id == here)
    return connection.execute(select.limit(1)).first() is not None


def document_ids(database: Database, connection: sa.Connection, query: Node, *, first: int = 0) -> set[int]:
    """The places in the index, from ``first`` on, of all versions that match, current or not. ``query`` must not depend on the
    moment (``seen:``, ``withdrawn:``)."""
    condition = _Conditions(database, datetime.max.replace(tzinfo=UTC))
    select = condition.select(query)
    return set(connection.execute(select.where(condition.id >= first)).scalars())


class _Conditions:
    def __init__(self, database: Database, now: datetime) -> None:
        self._postgres, self._now = database.postgres, now
        self.id: sa.ColumnElement[int] = _document.c.id

    def select(self, query: Node) -> sa.Select[Any]:
        """Ids of documents that match, current or not."""
        if self._postgres:
            table = schema.postgres_search
            joined = sa.select(_document.c.id).join(table, table.c.id == _document.c.id)
            return joined.where(self._where(query))
        items = query.items if isinstance(query, And) else (query,)
        indexed = tuple(item for item in items if self._indexed(item))
        rest = [self._where(item) for item in items if not self._indexed(item)]
        if not indexed:
            return sa.select(_document.c.id).where(*rest, *self._not_before(items))
        self.id = sqlite_search.c.rowid
        together = indexed[0] if len(indexed) == 1 else And(items=indexed)
        found = sqlite_search.c.search.op("MATCH")(sqlite_match.expression(together))
        crossed = sa.select(sqlite_search.c.rowid).select_from(CrossJoin(sqlite_search, _document, sa.true()))
        return crossed.where(found, _document.c.id == sqlite_search.c.rowid, *rest, *self._not_before(items))

    def _not_before(self, items: tuple[Node, ...]) -> list[sa.ColumnElement[bool]]:
        """``seen:<7d`` as a lower bound of ids too, so that a common word is not followed back for years."""
        return [
            self.id
            >= sa.func.coalesce(
                sa.select(sa.func.min(_document.c.id))
                .where(_document.c.first_seen > self._now - item.ago)
                .correlate(None)
                .scalar_subquery(),
                0,
            )
            for item in items
            if isinstance(item, Seen) and item.newer
        ]

    def _indexed(self, node: Node) -> bool:
        match node:
            case Seen() | Withdrawn() | Together() | Everything():
                return False
            case Text():
                return not self._postgres or len(node.word.words) == 1
            case And() | Or():
                return all(self._indexed(item) for item in node.items)
            case Not():
                return self._indexed(node.item)
            case _:
                return True

    def _where(self, node: Node) -> sa.ColumnElement[bool]:
        if self._indexed(node):
            if self._postgres:
                return postgres_match.condition(node)
            found = sa.select(sqlite_search.c.rowid).where(
                sqlite_search.c.search.op("MATCH")(sqlite_match.expression(node))
            )
            return _document.c.id.in_(found)
        match node:
            case And():
                return sa.and_(*(self._where(item) for item in node.items))
            case Or():
                return sa.or_(*(self._where(item) for item in node.items))
            case Not():
                return sa.not_(self._where(node.item))
            case Text():
                return postgres_match.phrase(node)
            case Seen():
                edge = self._now - node.ago
                return _document.c.first_seen > edge if node.newer else _document.c.first_seen < edge
            case Together():
                member = schema.story_member
                inside = sa.select(member.c.statement).where(member.c.story.in_(node.stories))
                return _document.c.statement.in_(inside)
            case Withdrawn():
                gone = sa.select(schema.statement.c.id).where(schema.statement.c.withdrawn_at.is_not(None))
                return _document.c.statement.in_(gone)
            case _:
                return sa.true()


class CrossJoin(sa.Join):
    """SQLite's CROSS JOIN, which keeps its order. Left to itself, SQLite may go through the documents and look each one up
    in the full-text index (2 s instead of 0.3 s at a million statements)."""

    inherit_cache = True


@compiles(CrossJoin)
def _cross_join(join: CrossJoin, compiler: Any, **options: Any) -> str:
    left, right = (compiler.process(side, **{**options, "asfrom": True}) for side in (join.left, join.right))
    return f"{left} CROSS JOIN {right}"
