"""Statements and versions, in memory. The contract is that of `archive.statements`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from archive.links import names
from archive.memory import presence, seals
from archive.memory.links import note
from archive.memory.state import State, StatementRow
from archive.memory.visits import forget, plan, remember, remove
from archive.records import Capture, Hit, Lease, Stored, Validators, VersionRecord
from archive.statements import LISTED
from archive.traces import Event, Look
from statements.changes import JOIN_WINDOW
from statements.crashpoints import crashpoint
from statements.errors import ArchiveError
from statements.model import (
    Candidate,
    Intent,
    Known,
    New,
    NewVersion,
    Published,
    Relink,
    Seen,
    Told,
    Version,
)

_NO_PAGES: Mapping[str, Validators] = {}


class Statements:
    """What was said."""

    def __init__(self, state: State) -> None:
        self._state = state

    def known(self, source: str, locators: Sequence[str], text_sha256: str, now: datetime) -> Known | None:
        with self._state.lock:
            found = self._by_locator(source, locators)
            if found is None:
                same = [
                    statement
                    for statement, row in self._state.statements.items()
                    if row.source == source
                    and self._state.text_sha256[row.versions[-1]] == text_sha256
                    and row.last_seen >= now - JOIN_WINDOW
                ]
                if not same:
                    return None
                found = max(same)
            return self._known(source, found, locators)

    def known_each(self, source: str, items: Sequence[Sequence[str]]) -> list[Known | None]:
        with self._state.lock:
            found = [(self._by_locator(source, locators), locators) for locators in items]
            return [None if one is None else self._known(source, one, locators) for one, locators in found]

    def known_locators(self, source: str, locators: Sequence[str]) -> set[str]:
        with self._state.lock:
            return {value for value in locators if (source, value) in self._state.locators}

    def languages(self, source: str) -> dict[str, str | None]:
        with self._state.lock:
            newest = [row.versions[-1] for row in self._state.statements.values() if row.source == source]
            return {
                self._state.text_sha256[version]: self._state.versions[version].language
                for version in newest[-LISTED:]
            }

    def listed(self, lease: Lease, locators: Sequence[str], now: datetime) -> None:
        with self._state.lock:
            self._state.fence(lease)
            for value in locators:
                found = self._state.locators.get((lease.source, value))
                row = None if found is None else self._state.statements[found]
                if row is not None and row.missing_since is None:
                    row.last_seen = max(row.last_seen, now)

    def seen(self, lease: Lease, these: Sequence[Seen], now: datetime) -> None:
        with self._state.lock:
            self._state.fence(lease)
            for one in these:
                presence.still_there(self._state, one.known.statement, now)
                if one.candidate.modified is not None:
                    presence.note_modified(self._state, one.known.statement, _in_utc(one.candidate.modified))
                for value in one.candidate.locators:
                    self._state.locators.setdefault((lease.source, value), one.known.statement)

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
        candidate = intent.candidate
        with self._state.lock:
            self._state.fence(lease)
            statement = (
                self._by_locator(lease.source, candidate.locators)
                if isinstance(intent, New)
                else intent.known.statement
            )
            newest = None
            if statement is None:
                statement = len(self._state.statements) + 1
                self._state.statements[statement] = StatementRow(source=candidate.source, last_seen=now)
            else:
                row = self._state.statements[statement]
                newest = self._state.versions[row.versions[-1]].sha256
                presence.still_there(self._state, statement, now)
            written = None
            if isinstance(intent, (New, NewVersion)) and newest != candidate.sha256:
                written = self._add(statement, candidate, now, baseline)
                if capture is not None:
                    seals.keep(self._state, written, capture, now)
            elif candidate.modified is not None:
                presence.note_modified(self._state, statement, _in_utc(candidate.modified))
            if isinstance(intent, Relink):
                presence.republished(self._state, lease.source, statement, candidate, now)
            for value in (*candidate.locators, *(names(candidate) if written else ())):
                self._state.locators.setdefault((lease.source, value), statement)
            if visit is not None:
                remove(self._state, lease.source, visit)
            for due_at in revisits if newest is None else ():
                plan(
                    self._state,
                    presence.revisit(lease.source, statement, candidate.url, due_at, baseline),
                )
            remember(self._state, lease.source, pages)
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
        with self._state.lock:
            self._state.fence(lease)
            done = None if visit is None else remove(self._state, lease.source, visit)
            withdrawn = presence.missing(self._state, lease.source, statement, now, confirm_at, reason)
            forget(self._state, lease.source, done)
            return withdrawn

    def events(self, statement: int) -> list[Event]:
        with self._state.lock:
            return [event for event in self._state.events if event.statement == statement]

    def looks(self, source: str, locators: Sequence[str], now: datetime) -> dict[str, Look]:
        with self._state.lock:
            return presence.looks(self._state, source, locators, now)

    def before(self, version: Version) -> Version | None:
        with self._state.lock:
            row = self._state.statements.get(version.statement)
            if row is None or version.n < 2:
                return None
            return self._state.versions[row.versions[version.n - 2]]

    def version(self, version_id: int) -> Version:
        with self._state.lock:
            if version_id not in self._state.versions:
                raise ArchiveError(f"there is no version {version_id} in the archive")
            return self._state.versions[version_id]

    def current(self, statement: int) -> Hit | None:
        with self._state.lock:
            row = self._state.statements.get(statement)
            return None if row is None else hit(self._state, row.versions[-1])

    def history(self, statement: int) -> list[VersionRecord]:
        with self._state.lock:
            row = self._state.statements.get(statement)
            versions = [self._state.versions[version] for version in row.versions] if row else []
            return [
                VersionRecord(
                    id=version.id,
                    n=version.n,
                    seen=version.seen,
                    title=version.title,
                    text=version.text,
                    sha256=version.sha256,
                    published=version.published,
                    grade=version.grade,
                    language=version.language,
                )
                for version in versions
            ]

    def export(self, after_id: int = 0) -> Iterator[Hit]:
        with self._state.lock:
            hits = [
                hit(self._state, row.versions[-1])
                for statement, row in sorted(self._state.statements.items())
                if statement > after_id
            ]
        yield from hits

    def count(self) -> int:
        with self._state.lock:
            return len(self._state.statements)

    def capture(self, version_id: int) -> Capture | None:
        with self._state.lock:
            return self._state.captures.get(version_id)

    def _by_locator(self, source: str, locators: Sequence[str]) -> int | None:
        return next(
            (self._state.locators[source, v] for v in locators if (source, v) in self._state.locators), None
        )

    def _known(self, source: str, found: int, locators: Sequence[str]) -> Known:
        row = self._state.statements[found]
        version = self._state.versions[row.versions[-1]]
        return Known(
            statement=found,
            locators=frozenset(v for v in locators if self._state.locators.get((source, v)) == found),
            url=version.url,
            title=version.title,
            text=version.text,
            sha256=version.sha256,
            text_sha256=self._state.text_sha256[version.id],
            last_seen=row.last_seen,
            published=version.published,
            language=version.language,
            told=Told.of(version),
            before=self._state.versions[row.versions[-2]].text if version.n > 1 else None,
        )

    def _first(self, row: StatementRow) -> Version:
        return self._state.versions[row.versions[0]]

    def _add(self, statement: int, candidate: Candidate, now: datetime, baseline: bool) -> int:
        row = self._state.statements[statement]
        version = len(self._state.versions) + 1
        first = self._first(row) if row.versions else None
        self._state.versions[version] = Version(
            id=version,
            statement=statement,
            n=len(row.versions) + 1,
            source=row.source,
            issuer=candidate.issuer if first is None else first.issuer,
            url=candidate.url,
            title=candidate.title,
            text=candidate.text,
            sha256=candidate.sha256,
            language=candidate.language,
            published=_in_utc(candidate.published),
            first_seen=now if first is None else first.first_seen,
            seen=now,
            kind=candidate.kind,
            speaker=candidate.speaker,
            role=candidate.role,
            modified=None if candidate.modified is None else _in_utc(candidate.modified),
            delivered=candidate.delivered,
            attachments=candidate.attachments,
            alternates=candidate.alternates,
            baseline=baseline,
            reissue=note(self._state, statement, candidate, now),
        )
        self._state.text_sha256[version] = candidate.text_sha256
        self._state.unread[version] = baseline or any(self._state.unread.get(one) for one in row.versions)
        row.versions.append(version)
        return version


def hit(state: State, version_id: int) -> Hit:
    version = state.versions[version_id]
    row = state.statements[version.statement]
    return Hit(
        version=version,
        reading=state.readings.get(version_id),
        versions=len(row.versions),
        withdrawn_at=row.withdrawn_at,
        last_seen=row.last_seen,
    )


def _in_utc(published: Published) -> Published:
    if published.instant is None:
        return published
    return replace(published, instant=published.instant.astimezone(UTC))
