"""The last stage: what the outbox holds is sent, by one sender a kind of destination."""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping

import structlog

from alerts.deliver import deliver_due
from alerts.pace import Pace
from alerts.ports import Sender
from archive import Archive
from statements.clock import Clock

log = structlog.get_logger("communique.deliver")


class Delivery:
    """Sends what is due. Synchronous; meant for a thread of its own, since Slack and mail block."""

    def __init__(self, *, archive: Archive, senders: Mapping[str, Sender], clock: Clock, owner: str) -> None:
        self._archive, self._senders, self._clock, self._owner = archive, senders, clock, owner
        self._pace = Pace()
        self._random = random.Random()
        self._stop = threading.Event()

    def run(self) -> int:
        """One pass; returns how many messages were accepted."""
        done = deliver_due(
            self._archive.outbox,
            self._senders,
            self._clock,
            owner=self._owner,
            pace=self._pace,
            random=self._random,
            stop=self._stop.is_set,
        )
        if done.sent or done.ambiguous or done.dead or done.parked:
            log.info(
                "delivered",
                sent=done.sent,
                found=done.found,
                doubtful=done.ambiguous,
                dead=done.dead,
                parked=done.parked,
            )
        return done.sent

    def exchange(self, senders: Mapping[str, Sender]) -> None:
        """Send through these from the next pass on."""
        self._senders = senders

    def stop(self) -> None:
        """Finish the message in hand and no other."""
        self._stop.set()
