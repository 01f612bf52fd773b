"""What the archive holds of a source's past, as far as it judges the present (archive.judgement); and spells as records."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.judgement import BEFORE, HISTORY, PARTS_OF, SIZES, Facts, Item, news, rhythm
from archive.records import SourceHealth, Spell
from archive.visits import WAITING
from statements.labels import Precision, Verdict

LOOK_BACK = 2000
"""Checks among which the sizes of a source's answers are looked for: most checks see no change and have none."""

_spell, _check = schema.spell, schema.check
_statement, _version = schema.statement, schema.version


def look_up(connection: sa.Connection, source: str) -> Facts:
    """What a judgement of a source rests on."""
    first = sa.and_(_version.c.statement == _statement.c.id, _version.c.n == 1)
    latest = (
        sa.select(_statement.c.first_seen, _version.c.baseline, _version.c.published_instant)
        .add_columns(_version.c.published_day)
        .join(_version, first)
        .where(_statement.c.source == source)
        .order_by(_statement.c.first_seen.desc(), _statement.c.id.desc())
        .limit(HISTORY)
    )
    moments, seen, days = [], None, []
    for row in connection.execute(latest):
        day = None if row.published_day is None else date.fromisoformat(row.published_day)
        moment = news(row.published_instant or day, row.first_seen, baseline=row.baseline)
        if moment is not None:
            moments.append(moment)
        if not row.baseline:
            seen = max(seen or row.first_seen, row.first_seen)
        if row.published_instant is not None or day is not None:
            days.append(day or row.published_instant.date())
    parts = (
        sa.select(
            (_version.c.title != "").label("title"),
            (_version.c.published_precision != Precision.UNKNOWN).label("date"),
            (_version.c.text != "").label("text"),
        )
        .join(_statement, first)
        .where(_statement.c.source == source)
        .order_by(_statement.c.first_seen.desc(), _statement.c.id.desc())
        .limit(PARTS_OF + BEFORE)
    )
    unread = connection.execute(
        sa.select(sa.func.count()).where(
            schema.visit.c.source == source, WAITING, schema.visit.c.attempts > 0
        )
    ).scalar_one()
    items = [Item(title=True, date=True, text=False)] * min(unread, PARTS_OF)
    items += [
        Item(title=bool(row.title), date=bool(row.date), text=bool(row.text))
        for row in connection.execute(parts)
    ]
    checks = connection.execute(
        sa.select(_check.c.size, _check.c.newest, _check.c.entry)
        .where(
            _check.c.source == source,
            _check.c.size.is_not(None),
            _check.c.lease_token
            > sa.select(sa.func.max(_check.c.lease_token) - LOOK_BACK)
            .where(_check.c.source == source)
            .scalar_subquery(),
        )
        .order_by(_check.c.lease_token.desc())
        .limit(SIZES + 1)
    ).all()
    checks = [row for row in checks if row.entry == checks[0].entry]  # another door is another measure
    listed = next((row.newest for row in checks[:1] if row.newest is not None), None)
    return Facts(
        rhythm=rhythm(moments, seen),
        newest_known=max(days, default=None),
        newest_listed=None if listed is None else date.fromisoformat(listed),
        sizes=tuple(row.size for row in checks),
        items=tuple(items),
    )


def spell_of(row: Any) -> Spell:
    return spell_record({name: getattr(row, name) for name in _spell.c.keys()})  # noqa: SIM118


def spell_record(values: dict[str, Any]) -> Spell:
    verdict = values["verdict"]
    return Spell(
        **{
            **values,
            "health": SourceHealth(values["health"]),
            "verdict": None if verdict is None else Verdict(verdict),
        }
    )
