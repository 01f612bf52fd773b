"""The archive: statements as they were published, what was found in them, what is due and what is to be sent.

The only package that knows SQL. SQLite by default, PostgreSQL by address; the same contract holds for both and for the
memory twin (`archive.memory`), which leaves search out.
"""

from __future__ import annotations

from pathlib import Path

from archive.archive import Archive, describe, open_archive
from archive.backup import backup as _backup
from archive.upgrade import migrate, schema_version

__all__ = ["Archive", "backup", "describe", "migrate", "open_archive", "schema_version"]


def backup(archive: Archive, path: Path) -> None:
    """Copy a running archive to a new file and check the copy. Raises ArchiveError when the file exists, when the copy is
    not sound, and for PostgreSQL, which has its own tool."""
    _backup(archive.database, path)
