"""The service: the stages in their order, for one pass (`once`) or for ever (`scheduler.serve`).

    check (fetch, extract, store)  ->  read (label, match, queue)  ->  deliver        digest when a period has closed
                                                                                      board when somebody has not spoken

Each stage takes what the database says is not done yet, so any of them can die and be run again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from alerts.ports import Sender
from archive import Archive
from archive.records import SourceEntry
from config import Config
from config.source import Source, address_of
from pipeline import shapes
from pipeline.buttons import stage_of
from pipeline.checking import Checker
from pipeline.delivering import Delivery
from pipeline.digesting import DigestStage
from pipeline.housekeeping import tidy
from pipeline.notices import Notices
from pipeline.pool import Inline, Pool
from pipeline.proposals import ask_again
from pipeline.reading import ReadStage
from pipeline.setting import house_of, setting_of
from pipeline.silences import Silences
from pipeline.threads import DatabaseThread, left_behind
from spiders.politeness import host_key
from statements.clock import Clock
from statements.errors import ArchiveError, CommuniqueError

if TYPE_CHECKING:  # brings in Scrapy, which most commands do without
    from spiders.engine import Engine

log = structlog.get_logger("communique.run")

TIDY_EVERY = timedelta(hours=1)
GATHER = (timedelta(milliseconds=200), timedelta(seconds=1))
"""Bounds of `gather`."""


def gather(sources: Iterable[Source]) -> timedelta:
    """Within which time checks that fall due are taken together, since one transaction then serves many: a sixtieth of the shortest
    interval, in bounds. Who looks once a minute can wait for a second."""
    shortest = min((source.every for source in sources), default=timedelta(0))
    return min(max(shortest / 60, GATHER[0]), GATHER[1])


@dataclass(kw_only=True)
class Service:
    """Every stage, wired (see pipeline.wiring)."""

    config: Config
    archive: Archive
    database: DatabaseThread
    pool: Pool | Inline
    clock: Clock
    engine: Engine | None
    checker: Checker | None
    reader: ReadStage
    digests: DigestStage
    silences: Silences
    notices: Notices
    delivery: Delivery
    sources: Mapping[str, Source]
    senders: Callable[[Config], Mapping[str, Sender]]
    """Makes the senders of a configuration."""
    keep: Callable[[], None] = lambda: None
    """Makes sure that this is still the one service at work here (`archive.instance.hold`)."""

    def __post_init__(self) -> None:
        self._tidied: datetime | None = None
        self._beaten = True
        self._cold = True
        self._alarm: asyncio.TimerHandle | None = None
        self._departure: asyncio.TimerHandle | None = None
        self._to_check = asyncio.Event()
        self._to_read = asyncio.Event()
        self._to_deliver = asyncio.Event()
        if self.engine is not None:
            self.engine.stored = self._to_read.set
        self.reader.queued = self._to_deliver.set

    def reconfigure(self, config: Config) -> None:
        """Go on with other watches and other settings of what is sent: with all of them, or with none. Raises ConfigError for a
        setting that shows only in use to be wrong, such as an address that Apprise does not know."""
        setting, senders, house = setting_of(config), self.senders(config), house_of(config)
        self.config = config
        self.reader.watch(config.watches, setting)
        self.digests.configure(config)
        self.silences.configure(config)
        self.notices.configure(config)
        self.delivery.exchange(senders, house)

    def refuse(self, problem: str | None) -> None:
        """Let the operators know that an edit cannot be used, or (None) that the last one can."""
        self.notices.refused = problem

    def advise(self, advice: Mapping[str, str]) -> None:
        """Let the operators know, once, what of an edit is unwise: a sentence for each part, by what names it for ever."""
        self.notices.advice = advice

    # -- one pass

    async def once(self, *, force: bool = False) -> dict[str, Any]:
        """Everything that is due, until nothing is left that can be done now."""
        if force:
            await self.database(self.archive.sources.make_due, self.clock.now())
        reports = await self._checker.check_all_due()
        read = await self.reader.run()
        await self.silences.run(now=True)
        await self.digests.run()
        await self.notices.run(now=True)
        sent = await self.deliver()
        counts = await self.database(self.archive.outbox.counts)
        await self._tidy()
        return {
            "checked": len(reports),
            "failed": sum(not report.verdict.success for report in reports),
            "stored": sum(report.stored for report in reports),
            "read": read,
            "sent": sent,
            "pending": sum(counts.get(state, 0) for state in ("pending", "sending", "ambiguous")),
            "sources": [shapes.check(report) for report in reports],
            "problem": self.reader.problem,
        }

    async def check_one(self, source: str) -> dict[str, Any]:
        """Check one source, then read and deliver what came of it. Raises CommuniqueError when it cannot be checked now."""
        if source not in self.sources:
            raise CommuniqueError(
                f"no source {source!r} is enabled here; `communique sources list --all` names them"
            )
        report = await self._checker.check_one(source)
        if report is None:
            raise CommuniqueError(f"{source} is being checked by another process")
        await self.reader.run()
        await self.deliver()
        return shapes.check(report)

    async def deliver(self) -> int:
        """Send what can be sent now, each lane beside the others; returns how many messages were accepted."""
        total = 0
        while lanes := await self.database(self.delivery.due):
            passes = [self._until_nothing_goes(lane) for lane in lanes]
            done = await asyncio.gather(*passes, return_exceptions=True)
            failures = [each for each in done if isinstance(each, BaseException)]
            if failures:
                raise failures[0]
            sent = sum(each for each in done if isinstance(each, int))
            if not sent:
                break
            total += sent
        return total

    async def _until_nothing_goes(self, lane: str) -> int:
        """Passes over a lane as long as it takes messages; returns how many it took."""
        total = 0
        while not self.delivery.stopped and (sent := await left_behind(partial(self.delivery.run, lane))):
            total += sent
        return total

    # -- for ever

    def stages(self, stopping: asyncio.Event) -> list[Coroutine[Any, Any, None]]:
        """The loops of the running service. Each sleeps until the one before wakes it, or the beat does."""
        loops = [self._check_loop(stopping), self._read_loop(stopping), self._deliver_loop(stopping)]
        clicks = stage_of(lambda: self.config, self.archive, self.clock)
        return loops if clicks is None else [*loops, clicks.run(stopping)]

    async def beat(self) -> None:
        """One tick of the clock: everybody looks whether something is due."""
        self._beaten = self._cold = True
        for event in (self._to_check, self._to_read, self._to_deliver):
            event.set()

    async def _check_loop(self, stopping: asyncio.Event) -> None:
        running: set[asyncio.Task[Any]] = set()

        async def step() -> None:
            nonlocal running
            ended = {task for task in running if task.done()}
            running -= ended
            # A check ends with an exception only by a bug or without its database; many do at once when that goes away.
            failures = [error for task in ended if (error := task.exception()) is not None]
            if failures:
                raise min(failures, key=lambda error: isinstance(error, ArchiveError))
            if self._beaten:  # before a source is claimed that another instance may be at work on now
                await self.database(self.keep)
            looked = self.clock.now()
            started = set((await self._checker.start_due()).values())
            for task in started:
                task.add_done_callback(self._checked)
            running |= started
            if self._beaten:
                self._beaten = False
                await self.digests.run()
                if await self.notices.run():
                    self._to_deliver.set()
                await self._tidy()
            await self._wake_when_due(looked)
            # When all places are taken more may be due, and there is room for it soon.
            pause = GATHER[0] if self._checker.full else gather(self.sources.values())
            await asyncio.sleep(pause.total_seconds())

        await self._repeat("check", stopping, self._to_check, step)

    async def _wake_when_due(self, looked: datetime) -> None:
        """Let the check stage look again when the next source falls due that was not when it last ``looked``; a beat that comes before
        that changes nothing."""
        due: datetime | None = await self.database(self.archive.sources.next_due)
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if due is None:
            return
        wait = max(due - self.clock.now(), timedelta(0))
        # What was due already waits for a check of its host, or for room: the end of that wakes us.
        if looked < due and wait < self.config.settings.tick:
            self._alarm = asyncio.get_running_loop().call_later(wait.total_seconds(), self._to_check.set)

    async def _tidy(self) -> None:
        now = self.clock.now()
        if self._tidied is None or not timedelta(0) <= now - self._tidied < TIDY_EVERY:
            await self.database(tidy, self.archive, self.config.settings.retention, now)
            self._tidied = now

    def _checked(self, task: asyncio.Task[Any]) -> None:
        self._to_check.set()  # there is room for another source

    async def _read_loop(self, stopping: asyncio.Event) -> None:
        async def step() -> None:
            beaten, self._cold = self._cold, False
            if not beaten:
                await self.reader.read()
                return
            read, told = await self.reader.run(), await self.silences.run()
            if read or told:
                self._to_deliver.set()
            else:
                await self.reader.keep_ready()

        await self._repeat("read", stopping, self._to_read, step)

    async def _deliver_loop(self, stopping: asyncio.Event) -> None:
        """Each channel is delivered by itself: a Slack that hangs holds up no mail."""
        running: dict[str, asyncio.Task[int]] = {}
        wanted: set[str] = set()  # fell due while they were under way

        def ended(name: str, task: asyncio.Task[int]) -> None:
            if name in wanted or task.cancelled() or task.exception() is not None:
                wanted.discard(name)
                self._to_deliver.set()

        async def step() -> None:
            for name in [name for name, task in running.items() if task.done()]:
                running.pop(name).result()
            looked = self.clock.now()
            for name in await self.database(self.delivery.due):
                if name in running and not running[name].done():
                    wanted.add(name)
                else:
                    running[name] = asyncio.create_task(self._until_nothing_goes(name))
                    running[name].add_done_callback(partial(ended, name))
            await self._wake_for_departures(looked)

        await self._repeat("deliver", stopping, self._to_deliver, step)
        if running:
            await asyncio.wait(running.values())

    async def _wake_for_departures(self, looked: datetime) -> None:
        """Let the last stage look again when a message falls due that was held or put off when it last ``looked``; a beat comes sooner
        than any that waits for long."""
        due: datetime | None = await self.database(self.delivery.next_due, looked)
        if self._departure is not None:
            self._departure.cancel()
            self._departure = None
        if due is None:
            return
        wait = max(due - self.clock.now(), timedelta(0))
        if looked < due and wait < self.config.settings.tick:
            loop = asyncio.get_running_loop()
            self._departure = loop.call_later(wait.total_seconds(), self._to_deliver.set)

    async def _repeat(
        self, stage: str, stopping: asyncio.Event, woken: asyncio.Event, step: Callable[[], Awaitable[None]]
    ) -> None:
        """Take a step each time somebody wakes this stage. A database that is away for a while costs time only: what is to
        be done stands in it. Any other exception is a bug and ends the service, for its supervisor to see."""
        away: str | None = None
        while not stopping.is_set():
            await woken.wait()
            woken.clear()
            if stopping.is_set():
                return
            try:
                await step()
            except ArchiveError as error:
                if away != str(error):  # said once, or each beat of a long night would say it
                    away = str(error)
                    log.warning("the database cannot be used now", stage=stage, error=away)
            else:
                if away is not None:
                    away = None
                    log.info("the database can be used again", stage=stage)

    async def drain(self, seconds: float) -> None:
        """Stop claiming, let what is under way finish for ``seconds``, wake the loops so that they end."""
        self.delivery.stop()
        await self._checker.drain(seconds)
        for alarm in (self._alarm, self._departure):
            if alarm is not None:
                alarm.cancel()
        await self.beat()

    # -- ends

    async def start(self) -> None:
        """Announce the sources to the database and start the engine."""
        await self.digests.believe_clock()
        await self.database(
            self.archive.sources.sync,
            [
                SourceEntry(
                    id=entry.id, issuer=entry.issuer, host=host_key(address_of(entry)), every=entry.every
                )
                for entry in self.sources.values()
            ],
            self.clock.now(),
        )
        await self.database(ask_again, self.archive, self.config.directory / "sources", self.clock.now())
        if self.engine is not None:
            await self.engine.start()

    async def stop(self) -> None:
        if self.engine is not None:
            await self.engine.stop()

    def close(self) -> None:
        """Release processes, threads and the database."""
        self.pool.close()
        self.database.close()
        self.archive.close()

    @property
    def _checker(self) -> Checker:
        if self.checker is None:
            raise CommuniqueError("this command was started without the part that fetches")
        return self.checker
