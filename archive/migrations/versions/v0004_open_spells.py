"""One open spell a source, kept by the database; messages by version; and sketches of what an archive of the first version holds."""

from __future__ import annotations

import logging

import sqlalchemy as sa
from alembic import op

from archive.columns import Moment, SafeText
from statements.likeness import sketch

log = logging.getLogger("communique.upgrade")
revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    connection = op.get_bind()
    _end_older_spells(connection)
    op.create_index(
        "uq_spell_open",
        "spell",
        ["source"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index("ix_outbox_version", "outbox", ["version"], unique=False)
    _sketch_old_texts(connection)


_PAGE = 500
_spell = sa.table(
    "spell",
    sa.column("id"),
    sa.column("source", SafeText()),
    sa.column("since", Moment()),
    sa.column("until", Moment()),
)
_statement = sa.table("statement", sa.column("id"), sa.column("versions"))
_version = sa.table("version", sa.column("statement"), sa.column("n"), sa.column("text", SafeText()))
_sketch = sa.table("sketch", sa.column("value", sa.BigInteger()), sa.column("statement"))


def _end_older_spells(connection: sa.Connection) -> None:
    """Nothing is known to leave two spells of a source open. Should there be any, the newest is the one that goes on."""
    newest: dict[str, sa.Row[tuple[object, ...]]] = {}
    query = sa.select(_spell).where(_spell.c.until.is_(None)).order_by(_spell.c.id.desc())
    for row in connection.execute(query).all():
        if row.source in newest:
            until = max(row.since, newest[row.source].since)
            connection.execute(sa.update(_spell).where(_spell.c.id == row.id).values(until=until))
        newest[row.source] = row


def _sketch_old_texts(connection: sa.Connection) -> None:
    """Statements without a sketch are found by the hash of their whole text only. It takes some milliseconds a text."""
    last = done = 0
    while True:
        rows = connection.execute(
            sa.select(_statement.c.id, _version.c.text)
            .join(
                _version,
                sa.and_(_version.c.statement == _statement.c.id, _version.c.n == _statement.c.versions),
            )
            .where(
                _statement.c.id > last,
                ~sa.exists().where(_sketch.c.statement == _statement.c.id),
            )
            .order_by(_statement.c.id)
            .limit(_PAGE)
        ).all()
        values = [{"value": value, "statement": row.id} for row in rows for value in sketch(row.text)]
        if values:
            connection.execute(sa.insert(_sketch), values)
        done += len(rows)
        if len(rows) < _PAGE:
            return
        log.info("upgrade: the words of %d texts are written down so far; a thousand take some seconds", done)
        last = rows[-1].id
