"""The first schema: sources and their checks, statements and their versions, readings, outbox, digests, search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from archive.columns import ID, Json, Moment, SafeText

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("sha256", SafeText(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes before compression"),
        sa.Column("zlib", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_body")),
    )
    op.create_table(
        "digest",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("subscription", SafeText(), nullable=False),
        sa.Column("start", Moment(), nullable=False),
        sa.Column("end", Moment(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("members", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("subscription", "start", "end", name=op.f("uq_digest_subscription_start_end")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "parked",
        sa.Column("channel", SafeText(), nullable=False),
        sa.Column("destination", SafeText(), nullable=False),
        sa.Column("reason", SafeText(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("probe_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "destination", name=op.f("pk_parked")),
    )
    op.create_table(
        "source",
        sa.Column("id", SafeText(), nullable=False),
        sa.Column("issuer", SafeText(), nullable=False),
        sa.Column("host", SafeText(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False, comment="seconds"),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("health", SafeText(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("next_due_at", Moment(), nullable=False),
        sa.Column("baseline_at", Moment(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_check_at", Moment(), nullable=True),
        sa.Column("last_success_at", Moment(), nullable=True),
        sa.Column("last_verdict", SafeText(), nullable=True),
        sa.Column("last_error", SafeText(), nullable=True),
        sa.Column("last_new_at", Moment(), nullable=True),
        sa.Column("lease_token", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_owner", SafeText(), nullable=True),
        sa.Column("leased_at", Moment(), nullable=True),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_index("ix_source_next_due_at", "source", ["next_due_at"], unique=False)
    op.create_table(
        "check_run",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("source", SafeText(), nullable=False),
        sa.Column("lease_token", sa.Integer(), nullable=False),
        sa.Column("verdict", SafeText(), nullable=False),
        sa.Column("started", Moment(), nullable=False),
        sa.Column("finished", Moment(), nullable=False),
        sa.Column("entry", SafeText(), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("listed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("known", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new", sa.Integer(), server_default="0", nullable=False),
        sa.Column("parsed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stored", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("requests", sa.Integer(), server_default="0", nullable=False),
        sa.Column("baseline", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("error", SafeText(), nullable=True),
        sa.Column("retry_after", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_check_run_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_run")),
        sa.UniqueConstraint("source", "lease_token", name=op.f("uq_check_run_source_lease_token")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_check_run_finished", "check_run", ["finished"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("source", SafeText(), nullable=False),
        sa.Column("issuer", SafeText(), nullable=False),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.Column("last_seen", Moment(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False, comment="how many; the newest has this n"),
        sa.Column("missing_since", Moment(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_statement_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_statement_source_first_seen", "statement", ["source", "first_seen"], unique=False)
    op.create_table(
        "validator",
        sa.Column("source", SafeText(), nullable=False),
        sa.Column("url", SafeText(), nullable=False),
        sa.Column("etag", SafeText(), nullable=True),
        sa.Column("last_modified", SafeText(), nullable=True),
        sa.Column("body_sha256", SafeText(), nullable=True),
        sa.Column("full_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_validator_source")),
        sa.PrimaryKeyConstraint("source", "url", name=op.f("pk_validator")),
    )
    op.create_table(
        "locator",
        sa.Column("source", SafeText(), nullable=False),
        sa.Column("value", SafeText(), nullable=False),
        sa.Column("statement", ID, nullable=False),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_locator_source")),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_locator_statement")),
        sa.PrimaryKeyConstraint("source", "value", name=op.f("pk_locator")),
    )
    op.create_index(op.f("ix_locator_statement"), "locator", ["statement"], unique=False)
    op.create_table(
        "version",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("statement", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("seen", Moment(), nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("url", SafeText(), nullable=False),
        sa.Column("title", SafeText(), nullable=False),
        sa.Column("sha256", SafeText(), nullable=False),
        sa.Column("text_sha256", SafeText(), nullable=False),
        sa.Column("language", SafeText(), nullable=True),
        sa.Column("kind", SafeText(), nullable=True),
        sa.Column("speaker", SafeText(), nullable=True),
        sa.Column("published_precision", SafeText(), nullable=False),
        sa.Column("published_instant", Moment(), nullable=True),
        sa.Column("published_day", SafeText(), nullable=True),
        sa.Column("published_zone", SafeText(), nullable=True),
        sa.Column("published_origin", SafeText(), nullable=True),
        sa.Column("published_raw", SafeText(), nullable=True),
        sa.Column("published_reason", SafeText(), nullable=True),
        sa.Column("text", SafeText(), nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_version_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("statement", "n", name=op.f("uq_version_statement_n")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_version_text_sha256", "version", ["text_sha256"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("source", SafeText(), nullable=False),
        sa.Column("url", SafeText(), nullable=False),
        sa.Column("reason", SafeText(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("guid", SafeText(), nullable=True),
        sa.Column("title", SafeText(), nullable=True),
        sa.Column("dates", Json(), nullable=False),
        sa.Column("statement", ID, nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("baseline", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("verdict", SafeText(), nullable=True),
        sa.Column("error", SafeText(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_visit_source")),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_visit_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_visit_source_due_at", "visit", ["source", "due_at"], unique=False)
    op.create_index(
        "uq_visit_new",
        "visit",
        ["source", "url"],
        unique=True,
        sqlite_where=sa.text("reason = 'new'"),
        postgresql_where=sa.text("reason = 'new'"),
    )
    op.create_index(
        "uq_visit_revisit",
        "visit",
        ["statement", "due_at"],
        unique=True,
        sqlite_where=sa.text("reason = 'revisit'"),
        postgresql_where=sa.text("reason = 'revisit'"),
    )
    op.create_table(
        "capture",
        sa.Column("version", ID, autoincrement=False, nullable=False),
        sa.Column("body", SafeText(), nullable=False),
        sa.Column("url", SafeText(), nullable=False),
        sa.Column("fetched_at", Moment(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", Json(), nullable=False),
        sa.ForeignKeyConstraint(["body"], ["body.sha256"], name=op.f("fk_capture_body")),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_capture_version")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_capture")),
    )
    op.create_index(op.f("ix_capture_body"), "capture", ["body"], unique=False)
    op.create_index(op.f("ix_capture_fetched_at"), "capture", ["fetched_at"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("statement", ID, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("first_seen", Moment(), nullable=False, comment="of the statement"),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_document_statement")),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_document_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("version", name=op.f("uq_document_version")),
    )
    op.create_index(op.f("ix_document_first_seen"), "document", ["first_seen"], unique=False)
    op.create_index(op.f("ix_document_statement"), "document", ["statement"], unique=False)
    op.create_table(
        "match",
        sa.Column("watch", SafeText(), nullable=False),
        sa.Column("version", ID, autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_match_version")),
        sa.PrimaryKeyConstraint("watch", "version", name=op.f("pk_match")),
    )
    op.create_index(op.f("ix_match_at"), "match", ["at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("dedupe_key", SafeText(), nullable=False),
        sa.Column("channel", SafeText(), nullable=False),
        sa.Column("destination", SafeText(), nullable=False),
        sa.Column("kind", SafeText(), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("state", SafeText(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", Moment(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.Column("lease_owner", SafeText(), nullable=True),
        sa.Column("lease_token", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.Column("provider_ref", SafeText(), nullable=True),
        sa.Column("degraded", sa.Integer(), server_default="0", nullable=False),
        sa.Column("maybe_repeat", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("error", SafeText(), nullable=True),
        sa.Column("error_class", SafeText(), nullable=True),
        sa.Column("version", ID, nullable=True),
        sa.Column("watch", SafeText(), nullable=True),
        sa.Column("digest", ID, nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["digest"], ["digest.id"], name=op.f("fk_outbox_digest")),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_outbox_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_state_not_before", "outbox", ["state", "not_before"], unique=False)
    op.create_table(
        "reading",
        sa.Column("version", ID, autoincrement=False, nullable=False),
        sa.Column("model", SafeText(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("primary_stance", SafeText(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("payload", Json(), nullable=False, comment="the whole reading"),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_reading_version")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_reading")),
    )

    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search USING "
            "fts5(words, stems, facets, tokenize = \"ascii tokenchars '=:~_.-'\")"
        )
        return
    op.create_table(
        "search",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False, comment="space-delimited, for phrases"),
        sa.Column("terms", TSVECTOR(), nullable=False, comment="distinct words, stems and facets"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search")),
    )
    op.create_index("ix_search_terms", "search", ["terms"], postgresql_using="gin")
