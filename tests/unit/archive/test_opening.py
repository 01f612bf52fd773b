"""What can be opened as an archive, and how SQLite is set."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive import describe, open_archive, sqlite
from archive.columns import storable
from archive.database import Database, address
from statements.errors import ArchiveError


@pytest.mark.parametrize(
    ("version", "bug"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_which_sqlite_has_the_wal_reset_bug(version: tuple[int, int, int], bug: bool) -> None:
    assert sqlite.has_wal_reset_bug(version) is bug


def test_postgresql_addresses_use_psycopg() -> None:
    for given in ("postgresql://u@h/d", "postgres://u@h/d", "postgresql+psycopg://u@h/d"):
        assert address(given).drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["mysql://h/d", "nonsense", "", "postgresql+asyncpg://h/d"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ArchiveError):
        address(url)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_an_archive_needs_a_file(url: str) -> None:
    with pytest.raises(ArchiveError, match="needs a database file"):
        Database(url)


def test_a_password_is_never_shown() -> None:
    with closing(Database("postgresql://user:hunter2@db.example/news")) as database:
        assert "hunter2" not in database.name
        assert "db.example/news" in database.name


def test_what_is_no_database_is_a_plain_sentence(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear Sir or Madam, " * 400)
    for url in (f"sqlite:///{path}", f"sqlite:///{tmp_path / 'no' / 'such.db'}"):
        with pytest.raises(ArchiveError, match="does not work"):
            open_archive(url, migrate=True)


def test_what_may_not_be_written_is_a_plain_sentence(tmp_path: Path) -> None:
    # The tests may run as root, whom no permission stops: the same refusal comes from a reader's own connection.
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}", migrate=True) as archive:
        with pytest.raises(ArchiveError, match="may not be written here") as caught:
            with archive.database.read() as connection:
                connection.execute(sa.text("DELETE FROM source"))
        assert "readonly database" not in str(caught.value)


@pytest.mark.parametrize(("full", "told"), [(0, False), (2**70, True)])
def test_a_write_that_fails_says_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: int, told: bool
) -> None:
    monkeypatch.setattr("archive.database.FULL", full)
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}", migrate=True) as archive:
        allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(
            resource.RLIMIT_FSIZE, (0, allowed[1])
        )  # no file may grow: what SQLite takes for a disk that fails
        try:
            with (
                pytest.raises(ArchiveError, match="does not work: d") as caught,
                archive.database.write() as c,
            ):
                c.exec_driver_sql("CREATE TABLE much AS SELECT zeroblob(1000000)")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert ("no space is left on its disk" in str(caught.value)) is told


def test_an_unreachable_server_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="does not work") as caught:
        open_archive(f"postgresql://user:hunter2@/news?host={tmp_path}")
    assert "hunter2" not in str(caught.value)


def test_sqlite_is_set_for_safety(tmp_path: Path) -> None:
    with open_archive(f"sqlite:///{tmp_path / 'a.db'}", migrate=True) as archive:
        facts = describe(archive)
        assert facts["settings"] == {
            "journal_mode": sqlite.journal_mode(sqlite.library()),
            "synchronous": "2",
            "foreign_keys": "1",
            "busy_timeout": "10000",
            "trusted_schema": "0",
        }
        with pytest.raises(sa.exc.OperationalError), archive.database.reader.begin() as connection:
            connection.exec_driver_sql("DELETE FROM source")
        with pytest.raises(sa.exc.IntegrityError), archive.database.write() as connection:
            connection.exec_driver_sql("INSERT INTO locator VALUES ('no', 'such', 1, 'source')")


def test_a_faulty_sqlite_does_without_wal_and_says_so(tmp_path: Path) -> None:
    module = sqlite3.dbapi2
    writer, reader = sqlite.engines(sa.make_url(f"sqlite:///{tmp_path / 'a.db'}"), module)
    with writer.begin() as connection:
        mode = sqlite.settings(connection)["journal_mode"]
    writer.dispose()
    reader.dispose()
    faulty = sqlite.has_wal_reset_bug(sqlite3.sqlite_version_info[:3])
    assert mode == ("delete" if faulty else "wal")
    assert ["DELETE journal" in warning for warning in sqlite.warnings(module)] == [True] * faulty


def test_what_no_database_can_hold() -> None:
    assert storable("a\x00b\ud800\udfffc é") == "ab\ufffd\ufffdc é"
