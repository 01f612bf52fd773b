"""Pages that a source still has to read. They are written down before the first is read, so nothing listed gets lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.chunks import chunks
from archive.database import Database, fence
from archive.records import PUT_ASIDE, Lease, Validators, Visit, VisitReason
from statements.labels import Kind, Verdict
from statements.model import Attachment, RawDate, Told

_visit = schema.visit
_EDIT = "edit"
_TOLD = "told"  # what else the list said stands with its dates
LONGEST = timedelta(days=2)
"""Beyond what a page waits for another attempt; where it is put aside, `LONGEST_ASIDE`."""
LONGEST_ASIDE = timedelta(days=8)
PAGE = "page:"
"""Before the address of a page among the validators. Entry points stand there too, and before it: they begin with "http"."""

_ASIDE = sa.and_(_visit.c.reason == VisitReason.NEW, _visit.c.attempts >= PUT_ASIDE)
WAITING = sa.and_(_visit.c.reason == VisitReason.NEW, _visit.c.attempts < PUT_ASIDE)
"""New pages that are not put aside."""


class Visits:
    """The pages to read."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def plan(self, lease: Lease, visits: Sequence[Visit], now: datetime) -> int:
        """Write down pages to read and return how many were not planned yet: a new page is planned once for each (source,
        URL), a revisit once for each (statement, due time). One that was put aside while its list gave no day for it, and now does,
        is planned as if it were new. Raises LeaseLost."""
        with self._db.write() as connection:
            fence(connection, lease)
            _take_up_again(connection, lease.source, visits)
            return plan_visits(self._db, connection, visits)

    def due(self, source: str, now: datetime, limit: int) -> list[Visit]:
        """Up to ``limit`` pages to read now, longest due first, and what is put aside last. A new page is due when it is found: one that was never tried and is
        due later was found before the clock was set back, and so was one that waits for longer than any failure lets a page wait."""
        early = sa.or_(
            _visit.c.attempts == 0,
            sa.and_(_visit.c.due_at > now + LONGEST, ~_ASIDE),
            _visit.c.due_at > now + LONGEST_ASIDE,
        )
        query = (
            sa.select(_visit)
            .where(
                _visit.c.source == source,
                sa.or_(_visit.c.due_at <= now, sa.and_(_visit.c.reason == VisitReason.NEW, early)),
            )
            .order_by(sa.case((_ASIDE, 1), else_=0), _visit.c.due_at, _visit.c.id)
            .limit(limit)
        )
        with self._db.read() as connection:
            return [_visit_of(row) for row in connection.execute(query)]

    def failed(
        self,
        lease: Lease,
        visit_id: int,
        *,
        verdict: Verdict,
        error: str | None,
        due_at: datetime,
        aside: bool = False,
    ) -> None:
        """A page could not be read; try again at ``due_at``. ``aside``: it is put aside already. Raises LeaseLost."""
        attempts = _visit.c.attempts + 1
        if aside:
            attempts = sa.case((attempts < PUT_ASIDE, PUT_ASIDE), else_=attempts)
        with self._db.write() as connection:
            fence(connection, lease)
            connection.execute(
                sa.update(_visit)
                .where(_visit.c.id == visit_id, _visit.c.source == lease.source)
                .values(attempts=attempts, verdict=verdict, error=error, due_at=due_at)
            )

    def drop(self, lease: Lease, visit_id: int) -> None:
        """A page is done with, and what it answered too where no other look at it is to come. Raises LeaseLost."""
        with self._db.write() as connection:
            fence(connection, lease)
            forget(connection, lease.source, remove(connection, lease.source, visit_id))

    def validators(self, source: str, url: str) -> Validators | None:
        """What a statement's page answered when it was read last (`Statements.store` keeps it), or None."""
        table = schema.validator
        query = sa.select(table).where(table.c.source == source, table.c.url == f"{PAGE}{url}")
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Validators(
            etag=row.etag, last_modified=row.last_modified, body_sha256=row.body_sha256, full_at=row.full_at
        )

    def pending(self, source: str | None = None) -> int:
        """How many listed pages are still unread and not put aside, here or everywhere. Revisits do not count: they lie in the
        future by design."""
        query = sa.select(sa.func.count()).select_from(_visit).where(WAITING)
        if source is not None:
            query = query.where(_visit.c.source == source)
        with self._db.read() as connection:
            return connection.execute(query).scalar_one()

    def failing(self, source: str) -> list[Visit]:
        """The listed pages that were tried and are unread, with the reason, oldest first; those put aside too."""
        tried = sa.and_(_visit.c.reason == VisitReason.NEW, _visit.c.attempts > 0)
        query = sa.select(_visit).where(_visit.c.source == source, tried).order_by(_visit.c.id)
        with self._db.read() as connection:
            return [_visit_of(row) for row in connection.execute(query)]


def remove(connection: sa.Connection, source: str, visit_id: int) -> str | None:
    """Be done with a page of ``source`` within a transaction; returns its address, None when that was so already."""
    gone = sa.delete(_visit).where(_visit.c.id == visit_id, _visit.c.source == source)
    return connection.execute(gone.returning(_visit.c.url)).scalar_one_or_none()


def forget(connection: sa.Connection, source: str, url: str | None) -> None:
    """Forget what a page answered, within a transaction, unless it is to be looked at again."""
    if url is not None and not _looked_at_again(connection, source, url):
        table = schema.validator
        connection.execute(sa.delete(table).where(table.c.source == source, table.c.url == f"{PAGE}{url}"))


def plan_visits(database: Database, connection: sa.Connection, visits: Sequence[Visit]) -> int:
    """Write down pages to read within a transaction; returns how many were not planned yet."""
    return database.insert_new(connection, _visit, [_row(visit) for visit in visits])


def remember(
    database: Database, connection: sa.Connection, source: str, pages: Mapping[str, Validators]
) -> None:
    """Keep what pages answered, to ask for them conditionally, within a transaction: as long as they are to be looked at
    again."""
    table = schema.validator
    for url, known in pages.items():
        here = (table.c.source == source, table.c.url == f"{PAGE}{url}")
        connection.execute(sa.delete(table).where(*here))
        if _looked_at_again(connection, source, url):
            row = {name: getattr(known, name) for name in Validators.__dataclass_fields__}
            connection.execute(sa.insert(table).values(source=source, url=f"{PAGE}{url}", **row))


def _looked_at_again(connection: sa.Connection, source: str, url: str) -> bool:
    again = sa.select(_visit.c.id).where(
        _visit.c.source == source, _visit.c.url == url, _visit.c.reason == VisitReason.REVISIT
    )
    return connection.execute(again.limit(1)).first() is not None


def _take_up_again(connection: sa.Connection, source: str, visits: Sequence[Visit]) -> None:
    dated = {visit.url: visit for visit in visits if visit.reason is VisitReason.NEW and visit.dates}
    for urls in chunks(dated):
        here = sa.select(_visit).where(_visit.c.source == source, _ASIDE, _visit.c.url.in_(urls))
        for row in connection.execute(here).all():
            if not _dates(row.dates, None):
                new = dated[row.url]
                again = _row(replace(new, baseline=row.baseline or new.baseline))
                connection.execute(sa.update(_visit).where(_visit.c.id == row.id).values(again))


def _row(visit: Visit) -> dict[str, object]:
    return {
        "source": visit.source,
        "url": visit.url,
        "reason": visit.reason,
        "due_at": visit.due_at,
        "guid": visit.guid,
        "title": visit.title,
        "dates": [
            *({"raw": date.raw, "origin": date.origin} for date in visit.dates),
            *({"raw": date.raw, "origin": date.origin, "of": _EDIT} for date in visit.modified),
            *([{**asdict(visit.told), "of": _TOLD}] if visit.told != Told() else []),
        ],
        "statement": visit.statement,
        "attempts": visit.attempts,
        "baseline": visit.baseline,
        "verdict": visit.verdict,
        "error": visit.error,
    }


def _visit_of(row: Any) -> Visit:
    return Visit(
        id=row.id,
        source=row.source,
        url=row.url,
        reason=VisitReason(row.reason),
        due_at=row.due_at,
        guid=row.guid,
        title=row.title,
        dates=_dates(row.dates, None),
        modified=_dates(row.dates, _EDIT),
        told=_told(row.dates),
        statement=row.statement,
        attempts=row.attempts,
        baseline=row.baseline,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        error=row.error,
    )


def _dates(stored: Sequence[Mapping[str, str]], of: str | None) -> tuple[RawDate, ...]:
    """Those of the dates of a row that are of the publication (None) or of the last edit."""
    return tuple(RawDate(raw=date["raw"], origin=date["origin"]) for date in stored if date.get("of") == of)


def _told(stored: Sequence[Mapping[str, Any]]) -> Told:
    said = next((one for one in stored if one.get("of") == _TOLD), None)
    if said is None:
        return Told()
    return Told(
        kind=None if said["kind"] is None else Kind(said["kind"]),
        speaker=said["speaker"],
        role=said["role"],
        language=said["language"],
        attachments=tuple(Attachment(**one) for one in said["attachments"]),
    )
