"""What the engine needs of its surroundings: an archive, the thread it lives on, and a place for work that can be killed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from archive.records import Capture, Closing, LearnedRecord, Lease, SourceState, Stored, Validators, Visit
from archive.traces import Look
from statements.labels import Verdict
from statements.model import Intent, Known, Seen


class SourceStore(Protocol):
    """See archive.sources."""

    def state(self, source: str) -> SourceState | None: ...

    def validators(self, source: str) -> dict[str, Validators]: ...

    def finish_many(self, closings: Sequence[Closing]) -> list[str]: ...

    def succeeded_before(self, source: str, moment: datetime) -> datetime | None: ...

    def times(self, source: str, since: datetime) -> list[datetime]: ...


class VisitStore(Protocol):
    """See archive.visits."""

    def plan(self, lease: Lease, visits: Sequence[Visit], now: datetime) -> int: ...

    def due(self, source: str, now: datetime, limit: int) -> list[Visit]: ...

    def failed(
        self,
        lease: Lease,
        visit_id: int,
        *,
        verdict: Verdict,
        error: str | None,
        due_at: datetime,
        aside: bool = False,
    ) -> None: ...

    def drop(self, lease: Lease, visit_id: int) -> None: ...

    def pending(self, source: str | None = None) -> int: ...

    def validators(self, source: str, url: str) -> Validators | None: ...


class StatementStore(Protocol):
    """See archive.statements."""

    def known(
        self, source: str, locators: Sequence[str], text_sha256: str, now: datetime
    ) -> Known | None: ...

    def known_each(self, source: str, items: Sequence[Sequence[str]]) -> list[Known | None]: ...

    def known_locators(self, source: str, locators: Sequence[str]) -> set[str]: ...

    def languages(self, source: str) -> dict[str, str | None]: ...

    def listed(self, lease: Lease, locators: Sequence[str], now: datetime) -> None: ...

    def seen(self, lease: Lease, these: Sequence[Seen], now: datetime) -> None: ...

    def store(
        self,
        lease: Lease,
        intent: Intent,
        *,
        now: datetime,
        capture: Capture | None,
        visit: int | None = None,
        revisits: Sequence[datetime] = (),
        baseline: bool,
        pages: Mapping[str, Validators] = ...,
    ) -> Stored: ...

    def missing(
        self,
        lease: Lease,
        statement: int,
        now: datetime,
        confirm_at: datetime,
        reason: str | None = None,
        visit: int | None = None,
    ) -> bool: ...

    def looks(self, source: str, locators: Sequence[str], now: datetime) -> dict[str, Look]: ...


class LearnedStore(Protocol):
    """See archive.learned."""

    def get(self, source: str) -> LearnedRecord | None: ...

    def put(self, lease: Lease, record: LearnedRecord) -> None: ...


class FurnitureStore(Protocol):
    """See archive.furniture."""

    def counts(self, source: str) -> dict[str, int]: ...

    def note(self, lease: Lease, texts: Sequence[Sequence[str]], now: datetime) -> None: ...


class CheckStore(Protocol):
    """The nouns of an archive that a check reads and writes. Synchronous; writes raise LeaseLost."""

    @property
    def sources(self) -> SourceStore: ...

    @property
    def learned(self) -> LearnedStore: ...

    @property
    def furniture(self) -> FurnitureStore: ...

    @property
    def visits(self) -> VisitStore: ...

    @property
    def statements(self) -> StatementStore: ...


InThread = Callable[..., Awaitable[Any]]
"""``await in_thread(function, *args, **kwargs)`` runs a synchronous call on the database's thread."""

Compute = Callable[..., Awaitable[Any]]
"""``await compute(function, *args)`` runs a pure function where it can be killed; raises TimeoutError or MemoryError when it
was."""
