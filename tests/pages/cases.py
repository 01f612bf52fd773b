"""One case: a folder ``tests/pages/<source id>/<case>/`` with what the site answered and what must come out.

entry.xml | entry.html | entry.json   the answer of the source's entry address
article.html                          the page of the first item, where the body is on a page
case.json                             only where headers matter: {"entry_type": ..., "article_type": ...}
expected.json                         the golden result; ``reviewed`` is set by the person who compared it with the page
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config import catalogue
from config.source import Source, address_of
from spiders.extract import article, entry
from statements.candidate import from_draft
from statements.model import Draft, Extraction, Published

PAGES = Path(__file__).parent
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_TYPES = {
    ".xml": "application/rss+xml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=UTF-8",
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A folder of saved answers of one source."""

    source: Source
    folder: Path

    @property
    def name(self) -> str:
        return f"{self.source.id}/{self.folder.name}"

    @property
    def golden(self) -> Path:
        return self.folder / "expected.json"


def cases(id_: str | None = None) -> list[Case]:
    """All cases of the shipped sources, or of one of them."""
    return [
        Case(source=source, folder=folder)
        for source in catalogue()
        if id_ in (None, source.id)
        for folder in sorted(path for path in (PAGES / source.id).glob("*") if path.is_dir())
    ]


def run(case: Case) -> dict[str, Any]:
    """What the saved answers give, in the shape of ``expected.json`` without ``reviewed``."""
    headers = _headers(case)
    (path,) = case.folder.glob("entry.*")
    listed = entry(
        case.source,
        path.read_bytes(),
        url=address_of(case.source),
        content_type=headers.get("entry_type", _TYPES[path.suffix]),
    )
    result = {"entry": _shown(case.source, listed)}
    page = case.folder / "article.html"
    if page.exists():
        read = article(
            case.source,
            page.read_bytes(),
            url=listed.drafts[0].url,
            content_type=headers.get("article_type", _TYPES[".html"]),
        )
        result["article"] = _shown(case.source, read)
    return result


def _headers(case: Case) -> dict[str, str]:
    path = case.folder / "case.json"
    found: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def _shown(source: Source, extraction: Extraction) -> dict[str, Any]:
    shown: dict[str, Any] = {"verdict": str(extraction.verdict)}
    if extraction.reason is not None:
        shown["reason"] = extraction.reason
    if extraction.next_url is not None:
        shown["next_url"] = extraction.next_url
    return {**shown, "items": [_item(source, draft) for draft in extraction.drafts]}


def _item(source: Source, draft: Draft) -> dict[str, Any]:
    candidate = from_draft(
        draft,
        source=source.id,
        issuer=source.issuer,
        now=NOW,
        zone=source.zone,
        order=source.date_order,
        formats=source.date_formats,
        calendar=source.calendar,
        languages=source.languages,
        aliases=source.aliases,
    )
    return {
        "title": candidate.title or None,
        "url": candidate.url,
        "guid": draft.guid,
        "published": _published(candidate.published),
        "language": candidate.language if candidate.text else None,
        "body": candidate.text or None,
    }


def _published(published: Published) -> dict[str, str | None] | None:
    if published.raw is None:
        return None
    value = published.instant or published.day
    return {
        "value": value.isoformat() if value else None,
        "precision": str(published.precision),
        "zone": published.zone,
        "from": published.origin,
        "raw": published.raw,
        **({"reason": published.reason} if published.reason else {}),
    }
