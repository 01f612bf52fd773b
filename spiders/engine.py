"""The spiders' front door: `Engine.check` reads one source to its end and says how it went.

A check never raises for a fault of the site: that is a verdict and a sentence. It raises LeaseLost when another run has
taken the source over; whatever was stored until then stays, and the run is abandoned without a report of its own.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import MappingProxyType

# Each class that Scrapy deprecates there looks at every frame above it: 0.3 s of every start when it is imported from deeper down.
import scrapy.core.downloader.contextfactory  # noqa: F401

from archive.records import Calm, CheckReport, Closing, DoorUse, Lease, SourceState, Validators
from config.settings import Network
from config.source import Source, doors
from spiders import rhythm
from spiders.closing import Closer
from spiders.doors import Doors
from spiders.failures import FetchFailed
from spiders.fetch import Fetcher
from spiders.glance import Glance, unchanged
from spiders.learner import Learner, Propose
from spiders.pages import Pages
from spiders.ports import CheckStore, Compute, InThread
from spiders.run import Run
from spiders.tempo.pacing import Pacer
from statements.clock import Clock
from statements.crashpoints import crashpoint
from statements.labels import Verdict

# After these the host still answers, so pages that are due can be read although the entry was no use.
_READ_ON = (Verdict.EMPTY, Verdict.PARSE_ERROR, Verdict.SOFT_404, Verdict.TOO_LARGE, Verdict.STALE)


@dataclass(kw_only=True)
class Engine:
    """Long-lived; lives on the reactor's loop. ``revisit`` holds the ages at which a new statement's page is read again."""

    network: Network
    store: CheckStore
    in_thread: InThread
    compute: Compute
    clock: Clock
    revisit: Sequence[timedelta] = ()
    propose: Propose | None = None
    """Is told when a site with selectors of its own seems rebuilt, and how it could be read now."""
    stored: Callable[[], None] = lambda: None
    """Is told whenever a new text is in the archive."""
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random

    def __post_init__(self) -> None:
        self.fetcher = Fetcher(
            network=self.network,
            clock=self.clock,
            monotonic=self.monotonic,
            sleep=self.sleep,
            chance=self.chance,
        )
        self.learner = Learner(
            fetcher=self.fetcher,
            store=self.store.learned,
            in_thread=self.in_thread,
            compute=self.compute,
            clock=self.clock,
            propose=self.propose,
        )
        self.closer = Closer(self.store.sources, self.in_thread)
        self.pacer = Pacer(network=self.network, sources=self.store.sources, in_thread=self.in_thread)

    async def start(self) -> None:
        """Start the spiders. One engine runs in a process at a time."""
        await self.fetcher.start()

    async def stop(self) -> None:
        """End the spiders; cancel checks in flight before."""
        await self.fetcher.stop()

    async def check(self, source: Source, lease: Lease, calm: Calm | None = None) -> CheckReport:
        """Read what ``source`` lists now and the pages that are due, store what is new or changed, close the lease. ``calm``:
        what the archive holds, if nothing but a look at the entry is due."""
        with self.closer.check():
            return await self._check(source, lease, calm)

    async def _check(self, source: Source, lease: Lease, calm: Calm | None) -> CheckReport:
        crashpoint("fetch.before")
        glance = Glance(fetcher=self.fetcher, network=self.network)
        if calm is not None:
            started = self.clock.now()
            reads = await self.learner.known(source)
            status = None if reads is None else await glance.take(reads, calm, started=started)
            if reads is not None and status is not None:
                report = unchanged(
                    reads,
                    status,
                    requests=glance.requests,
                    started=started,
                    finished=self.clock.now(),
                )
                await self._close(source, lease, report, state=calm.state)
                return report
        state = calm.state if calm else await self.in_thread(self.store.sources.state, source.id)
        if state is None:
            raise ValueError(f"{source.id} is not among the archive's sources")
        plan = await self.learner.plan(source, lease, well=state.last_success_at)
        run = Run(
            source=plan.source,
            lease=lease,
            state=state,
            network=self.network,
            fetcher=self.fetcher,
            store=self.store,
            in_thread=self.in_thread,
            compute=self.compute,
            clock=self.clock,
            revisit=self.revisit,
            fetched=glance.fetched,
            validators=calm.validators if calm else None,
            on_stored=self.stored,
            relearnt=plan.relearnt,
        )
        run.errand.requests = plan.requests + glance.requests
        through = Doors(run=run, doors=doors(plan.source), trust=self.fetcher.trust)
        entry = await through.take()
        run.tell(plan.note, plan.trouble)
        if plan.verdict is not None and not run.verdict.success:  # else a further door was read instead
            run.verdict = plan.verdict
        pages = Pages(run=run, read_entry=partial(entry.take, afresh=True))
        try:
            if run.verdict.success or run.verdict in _READ_ON:
                await pages.read_due()
                await pages.look_back()
        except FetchFailed as failure:
            run.fail(failure.verdict, failure.reason)
            run.status, run.retry_after = failure.status or run.status, failure.retry_after
        await run.note_furniture()
        await self.learner.judge(source, plan, run, lease)
        report = run.report(self.clock.now())
        await self._close(
            source,
            lease,
            report,
            state=state,
            validators=entry.validators,
            troubled=run.troubled,
            unread=pages.unread,
            door=through.use,
        )
        return report

    async def _close(
        self,
        source: Source,
        lease: Lease,
        report: CheckReport,
        *,
        state: SourceState,
        validators: Mapping[str, Validators] = MappingProxyType({}),
        troubled: bool = False,
        unread: bool = False,
        door: DoorUse | None = None,
    ) -> None:
        """Choose the time of the next check and write this one down."""
        now = report.finished
        failures = 0 if report.verdict.success else state.failures + 1
        chosen = await self.pacer.wait(source, report, before=state.last_success_at, now=now)
        crashpoint("check.before_finish")
        due = rhythm.next_due(
            now,
            every=source.every,
            verdict=report.verdict,
            failures=failures,
            retry_after=report.retry_after,
            unread=unread,
            chance=self.chance(),
            chosen=chosen,
        )
        await self.closer.close(
            Closing(
                lease=lease,
                report=report,
                next_due_at=due,
                validators=validators,
                health=rhythm.health(report.verdict, failures=failures, troubled=troubled),
                now=now,
                door=door,
            )
        )
