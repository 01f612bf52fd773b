"""Tables about sources: what is asked, how it answered, what is still to be read."""

from __future__ import annotations

import sqlalchemy as sa

from archive.columns import ID, Json, Moment, SafeText
from archive.schema.base import count, flag, id_, metadata, unique_where

source = sa.Table(
    "source",
    metadata,
    sa.Column("id", SafeText, primary_key=True),
    sa.Column("issuer", SafeText, nullable=False),
    sa.Column("host", SafeText, nullable=False),
    sa.Column("every", sa.Integer, nullable=False, comment="seconds"),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("health", SafeText, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("next_due_at", Moment, nullable=False),
    sa.Column("baseline_at", Moment),
    count("failures"),
    sa.Column("last_check_at", Moment),
    sa.Column("last_success_at", Moment),
    sa.Column("last_verdict", SafeText),
    sa.Column("last_error", SafeText),
    sa.Column("last_new_at", Moment),
    count("lease_token"),
    sa.Column("lease_owner", SafeText),
    sa.Column("leased_at", Moment),
    sa.Column("lease_until", Moment),
    sa.Column("door", sa.Integer, nullable=False, server_default="0", comment="which entry point is in use"),
    sa.Column("door_since", Moment),
    sa.Column("better_due_at", Moment, comment="when to try the entry points before it again"),
    sa.Index("ix_source_next_due_at", "next_due_at"),
)

# How to read a source whose file gives no selectors, as learnt from its pages.
learned = sa.Table(
    "learned",
    metadata,
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), primary_key=True),
    sa.Column("document", Json, nullable=False, comment="kind, entry and selectors as in a source file"),
    sa.Column("learned_at", Moment, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("reason", SafeText, nullable=False),
)

# One row a stretch of time in one state of health; the open one has no ``until``.
spell = sa.Table(
    "spell",
    metadata,
    id_(),
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), nullable=False),
    sa.Column("health", SafeText, nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("until", Moment),
    sa.Column("verdict", SafeText),
    sa.Column("reason", SafeText),
    sa.Column("notices", sa.Integer, nullable=False, server_default="0", comment="sent to the operators"),
    sa.Column("noticed_at", Moment),
    sa.Column("recovery_at", Moment, comment="when the operators were told that it is over"),
    sa.Index("ix_spell_source_since", "source", "since"),
    sqlite_autoincrement=True,
)
unique_where("until IS NULL", "uq_spell_open", spell.c.source)

# What repeats on the pages of a site: lines of text, and the shape of a page, to notice furniture and redesigns.
furniture = sa.Table(
    "furniture",
    metadata,
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), primary_key=True),
    sa.Column("line_sha256", SafeText, primary_key=True),
    sa.Column("line", SafeText, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("last_seen", Moment, nullable=False),
)

validator = sa.Table(
    "validator",
    metadata,
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), primary_key=True),
    sa.Column("url", SafeText, primary_key=True),
    sa.Column("etag", SafeText),
    sa.Column("last_modified", SafeText),
    sa.Column("body_sha256", SafeText),
    sa.Column("full_at", Moment),
)

visit = sa.Table(
    "visit",
    metadata,
    id_(),
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), nullable=False),
    sa.Column("url", SafeText, nullable=False),
    sa.Column("reason", SafeText, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("guid", SafeText),
    sa.Column("title", SafeText),
    sa.Column("dates", Json, nullable=False),
    sa.Column("statement", ID, sa.ForeignKey("statement.id")),
    count("attempts"),
    flag("baseline"),
    sa.Column("verdict", SafeText),
    sa.Column("error", SafeText),
    sa.Index("ix_visit_source_due_at", "source", "due_at"),
    sqlite_autoincrement=True,
)
# A page is listed again on every check until it is read; a repeated unit of work plans the same revisits again.
unique_where("reason = 'new'", "uq_visit_new", visit.c.source, visit.c.url)
unique_where("reason = 'revisit'", "uq_visit_revisit", visit.c.statement, visit.c.due_at)

check = sa.Table(
    "check_run",  # CHECK alone is a reserved word
    metadata,
    id_(),
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), nullable=False),
    sa.Column("lease_token", sa.Integer, nullable=False),
    sa.Column("verdict", SafeText, nullable=False),
    sa.Column("started", Moment, nullable=False),
    sa.Column("finished", Moment, nullable=False),
    sa.Column("entry", SafeText, nullable=False),
    sa.Column("http_status", sa.Integer),
    *(count(name) for name in ("listed", "known", "new", "parsed", "stored", "failed", "requests")),
    flag("baseline"),
    sa.Column("error", SafeText),
    sa.Column("retry_after", Moment),
    sa.Column("size", sa.Integer, comment="bytes of the entry's answer"),
    sa.Column("newest", SafeText, comment="latest day among the dates that were listed"),
    sa.UniqueConstraint("source", "lease_token"),
    sa.Index("ix_check_run_finished", "finished"),
    sqlite_autoincrement=True,
)
