"""The open archive: one attribute for each noun."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from archive import sqlite, upgrade
from archive.chain import Seals
from archive.database import CONNECT_SECONDS, Database
from archive.digests import Digests
from archive.episodes import Episodes
from archive.feedback import Feedback
from archive.furniture import Furniture
from archive.health import Health
from archive.learned import Learned
from archive.links import Links
from archive.matches import Matches
from archive.mutes import Mutes
from archive.novelties import Novelties
from archive.outbox import Outbox
from archive.periods import Periods
from archive.readings import Readings
from archive.replays import Replays
from archive.returns import Returns
from archive.search import Search
from archive.sources import Sources
from archive.statements import Statements
from archive.stories import Stories
from archive.troubles import Troubles
from archive.unsubscribed import Unsubscribed
from archive.visits import Visits
from statements.errors import ArchiveError


class Archive:
    """Everything that is kept, in one database. Safe for one writing thread and any number of reading ones."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.health = Health(database)
        self.sources = Sources(database, self.health)
        self.learned = Learned(database)
        self.furniture = Furniture(database)
        self.visits = Visits(database)
        self.statements = Statements(database)
        self.links = Links(database)
        self.readings = Readings(database)
        self.replays = Replays(database)
        self.returns = Returns(database)
        self.stories = Stories(database)
        self.novelties = Novelties(database)
        self.outbox = Outbox(database)
        self.mutes = Mutes(database)
        self.digests = Digests(database)
        self.episodes = Episodes(database)
        self.feedback = Feedback(database)
        self.matches = Matches(database)
        self.unsubscribed = Unsubscribed(database)
        self.periods = Periods(database)
        self.seals = Seals(database)
        self.troubles = Troubles(database)
        self.search = Search(database)

    def close(self) -> None:
        """Give all connections back. The archive cannot be used afterwards."""
        self.database.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_archive(url: str, *, migrate: bool = False, patience: int = CONNECT_SECONDS) -> Archive:
    """Open the archive at ``sqlite:///path`` or ``postgresql://user@host/database``. ``migrate`` brings its schema up to
    date first, creating it in an empty database. Raises ArchiveError when it cannot be reached, is of a newer program,
    or needs migrating and ``migrate`` is not set. ``patience``: seconds to wait for a PostgreSQL that does not answer."""
    if migrate:
        upgrade.migrate(url)
    database = Database(url, patience=patience)
    try:
        stamp = upgrade.check(database)
        if stamp != upgrade.known_versions()[-1]:
            found = "is empty" if stamp is None else f"is of version {stamp}"
            raise ArchiveError(f"{database.name} {found}: run `communique db upgrade` first")
    except ArchiveError:
        database.close()
        raise
    return Archive(database)


def describe(archive: Archive) -> dict[str, Any]:
    """What `communique doctor` says of the archive: engine, library version, schema, settings, and ``warnings`` as
    sentences."""
    database = archive.database
    facts: dict[str, Any] = {"address": database.name, "schema": upgrade.check(database), "warnings": []}
    with database.read() as connection:
        if database.postgres:
            version = connection.exec_driver_sql("SHOW server_version").scalar_one()
            return {**facts, "engine": "postgresql", "version": str(version)}
        module = sqlite.library()
        return {
            **facts,
            "engine": "sqlite",
            "version": module.sqlite_version,
            "settings": sqlite.settings(connection),
            "warnings": sqlite.warnings(module),
        }
