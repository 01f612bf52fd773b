"""The answer of a WordPress collection (``/wp-json/wp/v2/posts``) to drafts with full text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from config.source import WpRestSource
from spiders.extract.page import absolute, parse, wanted
from statements import text as texts
from statements.labels import Verdict
from statements.model import Draft, Extraction, RawDate


def is_wp_rest(body: bytes, content_type: str | None) -> bool:
    """Whether these bytes are a list of WordPress objects, or one of WordPress's error objects."""
    data = _json(body, content_type)
    first = data[0] if isinstance(data, list) and data else data
    return isinstance(first, dict) and (
        isinstance(first.get("title"), dict) or ("code" in first and "message" in first)
    )


def wp_rest(source: WpRestSource | None, body: bytes, *, url: str, content_type: str | None) -> Extraction:
    """Read one page of a collection, in its order (newest first unless the entry says otherwise)."""
    data = _json(body, content_type)
    if data is None:
        page = parse(body, url=url, content_type=content_type)
        text = page.html.lstrip()
        if text.startswith("<"):
            return page.wall() or _failed(
                Verdict.PARSE_ERROR,
                f"the server sent a web page ({page.title[:80]!r}) where JSON was expected",
            )
        return _failed(Verdict.PARSE_ERROR, f"the answer is no JSON: it begins with {text[:40]!r}")
    if isinstance(data, dict) and "code" in data and "message" in data:
        said = texts.clean_title(f"{data['code']}: {data['message']}")[:200]
        return _failed(Verdict.PARSE_ERROR, f"WordPress answered with an error: {said}")
    if not isinstance(data, list):
        return _failed(Verdict.PARSE_ERROR, "the answer is JSON but no list of posts")
    if not data:
        return _failed(Verdict.EMPTY, "the collection has no posts")
    collection = urlsplit(url).path.rstrip("/").rpartition("/")[2] or "posts"
    drafts: dict[str, Draft] = {}
    unreadable = filtered = 0
    for post in data:
        draft = _draft(post, url=url, collection=collection) if isinstance(post, dict) else None
        if draft is None:
            unreadable += 1
        elif not wanted(source, url=draft.url, title=draft.title):
            filtered += 1
        else:
            drafts.setdefault(draft.url, draft)
    if unreadable == len(data):
        return _failed(Verdict.PARSE_ERROR, f"none of the {len(data)} objects in the answer is a post")
    notes = []
    if unreadable:
        notes.append(f"{unreadable} of {len(data)} posts have no usable link and were left out")
    if filtered and not drafts:
        notes.append(f"none of the {len(data)} posts passes the link and title patterns")
    return Extraction(verdict=Verdict.OK, drafts=tuple(drafts.values()), reason="; ".join(notes) or None)


def _draft(post: Mapping[str, Any], *, url: str, collection: str) -> Draft | None:
    link = absolute(url, _string(post.get("link")))
    if link is None:
        return None
    identifier = post.get("id")
    kind = _string(post.get("type")) or collection
    return Draft(
        url=link,
        title=texts.clean_title(_rendered(post, "title")),
        body=texts.html_to_text(_rendered(post, "content")),
        # Ids repeat across post types of one site, so the type is part of the name.
        guid=f"{kind}:{identifier}" if isinstance(identifier, int) else None,
        dates=_dates(post),
    )


def _dates(post: Mapping[str, Any]) -> tuple[RawDate, ...]:
    """``date_gmt`` is an instant in UTC written without its Z; ``date`` is local time of an unnamed zone."""
    found = (_gmt(post.get("date_gmt")), _string(post.get("date")))
    return tuple(RawDate(raw=raw, origin="api") for raw in found if raw and not raw.startswith("0000"))[:1]


def _gmt(value: object) -> str | None:
    text = _string(value)
    if not text or text.startswith("0000"):
        return None
    return text if text.endswith("Z") or "+" in text else f"{text}Z"


def _rendered(post: Mapping[str, Any], field: str) -> str:
    value = post.get(field)
    return _string(value.get("rendered")) if isinstance(value, dict) else _string(value)


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _json(body: bytes, content_type: str | None) -> Any:
    text, _ = texts.decode(body, content_type)
    try:
        return json.loads(text.lstrip("\ufeff"))
    except ValueError:
        return None


def _failed(verdict: Verdict, reason: str) -> Extraction:
    return Extraction(verdict=verdict, reason=reason)
