"""The answer of a WordPress collection (``/wp-json/wp/v2/posts``) to drafts with full text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from config.source import WpRestSource
from spiders.extract.cues import form
from spiders.extract.items import Tally, identifier, kind_of
from spiders.extract.json_body import read_json
from spiders.extract.page import absolute
from statements import text as texts
from statements.labels import Kind, Verdict
from statements.model import Draft, Extraction, RawDate


def is_wp_rest(body: bytes, content_type: str | None) -> bool:
    """Whether these bytes are a list of WordPress objects, or one of WordPress's error objects."""
    data, _ = read_json(body, url="", content_type=content_type)
    first = data[0] if isinstance(data, list) and data else data
    return isinstance(first, dict) and (
        isinstance(first.get("title"), dict) or ("code" in first and "message" in first)
    )


def wp_rest(source: WpRestSource | None, body: bytes, *, url: str, content_type: str | None) -> Extraction:
    """Read one page of a collection, in its order (newest first unless the entry says otherwise)."""
    data, failed = read_json(body, url=url, content_type=content_type)
    if failed is not None:
        return failed
    if isinstance(data, dict) and "code" in data and "message" in data:
        said = texts.clean_title(f"{data['code']}: {data['message']}")[:200]
        return _failed(Verdict.PARSE_ERROR, f"WordPress answered with an error: {said}")
    if not isinstance(data, list):
        return _failed(Verdict.PARSE_ERROR, "the answer is JSON but no list of posts")
    if not data:
        return _failed(Verdict.EMPTY, "the collection has no posts")
    collection = urlsplit(url).path.rstrip("/").rpartition("/")[2] or "posts"
    tally = Tally(source, "posts", len(data))
    for post in data:
        draft = _draft(source, post, url=url, collection=collection) if isinstance(post, dict) else None
        if draft is None:
            tally.without_link += 1
        else:
            tally.add(draft)
    if tally.without_link == len(data):
        return _failed(Verdict.PARSE_ERROR, f"none of the {len(data)} objects in the answer is a post")
    return tally.extraction()


def _draft(
    source: WpRestSource | None, post: Mapping[str, Any], *, url: str, collection: str
) -> Draft | None:
    link = absolute(url, _string(post.get("link")))
    if link is None:
        return None
    number = post.get("id")
    kind = _string(post.get("type")) or collection
    return Draft(
        url=link,
        title=texts.clean_title(_rendered(post, "title")),
        body=texts.html_to_text(_rendered(post, "content")),
        # Ids repeat across post types of one site, so the type is part of the name.
        guid=identifier(source, link) or (f"{kind}:{number}" if isinstance(number, int) else None),
        dates=_dates(post, "date"),
        modified=_dates(post, "modified"),
        kind=kind_of(source, kind) or _kind_of_terms(source, post.get("class_list")),
    )


def _kind_of_terms(source: WpRestSource | None, classes: object) -> Kind | None:
    """What the post's terms (``category-press-releases``) say of its form, where they say one thing: by ``labels``, or because a
    term is a plain name of a form. A tag tells what a post is about."""
    # PHP writes a list with gaps as an object.
    found = list(classes.values()) if isinstance(classes, dict) else classes
    terms = [term for term in map(_string, found if isinstance(found, list) else ()) if term]
    given = {source.labels[term] for term in terms if term in source.labels} if source is not None else set()
    plain = {
        kind
        for term in terms
        for taxonomy, _, name in [term.partition("-")]
        if taxonomy != "tag" and (kind := form(name.replace("-", " ")))
    }
    said = given or plain
    return said.pop() if len(said) == 1 else None


def _dates(post: Mapping[str, Any], field: str) -> tuple[RawDate, ...]:
    """``date_gmt`` is an instant in UTC written without its Z; ``date`` is local time of an unnamed zone."""
    found = (_gmt(post.get(f"{field}_gmt")), _string(post.get(field)))
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


def _failed(verdict: Verdict, reason: str) -> Extraction:
    return Extraction(verdict=verdict, reason=reason)
