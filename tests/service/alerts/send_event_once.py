"""One delivery pass to a signed webhook as a program, which a test may let die at a crash point: DATABASE URL NOW."""

from __future__ import annotations

import sys
from datetime import datetime
from random import Random

from alerts.deliver import deliver_due
from alerts.hooks import Hook, HttpSender
from alerts.pace import Pace
from archive import open_archive
from statements.clock import ManualClock


def main() -> None:
    database, url, now = sys.argv[1:]
    clock = ManualClock(datetime.fromisoformat(now))
    sender = HttpSender({"intake": Hook(url=url, secret="shared-with-nobody")}, clock=clock)
    with open_archive(database) as archive:
        deliver_due(archive.outbox, {"http": sender}, clock, owner="child", pace=Pace(), random=Random(1))
