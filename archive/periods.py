"""What happened in a stretch of time, for digests; and what is too old to keep."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.chunks import chunks
from archive.database import Database
from archive.records import Hit
from archive.rows import hit_of, news_of, select_hits, version_of
from statements.model import Version
from statements.story import News

_statement, _version = schema.statement, schema.version


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A later version of a statement, and the text it replaced."""

    version: Version
    before: str


class Periods:
    """Stretches of time, half-open [start, end). Baseline statements are left out: they were published before anybody
    watched."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def statements(self, start: datetime, end: datetime, *, as_of: datetime | None = None) -> list[Hit]:
        """Statements first seen in the period, oldest first: in their newest version, or in the one that stood ``as_of``
        then."""
        first, later = schema.version.alias("first"), schema.version.alias("later")
        newest = (
            _version.c.n == _statement.c.versions
            if as_of is None
            else sa.and_(
                _version.c.seen < as_of,
                ~sa.exists().where(
                    later.c.statement == _statement.c.id, later.c.n > _version.c.n, later.c.seen < as_of
                ),
            )
        )
        query = (
            select_hits()
            .where(
                _statement.c.first_seen >= start,
                _statement.c.first_seen < end,
                newest,
                # Of the first version: an edit of a baseline statement does not make the statement new.
                ~sa.exists().where(first.c.statement == _statement.c.id, first.c.n == 1, first.c.baseline),
            )
            .order_by(_version.c.statement)
        )
        with self._db.read() as connection:
            return [hit_of(row) for row in connection.execute(query)]

    def hits(self, versions: Sequence[int]) -> list[Hit]:
        """These versions, by id and in their order, with what was read in them. An id that there is none of is left out."""
        found: dict[int, Hit] = {}
        with self._db.read() as connection:
            for some in chunks(versions):
                rows = connection.execute(select_hits().where(_version.c.id.in_(some)))
                found |= {row.id: hit_of(row) for row in rows}
        return [found[version] for version in versions if version in found]

    def statements_of(self, versions: Collection[int]) -> dict[int, int]:
        """The statement of each of these versions, by the version's id."""
        found: dict[int, int] = {}
        with self._db.read() as connection:
            for some in chunks(versions):
                query = sa.select(_version.c.id, _version.c.statement).where(_version.c.id.in_(some))
                found |= {row.id: row.statement for row in connection.execute(query)}
        return found

    def versions_of(self, statements: Collection[int]) -> dict[int, int]:
        """The statement of each version that there is of some statements, by the version's id."""
        found: dict[int, int] = {}
        with self._db.read() as connection:
            for some in chunks(statements):
                query = sa.select(_version.c.id, _version.c.statement).where(_version.c.statement.in_(some))
                found |= {row.id: row.statement for row in connection.execute(query)}
        return found

    def bound(self, end: datetime) -> int:
        """The id below which all statements lie that were first seen before then: where a search of that time begins."""
        latest = sa.select(sa.func.max(_statement.c.id)).where(_statement.c.first_seen < end)
        with self._db.read() as connection:
            return int(connection.execute(latest).scalar_one() or 0) + 1

    def voices(self, start: datetime, end: datetime) -> list[str]:
        """Issuers whose first statement in the archive was first seen in the period, in that order. One that a source had
        a baseline of spoke before."""
        first = schema.version.alias("first")
        began = sa.func.min(_statement.c.first_seen)
        query = (
            sa.select(_statement.c.issuer)
            .join(first, sa.and_(first.c.statement == _statement.c.id, first.c.n == 1))
            .group_by(_statement.c.issuer)
            .having(began >= start, began < end, sa.func.max(sa.case((first.c.baseline, 1), else_=0)) == 0)
            .order_by(began)
        )
        with self._db.read() as connection:
            return list(connection.execute(query).scalars())

    def news(self, start: datetime, end: datetime) -> dict[int, tuple[News, ...]]:
        """What was new in the versions seen in the period, by version; those without news are not in it."""
        table = schema.novelty
        query = (
            sa.select(table)
            .join(_version, _version.c.id == table.c.version)
            .where(_version.c.seen >= start, _version.c.seen < end)
            .order_by(table.c.version, table.c.kind, table.c.value)
        )
        found: dict[int, list[News]] = {}
        with self._db.read() as connection:
            for row in connection.execute(query):
                found.setdefault(row.version, []).append(news_of(row))
        return {version: tuple(news) for version, news in found.items()}

    def edits(self, start: datetime, end: datetime) -> list[Edit]:
        """Versions after the first that were seen in the period, oldest first."""
        old = schema.version.alias("old")
        query = (
            select_hits()
            .add_columns(old.c.text.label("before"))
            .join(old, sa.and_(old.c.statement == _version.c.statement, old.c.n == _version.c.n - 1))
            .where(_version.c.seen >= start, _version.c.seen < end)
            .order_by(_version.c.id)
        )
        with self._db.read() as connection:
            return [Edit(version=version_of(row), before=row.before) for row in connection.execute(query)]

    def withdrawals(self, start: datetime, end: datetime) -> list[Hit]:
        """Statements withdrawn in the period, in the order they were."""
        query = (
            select_hits()
            .where(
                _statement.c.withdrawn_at >= start,
                _statement.c.withdrawn_at < end,
                _version.c.n == _statement.c.versions,
            )
            .order_by(_statement.c.withdrawn_at, _statement.c.id)
        )
        with self._db.read() as connection:
            return [hit_of(row) for row in connection.execute(query)]

    def forget_checks(self, before: datetime) -> int:
        """Remove check rows that ended before this; returns how many."""
        with self._db.read() as connection:
            old = connection.execute(sa.select(sa.func.min(schema.check.c.finished))).scalar_one_or_none()
        if old is None or old >= before:
            return 0
        with self._db.write() as connection:
            gone = connection.execute(sa.delete(schema.check).where(schema.check.c.finished < before))
            return int(gone.rowcount)

    def forget_captures(self, before: datetime, now: datetime) -> int:
        """Let go of captured bytes fetched before this that nothing newer shares; returns how many bodies. What is known of
        them stays, and so does the chain of seals (archive.seals): that they are gone is written down."""
        capture, body = schema.capture, schema.body
        of_it = sa.exists().where(capture.c.body == body.c.sha256)
        which = sa.and_(
            body.c.dropped_at.is_(None),
            of_it.where(capture.c.fetched_at < before),
            ~of_it.where(capture.c.fetched_at >= before),
        )
        with self._db.read() as connection:
            if connection.execute(sa.select(body.c.sha256).where(which).limit(1)).one_or_none() is None:
                return 0
        with self._db.write() as connection:
            gone = connection.execute(sa.update(body).where(which).values(zlib=b"", dropped_at=now))
            return int(gone.rowcount)
