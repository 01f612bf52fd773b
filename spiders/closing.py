"""Checks end together: those that end while others are being written down are written down in one transaction after them."""

from __future__ import annotations

import asyncio

from archive.records import Closing
from spiders.ports import InThread, SourceStore
from statements.errors import ArchiveError, LeaseLost


class Closer:
    """One for each engine; lives on its loop."""

    def __init__(self, sources: SourceStore, in_thread: InThread) -> None:
        self._sources, self._in_thread = sources, in_thread
        self._waiting: list[tuple[Closing, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def close(self, closing: Closing) -> None:
        """Write a check down. Raises LeaseLost when another run has taken its source over, and ArchiveError."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((closing, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write(), name="close checks")
        await done

    async def _write(self) -> None:
        """Write until nobody waits. A task of its own: a check that is cancelled takes no other with it."""
        while self._waiting:
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
