"""The table about episodes: what began on a question, and when it is looked who has not spoken."""

from __future__ import annotations

import sqlalchemy as sa

from archive.columns import ID, Json, Moment, SafeText
from archive.schema.base import id_, metadata

episode = sa.Table(
    "episode",
    metadata,
    id_(),
    sa.Column("watch", SafeText, nullable=False),
    sa.Column("query", SafeText, nullable=False, comment="as it was when it began"),
    sa.Column("version", ID, sa.ForeignKey("version.id"), nullable=False, comment="of the first statement"),
    sa.Column("began", Moment, nullable=False, comment="its publication"),
    sa.Column("last", Moment, nullable=False, comment="when the latest statement was read"),
    sa.Column("after", Json, nullable=False, comment="seconds from began at which it is looked at"),
    sa.Column("due", Moment, index=True, comment="the next of these moments; NULL: none"),
    sa.UniqueConstraint("watch", "version"),
    sqlite_autoincrement=True,
)
