"""What a source offers, held against what is known of it: which statements its addresses lead to, as these stand now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.rows import published_of, select_versions, version_of
from statements.model import Known, Told

_statement, _version, _locator = schema.statement, schema.version, schema.locator


def is_newest() -> sa.ColumnElement[bool]:
    """A version is its statement's newest."""
    return sa.and_(_version.c.statement == _statement.c.id, _version.c.n == _statement.c.versions)


def owners(connection: sa.Connection, source: str, locators: Sequence[str]) -> dict[str, int]:
    """The statements of a source under those of the locators that are known."""
    rows = connection.execute(
        sa.select(_locator.c.value, _locator.c.statement).where(
            _locator.c.source == source, _locator.c.value.in_(list(locators))
        )
    )
    return {row.value: row.statement for row in rows}


def strongest(owners: Mapping[str, int], locators: Sequence[str]) -> int | None:
    """The statement under the strongest (first) of the locators that is known."""
    return next((owners[name] for name in locators if name in owners), None)


def with_text(connection: sa.Connection, source: str, text_sha256: str, since: datetime) -> int | None:
    """The latest statement of a source that has this text now and was seen since then."""
    found: int | None = connection.execute(
        sa.select(_statement.c.id)
        .join(_version, is_newest())
        .where(
            _version.c.text_sha256 == text_sha256,
            _statement.c.source == source,
            _statement.c.last_seen >= since,
        )
        .order_by(_statement.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return found


def standing(
    connection: sa.Connection, items: Sequence[tuple[int | None, Sequence[str]]], owners: Mapping[str, int]
) -> list[Known | None]:
    """The statements that items were found to be, as they stand; with those locators of each item that lead there."""
    these = sorted({statement for statement, _ in items if statement is not None})
    rows = (
        connection.execute(select_versions().where(_statement.c.id.in_(these), is_newest())) if these else ()
    )
    newest = {row.statement: row for row in rows}
    before = _before(connection, [statement for statement, row in newest.items() if row.n > 1])

    def known(statement: int, locators: Sequence[str]) -> Known:
        row = newest[statement]
        return Known(
            statement=statement,
            locators=frozenset(name for name in locators if owners.get(name) == statement),
            url=row.url,
            title=row.title,
            text=row.text,
            sha256=row.sha256,
            text_sha256=row.text_sha256,
            last_seen=row.last_seen,
            published=published_of(row),
            language=row.language,
            told=Told.of(version_of(row)),
            before=before.get(statement),
        )

    return [None if statement is None else known(statement, locators) for statement, locators in items]


def _before(connection: sa.Connection, edited: Sequence[int]) -> dict[int, str]:
    """The texts of the versions before the newest."""
    if not edited:
        return {}
    rows = connection.execute(
        sa.select(_version.c.statement, _version.c.text)
        .join(_statement, _statement.c.id == _version.c.statement)
        .where(_statement.c.id.in_(edited), _version.c.n == _statement.c.versions - 1)
    )
    return {row.statement: row.text for row in rows}
