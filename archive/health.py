"""How the sources are and were: spells of health, what could be read when, and what the operators were told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from archive import gaps as gap_rules
from archive import schema
from archive.database import Database
from archive.histories import look_up, spell_of, spell_record
from archive.judgement import Facts, Judged, Rhythm, judge
from archive.records import TOLD, CheckReport, Gap, Lease, SourceHealth, Spell
from archive.spells import Step, follow, unwatched, was_watched
from statements.labels import Verdict

BETWEEN = timedelta(hours=1)
"""A source that is checked at least this often is judged by its checks; others by the passing of time too."""

_source, _spell, _check = schema.source, schema.spell, schema.check


class Health:
    """Spells are written where checks end (archive.sources); the rest only reads, but for `pass_time`."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._facts: dict[str, tuple[object, Facts]] = {}

    # -- writing, in the transaction of a check

    def before(self, connection: sa.Connection, sources: Sequence[str]) -> dict[str, Any]:
        """How the sources stood before the checks that are being closed, for `close`."""
        return {row.id: row for row in connection.execute(_CLOSING, {"sources": list(sources)})}

    def close(
        self,
        connection: sa.Connection,
        row: Any,
        lease: Lease,
        report: CheckReport,
        health: SourceHealth,
        now: datetime,
    ) -> Judged:
        """Judge a check that has just been written down, by the source's own history, and go on with its spells. ``row`` is the
        source's from `before`. Returns the state the source is in now."""
        current = _open_of(row)
        success = report.verdict.success
        judged = Judged(health=health, reason=report.error)
        if success:
            stored = now if report.stored else row.last_new_at
            facts = self._known_facts(
                connection, lease.source, stored, fresh=report.verdict is not Verdict.UNCHANGED
            )
            # Once it is silent it stays so until it speaks, also after a stretch in which nobody looked.
            silent = current is not None and current.health is SourceHealth.SILENT
            judged = judge(health, report.error, facts, now, watched=silent or _watched(row, now))
        step = follow(
            current,
            health=judged.health,
            success=success,
            start=report.started,
            end=report.finished,
            unwatched_since=unwatched(
                last_check=row.last_check_at,
                due=row.next_due_at,
                every=timedelta(seconds=row.every),
                start=report.started,
            ),
        )
        self._take(connection, lease.source, current, step, judged, report.verdict)
        return judged

    def pause(self, connection: sa.Connection, sources: Sequence[str], now: datetime) -> None:
        """The sources are switched off: nobody looks any more, and that is meant."""
        for row in connection.execute(
            sa.select(_source, *_OPEN).join(_spell, _is_open()).where(_source.c.id.in_(sources))
        ).all():
            current = _open_of(row)
            if current is not None and current.health is not SourceHealth.PAUSED:
                end = max(current.since, row.last_check_at or current.since)
                step = Step(close=end, begin=max(end, now))
                off = Judged(health=SourceHealth.PAUSED, reason=None)
                self._take(connection, row.id, current, step, off, None)

    def resume(self, connection: sa.Connection, sources: Sequence[str], now: datetime) -> None:
        """The sources are switched on (again)."""
        connection.execute(
            sa.update(_spell)
            .where(
                _spell.c.source.in_(sources),
                _spell.c.until.is_(None),
                _spell.c.health == SourceHealth.PAUSED,
            )
            .values(until=now)
        )

    def pass_time(self, now: datetime) -> list[str]:
        """Let sources fall silent that are seldom checked, at the time and not at the next check. Returns which did."""
        fallen = []
        with self._db.write() as connection:
            rows = connection.execute(
                sa.select(_source, *_OPEN)
                .join(_spell, _is_open())
                .where(
                    _source.c.enabled,
                    _source.c.lease_until.is_(None),
                    _source.c.health.in_([SourceHealth.OK, SourceHealth.DEGRADED]),
                    _source.c.failures == 0,
                    _source.c.next_due_at > now + BETWEEN,
                )
                .order_by(_source.c.id)
            ).all()
            for row in rows:
                current = _open_of(row)
                if current is None or current.since > now or not _watched(row, now):
                    continue
                facts = self._known_facts(connection, row.id, row.last_new_at)
                judged = judge(SourceHealth(row.health), row.last_error, facts, now, watched=True)
                if judged.health is not SourceHealth.SILENT:
                    continue
                step = Step(close=now, begin=now)
                self._take(connection, row.id, current, step, judged, Verdict(row.last_verdict))
                connection.execute(
                    sa.update(_source)
                    .where(_source.c.id == row.id)
                    .values(health=judged.health, last_error=judged.reason)
                )
                fallen.append(row.id)
        return fallen

    def _take(
        self,
        connection: sa.Connection,
        source: str,
        current: Spell | None,
        step: Step,
        judged: Judged,
        verdict: Verdict | None,
    ) -> None:
        mine = _spell.c.source == source
        if step.backwards and step.begin is not None:
            edge = step.begin
            connection.execute(
                sa.update(_spell).where(mine, _spell.c.since > edge).values(since=edge, until=edge)
            )
            connection.execute(sa.update(_spell).where(mine, _spell.c.until > edge).values(until=edge))
        if step.close is not None and current is not None:
            connection.execute(
                sa.update(_spell)
                .where(_spell.c.id == current.id, _spell.c.until.is_(None))
                .values(until=step.close)
            )
        if step.begin is not None:
            told = current if step.inherit else None
            connection.execute(
                sa.insert(_spell).values(
                    source=source,
                    health=judged.health,
                    since=step.begin,
                    verdict=verdict,
                    reason=judged.reason,
                    notices=told.notices if told else 0,
                    noticed_at=told.noticed_at if told else None,
                )
            )
        elif current is not None and current.reason != judged.reason:
            connection.execute(
                sa.update(_spell).where(_spell.c.id == current.id).values(reason=judged.reason)
            )

    def _known_facts(
        self, connection: sa.Connection, source: str, newest: object, *, fresh: bool = False
    ) -> Facts:
        """What a judgement of a source rests on; looked up anew when a check brought anything."""
        known = self._facts.get(source)
        if known is not None and known[0] == newest and not fresh:
            return known[1]
        facts = look_up(connection, source)
        self._facts[source] = (newest, facts)
        return facts

    # -- reading

    def spells(self, source: str, start: datetime, end: datetime) -> list[Spell]:
        """The spells of a source that touch the half-open period, oldest first."""
        with self._db.read() as connection:
            rows = connection.execute(_touching(start, end).where(_spell.c.source == source)).all()
        return [spell_of(row) for row in rows]

    def current(self) -> dict[str, Spell]:
        """The spell that each source is in, by source."""
        with self._db.read() as connection:
            rows = connection.execute(sa.select(_spell).where(_spell.c.until.is_(None))).all()
        return {row.source: spell_of(row) for row in rows}

    def rhythm(self, source: str) -> Rhythm | None:
        """How a source speaks; None when its history is too short to tell."""
        with self._db.read() as connection:
            return look_up(connection, source).rhythm

    def last_check(self, source: str) -> CheckReport | None:
        """The last check of a source, None when it was never checked or its rows are gone."""
        query = sa.select(_check).where(_check.c.source == source).order_by(_check.c.lease_token.desc())
        with self._db.read() as connection:
            row = connection.execute(query.limit(1)).one_or_none()
        if row is None:
            return None
        values = {name: getattr(row, name) for name in CheckReport.__dataclass_fields__ if name not in TOLD}
        newest = None if row.newest is None else date.fromisoformat(row.newest)
        return CheckReport(**{**values, "verdict": Verdict(row.verdict), "newest": newest})

    def gaps(self, start: datetime, end: datetime) -> list[Gap]:
        """Where between ``start`` and ``end`` a source that is switched on could not be read, was not looked at, or was
        silent, see archive.gaps."""
        with self._db.read() as connection:
            watched = {
                row.id: gap_rules.Watched(
                    every=timedelta(seconds=row.every),
                    since=row.created_at,
                    last_check=row.last_check_at,
                    due=row.next_due_at,
                )
                for row in connection.execute(sa.select(_source).where(_source.c.enabled))
            }
            well = (  # nothing before a source was last well before the period matters
                sa.select(_spell.c.source, sa.func.max(_spell.c.id).label("id"))
                .where(_spell.c.until <= start, _spell.c.verdict.in_([v for v in Verdict if v.success]))
                .group_by(_spell.c.source)
                .subquery()
            )
            rows = connection.execute(
                sa.select(_spell)
                .outerjoin(well, well.c.source == _spell.c.source)
                .where(sa.or_(well.c.id.is_(None), _spell.c.id >= well.c.id))
                .order_by(_spell.c.id)
            ).all()
        return gap_rules.find([spell_of(row) for row in rows], watched, start, end)


_OPEN = [_spell.c[name].label(f"spell_{name}") for name in _spell.c.keys()]  # noqa: SIM118


# Built once: it is asked at the end of every check.
_CLOSING = (
    sa.select(
        *(
            _source.c[name]
            for name in ("id", "last_check_at", "last_success_at", "last_new_at", "next_due_at", "every")
        ),
        *_OPEN,
    )
    .outerjoin(_spell, sa.and_(_spell.c.source == _source.c.id, _spell.c.until.is_(None)))
    .where(_source.c.id.in_(sa.bindparam("sources", expanding=True)))
)


def _is_open() -> sa.ColumnElement[bool]:
    return sa.and_(_spell.c.source == _source.c.id, _spell.c.until.is_(None))


def _touching(start: datetime, end: datetime) -> sa.Select[Any]:
    return (
        sa.select(_spell)
        .where(_spell.c.since < end, sa.or_(_spell.c.until.is_(None), _spell.c.until > start))
        .order_by(_spell.c.id)
    )


def _watched(row: Any, now: datetime) -> bool:
    return was_watched(row.last_success_at, timedelta(seconds=row.every), now)


def _open_of(row: Any) -> Spell | None:
    if row.spell_id is None:
        return None
    return spell_record({name: getattr(row, f"spell_{name}") for name in _spell.c.keys()})  # noqa: SIM118
