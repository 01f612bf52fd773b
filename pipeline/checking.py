"""The first stage: sources that are due are checked, a few at a time, one per host."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from archive import Archive
from archive.records import Calm, CheckReport, Lease
from config.source import Source
from pipeline.threads import DatabaseThread
from statements.clock import Clock
from statements.errors import ArchiveError, LeaseLost
from statements.labels import Verdict

if TYPE_CHECKING:  # brings in Scrapy, which most commands do without
    from spiders.engine import Engine

log = structlog.get_logger("communique.check")

LEASE = timedelta(minutes=15)
"""How long a check may hold its source. A check that takes longer loses its lease and its writes (fencing), and the
source is checked again; a crashed one comes back after this time at the latest."""


class Checker:
    """Claims due sources and checks them through the engine. Remembers only what is in flight; what is due lives in the
    database."""

    def __init__(
        self,
        *,
        engine: Engine,
        archive: Archive,
        database: DatabaseThread,
        clock: Clock,
        sources: Mapping[str, Source],
        owner: str,
        concurrency: int,
    ) -> None:
        self._engine, self._archive, self._database, self._clock = engine, archive, database, clock
        self._sources, self._owner, self._concurrency = sources, owner, concurrency
        self._running: set[asyncio.Task[CheckReport | None]] = set()
        self._cut_off: dict[str, Lease | None] = {}
        """Sources whose last check ended without its database, with the lease until it is given back. One that is cut off again
        waits for the end of its lease: its own writes may be what the database does not take."""
        self._draining = False

    @property
    def full(self) -> bool:
        """Whether as many checks are under way as may be at once."""
        return len(self._running) >= self._concurrency

    async def start_due(
        self, *, besides: Collection[str] = ()
    ) -> dict[str, asyncio.Task[CheckReport | None]]:
        """Start checking what is due, as far as there is room, and return the tasks just started by source. Sources
        ``besides`` which others are wanted are given back."""
        for source, lost in list(self._cut_off.items()):
            if lost is not None:
                with suppress(LeaseLost):
                    await self._database(self._archive.sources.release, lost)
                self._cut_off[source] = None
        if self.full:
            return {}
        room = self._concurrency - len(self._running)
        leases = await self._database(
            self._archive.sources.claim_due, self._clock.now(), owner=self._owner, limit=room, lease=LEASE
        )
        try:
            calm = await self._calm(leases)
        except ArchiveError:
            self._cut_off |= {lease.source: lease for lease in leases}
            raise
        started = {}
        for lease in leases:
            if self._draining or lease.source in besides:
                await self._database(self._archive.sources.release, lease)
                continue
            task = asyncio.create_task(
                self._check(lease, calm.get(lease.source)), name=f"check {lease.source}"
            )
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            started[lease.source] = task
        return started

    async def check_all_due(self) -> list[CheckReport]:
        """Check until nothing is due any more; returns once every check has ended. A source whose interval is shorter than
        the whole pass is not started a second time."""
        tasks: dict[str, asyncio.Task[CheckReport | None]] = {}
        while True:
            started = await self.start_due(besides=tasks.keys())
            tasks |= started
            unfinished = [task for task in tasks.values() if not task.done()]
            if not started and not unfinished:
                return [report for task in tasks.values() if (report := task.result()) is not None]
            if unfinished:
                await asyncio.wait(unfinished, return_when=asyncio.FIRST_COMPLETED)

    async def check_one(self, source: str) -> CheckReport | None:
        """Check one source now, due or not. None when somebody else holds it."""
        lease = await self._database(
            self._archive.sources.claim, source, self._clock.now(), owner=self._owner, lease=LEASE
        )
        return await self._check(lease) if lease is not None else None

    async def _calm(self, leases: Sequence[Lease]) -> dict[str, Calm]:
        """Which of the sources just claimed need no more than a look at their entry, asked for all at once."""
        if not leases:
            return {}
        found: dict[str, Calm] = await self._database(
            self._archive.sources.calm, [lease.source for lease in leases], self._clock.now()
        )
        return found

    async def _check(self, lease: Lease, calm: Calm | None = None) -> CheckReport | None:
        source = self._sources.get(lease.source)
        if source is None:  # switched off between claim and check
            await self._database(self._archive.sources.release, lease)
            return None
        try:
            report = await self._engine.check(source, lease, calm)
        except ArchiveError:
            self._cut_off[lease.source] = None if lease.source in self._cut_off else lease
            raise
        except LeaseLost:
            log.warning("check abandoned", source=lease.source, reason="another run holds the source")
            return None
        self._cut_off.pop(lease.source, None)
        if report.verdict is Verdict.UNCHANGED and report.error is None:
            return report  # most checks; a line for each would hide the others
        level = log.info if report.verdict.success else log.warning
        level(
            "checked",
            source=report.source,
            verdict=report.verdict.value,
            listed=report.listed,
            new=report.new,
            stored=report.stored,
            failed=report.failed,
            refused=report.refused,
            error=report.error,
            note=report.note,
        )
        return report

    async def drain(self, seconds: float) -> None:
        """Start no more checks. Let the running ones finish for a while, then stop them; the next start ends their
        leases."""
        self._draining = True
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
