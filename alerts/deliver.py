"""The outbox loop: claim (committed) -> send -> record. What each outcome of a sender means for a message is decided here.

    Receipt                  sent
    Refusal wait             pending again when the provider said; the destination pauses, no attempt is spent
    Refusal unreachable      pending, later and later; dead only past the policy's ``give_up``
    Refusal credentials      pending; the whole channel type is parked and probed every `PROBE`
    Refusal destination      pending; this destination is parked and probed every `PROBE`
    Refusal payload          made smaller, twice at most, then dead
    Refusal refused          pending, later and later; dead after `REFUSALS`
    Refusal permanent        dead: visible, and `outbox retry` sends it again
    Unknown                  ambiguous: looked up after the policy's ``unknown_wait``
      found / absent         sent / pending
      cannot tell            sent again, marked as a possible repeat

One row is claimed at a time: a killed process leaves one attempt in doubt, not a batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from alerts.ports import Absent, CannotTell, Fault, Found, Outbox, Receipt, Refusal, Sender, Unknown
from archive.records import OutboxRow, Parked
from statements.clock import Clock
from statements.crashpoints import crashpoint

PROBE = timedelta(minutes=5)
REFUSALS = 8
LEASE = timedelta(minutes=3)
"""Longer than any sender can take for one message, so that a lease only runs out when its owner died or slept."""
MAX_PAUSE = timedelta(hours=1)
"""The longest a provider's "retry after" is obeyed."""
DEFAULT_PAUSE = timedelta(seconds=30)
EVERYWHERE = "*"
_NOT_ASKED = "; could not be looked up: "


@dataclass
class Pace:
    """When each destination may be written to next, in the seconds of ``monotonic``. Kept by the caller between passes."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: dict[tuple[str, str], float] = field(default_factory=dict)
    _paused_until: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def wait(self, row: OutboxRow, pace: timedelta) -> None:
        """Sleep until the destination's turn, at most ``pace``, and take the turn."""
        place = (row.channel, row.destination)
        ahead = self._next.get(place, 0.0) - self.monotonic()
        if ahead > 0:
            self.sleep(min(ahead, pace.total_seconds()))
        self._next[place] = self.monotonic() + pace.total_seconds()

    def pause(self, row: OutboxRow, until: datetime) -> None:
        self._paused_until[row.channel, row.destination] = until

    def paused_until(self, row: OutboxRow, now: datetime) -> datetime | None:
        """The end of a pause the provider asked for, None when it is over."""
        until = self._paused_until.get((row.channel, row.destination))
        return until if until is not None and until > now else None


@dataclass
class Delivered:
    """What one pass did, in messages (``parked``, ``reopened``: destinations)."""

    sent: int = 0
    found: int = 0
    postponed: int = 0
    ambiguous: int = 0
    repeated: int = 0
    degraded: int = 0
    dead: int = 0
    parked: int = 0
    reopened: int = 0
    overtaken: int = 0
    """Outcomes that could not be recorded, because the lease had run out and another claim had the row."""


def deliver_due(
    outbox: Outbox,
    senders: Mapping[str, Sender],
    clock: Clock,
    *,
    owner: str,
    pace: Pace,
    random: Random,
    limit: int = 200,
    lease: timedelta = LEASE,
    stop: Callable[[], bool] = lambda: False,
) -> Delivered:
    """One pass over what is due: parked destinations probed, doubtful attempts settled, pending messages sent.

    Synchronous; runs in a thread. At most ``limit`` messages of each kind; ``stop`` is asked between messages. A channel
    without a sender is parked, and so its messages wait.
    """
    return _Pass(outbox, senders, clock, owner, pace, random, lease, stop, Delivered()).run(limit)


@dataclass
class _Pass:
    outbox: Outbox
    senders: Mapping[str, Sender]
    clock: Clock
    owner: str
    pace: Pace
    random: Random
    lease: timedelta
    stop: Callable[[], bool]
    counts: Delivered

    def run(self, limit: int) -> Delivered:
        self._probe()
        for claim, handle in (
            (self.outbox.claim_ambiguous, self._settle),
            (self.outbox.claim, self._send),
        ):
            for _ in range(limit):
                if self.stop():
                    return self.counts
                rows = claim(self.clock.now(), owner=self.owner, limit=1, lease=self.lease)
                if not rows:
                    break
                handle(rows[0])
        return self.counts

    def _probe(self) -> None:
        now = self.clock.now()
        for parked in self.outbox.parked():
            sender = self.senders.get(parked.channel)
            if parked.probe_at > now or sender is None:
                continue
            refused = sender.probe(parked.destination)
            if refused is None:
                self.outbox.unpark(parked.channel, parked.destination)
                self.counts.reopened += 1
            else:
                self._park(parked.channel, parked.destination, refused.error, since=parked.since)

    def _send(self, row: OutboxRow) -> None:
        crashpoint("outbox.after_claim")
        sender = self.senders.get(row.channel)
        now = self.clock.now()
        if sender is None:
            error = f"no {row.channel} is configured, so nothing can be sent there"
            self._postpone(row, now, "not-configured", error)
            self._park(row.channel, EVERYWHERE, error)
            return
        paused = self.pace.paused_until(row, now)
        if paused is not None:
            self._postpone(row, paused, "wait", f"{row.destination} asked for a pause")
            return
        self.pace.wait(row, sender.policy.pace)
        outcome = sender.send(row)
        if row.kind == "digest":
            crashpoint("digest.after_send")
        crashpoint("outbox.after_send")
        match outcome:
            case Receipt():
                self._count("sent", self.outbox.sent(row, outcome.ref, self.clock.now()))
            case Refusal():
                self._refused(row, sender, outcome)
            case Unknown():
                self._unknown(row, sender, outcome.error_class, outcome.error)
        crashpoint("outbox.after_record")

    def _settle(self, row: OutboxRow) -> None:
        """Decide on an attempt whose answer was lost."""
        sender = self.senders.get(row.channel)
        now = self.clock.now()
        doubt = (row.error or "the attempt was interrupted before its answer was recorded").partition(
            _NOT_ASKED
        )[0]
        if sender is None:
            self._still_unknown(
                row, now + PROBE, "not-configured", f"{doubt}; no {row.channel} is configured"
            )
            return
        if row.error_class == "interrupted" and sender.policy.unknown_wait > self.lease:
            # The attempt is as old as its lease at least; what is missing to this sender's patience is waited for.
            rest = sender.policy.unknown_wait - self.lease
            self._still_unknown(row, now + rest, "unconfirmed", doubt)
            return
        match sender.reconcile(row):
            case Found() as found:
                self._count("found", self.outbox.sent(row, found.ref, now))
            case Absent():
                self._postpone(row, now, "absent", f"{doubt}; it did not arrive", spend=True)
            case CannotTell() as silence:
                self._repeat(row, sender, f"{doubt}; {silence.reason}")
            case Refusal() | Unknown() as problem:
                again = now + (getattr(problem, "retry_after", None) or self._wait(sender, row))
                self._still_unknown(row, again, problem.error_class, f"{doubt}{_NOT_ASKED}{problem.error}")

    def _repeat(self, row: OutboxRow, sender: Sender, doubt: str) -> None:
        resends = sender.policy.resends
        if resends is not None and row.maybe_repeat:
            self._dead(row, "unconfirmed", f"{doubt}; sent twice, never confirmed")
            return
        self._count("repeated", self.outbox.resend_marked(row))

    def _refused(self, row: OutboxRow, sender: Sender, refusal: Refusal) -> None:
        now = self.clock.now()
        why = (refusal.error_class, refusal.error)
        match refusal.fault:
            case Fault.WAIT:
                until = now + min(refusal.retry_after or DEFAULT_PAUSE, MAX_PAUSE)
                self.pace.pause(row, until)
                self._postpone(row, until, *why)
            case Fault.UNREACHABLE:
                give_up = sender.policy.give_up
                if give_up is not None and now - row.created_at > give_up:
                    self._dead(
                        row, refusal.error_class, f"gave up after {give_up.days} days: {refusal.error}"
                    )
                else:
                    self._postpone(row, now + self._wait(sender, row), *why, spend=True)
            case Fault.CREDENTIALS:
                self._postpone(row, now, *why)
                self._park(row.channel, EVERYWHERE, refusal.error)
            case Fault.DESTINATION:
                self._postpone(row, now, *why)
                self._park(row.channel, row.destination, refusal.error)
            case Fault.PAYLOAD:
                payload = sender.smaller(row)
                if payload is None:
                    self._dead(row, *why)
                else:
                    self._count("degraded", self.outbox.degrade(row, payload, refusal.error))
            case Fault.REFUSED if row.attempts < REFUSALS:
                self._postpone(row, now + self._wait(sender, row), *why, spend=True)
            case Fault.REFUSED | Fault.PERMANENT:
                self._dead(row, *why)

    def _unknown(self, row: OutboxRow, sender: Sender, error_class: str, error: str) -> None:
        wait = sender.policy.unknown_wait
        if (
            row.maybe_repeat
        ):  # each further repeat waits longer, so that an outage does not become a stream of them
            wait = max(wait, self._wait(sender, row))
        self._still_unknown(row, self.clock.now() + wait, error_class, error)

    def _still_unknown(self, row: OutboxRow, not_before: datetime, error_class: str, error: str) -> None:
        recorded = self.outbox.ambiguous(row, not_before=not_before, error_class=error_class, error=error)
        self._count("ambiguous", recorded)

    def _postpone(
        self, row: OutboxRow, not_before: datetime, error_class: str, error: str, *, spend: bool = False
    ) -> None:
        recorded = self.outbox.retry(
            row, not_before=not_before, error_class=error_class, error=error, spend=spend
        )
        self._count("postponed", recorded)

    def _dead(self, row: OutboxRow, error_class: str, error: str) -> None:
        self._count("dead", self.outbox.dead(row, error_class=error_class, error=error))

    def _count(self, what: str, recorded: bool) -> None:
        counter = what if recorded else "overtaken"
        setattr(self.counts, counter, getattr(self.counts, counter) + 1)

    def _park(self, channel: str, destination: str, reason: str, since: datetime | None = None) -> None:
        now = self.clock.now()
        self.outbox.park(
            Parked(
                channel=channel,
                destination=destination,
                reason=reason,
                since=since or now,
                probe_at=now + PROBE,
            )
        )
        self.counts.parked += since is None

    def _wait(self, sender: Sender, row: OutboxRow) -> timedelta:
        """The policy's wait for this attempt, 0 to 25 % longer, so that messages put off together come back apart."""
        waits = sender.policy.waits
        return waits[min(row.attempts, len(waits) - 1)] * (1 + self.random.random() / 4)
