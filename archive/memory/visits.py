"""Pages to read, in memory. The contract is that of `archive.visits`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from archive.memory.state import State
from archive.records import PUT_ASIDE, Lease, Validators, Visit, VisitReason
from archive.visits import LONGEST, LONGEST_ASIDE
from statements.labels import Verdict


class Visits:
    """The pages to read."""

    def __init__(self, state: State) -> None:
        self._state = state

    def plan(self, lease: Lease, visits: Sequence[Visit], now: datetime) -> int:
        with self._state.lock:
            self._state.fence(lease)
            _take_up_again(self._state, lease.source, visits)
            return sum(plan(self._state, visit) for visit in visits)

    def due(self, source: str, now: datetime, limit: int) -> list[Visit]:
        with self._state.lock:
            due = [v for v in self._state.visits.values() if v.source == source and _is_due(v, now)]
            return sorted(due, key=lambda visit: (visit.aside, visit.due_at, visit.id))[:limit]

    def failed(
        self,
        lease: Lease,
        visit_id: int,
        *,
        verdict: Verdict,
        error: str | None,
        due_at: datetime,
        aside: bool = False,
    ) -> None:
        with self._state.lock:
            self._state.fence(lease)
            visit = self._state.visits.get(visit_id)
            if visit is not None and visit.source == lease.source:
                attempts = max(visit.attempts + 1, PUT_ASIDE if aside else 0)
                self._state.visits[visit_id] = replace(
                    visit, attempts=attempts, verdict=verdict, error=error, due_at=due_at
                )

    def drop(self, lease: Lease, visit_id: int) -> None:
        with self._state.lock:
            self._state.fence(lease)
            forget(self._state, lease.source, remove(self._state, lease.source, visit_id))

    def validators(self, source: str, url: str) -> Validators | None:
        with self._state.lock:
            return self._state.pages.get((source, url))

    def pending(self, source: str | None = None) -> int:
        with self._state.lock:
            return sum(
                visit.reason == VisitReason.NEW and not visit.aside and source in (None, visit.source)
                for visit in self._state.visits.values()
            )

    def failing(self, source: str) -> list[Visit]:
        with self._state.lock:
            mine = [visit for _, visit in sorted(self._state.visits.items()) if visit.source == source]
            return [visit for visit in mine if visit.reason is VisitReason.NEW and visit.attempts]


def _is_due(visit: Visit, now: datetime) -> bool:
    longest = LONGEST_ASIDE if visit.aside else LONGEST
    early = visit.reason is VisitReason.NEW and (visit.attempts == 0 or visit.due_at > now + longest)
    return early or visit.due_at <= now


def _take_up_again(state: State, source: str, visits: Sequence[Visit]) -> None:
    dated = {visit.url: visit for visit in visits if visit.reason is VisitReason.NEW and visit.dates}
    for number, visit in state.visits.items():
        if visit.source == source and visit.aside and not visit.dates and visit.url in dated:
            new = dated[visit.url]
            state.visits[number] = replace(new, id=number, baseline=visit.baseline or new.baseline)


def plan(state: State, visit: Visit) -> bool:
    """Whether it was not planned yet."""
    for other in state.visits.values():
        if other.reason == visit.reason and (
            (visit.reason == VisitReason.NEW and (other.source, other.url) == (visit.source, visit.url))
            or (
                visit.reason == VisitReason.REVISIT
                and (other.statement, other.due_at) == (visit.statement, visit.due_at)
            )
        ):
            return False
    state.last_visit += 1
    state.visits[state.last_visit] = replace(visit, id=state.last_visit)
    return True


def remove(state: State, source: str, visit_id: int) -> str | None:
    visit = state.visits.get(visit_id)
    if visit is None or visit.source != source:
        return None
    del state.visits[visit_id]
    return visit.url


def forget(state: State, source: str, url: str | None) -> None:
    if url is not None and not _looked_at_again(state, source, url):
        state.pages.pop((source, url), None)


def remember(state: State, source: str, pages: Mapping[str, Validators]) -> None:
    for url, known in pages.items():
        state.pages.pop((source, url), None)
        if _looked_at_again(state, source, url):
            state.pages[source, url] = known


def _looked_at_again(state: State, source: str, url: str) -> bool:
    return any(
        (visit.source, visit.url, visit.reason) == (source, url, VisitReason.REVISIT)
        for visit in state.visits.values()
    )
