"""The outbox loop: claim (committed) -> send -> record. What each outcome means for a message is decided in `alerts.outcomes`.

One row is claimed at a time: a killed process leaves one attempt in doubt, not a batch, and a database that goes away under a
process leaves none: the outcome is recorded when it is back. Destinations take turns, each at its own
pace. One that takes nothing is left alone, longer and longer, and then tried with one message, not always the same one; what has
gathered meanwhile leaves as a summary once it takes messages again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from alerts import gathering
from alerts.house import House
from alerts.outcomes import EVERYWHERE, PROBE, Attempt, Delivered, Outcomes
from alerts.pace import Pace
from alerts.ports import Outbox, Sender
from archive.posts import OutboxRow, Ready
from statements.clock import Clock
from statements.crashpoints import crashpoint
from statements.errors import ArchiveError

LEASE = timedelta(minutes=3)
"""Longer than any sender can take for one message, so that a lease only runs out when its owner died or slept."""
BETWEEN_SUMMARIES = timedelta(minutes=1)
"""After a summary to a destination: what floods in meanwhile waits for the next one."""
LOOK = 20
"""Messages after which to look for alerts that came meanwhile, where all wait for one server: a digest to a thousand takes minutes."""


def deliver_due(
    outbox: Outbox,
    senders: Mapping[str, Sender],
    clock: Clock,
    *,
    owner: str,
    pace: Pace,
    random: Random,
    late: list[Attempt] | None = None,
    channel: str | None = None,
    destination: str | None = None,
    house: House | None = None,
    limit: int = 200,
    lease: timedelta = LEASE,
    stop: Callable[[], bool] = lambda: False,
) -> Delivered:
    """One pass over what is due (for this ``channel`` or place): parked destinations probed, doubtful attempts settled, pending messages
    sent.

    Synchronous; runs in a thread. At most ``limit`` messages of each kind; ``stop`` is asked between messages. A channel
    without a sender is parked, and so its messages wait. Raises ArchiveError; what could not be recorded then is added to ``late``, and
    recorded by the next pass that is given it.
    """
    round_: deque[Ready] = deque()
    outcomes = Outcomes(
        outbox=outbox, clock=clock, pace=pace, random=random, lease=lease, shut=round_.clear, counts=Delivered(),
    )  # fmt: skip
    return _Pass(
        outbox, senders, clock, owner, pace, outcomes, [] if late is None else late, lease, stop, channel, destination,
        house or House(), round_,
    ).run(limit)  # fmt: skip


@dataclass
class _Pass:
    outbox: Outbox
    senders: Mapping[str, Sender]
    clock: Clock
    owner: str
    pace: Pace
    outcomes: Outcomes
    late: list[Attempt]
    lease: timedelta
    stop: Callable[[], bool]
    channel: str | None
    destination: str | None
    house: House
    round: deque[Ready]
    """The places that had something to send at the last look and have not had their turn since. A look is at all that waits: a
    thousand readers would else be looked through for each of them."""
    looked: int = 0
    """Messages since the last look."""

    def run(self, limit: int) -> Delivered:
        while self.late:
            self.outcomes.record(self.late[0])
            del self.late[0]
        self._probe()
        for _ in range(limit):
            if self.stop():
                return self.outcomes.counts
            rows = self.outbox.claim_ambiguous(
                self.clock.now(),
                owner=self.owner,
                limit=1,
                lease=self.lease,
                channel=self.channel,
                destination=self.destination,
            )
            if not rows:
                break
            self.outcomes.settle(rows[0], self.senders.get(rows[0].channel))
        self.outbox.lapse(self.clock.now())
        for _ in range(limit):
            if self.stop() or not self._next():
                break
        return self.outcomes.counts

    def _next(self) -> bool:
        """Send one message to the destination whose turn comes first; False when nothing can be sent now."""
        return self._from_round() or self._look() and self._from_round()

    def _look(self) -> bool:
        ready = self.outbox.ready(self.clock.now(), self.channel, self.destination)
        free = [place for place in ready if not self.pace.paused(place.at)]
        # Nobody who is told of a statement waits for a digest to a thousand others.
        self.round.extend(sorted(free, key=lambda place: (self.pace.ahead(place.at), not place.alerts)))
        self.looked = 0
        return bool(free)

    def _from_round(self) -> bool:
        while self.round:
            place = self.round.popleft()
            at, sender = place.at, self.senders.get(place.channel)
            alerts = self._gather(place)
            if alerts == set() and place.messages == place.alerts:
                continue
            if sender is not None:
                self.pace.wait(at, sender.policy.pace)
                self.pace.wait((place.channel, EVERYWHERE), sender.policy.between)
            rows = self.outbox.claim(
                self.clock.now(),
                owner=self.owner,
                limit=1,
                lease=self.lease,
                place=at,
                alerts=alerts,
                last=self.pace.behind(at),
            )
            if rows:
                self._send(rows[0])
                self.looked += 1
                if self.looked == LOOK and sender is not None and sender.policy.between:
                    self.round.clear()
                return True
        return False

    def _gather(self, place: Ready) -> Collection[int] | None:
        """Let a summary take the place of what should leave together. Where that is too early, the alerts that leave before it;
        None when any may."""
        at = place.at
        if place.channel not in self.senders or self.pace.failing(at) or not gathering.wanted(place):
            return None
        now = self.clock.now()
        waiting = self.outbox.backlog(now, *at)
        rows = gathering.chosen(waiting)
        if not rows:
            return None
        if self.pace.gathers(at):
            return gathering.apart(waiting, rows)
        made = gathering.messages(
            rows,
            channel=place.channel,
            destination=place.destination,
            now=now,
            zone=self.house.shown_in(*at),
            domain=self.house.domain,
            demo=self.house.demo,
        )
        if self.outbox.bundle([row.id for row in rows], made, now) is not None:
            self.pace.gather(at, BETWEEN_SUMMARIES)
            self.outcomes.counts.bundled += len(rows)
        return None

    def _probe(self) -> None:
        now = self.clock.now()
        for parked in self.outbox.parked():
            sender = self.senders.get(parked.channel)
            if (
                now < parked.probe_at <= now + PROBE  # later than that, the clock was set back since
                or sender is None
                or parked.channel != (self.channel or parked.channel)
                or parked.destination != (self.destination or parked.destination)
            ):
                continue
            refused = sender.probe(parked.destination)
            if refused is None:
                self.outbox.unpark(parked.channel, parked.destination)
                self.outcomes.counts.reopened += 1
            else:
                self.outcomes.park(parked.channel, parked.destination, refused.error, since=parked.since)

    def _send(self, row: OutboxRow) -> None:
        crashpoint("outbox.after_claim")
        sender = self.senders.get(row.channel)
        if sender is None:
            self.outcomes.unconfigured(row)
            return
        done = Attempt(row=row, sender=sender, outcome=sender.send(row))
        if row.kind == "digest":
            crashpoint("digest.after_send")
        crashpoint("outbox.after_send")
        try:
            self.outcomes.record(done)
        except ArchiveError:
            self.late.append(done)
            raise
        crashpoint("outbox.after_record")
