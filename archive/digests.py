"""Closed periods, their members frozen before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import outbox, schema
from archive.columns import Moment
from archive.database import Database
from archive.posts import DigestRecord
from archive.sources import SLACK
from statements.crashpoints import crashpoint
from statements.model import Message

_digest, _letter = schema.digest, schema.letter


class Digests:
    """The digests that were made."""

    def __init__(self, database: Database) -> None:
        self._db = database

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
        """Freeze a period (half-open, UTC) with what its mails say, ``letters`` by name, and queue its messages, made from
        the digest's id, in one transaction. None, and nothing happens, when this subscription already has a digest of this
        period."""
        row = {
            "subscription": subscription,
            "start": start,
            "end": end,
            "created_at": now,
            "members": members,
        }
        with self._db.write() as connection:
            if not self._db.insert_new(connection, _digest, [row]):
                return None
            made = connection.execute(
                sa.select(_digest).where(
                    _digest.c.subscription == subscription, _digest.c.start == start, _digest.c.end == end
                )
            ).one()
            if letters:
                connection.execute(
                    sa.insert(_letter),
                    [
                        {"digest": made.id, "name": name, "payload": payload}
                        for name, payload in letters.items()
                    ],
                )
            outbox.add(self._db, connection, messages(made.id), now)
            crashpoint("digest.before_commit")
        return _digest_of(made)

    def latest(self, subscription: str) -> DigestRecord | None:
        """The digest of the latest period."""
        return self._one(_digest.c.subscription == subscription)

    def ended(self, subscription: str) -> datetime | None:
        """The end of the latest period; None when there was none."""
        query = sa.select(sa.func.max(_digest.c.end)).where(
            _digest.c.subscription == subscription, _digest.c.start < _digest.c.end
        )
        with self._db.read() as connection:
            end: datetime | None = connection.execute(query).scalar_one()
        return end

    def believe_clock(self, now: datetime) -> list[str]:
        """What was made later than now was made before the clock was set back, a moment ago. It told of nothing that was seen since, so
        its period ends here and the next one begins; one that had not begun is empty. Returns the subscriptions of these."""
        ahead = sa.and_(
            _digest.c.created_at > now + SLACK, _digest.c.end > now, _digest.c.start < _digest.c.end
        )
        asked = sa.select(_digest.c.subscription).where(ahead).order_by(_digest.c.id)
        with self._db.read() as connection:
            found = list(connection.execute(asked).scalars())
        if found:
            since = now - SLACK
            begun = sa.case((_digest.c.start > since, _digest.c.start), else_=sa.literal(since, Moment()))
            with self._db.write() as connection:
                connection.execute(sa.update(_digest).where(ahead).values(end=begun, created_at=now))
        return found

    def members(self, subscription: str) -> list[Mapping[str, Any]]:
        """What was frozen with each digest of a subscription, in the order in which they were made."""
        query = sa.select(_digest.c.members).where(_digest.c.subscription == subscription)
        with self._db.read() as connection:
            return list(connection.execute(query.order_by(_digest.c.id)).scalars())

    def covering(self, subscription: str, moment: datetime) -> DigestRecord | None:
        """The digest whose period holds a moment."""
        return self._one(
            sa.and_(_digest.c.subscription == subscription, _digest.c.start <= moment, _digest.c.end > moment)
        )

    def letters(self, digest_id: int) -> dict[str, Mapping[str, object]]:
        """What the mails of a digest say, by name."""
        query = sa.select(_letter.c.name, _letter.c.payload).where(_letter.c.digest == digest_id)
        with self._db.read() as connection:
            return {row.name: row.payload for row in connection.execute(query.order_by(_letter.c.name))}

    def letter(self, digest_id: int, name: str) -> Mapping[str, object] | None:
        """What one of the mails says."""
        query = sa.select(_letter.c.payload).where(_letter.c.digest == digest_id, _letter.c.name == name)
        with self._db.read() as connection:
            return connection.execute(query).scalar_one_or_none()

    def mails(self, digest_id: int) -> dict[str, int]:
        """How many of its messages are in each state."""
        row = schema.outbox.c
        query = (
            sa.select(row.state, sa.func.count().label("rows"))
            .where(row.digest == digest_id)
            .group_by(row.state)
        )
        with self._db.read() as connection:
            return {found.state: found.rows for found in connection.execute(query)}

    def recent(self, limit: int) -> list[DigestRecord]:
        """The digests that were made, latest period first."""
        query = sa.select(_digest).order_by(_digest.c.end.desc(), _digest.c.id.desc()).limit(limit)
        with self._db.read() as connection:
            return [_digest_of(row) for row in connection.execute(query)]

    def get(self, digest_id: int) -> DigestRecord | None:
        """One digest by id."""
        return self._one(_digest.c.id == digest_id)

    def _one(self, condition: sa.ColumnElement[bool]) -> DigestRecord | None:
        query = (
            sa.select(_digest).where(condition).order_by(_digest.c.end.desc(), _digest.c.id.desc()).limit(1)
        )
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _digest_of(row)


def _digest_of(row: Any) -> DigestRecord:
    return DigestRecord(**{name: getattr(row, name) for name in DigestRecord.__dataclass_fields__})
