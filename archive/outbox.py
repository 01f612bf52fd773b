"""Messages on their way. `sending` is committed before anything goes over the network, so a crash in between is seen.

    pending -> sending -> sent | pending (not accepted) | ambiguous (fate unknown) | dead (refused for good)
    pending -> bundled (a summary tells of it) | overtaken (an edit that a later one replaced, or that has nothing to edit)

A `sending` row whose lease ran out becomes ambiguous, never pending: its message may have arrived. An answer or an edit leaves
after the head of its thread.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.chunks import chunks
from archive.database import Database
from archive.ledger import Ledger, at, claimable, due, head_of, not_parked, row_of, summed_up
from archive.posts import OutboxRow, OutboxState, Parked
from archive.sources import SLACK
from statements.crashpoints import crashpoint
from statements.labels import Part
from statements.model import Message

_outbox, _parked = schema.outbox, schema.parked
_FREE: dict[str, object] = {"lease_until": None, "lease_owner": None}


def add(database: Database, connection: sa.Connection, messages: Sequence[Message], now: datetime) -> int:
    """Queue messages within a transaction; those whose dedupe key was ever queued before are left out. An edit takes the place
    of those of the same thread that still wait, and leaves when the first of them would have. Returns how many were queued."""
    queued = database.insert_new(
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
                "about": message.about,
            }
            for message in messages
        ],
    )
    for message in messages:
        if message.part is Part.EDIT:
            _overtake(connection, message)
    return queued


def _overtake(connection: sa.Connection, edit: Message) -> None:
    here = connection.execute(
        sa.select(_outbox.c.id).where(_outbox.c.dedupe_key == edit.dedupe_key)
    ).scalar_one()
    earlier = [
        _outbox.c.thread == edit.thread,
        _outbox.c.channel == edit.channel,
        _outbox.c.destination == edit.destination,
        _outbox.c.part == Part.EDIT,
        _outbox.c.state == OutboxState.PENDING,
        _outbox.c.id < here,
    ]
    first = connection.scalar(sa.select(sa.func.min(_outbox.c.not_before)).where(*earlier))
    if first is not None:
        connection.execute(sa.update(_outbox).where(*earlier).values(state=OutboxState.OVERTAKEN))
        _hasten(connection, here, first)


def _hasten(connection: sa.Connection, edit: int, moment: datetime) -> None:
    """Let an edit that waits leave at a time at which an earlier one would have."""
    connection.execute(
        sa.update(_outbox)
        .where(_outbox.c.id == edit, _outbox.c.state == OutboxState.PENDING, _outbox.c.not_before > moment)
        .values(not_before=moment)
    )


class Outbox(Ledger):
    """The queue of messages. What is written about a row counts only with the lease token it was claimed with: those
    methods return False, and change nothing, when somebody else has claimed the row since."""

    def put(self, messages: Sequence[Message], now: datetime) -> int:
        """Queue messages that belong to no reading and no digest, such as a test message."""
        with self._db.write() as connection:
            return add(self._db, connection, messages, now)

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
        """Take up to ``limit`` pending messages (for one ``place``, channel and destination; of those that a summary may tell of
        only the ``alerts``, by id) whose time has come and whose destination is not parked, oldest first but for those that come
        ``last``, and mark them as `sending`. `sending` rows whose lease ran out are made ambiguous first. An answer whose head is gone comes as a head; an
        edit that is of no use any more does not come."""
        with self._db.write() as connection:
            self._lapse(connection, now)
            mine = claimable(now)
            if place is not None:
                mine += at(*place)
            if alerts is not None:
                mine.append(sa.or_(~sa.and_(*summed_up()), _outbox.c.id.in_(sorted(alerts))))
            while True:
                taken = self._take(connection, mine, now, owner, limit, lease, OutboxState.SENDING, last)
                fit = [found for row in taken if (found := self._in_its_thread(connection, row)) is not None]
                # What came to nothing must not look like a place at which nothing waits.
                if fit or not taken:
                    return fit

    def lapse(self, now: datetime) -> int:
        """Make those ambiguous that are `sending` and whose lease ran out; returns how many there were."""
        with self._db.write() as connection:
            return self._lapse(connection, now)

    def _lapse(self, connection: sa.Connection, now: datetime) -> int:
        lost = sa.or_(_outbox.c.lease_until <= now, _outbox.c.claimed_at > now + SLACK)
        return connection.execute(
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
        ).rowcount

    def _in_its_thread(self, connection: sa.Connection, row: OutboxRow) -> OutboxRow | None:
        """A claimed message with the reference of its head. One whose head is gone is no answer any more, and an edit that is
        too late is overtaken."""
        if row.part is Part.HEAD or row.thread is None:
            return row
        head = self._head_of(connection, row)
        there = head is not None and head.state == OutboxState.SENT
        if row.part is Part.EDIT:
            later = sa.select(sa.func.max(_outbox.c.id)).where(
                _outbox.c.thread == row.thread,
                _outbox.c.channel == row.channel,
                _outbox.c.destination == row.destination,
                _outbox.c.part == Part.EDIT,
            )
            # What an answer began anew is not to be written over with the text of the head that is gone.
            other = head is not None and (row.about or {}).get("head", head.id) != head.id
            newest = connection.scalar(later) or row.id
            if newest != row.id:  # it may be held, but the head has been due for an edit since this one was
                _hasten(connection, newest, row.not_before)
            if not there or head is None or head.bundle is not None or other or newest != row.id:
                self._change(connection, row, state=OutboxState.OVERTAKEN, **_FREE)
                return None
        if not there or head is None:
            self._change(connection, row, part=Part.HEAD)
            return replace(row, part=Part.HEAD)
        return replace(row, head_ref=head.ref or "")

    def _head_of(self, connection: sa.Connection, row: OutboxRow) -> sa.Row[Any, Any, Any, Any] | None:
        """What begins the thread of a message."""
        return connection.execute(head_of(row)).one_or_none()

    def _change(self, connection: sa.Connection, row: OutboxRow, **values: object) -> None:
        connection.execute(sa.update(_outbox).where(_outbox.c.id == row.id).values(**values))

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
        """Take up to ``limit`` messages of unknown fate (of this ``channel`` or place), to find out about them, which for
        an answer is done in its thread. They stay ambiguous."""
        free = sa.or_(
            _outbox.c.lease_until.is_(None), _outbox.c.lease_until <= now, _outbox.c.claimed_at > now + SLACK
        )
        with self._db.write() as connection:
            mine = [
                _outbox.c.state == OutboxState.AMBIGUOUS,
                due(now),
                free,
                not_parked(),
                *at(channel, destination),
            ]
            rows = self._take(connection, mine, now, owner, limit, lease, OutboxState.AMBIGUOUS)
            return [
                replace(row, head_ref=head.ref)
                if row.part is Part.REPLY and (head := self._head_of(connection, row)) is not None
                else row
                for row in rows
            ]

    def _take(
        self,
        connection: sa.Connection,
        where: Sequence[sa.ColumnElement[bool]],
        now: datetime,
        owner: str,
        limit: int,
        lease: timedelta,
        state: OutboxState,
        last: Collection[int] = (),
    ) -> list[OutboxRow]:
        ids = (
            connection.execute(
                sa.select(_outbox.c.id)
                .where(*where)
                .order_by(_outbox.c.id.in_(sorted(last)), _outbox.c.id)
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
        return [row_of(row) for row in rows]

    def sent(self, row: OutboxRow, ref: str | None, now: datetime, *, began: bool = False) -> bool:
        """The provider accepted the message, under this reference; it ``began`` its thread anew where it could not answer."""
        part = Part.HEAD if began else row.part
        return self._settle(
            row,
            state=OutboxState.SENT,
            provider_ref=ref,
            sent_at=now,
            error=None,
            error_class=None,
            part=part,
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

    def begin_anew(self, row: OutboxRow, error: str) -> bool:
        """The message that an answer follows is gone: the answer begins the thread anew."""
        return self._settle(row, state=OutboxState.PENDING, part=Part.HEAD, error_class="thread", error=error)

    def overtaken(self, row: OutboxRow, error: str) -> bool:
        """An edit has nothing to edit any more."""
        return self._settle(row, state=OutboxState.OVERTAKEN, error_class="thread", error=error)

    def bundle(self, rows: Collection[int], messages: Sequence[Message], now: datetime) -> int | None:
        """Let a summary tell of pending messages, instead of them: its head and what follows in its thread are queued, and
        they are marked, in one transaction. Returns the id of the head; None, and changes nothing, when one of the ``rows``
        is under way already or the summary was queued before."""
        with self._db.write() as connection:
            nested = connection.begin_nested()
            queued = add(self._db, connection, messages, now)
            head = connection.execute(
                sa.select(_outbox.c.id).where(_outbox.c.dedupe_key == messages[0].dedupe_key)
            ).scalar_one()
            marked = 0
            for some in chunks(rows):
                marked += connection.execute(
                    sa.update(_outbox)
                    .where(_outbox.c.id.in_(some), _outbox.c.state == OutboxState.PENDING)
                    .values(state=OutboxState.BUNDLED, bundle=head)
                ).rowcount
            if marked != len(set(rows)) or queued != len(messages):
                nested.rollback()
                return None
            nested.commit()
            crashpoint("outbox.before_bundle_commit")
        crashpoint("outbox.after_bundle_commit")
        return int(head)

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
