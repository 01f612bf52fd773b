"""Messages and digests, in memory. The contracts are those of `archive.outbox` and `archive.digests`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from archive.memory.ledger import Ledger, is_alert, is_at, is_due
from archive.memory.state import State
from archive.posts import DigestRecord, OutboxRow, OutboxState, Parked
from archive.sources import SLACK
from statements.crashpoints import crashpoint
from statements.labels import Part
from statements.model import Message


def add(state: State, messages: Sequence[Message], now: datetime) -> int:
    """Queue messages whose dedupe key was never queued before."""
    queued = 0
    for message in messages:
        if all(row.dedupe_key != message.dedupe_key for row in state.outbox.values()):
            here = len(state.outbox) + 1
            state.outbox[here] = OutboxRow(
                id=here,
                dedupe_key=message.dedupe_key,
                channel=message.channel,
                destination=message.destination,
                kind=message.kind,
                payload=_plain(message.payload),
                state=OutboxState.PENDING,
                attempts=0,
                not_before=message.not_before or now,
                created_at=now,
                version=message.version,
                watch=message.watch,
                digest=message.digest,
                thread=message.thread,
                part=message.part,
                held=message.held,
                about=None if message.about is None else _plain(message.about),
            )
            queued += 1
    for message in messages:
        if message.part is Part.EDIT:
            here = next(row.id for row in state.outbox.values() if row.dedupe_key == message.dedupe_key)
            for other in list(state.outbox.values()):
                if (
                    _thread(other) == (message.channel, message.destination, message.thread)
                    and other.part is Part.EDIT
                    and other.state is OutboxState.PENDING
                    and other.id < here
                ):
                    state.outbox[other.id] = replace(other, state=OutboxState.OVERTAKEN)
                    _hasten(state, here, other.not_before)
    return queued


def _hasten(state: State, edit: int, moment: datetime) -> None:
    row = state.outbox[edit]
    if row.state is OutboxState.PENDING and row.not_before > moment:
        state.outbox[edit] = replace(row, not_before=moment)


class Outbox(Ledger):
    """The queue of messages."""

    def put(self, messages: Sequence[Message], now: datetime) -> int:
        with self._state.lock:
            return add(self._state, messages, now)

    def claim(
        self,
        now: datetime,
        *,
        owner: str,
        limit: int,
        lease: timedelta,
        place: tuple[str, str] | None = None,
        alerts: Collection[int] | None = None,
        last: Collection[int] = (),
    ) -> list[OutboxRow]:
        with self._state.lock:
            self.lapse(now)
            while True:
                ready = [
                    row
                    for row in self._claimable(now)
                    if place in (None, (row.channel, row.destination))
                    and (alerts is None or row.id in alerts or not is_alert(row))
                ]
                ready.sort(key=lambda row: row.id in last)
                taken = self._take(ready, now, limit, lease, OutboxState.SENDING)
                fit = [found for row in taken if (found := self._in_its_thread(row)) is not None]
                if fit or not taken:
                    return fit

    def lapse(self, now: datetime) -> int:
        with self._state.lock:
            lost = [
                row
                for row in self._state.outbox.values()
                if row.state == OutboxState.SENDING and self._lost(row, now)
            ]
            for row in lost:
                self._put(
                    row,
                    state=OutboxState.AMBIGUOUS,
                    attempts=row.attempts + 1,
                    not_before=now,
                    error_class="interrupted",
                    error="the sender stopped before it learned whether the message was accepted",
                )
            return len(lost)

    def _fate(self, head: OutboxRow | None) -> OutboxRow | None:
        """The head of a thread, or the summary that told of it."""
        return head if head is None or head.bundle is None else self._state.outbox[head.bundle]

    def _in_its_thread(self, row: OutboxRow) -> OutboxRow | None:
        if row.part is Part.HEAD or row.thread is None:
            return row
        head = self._head(row)
        summary = None if head is None or head.bundle is None else self._state.outbox[head.bundle]
        fate = self._fate(head)
        there = fate is not None and fate.state is OutboxState.SENT
        if row.part is Part.EDIT:
            later = max(
                other.id
                for other in self._state.outbox.values()
                if _thread(other) == _thread(row) and other.part is Part.EDIT
            )
            other = head is not None and (row.about or {}).get("head", head.id) != head.id
            _hasten(self._state, later, row.not_before)
            if not there or summary is not None or other or later != row.id:
                self._put(row, state=OutboxState.OVERTAKEN)
                return None
        if fate is None or not there:
            self._state.outbox[row.id] = replace(row, part=Part.HEAD)
            return self._state.outbox[row.id]
        return replace(row, head_ref=fate.provider_ref or "")

    def claim_ambiguous(
        self,
        now: datetime,
        *,
        owner: str,
        limit: int,
        lease: timedelta,
        channel: str | None = None,
        destination: str | None = None,
    ) -> list[OutboxRow]:
        with self._state.lock:
            ready = [
                row
                for row in self._state.outbox.values()
                if row.state == OutboxState.AMBIGUOUS
                and self._lost(row, now)
                and is_due(row, now)
                and self._open(row)
                and is_at(row, channel, destination)
            ]
            return [
                replace(row, head_ref=fate.provider_ref)
                if row.part is Part.REPLY and (fate := self._fate(self._head(row))) is not None
                else row
                for row in self._take(ready, now, limit, lease, OutboxState.AMBIGUOUS)
            ]

    def sent(self, row: OutboxRow, ref: str | None, now: datetime, *, began: bool = False) -> bool:
        part = Part.HEAD if began else row.part
        return self._settle(
            row, state=OutboxState.SENT, provider_ref=ref, error=None, error_class=None, part=part
        )

    def retry(
        self, row: OutboxRow, *, not_before: datetime, error_class: str, error: str, spend: bool
    ) -> bool:
        return self._settle(
            row,
            state=OutboxState.PENDING,
            not_before=not_before,
            error_class=error_class,
            error=error,
            spend=int(spend),
        )

    def ambiguous(self, row: OutboxRow, *, not_before: datetime, error_class: str, error: str) -> bool:
        return self._settle(
            row,
            state=OutboxState.AMBIGUOUS,
            not_before=not_before,
            error_class=error_class,
            error=error,
            spend=1,
        )

    def dead(self, row: OutboxRow, *, error_class: str, error: str) -> bool:
        return self._settle(row, state=OutboxState.DEAD, error_class=error_class, error=error)

    def degrade(self, row: OutboxRow, payload: Mapping[str, object], error: str) -> bool:
        return self._settle(
            row,
            state=OutboxState.PENDING,
            payload=_plain(payload),
            degraded=row.degraded + 1,
            error_class="payload",
            error=error,
        )

    def resend_marked(self, row: OutboxRow) -> bool:
        return self._settle(row, state=OutboxState.PENDING, maybe_repeat=True)

    def begin_anew(self, row: OutboxRow, error: str) -> bool:
        return self._settle(row, state=OutboxState.PENDING, part=Part.HEAD, error_class="thread", error=error)

    def overtaken(self, row: OutboxRow, error: str) -> bool:
        return self._settle(row, state=OutboxState.OVERTAKEN, error_class="thread", error=error)

    def bundle(self, rows: Collection[int], messages: Sequence[Message], now: datetime) -> int | None:
        with self._state.lock:
            queued_before = {row.dedupe_key for row in self._state.outbox.values()}
            if queued_before & {message.dedupe_key for message in messages}:
                return None
            if any(self._state.outbox[row].state is not OutboxState.PENDING for row in rows):
                return None
            head = len(self._state.outbox) + 1
            add(self._state, messages, now)
            for row in rows:
                self._put(self._state.outbox[row], state=OutboxState.BUNDLED, bundle=head)
            crashpoint("outbox.before_bundle_commit")
        crashpoint("outbox.after_bundle_commit")
        return head

    def requeue(self, row_id: int | None = None) -> int:
        with self._state.lock:
            dead = [
                row
                for row in self._state.outbox.values()
                if row.state == OutboxState.DEAD and row_id in (None, row.id)
            ]
            for row in dead:
                self._put(row, state=OutboxState.PENDING, attempts=0, not_before=row.created_at)
            return len(dead)

    def park(self, parked: Parked) -> None:
        with self._state.lock:
            key = (parked.channel, parked.destination)
            before = self._state.parked.get(key)
            self._state.parked[key] = parked if before is None else replace(parked, since=before.since)

    def unpark(self, channel: str, destination: str) -> bool:
        with self._state.lock:
            return self._state.parked.pop((channel, destination), None) is not None

    def _lost(self, row: OutboxRow, now: datetime) -> bool:
        until = self._state.outbox_until.get(row.id)
        return until is None or until <= now or (row.claimed_at is not None and row.claimed_at > now + SLACK)

    def _take(
        self, ready: Sequence[OutboxRow], now: datetime, limit: int, lease: timedelta, state: OutboxState
    ) -> list[OutboxRow]:  # fmt: skip
        taken = [
            self._put(row, state=state, claimed_at=now, lease_token=row.lease_token + 1)
            for row in ready[:limit]
        ]
        for row in taken:
            self._state.outbox_until[row.id] = now + lease
        return taken

    def _settle(self, row: OutboxRow, *, spend: int = 0, **values: Any) -> bool:
        with self._state.lock:
            here = self._state.outbox.get(row.id)
            held = (OutboxState.SENDING, OutboxState.AMBIGUOUS)
            if here is None or here.lease_token != row.lease_token or here.state not in held:
                return False
            self._put(here, attempts=here.attempts + spend, **values)
            return True

    def _put(self, row: OutboxRow, **values: Any) -> OutboxRow:
        self._state.outbox[row.id] = replace(row, **values)
        self._state.outbox_until[row.id] = None
        return self._state.outbox[row.id]


class Digests:
    """The digests that were made."""

    def __init__(self, state: State) -> None:
        self._state = state

    def create(
        self,
        subscription: str,
        start: datetime,
        end: datetime,
        members: Mapping[str, object],
        messages: Callable[[int], Sequence[Message]],
        now: datetime,
        *,
        letters: Mapping[str, Mapping[str, object]] = {},
    ) -> DigestRecord | None:
        with self._state.lock:
            for other in self._state.digests.values():
                if (other.subscription, other.start, other.end) == (subscription, start, end):
                    return None
            here = len(self._state.digests) + 1
            made = DigestRecord(
                id=here,
                subscription=subscription,
                start=start,
                end=end,
                created_at=now,
                members=_plain(members),
            )
            mails = messages(here)
            crashpoint("digest.before_commit")
            self._state.digests[here] = made
            self._state.letters[here] = {name: _plain(payload) for name, payload in letters.items()}
            add(self._state, mails, now)
            return made

    def latest(self, subscription: str) -> DigestRecord | None:
        with self._state.lock:
            mine = [record for record in self._state.digests.values() if record.subscription == subscription]
            return max(mine, key=lambda record: (record.end, record.id), default=None)

    def ended(self, subscription: str) -> datetime | None:
        with self._state.lock:
            mine = [record for record in self._state.digests.values() if record.subscription == subscription]
            return max((record.end for record in mine if record.start < record.end), default=None)

    def believe_clock(self, now: datetime) -> list[str]:
        with self._state.lock:
            ahead = [
                one for one in self._state.digests.values() if one.created_at > now + SLACK and one.end > now
            ]
            for one in ahead:
                self._state.digests[one.id] = replace(one, end=max(one.start, now - SLACK), created_at=now)
            return [one.subscription for one in ahead]

    def members(self, subscription: str) -> list[Mapping[str, Any]]:
        with self._state.lock:
            made = self._state.digests.values()
            return [record.members for record in made if record.subscription == subscription]

    def covering(self, subscription: str, moment: datetime) -> DigestRecord | None:
        with self._state.lock:
            mine = [
                record
                for record in self._state.digests.values()
                if record.subscription == subscription and record.start <= moment < record.end
            ]
            return max(mine, key=lambda record: (record.end, record.id), default=None)

    def letters(self, digest_id: int) -> dict[str, Mapping[str, object]]:
        with self._state.lock:
            return dict(sorted(self._state.letters.get(digest_id, {}).items()))

    def letter(self, digest_id: int, name: str) -> Mapping[str, object] | None:
        return self.letters(digest_id).get(name)

    def mails(self, digest_id: int) -> dict[str, int]:
        with self._state.lock:
            return dict(
                Counter(str(row.state) for row in self._state.outbox.values() if row.digest == digest_id)
            )

    def recent(self, limit: int) -> list[DigestRecord]:
        with self._state.lock:
            found = sorted(self._state.digests.values(), key=lambda record: (record.end, record.id))
            return found[::-1][:limit]

    def get(self, digest_id: int) -> DigestRecord | None:
        with self._state.lock:
            return self._state.digests.get(digest_id)


def _thread(row: OutboxRow) -> tuple[str, str, str | None]:
    return row.channel, row.destination, row.thread


def _plain(value: Mapping[str, object]) -> dict[str, object]:
    """A copy as it would come back from a database."""
    plain: dict[str, object] = json.loads(json.dumps(dict(value)))
    return plain
