"""What waits to be read, so that nobody has to look through all that is there to find it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from archive.columns import ID

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "unread",
        sa.Column("version", ID, autoincrement=False, nullable=False),
        sa.Column("baseline", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_unread_version")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_unread")),
    )
    op.create_index("ix_unread_baseline", "unread", ["baseline", "version"], unique=False)
    op.execute(
        "INSERT INTO unread (version, baseline)"
        " SELECT version.id, first.baseline FROM version"
        " JOIN version AS first ON first.statement = version.statement AND first.n = 1"
        " LEFT JOIN reading ON reading.version = version.id WHERE reading.version IS NULL"
    )
