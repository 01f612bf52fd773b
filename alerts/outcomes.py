"""What each outcome of a sender means for a message.

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
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from alerts.pace import Pace, Place
from alerts.ports import Absent, CannotTell, Fault, Found, Outbox, Receipt, Refusal, Sender, Unknown
from archive.posts import OutboxRow, Parked
from statements.clock import Clock
from statements.labels import Part

PROBE = timedelta(minutes=5)
REFUSALS = 8
MAX_PAUSE = timedelta(hours=1)
"""The longest a provider's "retry after" is obeyed."""
DEFAULT_PAUSE = timedelta(seconds=30)
DOUBTS = 2
"""Attempts of unknown fate in a row after which a destination is left alone for a while."""
STEP_BACK = 2
"""Attempts after which a message that is not taken lets the next one try: it may be the reason itself. Until then the order is
kept."""
EVERYWHERE = "*"
_NOT_ASKED = "; could not be looked up: "


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


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One message, handed over once, and what became of that."""

    row: OutboxRow
    sender: Sender
    outcome: Receipt | Refusal | Unknown


@dataclass(kw_only=True)
class Outcomes:
    """Writes down what becomes of messages. ``lease`` is how long one is held, ``shut`` is called when a whole channel is left
    alone."""

    outbox: Outbox
    clock: Clock
    pace: Pace
    random: Random
    lease: timedelta
    shut: Callable[[], None]
    counts: Delivered

    def record(self, done: Attempt) -> None:
        """Of an attempt that was just made, or could not be recorded when it was."""
        row, outcome = done.row, done.outcome
        match outcome:
            case Receipt():
                self.pace.worked(_place(row), row.id)
                recorded = self.outbox.sent(row, outcome.ref, self.clock.now(), began=outcome.began)
                self._count("sent", recorded)
            case Refusal():
                self._refused(row, done.sender, outcome)
            case Unknown():
                self._unknown(row, done.sender, outcome.error_class, outcome.error)

    def unconfigured(self, row: OutboxRow) -> None:
        """Nothing was attempted: nobody sends there."""
        error = f"no {row.channel} is configured, so nothing can be sent there"
        self._postpone(row, self.clock.now(), "not-configured", error)
        self.park(row.channel, EVERYWHERE, error)

    def settle(self, row: OutboxRow, sender: Sender | None) -> None:
        """Decide on an attempt whose answer was lost."""
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
                self.park(row.channel, EVERYWHERE, refusal.error)
            case Fault.DESTINATION:
                self.pace.step_back(_place(row), row.id)
                self._postpone(row, now, *why)
                self.park(row.channel, row.destination, refusal.error)
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

    def park(self, channel: str, destination: str, reason: str, since: datetime | None = None) -> None:
        now = self.clock.now()
        if destination == EVERYWHERE:
            self.shut()
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
