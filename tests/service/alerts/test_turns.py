"""Many places have something waiting: each has its turn, and what waits is not looked through for each message. Real Slack, real archive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alerts.slack import SlackSender
from archive import Archive
from archive.outbox import Outbox
from archive.posts import Ready
from demo.slack import FakeSlack
from statements.clock import ManualClock
from tests.service.alerts.world import PATIENCE, Desk

PLACES = [f"C{n:03}" for n in range(60)]


class Counted(Outbox):
    """An outbox that knows how much it was asked for."""

    looked = claimed = 0

    def ready(self, *arguments: Any, **more: Any) -> list[Ready]:
        found = super().ready(*arguments, **more)
        self.looked += len(found)
        return found

    def claim(self, *arguments: Any, **more: Any) -> Any:
        self.claimed += 1
        return super().claim(*arguments, **more)


@pytest.fixture
def counted(archive: Archive) -> Counted:
    outbox = Counted(archive.outbox._db)
    archive.outbox = outbox
    return outbox


def desk_of(archive: Archive, clock: ManualClock, slack: FakeSlack, token: str) -> Desk:
    sender = SlackSender(
        token=token, base_url=slack.base_url, clock=clock, pace=timedelta(0), timeout=PATIENCE
    )
    desk = Desk(archive, clock, {"slack": sender})
    for statement in (1, 2):
        desk.queue(*(f"slack:{place}" for place in PLACES), statement=statement)
    return desk


def test_a_look_at_what_waits_serves_every_place_once(
    archive: Archive, counted: Counted, clock: ManualClock, slack: FakeSlack
) -> None:
    desk = desk_of(archive, clock, slack, slack.token)
    desk.deliver()
    assert [message.channel for message in slack.messages] == PLACES * 2
    assert counted.looked == 2 * len(PLACES), "one look a round, not one a message"


def test_nobody_else_is_tried_once_the_channel_takes_nothing(
    archive: Archive, counted: Counted, clock: ManualClock, slack: FakeSlack
) -> None:
    desk = desk_of(archive, clock, slack, "xoxb-invalid-auth")
    done = desk.deliver()
    assert (done.postponed, done.parked, counted.claimed) == (1, 1, 1)
