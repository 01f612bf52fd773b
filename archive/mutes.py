"""Sources whose alerts somebody does not want for a while. What matches meanwhile waits, and leaves as a summary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.database import Database

_mute = schema.mute
EVERYWHERE = "*"


@dataclass(frozen=True, kw_only=True)
class Mute:
    """Nothing of a source at one place (channel and destination as in the outbox, ``*`` = all) until a time."""

    source: str
    channel: str
    destination: str
    until: datetime
    person: str
    at: datetime


class Mutes:
    """Who muted what."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def set(
        self, source: str, channel: str, destination: str, *, until: datetime, person: str, now: datetime
    ) -> None:
        """Mute a source at a place (``*`` = all); muting it again replaces the end, the person and the time. The source must
        be one that the archive knows."""
        row = {
            "source": source,
            "channel": channel,
            "destination": destination,
            "until": until,
            "person": person,
            "at": now,
        }
        with self._db.write() as connection:
            if not self._db.insert_new(connection, _mute, [row]):
                connection.execute(
                    sa.update(_mute)
                    .where(*_same(source, channel, destination))
                    .values(until=until, person=person, at=now)
                )

    def unmute(self, source: str, channel: str, destination: str) -> bool:
        """End a mute early; returns whether there was one. What waits for its end goes on waiting."""
        with self._db.write() as connection:
            found = connection.execute(sa.delete(_mute).where(*_same(source, channel, destination)))
            return bool(found.rowcount)

    def active(self, now: datetime) -> list[Mute]:
        """The mutes that have not ended, the one that ends first first."""
        query = (
            sa.select(_mute)
            .where(_mute.c.until > now)
            .order_by(_mute.c.until, _mute.c.source, _mute.c.channel)
        )
        with self._db.read() as connection:
            return [
                Mute(**{name: getattr(row, name) for name in Mute.__dataclass_fields__})
                for row in connection.execute(query)
            ]

    def of(self, source: str, now: datetime) -> dict[tuple[str, str], datetime]:
        """Until when a source is muted, by place."""
        return {
            (mute.channel, mute.destination): mute.until for mute in self.active(now) if mute.source == source
        }


def _same(source: str, channel: str, destination: str) -> list[sa.ColumnElement[bool]]:
    return [_mute.c.source == source, _mute.c.channel == channel, _mute.c.destination == destination]
