"""Tables about messages: what matched, what is on its way, and what people thought of it."""

from __future__ import annotations

import sqlalchemy as sa

from archive.columns import ID, Json, Moment, SafeText
from archive.schema.base import count, flag, id_, metadata

match = sa.Table(
    "match",
    metadata,
    sa.Column("watch", SafeText, primary_key=True),
    sa.Column("version", ID, sa.ForeignKey("version.id"), primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False, index=True),
)

digest = sa.Table(
    "digest",
    metadata,
    id_(),
    sa.Column("subscription", SafeText, nullable=False),
    sa.Column("start", Moment, nullable=False),
    sa.Column("end", Moment, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("members", Json, nullable=False),
    sa.UniqueConstraint("subscription", "start", "end"),
    sqlite_autoincrement=True,
)

# What a digest's mails say, once for all who get the same; the outbox holds who gets which.
letter = sa.Table(
    "letter",
    metadata,
    sa.Column("digest", ID, sa.ForeignKey("digest.id"), primary_key=True, autoincrement=False),
    sa.Column("name", SafeText, primary_key=True),
    sa.Column("payload", Json, nullable=False, comment="subject, html, text, images"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    id_(),
    sa.Column("dedupe_key", SafeText, nullable=False, unique=True),
    sa.Column("channel", SafeText, nullable=False),
    sa.Column("destination", SafeText, nullable=False),
    sa.Column("kind", SafeText, nullable=False),
    sa.Column("payload", Json, nullable=False),
    sa.Column("state", SafeText, nullable=False),
    count("attempts"),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("claimed_at", Moment),
    sa.Column("lease_owner", SafeText),
    count("lease_token"),
    sa.Column("lease_until", Moment),
    sa.Column("provider_ref", SafeText),
    count("degraded"),
    flag("maybe_repeat"),
    sa.Column("error", SafeText),
    sa.Column("error_class", SafeText),
    sa.Column("version", ID, sa.ForeignKey("version.id")),
    sa.Column("watch", SafeText),
    sa.Column("digest", ID, sa.ForeignKey("digest.id")),
    sa.Column("sent_at", Moment),
    sa.Column("thread", SafeText),
    sa.Column("part", SafeText, nullable=False, server_default="head"),
    sa.Column("held", SafeText, comment="why it waits for its time"),
    sa.Column("bundle", ID, index=True, comment="the row of the summary that tells of it"),
    sa.Column("about", Json, comment="what a summary would say of it"),
    sa.Index("ix_outbox_state_not_before", "state", "not_before"),
    sa.Index("ix_outbox_thread", "thread", "channel", "destination"),
    sa.Index("ix_outbox_created_at", "created_at"),
    sa.Index("ix_outbox_version", "version"),
    sqlite_autoincrement=True,
)

# What people thought of an alert.
feedback = sa.Table(
    "feedback",
    metadata,
    id_(),
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), nullable=False),
    sa.Column("watch", SafeText, nullable=False, comment="empty: of the statement as such"),
    sa.Column("person", SafeText, nullable=False),
    sa.Column("relevant", sa.Boolean, nullable=False),
    sa.Column("via", SafeText, nullable=False, comment="slack, mail or cli"),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("statement", "watch", "person"),
    sqlite_autoincrement=True,
)

# Sources whose alerts somebody does not want for a while: they wait, and leave as a summary.
mute = sa.Table(
    "mute",
    metadata,
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), primary_key=True),
    sa.Column("channel", SafeText, primary_key=True),
    sa.Column("destination", SafeText, primary_key=True, comment="* = everywhere"),
    sa.Column("until", Moment, nullable=False),
    sa.Column("person", SafeText, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

# Sections of a digest that a reader does not want any more; an empty section is the whole of it.
unsubscribed = sa.Table(
    "unsubscribed",
    metadata,
    sa.Column("digest", SafeText, primary_key=True, comment="id of the digest in the settings"),
    sa.Column("recipient", SafeText, primary_key=True),
    sa.Column("section", SafeText, primary_key=True),
    sa.Column("at", Moment, nullable=False),
)

parked = sa.Table(
    "parked",
    metadata,
    sa.Column("channel", SafeText, primary_key=True),
    sa.Column("destination", SafeText, primary_key=True),
    sa.Column("reason", SafeText, nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("probe_at", Moment, nullable=False),
)
