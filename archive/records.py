"""The archive's vocabulary: what goes in and comes out, as frozen values. Contains no SQL and no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from statements.labels import Grade, Verdict
from statements.model import Published, RawDate, Reading, Told, Version


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What an entry point answered last time, to ask conditionally next time. Kept per (source, URL)."""

    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    """Of the body last processed completely: an answer with this hash is unchanged, validators or not."""
    full_at: datetime | None = None
    """Last time the entry was fetched without conditions; one is forced every 24 h, since some servers answer 304 for ever."""


@dataclass(frozen=True, kw_only=True)
class Lease:
    """The right to check one source until ``until``. Every write of the run is conditional on ``token``."""

    source: str
    token: int
    until: datetime


class SourceHealth(StrEnum):
    """What `communique status` says of a source, see archive.judgement."""

    NEW = "new"  # never checked
    OK = "ok"
    DEGRADED = "degraded"  # fewer than three failures in a row, or what is read is not what it should be
    FAILING = "failing"
    SILENT = "silent"  # it can be read, and has said nothing for longer than it ever does
    BLOCKED = "blocked"  # a wall, robots.txt, or an address we may not ask
    PAUSED = "paused"  # not enabled


@dataclass(frozen=True, kw_only=True)
class SourceState:
    """What is remembered of a source between checks."""

    source: str
    issuer: str
    health: SourceHealth
    next_due_at: datetime
    baseline_at: datetime | None
    """End of the first successful check; None while everything stored is baseline."""
    failures: int
    """Checks in a row that did not succeed."""
    last_check_at: datetime | None
    last_success_at: datetime | None
    last_verdict: Verdict | None
    last_error: str | None
    last_new_at: datetime | None
    lease_token: int
    lease_until: datetime | None
    door: int = 0
    """Which of the source's doors is in use; 0 is the best."""
    door_since: datetime | None = None
    """Since when, if another was in use before; None while the door is on trial."""
    better_due_at: datetime | None = None
    """When a better door is tried again; on trial, when the trial began."""

    @property
    def on_trial(self) -> bool:
        """Whether a better door answered once, and goes into use if it does so at the next check."""
        return self.door_since is None and self.better_due_at is not None


@dataclass(frozen=True, kw_only=True)
class DoorUse:
    """Which door is in use from now on; the fields are those of `SourceState`."""

    door: int
    since: datetime | None
    better_due_at: datetime | None


class VisitReason(StrEnum):
    """Why a page is to be read."""

    NEW = "new"  # listed, text not yet read
    REVISIT = "revisit"  # known; look whether it was edited or withdrawn


PUT_ASIDE = 10
"""Attempts after which a new page is put aside: it is tried ever more seldom, after all others, and says nothing of its source's health
any more; `communique sources health` goes on naming it."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One page a source still has to read. New ones are stored before the first is read, so nothing that was listed is
    lost to a crash, a failing page or a listing that moved on; they stay until their text is stored."""

    id: int | None = None
    source: str
    url: str
    reason: VisitReason
    due_at: datetime
    guid: str | None = None
    title: str | None = None
    dates: tuple[RawDate, ...] = ()
    modified: tuple[RawDate, ...] = ()
    """When the issuer edited it, as the entry says."""
    told: Told = Told()
    statement: int | None = None
    """For revisits."""
    attempts: int = 0
    baseline: bool = False
    """Listed before the source had its baseline: archived without alert, however late its text is read."""
    verdict: Verdict | None = None
    """Of the last attempt, which gave no text."""
    error: str | None = None

    @property
    def aside(self) -> bool:
        """Whether it is put aside."""
        return self.reason is VisitReason.NEW and self.attempts >= PUT_ASIDE

    @property
    def refused(self) -> bool:
        """Whether it is put aside because it was read and holds no statement, as far as we can tell."""
        return self.aside and self.verdict is Verdict.EMPTY


@dataclass(frozen=True, kw_only=True)
class Capture:
    """Bytes as they were received, for proof. Stored compressed, addressed by SHA-256."""

    url: str
    fetched_at: datetime
    status: int
    headers: Mapping[str, str]
    body: bytes
    reader: str = ""
    """By which rules of ours the bytes are read (`spiders.reader.fingerprint`), to read them again by the same."""


@dataclass(frozen=True, kw_only=True)
class Stored:
    """Outcome of storing an intent. ``version`` is None when nothing new was written."""

    statement: int
    version: int | None


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """How one check of one source went. Counts: listed on the entry; known already; new; parsed to title, text and date;
    stored as versions; failed pages; pages refused for holding no statement."""

    source: str
    verdict: Verdict
    started: datetime
    finished: datetime
    entry: str
    http_status: int | None = None
    listed: int = 0
    known: int = 0
    new: int = 0
    parsed: int = 0
    stored: int = 0
    failed: int = 0
    requests: int = 0
    baseline: bool = False
    error: str | None = None
    """One plain sentence when the verdict is not a success, or when some pages failed."""
    note: str | None = None
    """What is good to know of the check and no fault."""
    refused: int = 0
    """Pages found in this check to be of the site itself; they are kept among the visits."""
    retry_after: datetime | None = None
    """Not before this, said the server (capped at 24 h)."""
    size: int | None = None
    """Bytes of the entry's answer; None when it did not answer or had not changed."""
    newest: date | None = None
    """The latest day among the dates that the entry listed, if any."""


TOLD = ("note", "refused")
"""What of a report is told and not kept."""


@dataclass(frozen=True, kw_only=True)
class Closing:
    """The end of one check, see archive.sources: what is to be written when its lease is given back."""

    lease: Lease
    report: CheckReport
    next_due_at: datetime
    validators: Mapping[str, Validators]
    health: SourceHealth
    now: datetime
    door: DoorUse | None = None


@dataclass(frozen=True, kw_only=True)
class Calm:
    """A source in good order of which nothing is due but a look at its entry: what that look begins with."""

    state: SourceState
    validators: Mapping[str, Validators]


@dataclass(frozen=True, kw_only=True)
class WatchQuery:
    """A saved query as the archive needs it."""

    id: str
    query: str
    noted: bool = True
    """Whether its matches are kept. Of one that is not, only who composes the alerts of a kept match hears."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One search result: the current version of a statement with its reading, if it was read."""

    version: Version
    reading: Reading | None
    versions: int
    withdrawn_at: datetime | None
    last_seen: datetime


@dataclass(frozen=True, kw_only=True)
class Results:
    """A page of hits, newest first. ``total`` is exact up to ``total_limit`` and then the limit itself."""

    hits: tuple[Hit, ...]
    total: int
    total_limit: int
    next_before: int | None = None
    """Pass as ``before`` to get the next page."""


@dataclass(frozen=True, kw_only=True)
class VersionRecord:
    """One line of a statement's history."""

    id: int
    n: int
    seen: datetime
    title: str
    text: str
    sha256: str
    published: Published
    grade: Grade | None = None
    """How it differs from the version before; None for the first, and until it is read."""
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A stretch in which a source could not be read, or (``silent``) could and said nothing for longer than it ever does.
    ``until`` is None while it lasts."""

    source: str
    since: datetime
    until: datetime | None
    verdict: Verdict
    error: str | None
    silent: bool = False


@dataclass(frozen=True, kw_only=True)
class Spell:
    """A stretch in which a source was in one state of health. ``until`` is None while it lasts; between two spells nobody
    looked."""

    id: int
    source: str
    health: SourceHealth
    since: datetime
    until: datetime | None
    verdict: Verdict | None
    """Of the first check in it."""
    reason: str | None
    """Of the last check in it."""
    notices: int = 0
    """How often the operators were told, the trouble that this spell goes on with included."""
    noticed_at: datetime | None = None
    recovery_at: datetime | None = None
    """When they were told that it is over."""

    @property
    def readable(self) -> bool:
        """Whether the source was read in this time. A source that was switched off was not."""
        return self.health is not SourceHealth.PAUSED and (self.verdict is None or self.verdict.success)


@dataclass(frozen=True, kw_only=True)
class SourceEntry:
    """A configured source as the archive needs it. ``host`` is what is asked politely: one check at a time for each."""

    id: str
    issuer: str
    host: str
    every: timedelta
    enabled: bool = True


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """Outcome of recording a reading: the watches that matched and how many messages were queued for them."""

    matched: tuple[str, ...] = ()
    queued: int = 0


@dataclass(frozen=True, kw_only=True)
class Match:
    """A watch matched a version when its reading was recorded. ``hit.version`` is the version that matched, even if a
    newer one exists by now."""

    watch: str
    at: datetime
    hit: Hit


@dataclass(frozen=True, kw_only=True)
class LearnedRecord:
    """What was learnt of how to read a source. ``document`` is plain JSON: ``reads`` (kind, entry and selectors as in a source
    file), ``layout`` (the shape its pages had), ``distrust`` (why it must be learnt again), ``tried_at``."""

    document: Mapping[str, object]
    learned_at: datetime
    confidence: float
    reason: str
