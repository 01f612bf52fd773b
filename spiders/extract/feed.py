"""RSS and Atom to drafts. Markup in feeds is read as text only; a feed with a DTD is refused before any parser sees it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax import SAXParseException

import feedparser

from config.source import FeedSource
from spiders.extract.cues import who
from spiders.extract.feed_tail import without_tail
from spiders.extract.items import Tally, identifier
from spiders.extract.json_feed import is_json_feed, json_feed
from spiders.extract.page import absolute, parse
from statements import text as texts
from statements.labels import Verdict
from statements.model import Draft, Extraction, RawDate

_HEAD = (
    4096  # a feed names its root element in the first bytes; comments and style sheets may stand before it
)
_ROOT = re.compile(r"<\s*(?:\w+:)?(rss|feed|rdf)\b", re.IGNORECASE)
_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_DTD = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# RSS 0.91 names its DTD and defines nothing; without the line nothing of the feed is lost, and nothing is fetched.
_BARE_DOCTYPE = re.compile(
    r"""<!DOCTYPE\s+\w+(?:\s+(?:PUBLIC\s+(?:"[^"<>]*"|'[^'<>]*')|SYSTEM))?(?:\s+(?:"[^"<>]*"|'[^'<>]*'))?\s*>""",
    re.IGNORECASE,
)
_STRAY = re.compile(
    r"(<!\[CDATA\[.*?\]\]>)|&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)", re.DOTALL
)
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTRY = re.compile(r"<\s*(?:\w+:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_CLOSED = re.compile(r"</\s*(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_END = re.compile(r"</\s*(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)


def is_feed(body: bytes, content_type: str | None) -> bool:
    """Whether these bytes begin as a feed does."""
    text, _ = texts.decode(body, content_type)
    return _starts_as_feed(text) or is_json_feed(text)


def feed(source: FeedSource | None, body: bytes, *, url: str, content_type: str | None) -> Extraction:
    """Read a feed. Without a source its bodies are read too."""
    text, _ = texts.decode(body, content_type)
    text = text.replace("\x00", "").lstrip("\ufeff").lstrip()
    if not text:
        return _failed(Verdict.PARSE_ERROR, "the server sent an empty answer where a feed was expected")
    if is_json_feed(text):
        return json_feed(source, text, url=url)
    if not _starts_as_feed(text):
        return _not_a_feed(text, body, url=url, content_type=content_type)
    text = _BARE_DOCTYPE.sub("", text, count=1)
    if _DTD.search(_CDATA.sub("", text)):
        return _failed(
            Verdict.PARSE_ERROR, "the feed declares a DTD or entities; such feeds are refused unread"
        )
    # The parser gets what we decoded and searched, never the raw bytes: two decoders could disagree on where a DTD is.
    try:
        parsed = feedparser.parse(
            io.BytesIO(_repaired(text).encode()),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    # feedparser's own stumbles: "&#x110000;", an element in a namespace named with a blank, a link closed that was never opened.
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        return _failed(Verdict.PARSE_ERROR, f"the feed cannot be read: {_one_line(error)}")
    entries: Sequence[dict[str, Any]] = parsed.entries
    broken = bool(parsed.bozo) and not _END.search(text)
    cut = broken and not _ends_whole(text)
    if cut:
        entries = entries[:-1]  # the last one is a fragment; the next check will bring it whole
    if not entries:
        if parsed.bozo:
            return _failed(Verdict.PARSE_ERROR, f"the feed cannot be read: {_why(parsed.bozo_exception)}")
        return _failed(Verdict.EMPTY, "the feed is well formed and has no entries")
    return _drafts(source, entries, url=url, cut=cut)


def _ends_whole(text: str) -> bool:
    """Whether a feed that breaks off does so behind its last entry: some never end, and what they list is there."""
    bare = _CDATA.sub("", text)
    last = max((found.start() for found in _ENTRY.finditer(bare)), default=-1)
    return any(found.start() > last for found in _CLOSED.finditer(bare))


def _repaired(text: str) -> str:
    """A feed as its author meant it: an ampersand that begins no entity is one ("?id=1&lang=en" is no "&lang;")."""
    return _STRAY.sub(lambda found: found[1] or "&amp;", _PROLOG.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    """As much space as was found, so that what follows keeps its line and column."""
    return re.sub(r"[^\n]", " ", found.group())


def _title(entry: Mapping[str, Any]) -> str:
    """The title without the marks of a CDATA section that was opened or closed once too often."""
    title = texts.clean_title(entry.get("title") or "")
    return title.removeprefix("<![CDATA[").removesuffix("]]>").strip()


def _drafts(
    source: FeedSource | None, entries: Sequence[dict[str, Any]], *, url: str, cut: bool
) -> Extraction:
    links: dict[str | None, set[str | None]] = {}
    for entry in entries:
        links.setdefault(entry.get("id"), set()).add(entry.get("link"))
    tally = Tally(source, "entries", len(entries))
    for entry in entries:
        link = absolute(url, entry.get("link") or "") or absolute(url, _permanent(entry))
        if link is None:
            tally.without_link += 1
            continue
        guid = entry.get("id") or None
        if guid is not None and len(links[guid]) > 1:
            guid = None  # one id on several entries names none of them
        with_body = source is None or source.body == "feed"
        speaker, role = who(texts.clean_title(entry.get("author") or ""))
        tally.add(
            Draft(
                url=link,
                title=_title(entry),
                body=_body(source, entry, link) if with_body else "",
                guid=identifier(source, link) or guid,
                dates=_dates(entry, "published", "updated", "created"),
                modified=_dates(entry, "updated"),
                speaker=speaker,
                role=role,
            )
        )
    if tally.without_link == len(entries):
        return _failed(Verdict.PARSE_ERROR, f"none of the {len(entries)} entries has a usable link")
    return tally.extraction(
        *(("the feed ends in the middle of an entry, which was left out",) if cut else ())
    )


def _body(source: FeedSource | None, entry: dict[str, Any], link: str) -> str:
    """The full text: the source's own element, or else ``content`` (content:encoded, Atom content) before ``summary``
    (description)."""
    if source is not None and source.body_element is not None:
        # The parser names elements of namespaces with an underscore, and keeps text without markup as it is.
        return _text({"value": dict.get(entry, source.body_element.replace(":", "_").lower())}, link)
    contents = [part for part in entry.get("content") or () if part.get("value")]
    if "summary_detail" in entry and entry.get("summary"):
        contents.append(entry["summary_detail"])
    for part in contents:
        if text := _text(part, link):
            return text
    return ""


def _text(part: Mapping[str, Any], link: str) -> str:
    value = part.get("value") or ""
    if part.get("type") == "text/plain" and "<" not in value:
        return texts.normalise(value)
    return without_tail(value, link)


def _dates(entry: dict[str, Any], *names: str) -> tuple[RawDate, ...]:
    # dict.get, not entry.get: feedparser answers for a missing `updated` with `published` and a warning.
    values = (dict.get(entry, name) for name in names)
    return tuple(RawDate(raw=value, origin="feed") for value in values if value)[:1]


def _permanent(entry: dict[str, Any]) -> str:
    """The id, if it is an address (RSS: ``isPermaLink``)."""
    identifier = str(entry.get("id") or "")
    return identifier if identifier.startswith(("http://", "https://")) else ""


def _starts_as_feed(text: str) -> bool:
    head = text.lstrip("\ufeff \t\r\n")[:_HEAD]
    root, html = _ROOT.search(head), _HTML.search(head)
    return root is not None and (html is None or root.start() < html.start())


def _not_a_feed(text: str, body: bytes, *, url: str, content_type: str | None) -> Extraction:
    if _HTML.search(text[:_HEAD]) or (content_type or "").lower().startswith("text/html"):
        page = parse(body, url=url, content_type=content_type)
        return page.wall() or _failed(
            Verdict.PARSE_ERROR, f"the server sent a web page ({page.title[:80]!r}) where a feed was expected"
        )
    return _failed(Verdict.PARSE_ERROR, f"the answer is no feed: it begins with {text[:40]!r}")


def _why(error: object) -> str:
    if not isinstance(error, SAXParseException):
        return _one_line(error)
    # The parser was given a declaration of its own on a line before ours, and counts columns from 0.
    line, column = (error.getLineNumber() or 1) - 1, (error.getColumnNumber() or 0) + 1
    return _one_line(f"{error.getMessage()} near line {max(line, 1)}, column {column}")


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:200]


def _failed(verdict: Verdict, reason: str) -> Extraction:
    return Extraction(verdict=verdict, reason=reason)
