"""What delivery needs of the world: an outbox that remembers, and senders that know one kind of destination.

A sender never raises for what a provider or the network does: it answers with one of the outcomes below. What each
outcome means for the row is decided in one place, `alerts.outcomes`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from archive.posts import OutboxRow, Parked, Ready, Waiting
from statements.model import Message


class Fault(StrEnum):
    """Why a message was certainly not accepted."""

    WAIT = "wait"  # too fast: this destination pauses, no attempt is spent
    UNREACHABLE = "unreachable"  # nobody took it: try again, later and later, for ever
    CREDENTIALS = "credentials"  # nothing of this channel type will be taken until somebody acts
    DESTINATION = "destination"  # nothing for this destination will be taken until somebody acts
    PAYLOAD = "payload"  # the message itself: make it smaller
    REFUSED = "refused"  # a reason we do not know: try a few times, then give up visibly
    PERMANENT = "permanent"  # this message to this recipient will never be taken
    THREAD = "thread"  # the message it answers or edits is gone: a reply begins anew, once; an edit has nothing to edit


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The provider accepted the message. ``ref`` names it there, empty when the provider gives no name."""

    ref: str
    began: bool = False
    """A reply that stands outside its thread, since the message it answers is gone: it is the head now."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Certainly not accepted. ``error_class`` is the provider's word, ``error`` a sentence without secrets."""

    fault: Fault
    error_class: str
    error: str
    retry_after: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """It may have been accepted: the answer was lost, cut, or no answer at all."""

    error_class: str
    error: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """An earlier attempt had arrived."""

    ref: str
    began: bool = False
    """As in `Receipt`."""


@dataclass(frozen=True, kw_only=True)
class Absent:
    """An earlier attempt had certainly not arrived."""


@dataclass(frozen=True, kw_only=True)
class CannotTell:
    """The provider offers no way to look it up, or we are not allowed to."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How patient a sender's messages are.

    ``waits`` after the first, second … attempt that was not accepted, the last one repeating; ``unknown_wait`` before an
    attempt of unknown fate is looked up or repeated; ``resends`` how often such an attempt is repeated when it cannot be
    looked up (None: until accepted, marked each time); ``pace`` between two messages to one destination, ``between`` between two to
    any, where one server takes them all; ``give_up`` the age at which a message that nobody takes is set aside as dead (None:
    never); ``apart`` whether each destination is a receiver
    of its own, so that none waits for another's answer.
    """

    waits: tuple[timedelta, ...]
    unknown_wait: timedelta
    resends: int | None = None
    pace: timedelta = timedelta(0)
    between: timedelta = timedelta(0)
    give_up: timedelta | None = None
    apart: bool = False


class Sender(Protocol):
    """One kind of destination."""

    @property
    def policy(self) -> Policy: ...

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        """Hand over once. Never retries by itself."""

    def reconcile(self, row: OutboxRow) -> Found | Absent | CannotTell | Refusal | Unknown:
        """Whether an earlier attempt arrived. The last two mean: could not be asked now."""

    def smaller(self, row: OutboxRow) -> Mapping[str, object] | None:
        """The next smaller form of a refused payload, None when there is none."""

    def probe(self, destination: str) -> Refusal | Unknown | None:
        """Whether a parked destination (``*`` = the channel type) may be tried again; None = yes."""


class Outbox(Protocol):
    """The durable queue, as delivery needs it. Writes on a row count only with the lease token it was claimed with: they
    return False, and change nothing, when another claim has overtaken it."""

    def ready(
        self, now: datetime, channel: str | None = None, destination: str | None = None
    ) -> Sequence[Ready]:
        """The places for which something could leave now, the longest waiting first."""

    def backlog(self, now: datetime, channel: str, destination: str) -> Sequence[Waiting]:
        """The alerts that could leave for a place now or were put off because it took nothing, oldest first."""

    def bundle(self, rows: Collection[int], messages: Sequence[Message], now: datetime) -> int | None:
        """Let a summary (its head first) take the place of pending rows; None, and no change, when one is under way."""

    def claim(
        self,
        now: datetime,
        *,
        owner: str,
        limit: int,
        lease: timedelta,
        place: tuple[str, str] | None = None,
        alerts: Collection[int] | None = None,
        last: Collection[int] = (),
    ) -> Sequence[OutboxRow]:
        """Rows that are due, oldest first but for those that come ``last``, marked ``sending`` and committed, an answer with the
        reference of its head; of those that a summary may tell of only the ``alerts`` (ids). Those ``sending`` whose lease ran out become ambiguous first, with the error
        class ``interrupted``."""

    def lapse(self, now: datetime) -> int:
        """Make those ambiguous that are ``sending`` and whose lease ran out, with the error class ``interrupted``."""

    def claim_ambiguous(
        self,
        now: datetime,
        *,
        owner: str,
        limit: int,
        lease: timedelta,
        channel: str | None = None,
        destination: str | None = None,
    ) -> Sequence[OutboxRow]:
        """Rows of unknown fate that are due to be looked up. They stay ambiguous."""

    def sent(self, row: OutboxRow, ref: str, now: datetime, *, began: bool = False) -> bool: ...

    def begin_anew(self, row: OutboxRow, error: str) -> bool:
        """The head of an answer's thread is gone: it becomes the head."""

    def overtaken(self, row: OutboxRow, error: str) -> bool:
        """An edit has nothing to edit any more."""

    def retry(
        self, row: OutboxRow, *, not_before: datetime, error_class: str, error: str, spend: bool
    ) -> bool: ...

    def ambiguous(self, row: OutboxRow, *, not_before: datetime, error_class: str, error: str) -> bool: ...

    def dead(self, row: OutboxRow, *, error_class: str, error: str) -> bool: ...

    def degrade(self, row: OutboxRow, payload: Mapping[str, object], error: str) -> bool: ...

    def resend_marked(self, row: OutboxRow) -> bool: ...

    def park(self, parked: Parked) -> None:
        """Set or replace the note that a destination takes nothing for now."""

    def unpark(self, channel: str, destination: str) -> object: ...

    def parked(self) -> Sequence[Parked]: ...
