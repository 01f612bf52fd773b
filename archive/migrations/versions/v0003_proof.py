"""Health and proof: what a check saw of an entry, spells of health since the first check, who read a capture, bytes let go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from archive.columns import Moment, SafeText

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "check_run", sa.Column("size", sa.Integer(), nullable=True, comment="bytes of the entry's answer")
    )
    op.add_column(
        "check_run",
        sa.Column("newest", SafeText(), nullable=True, comment="latest day among the dates that were listed"),
    )
    op.add_column(
        "body",
        sa.Column("dropped_at", Moment(), nullable=True, comment="when the bytes were let go by retention"),
    )
    op.add_column(
        "capture",
        sa.Column("reader", SafeText(), nullable=True, comment="by which rules of ours the bytes were read"),
    )
    op.add_column(
        "spell",
        sa.Column(
            "recovery_at", Moment(), nullable=True, comment="when the operators were told that it is over"
        ),
    )
    _spells_of_checks(op.get_bind())


_check = sa.table(
    "check_run",
    sa.column("id"),
    sa.column("source", SafeText()),
    sa.column("verdict", SafeText()),
    sa.column("started", Moment()),
    sa.column("finished", Moment()),
    sa.column("error", SafeText()),
)
_source = sa.table("source", sa.column("id", SafeText()), sa.column("every"))
_spell = sa.table(
    "spell",
    sa.column("source", SafeText()),
    sa.column("health", SafeText()),
    sa.column("since", Moment()),
    sa.column("until", Moment()),
    sa.column("verdict", SafeText()),
    sa.column("reason", SafeText()),
)


def _spells_of_checks(connection: sa.Connection) -> None:
    """Write down what the checks so far tell, by the rules of the time: three failures in a row made a source failing. A
    source that was not looked at for a day and three intervals has a hole there."""
    for source in connection.execute(sa.select(_source)).all():
        patience = timedelta(days=1, seconds=3 * source.every)
        open_spell: dict[str, Any] | None = None
        last, failures = None, 0
        query = sa.select(_check).where(_check.c.source == source.id).order_by(_check.c.id)
        for row in connection.execute(query).all():
            success = row.verdict in ("ok", "unchanged")
            failures = 0 if success else failures + 1
            walled = row.verdict in ("blocked", "robots", "refused-address")
            health = "ok" if success else "blocked" if walled else "failing" if failures >= 3 else "degraded"
            edge = row.finished if success else row.started
            if open_spell is not None and last is not None and row.started - last > patience:
                connection.execute(sa.insert(_spell).values(**open_spell, until=last))
                open_spell, edge = None, row.started
            if open_spell is not None and open_spell["health"] != health:
                connection.execute(sa.insert(_spell).values(**open_spell, until=edge))
                open_spell = None
            if open_spell is None:
                open_spell = {
                    "source": source.id,
                    "health": health,
                    "since": edge,
                    "verdict": row.verdict,
                    "reason": row.error,
                }
            else:
                open_spell["reason"] = row.error
            last = row.finished
        if open_spell is not None:
            connection.execute(sa.insert(_spell).values(**open_spell, until=None))
