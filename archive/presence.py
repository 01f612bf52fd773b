"""Whether a statement still stands where it was published: seen, missing, withdrawn, returned, published again. Within a transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from archive import schema
from archive.columns import Moment
from archive.database import Database
from archive.facets import published_day
from archive.records import Visit, VisitReason
from archive.rows import modified_details, modified_of, select_versions
from archive.traces import Event, Look
from archive.visits import plan_visits
from statements.identity import is_id
from statements.labels import Happening
from statements.model import Candidate, Published

APART: Final = timedelta(minutes=30)
"""Two looks nearer together are no second opinion on whether a page is gone, unless a shorter distance is asked for."""
_statement, _version, _event = schema.statement, schema.version, schema.event


def happened(
    connection: sa.Connection, statement: int, what: Happening, now: datetime, reason: str | None = None
) -> None:
    """Write down what happened to a statement."""
    connection.execute(sa.insert(_event).values(statement=statement, at=now, what=what, reason=reason))


def still_there(connection: sa.Connection, statement: int, now: datetime) -> None:
    """The statement was seen: if it was missing or withdrawn, it is back, and its history goes on."""
    gone = connection.execute(
        sa.select(_statement.c.missing_since, _statement.c.withdrawn_at).where(_statement.c.id == statement)
    ).one()
    if gone.missing_since is not None or gone.withdrawn_at is not None:
        since = gone.withdrawn_at or gone.missing_since
        state = "withdrawn" if gone.withdrawn_at else "missing"
        happened(connection, statement, Happening.RETURNED, now, f"{state} since {since:%Y-%m-%d %H:%M} UTC")
    connection.execute(
        sa.update(_statement)
        .where(_statement.c.id == statement)
        .values(
            last_seen=sa.case(
                (_statement.c.last_seen < now, sa.literal(now, Moment())), else_=_statement.c.last_seen
            ),
            missing_since=None,
            withdrawn_at=None,
        )
    )


def all_there(connection: sa.Connection, statements: Sequence[int], now: datetime) -> None:
    """These statements were seen."""
    seen = _statement.c.id.in_(statements)
    gone = sa.or_(_statement.c.missing_since.is_not(None), _statement.c.withdrawn_at.is_not(None))
    for statement in connection.execute(sa.select(_statement.c.id).where(seen, gone)).scalars().all():
        still_there(connection, statement, now)
    connection.execute(sa.update(_statement).where(seen, _statement.c.last_seen < now).values(last_seen=now))


def republished(
    connection: sa.Connection, source: str, statement: int, candidate: Candidate, now: datetime
) -> None:
    """The same text came at an address that is new to the statement: it joins, and its history says so, once an address."""
    known = sa.select(schema.locator.c.statement).where(
        schema.locator.c.source == source,
        schema.locator.c.value.in_([name for name in candidate.locators if not is_id(name)]),
    )
    if connection.execute(known).first() is None:
        happened(connection, statement, Happening.REPUBLISHED, now, told_again(candidate))


def told_again(candidate: Candidate) -> str:
    """Where, and under which date, a text was published again."""
    day = published_day(candidate.published)
    return f"at {candidate.url}" + (f", dated {day}" if day else "")


def missing(
    database: Database,
    connection: sa.Connection,
    *,
    source: str,
    statement: int,
    now: datetime,
    confirm_at: datetime,
    reason: str | None,
) -> bool:
    """A look found a statement's page gone; True when that makes it withdrawn."""
    row = connection.execute(
        select_versions(_statement.c.missing_since).where(
            _statement.c.id == statement,
            _statement.c.source == source,
            _version.c.n == _statement.c.versions,
        )
    ).one()
    change = sa.update(_statement).where(_statement.c.id == statement)
    if row.withdrawn_at is not None:
        return False
    if row.missing_since is not None and confirms(row.missing_since, now, confirm_at):
        connection.execute(change.values(withdrawn_at=now))
        happened(connection, statement, Happening.WITHDRAWN, now, reason)
        return True
    if row.missing_since is None:
        connection.execute(change.values(missing_since=now))
        happened(connection, statement, Happening.MISSING, now, reason)
    again = Visit(
        source=source,
        url=row.url,
        reason=VisitReason.REVISIT,
        due_at=confirm_again(row.missing_since, now, confirm_at),
        statement=statement,
        baseline=row.baseline,
    )
    plan_visits(database, connection, [again])
    return False


def confirms(missing_since: datetime, now: datetime, confirm_at: datetime) -> bool:
    """Whether a look now confirms what was found at ``missing_since``: half an hour later, or as much as a look now would be
    confirmed after, if that is less."""
    return missing_since < now and now - missing_since >= min(APART, confirm_at - now)


def confirm_again(missing_since: datetime | None, now: datetime, confirm_at: datetime) -> datetime:
    """When to look again: a look that came too early leaves the one that was planned where it is."""
    return confirm_at if missing_since is None else min(confirm_at, missing_since + (confirm_at - now))


def events(connection: sa.Connection, statement: int) -> list[Event]:
    """What happened to a statement, oldest first."""
    query = sa.select(_event).where(_event.c.statement == statement).order_by(_event.c.id)
    return [
        Event(statement=row.statement, at=row.at, what=Happening(row.what), reason=row.reason)
        for row in connection.execute(query)
    ]


def looks(connection: sa.Connection, source: str, locators: Sequence[str], now: datetime) -> dict[str, Look]:
    """The statements of a source under these locators, unless a look at their page is due already or failed lately."""
    table, visit = schema.locator, schema.visit
    planned = (
        sa.exists()
        .where(visit.c.statement == _statement.c.id, visit.c.reason == VisitReason.REVISIT)
        .where(sa.or_(visit.c.due_at <= now, visit.c.attempts > 0))
    )
    query = (
        sa.select(table.c.value, _statement.c.withdrawn_at, _version)
        .join(_statement, _statement.c.id == table.c.statement)
        .join(
            _version, sa.and_(_version.c.statement == _statement.c.id, _version.c.n == _statement.c.versions)
        )
        .where(table.c.source == source, table.c.value.in_(list(locators)), ~planned)
    )
    return {
        row.value: Look(
            statement=row.statement,
            url=row.url,
            modified=modified_of(row.details),
            seen=row.seen,
            withdrawn=row.withdrawn_at is not None,
            baseline=row.baseline,
        )
        for row in connection.execute(query)
    }


def note_modified(connection: sa.Connection, dates: Mapping[int, Published]) -> None:
    """The source says that it edited texts in which we found nothing new (by statement, when): remembered, so that it is not
    looked for at every check."""
    if not dates:
        return
    rows = connection.execute(
        sa.select(_version.c.id, _version.c.statement, _version.c.details)
        .join(_statement, _statement.c.id == _version.c.statement)
        .where(_statement.c.id.in_(list(dates)), _version.c.n == _statement.c.versions)
    ).all()
    for row in rows:
        told = modified_details(dates[row.statement])
        if (row.details or {}).get("modified") != told:
            connection.execute(
                sa.update(_version)
                .where(_version.c.id == row.id)
                .values(details={**(row.details or {}), "modified": told})
            )
