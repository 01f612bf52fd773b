"""Checks end together: those that end within a moment are written down in one transaction, at about the cost of one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from archive.records import Closing
from spiders.ports import InThread, SourceStore
from statements.errors import ArchiveError, LeaseLost

GATHER = 0.05
"""Seconds that a check which has ended waits for the others under way. One that brought news waits for nobody."""


class Closer:
    """One for each engine; lives on its loop."""

    def __init__(self, sources: SourceStore, in_thread: InThread) -> None:
        self._sources, self._in_thread = sources, in_thread
        self._waiting: list[tuple[Closing, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._under_way = 0
        self._enough = asyncio.Event()

    @contextmanager
    def check(self) -> Iterator[None]:
        """A check is under way, and may end soon."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._look(hurry=False)

    def _look(self, *, hurry: bool) -> None:
        if self._waiting and (hurry or len(self._waiting) >= self._under_way):
            self._enough.set()

    async def close(self, closing: Closing) -> None:
        """Write a check down. Raises LeaseLost when another run has taken its source over, and ArchiveError."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((closing, done))
        self._look(hurry=closing.report.stored > 0)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write(), name="close checks")
        await done

    async def _write(self) -> None:
        """Write until nobody waits. A task of its own: a check that is cancelled takes no other with it."""
        while self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), GATHER)
            self._enough.clear()
            batch, self._waiting = self._waiting, []
            await self._write_batch(batch)

    async def _write_batch(self, batch: list[tuple[Closing, asyncio.Future[None]]]) -> None:
        try:
            lost = await self._in_thread(self._sources.finish_many, [closing for closing, _ in batch])
        except Exception as error:  # noqa: BLE001 - each check ends with what ended its writing
            if len(batch) > 1 and not isinstance(error, ArchiveError):
                for one in batch:  # it is one of them; the others are not to blame
                    await self._write_batch([one])
                return
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
            return
        for closing, done in batch:
            if done.done():
                continue
            if closing.lease.source in lost:
                done.set_exception(
                    LeaseLost(f"the check of {closing.lease.source} goes on under another lease")
                )
            else:
                done.set_result(None)
