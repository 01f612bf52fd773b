"""After a crash: the one instance that holds the archive need not wait for the leases of its dead predecessor."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.archive import Archive
from archive.posts import OutboxState


def recover(archive: Archive, now: datetime) -> tuple[int, int]:
    """End all leases; returns how many sources and how many messages were held.

    Only for the holder of the instance lock (archive.instance). A predecessor that is not dead but asleep is fenced: its
    source tokens are no longer current. A message it was sending becomes ambiguous at the next claim, never pending.
    """
    source, outbox = schema.source, schema.outbox
    with archive.database.write() as connection:
        sources = connection.execute(
            sa.update(source)
            .where(source.c.lease_until.is_not(None))
            .values(lease_token=source.c.lease_token + 1, lease_until=None, lease_owner=None, leased_at=None)
        )
        messages = connection.execute(
            sa.update(outbox)
            .where(
                outbox.c.lease_until.is_not(None),
                outbox.c.state.in_([OutboxState.SENDING, OutboxState.AMBIGUOUS]),
            )
            .values(lease_until=now)
        )
        return int(sources.rowcount), int(messages.rowcount)
