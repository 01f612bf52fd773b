"""What the memory twin remembers. Contains no rules but the fence."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime

from archive.episodes import Episode
from archive.posts import DigestRecord, OutboxRow, Parked
from archive.records import (
    Capture,
    CheckReport,
    LearnedRecord,
    Lease,
    Match,
    SourceEntry,
    SourceState,
    Spell,
    Validators,
    Visit,
)
from archive.traces import Event
from statements.errors import LeaseLost
from statements.labels import Relation
from statements.model import Reading, Version
from statements.story import Joined, News


@dataclass(kw_only=True)
class SourceRow:
    entry: SourceEntry
    state: SourceState
    created_at: datetime
    leased_at: datetime | None = None


@dataclass(kw_only=True)
class StatementRow:
    source: str
    last_seen: datetime
    versions: list[int] = field(default_factory=list)
    missing_since: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SealRow:
    id: int
    version: int
    content: str
    chain: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    score: float
    at: datetime


@dataclass(kw_only=True)
class State:
    """One lock stands for the transactions of the others."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    sources: dict[str, SourceRow] = field(default_factory=dict)
    validators: dict[str, dict[str, Validators]] = field(default_factory=dict)
    learned: dict[str, LearnedRecord] = field(default_factory=dict)
    furniture: dict[str, dict[str, tuple[int, datetime]]] = field(default_factory=dict)
    checks: list[CheckReport] = field(default_factory=list)
    visits: dict[int, Visit] = field(default_factory=dict)
    last_visit: int = 0
    statements: dict[int, StatementRow] = field(default_factory=dict)
    versions: dict[int, Version] = field(default_factory=dict)
    text_sha256: dict[int, str] = field(default_factory=dict)
    unread: dict[int, bool] = field(default_factory=dict)
    locators: dict[tuple[str, str], int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    sketches: dict[int, frozenset[int]] = field(default_factory=dict)
    links: dict[tuple[int, int, Relation], LinkRow] = field(default_factory=dict)
    pages: dict[tuple[str, str], Validators] = field(default_factory=dict)
    captures: dict[int, Capture] = field(default_factory=dict)
    seals: list[SealRow] = field(default_factory=list)
    spells: dict[int, Spell] = field(default_factory=dict)
    readings: dict[int, Reading] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    stories: dict[int, Joined] = field(default_factory=dict)
    news: dict[int, tuple[News, ...]] = field(default_factory=dict)
    episodes: dict[int, Episode] = field(default_factory=dict)
    outbox: dict[int, OutboxRow] = field(default_factory=dict)
    outbox_until: dict[int, datetime | None] = field(default_factory=dict)
    parked: dict[tuple[str, str], Parked] = field(default_factory=dict)
    digests: dict[int, DigestRecord] = field(default_factory=dict)
    letters: dict[int, dict[str, dict[str, object]]] = field(default_factory=dict)

    def fence(self, lease: Lease) -> SourceRow:
        """Raise LeaseLost unless ``lease`` is the source's current one."""
        row = self.sources.get(lease.source)
        if row is None or row.state.lease_token != lease.token or row.state.lease_until is None:
            raise LeaseLost(
                f"the check of {lease.source} goes on under another lease; this run's work is dropped"
            )
        return row

    def told(self, statement: int) -> set[tuple[str, str]]:
        """The places to which an alert about a statement was queued."""
        versions = self.statements[statement].versions
        return {
            (message.channel, message.destination)
            for message in self.outbox.values()
            if message.kind == "alert" and message.version in versions
        }
