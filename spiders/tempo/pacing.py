"""Between the engine and the tempo: fetches from the archive what is to be learnt, and chooses the wait after a check."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.records import CheckReport
from config.settings import Network
from config.source import Source
from spiders.ports import InThread, SourceStore
from spiders.tempo.crowding import crowded

if TYPE_CHECKING:
    from spiders.tempo.memory import Tempo

FINEST = timedelta(minutes=5)
"""Shorter intervals are left as they are: habits are known to the minute."""
_LATELY = timedelta(hours=12)  # what appeared before draws nothing after it any more


class Pacer:
    """One for each engine; it remembers nothing that the archive does not know."""

    def __init__(self, *, network: Network, sources: SourceStore, in_thread: InThread) -> None:
        self._network, self._sources, self._in_thread = network, sources, in_thread
        self._tempo: Tempo | None = None
        self._kept: dict[str, int] = {}

    async def wait(
        self, source: Source, report: CheckReport, *, before: datetime | None, now: datetime
    ) -> timedelta | None:
        """How long to leave a source alone after this check; None after a failure, where back-off decides, and where nothing speaks for
        another wait than its interval. ``before``: the successful check before this one."""
        if not report.verdict.success:
            return None
        if report.listed:
            self._kept[source.id] = report.listed
        chosen = None if self._network.polling == "fixed" else await self._chosen(source, report, now)
        elapsed = None if before is None or report.baseline else now - before
        wait = source.every if chosen is None else chosen
        hurried = crowded(wait, listed=report.listed, new=report.new, elapsed=elapsed)
        return hurried if hurried < wait else chosen

    async def _chosen(self, source: Source, report: CheckReport, now: datetime) -> timedelta | None:
        if source.every < FINEST:
            return None
        from spiders.tempo.learning import WINDOW
        from spiders.tempo.memory import Tempo

        if self._tempo is None:
            self._tempo = Tempo(share=self._network.polling == "adaptive")
        if self._tempo.needs(source.id, now):
            times = await self._in_thread(self._sources.times, source.id, now - WINDOW)
            delay = self._network.delay if source.delay is None else source.delay
            self._tempo.learn(
                source.id,
                times,
                now=now,
                every=source.every,
                zone=source.zone,
                politeness=delay,
                kept=self._kept.get(source.id),
            )
        elif report.stored:
            self._tempo.saw(source.id, await self._in_thread(self._sources.times, source.id, now - _LATELY))
        return self._tempo.wait(source.id, now)
