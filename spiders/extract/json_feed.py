"""JSON Feed (jsonfeed.org, versions 1 and 1.1) to drafts."""

from __future__ import annotations

import json
import re
from typing import Any

from config.source import FeedSource
from spiders.extract.cues import who
from spiders.extract.items import Tally, identifier
from spiders.extract.page import absolute
from statements import text as texts
from statements.labels import Verdict
from statements.model import Attachment, Draft, Extraction, RawDate

_VERSION = re.compile(r'\s*\{.{0,4000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', re.DOTALL)


def is_json_feed(text: str) -> bool:
    """Whether a text begins as a JSON Feed does."""
    return _VERSION.match(text) is not None


def json_feed(source: FeedSource | None, text: str, *, url: str) -> Extraction:
    """Read a JSON Feed."""
    try:
        data = json.loads(text)
    except ValueError as error:
        return _failed(Verdict.PARSE_ERROR, f"the feed is no JSON: {error}")
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        return _failed(Verdict.PARSE_ERROR, "the feed has no list of items")
    if not items:
        return _failed(Verdict.EMPTY, "the feed is well formed and has no entries")
    tally = Tally(source, "entries", len(items))
    for item in items:
        draft = _draft(source, item, url) if isinstance(item, dict) else None
        if draft is None:
            tally.without_link += 1
        else:
            tally.add(draft)
    if tally.without_link == len(items):
        return _failed(Verdict.PARSE_ERROR, f"none of the {len(items)} entries has a usable link")
    return tally.extraction()


def _draft(source: FeedSource | None, item: dict[str, Any], url: str) -> Draft | None:
    number = item.get("id")
    guid = str(number) if isinstance(number, (str, int)) and str(number).strip() else None
    link = absolute(url, _string(item, "url") or (guid if guid and guid.startswith("http") else ""))
    if link is None:
        return None
    body = ""
    if source is None or source.body == "feed":
        body = texts.html_to_text(_string(item, "content_html")) or texts.normalise(
            _string(item, "content_text")
        )
    authors = item.get("authors")
    author = authors[0] if isinstance(authors, list) and authors else item.get("author")
    speaker, role = who(texts.clean_title(_string(author, "name")) if isinstance(author, dict) else "")
    return Draft(
        url=link,
        title=texts.clean_title(_string(item, "title")),
        body=body,
        guid=identifier(source, link) or guid,
        dates=_date(item, "date_published"),
        modified=_date(item, "date_modified"),
        language=_string(item, "language") or None,
        speaker=speaker,
        role=role,
        attachments=tuple(_attachments(item.get("attachments"), url)),
    )


def _attachments(value: object, base: str) -> list[Attachment]:
    found = []
    for entry in value if isinstance(value, list) else ():
        url = absolute(base, _string(entry, "url")) if isinstance(entry, dict) else None
        if url is not None:
            media_type = _string(entry, "mime_type") or None
            title = texts.clean_title(_string(entry, "title"))
            found.append(Attachment(url=url, title=title, media_type=media_type))
    return found


def _date(item: dict[str, Any], field: str) -> tuple[RawDate, ...]:
    value = _string(item, field)
    return (RawDate(raw=value, origin="feed"),) if value else ()


def _string(item: dict[str, Any], field: str) -> str:
    value = item.get(field)
    return value.strip() if isinstance(value, str) else ""


def _failed(verdict: Verdict, reason: str) -> Extraction:
    return Extraction(verdict=verdict, reason=reason)
