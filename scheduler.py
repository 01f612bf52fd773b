"""The long-running service: a clock that asks what is due, and nothing else.

APScheduler is used as a clock only. What is due, who holds it and what was sent lives in the database; a missed or
doubled tick is therefore harmless. A jump of the wall clock is noticed by comparing it with the monotonic one, since
APScheduler 3 stands still for as long as the wall clock went back (measured: one hour back, one hour of silence).
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, timedelta
from typing import Any, Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger("communique.run")

DRAIN = 20.0
"""Seconds from SIGTERM to the end."""
JUMP = 60.0
"""Seconds by which wall and monotonic clock may drift apart between two looks before it counts as a jump."""
LOOK = 5.0


def _ticker(tick: timedelta, beat: Callable[[], Awaitable[None]]) -> AsyncIOScheduler:
    """A started scheduler with the one job there is."""
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    scheduler.add_job(beat, "interval", seconds=tick.total_seconds())
    scheduler.start()
    return scheduler


class Served(Protocol):
    """What the clock needs of the service (`pipeline.service.Service`)."""

    def stages(self, stopping: asyncio.Event) -> Sequence[Coroutine[Any, Any, None]]:
        """The loops to run until ``stopping`` is set."""

    async def beat(self) -> None:
        """Look whether something is due."""

    async def drain(self, seconds: float) -> None:
        """End what is under way, within ``seconds``."""


async def serve(
    service: Served,
    *,
    tick: timedelta,
    wall: Callable[[], float] = time.time,
    monotonic: Callable[[], float] = time.monotonic,
    look: float = LOOK,
) -> int:
    """Run until SIGTERM or SIGINT; a second signal ends at once. Returns the exit status."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop(number: int) -> None:
        if stopping.is_set():
            os._exit(128 + number)
        log.info("stopping", signal=signal.Signals(number).name)
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop, number)

    loops = [asyncio.create_task(stage) for stage in service.stages(stopping)]
    await service.beat()
    scheduler = _ticker(tick, service.beat)
    offset = wall() - monotonic()
    log.info("running", tick=tick.total_seconds())
    stop_wait = asyncio.create_task(stopping.wait())
    try:
        while not stopping.is_set():
            done, _ = await asyncio.wait(
                {stop_wait, *loops}, timeout=look, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done - {stop_wait}:
                task.result()  # a stage ends only by a bug: let it be seen, and let the supervisor restart us
            drift = wall() - monotonic() - offset
            if abs(drift) > JUMP:
                log.warning("the clock jumped", seconds=round(drift))
                offset += drift
                scheduler.shutdown(wait=False)
                await service.beat()
                scheduler = _ticker(tick, service.beat)
    finally:
        stopping.set()
        scheduler.shutdown(wait=False)
        await service.drain(DRAIN - 2)
        await asyncio.wait(loops, timeout=2)
        for task in (*loops, stop_wait):
            task.cancel()
    log.info("stopped")
    return 0
