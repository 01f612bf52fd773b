"""Brings a database's tables to this program's version, in one transaction, after a copy where there is a file to copy."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from archive.backup import copy_sqlite
from archive.database import MIGRATE_LOCK, Database
from statements.errors import ArchiveError

if TYPE_CHECKING:
    from alembic.config import Config

STEPS = Path(__file__).parent / "migrations"
_STEP = re.compile(r"v(\d+)_\w+\.py")
_STAMP = sa.table("alembic_version", sa.column("version_num"))


def _config(steps: Path) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    return config


def known_versions(steps: Path = STEPS) -> list[str]:
    """The schema versions that this program knows, oldest first."""
    # By the names of the files: every command asks, and Alembic would have to be loaded (7 MB) and run them all.
    return sorted(step[1] for path in (steps / "versions").iterdir() if (step := _STEP.fullmatch(path.name)))


def schema_version(url: str) -> str | None:
    """The schema version of a database, or None when it is empty."""
    with closing(Database(url)) as database:
        return _stamp(database)


def migrate(url: str, *, steps: Path = STEPS) -> str:
    """Bring the database's schema to this program's version and return that. Nothing happens when it is there already.
    An SQLite file with content is first copied to ``<file>.before-<its version>``. Raises ArchiveError for a database
    of a newer program or with tables that are not ours; if a step fails, the database is as it was."""
    with closing(Database(url)) as database:
        versions = known_versions(steps)
        stamp = check(database)
        if stamp == versions[-1]:
            return stamp
        if stamp is not None and database.url.database is not None and not database.postgres:
            path = Path(database.url.database)
            copy_sqlite(path, path.with_name(f"{path.name}.before-{stamp}"))
        from alembic import command

        config = _config(steps)
        try:
            with database.write() as connection:
                database.lock(connection, MIGRATE_LOCK)
                if database.postgres:
                    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except sa.exc.DBAPIError as error:
            raise ArchiveError(
                f"{database.name} could not be brought to version {versions[-1]} and is as it was: {error.orig}"
            ) from error
        return versions[-1]


def check(database: Database) -> str | None:
    """The database's schema version, None when it is empty. Raises ArchiveError when this program cannot work with it."""
    stamp = _stamp(database)
    if stamp is None:
        with database.read() as connection:
            tables = sa.inspect(connection).get_table_names()
        if tables:
            raise ArchiveError(
                f"{database.name} holds tables of something else ({', '.join(sorted(tables)[:3])}): "
                "choose another database"
            )
    elif stamp not in known_versions():
        raise ArchiveError(
            f"{database.name} is from version {stamp}, which this program does not know: it was used by a newer one. "
            f"Install that, or restore a backup of version {known_versions()[-1]} or older"
        )
    return stamp


def _stamp(database: Database) -> str | None:
    with database.read() as connection:
        if not sa.inspect(connection).has_table(_STAMP.name):
            return None
        stamp: str | None = connection.execute(sa.select(_STAMP)).scalar_one_or_none()
        return stamp
