"""The last stage: what the outbox holds is sent, by one sender a kind of destination."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from alerts.deliver import deliver_due
from alerts.house import House
from alerts.outcomes import Attempt
from alerts.pace import Pace
from alerts.ports import Sender
from archive import Archive
from statements.clock import Clock

log = structlog.get_logger("communique.deliver")


class Delivery:
    """Sends what is due. Synchronous; each lane is meant for a thread of its own, since they block, and none waits for another: a
    channel (``slack``, ``mail``), or where each destination is a receiver of its own one of those (``apprise:phone``)."""

    def __init__(
        self,
        *,
        archive: Archive,
        senders: Mapping[str, Sender],
        clock: Clock,
        owner: str,
        house: House | None = None,
    ) -> None:
        self._archive, self._senders, self._clock, self._owner = archive, senders, clock, owner
        self._house = house or House()
        self.monotonic: Callable[[], float] = time.monotonic
        """Seconds that only grow, by which pauses end. A made-up world has its own."""
        self.sleep: Callable[[float], None] = time.sleep
        """Lets as many pass."""
        self._pace: defaultdict[str, Pace] = defaultdict(
            lambda: Pace(monotonic=lambda: self.monotonic(), sleep=lambda seconds: self.sleep(seconds))
        )
        self._late: defaultdict[str, list[Attempt]] = defaultdict(list)
        self._random = random.Random()
        self._stop = threading.Event()

    def due(self) -> list[str]:
        """The lanes in which there is something to do."""
        places = self._archive.outbox.places_due(self._clock.now())
        return sorted({self._lane(channel, destination) for channel, destination in places})

    def _lane(self, channel: str, destination: str) -> str:
        sender = self._senders.get(channel)
        return f"{channel}:{destination}" if sender is not None and sender.policy.apart else channel

    def next_due(self, looked: datetime) -> datetime | None:
        """When something falls due that was not when it was last ``looked``: a message that was held or put off, a destination that
        is left alone."""
        now = self._clock.now()
        ends = [now + end for pace in list(self._pace.values()) if (end := pace.next_end()) is not None]
        due = self._archive.outbox.next_due(looked)
        return min([*ends, *([] if due is None else [due])], default=None)

    def run(self, lane: str) -> int:
        """One pass over a lane; returns how many messages were accepted."""
        channel, _, destination = lane.partition(":")
        done = deliver_due(
            self._archive.outbox,
            self._senders,
            self._clock,
            owner=self._owner,
            pace=self._pace[lane],
            random=self._random,
            late=self._late[lane],
            channel=channel,
            destination=destination or None,
            house=self._house,
            stop=self._stop.is_set,
        )
        for message, reason in done.degraded.items():
            log.warning("refused, goes in a smaller form", channel=lane, message=message, reason=reason)
        if done.sent or done.ambiguous or done.dead or done.parked or done.bundled:
            log.info(
                "delivered",
                channel=lane,
                sent=done.sent,
                found=done.found,
                bundled=done.bundled,
                doubtful=done.ambiguous,
                dead=done.dead,
                parked=done.parked,
            )
        return done.sent

    def exchange(self, senders: Mapping[str, Sender], house: House | None = None) -> None:
        """Send through these from the next pass on."""
        self._senders = senders
        self._house = house or self._house

    def stop(self) -> None:
        """Finish the message in hand and no other."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether nothing more is sent."""
        return self._stop.is_set()
