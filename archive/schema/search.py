"""The full-text index: one row a version on either engine, see archive.search."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from archive.columns import ID, Moment
from archive.schema.base import metadata

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
