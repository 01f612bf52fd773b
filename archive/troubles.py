"""What the operators are to be told: troubles that go on, troubles that are over, and what they were told already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from archive.histories import spell_of
from archive.outbox import add
from archive.records import SourceHealth, Spell
from archive.spells import is_one_trouble, is_trouble
from statements.model import Message

_source, _spell, _check = schema.source, schema.spell, schema.check


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """An open spell that somebody should do something about. ``since`` is when it began, before this spell perhaps;
    ``failures`` are the checks in a row that did not succeed; ``told_at`` is the last word about this source to the
    operators, good or bad."""

    spell: Spell
    since: datetime
    failures: int
    told_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """The end of a trouble that the operators were told of. ``listed`` and ``known`` are what the first check after it
    found: if it knew nothing of what was listed, something may lie between."""

    spell: Spell
    since: datetime
    until: datetime
    listed: int
    known: int


class Troubles:
    """The open questions between the service and those who run it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def open(self) -> list[Trouble]:
        """The sources, switched on, that somebody should do something about, longest first."""
        found = []
        with self._db.read() as connection:
            rows = connection.execute(
                sa.select(_spell, _source.c.failures)
                .join(_source, _source.c.id == _spell.c.source)
                .where(
                    _spell.c.until.is_(None),
                    _source.c.enabled,
                    _spell.c.health.not_in([SourceHealth.OK, SourceHealth.PAUSED]),
                )
            ).all()
            for row in rows:
                spell = spell_of(row)
                if is_trouble(spell):
                    since = _run_since(connection, spell)
                    told = _told_at(connection, spell.source)
                    found.append(Trouble(spell=spell, since=since, failures=row.failures, told_at=told))
        return sorted(found, key=lambda trouble: (trouble.since, trouble.spell.source))

    def over(self) -> tuple[list[Recovery], list[int]]:
        """Troubles told of that are over and nobody was told; and the ids of spells told of that went over into another
        trouble, which will tell."""
        over, passed_on = [], []
        with self._db.read() as connection:
            rows = connection.execute(
                sa.select(_spell)
                .where(_spell.c.until.is_not(None), _spell.c.notices > 0, _spell.c.recovery_at.is_(None))
                .order_by(_spell.c.id)
            ).all()
            for row in rows:
                spell = spell_of(row)
                later = (_spell.c.source == spell.source, _spell.c.id > spell.id)
                follower = connection.execute(
                    sa.select(_spell).where(*later).order_by(_spell.c.id).limit(1)
                ).one_or_none()
                if follower is None:
                    continue
                after = spell_of(follower)
                since = _run_since(connection, spell)
                if not after.readable or is_one_trouble(spell, after):
                    passed_on.append(spell.id)
                    continue
                assert spell.until is not None
                first = connection.execute(
                    sa.select(_check.c.listed, _check.c.known)
                    .where(_check.c.source == spell.source, _check.c.finished >= spell.until)
                    .order_by(_check.c.id)
                    .limit(1)
                ).one_or_none()
                over.append(
                    Recovery(
                        spell=spell,
                        since=since,
                        until=spell.until,
                        listed=first.listed if first else 0,
                        known=first.known if first else 0,
                    )
                )
        return over, passed_on

    def believe_clock(self, now: datetime) -> None:
        """What the operators were told later than now, they were told just now: the clock went back. Otherwise they would be told
        again at once, or not for as long as it went back."""
        with self._db.write() as connection:
            for at in (_spell.c.noticed_at, _spell.c.recovery_at):
                connection.execute(sa.update(_spell).where(at > now).values({at.name: now}))

    def told(
        self,
        *,
        troubles: Mapping[int, int],
        over: Sequence[int],
        messages: Sequence[Message],
        now: datetime,
    ) -> int:
        """The operators are told: the notices (number by spell) and recoveries (spells) are counted in the transaction that
        queues the messages. Returns how many were queued."""
        with self._db.write() as connection:
            for spell, notices in troubles.items():
                connection.execute(
                    sa.update(_spell)
                    .where(_spell.c.id == spell, _spell.c.notices == notices - 1)
                    .values(notices=notices, noticed_at=now)
                )
            if over:
                connection.execute(sa.update(_spell).where(_spell.c.id.in_(over)).values(recovery_at=now))
            return add(self._db, connection, messages, now)


def _run_since(connection: sa.Connection, spell: Spell) -> datetime:
    """When the trouble of a spell began."""
    since = spell.since
    while True:
        row = connection.execute(
            sa.select(_spell)
            .where(_spell.c.source == spell.source, _spell.c.id < spell.id)
            .order_by(_spell.c.id.desc())
            .limit(1)
        ).one_or_none()
        if row is None or not is_one_trouble(before := spell_of(row), spell):
            break
        spell, since = before, before.since
    return since


def _told_at(connection: sa.Connection, source: str) -> datetime | None:
    row = connection.execute(
        sa.select(sa.func.max(_spell.c.noticed_at), sa.func.max(_spell.c.recovery_at)).where(
            _spell.c.source == source
        )
    ).one()
    return max((at for at in row if at is not None), default=None)
