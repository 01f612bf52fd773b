"""What is wrong, said before anybody asks: the state of the service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from archive import Archive
from archive.records import CheckReport, SourceHealth, SourceState, Spell, VisitReason
from archive.spells import readable_share
from config import Config
from config.source import Source
from pipeline import room, shapes
from statements.clock import SystemClock
from statements.errors import CommuniqueError

OLD = timedelta(minutes=15)
"""A message that should have left, or a text that should have been read, and is older than this is a problem."""

OVERDUE = timedelta(hours=1)
"""A source that should have been looked at so long ago was not: nobody is running the service."""

WEEK = timedelta(days=7)

NAMED = 100
"""Unread pages of a source that are named; the others are counted."""


def sources(config: Config, archive: Archive, ids: Sequence[str] = ()) -> list[shapes.Json]:
    """What `communique sources health` says of the sources that are switched on, or of those named. Raises CommuniqueError
    for an id that is not configured."""
    now = SystemClock().now()
    configured = {source.id: source for source in config.sources}
    for name in ids:
        if name not in configured:
            raise CommuniqueError(f"there is no source {name!r} here; `communique sources list` names them")
    chosen = [configured[name] for name in ids] or [s for s in config.sources if s.enabled]
    states = {state.source: state for state in archive.sources.states()}
    current = archive.health.current()
    return [_health(archive, source, states.get(source.id), current.get(source.id), now) for source in chosen]


def _health(
    archive: Archive, source: Source, state: SourceState | None, spell: Spell | None, now: datetime
) -> shapes.Json:
    """One line of it."""
    last = archive.health.last_check(source.id)
    rhythm = archive.health.rhythm(source.id)
    known = None if state is None else state.last_check_at
    share = readable_share(archive.health.spells(source.id, now - WEEK, now), now - WEEK, now, known=known)
    shown = shapes.source(source, state, enabled=source.enabled)
    return {
        "id": source.id,
        "state": shown["state"],
        "since": shapes.moment(spell.since) if spell else None,
        "reason": state.last_error if state else None,
        "verdict": shown["verdict"],
        "entry": last.entry if last else shown["entry"],
        "last_check": shown["last_check"],
        "last_success": shown["last_success"],
        "last_new": shown["last_new"],
        "failures": shown["failures"],
        "next_due": shown["next_due"],
        "rhythm": {
            "items": rhythm.items,
            "last": shapes.moment(rhythm.last),
            "median_hours": round(rhythm.median / timedelta(hours=1), 2),
            "p99_hours": round(rhythm.rare / timedelta(hours=1), 2),
            "silent_after_hours": round(rhythm.limit / timedelta(hours=1), 2),
        }
        if rhythm
        else None,
        "last_counts": _counts(last),
        "unread": _unread(archive, source.id),
        "readable_week": None if share is None else round(share, 4),
    }


def _unread(archive: Archive, source: str) -> shapes.Json:
    """What is listed and not read: how much waits, is put aside after many attempts, or was refused as no statement, and each page
    that was tried, with the reason."""
    tried = archive.visits.failing(source)
    refused = sum(page.refused for page in tried)
    return {
        "waiting": archive.visits.pending(source),
        "put_aside": sum(page.aside for page in tried) - refused,
        "refused": refused,
        "pages": [shapes.unread(page) for page in tried[:NAMED]],
    }


def _counts(last: CheckReport | None) -> shapes.Json | None:
    """What the last check counted."""
    if last is None:
        return None
    return {
        name: getattr(last, name)
        for name in ("listed", "known", "new", "parsed", "stored", "failed", "requests", "size")
    }


def status(config: Config, archive: Archive) -> dict[str, Any]:
    """What `communique status` says. ``idle``: every source has been looked at, and nothing is due, in work, unread or
    waiting to be sent right now."""
    now = SystemClock().now()
    wanted = {source.id for source in config.sources if source.enabled}
    # In the order in which work moves on, so that none slips past between two looks.
    due = archive.sources.due_count(now)
    states = [state for state in archive.sources.states() if state.source in wanted]
    leased = [state for state in states if state.lease_until is not None and state.lease_until > now]
    listed = any(_could_read_on(archive, state, now) for state in states)
    unread, unvisited = archive.readings.unread_count(), archive.visits.pending()
    counts = archive.outbox.counts()
    moving = sum(counts.get(state, 0) for state in ("pending", "sending", "ambiguous"))
    checked = [state.last_check_at for state in states if state.last_check_at]
    # A source that the service enters just now is not due yet at the ``now`` of this look.
    looked_at = bool(wanted) and len(checked) == len(wanted)
    return {
        "idle": looked_at and not (due or leased or listed or unread or moving),
        "sources": {
            **shapes.counts(states),
            **({"unknown": len(wanted) - len(states)} if len(wanted) > len(states) else {}),
        },
        "outbox": {"pending": 0, **counts},
        "statements": archive.statements.count(),
        "unread": unread,
        "unvisited": unvisited,
        "due": due,
        "checking": len(leased),
        "last_check": shapes.moment(max(checked)) if checked else None,
        "problems": [*problems(config, archive), *room.short(config)],
    }


def _could_read_on(archive: Archive, state: SourceState, now: datetime) -> bool:
    """Whether a source that answers has listed pages left that its next check, at most a minute away, reads."""
    return not state.failures and any(
        visit.reason is VisitReason.NEW for visit in archive.visits.due(state.source, now, 1)
    )


def problems(config: Config, archive: Archive) -> list[str]:
    """Everything that is visibly unhealthy, one sentence each."""
    now = SystemClock().now()
    found = []
    wanted = {source.id for source in config.sources if source.enabled}
    for state in archive.sources.states():
        if state.source in wanted and state.health in (
            SourceHealth.DEGRADED, SourceHealth.FAILING, SourceHealth.BLOCKED, SourceHealth.SILENT,
        ):  # fmt: skip
            since = shapes.moment(state.last_success_at)
            read = f"not read since {since}" if since else "never read"
            found.append(
                f"source {state.source} is {state.health.value}: {read}; "
                f"{state.last_verdict.value if state.last_verdict else '?'}: {state.last_error or 'no reason recorded'}"
                if state.failures
                else f"source {state.source} is {state.health.value}: {state.last_error or 'some pages could not be read'}"
            )
    overdue = [
        state
        for state in archive.sources.states()
        if state.source in wanted and now - state.next_due_at > OVERDUE
    ]
    if overdue:
        oldest_due = min(state.next_due_at for state in overdue)
        found.append(
            f"{len(overdue)} sources should have been checked, the first at {shapes.moment(oldest_due)}; is the service running?"
        )
    for parked in archive.outbox.parked():
        place = "every destination" if parked.destination == "*" else parked.destination
        found.append(
            f"{parked.channel}: {place} takes nothing since {shapes.moment(parked.since)}: {parked.reason}"
        )
    dead = archive.outbox.counts().get("dead", 0)
    if dead:
        found.append(f"{dead} messages were refused for good; see `communique outbox list --state dead`")
    oldest = archive.outbox.oldest_pending(now)
    if oldest is not None and now - oldest > OLD:
        found.append(f"messages wait since {shapes.moment(oldest)}; is the service running?")
    unread = archive.readings.unread(1)
    if unread and now - unread[0].seen > OLD:
        found.append(
            f"{archive.readings.unread_count()} texts are not read since {shapes.moment(unread[0].seen)}; is the service "
            f"running, and what does its log say of version {unread[0].id}?"
        )
    return found
