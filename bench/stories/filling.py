"""Puts planted statements into an archive as the service would: stored, read, placed in a story, recorded."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from archive import Archive
from archive.records import SourceEntry
from bench.stories.planted import Planted
from classifier import Reader
from statements.candidate import from_draft
from statements.model import Candidate, Draft, New, RawDate


def fill(
    archive: Archive,
    reader: Reader,
    planted: Sequence[Planted],
    *,
    timed: Callable[[float], None] = lambda seconds: None,
) -> dict[str, int]:
    """The story of each statement by its id. ``timed`` gets the seconds that placing each one took."""
    issuers = {one.source: one.issuer for one in planted}
    archive.sources.sync(
        [
            SourceEntry(id=source, issuer=issuer, host=f"{source}.example", every=timedelta(hours=1))
            for source, issuer in sorted(issuers.items())
        ],
        planted[0].seen,
    )
    numbers: dict[str, int] = {}
    for one in planted:
        lease = archive.sources.claim(one.source, one.seen, owner="bench", lease=timedelta(minutes=1))
        if lease is None:
            raise RuntimeError(f"{one.source} cannot be held")
        stored = archive.statements.store(
            lease, New(candidate=candidate(one)), now=one.seen, capture=None, baseline=False
        )
        archive.sources.release(lease)
        if stored.version is None:
            raise RuntimeError(f"{one.id} was not stored")
        version = archive.statements.version(stored.version)
        reading = reader.read(
            title=one.title, text=one.text, language=one.language, issuer=one.issuer, kind=version.kind
        )
        started = time.perf_counter()
        story = archive.stories.place(version, reading)
        timed(time.perf_counter() - started)
        archive.readings.record(
            version,
            reading,
            watches=[],
            compose=lambda matched: [],
            now=one.seen,
            joined=story.member(version.statement).joined,
        )
        numbers[one.id] = stored.statement
    found = {}
    for name, statement in numbers.items():
        placed = archive.stories.of(statement)
        if placed is None:
            raise RuntimeError(f"{name} is in no story")
        found[name] = placed.id
    return found


def candidate(one: Planted) -> Candidate:
    """A planted statement as it comes from a page."""
    draft = Draft(
        url=f"https://{one.source}.example/{one.id}",
        title=one.title,
        body=one.text,
        dates=(RawDate(raw=one.day.isoformat(), origin="selector"),),
        language=one.language,
    )
    return from_draft(
        draft,
        source=one.source,
        issuer=one.issuer,
        now=one.seen,
        zone="UTC",
        order=None,
        formats=(),
        calendar=None,
        languages=(one.language,),
        aliases={},
    )
