"""Whether a statement still stands where it was published, in memory. The contract is that of `archive.presence`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from archive.memory.state import State
from archive.memory.visits import plan
from archive.presence import confirm_again, confirms, told_again
from archive.records import Visit, VisitReason
from archive.traces import Event, Look
from statements.identity import is_id
from statements.labels import Happening
from statements.model import Candidate, Published


def _happened(state: State, statement: int, what: Happening, now: datetime, reason: str | None) -> None:
    state.events.append(Event(statement=statement, at=now, what=what, reason=reason))


def still_there(state: State, statement: int, now: datetime) -> None:
    row = state.statements[statement]
    since = row.withdrawn_at or row.missing_since
    if since is not None:
        gone = "withdrawn" if row.withdrawn_at else "missing"
        _happened(state, statement, Happening.RETURNED, now, f"{gone} since {since:%Y-%m-%d %H:%M} UTC")
    row.last_seen = max(row.last_seen, now)
    row.missing_since = row.withdrawn_at = None


def republished(state: State, source: str, statement: int, candidate: Candidate, now: datetime) -> None:
    if not any((source, name) in state.locators for name in candidate.locators if not is_id(name)):
        _happened(state, statement, Happening.REPUBLISHED, now, told_again(candidate))


def missing(
    state: State, source: str, statement: int, now: datetime, confirm_at: datetime, reason: str | None
) -> bool:
    row = state.statements[statement]
    version = state.versions[row.versions[-1]]
    if row.withdrawn_at is not None:
        return False
    if row.missing_since is not None and confirms(row.missing_since, now, confirm_at):
        row.withdrawn_at = now
        _happened(state, statement, Happening.WITHDRAWN, now, reason)
        return True
    again = confirm_again(row.missing_since, now, confirm_at)
    if row.missing_since is None:
        row.missing_since = now
        _happened(state, statement, Happening.MISSING, now, reason)
    plan(state, revisit(source, statement, version.url, again, version.baseline))
    return False


def looks(state: State, source: str, locators: Sequence[str], now: datetime) -> dict[str, Look]:
    planned = {
        visit.statement
        for visit in state.visits.values()
        if visit.reason is VisitReason.REVISIT and (visit.due_at <= now or visit.attempts)
    }
    found = {}
    for value in locators:
        statement = state.locators.get((source, value))
        if statement is None or statement in planned:
            continue
        row = state.statements[statement]
        version = state.versions[row.versions[-1]]
        found[value] = Look(
            statement=statement,
            url=version.url,
            modified=version.modified,
            seen=version.seen,
            withdrawn=row.withdrawn_at is not None,
            baseline=version.baseline,
        )
    return found


def note_modified(state: State, statement: int, modified: Published) -> None:
    current = state.statements[statement].versions[-1]
    state.versions[current] = replace(state.versions[current], modified=modified)


def revisit(source: str, statement: int, url: str, due_at: datetime, baseline: bool) -> Visit:
    return Visit(
        source=source,
        url=url,
        reason=VisitReason.REVISIT,
        due_at=due_at,
        statement=statement,
        baseline=baseline,
    )
