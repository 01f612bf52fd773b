"""Tables about statements: their versions, what happened to them, what was read in them, and the proof."""

from __future__ import annotations

import sqlalchemy as sa

from archive.columns import ID, Json, Moment, SafeText
from archive.schema.base import flag, id_, metadata

statement = sa.Table(
    "statement",
    metadata,
    id_(),
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), nullable=False),
    sa.Column("issuer", SafeText, nullable=False),
    sa.Column("first_seen", Moment, nullable=False),
    sa.Column("last_seen", Moment, nullable=False),
    sa.Column("versions", sa.Integer, nullable=False, comment="how many; the newest has this n"),
    sa.Column("missing_since", Moment),
    sa.Column("withdrawn_at", Moment),
    sa.Index("ix_statement_source_first_seen", "source", "first_seen"),
    sa.Index("ix_statement_issuer", "issuer"),
    sqlite_autoincrement=True,
)

version = sa.Table(
    "version",
    metadata,
    id_(),
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("seen", Moment, nullable=False),
    sa.Column("baseline", sa.Boolean, nullable=False),
    sa.Column("url", SafeText, nullable=False),
    sa.Column("title", SafeText, nullable=False),
    sa.Column("sha256", SafeText, nullable=False),
    sa.Column("text_sha256", SafeText, nullable=False),
    sa.Column("language", SafeText),
    sa.Column("kind", SafeText),
    sa.Column("speaker", SafeText),
    sa.Column("published_precision", SafeText, nullable=False),
    sa.Column("published_instant", Moment),
    sa.Column("published_day", SafeText),
    sa.Column("published_zone", SafeText),
    sa.Column("published_origin", SafeText),
    sa.Column("published_raw", SafeText),
    sa.Column("published_reason", SafeText),
    sa.Column("details", Json, comment="role, modified, attachments, alternates"),
    sa.Column("grade", SafeText, comment="how it differs from the version before"),
    sa.Column("text", SafeText, nullable=False),
    sa.UniqueConstraint("statement", "n"),
    sa.Index("ix_version_text_sha256", "text_sha256"),
    sqlite_autoincrement=True,
)

locator = sa.Table(
    "locator",
    metadata,
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), primary_key=True),
    sa.Column("value", SafeText, primary_key=True),
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), nullable=False, index=True),
    sa.Column("first_seen", Moment, nullable=False),
)

# What happened to a statement besides its versions.
event = sa.Table(
    "event",
    metadata,
    id_(),
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("what", SafeText, nullable=False, comment="missing, withdrawn, returned, republished"),
    sa.Column("reason", SafeText),
    sqlite_autoincrement=True,
)

# Two statements that belong together, never merged: re-issue, language twin, joint copy, same text.
link = sa.Table(
    "link",
    metadata,
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), primary_key=True, comment="the later one"),
    sa.Column("other", ID, sa.ForeignKey("statement.id"), primary_key=True, index=True),
    sa.Column("relation", SafeText, primary_key=True),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

# Bottom-16 sketches of the shingles of each statement's newest text, to find near-duplicates.
sketch = sa.Table(
    "sketch",
    metadata,
    sa.Column("value", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column(
        "statement", ID, sa.ForeignKey("statement.id"), primary_key=True, autoincrement=False, index=True
    ),
)

body = sa.Table(
    "body",
    metadata,
    sa.Column("sha256", SafeText, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False, comment="bytes before compression"),
    sa.Column("zlib", sa.LargeBinary, nullable=False),
    sa.Column("dropped_at", Moment, comment="when the bytes were let go by retention"),
)

capture = sa.Table(
    "capture",
    metadata,
    sa.Column("version", ID, sa.ForeignKey("version.id"), primary_key=True, autoincrement=False),
    sa.Column("body", SafeText, sa.ForeignKey("body.sha256"), nullable=False, index=True),
    sa.Column("url", SafeText, nullable=False),
    sa.Column("fetched_at", Moment, nullable=False, index=True),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("headers", Json, nullable=False),
    sa.Column("reader", SafeText, comment="by which rules of ours the bytes were read"),
)

# The captures in the order in which they were kept, each sealed with the one before: nobody changes one unseen.
seal = sa.Table(
    "seal",
    metadata,
    id_(),
    sa.Column("version", ID, sa.ForeignKey("version.id"), nullable=False, unique=True),
    sa.Column(
        "content", SafeText, nullable=False, comment="SHA-256 of what is sealed: capture, text, identity"
    ),
    sa.Column("chain", SafeText, nullable=False, comment="SHA-256 of the previous chain and the content"),
    sa.Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

reading = sa.Table(
    "reading",
    metadata,
    sa.Column("version", ID, sa.ForeignKey("version.id"), primary_key=True, autoincrement=False),
    sa.Column("model", SafeText, nullable=False),
    sa.Column("rung", sa.Integer, nullable=False),
    sa.Column("primary_stance", SafeText, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("payload", Json, nullable=False, comment="the whole reading"),
)

# The versions without a reading: as long as it takes, and found without looking through the others.
unread = sa.Table(
    "unread",
    metadata,
    sa.Column("version", ID, sa.ForeignKey("version.id"), primary_key=True, autoincrement=False),
    flag("baseline"),
    sa.Index("ix_unread_baseline", "baseline", "version"),
)
