"""An archive in use: one service at a time, threads, copies, what the doctor is told."""

from __future__ import annotations

import os
import resource
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from archive import Archive, describe, open_archive
from archive.backup import backup
from archive.instance import hold
from archive.records import Lease
from archive.upgrade import known_versions
from statements.errors import ArchiveError, Replaced
from tests.contract.examples import HOUR, NOW, entry, new, reading
from tests.postgres import Postgres


def filled(archive: Archive, count: int) -> Lease:
    archive.sources.sync([entry("a")], NOW)
    lease = archive.sources.claim("a", NOW, owner="t", lease=HOUR)
    assert lease is not None
    for n in range(count):
        archive.statements.store(lease, new(str(n), text=f"truce {n}"), now=NOW, capture=None, baseline=False)
    return lease


def test_a_second_instance_is_refused_and_told_who_is_there(archive_url: str) -> None:
    with open_archive(archive_url) as first, open_archive(archive_url) as second:
        with hold(first, "run"):
            with pytest.raises(
                ArchiveError, match=f"run, process {os.getpid()} on {socket.gethostname()[:20]}"
            ):
                with hold(second, "run"):
                    raise AssertionError("both hold it")
            assert second.statements.count() == 0  # looking is allowed
        with hold(second, "run"):
            pass


def cut(database: str) -> None:
    """End all sessions, as a restart of the server does."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_lock_that_went_with_a_restart_of_the_server_is_taken_again(postgres: Postgres) -> None:
    database = postgres.clean()
    with open_archive(database) as first, open_archive(database) as second:
        with hold(first, "run") as keep:
            keep()  # changes nothing
            cut(database)
            keep()
            with pytest.raises(ArchiveError, match=f"run, process {os.getpid()}"), hold(second, "run"):
                raise AssertionError("both hold it")
            cut(database)
            with hold(second, "another"):
                for _ in range(2):
                    with pytest.raises(Replaced, match=f"in use by another, process {os.getpid()}"):
                        keep()
            keep()
        with hold(second, "run"):
            pass


def test_while_the_server_is_away_the_lock_is_neither_held_nor_anothers(postgres: Postgres) -> None:
    database = postgres.new()
    with open_archive(database, migrate=True) as archive, hold(archive, "run") as keep:
        postgres.drop(database)
        for _ in range(2):
            with pytest.raises(ArchiveError, match="does not exist"):
                keep()


def test_ones_own_old_session_is_no_other_instance(postgres: Postgres) -> None:
    database = postgres.clean()
    with open_archive(database) as archive, hold(archive, "run") as keep:
        cut(database)
        with hold(archive, "run"):  # what a server holds that has not missed us yet
            keep()
        keep()
        with pytest.raises(ArchiveError, match="in use"), hold(archive, "run"):
            raise AssertionError("both hold it")


def test_a_holder_who_left_while_its_name_was_asked_for_is_no_other_instance(postgres: Postgres) -> None:
    database = postgres.clean()
    with (
        open_archive(database) as archive,
        hold(archive, "run") as keep,
        psycopg.connect(database, autocommit=True) as old,
        psycopg.connect(database, autocommit=True) as other,
    ):
        locked = "FROM pg_locks WHERE locktype = 'advisory' AND pid = %s"
        high, low = 0x636F6D6D, 2
        cut_but = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> ALL(%s)"
        other.execute(cut_but, ([old.info.backend_pid, other.info.backend_pid],))
        old.execute("SELECT pg_advisory_lock(%s, %s)", (high, low))

        @sa.event.listens_for(archive.database.writer, "after_cursor_execute")
        def leave(connection: object, cursor: object, statement: str, *rest: object) -> None:
            if "pg_try_advisory_lock" in statement and not old.closed:
                pid = old.info.backend_pid
                old.close()
                while other.execute(f"SELECT 1 {locked}", (pid,)).fetchone():
                    pass

        keep()
        with pytest.raises(ArchiveError, match="in use"):
            keep()  # has it again
            with hold(archive, "run"):
                raise AssertionError("both hold it")


def test_a_process_of_the_same_number_and_host_is_another_instance(postgres: Postgres) -> None:
    database = postgres.clean()
    with open_archive(database) as archive, hold(archive, "run") as keep:
        with psycopg.connect(database, autocommit=True) as other:
            # Locks of other databases of the server, and those of this one's migration that just ended, are seen too.
            held = (
                "FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' "
                "AND a.datname = current_database() AND a.application_name LIKE 'run, process%'"
            )
            ours, high, low = (
                other.execute(f"SELECT application_name, classid, objid {held}").fetchone() or ()
            )
            assert str(ours).startswith(f"run, process {os.getpid()} on {socket.gethostname()[:20]}")
            cut(database)  # leaves the session that asks for it, but not this one
        who, _, token = str(ours).rpartition(" (")
        cut(database)
        with psycopg.connect(database, autocommit=True) as other:
            other.execute("SELECT set_config('application_name', %s, false)", (f"{who} (00000000)",))
            other.execute("SELECT pg_advisory_lock(%s::int, %s::int)", (high, low))
            with pytest.raises(Replaced, match=f"in use by run, process {os.getpid()} on .* .00000000."):
                keep()
        assert len(token) == len("00000000)") and len(ours) <= 63


def test_a_full_disk_keeps_nobody_from_being_the_one_instance(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    with open_archive(url, migrate=True) as first, open_archive(url) as second:
        allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, allowed[1]))  # no file may grow
        try:
            with hold(first, "run"), pytest.raises(ArchiveError, match="in use by another process"):
                with hold(second, "run"):
                    raise AssertionError("both hold it")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, allowed)


def test_a_worker_process_that_outlives_the_service_holds_nothing(archive_url: str) -> None:
    waiting, alive = os.pipe()
    started, starting = os.pipe()
    with open_archive(archive_url) as archive:
        with hold(archive, "run"):
            worker = os.fork()
            if worker == 0:
                os.close(alive)
                os.write(starting, b"x")
                os.read(waiting, 1)
                os._exit(0)
            os.read(started, 1)
        try:
            with hold(archive, "again"):
                pass
        finally:
            os.close(alive)
            os.waitpid(worker, 0)
            for descriptor in (waiting, started, starting):
                os.close(descriptor)


def test_readers_go_on_while_one_writes(archive_url: str) -> None:
    with open_archive(archive_url) as archive:
        lease = filled(archive, 1)
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                found = archive.search("truce", limit=100, now=NOW)
                assert found.total == len(found.hits) >= 1
                assert archive.outbox.counts()["pending"] == 0

        with ThreadPoolExecutor(3) as readers:
            reads = [readers.submit(read) for _ in range(3)]
            for n in range(1, 40):
                given = new(str(n), text=f"truce {n}")
                archive.statements.store(lease, given, now=NOW, capture=None, baseline=False)
                for version in archive.readings.unread(9):
                    archive.readings.record(
                        version, reading(), watches=[], compose=lambda matched: [], now=NOW
                    )
            done.set()
            for finished in reads:
                finished.result(timeout=30)
        assert archive.search("truce stance:condemnation", now=NOW).total == 40


def test_the_doctor_is_told_what_runs(archive_url: str) -> None:
    with open_archive(archive_url) as archive:
        facts = describe(archive)
    assert facts["engine"] == ("sqlite" if archive_url.startswith("sqlite") else "postgresql")
    assert facts["schema"] == known_versions()[-1]
    assert isinstance(facts["warnings"], list)
    assert facts["version"]


def test_a_backup_is_a_whole_archive(archive_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_archive(archive_url) as archive:
        filled(archive, 3)
        if archive_url.startswith("postgresql"):
            with pytest.raises(ArchiveError, match="back it up with pg_dump"):
                backup(archive, copy)
            return
        backup(archive, copy)
        with pytest.raises(ArchiveError, match="exists already"):
            backup(archive, copy)
        with pytest.raises(ArchiveError, match="cannot"):
            backup(archive, tmp_path / "nowhere" / "copy.db")
    with open_archive(f"sqlite:///{copy}") as restored:
        assert restored.search("truce", now=NOW).total == 3
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
