"""What goes out and what comes back, as frozen values: messages, digests, answers. Contains no SQL and no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from statements.labels import Held, Part
from statements.model import Reading


class OutboxState(StrEnum):
    """pending -> sending -> sent | pending (not accepted) | ambiguous (fate unknown) | dead (refused for good);
    pending -> bundled | overtaken."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    AMBIGUOUS = "ambiguous"
    DEAD = "dead"
    BUNDLED = "bundled"  # told by a summary, whose fate is its own
    OVERTAKEN = "overtaken"  # an edit of a message that a later edit replaced, or whose message is gone


@dataclass(frozen=True, kw_only=True)
class OutboxRow:
    """One message on its way to one destination."""

    id: int
    dedupe_key: str
    channel: str
    destination: str
    kind: str
    payload: Mapping[str, object]
    state: OutboxState
    attempts: int
    not_before: datetime
    created_at: datetime
    claimed_at: datetime | None = None
    lease_token: int = 0
    provider_ref: str | None = None
    degraded: int = 0
    """How often the payload was made smaller after a refusal: 0 as composed, 1 without excerpt, 2 text only."""
    maybe_repeat: bool = False
    """Sent again although the first attempt may have arrived; the message says so."""
    error: str | None = None
    error_class: str | None = None
    version: int | None = None
    watch: str | None = None
    digest: int | None = None
    thread: str | None = None
    part: Part = Part.HEAD
    held: Held | None = None
    bundle: int | None = None
    """The summary that tells of it."""
    head_ref: str | None = None
    """The ``provider_ref`` of what begins its thread, or of the summary that told of that; None while there is none. Not a
    column: found when the row is claimed."""
    about: Mapping[str, object] | None = None
    """What a summary would say of it, see alerts.summary; None: it never becomes part of one."""


@dataclass(frozen=True, kw_only=True)
class Parked:
    """A destination that takes nothing for now. ``channel`` and ``destination`` as in the outbox; ``*`` = the whole channel."""

    channel: str
    destination: str
    reason: str
    since: datetime
    probe_at: datetime


@dataclass(frozen=True, kw_only=True)
class DigestRecord:
    """A closed period of one subscription, its members frozen before anything is sent."""

    id: int
    subscription: str
    start: datetime
    end: datetime
    created_at: datetime
    members: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one person thought of an alert. ``watch`` is empty where they spoke of the statement as such; ``reading`` is the one
    that stood when they did."""

    statement: int
    watch: str
    person: str
    relevant: bool
    via: str
    at: datetime
    reading: Reading | None = None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A message in the outbox as far as a summary of it needs it: without what it says itself."""

    id: int
    state: OutboxState
    created_at: datetime
    not_before: datetime
    thread: str | None
    part: Part
    held: Held | None
    watch: str | None
    version: int | None
    about: Mapping[str, object]
    """What was noted for a summary when it was composed, see alerts.summary."""
    error_class: str | None = None
    error: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A place for which ``messages`` could leave now: how many of them are alerts (edits left out), how many of these were held,
    and the id of the oldest message."""

    channel: str
    destination: str
    messages: int
    alerts: int
    held: int
    oldest: int

    @property
    def at(self) -> tuple[str, str]:
        return self.channel, self.destination


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A conversation at a place: the message that begins it, and how many it has."""

    head: OutboxRow
    messages: int
    told: bool
    """Whether the head itself was or will be sent, not a summary in its place."""
