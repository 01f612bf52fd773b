"""Captures and their chain, in memory. The contract is that of `archive.seals` and `archive.chain`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from archive.chain import PAGE, Head, Seal, as_sealed
from archive.memory.state import SealRow, State
from archive.records import Capture
from archive.rows import details_of, published_columns
from archive.seals import GENESIS, capture_facts, content, facts_of, instant, link


def keep(state: State, version: int, capture: Capture, now: datetime) -> None:
    """Keep a capture and seal it with its version, which is written already."""
    state.captures[version] = capture
    sealed = content(_facts(state, version, now))
    previous = state.seals[-1].chain if state.seals else GENESIS
    state.seals.append(
        SealRow(
            id=len(state.seals) + 1, version=version, content=sealed, chain=link(previous, sealed), at=now
        )
    )


class Seals:
    """The chain, for reading."""

    def __init__(self, state: State) -> None:
        self._state = state

    def head(self) -> Head | None:
        with self._state.lock:
            if not self._state.seals:
                return None
            last = self._state.seals[-1]
            return Head(
                id=last.id, version=last.version, chain=last.chain, at=last.at, seals=len(self._state.seals)
            )

    def before(self, seal: int) -> str:
        with self._state.lock:
            return next((row.chain for row in reversed(self._state.seals) if row.id < seal), GENESIS)

    def walk(
        self, *, since: datetime | None = None, statements: Sequence[int] | None = None, page: int = PAGE
    ) -> Iterator[Seal]:
        with self._state.lock:
            found = [
                self._seal(row)
                for row in self._state.seals
                if (since is None or row.at >= since)
                and (statements is None or self._state.versions[row.version].statement in statements)
            ]
        yield from found

    def unsealed(self, page: int = PAGE) -> Iterator[tuple[int, int]]:
        """None: there was no time before seals here."""
        return iter(())

    def kept(
        self, *, since: datetime | None = None, statements: Sequence[int] | None = None, page: int = PAGE
    ) -> Iterator[tuple[int, int]]:
        with self._state.lock:
            found = [
                (version, self._state.versions[version].statement)
                for version, capture in sorted(self._state.captures.items())
                if (since is None or capture.fetched_at >= since)
                and (statements is None or self._state.versions[version].statement in statements)
            ]
        yield from found

    def first_version(self) -> int | None:
        with self._state.lock:
            return min((row.version for row in self._state.seals), default=None)

    def bytes_of(self, version: int, sha256: str) -> bytes | None:
        with self._state.lock:
            capture = self._state.captures.get(version)
        return capture.body if capture and hashlib.sha256(capture.body).hexdigest() == sha256 else None

    def _seal(self, row: SealRow) -> Seal:
        version, capture = self._state.versions[row.version], self._state.captures[row.version]
        found, partly = as_sealed(row.content, _facts(self._state, row.version, row.at))
        return Seal(
            id=row.id,
            version=row.version,
            content=row.content,
            chain=row.chain,
            at=row.at,
            found=found,
            partly=partly,
            statement=version.statement,
            source=version.source,
            title=version.title,
            text=version.text,
            sha256=version.sha256,
            text_sha256=self._state.text_sha256[version.id],
            body=hashlib.sha256(capture.body).hexdigest(),
            url=capture.url,
            content_type=capture.headers.get("content-type"),
            fetched_at=capture.fetched_at,
            reader=capture.reader or None,
        )


def _facts(state: State, version_id: int, at: datetime) -> dict[str, Any]:
    version, capture = state.versions[version_id], state.captures[version_id]
    published = published_columns(version.published)
    return facts_of(
        version=version.id,
        n=version.n,
        statement=version.statement,
        source=version.source,
        issuer=version.issuer,
        details=details_of(version, version.reissue),
        url=version.url,
        title=version.title,
        text=version.text,
        sha256=version.sha256,
        text_sha256=state.text_sha256[version.id],
        language=version.language,
        kind=version.kind,
        speaker=version.speaker,
        published={name: instant(v) if isinstance(v, datetime) else v for name, v in published.items()},
        seen=version.seen,
        capture=capture_facts(
            url=capture.url,
            fetched_at=capture.fetched_at,
            status=capture.status,
            headers=capture.headers,
            body=hashlib.sha256(capture.body).hexdigest(),
            reader=capture.reader or None,
        ),
        at=at,
    )
