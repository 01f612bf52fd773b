"""Watching the world: doors, learnt sources, spells of health, furniture, events, links, sketches, sealed captures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from archive.columns import ID, Json, Moment, SafeText

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "furniture",
        sa.Column("source", SafeText(), nullable=False),
        sa.Column("line_sha256", SafeText(), nullable=False),
        sa.Column("line", SafeText(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("last_seen", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_furniture_source")),
        sa.PrimaryKeyConstraint("source", "line_sha256", name=op.f("pk_furniture")),
    )
    op.create_table(
        "learned",
        sa.Column("source", SafeText(), nullable=False),
        sa.Column(
            "document", Json(), nullable=False, comment="kind, entry and selectors as in a source file"
        ),
        sa.Column("learned_at", Moment(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reason", SafeText(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_learned_source")),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_learned")),
    )
    op.create_table(
        "spell",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("source", SafeText(), nullable=False),
        sa.Column("health", SafeText(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("verdict", SafeText(), nullable=True),
        sa.Column("reason", SafeText(), nullable=True),
        sa.Column(
            "notices", sa.Integer(), server_default="0", nullable=False, comment="sent to the operators"
        ),
        sa.Column("noticed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_spell_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spell")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_spell_source_since", "spell", ["source", "since"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("statement", ID, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("what", SafeText(), nullable=False, comment="missing, withdrawn, returned"),
        sa.Column("reason", SafeText(), nullable=True),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_event_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_event_at"), "event", ["at"], unique=False)
    op.create_index(op.f("ix_event_statement"), "event", ["statement"], unique=False)
    op.create_table(
        "link",
        sa.Column("statement", ID, nullable=False, comment="the later one"),
        sa.Column("other", ID, nullable=False),
        sa.Column("relation", SafeText(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["other"], ["statement.id"], name=op.f("fk_link_other")),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_link_statement")),
        sa.PrimaryKeyConstraint("statement", "other", "relation", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_other"), "link", ["other"], unique=False)
    op.create_table(
        "sketch",
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("statement", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_sketch_statement")),
        sa.PrimaryKeyConstraint("value", "statement", name=op.f("pk_sketch")),
    )
    op.create_index(op.f("ix_sketch_statement"), "sketch", ["statement"], unique=False)
    op.create_table(
        "seal",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column(
            "content",
            SafeText(),
            nullable=False,
            comment="SHA-256 of what is sealed: capture, text, identity",
        ),
        sa.Column(
            "chain", SafeText(), nullable=False, comment="SHA-256 of the previous chain and the content"
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_seal_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("version", name=op.f("uq_seal_version")),
        sqlite_autoincrement=True,
    )
    op.add_column(
        "source",
        sa.Column(
            "door", sa.Integer(), server_default="0", nullable=False, comment="which entry point is in use"
        ),
    )
    op.add_column("source", sa.Column("door_since", Moment(), nullable=True))
    op.add_column(
        "source",
        sa.Column(
            "better_due_at", Moment(), nullable=True, comment="when to try the entry points before it again"
        ),
    )
    op.add_column(
        "version",
        sa.Column("details", Json(), nullable=True, comment="role, modified, attachments, alternates"),
    )
    op.add_column(
        "version",
        sa.Column("grade", SafeText(), nullable=True, comment="how it differs from the version before"),
    )
