"""The process dies while an event is on its way: it arrives, and a receiver that remembers ids has it once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest

from alerts.deliver import LEASE
from alerts.hooks import Hook, HttpSender
from archive import Archive, open_archive
from archive.posts import OutboxState
from statements.clock import ManualClock
from tests import programs
from tests.service.alerts.receiver import receiving
from tests.service.alerts.test_hooks import SECRET, queue
from tests.service.alerts.world import Desk
from tests.unit.alerts.announcements import KEY


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    with open_archive(archive_url) as opened:
        yield opened


@pytest.mark.parametrize(
    ("point", "requests"), [("outbox.after_claim", 1), ("outbox.after_send", 2), ("outbox.after_record", 1)]
)
def test_an_event_survives_a_kill_at_every_point(
    archive: Archive, clock: ManualClock, point: str, requests: int
) -> None:
    with receiving() as receiver:
        desk = Desk(
            archive,
            clock,
            {"http": HttpSender({"intake": Hook(url=receiver.url, secret=SECRET)}, clock=clock)},
        )
        queue(desk)
        ended = programs.run(
            "tests.service.alerts.send_event_once:main",
            str(archive.database.url.render_as_string(hide_password=False)),
            receiver.url,
            clock.now().isoformat(),
            env={**os.environ, "COMMUNIQUE_CRASH_AT": point},
        )
        assert ended.returncode == 137, ended.stderr
        clock.advance(LEASE)
        for _ in range(4):
            desk.deliver(timedelta(minutes=2))
        assert desk.row.state is OutboxState.SENT
        assert len(receiver.requests) == requests
        assert {headers["X-Communique-Event"] for headers, _ in receiver.requests} == {KEY}
        assert {body for _, body in receiver.requests} == {receiver.requests[0][1]}
        assert ["X-Communique-Repeat" in headers for headers, _ in receiver.requests[1:]] == [True] * (
            requests - 1
        )
