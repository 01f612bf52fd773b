"""What the outbox can be asked: how much waits and where, which threads there are, what was queued lately. Changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.chunks import chunks
from archive.database import Database
from archive.posts import OutboxRow, OutboxState, Parked, Ready, Thread, Waiting
from archive.sources import SLACK
from statements.labels import Held, Part

_outbox, _parked = schema.outbox, schema.parked
_head, _first, _summary = (_outbox.alias(name) for name in ("head", "first", "summary"))
"""Made once: each is a copy of all columns, which takes a millisecond."""
_UNDER_WAY = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.AMBIGUOUS)


class Ledger:
    """What stands in the queue."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def ready(self, now: datetime, channel: str | None = None, destination: str | None = None) -> list[Ready]:
        """The places (of this ``channel`` or place only) for which a message could leave now, the longest waiting first. Parked
        ones are left out, and so is what waits for the head of its thread."""
        alert = sa.and_(*summed_up())
        query = (
            sa.select(
                _outbox.c.channel,
                _outbox.c.destination,
                sa.func.count().label("messages"),
                sa.func.count().filter(alert).label("alerts"),
                sa.func.count().filter(alert, _outbox.c.held.is_not(None)).label("held"),
                sa.func.min(_outbox.c.id).label("oldest"),
            )
            .where(*claimable(now), *at(channel, destination))
            .group_by(_outbox.c.channel, _outbox.c.destination)
            .order_by(sa.func.min(_outbox.c.id))
        )
        with self._db.read() as connection:
            return [
                Ready(
                    channel=row.channel,
                    destination=row.destination,
                    messages=row.messages,
                    alerts=row.alerts,
                    held=row.held,
                    oldest=row.oldest,
                )
                for row in connection.execute(query)
            ]

    def places_due(self, now: datetime) -> list[tuple[str, str]]:
        """The places for which there may be something to do: messages to send, to look up or to give back, parked places (``*``: a
        channel)."""
        timed = _outbox.c.state.in_([OutboxState.PENDING, OutboxState.AMBIGUOUS])
        messages = (
            sa.select(_outbox.c.channel, _outbox.c.destination)
            .where(sa.or_(sa.and_(timed, due(now)), _outbox.c.state == OutboxState.SENDING))
            .distinct()
        )
        places = sa.select(_parked.c.channel, _parked.c.destination)
        with self._db.read() as connection:
            return sorted((row[0], row[1]) for row in connection.execute(sa.union(messages, places)))

    def next_due(self, now: datetime) -> datetime | None:
        """When the next message that waits for its time may leave, or be looked up; None when none waits for a time."""
        query = sa.select(sa.func.min(_outbox.c.not_before)).where(
            _outbox.c.state.in_([OutboxState.PENDING, OutboxState.AMBIGUOUS]),
            _outbox.c.not_before > now,
        )
        with self._db.read() as connection:
            found: datetime | None = connection.execute(query).scalar_one()
        return found

    def backlog(self, now: datetime, channel: str, destination: str) -> list[Waiting]:
        """The alerts that could leave for a place now or were put off because it took nothing, oldest first. Those that may
        have arrived are not among them: they leave as themselves, marked as a possible repeat."""
        query = (
            _waiting()
            .where(
                _outbox.c.channel == channel,
                _outbox.c.destination == destination,
                _outbox.c.state == OutboxState.PENDING,
                *summed_up(),
                sa.or_(due(now), _outbox.c.error_class.is_not(None)),
            )
            .order_by(_outbox.c.id)
        )
        with self._db.read() as connection:
            return [_waiting_of(row) for row in connection.execute(query)]

    def told_by(self, summary: int) -> list[Waiting]:
        """The messages that a summary tells of, oldest first."""
        query = _waiting().where(_outbox.c.bundle == summary).order_by(_outbox.c.id)
        with self._db.read() as connection:
            return [_waiting_of(row) for row in connection.execute(query)]

    def threads(self, names: Collection[str]) -> dict[tuple[str, str, str], Thread]:
        """The threads of these names that have a head, by channel, destination and name. What was given up heads nothing."""
        found: dict[tuple[str, str, str], Thread] = {}
        with self._db.read() as connection:
            for some in chunks(names):
                mine = _outbox.c.thread.in_(some)
                counts = {
                    (row.channel, row.destination, row.thread): row.messages
                    for row in connection.execute(
                        sa.select(
                            _outbox.c.channel,
                            _outbox.c.destination,
                            _outbox.c.thread,
                            sa.func.count().label("messages"),
                        )
                        .where(mine, _outbox.c.part != Part.EDIT)
                        .group_by(_outbox.c.channel, _outbox.c.destination, _outbox.c.thread)
                    )
                }
                heads = sa.select(_outbox).where(
                    mine, _outbox.c.part == Part.HEAD, _outbox.c.state != OutboxState.DEAD
                )
                for row in connection.execute(heads.order_by(_outbox.c.id)):
                    place = (row.channel, row.destination, row.thread)
                    found[place] = Thread(
                        head=row_of(row), messages=counts[place], told=row.state != OutboxState.BUNDLED
                    )
        return found

    def known(self, keys: Collection[str]) -> dict[str, OutboxRow]:
        """The messages that were ever queued under these dedupe keys."""
        found: dict[str, OutboxRow] = {}
        with self._db.read() as connection:
            for some in chunks(keys):
                rows = connection.execute(sa.select(_outbox).where(_outbox.c.dedupe_key.in_(some)))
                found |= {row.dedupe_key: row_of(row) for row in rows}
        return found

    def recent(self, since: datetime) -> dict[tuple[tuple[str, str], str], int]:
        """How many alerts were queued since then to leave at once, by place and by the watch that let them."""
        query = (
            sa.select(
                _outbox.c.channel, _outbox.c.destination, _outbox.c.watch, sa.func.count().label("messages")
            )
            .where(
                _outbox.c.created_at > since,
                _outbox.c.kind == "alert",
                _outbox.c.part != Part.EDIT,
                _outbox.c.held.is_(None),
                _outbox.c.watch.is_not(None),
            )
            .group_by(_outbox.c.channel, _outbox.c.destination, _outbox.c.watch)
        )
        with self._db.read() as connection:
            return {
                ((row.channel, row.destination), row.watch): row.messages for row in connection.execute(query)
            }

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

    def oldest_pending(self, now: datetime) -> datetime | None:
        """When the longest waiting message that could go out now was queued; None when none waits. What is held waits for
        nothing until its time has come."""
        waiting_since = sa.case(
            (_outbox.c.held.is_not(None), _outbox.c.not_before), else_=_outbox.c.created_at
        )
        query = sa.select(sa.func.min(sa.type_coerce(waiting_since, _outbox.c.created_at.type))).where(
            _outbox.c.state == OutboxState.PENDING, _outbox.c.not_before <= now
        )
        with self._db.read() as connection:
            found: datetime | None = connection.execute(query).scalar_one()
        return found

    def list(self, state: OutboxState | None = None, limit: int = 100) -> list[OutboxRow]:
        """The latest messages, newest first, of one state or all."""
        query = sa.select(_outbox).order_by(_outbox.c.id.desc()).limit(limit)
        if state is not None:
            query = query.where(_outbox.c.state == state)
        with self._db.read() as connection:
            return [row_of(row) for row in connection.execute(query)]


def claimable(now: datetime) -> list[sa.ColumnElement[bool]]:
    """What makes a message one that could leave now."""
    return [
        _outbox.c.state == OutboxState.PENDING,
        due(now),
        not_parked(),
        ~_waits_for_its_head(),
    ]


def due(now: datetime) -> sa.ColumnElement[bool]:
    """Whether a message's time has come. What was tried, or queued to leave at once, at a time that is still to come was so before
    the clock was set back: it is due (docs/decisions/0005-clock.md). What is held waits for its hour of the day."""
    since = sa.case(
        (_outbox.c.claimed_at.is_not(None), _outbox.c.claimed_at),
        (_outbox.c.held.is_(None), _outbox.c.created_at),
    )
    return sa.or_(_outbox.c.not_before <= now, since > now + SLACK)


def summed_up() -> list[sa.ColumnElement[bool]]:
    """What makes a message one that a summary may tell of."""
    return [
        _outbox.c.kind == "alert",
        _outbox.c.about.is_not(None),
        _outbox.c.part != Part.EDIT,
        _outbox.c.maybe_repeat.is_(False),
    ]


def not_parked() -> sa.ColumnElement[bool]:
    return ~sa.exists().where(
        _parked.c.channel == _outbox.c.channel,
        sa.or_(_parked.c.destination == _outbox.c.destination, _parked.c.destination == "*"),
    )


def newest_head(thread: Any) -> sa.ScalarSelect[Any]:
    """The id of what begins a thread (a row or table with channel, destination and thread): the latest head not given up."""
    return (
        sa.select(sa.func.max(_head.c.id))
        .where(
            _head.c.thread == thread.thread,
            _head.c.channel == thread.channel,
            _head.c.destination == thread.destination,
            _head.c.part == Part.HEAD,
            _head.c.state != OutboxState.DEAD,
        )
        .correlate(_outbox)
        .scalar_subquery()
    )


def head_of(thread: Any) -> sa.Select[Any]:
    """What begins a thread: its ``id``, ``bundle``, and ``state`` and ``ref`` of it or of the summary that told of it."""
    return (
        sa.select(
            _first.c.id,
            _first.c.bundle,
            sa.func.coalesce(_summary.c.state, _first.c.state).label("state"),
            sa.func.coalesce(_summary.c.provider_ref, _first.c.provider_ref).label("ref"),
        )
        .select_from(_first.outerjoin(_summary, _summary.c.id == _first.c.bundle))
        .where(_first.c.id == newest_head(thread))
    )


def _waits_for_its_head() -> sa.ColumnElement[bool]:
    """An answer or an edit whose head is still on its way, or the summary that tells of the head."""
    fate = sa.func.coalesce(_summary.c.state, _first.c.state)
    return sa.and_(
        _outbox.c.part != Part.HEAD,
        head_of(_outbox.c).where(fate.in_(_UNDER_WAY)).correlate(_outbox).exists(),
    )


def row_of(row: Any) -> OutboxRow:
    values = {name: getattr(row, name) for name in OutboxRow.__dataclass_fields__ if name != "head_ref"}
    return OutboxRow(
        **{
            **values,
            "state": OutboxState(row.state),
            "part": Part(row.part),
            "held": None if row.held is None else Held(row.held),
        }
    )


def _waiting() -> sa.Select[Any]:
    return sa.select(*(_outbox.c[name] for name in Waiting.__dataclass_fields__))


def _waiting_of(row: Any) -> Waiting:
    values = {name: getattr(row, name) for name in Waiting.__dataclass_fields__}
    return Waiting(
        **{
            **values,
            "state": OutboxState(row.state),
            "part": Part(row.part),
            "held": None if row.held is None else Held(row.held),
            "about": row.about or {},
        }
    )


def at(channel: str | None, destination: str | None) -> list[sa.ColumnElement[bool]]:
    """What makes a message one for a channel, or a place."""
    wanted = ((_outbox.c.channel, channel), (_outbox.c.destination, destination))
    return [column == value for column, value in wanted if value is not None]
