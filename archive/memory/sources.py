"""Sources between checks, in memory. The contract is that of `archive.sources`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from archive import appearance
from archive.database import lease_lost
from archive.memory import health as spells
from archive.memory.state import SourceRow, State
from archive.records import (
    Calm,
    CheckReport,
    Closing,
    DoorUse,
    Lease,
    SourceEntry,
    SourceHealth,
    SourceState,
    Validators,
    VisitReason,
)
from archive.sources import SLACK
from statements.errors import LeaseLost
from statements.labels import READ_WHOLE


class Sources:
    """The watched sources."""

    def __init__(self, state: State) -> None:
        self._state = state

    def sync(self, entries: Sequence[SourceEntry], now: datetime) -> None:
        with self._state.lock:
            for entry in entries:
                row = self._state.sources.get(entry.id)
                if row is None:
                    self._state.sources[entry.id] = SourceRow(
                        entry=entry, created_at=now, state=_new(entry, now)
                    )
                    continue
                due = row.state.next_due_at
                if entry.every < row.entry.every:
                    due = min(due, now + entry.every)
                row.entry = entry
                row.state = replace(row.state, issuer=entry.issuer, next_due_at=due)
            for name in self._state.sources.keys() - {entry.id for entry in entries}:
                row = self._state.sources[name]
                row.entry = replace(row.entry, enabled=False)
            for row in self._state.sources.values():
                spells.switch(self._state, row, on=row.entry.enabled, now=now)

    def claim_due(self, now: datetime, *, owner: str, limit: int, lease: timedelta) -> list[Lease]:
        with self._state.lock:
            busy = self._busy(now)
            leases: list[Lease] = []
            for row in sorted(self._due(now), key=lambda row: (row.state.next_due_at, row.entry.id)):
                if len(leases) < limit and row.entry.host not in busy:
                    busy.add(row.entry.host)
                    leases.append(_take(row, now, lease))
            return leases

    def claim(self, source: str, now: datetime, *, owner: str, lease: timedelta) -> Lease | None:
        with self._state.lock:
            row = self._state.sources.get(source)
            if row is None or not row.entry.enabled or row.entry.host in self._busy(now):
                return None
            return _take(row, now, lease)

    def release(self, lease: Lease) -> None:
        with self._state.lock:
            _free(self._state.fence(lease))

    def finish(
        self,
        lease: Lease,
        report: CheckReport,
        *,
        next_due_at: datetime,
        validators: Mapping[str, Validators],
        health: SourceHealth,
        now: datetime,
        door: DoorUse | None = None,
    ) -> None:
        closing = Closing(
            lease=lease,
            report=report,
            next_due_at=next_due_at,
            validators=validators,
            health=health,
            now=now,
            door=door,
        )
        if self.finish_many([closing]):
            raise lease_lost(lease)

    def finish_many(self, closings: Sequence[Closing]) -> list[str]:
        lost = []
        with self._state.lock:
            for closing in closings:
                try:
                    row = self._state.fence(closing.lease)
                except LeaseLost:
                    lost.append(closing.lease.source)
                    continue
                self._close(row, closing)
        return lost

    def _close(self, row: SourceRow, closing: Closing) -> None:
        report, now, door = closing.report, closing.now, closing.door
        success = report.verdict.success
        self._state.checks.append(report)
        judged = spells.close(self._state, row, report, closing.health, now)
        row.state = replace(
            row.state,
            health=judged.health,
            next_due_at=closing.next_due_at,
            last_check_at=now,
            last_verdict=report.verdict,
            last_error=judged.reason,
            failures=0 if success else row.state.failures + 1,
            last_success_at=now if success else row.state.last_success_at,
            baseline_at=row.state.baseline_at or (now if report.verdict in READ_WHOLE else None),
            last_new_at=now if report.stored else row.state.last_new_at,
        )
        if door is not None:
            row.state = replace(
                row.state, door=door.door, door_since=door.since, better_due_at=door.better_due_at
            )
        _free(row)
        if closing.validators:
            self._state.validators[closing.lease.source] = dict(closing.validators)

    def calm(self, sources: Sequence[str], now: datetime) -> dict[str, Calm]:
        with self._state.lock:
            busy = {
                visit.source
                for visit in self._state.visits.values()
                if visit.due_at <= now or (visit.reason is VisitReason.NEW and not visit.aside)
            }
            rows = {id_: self._state.sources[id_] for id_ in sources if id_ in self._state.sources}
            return {
                id_: Calm(state=_shown(row), validators=dict(self._state.validators.get(id_, {})))
                for id_, row in rows.items()
                if row.state.failures == 0
                and row.state.health in (SourceHealth.OK, SourceHealth.SILENT)
                and row.state.baseline_at is not None
                and row.state.door_since is None
                and id_ not in busy
            }

    def state(self, source: str) -> SourceState | None:
        with self._state.lock:
            row = self._state.sources.get(source)
            return None if row is None else _shown(row)

    def succeeded_before(self, source: str, moment: datetime) -> datetime | None:
        with self._state.lock:
            return max(
                (
                    check.started
                    for check in self._state.checks
                    if check.source == source and check.started < moment and check.verdict.success
                ),
                default=None,
            )

    def states(self) -> list[SourceState]:
        with self._state.lock:
            return [_shown(row) for _, row in sorted(self._state.sources.items())]

    def validators(self, source: str) -> dict[str, Validators]:
        with self._state.lock:
            return dict(self._state.validators.get(source, {}))

    def times(self, source: str, since: datetime) -> list[datetime]:
        with self._state.lock:
            firsts = [self._state.versions[row.versions[0]] for row in self._state.statements.values() if row.source == source]  # fmt: skip
            sightings = [
                appearance.Sighting(
                    first_seen=first.first_seen, instant=first.published.instant, baseline=first.baseline
                )  # fmt: skip
                for first in firsts
                if first.first_seen >= since
            ]
            well = [
                check
                for check in self._state.checks
                if check.source == source
                and check.finished >= since - appearance.BELIEVED
                and check.verdict.success
            ]
            looks = [
                appearance.Look(
                    started=check.started,
                    finished=check.finished,
                    before=None if before is None else before.finished,
                )
                for before, check in zip([None, *well], well, strict=False)
                if check.stored
            ]
        return appearance.times(sightings, sorted(looks, key=lambda look: look.started), since)

    def due_count(self, now: datetime) -> int:
        with self._state.lock:
            return len(self._due(now))

    def next_due(self) -> datetime | None:
        with self._state.lock:
            free = (row.state for row in self._state.sources.values() if row.entry.enabled)
            return min((state.next_due_at for state in free if state.lease_until is None), default=None)

    def make_due(self, now: datetime, sources: Collection[str] | None = None) -> int:
        with self._state.lock:
            rows = [
                row
                for row in self._state.sources.values()
                if row.entry.enabled and (sources is None or row.entry.id in sources)
            ]
            for row in rows:
                row.state = replace(row.state, next_due_at=min(row.state.next_due_at, now))
            return len(rows)

    def _due(self, now: datetime) -> list[SourceRow]:
        return [
            row
            for row in self._state.sources.values()
            if row.entry.enabled
            and not _is_leased(row, now)
            and (
                row.state.next_due_at <= now
                or (row.state.last_check_at is not None and row.state.last_check_at > now + SLACK)
            )
        ]

    def _busy(self, now: datetime) -> set[str]:
        return {row.entry.host for row in self._state.sources.values() if _is_leased(row, now)}


def _is_leased(row: SourceRow, now: datetime) -> bool:
    until, since = row.state.lease_until, row.leased_at
    return until is not None and since is not None and until > now and since <= now + SLACK


def _take(row: SourceRow, now: datetime, lease: timedelta) -> Lease:
    row.leased_at = now
    row.state = replace(row.state, lease_token=row.state.lease_token + 1, lease_until=now + lease)
    return Lease(source=row.entry.id, token=row.state.lease_token, until=now + lease)


def _free(row: SourceRow) -> None:
    row.leased_at = None
    row.state = replace(row.state, lease_until=None)


def _shown(row: SourceRow) -> SourceState:
    return row.state if row.entry.enabled else replace(row.state, health=SourceHealth.PAUSED)


def _new(entry: SourceEntry, now: datetime) -> SourceState:
    return SourceState(
        source=entry.id,
        issuer=entry.issuer,
        health=SourceHealth.NEW,
        next_due_at=now,
        baseline_at=None,
        failures=0,
        last_check_at=None,
        last_success_at=None,
        last_verdict=None,
        last_error=None,
        last_new_at=None,
        lease_token=0,
        lease_until=None,
    )
