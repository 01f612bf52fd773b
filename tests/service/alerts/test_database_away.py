"""The database goes away under a service with something in hand: what the service knows is written down when it is back, and the end
of no lease is waited for. Real PostgreSQL, real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import psycopg
import pytest
from psycopg import sql

from alerts.ports import Receipt, Refusal, Unknown
from alerts.slack import SlackSender
from archive import Archive, open_archive
from archive.posts import OutboxRow, OutboxState
from archive.records import CheckReport, Lease, SourceEntry
from demo.slack import FakeSlack
from pipeline.checking import Checker
from pipeline.delivering import Delivery
from pipeline.threads import DatabaseThread
from statements.clock import ManualClock
from statements.errors import ArchiveError
from statements.labels import Verdict
from tests.postgres import Postgres
from tests.service.alerts.world import PATIENCE, alerts


@dataclass
class Leaving:
    """A database of one test, which can leave and come back."""

    server: Postgres
    url: str

    def let_in(self, yes: bool) -> None:
        name = str(psycopg.conninfo.conninfo_to_dict(self.url)["dbname"])
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
            allowed = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
            connection.execute(allowed.format(sql.Identifier(name), sql.Literal(yes)))
            connection.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", [name]
            )


@pytest.fixture
def database(postgres: Postgres) -> Iterator[Leaving]:
    leaving = Leaving(postgres, postgres.new())
    try:
        yield leaving
    finally:
        postgres.drop(leaving.url)


@pytest.fixture
def there(database: Leaving) -> Iterator[Archive]:
    with open_archive(database.url, migrate=True, patience=1) as opened:
        yield opened


class Cut(SlackSender):
    """After each exchange with Slack something happens."""

    then: Callable[[], None]

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        outcome = super().send(row)
        self.then()
        return outcome


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (None, OutboxState.SENT),
        ("ratelimited", OutboxState.PENDING),
        ("drop_after_store", OutboxState.AMBIGUOUS),
        ("msg_blocks_too_long", OutboxState.PENDING),
        ("invalid_auth", OutboxState.PENDING),
    ],
)
def test_what_slack_answered_meanwhile_is_recorded_at_once(
    database: Leaving,
    there: Archive,
    slack: FakeSlack,
    clock: ManualClock,
    fault: str | None,
    state: OutboxState,
) -> None:
    there.outbox.put(alerts("slack:C1", statement=7), clock.now())
    sender = Cut(token=slack.token, base_url=slack.base_url, clock=clock, timeout=PATIENCE)
    sender.then = lambda: database.let_in(False)
    delivery = Delivery(archive=there, senders={"slack": sender}, clock=clock, owner="test")
    if fault is not None:
        slack.fail(fault, times=1)
    with pytest.raises(ArchiveError):
        delivery.run("slack")
    with pytest.raises(ArchiveError):
        delivery.due()
    database.let_in(True)
    (row,) = there.outbox.list()
    assert row.state is OutboxState.SENDING
    assert delivery.due() == ["slack"], "before the lease is over"
    delivery.stop()
    delivery.run("slack")
    (row,) = there.outbox.list()
    assert row.state is state
    assert row.state is OutboxState.SENT or row.error_class is not None
    assert len(there.outbox.parked()) == (fault == "invalid_auth")
    assert slack.posts["C1"] == 1
    assert delivery.due() == [] or state is OutboxState.PENDING


class Quiet:
    """An engine whose checks find nothing new."""

    def __init__(self) -> None:
        self.checked: list[str] = []

    async def check(self, source: Any, lease: Lease, calm: object = None) -> CheckReport:
        self.checked.append(lease.source)
        return cast(CheckReport, _Report(lease.source))


@dataclass
class _Report:
    source: str
    verdict: Verdict = Verdict.UNCHANGED
    error: None = None


def test_sources_that_were_just_claimed_are_given_back(
    database: Leaving, there: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [
        SourceEntry(id=one, issuer="FR", host=one, every=timedelta(hours=1)) for one in ("a", "b", "c")
    ]
    there.sources.sync(entries, clock.now())
    thread, engine = DatabaseThread(), Quiet()
    checker = Checker(
        engine=cast(Any, engine), archive=there, database=thread, clock=clock, owner="test", concurrency=3,
        sources=cast(Any, {entry.id: entry for entry in entries}),
    )  # fmt: skip
    claim = there.sources.claim_due

    def and_then_leave(*asked: Any, **more: Any) -> Any:
        found = claim(*asked, **more)
        database.let_in(False)
        return found

    async def start() -> None:
        await asyncio.gather(*(await checker.start_due()).values())

    monkeypatch.setattr(there.sources, "claim_due", and_then_leave)
    try:
        for _ in range(2):
            with pytest.raises(ArchiveError):
                asyncio.run(start())
            database.let_in(True)
        monkeypatch.setattr(there.sources, "claim_due", claim)
        asyncio.run(start())
    finally:
        thread.close()
    assert sorted(engine.checked) == ["a", "b", "c"], "at the same moment, long before their leases are over"
