"""What the tables are made of: one set of names, and columns that many have."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from archive.columns import ID

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def id_() -> sa.Column[int]:
    return sa.Column("id", ID, primary_key=True, autoincrement=True)


def count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def unique_where(where: str, name: str, *columns: sa.Column[Any]) -> sa.Index:
    """Unique among the rows of which ``where`` is true."""
    told = sa.text(where)
    return sa.Index(name, *columns, unique=True, sqlite_where=told, postgresql_where=told)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())
