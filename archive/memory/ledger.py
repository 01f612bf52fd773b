"""What the outbox can be asked, in memory. The contract is that of `archive.ledger`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from archive.memory.state import State
from archive.posts import OutboxRow, OutboxState, Parked, Ready, Thread, Waiting
from archive.sources import SLACK
from statements.labels import Part

_UNDER_WAY = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.AMBIGUOUS)


class Ledger:
    """What stands in the queue."""

    def __init__(self, state: State) -> None:
        self._state = state

    def ready(self, now: datetime, channel: str | None = None, destination: str | None = None) -> list[Ready]:
        with self._state.lock:
            places: dict[tuple[str, str], list[OutboxRow]] = {}
            for row in self._claimable(now):
                if is_at(row, channel, destination):
                    places.setdefault((row.channel, row.destination), []).append(row)
            return [
                Ready(
                    channel=channel,
                    destination=destination,
                    messages=len(rows),
                    alerts=sum(is_alert(row) for row in rows),
                    held=sum(is_alert(row) and row.held is not None for row in rows),
                    oldest=rows[0].id,
                )
                for (channel, destination), rows in places.items()
            ]

    def places_due(self, now: datetime) -> list[tuple[str, str]]:
        with self._state.lock:
            found = {
                (row.channel, row.destination)
                for row in self._state.outbox.values()
                if row.state is OutboxState.SENDING
                or (row.state in (OutboxState.PENDING, OutboxState.AMBIGUOUS) and is_due(row, now))
            }
            return sorted(
                found | {(parked.channel, parked.destination) for parked in self._state.parked.values()}
            )

    def next_due(self, now: datetime) -> datetime | None:
        with self._state.lock:
            return min(
                (
                    row.not_before
                    for row in self._state.outbox.values()
                    if row.state in (OutboxState.PENDING, OutboxState.AMBIGUOUS) and row.not_before > now
                ),
                default=None,
            )

    def backlog(self, now: datetime, channel: str, destination: str) -> list[Waiting]:
        with self._state.lock:
            return [
                _waiting(row)
                for row in self._state.outbox.values()
                if (row.channel, row.destination) == (channel, destination)
                and row.state is OutboxState.PENDING
                and is_alert(row)
                and (is_due(row, now) or row.error_class is not None)
            ]

    def told_by(self, summary: int) -> list[Waiting]:
        with self._state.lock:
            return [_waiting(row) for row in self._state.outbox.values() if row.bundle == summary]

    def threads(self, names: Collection[str]) -> dict[tuple[str, str, str], Thread]:
        with self._state.lock:
            found: dict[tuple[str, str, str], Thread] = {}
            mine = [row for row in self._state.outbox.values() if row.thread in names]
            counts = Counter(_place(row) for row in mine if row.part is not Part.EDIT)
            for row in mine:
                if row.thread is not None and row.part is Part.HEAD and row.state is not OutboxState.DEAD:
                    found[row.channel, row.destination, row.thread] = Thread(
                        head=row, messages=counts[_place(row)], told=row.state is not OutboxState.BUNDLED
                    )
            return found

    def known(self, keys: Collection[str]) -> dict[str, OutboxRow]:
        with self._state.lock:
            return {row.dedupe_key: row for row in self._state.outbox.values() if row.dedupe_key in keys}

    def recent(self, since: datetime) -> dict[tuple[tuple[str, str], str], int]:
        with self._state.lock:
            return dict(
                Counter(
                    ((row.channel, row.destination), row.watch)
                    for row in self._state.outbox.values()
                    if row.created_at > since
                    and row.kind == "alert"
                    and row.part is not Part.EDIT
                    and row.held is None
                    and row.watch is not None
                )
            )

    def parked(self) -> list[Parked]:
        with self._state.lock:
            return sorted(self._state.parked.values(), key=lambda p: (p.since, p.channel, p.destination))

    def counts(self) -> dict[str, int]:
        with self._state.lock:
            states = [row.state for row in self._state.outbox.values()]
            return {state.value: states.count(state) for state in OutboxState}

    def oldest_pending(self, now: datetime) -> datetime | None:
        with self._state.lock:
            return min(
                (
                    row.created_at if row.held is None else row.not_before
                    for row in self._state.outbox.values()
                    if row.state == OutboxState.PENDING and row.not_before <= now
                ),
                default=None,
            )

    def _claimable(self, now: datetime) -> list[OutboxRow]:
        return [
            row
            for row in self._state.outbox.values()
            if row.state is OutboxState.PENDING
            and is_due(row, now)
            and self._open(row)
            and not self._waits_for_its_head(row)
        ]

    def _open(self, row: OutboxRow) -> bool:
        """Whether its destination is not parked."""
        return not self._state.parked.keys() & {(row.channel, row.destination), (row.channel, "*")}

    def _head(self, row: OutboxRow) -> OutboxRow | None:
        heads = [
            other
            for other in self._state.outbox.values()
            if _place(other) == _place(row)
            and other.part is Part.HEAD
            and other.state is not OutboxState.DEAD
        ]
        return heads[-1] if heads else None

    def _waits_for_its_head(self, row: OutboxRow) -> bool:
        if row.part is Part.HEAD or row.thread is None:
            return False
        head = self._head(row)
        if head is not None and head.bundle is not None:
            head = self._state.outbox[head.bundle]
        return head is not None and head.state in _UNDER_WAY

    def list(self, state: OutboxState | None = None, limit: int = 100) -> list[OutboxRow]:
        with self._state.lock:
            rows = [row for row in self._state.outbox.values() if state in (None, row.state)]
            return rows[::-1][:limit]


def _place(row: OutboxRow) -> tuple[str, str, str | None]:
    return row.channel, row.destination, row.thread


def is_due(row: OutboxRow, now: datetime) -> bool:
    """Whether its time has come, or would have but for a clock that was set back."""
    since = row.claimed_at or (row.created_at if row.held is None else now)
    return row.not_before <= now or since > now + SLACK


def is_at(row: OutboxRow, channel: str | None, destination: str | None) -> bool:
    """Whether it is for a channel, or a place."""
    return row.channel == (channel or row.channel) and row.destination == (destination or row.destination)


def is_alert(row: OutboxRow) -> bool:
    """Whether a summary may tell of it."""
    return (
        row.kind == "alert" and row.about is not None and row.part is not Part.EDIT and not row.maybe_repeat
    )


def _waiting(row: OutboxRow) -> Waiting:
    values = {name: getattr(row, name) for name in Waiting.__dataclass_fields__}
    return Waiting(**{**values, "about": row.about or {}})
