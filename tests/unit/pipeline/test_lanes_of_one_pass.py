"""One pass of the service (`communique once`) sends to each receiver beside the others, as the running service does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.ports import Absent, Policy, Receipt, Refusal
from archive.posts import OutboxRow, OutboxState
from config import load
from pipeline.service import Service
from pipeline.wiring import offline
from statements.clock import SystemClock
from statements.errors import ArchiveError
from statements.model import Message
from tests.unit.config.directories import write

AT_ONCE = timedelta(0)


class Waiting:
    """A receiver that takes a message once others are at theirs: one after the other none would ever go."""

    policy = Policy(waits=(AT_ONCE,), unknown_wait=AT_ONCE)

    def __init__(self, others: threading.Barrier) -> None:
        self._others = others

    def send(self, row: OutboxRow) -> Receipt:
        self._others.wait(timeout=20)
        return Receipt(ref=row.destination)

    def reconcile(self, row: OutboxRow) -> Absent:
        return Absent()

    def smaller(self, row: OutboxRow) -> Mapping[str, object] | None:
        return None

    def probe(self, destination: str) -> Refusal | None:
        return None


class Broken(Waiting):
    """One whose outcome cannot be recorded."""

    def send(self, row: OutboxRow) -> Receipt:
        super().send(row)
        raise ArchiveError("the database is away")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = offline(load(write(tmp_path, "network: {contact: 'mailto:desk@example.org'}\n"), {}))
    found = [
        Message(dedupe_key=channel, channel=channel, destination="x", kind="notice", payload={"text": "x"})
        for channel in ("http", "mail", "slack")
    ]
    service.archive.outbox.put(found, SystemClock().now())
    try:
        yield service
    finally:
        service.close()


def states(service: Service) -> dict[str, OutboxState]:
    return {row.channel: row.state for row in service.archive.outbox.list()}


def test_a_receiver_that_hangs_delays_no_other(service: Service) -> None:
    others = threading.Barrier(3)
    service.delivery.exchange({channel: Waiting(others) for channel in ("http", "mail", "slack")})
    assert asyncio.run(service.deliver()) == 3
    assert set(states(service).values()) == {OutboxState.SENT}


def test_a_lane_without_its_database_ends_the_pass_when_the_others_are_done(service: Service) -> None:
    others = threading.Barrier(3)
    service.delivery.exchange({"http": Broken(others), "mail": Waiting(others), "slack": Waiting(others)})
    with pytest.raises(ArchiveError):
        asyncio.run(service.deliver())
    assert states(service) == {
        "http": OutboxState.SENDING, "mail": OutboxState.SENT, "slack": OutboxState.SENT,
    }  # fmt: skip
