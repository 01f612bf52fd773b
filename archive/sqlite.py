"""How SQLite is opened: which library, which settings, and what is wrong with the one that was found."""

from __future__ import annotations

import importlib
import sqlite3
from types import ModuleType
from typing import Any

import sqlalchemy as sa

from archive.columns import storable
from statements.errors import ArchiveError

BUSY_MS = 10_000
_FIXED_BACKPORTS = ((3, 44, 6), (3, 50, 7))


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can lose or damage data in WAL mode when two connections race (3.7.0 to 3.51.2, fixed in
    3.51.3 and in the backports 3.44.6 and 3.50.7)."""
    if any(version[:2] == fixed[:2] and version >= fixed for fixed in _FIXED_BACKPORTS):
        return False
    return (3, 7, 0) <= version <= (3, 51, 2)


def library() -> ModuleType:
    """The SQLite to use: the one of the pysqlite3 wheel where there is one, Python's own otherwise."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3.dbapi2


def _version(module: ModuleType) -> tuple[int, int, int]:
    major, minor, patch = (int(part) for part in module.sqlite_version.split("."))
    return major, minor, patch


def journal_mode(module: ModuleType) -> str:
    """``wal`` where that is safe, else ``delete``: slower, readers wait for writers, nothing is lost."""
    return "delete" if has_wal_reset_bug(_version(module)) else "wal"


def warnings(module: ModuleType) -> list[str]:
    """Sentences for `communique doctor` about the library in use."""
    if not has_wal_reset_bug(_version(module)):
        return []
    return [
        f"SQLite {module.sqlite_version} can damage a database in WAL mode, so the slower DELETE journal is used. "
        "Install the pysqlite3 package or SQLite 3.51.3 or newer."
    ]


def engines(url: sa.URL, module: ModuleType) -> tuple[sa.Engine, sa.Engine]:
    """The writing and the reading engine of one database file with a given SQLite. Writers take the write lock when they begin, because a
    transaction that reads first and writes later fails at once when another connection wrote in between."""
    if url.database in (None, "", ":memory:") or "mode" in url.query:
        raise ArchiveError(f"the archive needs a database file, {url.render_as_string()} names none")
    writer = _engine(url, module, "BEGIN IMMEDIATE", query_only=False, connections=1)
    reader = _engine(url, module, "BEGIN", query_only=True, connections=5)
    return writer, reader


def _engine(url: sa.URL, module: ModuleType, begin: str, *, query_only: bool, connections: int) -> sa.Engine:
    engine = sa.create_engine(
        url,
        module=module,
        poolclass=sa.QueuePool,
        pool_size=connections,
        max_overflow=0,
        connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def configure(connection: Any, _: object) -> None:
        connection.isolation_level = None  # no hidden BEGIN or COMMIT around DDL: transactions are ours
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        if not query_only:
            cursor.execute(f"PRAGMA journal_mode = {journal_mode(module)}")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA trusted_schema = OFF")
        cursor.execute(f"PRAGMA query_only = {'ON' if query_only else 'OFF'}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin_transaction(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def settings(connection: sa.Connection) -> dict[str, str]:
    """The settings in force on a connection, for `communique doctor`."""
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
    return {name: storable(str(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())) for name in names}
