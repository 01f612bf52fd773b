"""Copies of the whole archive."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive import sqlite
from statements.errors import ArchiveError

if TYPE_CHECKING:
    from archive.archive import Archive


def backup(archive: Archive, path: Path) -> None:
    """Copy a running archive to a new file and check the copy. Raises ArchiveError when the file exists, when the copy is
    not sound, and for PostgreSQL, which has its own tool."""
    database = archive.database
    if database.postgres:
        raise ArchiveError(f"{database.name} is a PostgreSQL database: back it up with pg_dump")
    if path.exists():
        raise ArchiveError(f"{path} exists already: name a new file")
    assert database.url.database is not None
    copy_sqlite(Path(database.url.database), path)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy an SQLite database, in use or not, with SQLite's own backup; replaces ``target`` only by a sound copy."""
    module: Any = sqlite.library()
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(module.connect(str(source))) as original, closing(module.connect(str(part))) as copy:
            original.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            problems = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        if problems != ["ok"]:
            raise ArchiveError(f"the copy of {source} is not sound: {problems[0]}")
        part.replace(target)
    except module.Error as error:
        raise ArchiveError(f"cannot copy {source} to {target}: {error}") from error
    except OSError as error:
        raise ArchiveError(f"cannot write {target}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
