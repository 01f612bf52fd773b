"""Messages on their way. `sending` is committed before anything goes over the network, so a crash in between is seen.

    pending -> sending -> sent | pending (not accepted) | ambiguous (fate unknown) | dead (refused for good)

A `sending` row whose lease ran out becomes ambiguous, never pending: its message may have arrived.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from archive.records import OutboxRow, OutboxState, Parked
from archive.sources import SLACK
from statements.labels import Held, Part
from statements.model import Message

_outbox, _parked = schema.outbox, schema.parked
_FREE: dict[str, object] = {"lease_until": None, "lease_owner": None}


def add(database: Database, connection: sa.Connection, messages: Sequence[Message], now: datetime) -> int:
    """Queue messages within a transaction; those whose dedupe key was ever queued before are left out. Returns how many
    were queued."""
    return database.insert_new(
        connection,
        _outbox,
        [
            {
                "dedupe_key": message.dedupe_key,
                "channel": message.channel,
                "destination": message.destination,
                "kind": message.kind,
                "payload": message.payload,
                "state": OutboxState.PENDING,
                "not_before": message.not_before or now,
                "created_at": now,
                "version": message.version,
                "watch": message.watch,
                "digest": message.digest,
                "thread": message.thread,
                "part": message.part,
                "held": message.held,
            }
            for message in messages
        ],
    )


class Outbox:
    """The queue of messages. What is written about a row counts only with the lease token it was claimed with: those
    methods return False, and change nothing, when somebody else has claimed the row since."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, messages: Sequence[Message], now: datetime) -> int:
        """Queue messages that belong to no reading and no digest, such as a test message."""
        with self._db.write() as connection:
            return add(self._db, connection, messages, now)

    def claim(self, now: datetime, *, owner: str, limit: int, lease: timedelta) -> list[OutboxRow]:
        """Take up to ``limit`` pending messages whose time has come and whose destination is not parked, oldest first,
        and mark them as `sending`. `sending` rows whose lease ran out are made ambiguous first."""
        lost = sa.or_(_outbox.c.lease_until <= now, _outbox.c.claimed_at > now + SLACK)
        with self._db.write() as connection:
            connection.execute(
                sa.update(_outbox)
                .where(_outbox.c.state == OutboxState.SENDING, lost)
                .values(
                    state=OutboxState.AMBIGUOUS,
                    attempts=_outbox.c.attempts + 1,
                    not_before=now,
                    error_class="interrupted",
                    error="the sender stopped before it learned whether the message was accepted",
                    **_FREE,
                )
            )
            mine = [_outbox.c.state == OutboxState.PENDING, _outbox.c.not_before <= now, _not_parked()]
            return self._take(connection, mine, now, owner, limit, lease, OutboxState.SENDING)

    def claim_ambiguous(self, now: datetime, *, owner: str, limit: int, lease: timedelta) -> list[OutboxRow]:
        """Take up to ``limit`` messages of unknown fate, to find out about them. They stay ambiguous."""
        free = sa.or_(
            _outbox.c.lease_until.is_(None), _outbox.c.lease_until <= now, _outbox.c.claimed_at > now + SLACK
        )
        with self._db.write() as connection:
            mine = [
                _outbox.c.state == OutboxState.AMBIGUOUS,
                _outbox.c.not_before <= now,
                free,
                _not_parked(),
            ]
            return self._take(connection, mine, now, owner, limit, lease, OutboxState.AMBIGUOUS)

    def _take(
        self,
        connection: sa.Connection,
        where: Sequence[sa.ColumnElement[bool]],
        now: datetime,
        owner: str,
        limit: int,
        lease: timedelta,
        state: OutboxState,
    ) -> list[OutboxRow]:
        ids = (
            connection.execute(
                sa.select(_outbox.c.id)
                .where(*where)
                .order_by(_outbox.c.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
            .scalars()
            .all()
        )
        connection.execute(
            sa.update(_outbox)
            .where(_outbox.c.id.in_(ids))
            .values(
                state=state,
                claimed_at=now,
                lease_owner=owner,
                lease_token=_outbox.c.lease_token + 1,
                lease_until=now + lease,
            )
        )
        rows = connection.execute(sa.select(_outbox).where(_outbox.c.id.in_(ids)).order_by(_outbox.c.id))
        return [_row_of(row) for row in rows]

    def sent(self, row: OutboxRow, ref: str | None, now: datetime) -> bool:
        """The provider accepted the message, under this reference."""
        return self._settle(
            row, state=OutboxState.SENT, provider_ref=ref, sent_at=now, error=None, error_class=None
        )

    def retry(
        self, row: OutboxRow, *, not_before: datetime, error_class: str, error: str, spend: bool
    ) -> bool:
        """The message was certainly not accepted; try again later. ``spend`` counts this as an attempt."""
        return self._settle(
            row,
            state=OutboxState.PENDING,
            not_before=not_before,
            error_class=error_class,
            error=error,
            attempts=_outbox.c.attempts + int(spend),
        )

    def ambiguous(self, row: OutboxRow, *, not_before: datetime, error_class: str, error: str) -> bool:
        """Nobody knows whether the message was accepted; find out later. Counts as an attempt."""
        return self._settle(
            row,
            state=OutboxState.AMBIGUOUS,
            not_before=not_before,
            error_class=error_class,
            error=error,
            attempts=_outbox.c.attempts + 1,
        )

    def dead(self, row: OutboxRow, *, error_class: str, error: str) -> bool:
        """The message will never be accepted as it is. It stays visible and can be requeued by hand."""
        return self._settle(row, state=OutboxState.DEAD, error_class=error_class, error=error)

    def degrade(self, row: OutboxRow, payload: Mapping[str, object], error: str) -> bool:
        """The provider refused the payload; queue a smaller one."""
        return self._settle(
            row,
            state=OutboxState.PENDING,
            payload=payload,
            degraded=_outbox.c.degraded + 1,
            error_class="payload",
            error=error,
        )

    def resend_marked(self, row: OutboxRow) -> bool:
        """The message may have arrived and there is no way to know: queue it again, marked as a possible repeat."""
        return self._settle(row, state=OutboxState.PENDING, maybe_repeat=True)

    def _settle(self, row: OutboxRow, **values: object) -> bool:
        # A holder whose lease ran out still has the token until somebody else claims the row; what it learned counts.
        held = _outbox.c.state.in_([OutboxState.SENDING, OutboxState.AMBIGUOUS])
        with self._db.write() as connection:
            result = connection.execute(
                sa.update(_outbox)
                .where(_outbox.c.id == row.id, _outbox.c.lease_token == row.lease_token, held)
                .values(**values, **_FREE)
            )
            return result.rowcount == 1

    def requeue(self, row_id: int | None = None) -> int:
        """Queue one dead message again, or all of them, with their attempts forgotten; returns how many."""
        change = sa.update(_outbox).where(_outbox.c.state == OutboxState.DEAD)
        if row_id is not None:
            change = change.where(_outbox.c.id == row_id)
        with self._db.write() as connection:
            return connection.execute(
                change.values(state=OutboxState.PENDING, attempts=0, not_before=_outbox.c.created_at)
            ).rowcount

    def park(self, parked: Parked) -> None:
        """Send nothing to a destination for now; parking it again replaces the reason and the time of the next probe,
        not the beginning."""
        row = {name: getattr(parked, name) for name in Parked.__dataclass_fields__}
        with self._db.write() as connection:
            if not self._db.insert_new(connection, _parked, [row]):
                connection.execute(
                    sa.update(_parked)
                    .where(_parked.c.channel == parked.channel, _parked.c.destination == parked.destination)
                    .values(reason=parked.reason, probe_at=parked.probe_at)
                )

    def unpark(self, channel: str, destination: str) -> bool:
        """Send to a destination again; returns whether it was parked."""
        with self._db.write() as connection:
            return bool(
                connection.execute(
                    sa.delete(_parked).where(
                        _parked.c.channel == channel, _parked.c.destination == destination
                    )
                ).rowcount
            )

    def parked(self) -> list[Parked]:
        """All parked destinations, longest parked first."""
        query = sa.select(_parked).order_by(_parked.c.since, _parked.c.channel, _parked.c.destination)
        with self._db.read() as connection:
            return [
                Parked(
                    channel=row.channel,
                    destination=row.destination,
                    reason=row.reason,
                    since=row.since,
                    probe_at=row.probe_at,
                )
                for row in connection.execute(query)
            ]

    def counts(self) -> dict[str, int]:
        """How many messages are in each state; states without any are there with 0."""
        query = sa.select(_outbox.c.state, sa.func.count().label("messages")).group_by(_outbox.c.state)
        with self._db.read() as connection:
            found: dict[str, int] = {row.state: row.messages for row in connection.execute(query)}
        return {state.value: found.get(state.value, 0) for state in OutboxState}

    def list(self, state: OutboxState | None = None, limit: int = 100) -> list[OutboxRow]:
        """The latest messages, newest first, of one state or all."""
        query = sa.select(_outbox).order_by(_outbox.c.id.desc()).limit(limit)
        if state is not None:
            query = query.where(_outbox.c.state == state)
        with self._db.read() as connection:
            return [_row_of(row) for row in connection.execute(query)]

    def oldest_pending(self, now: datetime) -> datetime | None:
        """When the longest waiting message that could go out now was queued; None when none waits."""
        query = sa.select(sa.func.min(_outbox.c.created_at)).where(
            _outbox.c.state == OutboxState.PENDING, _outbox.c.not_before <= now
        )
        with self._db.read() as connection:
            found: datetime | None = connection.execute(query).scalar_one()
        return found


def _not_parked() -> sa.ColumnElement[bool]:
    return ~sa.exists().where(
        _parked.c.channel == _outbox.c.channel,
        sa.or_(_parked.c.destination == _outbox.c.destination, _parked.c.destination == "*"),
    )


def _row_of(row: Any) -> OutboxRow:
    values = {name: getattr(row, name) for name in OutboxRow.__dataclass_fields__ if name != "head_ref"}
    return OutboxRow(
        **{
            **values,
            "state": OutboxState(row.state),
            "part": Part(row.part),
            "held": None if row.held is None else Held(row.held),
        }
    )
