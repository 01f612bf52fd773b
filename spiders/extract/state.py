"""The text of pages that a script would draw: JSON-LD's ``articleBody`` and the state that Next, Nuxt and their like embed or stream.

Used only where the mark-up holds less; the object taken is the one that carries the page's title.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import parsel

from spiders.extract import streamed
from spiders.extract.survey import weight
from statements import text as texts
from statements.text import fold_for_identity

_SCRIPTS: Final = (
    "//script[@id='__NEXT_DATA__' or @id='__NUXT_DATA__' or @id='serverApp-state' or @id='ng-state' or @id='transfer-state'"
    " or contains(translate(@type, 'JSON', 'json'), 'application/json')]/text()"
)
_ASSIGNED: Final = re.compile(
    r"(?:window\.|self\.)?(?:__NEXT_DATA__|__NUXT__|__INITIAL_STATE__|__PRELOADED_STATE__|__APOLLO_STATE__|__INITIAL_DATA__|__DATA__|__STATE__|__PAGE_DATA__|initialState|pageData)\s*=\s*(?=[{\[\"'J])"
)
_BODY_KEYS: Final = (
    "articleBody", "body", "bodyHtml", "body_html", "bodyText", "content", "contentHtml", "content_html", "text", "html", "fullText", "full_text",
    "richText", "description", "details", "main", "article", "value", "processed", "rendered", "markdown", "paragraphs", "blocks", "sections", "components", "document",
)  # fmt: skip
_WITHIN: Final = ("attributes", "fields", "node", "data", "field_body", "content", "article", "acf")
_TITLE_KEYS: Final = ("title", "headline", "name", "heading", "pageTitle", "subject", "h1")
_OBJECTS: Final = 20_000  # values looked at; states of whole sites are large
_BLOCK_TYPES: Final = re.compile(r"paragraph|heading|block|list|item|quote|table|row|section", re.IGNORECASE)
_DEEP: Final = 60


_DATE_KEYS: Final = (
    "datePublished", "publishedDate", "publishDate", "publicationDate", "publishedAt", "published_at", "publish_date", "published_date", "publication_date",
    "firstPublishedAt", "published", "releaseDate", "release_date", "pubDate", "date",
)  # fmt: skip
_MODIFIED_KEYS: Final = (
    "dateModified", "modifiedDate", "updatedAt", "updated_at", "lastModified", "modified", "lastUpdated", "changed",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The article that a page's embedded state holds for a script to draw."""

    title: str
    text: str
    published: str | None = None
    modified: str | None = None


def drawn(root: parsel.Selector, *, title: str, site: str = "") -> Drawn | None:
    """The object that is titled as the page is, with or without the site's name, or as its first heading, if it holds a text."""
    names = _names(title, heading=root.xpath("string(//h1)").get(""), site=site)
    best: Drawn | None = None
    for data in _states(root):
        for value in _objects(data):
            named = _named(value, names)
            if named is None or weight(text := _body_of(value)) <= max(
                100.0, weight(best.text) if best else 0
            ):
                continue
            best = Drawn(
                title=named,
                text=text,
                published=None if _is_event(value) else _told(value, _DATE_KEYS),
                modified=_told(value, _MODIFIED_KEYS),
            )
    return best


def day(root: parsel.Selector, *, title: str) -> tuple[str, bool] | None:
    """The day of publication that the state gives for what bears this title, where it gives one only, and whether it is another than
    the instant of the last edit. An event's day is not meant."""
    wanted = (_folded(title),)
    told = [
        (published, _told(value, _MODIFIED_KEYS) != published)
        for data in (_states(root) if title else ())
        for value in _objects(data)
        if _named(value, wanted) is not None
        and not _is_event(value)
        and (published := _told(value, _DATE_KEYS)) is not None
        and _INSTANT.match(published)
    ]
    days = {published[:10] for published, _ in told}
    return max(told, key=lambda one: (len(one[0]), one)) if len(days) == 1 else None  # the finest


def _is_event(value: Mapping[str, Any]) -> bool:
    """Whether an object is called an event, or has the beginning or the end of one: its ``date`` is when that takes place."""
    kind = next((value[key] for key in _TYPE_KEYS if value.get(key)), "")
    held = [value, *(value[key] for key in _WITHIN if isinstance(value.get(key), dict))]
    return _EVENT.search(str(kind)) is not None or any(_BEGINS.fullmatch(key) for one in held for key in one)


_TYPE_KEYS: Final = ("@type", "_type", "__typename", "type")
_EVENT: Final = re.compile(r"event|meeting|session", re.IGNORECASE)
_BEGINS: Final = re.compile(
    r"(?:event|date|time)?_?(?:start|end|begin)s?(?:_?(?:date|time|at|on|date_?time))?(?:_?(?:utc|gmt|local))?|event_?(?:date|time)",
    re.IGNORECASE,
)
_INSTANT: Final = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:$|[T ])")


def _names(title: str, *, heading: str, site: str) -> frozenset[str]:
    """What the article of a page may be called: never as the site, whose own object holds its description."""
    parts = [part for part in re.split(r"\s+[|–—·•:-]+\s+", title) if part.strip()]
    called = [
        title,
        texts.clean_title(heading),
        *(" - ".join(parts[:count]) for count in range(1, len(parts))),
    ]
    of_the_site = {site, *parts[1:][-1:]}
    return frozenset(map(_folded, called)) - frozenset(map(_folded, of_the_site))


def _folded(name: str) -> str:
    return fold_for_identity(name).casefold()


def _told(value: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    held = [value, *(value[key] for key in _WITHIN if isinstance(value.get(key), dict))]
    return next((told for key in keys for one in held if (told := _written(one.get(key)))), None)


def _written(value: Any) -> str:
    """A day as a state writes it: words, or the seconds or milliseconds of its era."""
    if isinstance(value, int) and not isinstance(value, bool):
        seconds = (
            value // 1000 if value > _MILLISECONDS else value
        )  # whole: a number may be too large to be another
        if _ERA[0] < seconds < _ERA[1]:
            return datetime.fromtimestamp(seconds, UTC).isoformat()
    return value if isinstance(value, str) else ""


_MILLISECONDS: Final = 10**11
_ERA: Final = (315_532_800, 4_102_444_800)  # from 1980 to 2100


def _named(value: Mapping[str, Any], wanted: Container[str]) -> str | None:
    for key in _TITLE_KEYS:
        named = value.get(key)
        named = named.get("rendered", "") if isinstance(named, Mapping) else named
        if isinstance(named, str) and named:
            title = texts.clean_title(named)
            folded = fold_for_identity(title).casefold()
            if folded and folded in wanted:
                return title
    return None


def embedded_text(root: parsel.Selector, *, title: str) -> str:
    """The text that the page's embedded state gives for the object titled ``title``; empty when there is none."""
    best = ""
    for data in _states(root):
        found = _titled(data, title)
        if weight(found) > weight(best):
            best = found
    return best


def _states(root: parsel.Selector) -> Iterator[Any]:
    for script in root.xpath(_SCRIPTS).getall():
        yield from _loaded(script)
    inline = root.xpath("//script[not(@src)]/text()").getall()
    for script in inline:
        if match := _ASSIGNED.search(script[:4000]):
            yield from _loaded(script[match.end() :])
    yield from streamed.values(inline)


def _loaded(script: str) -> Iterator[Any]:
    script = script.strip()
    if script.startswith("JSON.parse("):
        script = script[len("JSON.parse(") :].strip()
    for text in (
        script,
        html.unescape(
            script.replace("&q;", '"')
            .replace("&a;", "&")
            .replace("&l;", "<")
            .replace("&g;", ">")
            .replace("&s;", "'")
        ),
    ):
        try:
            data, _ = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, str):  # JSON within a string
            try:
                data = json.loads(data)
            except (ValueError, RecursionError):
                return
        if _is_indexed(data):
            data = _dehydrated(data)
        yield data
        return


def _is_indexed(data: Any) -> bool:
    """Whether this is Nuxt's flat form: a list whose objects point to places in it."""
    return (
        isinstance(data, list)
        and len(data) > 3
        and any(isinstance(v, dict) and v and all(isinstance(n, int) for n in v.values()) for v in data[:40])
    )


def _dehydrated(data: Sequence[Any]) -> Any:
    return [
        {
            key: data[place] if isinstance(place, int) and 0 <= place < len(data) else place
            for key, place in value.items()
        }
        for value in data
        if isinstance(value, dict)
    ]


def _titled(data: Any, title: str) -> str:
    wanted = fold_for_identity(title).casefold()
    if not wanted:
        return ""
    best = ""
    for value in _objects(data):
        if _named(value, (wanted,)) is not None and weight(text := _body_of(value)) > weight(best):
            best = text
    return best


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [data]
    for _ in range(_OBJECTS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(inner for inner in value.values() if isinstance(inner, (dict, list)))
        elif isinstance(value, list):
            waiting.extend(inner for inner in value if isinstance(inner, (dict, list)))


def _body_of(value: Mapping[str, Any], depth: int = 0) -> str:
    """The longest text under one of the keys that bodies have; attributes and fields are looked into."""
    found = [_rendered(value[key]) for key in _BODY_KEYS if key in value]
    if depth < 3:
        for key in _WITHIN:
            if isinstance(inner := value.get(key), dict):
                found.append(_body_of(inner, depth + 1))
    return max(found, key=weight, default="")


def _rendered(value: Any) -> str:
    if isinstance(value, str):
        return text_of(value)
    parts: list[str] = []
    _write(value, parts, 0)
    return texts.normalise("".join(parts))


def text_of(value: str) -> str:
    """A string of a state: mark-up, perhaps escaped once more, or plain text."""
    if "&lt;" in value and "<" not in value:
        value = html.unescape(value)
    if "<" in value and re.search(
        r"<(?:p|br|div|h\d|ul|ol|li|table|blockquote|strong|em|span|a)\b", value, re.IGNORECASE
    ):
        return texts.html_to_text(value)
    return texts.normalise(html.unescape(value))


def _write(value: Any, parts: list[str], depth: int) -> None:
    """Rich text as trees of nodes: words where a node has ``text`` or ``value``, a paragraph for every block."""
    if depth > _DEEP:
        return
    if isinstance(value, str):
        if "<" in value or (weight(value) > 60 and " " in value):
            parts.append("\n\n" + text_of(value) + "\n\n")
        return
    if isinstance(value, list):
        for inner in value:
            _write(inner, parts, depth + 1)
        return
    if not isinstance(value, dict):
        return
    kind = str(
        value.get("type") or value.get("nodeType") or value.get("_type") or value.get("__typename") or ""
    )
    block = _BLOCK_TYPES.search(kind) is not None
    if block:
        parts.append("\n\n")
    if kind.lower() in ("hard_break", "hardbreak", "br", "linebreak"):
        parts.append("\n")
    if "item" in kind.lower() and "list" in kind.lower():
        parts.append("- ")
    for key in ("text", "value"):
        if isinstance(words := value.get(key), str):
            parts.append(text_of(words) if "<" in words else words)
            break
    for key, inner in value.items():
        if key in (
            "children",
            "content",
            "nodes",
            "items",
            "blocks",
            "document",
            "root",
            "json",
            "paragraphs",
            "body",
            "html",
            "data",
        ) and not (key in ("text", "value") and isinstance(inner, str)):
            _write(inner, parts, depth + 1)
    if block:
        parts.append("\n\n")
