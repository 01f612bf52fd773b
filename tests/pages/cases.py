"""One case: a folder ``tests/pages/<source id>/<case>/`` with what the site answered and what must come out.

entry.xml | entry.html | entry.json   the answer of the source's entry address
article.html                          the page of the first item, where the body is on a page (or a piece of HTML elsewhere)
content.json                          what an API has of the first item, where the source has a second step that is JSON
case.json                             only where needed: {"door": 1} for the first further door, {"entry_type": ...,
                                      "article_type": ...} where headers matter
expected.json                         the golden result; ``reviewed`` is set by the person who compared it with the page
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.records import Visit, VisitReason
from config import catalogue
from config.addresses import fill
from config.kinds import TwoSteps
from config.source import Source, address_of, doors
from spiders.candidates import address_to_read
from spiders.extract.reading import api_content, article, entry
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
    def told(self) -> dict[str, Any]:
        path = self.folder / "case.json"
        found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return found

    @property
    def door(self) -> Source:
        """The door that answered."""
        at: int = self.told.get("door", 0)
        return doors(self.source)[at]

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
    told, source = case.told, case.door
    (path,) = case.folder.glob("entry.*")
    listed = entry(
        source,
        path.read_bytes(),
        url=fill(address_of(source), {"year": NOW.year}),
        content_type=told.get("entry_type", _TYPES[path.suffix]),
    )
    result = {"entry": _shown(source, listed, api=path.suffix == ".json" and source.kind == "json_api")}
    page, second = case.folder / "article.html", case.folder / "content.json"
    address = _address(source, listed.drafts[0]) if page.exists() or second.exists() else ""
    asked = {"address": address} if address and address != listed.drafts[0].url else {}
    if page.exists():
        kind = told.get("article_type", _TYPES[".html"])
        read = article(source, page.read_bytes(), url=address, content_type=kind)
        result["article"] = {**asked, **_shown(source, read)}
    if second.exists():
        assert isinstance(source, TwoSteps) and source.content is not None
        read = api_content(
            source,
            source.content,
            second.read_bytes(),
            url=address,
            statement=listed.drafts[0].url,
            content_type=_TYPES[".json"],
        )
        result["content"] = {**asked, **_shown(source, read, api=True)}
    return result


def _address(source: Source, draft: Draft) -> str:
    """Where the text of an item is read."""
    visit = Visit(source=source.id, url=draft.url, reason=VisitReason.NEW, due_at=NOW, guid=draft.guid)
    return address_to_read(source, visit)


def _shown(source: Source, extraction: Extraction, *, api: bool = False) -> dict[str, Any]:
    shown: dict[str, Any] = {"verdict": str(extraction.verdict)}
    if extraction.reason is not None:
        shown["reason"] = extraction.reason
    if extraction.next_url is not None:
        shown["next_url"] = extraction.next_url
    return {**shown, "items": [_item(source, draft, api=api) for draft in extraction.drafts]}


def _item(source: Source, draft: Draft, *, api: bool) -> dict[str, Any]:
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
        **(_told_by_api(draft) if api else {}),
    }


def _told_by_api(draft: Draft) -> dict[str, Any]:
    """What only an API tells, where it does."""
    told = {
        "kind": draft.kind and str(draft.kind),
        "speaker": draft.speaker,
        "modified": [date.raw for date in draft.modified],
        "delivered": [date.raw for date in draft.delivered],
        "attachments": [attachment.url for attachment in draft.attachments],
    }
    return {name: value for name, value in told.items() if value}


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
