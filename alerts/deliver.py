"""The outbox loop: claim (committed) -> send -> record. What each outcome of a sender means for a message is decided here.

    Receipt                  sent
    Refusal wait             pending again when the provider said; the destination pauses, no attempt is spent
    Refusal unreachable      pending, later and later; dead only past the policy's ``give_up``
    Refusal credentials      pending; the whole channel type is parked and probed every `PROBE`
    Refusal destination      pending; this destination is parked and probed every `PROBE`; *refused* where it takes other messages
    Refusal payload          made smaller, twice at most, then dead
    Refusal refused          pending, later and later; dead after `REFUSALS`
    Refusal permanent        dead: visible, and `outbox retry` sends it again
    Unknown                  ambiguous: looked up after the policy's ``unknown_wait``
      found / absent         sent / pending
      cannot tell            sent again, marked as a possible repeat
    Refusal thread           an answer begins its thread anew; an edit is overtaken

One row is claimed at a time: a killed process leaves one attempt in doubt, not a batch. Destinations take turns, each at its own
pace. One that takes nothing is left alone, longer and longer, and then tried with one message, not always the same one; what has
gathered meanwhile leaves as a summary once it takes messages again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from alerts import gathering
from alerts.pace import Pace, Place
from alerts.ports import Absent, CannotTell, Fault, Found, Outbox, Receipt, Refusal, Sender, Unknown
from archive.posts import OutboxRow, Parked, Ready
from statements.clock import Clock
from statements.crashpoints import crashpoint
from statements.labels import Part

PROBE = timedelta(minutes=5)
REFUSALS = 8
LEASE = timedelta(minutes=3)
"""Longer than any sender can take for one message, so that a lease only runs out when its owner died or slept."""
MAX_PAUSE = timedelta(hours=1)
"""The longest a provider's "retry after" is obeyed."""
DEFAULT_PAUSE = timedelta(seconds=30)
BETWEEN_SUMMARIES = timedelta(minutes=1)
"""After a summary to a destination: what floods in meanwhile waits for the next one."""
DOUBTS = 2
"""Attempts of unknown fate in a row after which a destination is left alone for a while."""
STEP_BACK = 2
"""Attempts after which a message that is not taken lets the next one try: it may be the reason itself. Until then the order is
kept."""
EVERYWHERE = "*"
_NOT_ASKED = "; could not be looked up: "


@dataclass(frozen=True, kw_only=True)
class House:
    """What the summaries of an installation need to know of it: the zone of times in them, the right-hand side of Message-IDs."""

    zone: str = "UTC"
    zones: Mapping[str, str] = field(default_factory=dict)
    domain: str = "localhost"
    demo: bool = False


@dataclass
class Delivered:
    """What one pass did, in messages (``parked``, ``reopened``: destinations)."""

    sent: int = 0
    found: int = 0
    postponed: int = 0
    ambiguous: int = 0
    repeated: int = 0
    degraded: dict[int, str] = field(default_factory=dict)
    """Messages that were refused as they were and go in a smaller form, by id, each with why."""
    dead: int = 0
    parked: int = 0
    reopened: int = 0
    bundled: int = 0
    overtaken: int = 0
    """Edits that had nothing to edit any more."""
    unrecorded: int = 0
    """Outcomes that could not be recorded, because the lease had run out and another claim had the row."""


def deliver_due(
    outbox: Outbox,
    senders: Mapping[str, Sender],
    clock: Clock,
    *,
    owner: str,
    pace: Pace,
    random: Random,
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
    without a sender is parked, and so its messages wait.
    """
    return _Pass(
        outbox, senders, clock, owner, pace, random, lease, stop, channel, destination,
        house or House(), Delivered(),
    ).run(limit)  # fmt: skip


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
    channel: str | None
    destination: str | None
    house: House
    counts: Delivered
    round: deque[Ready] = field(default_factory=deque)
    """The places that had something to send at the last look and have not had their turn since. Each has one before the next
    look, which is at all that waits: a thousand readers would else be looked through for each of them."""

    def run(self, limit: int) -> Delivered:
        self._probe()
        for _ in range(limit):
            if self.stop():
                return self.counts
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
            self._settle(rows[0])
        self.outbox.lapse(self.clock.now())
        for _ in range(limit):
            if self.stop() or not self._next():
                break
        return self.counts

    def _next(self) -> bool:
        """Send one message to the destination whose turn comes first; False when nothing can be sent now."""
        return self._from_round() or self._look() and self._from_round()

    def _look(self) -> bool:
        ready = self.outbox.ready(self.clock.now(), self.channel, self.destination)
        free = [place for place in ready if not self.pace.paused(place.at)]
        self.round.extend(sorted(free, key=lambda place: self.pace.ahead(place.at)))
        return bool(free)

    def _from_round(self) -> bool:
        while self.round:
            place = self.round.popleft()
            at, sender = place.at, self.senders.get(place.channel)
            alerts = self._gather(place)
            if alerts == set() and place.messages == place.alerts:
                continue
            self.pace.wait(at, sender.policy.pace if sender else timedelta(0))
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
            zone=self.house.zones.get(place.destination, self.house.zone),
            domain=self.house.domain,
            demo=self.house.demo,
        )
        if self.outbox.bundle([row.id for row in rows], made, now) is not None:
            self.pace.gather(at, BETWEEN_SUMMARIES)
            self.counts.bundled += len(rows)
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
        outcome = sender.send(row)
        if row.kind == "digest":
            crashpoint("digest.after_send")
        crashpoint("outbox.after_send")
        match outcome:
            case Receipt():
                self.pace.worked(_place(row), row.id)
                recorded = self.outbox.sent(row, outcome.ref, self.clock.now(), began=outcome.began)
                self._count("sent", recorded)
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
                self.pace.worked(_place(row), row.id)
                self._count("found", self.outbox.sent(row, found.ref, now, began=found.began))
            case Absent():
                self._postpone(row, now, "absent", f"{doubt}; it did not arrive", spend=True)
            case CannotTell() as silence:
                self._repeat(row, sender, f"{doubt}; {silence.reason}")
            case Refusal() | Unknown() as problem:
                again = now + (getattr(problem, "retry_after", None) or self._wait(sender, row.attempts))
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
        fault = refusal.fault
        if fault is Fault.DESTINATION and self.pace.at_fault(_place(row), row.id):
            fault = Fault.REFUSED
        match fault:
            case Fault.WAIT:
                wait = min(refusal.retry_after or DEFAULT_PAUSE, MAX_PAUSE)
                self.pace.pause(_place(row), wait)
                self._postpone(row, now + wait, *why)
            case Fault.UNREACHABLE:
                give_up = sender.policy.give_up
                if give_up is not None and now - row.created_at > give_up:
                    self._dead(
                        row, refusal.error_class, f"gave up after {give_up.days} days: {refusal.error}"
                    )
                else:
                    failures = self.pace.failed(_place(row)) - 1
                    pause = self._wait(sender, failures)
                    self.pace.pause(_place(row), pause)
                    if row.attempts >= STEP_BACK:
                        self.pace.step_back(_place(row), row.id)
                    own = self._wait(sender, row.attempts) if row.attempts > failures else pause
                    self._postpone(row, now + own, *why, spend=True)
            case Fault.CREDENTIALS:
                self._postpone(row, now, *why)
                self._park(row.channel, EVERYWHERE, refusal.error)
            case Fault.DESTINATION:
                self.pace.step_back(_place(row), row.id)
                self._postpone(row, now, *why)
                self._park(row.channel, row.destination, refusal.error)
            case Fault.THREAD if row.part is Part.REPLY:
                self._count("postponed", self.outbox.begin_anew(row, refusal.error))
            case Fault.THREAD if row.part is Part.EDIT:
                self._count("overtaken", self.outbox.overtaken(row, refusal.error))
            case Fault.PAYLOAD:
                payload = sender.smaller(row)
                if payload is None:
                    self._dead(row, *why)
                elif self.outbox.degrade(row, payload, refusal.error):
                    self.counts.degraded[row.id] = refusal.error
                else:
                    self.counts.unrecorded += 1
            case Fault.REFUSED if row.attempts < REFUSALS:
                self._postpone(row, now + self._wait(sender, row.attempts), *why, spend=True)
            case Fault.REFUSED | Fault.PERMANENT | Fault.THREAD:
                self._dead(row, *why)

    def _unknown(self, row: OutboxRow, sender: Sender, error_class: str, error: str) -> None:
        wait = sender.policy.unknown_wait
        if row.attempts >= STEP_BACK:
            self.pace.step_back(_place(row), row.id)
        if self.pace.failed(_place(row)) >= DOUBTS:
            self.pace.pause(_place(row), wait)
        if (
            row.maybe_repeat
        ):  # each further repeat waits longer, so that an outage does not become a stream of them
            wait = max(wait, self._wait(sender, row.attempts))
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
        counter = what if recorded else "unrecorded"
        setattr(self.counts, counter, getattr(self.counts, counter) + 1)

    def _park(self, channel: str, destination: str, reason: str, since: datetime | None = None) -> None:
        now = self.clock.now()
        if destination == EVERYWHERE:
            self.round.clear()
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

    def _wait(self, sender: Sender, attempts: int) -> timedelta:
        """The policy's wait after so many attempts, 0 to 25 % longer, so that messages put off together come back apart."""
        waits = sender.policy.waits
        return waits[min(attempts, len(waits) - 1)] * (1 + self.random.random() / 4)


def _place(row: OutboxRow) -> Place:
    return row.channel, row.destination
