"""The ends of checks, written down together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from archive import schema
from archive.records import TOLD, CheckReport, Closing, Validators
from archive.visits import PAGE
from statements.labels import READ_WHOLE

if TYPE_CHECKING:
    from archive.health import Health

_source = schema.source

FREE: dict[str, object] = {"lease_until": None, "lease_owner": None, "leased_at": None}
"""A source that nobody checks."""


def given(name: str, like: sa.Column[Any]) -> sa.BindParameter[Any]:
    """A value of the column's type, for statements that are made once."""
    return sa.bindparam(name, type_=like.type)


_CHECKED = sa.insert(schema.check)
_CLOSED = (
    sa.update(_source)
    .where(_source.c.id == given("the_source", _source.c.id))
    .values(
        health=given("the_health", _source.c.health),
        next_due_at=given("the_due", _source.c.next_due_at),
        last_check_at=given("the_time", _source.c.last_check_at),
        last_verdict=given("the_verdict", _source.c.last_verdict),
        last_error=given("the_error", _source.c.last_error),
        failures=(_source.c.failures + 1) * given("one_more", _source.c.failures),
        last_success_at=sa.func.coalesce(
            given("the_success", _source.c.last_success_at), _source.c.last_success_at
        ),
        baseline_at=sa.func.coalesce(_source.c.baseline_at, given("the_baseline", _source.c.baseline_at)),
        last_new_at=sa.func.coalesce(given("the_news", _source.c.last_new_at), _source.c.last_new_at),
        **FREE,
    )
)


def hold(connection: sa.Connection, sources: Sequence[str] | None = None) -> dict[str, int]:
    """Hold the rows of several sources, or of all, until the transaction ends; gives the tokens of those that are leased. Always in
    one order: two that take them in two orders would wait for each other for ever."""
    query = (
        sa.select(_source.c.id, _source.c.lease_token, _source.c.lease_until)
        .order_by(_source.c.id)
        .with_for_update()
    )
    if sources is not None:
        query = query.where(_source.c.id.in_(sources))
    return {row.id: row.lease_token for row in connection.execute(query) if row.lease_until is not None}


def close(connection: sa.Connection, health: Health, closings: Sequence[Closing]) -> None:
    """Write down the ends of checks whose sources are held: reports, the sources' new states, doors and validators, leases given
    back. The statements are made once and run for all checks together: making them was most of what a check that found nothing
    cost."""
    before = health.before(connection, [closing.lease.source for closing in closings])
    connection.execute(_CHECKED, [_check_row(closing) for closing in closings])
    rows = []
    for closing in closings:
        lease, report, now = closing.lease, closing.report, closing.now
        success = report.verdict.success
        judged = health.close(connection, before[lease.source], lease, report, closing.health, now)
        rows.append(
            {
                "the_source": lease.source,
                "the_health": judged.health,
                "the_due": closing.next_due_at,
                "the_time": now,
                "the_verdict": report.verdict,
                "the_error": judged.reason,
                "one_more": 0 if success else 1,
                "the_success": now if success else None,
                "the_baseline": now if report.verdict in READ_WHOLE else None,
                "the_news": now if report.stored else None,
            }
        )
    connection.execute(_CLOSED, rows)
    for closing in closings:
        _remember(connection, closing)


def _remember(connection: sa.Connection, closing: Closing) -> None:
    """The door that is to be used from now on, and what the next check asks with."""
    source, door = closing.lease.source, closing.door
    if door is not None:
        connection.execute(
            sa.update(_source)
            .where(_source.c.id == source)
            .values(door=door.door, door_since=door.since, better_due_at=door.better_due_at)
        )
    if closing.validators:
        connection.execute(
            sa.delete(schema.validator).where(
                schema.validator.c.source == source, schema.validator.c.url < PAGE
            )
        )
    for url, known in closing.validators.items():
        row = {name: getattr(known, name) for name in Validators.__dataclass_fields__}
        connection.execute(sa.insert(schema.validator).values(source=source, url=url, **row))


def _check_row(closing: Closing) -> dict[str, object]:
    facts = {
        name: getattr(closing.report, name) for name in CheckReport.__dataclass_fields__ if name not in TOLD
    }
    newest = closing.report.newest
    return {
        **facts,
        "lease_token": closing.lease.token,
        "newest": None if newest is None else newest.isoformat(),
    }
