"""The archive: statements as they were published, what was found in them, what is due and what is to be sent.

The only package that knows SQL. SQLite by default, PostgreSQL by address; the same contract holds for both and for the
memory twin (`archive.memory`), which leaves search out.

The names below are fetched at first use: who only needs the records of this package (the worker that reads pages does) must
not carry SQLAlchemy and Alembic, 40 MB of them, in its memory.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.archive import Archive, describe, open_archive
    from archive.upgrade import migrate, schema_version

__all__ = ["Archive", "describe", "migrate", "open_archive", "schema_version"]

_HOMES = {
    "Archive": "archive.archive",
    "describe": "archive.archive",
    "open_archive": "archive.archive",
    "migrate": "archive.upgrade",
    "schema_version": "archive.upgrade",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
