"""One service for one archive. Two would only cost double requests (leases keep them apart), but nobody wants two."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from archive.archive import Archive
from archive.database import INSTANCE_LOCK, LOCKS, Database
from statements.errors import ArchiveError, Replaced

_NAME = 63
"""Bytes of an application name that PostgreSQL keeps; ours says who holds the lock."""
_TOKEN = f" ({secrets.token_hex(4)})"
"""Two containers may have the same host name, and their services the same number."""
_held_files: set[int] = set()


class _Held(ArchiveError):
    """``holder`` is its name; None where nobody knows it, or it is gone again."""

    def __init__(self, database: Database, holder: str | None) -> None:
        super().__init__(
            f"{database.name} is in use by {holder or 'another process'}; only one service can run on it"
        )
        self.holder = holder


def _forget_in_child() -> None:
    for descriptor in _held_files:
        os.close(descriptor)
    _held_files.clear()


# A lock on a file lives as long as any copy of its descriptor, and a worker process may outlive a killed service.
os.register_at_fork(after_in_child=_forget_in_child)


def _name(owner: str) -> str:
    """Who we are, in letters that PostgreSQL keeps, and no more of them."""
    told = f"{owner}, process {os.getpid()} on {socket.gethostname()}"
    return told.encode("ascii", "replace").decode()[: _NAME - len(_TOKEN)] + _TOKEN


@contextmanager
def hold(archive: Archive, owner: str) -> Iterator[Callable[[], None]]:
    """Be the one instance at work on this archive. Raises ArchiveError, naming owner, process and host, when there is
    one. A crashed holder holds nothing: the lock goes with its process (SQLite) or its connection (PostgreSQL).

    A PostgreSQL that was restarted knows of no holder. So who goes on for long calls what this gives now and then: it takes a lost
    lock again. That raises ArchiveError while the database is away, and Replaced when another instance was quicker."""
    me = _name(owner)
    database = archive.database
    if not database.postgres:
        with _file(database, me):
            yield lambda: None
        return
    with ExitStack() as held:
        connection = held.enter_context(_advisory(database, me))

        def keep() -> None:
            nonlocal connection
            with suppress(sa.exc.SQLAlchemyError):  # ended by the server, or closed here and not opened again
                connection.execute(sa.select(1))
                return
            held.close()
            try:
                connection = held.enter_context(_advisory(database, me))
            except _Held as error:
                # Its own old session, which a server that was only out of reach has not missed yet, keeps everybody else out; a
                # holder who left while we asked for its name may have been that session: the next call tells.
                if error.holder not in (me, None):
                    raise Replaced(str(error)) from error

        yield keep


@contextmanager
def _file(database: Database, me: str) -> Iterator[None]:
    assert database.url.database is not None
    path = Path(database.url.database + ".lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ArchiveError(f"cannot open {path}: {error.strerror}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = path.read_text(encoding="utf-8")
            raise _Held(database, holder or None) from None
        # The file stays: removing it would let a third instance lock a new one beside the second's.
        _held_files.add(descriptor)
        with suppress(
            OSError
        ):  # the name is for a message only: a full disk keeps nobody from holding the lock
            os.ftruncate(descriptor, 0)
            os.write(descriptor, me.encode())
        yield
    finally:
        _held_files.discard(descriptor)
        os.close(descriptor)


@contextmanager
def _advisory(database: Database, me: str) -> Iterator[sa.Connection]:
    with database.connect() as connection:
        connection.execute(sa.select(sa.func.set_config("application_name", me, False)))
        mine = sa.select(sa.func.pg_try_advisory_lock(LOCKS, INSTANCE_LOCK))
        if not connection.execute(mine).scalar_one():
            holder = connection.execute(
                sa.text(
                    "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
                    "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = :locks AND l.objid = :instance "
                    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                ),
                {"locks": LOCKS, "instance": INSTANCE_LOCK},
            ).scalar()
            raise _Held(database, holder)
        yield connection
