"""What readers no longer want of the digests: whole digests or single sections, by recipient. Kept until they ask for it again."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.database import Database

_unsubscribed = schema.unsubscribed

WHOLE = ""
"""Stands for the whole of a digest where the id of a section would."""


class Unsubscribed:
    """The wishes of the recipients. All methods are one transaction each."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, digest: str, recipient: str, section: str, now: datetime) -> bool:
        """A recipient wants no more of a section, or of the whole digest (`WHOLE`); returns whether that is new. The time of
        the first wish stands."""
        row = {"digest": digest, "recipient": recipient, "section": section, "at": now}
        with self._db.write() as connection:
            return bool(self._db.insert_new(connection, _unsubscribed, [row]))

    def remove(self, digest: str, recipient: str, section: str) -> bool:
        """The recipient wants it again; returns whether it was unwanted. The wish to have no more of the whole digest stands
        apart from those about its sections."""
        condition = (
            (_unsubscribed.c.digest == digest)
            & (_unsubscribed.c.recipient == recipient)
            & (_unsubscribed.c.section == section)
        )
        with self._db.write() as connection:
            return connection.execute(sa.delete(_unsubscribed).where(condition)).rowcount > 0

    def sections(self, digest: str, recipient: str) -> frozenset[str]:
        """What a recipient does not want of a digest; with `WHOLE` in it none of it."""
        return self.all(digest).get(recipient, frozenset())

    def all(self, digest: str) -> dict[str, frozenset[str]]:
        """What is not wanted of a digest, by recipient; those without a wish are not in it."""
        found = defaultdict[str, set[str]](set)
        with self._db.read() as connection:
            for row in connection.execute(sa.select(_unsubscribed).where(_unsubscribed.c.digest == digest)):
                found[row.recipient].add(row.section)
        return {recipient: frozenset(sections) for recipient, sections in found.items()}
