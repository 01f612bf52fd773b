"""The three archives that the contract binds: memory, SQLite, PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Archive, open_archive
from archive.memory import MemoryArchive
from archive.query import Node
from archive.records import Lease
from statements.model import Reading, Version
from tests.contract import reference
from tests.contract.examples import MINUTE, NOW, entry

AnyArchive = Archive | MemoryArchive


def _matches(query: Node, version: Version, reading: Reading) -> bool:
    document = reference.Document(version=version, reading=reading, withdrawn=False)
    return reference.matches(query, document, datetime(2024, 12, 1, 12, tzinfo=UTC))


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[AnyArchive]:
    """An empty archive of each kind."""
    if request.param == "memory":
        yield MemoryArchive(_matches)
        return
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").clean()
    else:
        path = tmp_path / "archive.db"
        path.write_bytes(sqlite_template.read_bytes())
        url = f"sqlite:///{path}"
    with open_archive(url) as opened:
        yield opened


@pytest.fixture
def lease(archive: AnyArchive) -> Lease:
    """The source ``a`` is configured and held."""
    archive.sources.sync([entry("a"), entry("b")], NOW)
    taken = archive.sources.claim("a", NOW, owner="test", lease=15 * MINUTE)
    assert taken is not None
    return taken
