"""A database as the nouns use it: `write` and `read` transactions, and the few things the two engines say differently."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect

from archive import schema, sqlite
from archive.records import Lease
from statements.errors import ArchiveError, LeaseLost

CONNECT_SECONDS = 10
STATEMENT_MS = 60_000
IDLE_MS = 60_000
FULL = 2**20
"""Free bytes below which SQLite's "disk I/O error" is taken for a full disk: its log grows by whole pages and must be synced."""

_POSTGRES = {
    "options": f"-c statement_timeout={STATEMENT_MS} -c idle_in_transaction_session_timeout={IDLE_MS} -c timezone=UTC",
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,  # milliseconds; keepalives do not tell of a server that swallows what was sent
    "application_name": "communique",
}


def address(url: str) -> sa.URL:
    """The database a setting names. Raises ArchiveError for anything but SQLite and PostgreSQL."""
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise ArchiveError(f"not a database address: {error}") from error
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "sqlite":
        return parsed
    raise ArchiveError(f"the archive lives in SQLite or PostgreSQL, not in {parsed.drivername}")


class Database:
    """One open database. One thread writes at a time; any number read."""

    def __init__(self, url: str, *, patience: int = CONNECT_SECONDS) -> None:
        self.url = address(url)
        self.postgres = self.url.get_backend_name() == "postgresql"
        if self.postgres:
            self.writer = sa.create_engine(
                self.url,
                connect_args={**_POSTGRES, "connect_timeout": patience},
                pool_pre_ping=True,
                pool_recycle=1800,
                pool_size=5,
                max_overflow=5,
            )
            self.reader = self.writer
        else:
            self.writer, self.reader = sqlite.engines(self.url, sqlite.library())
        self._writing = threading.Lock()

    @property
    def name(self) -> str:
        """The address without its password."""
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that may write: all of it happens or nothing. Raises ArchiveError when the database cannot."""
        with self._writing, self._border(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the database and changes nothing."""
        with self._border(), self.reader.begin() as connection:
            if self.postgres:
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    @contextmanager
    def connect(self) -> Iterator[sa.Connection]:
        """A connection of its own outside transactions, for what lasts as long as a session."""
        with self._border(), self.writer.connect() as pooled:
            connection = pooled.execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()
            yield connection

    @contextmanager
    def _border(self) -> Iterator[None]:
        try:
            yield
        except (sa.exc.InterfaceError, sa.exc.InternalError, sa.exc.TimeoutError) as error:
            raise self._unusable(error) from error
        except sa.exc.OperationalError as error:
            if getattr(error.orig, "sqlite_errorname", None) == "SQLITE_ERROR":
                raise  # SQLite's word for a statement it cannot understand: a bug of ours
            raise self._unusable(error) from error
        except sa.exc.DatabaseError as error:
            if type(error) is not sa.exc.DatabaseError:
                raise
            raise self._unusable(error) from error  # a damaged file, or no database at all
        except sqlite.library().Error as error:  # from the settings of a new connection, which nobody wraps
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> ArchiveError:
        name = getattr(getattr(error, "orig", None) or error, "sqlite_errorname", "")
        if name.startswith("SQLITE_READONLY"):
            # SQLite could be told that nobody writes, but nothing keeps a service from starting a moment later.
            return ArchiveError(
                f"the archive {self.name} may not be written here. While a service has it open, reading works all the "
                "same; otherwise work as the service's user, or on a copy (`communique db backup`)"
            )
        told = str(getattr(error, "orig", None) or error).strip().splitlines()
        reason = told[0] if told else type(error).__name__
        if name.startswith(("SQLITE_IOERR", "SQLITE_FULL")) and self._disk_full():
            reason += " (no space is left on its disk)"
        return ArchiveError(f"the archive {self.name} does not work: {reason}")

    def _disk_full(self) -> bool:
        if not self.url.database:
            return False
        try:
            return shutil.disk_usage(Path(self.url.database).absolute().parent).free < FULL
        except OSError:
            return False

    def insert_new(
        self, connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]
    ) -> int:
        """Insert the rows whose unique keys are still free and return how many those were."""
        make: Callable[[sa.Table], Any] = postgresql.insert if self.postgres else sqlite_dialect.insert
        # Counted by what comes back: the drivers do not agree about rowcount after a conflict.
        if not rows:
            return 0
        insert = make(table).on_conflict_do_nothing().returning(sa.literal_column("1"))
        return len(connection.execute(insert, [dict(row) for row in rows]).all())

    def lock(self, connection: sa.Connection, number: int) -> None:
        """Let nobody else pass the same number until this transaction ends. SQLite's writers are alone anyway."""
        if self.postgres:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCKS, number)))

    def close(self) -> None:
        self.writer.dispose()
        self.reader.dispose()


LOCKS = 0x636F6D6D
"""First half of our advisory locks on PostgreSQL ("comm")."""
CLAIM_LOCK, INSTANCE_LOCK, MIGRATE_LOCK, SEAL_LOCK = 1, 2, 3, 4


def fence(connection: sa.Connection, lease: Lease) -> None:
    """Raise LeaseLost unless ``lease`` is the source's current one; hold the source's row until the transaction ends."""
    source = schema.source
    row = connection.execute(
        sa.select(source.c.lease_token, source.c.lease_until)
        .where(source.c.id == lease.source)
        .with_for_update()
    ).one_or_none()
    if row is None or row.lease_token != lease.token or row.lease_until is None:
        raise lease_lost(lease)


def lease_lost(lease: Lease) -> LeaseLost:
    """What to raise when ``lease`` is not the source's current one any more."""
    return LeaseLost(f"the check of {lease.source} goes on under another lease; this run's work is dropped")
