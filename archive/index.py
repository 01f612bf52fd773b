"""Keeps the full-text index in step with the versions, within their transactions."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from archive import facets, schema
from archive.analysis import analyse
from archive.database import Database
from statements.model import Reading, Version
from statements.story import News

sqlite_search = sa.table(
    "search",
    sa.column("rowid"),
    sa.column("words"),
    sa.column("stems"),
    sa.column("facets"),
    sa.column("search"),
)


def document_id(version: Version) -> int:
    """Where a version stands in the index: statements as they were first seen, each one's versions together."""
    if version.n >= schema.VERSIONS:
        raise ValueError(
            f"statement {version.statement} has {version.n} versions, more than the index can number"
        )
    return version.statement * schema.VERSIONS + version.n


def add(database: Database, connection: sa.Connection, version: Version) -> None:
    """Make a new version, which is now its statement's current one, searchable."""
    document, here = schema.document, document_id(version)
    if version.n > 1:
        connection.execute(
            sa.update(document).where(document.c.statement == version.statement).values(current=False)
        )
    connection.execute(
        sa.insert(document).values(
            id=here,
            statement=version.statement,
            version=version.id,
            current=True,
            first_seen=version.first_seen,
        )
    )
    analysed = analyse(version.title, version.text, version.language)
    tokens = facets.of(version, None)
    if database.postgres:
        connection.execute(
            sa.insert(schema.postgres_search).values(
                id=here,
                words=f" {' '.join(analysed.words)} ",
                terms=_tsvector({*analysed.words, *analysed.stems, *tokens}),
            )
        )
    else:
        connection.execute(
            sa.insert(sqlite_search).values(
                rowid=here,
                words=" ".join(analysed.words),
                stems=" ".join(analysed.stems),
                facets=" ".join(tokens),
            )
        )


def describe(
    database: Database,
    connection: sa.Connection,
    version: Version,
    reading: Reading,
    news: Sequence[News] = (),
) -> None:
    """Make what was found in a version searchable, and what is new in it."""
    here, tokens = document_id(version), facets.of(version, reading, news)
    if database.postgres:
        table = schema.postgres_search
        before = sa.literal(list(facets.of(version, None)), sa.ARRAY(sa.Text()))
        rest = sa.func.ts_delete(table.c.terms, before)
        connection.execute(
            sa.update(table).where(table.c.id == here).values(terms=rest.op("||")(_tsvector(set(tokens))))
        )
    else:
        connection.execute(
            sa.update(sqlite_search).where(sqlite_search.c.rowid == here).values(facets=" ".join(tokens))
        )


def exchange(
    database: Database, connection: sa.Connection, version: Version, before: Reading, after: Reading
) -> None:
    """Put what another reading finds in a version in the place of what is searchable of its own; the rest stays."""
    here, old, new = document_id(version), facets.of(version, before), facets.of(version, after)
    if database.postgres:
        table = schema.postgres_search
        rest = sa.func.ts_delete(table.c.terms, sa.literal(list(old), sa.ARRAY(sa.Text())))
        connection.execute(
            sa.update(table).where(table.c.id == here).values(terms=rest.op("||")(_tsvector(set(new))))
        )
        return
    mine = sqlite_search.c.rowid == here
    stored: str = connection.execute(sa.select(sqlite_search.c.facets).where(mine)).scalar_one()
    tokens = (*(token for token in stored.split() if token not in old), *new)
    connection.execute(sa.update(sqlite_search).where(mine).values(facets=" ".join(tokens)))


def _tsvector(tokens: set[str]) -> sa.ColumnElement[object]:
    """Our own tokens as PostgreSQL's vector, without positions: those end at 16,383 and at 256 a word, which speeches
    exceed. Phrases are looked up in ``words``. No token contains a quote or a backslash."""
    text = " ".join(f"'{token}'" for token in sorted(tokens))
    return sa.cast(sa.literal(text, sa.Text()), schema.postgres_search.c.terms.type)
