"""A worker process for CPU work on hostile input: extraction and classification run here, under limits that can kill.

One lazy worker by default, started on first use and recycled after a number of tasks, since memory counts on a small
machine. A function sent here must be importable and pure; arguments and results cross a process border.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

import structlog
from pebble import ProcessExpired, ProcessPool

from pipeline.memory import begin_worker
from statements.errors import CommuniqueError

TIMEOUT = 30.0
"""Seconds of wall clock a task may take. trafilatura took 8 s on a 4 MB page of links (measured); a text never needs it."""
MEMORY = 2 * 1024**3
"""Bytes of address space of the worker. Address space, not memory: numpy and its threads map much more than they touch."""
RECYCLE = 2_000
"""Tasks after which the worker is replaced."""
GRACE = 20.0
"""Seconds beyond the limit after which a worker that does not even begin is given up: it is stopped, or cannot start."""

log = structlog.get_logger("communique.worker")


class Pool:
    """Runs functions in a killable process. `run` raises TimeoutError past the wall limit and MemoryError when the work
    killed its worker twice; any other exception is the function's own.

    A worker that dies or stops for reasons of its own (the machine's memory killer, a person, a signal to the whole
    group) is replaced, and its work tried once more.
    """

    def __init__(
        self, *, workers: int = 1, timeout: float = TIMEOUT, memory: int = MEMORY, grace: float = GRACE
    ) -> None:
        self._workers, self._timeout, self._memory, self._grace = workers, timeout, memory, grace
        self._pool: ProcessPool | None = None
        # No more tasks at a time than workers, so that a task's time is its own and not that of those before it.
        self._turns = asyncio.Semaphore(workers)

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        async with self._turns:
            try:
                return await self._attempt(function, *args)
            except _WorkerLost as first:
                log.warning("the worker process was lost", reason=str(first))
            try:
                return await self._attempt(function, *args)
            except _WorkerLost as second:
                raise MemoryError(f"the worker process died twice ({second})") from second

    async def _attempt(self, function: Callable[..., Any], *args: Any) -> Any:
        try:
            future = self._started().schedule(function, args=args, timeout=self._timeout)
        except RuntimeError as error:  # a worker that died idle breaks the whole pool
            self.close()
            raise _WorkerLost(str(error)) from error
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._timeout + self._grace)
        except ProcessExpired as error:
            raise _WorkerLost(str(error)) from error
        except BrokenExecutor as error:  # the worker died before the pool knew whose task it had
            self.close()
            raise _WorkerLost(str(error)) from error
        except TimeoutError:
            if (
                not future.done() or future.cancelled()
            ):  # ours, not the pool's: the worker did not even take the task
                self.close()
            raise
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise  # we are told to stop
            self.close()
            raise _WorkerLost("the pool broke") from None

    def _started(self) -> ProcessPool:
        if self._pool is None:
            # spawn: the parent has threads and an event loop, which a forked child would inherit half-alive.
            self._pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=RECYCLE,
                initializer=begin_worker,
                initargs=(self._memory,),
                context=multiprocessing.get_context("spawn"),
            )
        return self._pool

    def close(self) -> None:
        """End the worker, whatever it is doing."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None


def once(function: Callable[..., Any], *args: Any) -> Any:
    """Run one function under the limits of the pool and wait for it: for commands that read a page and exit. Raises as
    `Pool.run`."""
    pool = Pool(timeout=TIMEOUT)
    try:
        return asyncio.run(pool.run(function, *args))
    finally:
        pool.close()


def read_once(file: Path, function: Callable[..., Any], *args: Any) -> Any:
    """`once` for what is read from ``file``. Raises CommuniqueError, which names it, past the limits."""
    try:
        return once(function, *args)
    except TimeoutError as error:
        raise CommuniqueError(f"{file}: a page takes too long to read") from error
    except MemoryError as error:
        raise CommuniqueError(f"{file}: a page takes too much memory to read") from error


class _WorkerLost(Exception):
    """The worker died without an answer."""


class Inline:
    """The same port without a process: for commands that read one text and exit."""

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)

    def close(self) -> None:
        pass
