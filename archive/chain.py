"""The chain of seals, for reading: it grows where versions are stored (archive.seals) and is never changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from archive.seals import FACTS, FIRST_FORM, GENESIS, content, facts_in, unpack
from statements.errors import ArchiveError

PAGE = 500
"""Rows held at a time, however long the chain is."""

_seal, _capture, _body, _version = schema.seal, schema.capture, schema.body, schema.version


@dataclass(frozen=True, kw_only=True)
class Seal:
    """One link of the chain beside what the archive holds now: ``found`` is the content as it would be sealed today, or as the
    first form of seals did where that is what is sealed (``partly``: without the issuer and the details). Where it cannot be
    told, ``damage`` says why."""

    id: int
    version: int
    content: str = ""
    chain: str = ""
    at: datetime | None = None
    found: str | None = None
    partly: bool = False
    damage: str | None = None
    statement: int | None = None
    source: str | None = None
    title: str = ""
    text: str = ""
    sha256: str = ""
    text_sha256: str = ""
    body: str = ""
    """SHA-256 of the bytes as received."""
    url: str = ""
    content_type: str | None = None
    fetched_at: datetime | None = None
    reader: str | None = None
    dropped_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Head:
    """The newest link, and how many there are."""

    id: int
    version: int
    chain: str
    at: datetime
    seals: int


class Seals:
    """The chain, for reading: it grows where versions are stored and is never changed."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def head(self) -> Head | None:
        """The newest seal, None while there is none."""
        with self._db.read() as connection:
            row = connection.execute(sa.select(_seal).order_by(_seal.c.id.desc()).limit(1)).one_or_none()
            if row is None:
                return None
            count = connection.execute(sa.select(sa.func.count()).select_from(_seal)).scalar_one()
            return Head(id=row.id, version=row.version, chain=row.chain, at=row.at, seals=count)

    def before(self, seal: int) -> str:
        """The chain that a seal is linked to: that of the seal before, as it stands there."""
        query = sa.select(_seal.c.chain).where(_seal.c.id < seal).order_by(_seal.c.id.desc()).limit(1)
        with self._db.read() as connection:
            return connection.execute(query).scalar_one_or_none() or GENESIS

    def walk(
        self, *, since: datetime | None = None, statements: Sequence[int] | None = None, page: int = PAGE
    ) -> Iterator[Seal]:
        """The seals in their order, a page at a time; those set ``since`` a moment, those of some ``statements`` only. A row
        that cannot even be read comes with ``damage``."""
        where = []
        if since is not None:
            where.append(_seal.c.at >= since)
        if statements is not None:
            of = sa.select(_version.c.id).where(_version.c.statement.in_(statements))
            where.append(_seal.c.version.in_(of))
        after = 0
        while True:
            query = sa.select(_seal.c.id).where(_seal.c.id > after, *where).order_by(_seal.c.id).limit(page)
            with self._db.read() as connection:
                ids = list(connection.execute(query).scalars())
            try:
                yield from self._read(ids)
            except (ValueError, ArchiveError):  # one of them; the others are read one by one
                for seal in ids:
                    yield self._alone(seal)
            if len(ids) < page:
                return
            after = ids[-1]

    def _read(self, ids: Sequence[int]) -> list[Seal]:
        query = (
            sa.select(
                *FACTS,
                _seal.c.id.label("seal"),
                _seal.c.version.label("sealed"),
                _seal.c.content,
                _seal.c.chain,
                _seal.c.at,
                _body.c.dropped_at,
            )
            .select_from(_seal)
            .outerjoin(_version, _version.c.id == _seal.c.version)
            .outerjoin(schema.statement, schema.statement.c.id == _version.c.statement)
            .outerjoin(_capture, _capture.c.version == _seal.c.version)
            .outerjoin(_body, _body.c.sha256 == _capture.c.body)
            .where(_seal.c.id.in_(ids))
            .order_by(_seal.c.id)
        )
        with self._db.read() as connection:
            return [_seal_of(row) for row in connection.execute(query)]

    def _alone(self, seal: int) -> Seal:
        try:
            return self._read([seal])[0]
        except (ValueError, ArchiveError) as error:
            damage = f"a row cannot be read: {error}"
        with self._db.read() as connection:
            row = connection.execute(
                sa.select(_seal.c.version, _version.c.statement)
                .outerjoin(_version, _version.c.id == _seal.c.version)
                .where(_seal.c.id == seal)
            ).one()
            try:
                at = connection.execute(sa.select(_seal.c.at).where(_seal.c.id == seal)).scalar_one()
                linked = connection.execute(
                    sa.select(_seal.c.content, _seal.c.chain).where(_seal.c.id == seal)
                ).one()
            except (ValueError, sa.exc.OperationalError):
                return Seal(id=seal, version=row.version, statement=row.statement, damage=damage)
        return Seal(
            id=seal,
            version=row.version,
            statement=row.statement,
            content=linked.content,
            chain=linked.chain,
            at=at,
            damage=damage,
        )

    def unsealed(self, page: int = PAGE) -> Iterator[tuple[int, int]]:
        """(version, statement) of captures without a seal, by version. Before the first sealed version that is no fault:
        there was a time before seals."""
        after = 0
        while True:
            query = (
                sa.select(_capture.c.version, _version.c.statement)
                .join(_version, _version.c.id == _capture.c.version)
                .outerjoin(_seal, _seal.c.version == _capture.c.version)
                .where(_seal.c.id.is_(None), _capture.c.version > after)
                .order_by(_capture.c.version)
                .limit(page)
            )
            with self._db.read() as connection:
                rows = connection.execute(query).all()
            for row in rows:
                yield row.version, row.statement
            if len(rows) < page:
                return
            after = rows[-1].version

    def kept(
        self, *, since: datetime | None = None, statements: Sequence[int] | None = None, page: int = PAGE
    ) -> Iterator[tuple[int, int]]:
        """(version, statement) of the captures whose bytes are still there, by version: those fetched ``since`` a moment,
        those of some ``statements`` only."""
        after = 0
        while True:
            query = (
                sa.select(_capture.c.version, _version.c.statement)
                .join(_version, _version.c.id == _capture.c.version)
                .join(_body, _body.c.sha256 == _capture.c.body)
                .where(_body.c.dropped_at.is_(None), _capture.c.version > after)
                .order_by(_capture.c.version)
                .limit(page)
            )
            if since is not None:
                query = query.where(_capture.c.fetched_at >= since)
            if statements is not None:
                query = query.where(_version.c.statement.in_(statements))
            with self._db.read() as connection:
                rows = connection.execute(query).all()
            for row in rows:
                yield row.version, row.statement
            if len(rows) < page:
                return
            after = rows[-1].version

    def first_version(self) -> int | None:
        """The lowest version that is sealed."""
        with self._db.read() as connection:
            return connection.execute(sa.select(sa.func.min(_seal.c.version))).scalar_one_or_none()

    def bytes_of(self, version: int, sha256: str) -> bytes | None:
        """The bytes under a SHA-256, None when there are none (any more). Raises ArchiveError when they are damaged."""
        query = sa.select(_body.c.zlib, _body.c.dropped_at).where(_body.c.sha256 == sha256)
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or row.dropped_at is not None:
            return None
        return unpack(version, sha256, row.zlib)


def as_sealed(sealed: str, facts: dict[str, Any]) -> tuple[str, bool]:
    """The content of ``facts`` in the form in which it is ``sealed``, if in any; and whether that is the first form."""
    first = content(facts, FIRST_FORM)
    return (first, True) if first == sealed else (content(facts), False)


def _seal_of(row: Any) -> Seal:
    known = {
        "id": row.seal,
        "version": row.sealed,
        "content": row.content,
        "chain": row.chain,
        "at": row.at,
        "statement": row.statement,
        "source": row.source,
    }
    if row.id is None:
        return Seal(**known, damage="the version is gone")
    if row.body is None:
        return Seal(**known, damage="the capture is gone")
    found, partly = as_sealed(row.content, facts_in(row, row.at))
    return Seal(
        **known,
        found=found,
        partly=partly,
        title=row.title,
        text=row.text,
        sha256=row.sha256,
        text_sha256=row.text_sha256,
        body=row.body,
        url=row.capture_url,
        content_type=row.headers.get("content-type"),
        fetched_at=row.fetched_at,
        reader=row.reader,
        dropped_at=row.dropped_at,
    )
