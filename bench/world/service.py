"""The service in the world: the real parts, wired as ever, but for a clock that is set from outside.

    python -m bench.world.service DIRECTORY SEED

For each line of stdin, a time, it makes one pass at that time, and answers with a line of JSON: what the pass did, which sources
are not well, and when one is due next. It ends with its input.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from random import Random

from archive.instance import hold
from archive.records import SourceHealth
from archive.recovery import recover
from config import load
from pipeline import logs, wiring
from pipeline.pool import Inline
from pipeline.service import Service
from spiders import reactor
from statements.clock import ManualClock


def _chance(seed: str, clock: ManualClock) -> float:
    """A number from 0 to 1 that depends on the check that asks and not on the order of those that run beside it."""
    task = asyncio.current_task()
    return Random(f"{seed} {task.get_name() if task else ''} {clock.now()}").random()


class Lapse:
    """Seconds of the world's time that have gone by; where its clock is set back, none have."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock, self._last, self._gone = clock, clock.now(), 0.0

    def __call__(self) -> float:
        now = self._clock.now()
        self._gone += max((now - self._last).total_seconds(), 0.0)
        self._last = now
        return self._gone


async def serve(service: Service, clock: ManualClock) -> int:
    """A pass for each line of stdin."""
    await service.database(recover, service.archive, clock.now())
    await service.start()
    try:
        while True:
            done = await service.once()
            states = await service.database(service.archive.sources.states)
            told = {
                name: done[name]
                for name in ("checked", "failed", "stored", "read", "sent", "pending", "problem")
            }
            told["ill"] = {
                state.source: state.health for state in states if state.health is not SourceHealth.OK
            }
            told["next"] = min(state.next_due_at for state in states).isoformat()
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
            line = await asyncio.to_thread(sys.stdin.readline)
            if not line:
                return 0
            clock.set(datetime.fromisoformat(line.strip()))
    finally:
        await service.stop()


def main() -> int:
    config = load(Path(sys.argv[1]), {"PATH": os.environ.get("PATH", "")})
    logs.configure(quiet=False)
    reactor.install()
    clock = ManualClock(datetime.fromisoformat(sys.stdin.readline().strip()))
    service = wiring.assemble(config, clock=clock, pool=Inline())
    assert service.engine is not None
    service.engine.chance = lambda: _chance(sys.argv[2], clock)
    service.delivery.monotonic = Lapse(clock)
    try:
        with hold(service.archive, owner="world"):
            return reactor.run(lambda: serve(service, clock))
    finally:
        service.close()


if __name__ == "__main__":
    sys.exit(main())
