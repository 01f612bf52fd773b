"""What the commands about sources and saved pages need: the catalogue, tests of a source, extraction of one file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from archive import Archive
from archive.records import LearnedRecord
from config import Config
from config.settings import Network
from config.shipped import shipped
from config.source import Source, address_of
from pipeline import pool, proposals, shapes
from spiders.candidates import candidate_of
from spiders.extract import reading
from statements.candidate import from_draft
from statements.clock import SystemClock
from statements.errors import CommuniqueError
from statements.labels import Verdict
from statements.model import Candidate, Draft, Extraction

NOWHERE = "http://unknown.invalid/"
"""Stands in for the address of a saved page that tells none."""
LARGEST_PAGE: Final = int(Network.model_fields["max_bytes"].default)
"""Bytes of a saved file that are read where no configuration says otherwise."""


def catalogue() -> list[shapes.Json]:
    """Every shipped source, none of them enabled."""
    return [shapes.source(entry, None, enabled=False) for entry in shipped().values()]


def listing(config: Config, archive: Archive, *, everything: bool) -> list[shapes.Json]:
    """The configured sources with their state; with ``everything`` also the shipped ones that are not enabled."""
    states = {state.source: state for state in archive.sources.states()}
    learned, waiting = archive.learned.all(), proposals.proposed(config.directory / "sources")
    rows = [
        shapes.source(entry, states.get(entry.id), enabled=entry.enabled)
        for entry in config.sources
        if entry.enabled or everything
    ]
    if everything:
        mine = {entry.id for entry in config.sources}
        rows += [
            shapes.source(entry, None, enabled=False) for entry in shipped().values() if entry.id not in mine
        ]
    return [
        {
            **row,
            "learned": _learned(learned.get(str(row["id"]))),
            "proposed": str(path) if (path := waiting.get(str(row["id"]))) else None,
        }
        for row in rows
    ]


def _learned(record: LearnedRecord | None) -> shapes.Json | None:
    """Since when a source without selectors is read by what was learnt, and how sure that is."""
    if record is None or "reads" not in record.document:
        return None
    return {"at": shapes.moment(record.learned_at), "confidence": record.confidence, "reason": record.reason}


def find(source: str, config: Config | None) -> Source:
    """A source by id, the configured one first. Raises CommuniqueError when there is none."""
    for entry in config.sources if config else ():
        if entry.id == source:
            return entry
    if source in shipped():
        return shipped()[source]
    raise CommuniqueError(f"there is no source {source!r}; `communique sources list --all` names them")


def test_offline(source: Source, file: Path, *, entry: bool, most: int = LARGEST_PAGE) -> dict[str, Any]:
    """What a source's saved entry or article page gives, as `communique extract` shows it, read where the reading can be killed."""
    return dict(pool.read_once(file, _saved, source, file, entry, most))


def _saved(source: Source, file: Path, entry: bool, most: int) -> dict[str, Any]:
    body = _bytes(file, most)
    if len(body) > most:
        return _too_large(most)
    # A saved article has an address of its own, which nobody told: that of the entry would make it the front page of its site.
    read = partial(reading.entry, url=address_of(source)) if entry else partial(reading.article, url="")
    found = read(source, body, content_type=None)
    return extraction(replace(found, what=source.kind if entry else "article"), source)


def _too_large(most: int) -> dict[str, Any]:
    reason = f"the file is larger than {most:,} bytes, which is as much as is read (network.max_bytes)"
    return extraction(Extraction(verdict=Verdict.TOO_LARGE, reason=reason), None)


def extract_file(file: Path, *, url: str, source: Source | None, most: int = LARGEST_PAGE) -> dict[str, Any]:
    """What one saved file says: as its source's entry or article, or by looking at it. More than ``most`` bytes are not read,
    as they would not be fetched."""
    body = _bytes(file, most)
    if len(body) > most:
        return _too_large(most)
    if not body.strip():
        return extraction(Extraction(verdict=Verdict.EMPTY, reason="the file is empty"), None)
    if source is None:
        return extraction(reading.sniff(body, url=url, content_type=None), None)
    found = reading.entry(source, body, url=url or address_of(source), content_type=None)
    if found.verdict is Verdict.OK:
        found = replace(found, what=source.kind)
    else:
        article = reading.article(source, body, url=url, content_type=None)
        if article.verdict is Verdict.OK:
            found = replace(article, what="article")
    return extraction(found, source)


def _bytes(file: Path, most: int) -> bytes:
    """A file, or one byte more than may be read of it."""
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        raise CommuniqueError(f"{file}: cannot be read: {error.strerror}") from error


def extraction(found: Extraction, source: Source | None) -> dict[str, Any]:
    """The shape of `communique extract`."""
    return {
        "verdict": found.verdict.value,
        "reason": found.reason,
        "what": found.what,
        "drafts": [_draft(draft, source) for draft in found.drafts],
    }


def _draft(draft: Draft, source: Source | None) -> dict[str, Any]:
    return {**shapes.draft(_candidate(draft, source)), "url": draft.url or None}


def _candidate(draft: Draft, source: Source | None) -> Candidate:
    draft = draft if draft.url else replace(draft, url=NOWHERE)
    now = SystemClock().now()
    if source is not None:
        return candidate_of(source, draft, now)
    return from_draft(
        draft,
        source="",
        issuer="",
        now=now,
        zone="UTC",
        order=None,
        formats=(),
        calendar=None,
        languages=(),
        aliases={},
    )
