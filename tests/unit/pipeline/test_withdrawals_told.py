"""What was withdrawn in the last days is asked for each time that anything is read: once for each, in batches, without its texts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from alerts.watches import messages, queries
from archive import Archive
from config.watches import Watch
from pipeline.reading import BATCH, ReadStage
from statements.clock import SystemClock
from statements.labels import Part
from statements.model import Message, Version
from tests.contract.examples import reading as made_up
from tests.unit.pipeline.test_reading import reading, waiting

COUNT = BATCH + 10
WATCH = Watch(id="aleppo", name="Aleppo", query="aleppo", to=("slack:C1",))
READING = made_up()


def told(version: Version, matched: Sequence[str]) -> list[Message]:
    return messages([WATCH], matched, version, READING, None)


def withdraw_all(archive: Archive) -> None:
    """All that was stored was read, matched and told; then it is gone for certain."""
    now = SystemClock().now() - timedelta(minutes=30)
    for version in archive.readings.unread(2 * COUNT):
        compose = partial(told, version)
        archive.readings.record(version, READING, watches=queries([WATCH]), compose=compose, now=now)
    assert archive.outbox.counts()["pending"] == COUNT
    lease = archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
    assert lease is not None
    for statement in range(1, COUNT + 1):
        for minute in (60, 120):
            archive.statements.missing(
                lease, statement, now + timedelta(minutes=minute), now + timedelta(days=1), "HTTP 404"
            )
    archive.sources.release(lease)


def queued(archive: Archive, stage: ReadStage) -> int:
    """How many messages a run of the stage queues, edits of heads left out."""

    def told() -> int:
        return sum(row.part is not Part.EDIT for row in archive.outbox.list(limit=10 * COUNT))

    before = told()
    asyncio.run(stage.run())
    return told() - before


def test_each_withdrawal_is_told_once_and_read_once(tmp_path: Path) -> None:
    texts = {f"s{n}": f"Aleppo, statement {n} of many." for n in range(COUNT)}
    with waiting(tmp_path, **texts) as (_, archive):
        withdraw_all(archive)
        with reading(archive, watches=(WATCH,)) as stage:
            assert queued(archive, stage) == COUNT
            asked: list[str] = []

            def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
                asked.append(statement)

            sa.event.listen(sa.Engine, "before_cursor_execute", note)
            try:
                assert queued(archive, stage) == 0
            finally:
                sa.event.remove(sa.Engine, "before_cursor_execute", note)
            assert any("event" in statement for statement in asked)
            assert not any("event.reason" in statement for statement in asked), "nor read again with its text"
            stage.watch([WATCH])
            assert queued(archive, stage) == 0, "the outbox takes nothing twice"
