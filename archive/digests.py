"""Closed periods, their members frozen before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import outbox, schema
from archive.database import Database
from archive.records import DigestRecord
from statements.crashpoints import crashpoint
from statements.model import Message

_digest = schema.digest


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
    ) -> DigestRecord | None:
        """Freeze a period (half-open, UTC) and queue its messages, made from the digest's id, in one transaction. None,
        and nothing happens, when this subscription already has a digest of this period."""
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
            outbox.add(self._db, connection, messages(made.id), now)
            crashpoint("digest.before_commit")
        return _digest_of(made)

    def latest(self, subscription: str) -> DigestRecord | None:
        """The digest of the latest period."""
        return self._one(_digest.c.subscription == subscription)

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
