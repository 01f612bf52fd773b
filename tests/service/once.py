"""One pass of the service at a chosen time, in a process of its own: `python -m tests.service.once DIRECTORY ISO-TIME`."""

from __future__ import annotations

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
    directory, now = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
    config = load(directory, os.environ)
    logs.configure(quiet=True)

    async def body(service: Service) -> int:
        sys.stdout.write(json.dumps(await service.once(force=True)))
        return 0

    return wiring.run(config, body, clock=ManualClock(now))


if __name__ == "__main__":
    sys.exit(main())
