"""Tables about what statements are together, and what is new in them."""

from __future__ import annotations

import sqlalchemy as sa

from archive.columns import ID, Json, Moment, SafeText
from archive.schema.base import id_, metadata

# Which statements are one story. A story is named after the statement that founded it; every statement that was read
# is in one, most of them alone.
story_member = sa.Table(
    "story_member",
    metadata,
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    sa.Column("story", ID, sa.ForeignKey("statement.id"), nullable=False, index=True),
    sa.Column("basis", SafeText, nullable=False, comment="why it belongs there, see statements.labels.Basis"),
    sa.Column("beside", ID, sa.ForeignKey("statement.id"), comment="the member it was found to belong to"),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("because", Json, nullable=False, comment="what the two share, for people"),
    sa.Column("at", Moment, nullable=False, index=True),
)

# What a statement holds that stays the same in another language (see statements.marks), by the day it was published: how its
# copies find it. What an older version held stays, and leads nowhere.
story_key = sa.Table(
    "story_key",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Integer, primary_key=True, autoincrement=False, comment="proleptic ordinal"),
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# What a person decided about two statements; no machine undoes it.
ruling = sa.Table(
    "ruling",
    metadata,
    id_(),
    sa.Column("one", ID, sa.ForeignKey("statement.id"), nullable=False, comment="the lower id"),
    sa.Column("other", ID, sa.ForeignKey("statement.id"), nullable=False, index=True),
    sa.Column("together", sa.Boolean, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("person", SafeText, nullable=False),
    sa.UniqueConstraint("one", "other"),
    sqlite_autoincrement=True,
)

# What was new in a version when it was read (statements.labels.Novelty), and how deep the archive was to say so.
novelty = sa.Table(
    "novelty",
    metadata,
    sa.Column("version", ID, sa.ForeignKey("version.id"), primary_key=True, autoincrement=False),
    sa.Column("kind", SafeText, primary_key=True),
    sa.Column("value", SafeText, primary_key=True),
    sa.Column("quote", SafeText),
    sa.Column("details", Json, nullable=False),
)

# The first use of everything an issuer ever said.
said = sa.Table(
    "said",
    metadata,
    sa.Column("issuer", SafeText, primary_key=True),
    sa.Column("kind", SafeText, primary_key=True),
    sa.Column("value", SafeText, primary_key=True),
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

# How regularly an issuer uses a formula when it speaks of a subject (statements.novelty.Custom).
custom = sa.Table(
    "custom",
    metadata,
    sa.Column("issuer", SafeText, primary_key=True),
    sa.Column("subject", SafeText, primary_key=True),
    sa.Column("formula", SafeText, primary_key=True),
    sa.Column("run", sa.Integer, nullable=False, comment="uses without a lapse between"),
    sa.Column("since", Moment, nullable=False, comment="the first of them"),
    sa.Column(
        "statement", ID, sa.ForeignKey("statement.id"), nullable=False, comment="the last that used it"
    ),
    sa.Column("at", Moment, nullable=False),
    sa.Column("uses", sa.Integer, nullable=False),
    sa.Column("lapses", sa.Integer, nullable=False),
    sa.Column("lapsed", Moment, comment="the last that did not"),
)

# How many statements of each speaker were read: how much it means that something was never said.
depth = sa.Table(
    "depth",
    metadata,
    sa.Column("issuer", SafeText, primary_key=True),
    sa.Column("read", sa.Integer, nullable=False, comment="that it published or signed"),
    sa.Column("own", sa.Integer, nullable=False, comment="that it published, copies included"),
    sa.Column("since", Moment, comment="the publication of the oldest"),
)

# The highest rung an issuer lately reached on a subject.
height = sa.Table(
    "height",
    metadata,
    sa.Column("issuer", SafeText, primary_key=True),
    sa.Column("subject", SafeText, primary_key=True),
    sa.Column("rung", sa.Integer, nullable=False),
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), nullable=False),
    sa.Column("at", Moment, nullable=False),
)
