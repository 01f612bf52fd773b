"""Spells of health and what the operators are told, in memory. The contracts are those of `archive.health` and
`archive.troubles`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from archive import gaps as gap_rules
from archive.health import BETWEEN
from archive.judgement import (
    BEFORE,
    HISTORY,
    PARTS_OF,
    SIZES,
    Facts,
    Item,
    Judged,
    Rhythm,
    judge,
    news,
    rhythm,
)
from archive.memory.outbox import add
from archive.memory.state import SourceRow, State
from archive.records import CheckReport, Gap, SourceHealth, Spell, VisitReason
from archive.spells import Step, follow, is_one_trouble, is_trouble, unwatched, was_watched
from archive.troubles import Recovery, Trouble
from statements.labels import Precision, Verdict
from statements.model import Message


def close(state: State, row: SourceRow, report: CheckReport, health: SourceHealth, now: datetime) -> Judged:
    """Judge a check that has just been written down and go on with its source's spells."""
    success = report.verdict.success
    judged = Judged(health=health, reason=report.error)
    if success:
        before = current(state, report.source)
        silent = before is not None and before.health is SourceHealth.SILENT
        watched = silent or was_watched(row.state.last_success_at, row.entry.every, now)
        judged = judge(health, report.error, _facts(state, report.source), now, watched=watched)
    step = follow(
        current(state, report.source),
        health=judged.health,
        success=success,
        start=report.started,
        end=report.finished,
        unwatched_since=unwatched(
            last_check=row.state.last_check_at,
            due=row.state.next_due_at,
            every=row.entry.every,
            start=report.started,
        ),
    )
    take(state, report.source, step, judged, report.verdict)
    return judged


def current(state: State, source: str) -> Spell | None:
    """The spell that a source is in."""
    return next((s for s in state.spells.values() if s.source == source and s.until is None), None)


def take(state: State, source: str, step: Step, judged: Judged, verdict: Verdict | None) -> None:
    """Carry out what happens to a source's open spell."""
    now_open = current(state, source)
    if step.backwards and step.begin is not None:
        edge = step.begin
        for spell in [spell for spell in state.spells.values() if spell.source == source]:
            since = min(spell.since, edge)
            until = (
                spell.until if spell.until is None and spell.since <= edge else min(spell.until or edge, edge)
            )
            state.spells[spell.id] = replace(spell, since=since, until=until)
    if step.close is not None and now_open is not None and state.spells[now_open.id].until is None:
        state.spells[now_open.id] = replace(state.spells[now_open.id], until=step.close)
    if step.begin is not None:
        told = now_open if step.inherit else None
        here = len(state.spells) + 1
        state.spells[here] = Spell(
            id=here,
            source=source,
            health=judged.health,
            since=step.begin,
            until=None,
            verdict=verdict,
            reason=judged.reason,
            notices=told.notices if told else 0,
            noticed_at=told.noticed_at if told else None,
        )
    elif now_open is not None:
        state.spells[now_open.id] = replace(now_open, reason=judged.reason)


def switch(state: State, row: SourceRow, *, on: bool, now: datetime) -> None:
    """A source is switched on or off."""
    spell = current(state, row.entry.id)
    if spell is None or (spell.health is SourceHealth.PAUSED) != on:
        return
    if on:
        state.spells[spell.id] = replace(spell, until=now)
        return
    end = max(spell.since, row.state.last_check_at or spell.since)
    off = Judged(health=SourceHealth.PAUSED, reason=None)
    take(state, row.entry.id, Step(close=end, begin=max(end, now)), off, None)


class Health:
    """Spells of health."""

    def __init__(self, state: State) -> None:
        self._state = state

    def pass_time(self, now: datetime) -> list[str]:
        fallen = []
        with self._state.lock:
            for source, row in sorted(self._state.sources.items()):
                spell, state = current(self._state, source), row.state
                if (
                    spell is None
                    or not row.entry.enabled
                    or state.lease_until is not None
                    or state.health not in (SourceHealth.OK, SourceHealth.DEGRADED)
                    or state.failures
                    or state.next_due_at <= now + BETWEEN
                    or spell.since > now
                    or not was_watched(state.last_success_at, row.entry.every, now)
                ):
                    continue
                facts = _facts(self._state, source)
                judged = judge(state.health, state.last_error, facts, now, watched=True)
                if judged.health is SourceHealth.SILENT:
                    take(self._state, source, Step(close=now, begin=now), judged, state.last_verdict)
                    row.state = replace(state, health=judged.health, last_error=judged.reason)
                    fallen.append(source)
        return fallen

    def spells(self, source: str, start: datetime, end: datetime) -> list[Spell]:
        with self._state.lock:
            return [
                spell
                for spell in self._state.spells.values()
                if spell.source == source
                and spell.since < end
                and (spell.until is None or spell.until > start)
            ]

    def current(self) -> dict[str, Spell]:
        with self._state.lock:
            return {spell.source: spell for spell in self._state.spells.values() if spell.until is None}

    def rhythm(self, source: str) -> Rhythm | None:
        with self._state.lock:
            return _facts(self._state, source).rhythm

    def last_check(self, source: str) -> CheckReport | None:
        with self._state.lock:
            return next((c for c in reversed(self._state.checks) if c.source == source), None)

    def gaps(self, start: datetime, end: datetime) -> list[Gap]:
        with self._state.lock:
            watched = {
                name: gap_rules.Watched(
                    every=row.entry.every,
                    since=row.created_at,
                    last_check=row.state.last_check_at,
                    due=row.state.next_due_at,
                )
                for name, row in self._state.sources.items()
                if row.entry.enabled
            }
            spells = list(self._state.spells.values())
        return gap_rules.find(spells, watched, start, end)


class Troubles:
    """What the operators are to be told."""

    def __init__(self, state: State) -> None:
        self._state = state

    def open(self) -> list[Trouble]:
        with self._state.lock:
            found = [
                Trouble(
                    spell=spell,
                    since=self._since(spell),
                    failures=row.state.failures,
                    told_at=self._told_at(spell.source),
                )
                for spell in self._state.spells.values()
                if spell.until is None
                and (row := self._state.sources[spell.source]).entry.enabled
                and spell.health not in (SourceHealth.OK, SourceHealth.PAUSED)
                and is_trouble(spell)
            ]
        return sorted(found, key=lambda trouble: (trouble.since, trouble.spell.source))

    def over(self) -> tuple[list[Recovery], list[int]]:
        over, passed_on = [], []
        with self._state.lock:
            for spell in self._state.spells.values():
                if spell.until is None or not spell.notices or spell.recovery_at is not None:
                    continue
                after = next(
                    (s for s in self._state.spells.values() if s.source == spell.source and s.id > spell.id),
                    None,
                )
                if after is None:
                    continue
                since = self._since(spell)
                if not after.readable or is_one_trouble(spell, after):
                    passed_on.append(spell.id)
                    continue
                first = next(
                    (c for c in self._state.checks if c.source == spell.source and c.finished >= spell.until),
                    None,
                )
                over.append(
                    Recovery(
                        spell=spell,
                        since=since,
                        until=spell.until,
                        listed=first.listed if first else 0,
                        known=first.known if first else 0,
                    )
                )
        return over, passed_on

    def believe_clock(self, now: datetime) -> None:
        with self._state.lock:
            for spell in self._state.spells.values():
                noticed, over = spell.noticed_at, spell.recovery_at
                if noticed is not None and noticed > now:
                    spell = replace(spell, noticed_at=now)
                if over is not None and over > now:
                    spell = replace(spell, recovery_at=now)
                self._state.spells[spell.id] = spell

    def told(
        self, *, troubles: Mapping[int, int], over: Sequence[int], messages: Sequence[Message], now: datetime
    ) -> int:
        with self._state.lock:
            for spell, notices in troubles.items():
                here = self._state.spells[spell]
                if here.notices == notices - 1:
                    self._state.spells[spell] = replace(here, notices=notices, noticed_at=now)
            for spell in over:
                self._state.spells[spell] = replace(self._state.spells[spell], recovery_at=now)
            return add(self._state, messages, now)

    def _since(self, spell: Spell) -> datetime:
        since = spell.since
        mine = [s for s in self._state.spells.values() if s.source == spell.source and s.id < spell.id]
        for before in reversed(mine):
            if not is_one_trouble(before, spell):
                break
            spell, since = before, before.since
        return since

    def _told_at(self, source: str) -> datetime | None:
        mine = [spell for spell in self._state.spells.values() if spell.source == source]
        moments = [at for spell in mine for at in (spell.noticed_at, spell.recovery_at) if at is not None]
        return max(moments, default=None)


def _facts(state: State, source: str) -> Facts:
    rows = [row for row in state.statements.values() if row.source == source]
    firsts = [state.versions[row.versions[0]] for row in rows]
    firsts.sort(key=lambda version: (version.first_seen, version.statement), reverse=True)
    moments, days = [], []
    for version in firsts[:HISTORY]:
        published = version.published
        moment = news(published.instant or published.day, version.first_seen, baseline=version.baseline)
        if moment is not None:
            moments.append(moment)
        if day := published.day or (published.instant.date() if published.instant else None):
            days.append(day)
    unread = sum(
        visit.source == source and visit.reason is VisitReason.NEW and visit.attempts > 0 and not visit.aside
        for visit in state.visits.values()
    )
    items = [Item(title=True, date=True, text=False)] * min(unread, PARTS_OF)
    items += [
        Item(
            title=version.title != "",
            date=version.published.precision is not Precision.UNKNOWN,
            text=version.text != "",
        )
        for version in firsts[: PARTS_OF + BEFORE]
    ]
    checks = [check for check in reversed(state.checks) if check.source == source and check.size is not None]
    checks = [check for check in checks if check.entry == checks[0].entry]
    return Facts(
        rhythm=rhythm(
            moments, max((version.first_seen for version in firsts if not version.baseline), default=None)
        ),
        newest_known=max(days, default=None),
        newest_listed=checks[0].newest if checks else None,
        sizes=tuple(check.size for check in checks[: SIZES + 1] if check.size is not None),
        items=tuple(items),
    )
