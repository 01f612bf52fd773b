"""One delivery pass to a signed webhook in a process of its own, which a test may let die at a crash point.

python -m tests.service.alerts.send_event_once DATABASE URL NOW
"""

from __future__ import annotations

import sys
from datetime import datetime
from random import Random

from alerts.deliver import deliver_due
from alerts.hooks import Hook, HttpSender
from alerts.pace import Pace
from archive import open_archive
from statements.clock import ManualClock


def main(database: str, url: str, now: str) -> None:
    clock = ManualClock(datetime.fromisoformat(now))
    sender = HttpSender({"intake": Hook(url=url, secret="shared-with-nobody")}, clock=clock)
    with open_archive(database) as archive:
        deliver_due(archive.outbox, {"http": sender}, clock, owner="child", pace=Pace(), random=Random(1))


if __name__ == "__main__":
    main(*sys.argv[1:])
