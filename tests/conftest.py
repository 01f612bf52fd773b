"""What every test may ask for: a database of each kind, empty, for itself."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import migrate
from tests.postgres import Postgres, running

# Containers often forbid bytecode. Here many processes start, and each would compile the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# SQLite waits for the disk at each commit, some milliseconds. No test pulls the plug of the machine, so memory does.
MEMORY = Path("/dev/shm")
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2 * 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

LONGEST = (
    "service/test_crashes", "service/test_silences", "service/test_world", "service/test_digests", "layout/test_readme",
    "service/alerts/test_dripping", "contract/test_novelties", "service/alerts/test_crashes", "service/spiders/test_bad_input",
    "service/spiders/test_browser", "service/demo/test_demo", "service/test_topics", "service/test_sources_new",
    "unit/pipeline/test_pool", "model/test_training", "model/test_shipped_model", "model/test_minimal_pairs", "contract/test_replays",
    "contract/test_statements", "service/test_proof", "service/test_run", "unit/classifier/test_usertopics",
    "unit/pipeline/test_fitting", "unit/pipeline/test_reading", "contract/test_health", "properties/test_delivery_properties",
    "service/test_reload", "contract/test_search", "service/test_cli", "service/test_unread_pages",
)  # fmt: skip
"""The files that take longest begin first: with a file a process, one of them at the end would leave the others idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ranks = {f"{name}.py": rank for rank, name in enumerate(LONGEST)}
    here = Path(__file__).parent
    items.sort(key=lambda item: ranks.get(item.path.relative_to(here).as_posix(), len(ranks)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL server."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite archive to copy."""
    path = tmp_path_factory.mktemp("template") / "archive.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated, empty archive on each engine. Everything opened on it must be closed by the test."""
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        return server.clean()
    path = tmp_path / "archive.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.new()
    yield url
    server.drop(url)
