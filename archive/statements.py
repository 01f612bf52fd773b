"""Statements, their versions, the addresses they are known by, and the bytes they came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from archive import index, links, presence, schema, seals, sightings
from archive.database import Database, fence
from archive.records import Capture, Hit, Lease, Stored, Validators, VersionRecord, Visit, VisitReason
from archive.rows import (
    details_of,
    hit_of,
    published_columns,
    published_of,
    select_hits,
    select_versions,
    version_of,
)
from archive.traces import Event, Look
from archive.visits import forget, plan_visits, remember, remove
from statements.changes import JOIN_WINDOW
from statements.crashpoints import crashpoint
from statements.errors import ArchiveError
from statements.labels import Grade
from statements.model import Candidate, Intent, Known, New, NewVersion, Relink, Seen, Version

LISTED: Final = 100
"""Statements that a list may still show: most show 10 to 50."""
_PAGE = 200
_NO_PAGES: Mapping[str, Validators] = {}
_statement, _version, _locator, _unread = schema.statement, schema.version, schema.locator, schema.unread


class Statements:
    """What was said. Versions are only ever added."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def known(self, source: str, locators: Sequence[str], text_sha256: str, now: datetime) -> Known | None:
        """The statement of this source that a candidate may belong to: by its strongest locator that is known, else the
        latest one with the same text last seen within 14 days."""
        with self._db.read() as connection:
            owners = sightings.owners(connection, source, locators)
            found = sightings.strongest(owners, locators)
            if found is None:
                found = sightings.with_text(connection, source, text_sha256, now - JOIN_WINDOW)
            return sightings.standing(connection, [(found, locators)], owners)[0]

    def known_each(self, source: str, items: Sequence[Sequence[str]]) -> list[Known | None]:
        """For each of some items the statement of this source that its strongest known locator leads to."""
        with self._db.read() as connection:
            owners = sightings.owners(connection, source, [name for names in items for name in names])
            found = [(sightings.strongest(owners, names), names) for names in items]
            return sightings.standing(connection, found, owners)

    def known_locators(self, source: str, locators: Sequence[str]) -> set[str]:
        """Those of the locators under which this source has offered something before."""
        with self._db.read() as connection:
            return set(sightings.owners(connection, source, locators))

    def languages(self, source: str) -> dict[str, str | None]:
        """The languages of the texts of a source as they stand, by their hashes: of the newest `LISTED` statements."""
        query = (
            sa.select(_version.c.text_sha256, _version.c.language)
            .join(_statement, sightings.is_newest())
            .where(_statement.c.source == source)
            .order_by(_statement.c.first_seen.desc())
            .limit(LISTED)
        )
        with self._db.read() as connection:
            return {row.text_sha256: row.language for row in connection.execute(query)}

    def listed(self, lease: Lease, locators: Sequence[str], now: datetime) -> None:
        """The source still lists the statements of these locators: they were seen, unless their page is missing. Raises
        LeaseLost."""
        owners = sa.select(_locator.c.statement).where(
            _locator.c.source == lease.source, _locator.c.value.in_(list(locators))
        )
        with self._db.write() as connection:
            fence(connection, lease)
            connection.execute(
                sa.update(_statement)
                .where(
                    _statement.c.id.in_(owners),
                    _statement.c.last_seen < now,
                    _statement.c.missing_since.is_(None),
                )
                .values(last_seen=now)
            )

    def seen(self, lease: Lease, these: Sequence[Seen], now: datetime) -> None:
        """What `store` does for each of some statements that stand as they are known: in one transaction. Raises LeaseLost."""
        with self._db.write() as connection:
            fence(connection, lease)
            presence.all_there(connection, [one.known.statement for one in these], now)
            dated = {one.known.statement: one.candidate.modified for one in these}
            presence.note_modified(
                connection, {one: modified for one, modified in dated.items() if modified is not None}
            )
            names = {
                name: one.known.statement
                for one in reversed(these)
                for name in one.candidate.locators
                if name not in one.known.locators
            }
            self._add_locators(connection, lease.source, names, now)

    def store(
        self,
        lease: Lease,
        intent: Intent,
        *,
        now: datetime,
        capture: Capture | None,
        visit: int | None = None,
        revisits: Sequence[datetime] = (),
        baseline: bool,
        pages: Mapping[str, Validators] = _NO_PAGES,
    ) -> Stored:
        """Carry out what was decided, in one transaction: version, locators, bytes, search words, what it belongs to, and the
        page that led here is done with; a new statement's page is planned to be looked at again at ``revisits``, and asked
        for conditionally by what it answered now (``pages``). Doing it again writes nothing new: a text that is already
        the statement's newest version only counts as seen. Raises LeaseLost."""
        candidate = intent.candidate
        with self._db.write() as connection:
            fence(connection, lease)
            if isinstance(intent, New):
                owners = sightings.owners(connection, lease.source, candidate.locators)
                statement = sightings.strongest(owners, candidate.locators)
            else:
                statement = intent.known.statement
            newest = None
            if statement is None:
                statement = _insert_statement(connection, candidate, now)
            else:
                newest = connection.execute(
                    sa.select(_version.c.sha256)
                    .join(_statement, sightings.is_newest())
                    .where(_statement.c.id == statement)
                ).scalar_one()
                presence.still_there(connection, statement, now)
            written = None
            if isinstance(intent, (New, NewVersion)) and newest != candidate.sha256:
                written = self._add_version(connection, statement, candidate, now, baseline)
                if capture is not None:
                    seals.keep(self._db, connection, written, capture, now)
            elif candidate.modified is not None:
                presence.note_modified(connection, {statement: candidate.modified})
            if isinstance(intent, Relink):
                presence.republished(connection, lease.source, statement, candidate, now)
            names = (*candidate.locators, *(links.names(candidate) if written else ()))
            self._add_locators(connection, lease.source, dict.fromkeys(names, statement), now)
            if visit is not None:
                remove(connection, lease.source, visit)
            looks = [
                Visit(
                    source=lease.source,
                    url=candidate.url,
                    reason=VisitReason.REVISIT,
                    due_at=due_at,
                    statement=statement,
                    baseline=baseline,
                )
                for due_at in (revisits if newest is None else ())
            ]
            plan_visits(self._db, connection, looks)
            remember(self._db, connection, lease.source, pages)
            crashpoint("store.before_commit")
        return Stored(statement=statement, version=written)

    def missing(
        self,
        lease: Lease,
        statement: int,
        now: datetime,
        confirm_at: datetime,
        reason: str | None = None,
        visit: int | None = None,
    ) -> bool:
        """A known statement's page is gone, as ``visit`` found, which is done with. The first time only plans a second look at
        ``confirm_at``; the second time, at least half an hour after the first (or as long as ``confirm_at`` is off, if that is
        less), the statement is withdrawn, and True is returned once. Both are events, with ``reason``. Raises LeaseLost."""
        with self._db.write() as connection:
            fence(connection, lease)
            done = None if visit is None else remove(connection, lease.source, visit)
            withdrawn = presence.missing(
                self._db,
                connection,
                source=lease.source,
                statement=statement,
                now=now,
                confirm_at=confirm_at,
                reason=reason,
            )
            forget(connection, lease.source, done)
            return withdrawn

    def events(self, statement: int) -> list[Event]:
        """What happened to a statement besides its versions, oldest first."""
        with self._db.read() as connection:
            return presence.events(connection, statement)

    def looks(self, source: str, locators: Sequence[str], now: datetime) -> dict[str, Look]:
        """By locator, the statements of a source whose page may be worth another look now, should their entry say so; not
        those for which a look is due already or failed lately."""
        with self._db.read() as connection:
            return presence.looks(connection, source, locators, now)

    def before(self, version: Version) -> Version | None:
        """The version before this one of the same statement."""
        query = select_versions().where(
            _version.c.statement == version.statement, _version.c.n == version.n - 1
        )
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else version_of(row)

    def version(self, version_id: int) -> Version:
        """One version. Raises ArchiveError when there is none with this id."""
        with self._db.read() as connection:
            row = connection.execute(select_versions().where(_version.c.id == version_id)).one_or_none()
        if row is None:
            raise ArchiveError(f"there is no version {version_id} in the archive")
        return version_of(row)

    def current(self, statement: int) -> Hit | None:
        """A statement as it stands now, or None."""
        query = select_hits().where(_statement.c.id == statement, _version.c.n == _statement.c.versions)
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else hit_of(row)

    def history(self, statement: int) -> list[VersionRecord]:
        """All versions of a statement, oldest first."""
        query = sa.select(_version).where(_version.c.statement == statement).order_by(_version.c.n)
        with self._db.read() as connection:
            return [
                VersionRecord(
                    id=row.id,
                    n=row.n,
                    seen=row.seen,
                    title=row.title,
                    text=row.text,
                    sha256=row.sha256,
                    published=published_of(row),
                    grade=None if row.grade is None else Grade(row.grade),
                    language=row.language,
                )
                for row in connection.execute(query)
            ]

    def export(self, after_id: int = 0) -> Iterator[Hit]:
        """The current version of every statement after ``after_id``, in order of statement id, a page at a time."""
        while True:
            query = (
                select_hits()
                .where(_statement.c.id > after_id, _version.c.n == _statement.c.versions)
                .order_by(_statement.c.id)
                .limit(_PAGE)
            )
            with self._db.read() as connection:
                hits = [hit_of(row) for row in connection.execute(query)]
            yield from hits
            if len(hits) < _PAGE:
                return
            after_id = hits[-1].version.statement

    def count(self) -> int:
        """How many statements the archive holds."""
        with self._db.read() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(_statement)).scalar_one()

    def capture(self, version_id: int) -> Capture | None:
        """The bytes a version was read from, or None when they were not kept. Raises ArchiveError when the bytes are no
        longer those that were stored."""
        query = (
            sa.select(schema.capture, schema.body.c.zlib)
            .join(schema.body, schema.body.c.sha256 == schema.capture.c.body)
            .where(schema.capture.c.version == version_id, schema.body.c.dropped_at.is_(None))
        )
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Capture(
            url=row.url,
            fetched_at=row.fetched_at,
            status=row.status,
            headers=row.headers,
            body=seals.unpack(version_id, row.body, row.zlib),
            reader=row.reader or "",
        )

    def _add_locators(
        self, connection: sa.Connection, source: str, names: Mapping[str, int], now: datetime
    ) -> None:
        rows = [
            {"source": source, "value": name, "statement": statement, "first_seen": now}
            for name, statement in names.items()
        ]
        self._db.insert_new(connection, _locator, rows)

    def _add_version(
        self, connection: sa.Connection, statement: int, candidate: Candidate, now: datetime, baseline: bool
    ) -> int:
        n = connection.execute(
            sa.update(_statement)
            .where(_statement.c.id == statement)
            .values(versions=_statement.c.versions + 1)
            .returning(_statement.c.versions)
        ).scalar_one()
        values: dict[str, Any] = {
            name: getattr(candidate, name)
            for name in ("url", "title", "text", "sha256", "text_sha256", "language", "kind", "speaker")
        }
        if n > 1:
            links.forget(connection, statement)
        reissue = links.note(self._db, connection, statement, candidate, now)
        version: int = connection.execute(
            sa.insert(_version)
            .values(
                statement=statement,
                n=n,
                seen=now,
                baseline=baseline,
                **values,
                details=details_of(candidate, reissue),
                **published_columns(candidate.published),
            )
            .returning(_version.c.id)
        ).scalar_one()
        last = baseline or (n > 1 and _waits(connection, statement))
        connection.execute(sa.insert(_unread).values(version=version, baseline=last))
        row = connection.execute(select_versions().where(_version.c.id == version)).one()
        index.add(self._db, connection, version_of(row))
        return version


def _insert_statement(connection: sa.Connection, candidate: Candidate, now: datetime) -> int:
    statement: int = connection.execute(
        sa.insert(_statement)
        .values(source=candidate.source, issuer=candidate.issuer, first_seen=now, last_seen=now, versions=0)
        .returning(_statement.c.id)
    ).scalar_one()
    return statement


def _waits(connection: sa.Connection, statement: int) -> bool:
    """Whether a version of a statement waits to be read behind all that is new."""
    before = sa.select(_unread.c.version).join(_version, _version.c.id == _unread.c.version)
    found = connection.execute(before.where(_version.c.statement == statement, _unread.c.baseline).limit(1))
    return found.first() is not None
