"""A worker process for CPU work on hostile input: extraction and classification run here, under limits that can kill.

One lazy worker by default, started on first use and recycled after a number of tasks, since memory counts on a small
machine. A function sent here must be importable and pure; arguments and results cross a process border.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import signal
from collections.abc import Callable
from typing import Any

from pebble import ProcessExpired, ProcessPool

TIMEOUT = 30.0
"""Seconds of wall clock a task may take. trafilatura took 8 s on a 4 MB page of links (measured); a text never needs it."""
MEMORY = 2 * 1024**3
"""Bytes of address space of the worker. Address space, not memory: numpy and its threads map much more than they touch."""
RECYCLE = 2_000
"""Tasks after which the worker is replaced."""


def _limits(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Ctrl-C reaches the whole group; the parent decides when its worker ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Pool:
    """Runs functions in a killable process. `run` raises TimeoutError past the wall limit and MemoryError when the worker
    died of its memory limit or was killed; any other exception is the function's own."""

    def __init__(self, *, workers: int = 1, timeout: float = TIMEOUT, memory: int = MEMORY) -> None:
        self._workers, self._timeout, self._memory = workers, timeout, memory
        self._pool: ProcessPool | None = None

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        if self._pool is None:
            # spawn: the parent has threads and an event loop, which a forked child would inherit half-alive.
            self._pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=RECYCLE,
                initializer=_limits,
                initargs=(self._memory,),
                context=multiprocessing.get_context("spawn"),
            )
        future = self._pool.schedule(function, args=args, timeout=self._timeout)
        try:
            return await asyncio.wrap_future(future)
        except ProcessExpired as error:
            raise MemoryError(f"the worker process died ({error.exitcode})") from error

    def close(self) -> None:
        """End the worker, whatever it is doing."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None


class Inline:
    """The same port without a process: for commands that read one text and exit."""

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)

    def close(self) -> None:
        pass
