"""The tables. `archive/migrations` builds them step by step; a test holds that both agree.

Times are `Moment` (UTC), ids count up and are never reused. The full-text index is the one thing that differs: SQLite
has the virtual table of `SQLITE_SEARCH`, PostgreSQL the table `search` with a GIN index (see archive.search).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from archive.columns import ID, Json, Moment, SafeText

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _id() -> sa.Column[int]:
    return sa.Column("id", ID, primary_key=True, autoincrement=True)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _unique_where(where: str, name: str, *columns: sa.Column[Any]) -> sa.Index:
    """Unique among the rows of which ``where`` is true."""
    told = sa.text(where)
    return sa.Index(name, *columns, unique=True, sqlite_where=told, postgresql_where=told)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


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
    _count("failures"),
    sa.Column("last_check_at", Moment),
    sa.Column("last_success_at", Moment),
    sa.Column("last_verdict", SafeText),
    sa.Column("last_error", SafeText),
    sa.Column("last_new_at", Moment),
    _count("lease_token"),
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
    _id(),
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
_unique_where("until IS NULL", "uq_spell_open", spell.c.source)

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

statement = sa.Table(
    "statement",
    metadata,
    _id(),
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), nullable=False),
    sa.Column("issuer", SafeText, nullable=False),
    sa.Column("first_seen", Moment, nullable=False),
    sa.Column("last_seen", Moment, nullable=False),
    sa.Column("versions", sa.Integer, nullable=False, comment="how many; the newest has this n"),
    sa.Column("missing_since", Moment),
    sa.Column("withdrawn_at", Moment),
    sa.Index("ix_statement_source_first_seen", "source", "first_seen"),
    sqlite_autoincrement=True,
)

version = sa.Table(
    "version",
    metadata,
    _id(),
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
    _id(),
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("what", SafeText, nullable=False, comment="missing, withdrawn, returned"),
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
    _id(),
    sa.Column("version", ID, sa.ForeignKey("version.id"), nullable=False, unique=True),
    sa.Column(
        "content", SafeText, nullable=False, comment="SHA-256 of what is sealed: capture, text, identity"
    ),
    sa.Column("chain", SafeText, nullable=False, comment="SHA-256 of the previous chain and the content"),
    sa.Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

visit = sa.Table(
    "visit",
    metadata,
    _id(),
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), nullable=False),
    sa.Column("url", SafeText, nullable=False),
    sa.Column("reason", SafeText, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("guid", SafeText),
    sa.Column("title", SafeText),
    sa.Column("dates", Json, nullable=False),
    sa.Column("statement", ID, sa.ForeignKey("statement.id")),
    _count("attempts"),
    _flag("baseline"),
    sa.Column("verdict", SafeText),
    sa.Column("error", SafeText),
    sa.Index("ix_visit_source_due_at", "source", "due_at"),
    sqlite_autoincrement=True,
)
# A page is listed again on every check until it is read; a repeated unit of work plans the same revisits again.
_unique_where("reason = 'new'", "uq_visit_new", visit.c.source, visit.c.url)
_unique_where("reason = 'revisit'", "uq_visit_revisit", visit.c.statement, visit.c.due_at)

check = sa.Table(
    "check_run",  # CHECK alone is a reserved word
    metadata,
    _id(),
    sa.Column("source", SafeText, sa.ForeignKey("source.id"), nullable=False),
    sa.Column("lease_token", sa.Integer, nullable=False),
    sa.Column("verdict", SafeText, nullable=False),
    sa.Column("started", Moment, nullable=False),
    sa.Column("finished", Moment, nullable=False),
    sa.Column("entry", SafeText, nullable=False),
    sa.Column("http_status", sa.Integer),
    *(_count(name) for name in ("listed", "known", "new", "parsed", "stored", "failed", "requests")),
    _flag("baseline"),
    sa.Column("error", SafeText),
    sa.Column("retry_after", Moment),
    sa.Column("size", sa.Integer, comment="bytes of the entry's answer"),
    sa.Column("newest", SafeText, comment="latest day among the dates that were listed"),
    sa.UniqueConstraint("source", "lease_token"),
    sa.Index("ix_check_run_finished", "finished"),
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
    _id(),
    sa.Column("subscription", SafeText, nullable=False),
    sa.Column("start", Moment, nullable=False),
    sa.Column("end", Moment, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("members", Json, nullable=False),
    sa.UniqueConstraint("subscription", "start", "end"),
    sqlite_autoincrement=True,
)

outbox = sa.Table(
    "outbox",
    metadata,
    _id(),
    sa.Column("dedupe_key", SafeText, nullable=False, unique=True),
    sa.Column("channel", SafeText, nullable=False),
    sa.Column("destination", SafeText, nullable=False),
    sa.Column("kind", SafeText, nullable=False),
    sa.Column("payload", Json, nullable=False),
    sa.Column("state", SafeText, nullable=False),
    _count("attempts"),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("claimed_at", Moment),
    sa.Column("lease_owner", SafeText),
    _count("lease_token"),
    sa.Column("lease_until", Moment),
    sa.Column("provider_ref", SafeText),
    _count("degraded"),
    _flag("maybe_repeat"),
    sa.Column("error", SafeText),
    sa.Column("error_class", SafeText),
    sa.Column("version", ID, sa.ForeignKey("version.id")),
    sa.Column("watch", SafeText),
    sa.Column("digest", ID, sa.ForeignKey("digest.id")),
    sa.Column("sent_at", Moment),
    sa.Index("ix_outbox_state_not_before", "state", "not_before"),
    sa.Index("ix_outbox_version", "version"),
    sqlite_autoincrement=True,
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

# One row a version. ``id`` = statement * 2^20 + n: statements are numbered as they are first seen, so newest first is
# descending id, and a statement's versions stand together. The full-text index uses the same id.
VERSIONS = 1 << 20
document = sa.Table(
    "document",
    metadata,
    sa.Column("id", ID, primary_key=True, autoincrement=False),
    sa.Column("statement", ID, sa.ForeignKey("statement.id"), nullable=False, index=True),
    sa.Column("version", ID, sa.ForeignKey("version.id"), nullable=False, unique=True),
    sa.Column("current", sa.Boolean, nullable=False),
    sa.Column("first_seen", Moment, nullable=False, index=True, comment="of the statement"),
)

# Our analyser cuts the words, so FTS5 only splits at spaces: every character but a space is part of a token for the ascii
# tokenizer with these additions (see archive.analysis for what tokens look like).
SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(words, stems, facets, tokenize = \"ascii tokenchars '=:~_.-'\")"
)

postgres_metadata = sa.MetaData(naming_convention=metadata.naming_convention)
postgres_search = sa.Table(
    "search",
    postgres_metadata,
    sa.Column("id", ID, primary_key=True, autoincrement=False),
    sa.Column("words", sa.Text, nullable=False, comment="space-delimited, for phrases"),
    sa.Column("terms", TSVECTOR, nullable=False, comment="distinct words, stems and facets"),
    sa.Index("ix_search_terms", "terms", postgresql_using="gin"),
)
