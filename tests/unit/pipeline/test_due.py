"""What falls due while a stage looks for what is due is looked for again at once, and not at the next beat; nothing is claimed by
an instance that was replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from archive import migrate
from archive.records import SourceEntry
from config import load
from pipeline.checking import Checker
from pipeline.pool import Inline
from pipeline.service import Service, gather
from pipeline.wiring import assemble
from statements.clock import ManualClock
from statements.errors import Replaced
from tests.contract.examples import NOW, message
from tests.unit.config.directories import write

MOMENT = timedelta(milliseconds=5)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    config = load(write(tmp_path, "network: {contact: 'mailto:desk@example.org'}"), {})
    migrate(config.settings.database)
    made = assemble(config, clock=ManualClock(NOW), fetching=False, pool=Inline())
    yield made
    made.close()


@pytest.mark.parametrize(("looked", "again"), [(NOW - MOMENT, True), (NOW, False)])
def test_a_source_that_fell_due_meanwhile_is_checked_now(
    service: Service, looked: datetime, again: bool
) -> None:
    entry = SourceEntry(id="a", issuer="FR", host="a.example", every=timedelta(hours=1))
    service.archive.sources.sync([entry], NOW)

    async def scenario() -> bool:
        await service._wake_when_due(looked)
        return service._alarm is not None and service._alarm.when() <= asyncio.get_running_loop().time()

    assert asyncio.run(scenario()) is again


@pytest.mark.parametrize(("looked", "again"), [(NOW - MOMENT, True), (NOW, False)])
def test_a_message_that_fell_due_meanwhile_leaves_now(
    service: Service, looked: datetime, again: bool
) -> None:
    service.archive.outbox.put([message(not_before=NOW)], NOW)

    async def scenario() -> bool:
        await service._wake_for_departures(looked)
        return (
            service._departure is not None and service._departure.when() <= asyncio.get_running_loop().time()
        )

    assert asyncio.run(scenario()) is again


@pytest.mark.parametrize(
    ("intervals", "seconds"), [([], 0.2), ([2], 0.2), ([900, 30], 0.5), ([60, 3600], 1), ([86_400], 1)]
)
def test_the_longer_the_intervals_the_more_checks_are_taken_together(
    intervals: list[int], seconds: float
) -> None:
    entries = [
        SourceEntry(id="a", issuer="FR", host="a.example", every=timedelta(seconds=each))
        for each in intervals
    ]
    assert gather(cast(Any, entries)) == timedelta(seconds=seconds)


def test_an_instance_that_was_replaced_claims_nothing(service: Service) -> None:
    entry = SourceEntry(id="a", issuer="FR", host="a.example", every=timedelta(hours=1))
    service.archive.sources.sync([entry], NOW)
    service.checker = Checker(
        engine=cast(Any, None),
        archive=service.archive,
        database=service.database,
        clock=service.clock,
        sources=cast(Any, {"a": entry}),
        owner="old",
        concurrency=1,
    )

    def replaced() -> None:
        raise Replaced("another service is at work")

    async def scenario() -> None:
        service._to_check.set()
        await service._check_loop(asyncio.Event())

    service.keep = replaced
    with pytest.raises(Replaced):
        asyncio.run(scenario())
    assert service.archive.sources.claim("a", NOW, owner="new", lease=timedelta(minutes=1)) is not None
