"""Stories, threads and summaries, what is new in a statement, what people think of an alert."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from archive.columns import ID, Json, Moment, SafeText

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "unsubscribed",
        sa.Column("digest", SafeText(), nullable=False, comment="id of the digest in the settings"),
        sa.Column("recipient", SafeText(), nullable=False),
        sa.Column("section", SafeText(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "recipient", "section", name=op.f("pk_unsubscribed")),
    )
    op.create_table(
        "letter",
        sa.Column("digest", ID, autoincrement=False, nullable=False),
        sa.Column("name", SafeText(), nullable=False),
        sa.Column("payload", Json(), nullable=False, comment="subject, html, text, images"),
        sa.ForeignKeyConstraint(["digest"], ["digest.id"], name=op.f("fk_letter_digest")),
        sa.PrimaryKeyConstraint("digest", "name", name=op.f("pk_letter")),
    )
    op.create_table(
        "mute",
        sa.Column("source", SafeText(), nullable=False),
        sa.Column("channel", SafeText(), nullable=False),
        sa.Column("destination", SafeText(), nullable=False, comment="* = everywhere"),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("person", SafeText(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_mute_source")),
        sa.PrimaryKeyConstraint("source", "channel", "destination", name=op.f("pk_mute")),
    )
    op.create_table(
        "custom",
        sa.Column("issuer", SafeText(), nullable=False),
        sa.Column("subject", SafeText(), nullable=False),
        sa.Column("formula", SafeText(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False, comment="uses without a lapse between"),
        sa.Column("since", Moment(), nullable=False, comment="the first of them"),
        sa.Column("statement", ID, nullable=False, comment="the last that used it"),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("lapsed", Moment(), nullable=True, comment="the last that did not"),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_custom_statement")),
        sa.PrimaryKeyConstraint("issuer", "subject", "formula", name=op.f("pk_custom")),
    )
    op.create_table(
        "depth",
        sa.Column("issuer", SafeText(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False, comment="that it published or signed"),
        sa.Column("own", sa.Integer(), nullable=False, comment="that it published, copies included"),
        sa.Column("since", Moment(), nullable=True, comment="the publication of the oldest"),
        sa.PrimaryKeyConstraint("issuer", name=op.f("pk_depth")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("statement", ID, nullable=False),
        sa.Column("watch", SafeText(), nullable=False, comment="empty: of the statement as such"),
        sa.Column("person", SafeText(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("via", SafeText(), nullable=False, comment="slack or cli"),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_feedback_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("statement", "watch", "person", name=op.f("uq_feedback_statement_watch_person")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "height",
        sa.Column("issuer", SafeText(), nullable=False),
        sa.Column("subject", SafeText(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("statement", ID, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_height_statement")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_height")),
    )
    op.create_table(
        "story_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False, comment="proleptic ordinal"),
        sa.Column("statement", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_story_key_statement")),
        sa.PrimaryKeyConstraint("key", "day", "statement", name=op.f("pk_story_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ruling",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("one", ID, nullable=False, comment="the lower id"),
        sa.Column("other", ID, nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person", SafeText(), nullable=False),
        sa.ForeignKeyConstraint(["one"], ["statement.id"], name=op.f("fk_ruling_one")),
        sa.ForeignKeyConstraint(["other"], ["statement.id"], name=op.f("fk_ruling_other")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
        sa.UniqueConstraint("one", "other", name=op.f("uq_ruling_one_other")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ruling_other"), "ruling", ["other"], unique=False)
    op.create_table(
        "said",
        sa.Column("issuer", SafeText(), nullable=False),
        sa.Column("kind", SafeText(), nullable=False),
        sa.Column("value", SafeText(), nullable=False),
        sa.Column("statement", ID, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_said_statement")),
        sa.PrimaryKeyConstraint("issuer", "kind", "value", name=op.f("pk_said")),
    )
    op.create_table(
        "story_member",
        sa.Column("statement", ID, autoincrement=False, nullable=False),
        sa.Column("story", ID, nullable=False),
        sa.Column(
            "basis", SafeText(), nullable=False, comment="why it belongs there, see statements.labels.Basis"
        ),
        sa.Column("beside", ID, nullable=True, comment="the member it was found to belong to"),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("because", Json(), nullable=False, comment="what the two share, for people"),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["beside"], ["statement.id"], name=op.f("fk_story_member_beside")),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_story_member_statement")),
        sa.ForeignKeyConstraint(["story"], ["statement.id"], name=op.f("fk_story_member_story")),
        sa.PrimaryKeyConstraint("statement", name=op.f("pk_story_member")),
    )
    op.create_index(op.f("ix_story_member_at"), "story_member", ["at"], unique=False)
    op.create_index(op.f("ix_story_member_story"), "story_member", ["story"], unique=False)
    op.create_table(
        "novelty",
        sa.Column("version", ID, autoincrement=False, nullable=False),
        sa.Column("kind", SafeText(), nullable=False),
        sa.Column("value", SafeText(), nullable=False),
        sa.Column("quote", SafeText(), nullable=True),
        sa.Column("details", Json(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.id"], name=op.f("fk_novelty_version")),
        sa.PrimaryKeyConstraint("version", "kind", "value", name=op.f("pk_novelty")),
    )
    op.create_index("ix_statement_issuer", "statement", ["issuer"], unique=False)
    op.add_column("outbox", sa.Column("thread", SafeText(), nullable=True))
    op.add_column("outbox", sa.Column("part", SafeText(), server_default="head", nullable=False))
    op.add_column("outbox", sa.Column("held", SafeText(), nullable=True, comment="why it waits for its time"))
    op.add_column(
        "outbox", sa.Column("bundle", ID, nullable=True, comment="the row of the summary that tells of it")
    )
    op.add_column(
        "outbox", sa.Column("about", Json(), nullable=True, comment="what a summary would say of it")
    )
    op.create_index(op.f("ix_outbox_bundle"), "outbox", ["bundle"], unique=False)
    op.create_index("ix_outbox_created_at", "outbox", ["created_at"], unique=False)
    op.create_index("ix_outbox_thread", "outbox", ["thread", "channel", "destination"], unique=False)
    # Until now every statement stood alone.
    op.execute(
        "INSERT INTO story_member (statement, story, basis, score, because, at)"
        " SELECT id, id, 'founder', 1.0, '[]', first_seen FROM statement"
    )
