"""Sources between checks: what is due, who holds it, how the last checks went."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from archive import appearance, schema
from archive.closings import FREE, close, given, hold
from archive.columns import Moment
from archive.database import CLAIM_LOCK, Database, fence, lease_lost
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
)
from archive.visits import PAGE, WAITING
from statements.labels import Verdict

if TYPE_CHECKING:  # it queues messages, and the outbox looks here for what a clock that went back is
    from archive.health import Health

SLACK = timedelta(minutes=1)
"""A time this far in the future means that the clock went back. Less is only two threads that read the clock in another
order than they got to write."""

_source = schema.source


class Sources:
    """The watched sources. All methods are one transaction each."""

    def __init__(self, database: Database, health: Health) -> None:
        self._db = database
        self._health = health

    def sync(self, entries: Sequence[SourceEntry], now: datetime) -> None:
        """Make the table agree with the configuration. New sources are due at once; what is no longer configured is
        switched off and keeps its history; a shorter interval takes effect at once."""
        with self._db.write() as connection:
            self._db.lock(connection, CLAIM_LOCK)
            hold(connection)
            known = {row.id: row for row in connection.execute(sa.select(_source))}
            for entry in entries:
                every = int(entry.every.total_seconds())
                values = {
                    "issuer": entry.issuer,
                    "host": entry.host,
                    "every": every,
                    "enabled": entry.enabled,
                }
                row = known.pop(entry.id, None)
                if row is None:
                    connection.execute(
                        sa.insert(_source).values(
                            id=entry.id, health=SourceHealth.NEW, created_at=now, next_due_at=now, **values
                        )
                    )
                    continue
                if every < row.every:
                    values["next_due_at"] = min(row.next_due_at, now + entry.every)
                connection.execute(sa.update(_source).where(_source.c.id == entry.id).values(**values))
            if known:
                connection.execute(sa.update(_source).where(_source.c.id.in_(known)).values(enabled=False))
            on = [entry.id for entry in entries if entry.enabled]
            self._health.resume(connection, on, now)
            self._health.pause(connection, [*known, *(e.id for e in entries if not e.enabled)], now)

    def claim_due(self, now: datetime, *, owner: str, limit: int, lease: timedelta) -> list[Lease]:
        """Take up to ``limit`` due sources, longest due first, one for each host that nobody is asking at the moment.
        A source is also due when its last check lies in the future: the clock went back, and waiting would be a stall."""
        with self._db.write() as connection:
            self._db.lock(connection, CLAIM_LOCK)
            busy = _busy_hosts(connection, now)
            due = connection.execute(
                sa.select(_source.c.id, _source.c.host, _source.c.lease_token)
                .where(_is_due(now), ~_is_leased(now))
                .order_by(_source.c.next_due_at, _source.c.id)
            )
            tokens: dict[str, int] = {}
            for row in due.all():
                if len(tokens) >= limit:
                    break
                if row.host not in busy:
                    busy.add(row.host)
                    tokens[row.id] = row.lease_token + 1
            return _take(connection, tokens, now, owner, lease)

    def claim(self, source: str, now: datetime, *, owner: str, lease: timedelta) -> Lease | None:
        """Take one source, due or not. None when it is unknown, switched off, or somebody is asking its host."""
        with self._db.write() as connection:
            self._db.lock(connection, CLAIM_LOCK)
            row = connection.execute(
                sa.select(_source.c.host, _source.c.lease_token).where(
                    _source.c.id == source, _source.c.enabled
                )
            ).one_or_none()
            if row is None or row.host in _busy_hosts(connection, now):
                return None
            return _take(connection, {source: row.lease_token + 1}, now, owner, lease)[0]

    def release(self, lease: Lease) -> None:
        """Give a source back without a report. Raises LeaseLost."""
        with self._db.write() as connection:
            fence(connection, lease)
            connection.execute(sa.update(_source).where(_source.c.id == lease.source).values(**FREE))

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
        """Close a check: its report, the source's new state, the validators to ask with next time (where there are any, they
        take the place of all older ones but those of pages), the lease given back. The first time the source was read whole
        ends the baseline, even when it listed nothing. ``door`` is given when another one is to be used or tried. Raises
        LeaseLost."""
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
        """Close several checks in one transaction; returns the sources whose lease was lost, of which nothing was written."""
        with self._db.write() as connection:
            held = hold(connection, [closing.lease.source for closing in closings])
            mine = [closing for closing in closings if held.get(closing.lease.source) == closing.lease.token]
            if mine:
                close(connection, self._health, mine)
        kept = {closing.lease.source for closing in mine}
        return [closing.lease.source for closing in closings if closing.lease.source not in kept]

    def calm(self, sources: Sequence[str], now: datetime) -> dict[str, Calm]:
        """Those of the sources that are in good order and have no page to be read now, each with what a look at its entry
        begins with."""
        visit, validator = schema.visit, schema.validator
        waiting = sa.exists().where(
            visit.c.source == _source.c.id,
            sa.or_(visit.c.due_at <= now, WAITING),
        )
        rows = sa.select(_source).where(
            _source.c.id.in_(sources),
            _source.c.failures == 0,
            _source.c.health.in_([SourceHealth.OK, SourceHealth.SILENT]),
            _source.c.baseline_at.is_not(None),
            _source.c.door_since.is_(None),
            ~waiting,
        )
        with self._db.read() as connection:
            states = {row.id: _state(row) for row in connection.execute(rows)}
            kept: dict[str, dict[str, Validators]] = {id_: {} for id_ in states}
            for row in connection.execute(
                sa.select(validator).where(validator.c.source.in_(list(states)), validator.c.url < PAGE)
            ):
                kept[row.source][row.url] = _validators(row)
        return {id_: Calm(state=state, validators=kept[id_]) for id_, state in states.items()}

    def state(self, source: str) -> SourceState | None:
        """What is remembered of one source; None when it was never configured."""
        with self._db.read() as connection:
            row = connection.execute(sa.select(_source).where(_source.c.id == source)).one_or_none()
            return None if row is None else _state(row)

    def succeeded_before(self, source: str, moment: datetime) -> datetime | None:
        """When the last check before ``moment`` that succeeded began."""
        table = schema.check
        query = sa.select(sa.func.max(table.c.started)).where(
            table.c.source == source,
            table.c.started < moment,
            table.c.verdict.in_([verdict for verdict in Verdict if verdict.success]),
        )
        with self._db.read() as connection:
            found: datetime | None = connection.execute(query).scalar_one()
            return found

    def states(self) -> list[SourceState]:
        """All sources ever configured, by id."""
        with self._db.read() as connection:
            return [_state(row) for row in connection.execute(sa.select(_source).order_by(_source.c.id))]

    def validators(self, source: str) -> dict[str, Validators]:
        """What each entry point of a source answered last time, by URL."""
        table = schema.validator
        with self._db.read() as connection:
            return {
                row.url: _validators(row)
                for row in connection.execute(
                    sa.select(table).where(table.c.source == source, table.c.url < PAGE)
                )
            }

    def times(self, source: str, since: datetime) -> list[datetime]:
        """When the statements of a source appeared from ``since`` on, ascending, see archive.appearance."""
        statement, version, check = schema.statement, schema.version, schema.check
        with self._db.read() as connection:
            sightings = connection.execute(
                sa.select(statement.c.first_seen, version.c.published_instant, version.c.baseline)
                .join(version, sa.and_(version.c.statement == statement.c.id, version.c.n == 1))
                .where(statement.c.source == source, statement.c.first_seen >= since)
            ).all()
            well = (
                sa.select(
                    *(check.c.started, check.c.finished, check.c.stored),
                    sa.func.lag(check.c.finished, type_=Moment())
                    .over(order_by=check.c.lease_token)
                    .label("before"),
                )
                .where(
                    check.c.source == source,
                    check.c.finished >= since - appearance.BELIEVED,
                    check.c.verdict.in_([verdict for verdict in Verdict if verdict.success]),
                )
                .subquery()
            )
            looks = connection.execute(
                sa.select(well).where(well.c.stored > 0).order_by(well.c.started)
            ).all()
        return appearance.times(
            [
                appearance.Sighting(
                    first_seen=row.first_seen, instant=row.published_instant, baseline=row.baseline
                )
                for row in sightings
            ],
            [appearance.Look(started=row.started, finished=row.finished, before=row.before) for row in looks],
            since,
        )

    def due_count(self, now: datetime) -> int:
        """How many sources are due and not being checked."""
        with self._db.read() as connection:
            query = sa.select(sa.func.count()).select_from(_source).where(_is_due(now), ~_is_leased(now))
            return connection.execute(query).scalar_one()

    def next_due(self) -> datetime | None:
        """When the next source falls due that is switched on and not being checked; None when there is none."""
        query = sa.select(sa.func.min(_source.c.next_due_at, type_=Moment())).where(
            _source.c.enabled, _source.c.lease_until.is_(None)
        )
        with self._db.read() as connection:
            found: datetime | None = connection.execute(query).scalar_one()
            return found

    def make_due(self, now: datetime, sources: Collection[str] | None = None) -> int:
        """Let every source that is switched on, or those of ``sources``, be checked at the next opportunity; returns how many. One
        that was due earlier stays so: for how long nobody looked is remembered."""
        due = sa.case((_source.c.next_due_at < now, _source.c.next_due_at), else_=sa.literal(now, Moment()))
        change = sa.update(_source).where(_source.c.enabled).values(next_due_at=due)
        if sources is not None:
            change = change.where(_source.c.id.in_(sources))
        with self._db.write() as connection:
            self._db.lock(connection, CLAIM_LOCK)
            hold(connection)
            return connection.execute(change).rowcount


_TAKEN = (
    sa.update(_source)
    .where(_source.c.id == given("the_source", _source.c.id))
    .values(
        lease_token=given("the_token", _source.c.lease_token),
        lease_owner=given("the_owner", _source.c.lease_owner),
        leased_at=given("the_time", _source.c.leased_at),
        lease_until=given("the_end", _source.c.lease_until),
    )
)


def _validators(row: Any) -> Validators:
    return Validators(
        etag=row.etag, last_modified=row.last_modified, body_sha256=row.body_sha256, full_at=row.full_at
    )


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        _source.c.enabled, sa.or_(_source.c.next_due_at <= now, _source.c.last_check_at > now + SLACK)
    )


def _is_leased(now: datetime) -> sa.ColumnElement[bool]:
    """Not so when the lease was taken in the future: its holder may be long dead, and the fencing token makes taking it
    over safe in any case."""
    return sa.and_(
        _source.c.lease_until.is_not(None), _source.c.lease_until > now, _source.c.leased_at <= now + SLACK
    )


def _busy_hosts(connection: sa.Connection, now: datetime) -> set[str]:
    return set(connection.execute(sa.select(_source.c.host).where(_is_leased(now))).scalars())


def _take(
    connection: sa.Connection, tokens: Mapping[str, int], now: datetime, owner: str, lease: timedelta
) -> list[Lease]:
    """Lease the sources, each under its new token. Nobody else gives tokens out while CLAIM_LOCK is held."""
    until = now + lease
    if tokens:
        connection.execute(
            _TAKEN,
            [
                {
                    "the_source": source,
                    "the_token": token,
                    "the_owner": owner,
                    "the_time": now,
                    "the_end": until,
                }
                for source, token in sorted(tokens.items())  # the one order, see `hold`
            ],
        )
    return [Lease(source=source, token=token, until=until) for source, token in tokens.items()]


def _state(row: sa.Row[tuple[object, ...]]) -> SourceState:
    values = row._mapping
    return SourceState(
        source=values["id"],
        health=SourceHealth(values["health"]) if values["enabled"] else SourceHealth.PAUSED,
        last_verdict=None if values["last_verdict"] is None else Verdict(values["last_verdict"]),
        **{
            name: values[name]
            for name in (
                *("issuer", "next_due_at", "baseline_at", "failures", "last_check_at", "last_success_at"),
                *("last_error", "last_new_at", "lease_token", "lease_until"),
                *("door", "door_since", "better_due_at"),
            )
        },
    )
