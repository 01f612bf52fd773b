"""Episodes: when the watches that tell who has not spoken look at what began."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from archive.columns import ID, Json, Moment, SafeText

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "episode",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("watch", SafeText(), nullable=False),
        sa.Column("query", SafeText(), nullable=False, comment="as it was when it began"),
        sa.Column("version", ID, nullable=False, comment="of the first statement"),
        sa.Column("began", Moment(), nullable=False, comment="its publication"),
        sa.Column("last", Moment(), nullable=False, comment="when the latest statement was read"),
        sa.Column("after", Json(), nullable=False, comment="seconds from began at which it is looked at"),
        sa.Column("due", Moment(), nullable=True, comment="the next of these moments; NULL: none"),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_episode_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
        sa.UniqueConstraint("watch", "version", name=op.f("uq_episode_watch_version")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_episode_due", "episode", ["due"], unique=False)
