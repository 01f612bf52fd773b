"""The desk of these tests: a real archive in a file, a Slack on the loopback interface."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Archive, open_archive
from demo.slack import FakeSlack
from statements.clock import ManualClock
from tests.service.alerts.world import IMPATIENCE, NOW, PATIENCE, Desk, slack_senders


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def archive(tmp_path: Path, sqlite_template: Path) -> Iterator[Archive]:
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    with open_archive(f"sqlite:///{tmp_path}/archive.db") as opened:
        yield opened


@pytest.fixture
def slack(clock: ManualClock) -> Iterator[FakeSlack]:
    with FakeSlack(clock=clock) as running:
        yield running


@pytest.fixture
def desk(request: pytest.FixtureRequest, archive: Archive, clock: ManualClock, slack: FakeSlack) -> Desk:
    parameters = getattr(request.node, "callspec", None)
    hangs = parameters is not None and "hang" in parameters.params.values()
    return Desk(archive, clock, slack_senders(slack, clock, timeout=IMPATIENCE if hangs else PATIENCE))
