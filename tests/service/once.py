"""Passes of the service at chosen times, as a program: DIRECTORY. It makes one for each time that it reads from stdin, a line
each, and answers each with a line of JSON."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import datetime
from pathlib import Path

from config import load
from pipeline import logs, wiring
from pipeline.service import Service
from statements.clock import ManualClock


def main() -> int:
    config = load(Path(sys.argv[1]), os.environ)
    logs.configure(quiet=True)
    clock = ManualClock(datetime.fromisoformat(sys.stdin.readline().strip()))

    async def body(service: Service) -> int:
        while True:
            sys.stdout.write(json.dumps(await service.once(force=True)) + "\n")
            sys.stdout.flush()
            line = await asyncio.to_thread(sys.stdin.readline)
            if not line:
                return 0
            clock.advance(datetime.fromisoformat(line.strip()) - clock.now())

    return wiring.run(config, body, clock=clock)
