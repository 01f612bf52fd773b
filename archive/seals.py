"""Captures as proof: the bytes a version was read from, and the chain in which each is sealed with the one before.

A seal's ``content`` is the SHA-256 of a canonical JSON of what a source gave: the version with its details, who issued it and
where, and the capture it was read from. What the program makes of it later is not sealed: grades, events, withdrawals and
returns, links, readings (their quotes are looked for in the sealed text). A seal's ``chain`` is the SHA-256 of the chain before and that content. Whoever changes a byte, a title, a row or their order
would have to write every later seal anew, and then the head is another: note the head elsewhere, and even that shows.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.database import SEAL_LOCK, Database
from archive.records import Capture
from statements.errors import ArchiveError

GENESIS = "0" * 64
"""What the first seal is chained to."""
FORM = 2
"""Of the canonical JSON."""
FIRST_FORM = 1
"""That of seals set before the issuer and a version's details were sealed. They still hold what they held."""
LATER = ("issuer", "details")
"""What the first form does not cover."""
MOVES = "modified"
"""The one detail that is no part of a seal: it follows what the source says of a text that stayed as it was."""

_seal, _capture, _body, _version = schema.seal, schema.capture, schema.body, schema.version
_PUBLISHED = [name for name in _version.c.keys() if name.startswith("published_")]  # noqa: SIM118
FACTS = (
    *(
        _version.c[name]
        for name in ("id", "n", "statement", "url", "title", "text", "sha256", "text_sha256", "language")
    ),
    *(_version.c[name] for name in ("kind", "speaker", "seen", *_PUBLISHED)),
    _version.c.details,
    schema.statement.c.source,
    schema.statement.c.issuer,
    *(_capture.c[name] for name in ("body", "fetched_at", "status", "headers", "reader")),
    _capture.c.url.label("capture_url"),
)


def content(facts: dict[str, Any], form: int = FORM) -> str:
    """SHA-256 of the canonical JSON of ``facts``: sorted keys, no blanks, UTF-8."""
    sealed = {"form": form, **facts}
    if form == FIRST_FORM:
        sealed = {name: value for name, value in sealed.items() if name not in LATER}
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def link(previous: str, sealed: str) -> str:
    """The chain after one more seal."""
    return hashlib.sha256(f"{previous}{sealed}".encode("ascii")).hexdigest()


def instant(value: datetime) -> str:
    """A moment as it is sealed: UTC to the microsecond, which both databases keep."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def facts_of(
    *,
    version: int,
    n: int,
    statement: int,
    source: str,
    issuer: str,
    details: Mapping[str, Any] | None,
    url: str,
    title: str,
    text: str,
    sha256: str,
    text_sha256: str,
    language: str | None,
    kind: str | None,
    speaker: str | None,
    published: Mapping[str, Any],
    seen: datetime,
    capture: Mapping[str, Any],
    at: datetime,
) -> dict[str, Any]:
    """What is sealed. The text by the SHA-256 of its very characters: the version's own hashes fold what only looks alike.
    ``published`` by the names of its columns."""
    return {
        "version": version,
        "n": n,
        "statement": statement,
        "source": source,
        "issuer": issuer,
        "details": {name: value for name, value in (details or {}).items() if name != MOVES},
        "url": url,
        "title": title,
        "text": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "sha256": sha256,
        "text_sha256": text_sha256,
        "language": language,
        "kind": kind,
        "speaker": speaker,
        "published": {
            name: instant(value) if isinstance(value, datetime) else value
            for name, value in published.items()
        },
        "seen": instant(seen),
        "capture": dict(capture),
        "at": instant(at),
    }


def capture_facts(
    *, url: str, fetched_at: datetime, status: int, headers: Any, body: str, reader: str | None
) -> dict[str, Any]:
    """What is sealed of a capture; ``body`` is the SHA-256 of its bytes."""
    return {
        "url": url,
        "fetched_at": instant(fetched_at),
        "status": status,
        "headers": dict(headers),
        "body": body,
        "reader": reader,
    }


def keep(
    database: Database, connection: sa.Connection, version: int, capture: Capture, now: datetime
) -> None:
    """Keep the bytes that a version just written was read from, and seal both, in the transaction that writes it."""
    sha256 = hashlib.sha256(capture.body).hexdigest()
    kept = connection.execute(sa.select(_body.c.dropped_at).where(_body.c.sha256 == sha256)).one_or_none()
    # One answer may hold many statements (a feed, a WordPress page): it is compressed once.
    if kept is None:
        packed = zlib.compress(capture.body, 9)
        database.insert_new(
            connection, _body, [{"sha256": sha256, "size": len(capture.body), "zlib": packed}]
        )
    elif kept.dropped_at is not None:
        packed = zlib.compress(capture.body, 9)
        connection.execute(
            sa.update(_body).where(_body.c.sha256 == sha256).values(zlib=packed, dropped_at=None)
        )
    connection.execute(
        sa.insert(_capture).values(
            version=version,
            body=sha256,
            url=capture.url,
            fetched_at=capture.fetched_at,
            status=capture.status,
            headers=capture.headers,
            reader=capture.reader or None,
        )
    )
    database.lock(connection, SEAL_LOCK)
    previous = connection.execute(
        sa.select(_seal.c.chain).order_by(_seal.c.id.desc()).limit(1)
    ).scalar_one_or_none()
    # Read back: sealed is what stands there, after everything that storing changes.
    row = connection.execute(
        sa.select(*FACTS)
        .join(schema.statement, schema.statement.c.id == _version.c.statement)
        .join(_capture, _capture.c.version == _version.c.id)
        .where(_version.c.id == version)
    ).one()
    sealed = content(facts_in(row, now))
    connection.execute(
        sa.insert(_seal).values(
            version=version, content=sealed, chain=link(previous or GENESIS, sealed), at=now
        )
    )


def unpack(version: int, sha256: str, packed: bytes) -> bytes:
    """Kept bytes as they were received. Raises ArchiveError when they are no longer those that were stored."""
    try:
        content = zlib.decompress(packed)
    except zlib.error as error:
        raise ArchiveError(f"the bytes kept for version {version} are damaged: {error}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ArchiveError(f"the bytes kept for version {version} are damaged: their SHA-256 differs")
    return content


def facts_in(row: Any, at: datetime) -> dict[str, Any]:
    """What is sealed of a row of `FACTS`."""
    return facts_of(
        version=row.id,
        n=row.n,
        statement=row.statement,
        source=row.source,
        issuer=row.issuer,
        details=row.details,
        url=row.url,
        title=row.title,
        text=row.text,
        sha256=row.sha256,
        text_sha256=row.text_sha256,
        language=row.language,
        kind=row.kind,
        speaker=row.speaker,
        published={name: getattr(row, name) for name in _PUBLISHED},
        seen=row.seen,
        capture=capture_facts(
            url=row.capture_url,
            fetched_at=row.fetched_at,
            status=row.status,
            headers=row.headers,
            body=row.body,
            reader=row.reader,
        ),
        at=at,
    )
