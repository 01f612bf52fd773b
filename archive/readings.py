"""What the classifier found, which watches it matched, and what had to be sent for it: one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from archive import episodes, index, outbox, schema, stories
from archive.database import Database
from archive.episodes import Beginning
from archive.novelties import Novelties
from archive.query import parse
from archive.records import Match, Recorded, WatchQuery
from archive.rows import (
    hit_of,
    reading_of,
    reading_payload,
    select_hits,
    select_versions,
    version_of,
)
from archive.search import matches_version
from archive.traces import Withdrawal
from statements.crashpoints import crashpoint
from statements.labels import Grade, Happening
from statements.model import Message, Reading, Version
from statements.story import Joined, News

_reading, _match, _version, _outbox = schema.reading, schema.match, schema.version, schema.outbox
_unread = schema.unread


class Readings:
    """What was found in the versions."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._novelties = Novelties(database)

    def unread(self, limit: int) -> list[Version]:
        """Up to ``limit`` versions without a reading, oldest first, but those of a baseline last: thousands of old texts must not
        stand before a new one. An edit of one that waits there waits with it, since it is compared with the text before."""
        query = (
            select_versions()
            .join(_unread, _unread.c.version == _version.c.id)
            .order_by(_unread.c.baseline, _unread.c.version)
            .limit(limit)
        )
        with self._db.read() as connection:
            return [version_of(row) for row in connection.execute(query)]

    def unread_count(self) -> int:
        """How many versions have no reading yet."""
        with self._db.read() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(_unread)).scalar_one()

    def record(
        self,
        version: Version,
        reading: Reading,
        *,
        watches: Sequence[WatchQuery],
        compose: Callable[[Sequence[str]], Sequence[Message]],
        now: datetime,
        grade: Grade | None = None,
        joined: Joined | None = None,
        news: Sequence[News] = (),
        begun: Sequence[Beginning] = (),
    ) -> Recorded:
        """Store a version's reading, the ``grade`` of the edit that it is, the story that it ``joined`` (None: the one it is in, or
        its own) and what is new in it, make it searchable, match it against the watches, write down what of ``begun`` it begins for those
        that matched and queue what ``compose`` makes of the ids that matched (of a later version also where none did): all of it or nothing. What matches in a baseline is noted, so that a later edit is not taken
        for news, and queues nothing. A version that already has a reading keeps it, and nothing happens. Raises QueryError
        for a watch that cannot be read."""
        queries = [(watch.id, parse(watch.query)) for watch in watches]
        row = {
            "version": version.id,
            "model": reading.model,
            "rung": reading.rung,
            "primary_stance": reading.primary,
            "recorded_at": now,
            "payload": reading_payload(reading),
        }
        queued = 0
        with self._db.write() as connection:
            connection.execute(sa.delete(_unread).where(_unread.c.version == version.id))
            if not self._db.insert_new(connection, _reading, [row]):
                return Recorded()
            version = replace(version, grade=grade)
            if grade is not None:
                connection.execute(sa.update(_version).where(_version.c.id == version.id).values(grade=grade))
            stories.keep(self._db, connection, version, reading, joined, now)
            told = self._novelties.note(connection, version, reading, news)
            index.describe(self._db, connection, version, reading, told)
            matched = [
                watch
                for watch, query in queries
                if matches_version(self._db, connection, query, version, now)
            ]
            kept = [watch.id for watch in watches if watch.noted and watch.id in matched]
            self._db.insert_new(
                connection, _match, [{"watch": watch, "version": version.id, "at": now} for watch in kept]
            )
            if (kept or version.n > 1) and not version.baseline:
                queued = outbox.add(self._db, connection, compose(matched), now)
            if not version.baseline:
                begins = [one for one in begun if one.watch in kept]
                episodes.note(self._db, connection, version.id, begins, now)
            crashpoint("reading.before_commit")
        return Recorded(matched=tuple(kept), queued=queued)

    def of(self, version_id: int) -> Reading | None:
        """The reading of one version."""
        with self._db.read() as connection:
            payload = connection.execute(
                sa.select(_reading.c.payload).where(_reading.c.version == version_id)
            ).scalar_one_or_none()
        return None if payload is None else reading_of(payload)

    def previous(self, version: Version) -> Reading | None:
        """The reading of the version before this one of the same statement."""
        with self._db.read() as connection:
            payload = connection.execute(
                sa.select(_reading.c.payload)
                .join(_version, _version.c.id == _reading.c.version)
                .where(_version.c.statement == version.statement, _version.c.n == version.n - 1)
            ).scalar_one_or_none()
        return None if payload is None else reading_of(payload)

    def previously_matched(
        self,
        version: Version,
        watches: Sequence[WatchQuery],
        *,
        now: datetime,
        again: Reading | None = None,
    ) -> frozenset[str]:
        """The ids of those ``watches`` that the version before this one of the same statement matches by their queries of today,
        whatever they asked when it was new: so a watch that was added or edited since takes no corrected comma for news. ``again`` is
        a reading of that version by today's model and topics, where its own is older. None match what was never read."""
        if version.n == 1 or not watches:
            return frozenset()
        queries = [(watch.id, parse(watch.query)) for watch in watches]
        with self._db.write() if again else self._db.read() as connection:
            row = connection.execute(
                select_hits().where(_version.c.statement == version.statement, _version.c.n == version.n - 1)
            ).one_or_none()
            if row is None or row.payload is None:
                return frozenset()
            before = version_of(row)
            with nullcontext() if again is None else connection.begin_nested() as trial:
                if again is not None:
                    index.exchange(self._db, connection, before, reading_of(row.payload), again)
                found = [
                    id_ for id_, query in queries if matches_version(self._db, connection, query, before, now)
                ]
                if trial is not None:
                    trial.rollback()
        return frozenset(found)

    def withdrawals(
        self, since: datetime, *, besides: Collection[int] = (), limit: int = 50
    ) -> list[Withdrawal]:
        """What was withdrawn since then, is still gone, matched a watch before and was told of: the first ``limit`` in the order in
        which it was withdrawn, without the events ``besides``."""
        event, statement = schema.event, schema.statement
        happened = (
            sa.select(event.c.id)
            .join(statement, statement.c.id == event.c.statement)
            .where(
                event.c.at >= since,
                event.c.what == Happening.WITHDRAWN,
                event.c.at == statement.c.withdrawn_at,
                was_told(event.c.statement),
            )
            .order_by(event.c.id)
        )
        with self._db.read() as connection:
            # Their numbers first: all of the last days are asked for each time, and texts are long.
            new = [id_ for id_ in connection.execute(happened).scalars() if id_ not in besides][:limit]
            query = (
                select_hits()
                .add_columns(event.c.id.label("event"), event.c.at.label("gone_at"), event.c.reason)
                .join(event, event.c.statement == statement.c.id)
                .where(event.c.id.in_(new), _version.c.n == statement.c.versions)
                .order_by(event.c.id)
            )
            rows = connection.execute(query).all() if new else []
            statements = [row.statement for row in rows]
            watches = watches_of(connection, statements)
            places: dict[int, set[tuple[str, str]]] = {}
            queued = (
                sa.select(_version.c.statement, _outbox.c.channel, _outbox.c.destination)
                .join(_outbox, _outbox.c.version == _version.c.id)
                .where(_outbox.c.kind == "alert", _version.c.statement.in_(statements))
            )
            for place in connection.execute(queued) if rows else ():
                places.setdefault(place.statement, set()).add((place.channel, place.destination))
        return [
            Withdrawal(
                event=row.event,
                hit=hit_of(row),
                at=row.gone_at,
                reason=row.reason,
                watches=watches.get(row.statement, frozenset()),
                told=frozenset(places.get(row.statement, ())),
            )
            for row in rows
        ]

    def matches(self, start: datetime, end: datetime, watch: str | None = None) -> list[Match]:
        """What matched from ``start`` until before ``end``, by the time the reading was recorded, oldest first: once a
        period is over, nothing is added to it."""
        query = (
            select_hits()
            .add_columns(_match.c.watch, _match.c.at)
            .join(_match, _match.c.version == _version.c.id)
            .where(_match.c.at >= start, _match.c.at < end)
            .order_by(_match.c.at, _version.c.id, _match.c.watch)
        )
        if watch is not None:
            query = query.where(_match.c.watch == watch)
        with self._db.read() as connection:
            return [Match(watch=row.watch, at=row.at, hit=hit_of(row)) for row in connection.execute(query)]


def was_told(statement: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Whether an alert of any version of a statement was queued."""
    return (
        sa.exists()
        .where(
            _version.c.statement == statement, _outbox.c.version == _version.c.id, _outbox.c.kind == "alert"
        )
        .correlate_except(_version, _outbox)
    )


def watches_of(connection: sa.Connection, statements: Sequence[int]) -> dict[int, frozenset[str]]:
    """The watches that matched any version of some statements."""
    found: dict[int, set[str]] = {}
    matched = (
        sa.select(_version.c.statement, _match.c.watch)
        .join(_match, _match.c.version == _version.c.id)
        .where(_version.c.statement.in_(statements))
    )
    for row in connection.execute(matched) if statements else ():
        found.setdefault(row.statement, set()).add(row.watch)
    return {statement: frozenset(watches) for statement, watches in found.items()}
