"""Sitemaps to drafts: addresses, what a news sitemap says of them, and the sitemaps that an index names."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import lxml.etree
import re2

from config.source import SitemapSource
from spiders.extract.items import Tally, identifier
from spiders.extract.page import absolute, parse
from statements import text as texts
from statements.labels import Verdict
from statements.model import Alternate, Draft, Extraction, RawDate

MAX_BYTES = 64 * 2**20
"""Of a sitemap once unpacked; the format allows 50 MB."""


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """One ``<url>`` or ``<sitemap>``."""

    loc: str
    lastmod: str | None
    element: Any


def is_sitemap(body: bytes) -> bool:
    """Whether these bytes begin as a sitemap does."""
    head = body[:2048]
    return b"<urlset" in head or b"<sitemapindex" in head


def sitemap(
    source: SitemapSource, body: bytes, *, url: str, content_type: str | None, now: datetime | None
) -> Extraction:
    """Read a sitemap, newest first, or an index, whose sitemaps are ``further``. Without ``now`` no address is too old."""
    unpacked = _unpack(body)
    if unpacked is None:
        return Extraction(verdict=Verdict.TOO_LARGE, reason="the sitemap is larger than 64 MiB unpacked")
    if b"<!DOCTYPE" in unpacked[:4096].upper() or b"<!ENTITY" in unpacked.upper():
        return _not_a_sitemap(
            unpacked,
            url,
            content_type,
            "the sitemap declares a DTD or entities; such files are refused unread",
        )
    root = _parse(unpacked)
    name = _local(root) if root is not None else ""
    if name not in ("urlset", "sitemapindex"):
        return _not_a_sitemap(unpacked, url, content_type, f"the answer is no sitemap: {_begins(unpacked)}")
    assert root is not None
    entries = [entry for entry in _entries(root, url) if _young(source, entry, now)]
    total = sum(1 for child in root if _local(child) in ("url", "sitemap"))
    ordered = _newest_first(entries, reverse=source.newest == "last")
    if name == "sitemapindex":
        return _index(source, ordered, total)
    if not total:
        return Extraction(verdict=Verdict.EMPTY, reason="the sitemap is well formed and lists nothing")
    tally = Tally(source, "addresses", total)
    for entry in ordered:
        tally.add(_draft(source, entry))
    kept = Tally(source, "addresses", total, dict(list(tally.drafts.items())[: source.max_items]))
    kept.filtered = tally.filtered
    whole = unpacked.rstrip().endswith(b">") and b"</urlset" in unpacked[-64:]
    return kept.extraction(*(() if whole else ("the sitemap breaks off before its end",)))


def _index(source: SitemapSource, ordered: list[_Entry], total: int) -> Extraction:
    chosen = [
        entry.loc
        for entry in ordered
        if source.index_include is None or re2.search(source.index_include, entry.loc)
    ]
    if not total:
        return Extraction(verdict=Verdict.EMPTY, reason="the index is well formed and names no sitemap")
    if ordered and not chosen:
        return Extraction(
            verdict=Verdict.PARSE_ERROR,
            reason=f"none of the {total} sitemaps of the index passes index_include",
        )
    return Extraction(verdict=Verdict.OK, further=tuple(dict.fromkeys(chosen))[: source.max_pages])


def _draft(source: SitemapSource, entry: _Entry) -> Draft:
    said: dict[str, str] = {}
    alternates: list[Alternate] = []
    for element in entry.element.iter():
        value = (element.text or "").strip() if isinstance(element.tag, str) else ""
        if value and _local(element) in ("publication_date", "title", "language"):
            said.setdefault(_local(element), value)
        if _local(element) == "link" and (language := element.get("hreflang")):
            other = absolute(entry.loc, element.get("href", ""))
            if other is not None and other != entry.loc and language != "x-default":
                alternates.append(Alternate(language=language, url=other))
    dated = said.get("publication_date")
    return Draft(
        url=entry.loc,
        title=texts.clean_title(said.get("title", "")),
        body="",
        guid=identifier(source, entry.loc),
        dates=(RawDate(raw=dated, origin="feed"),) if dated else (),
        modified=(RawDate(raw=entry.lastmod, origin="feed"),) if entry.lastmod else (),
        language=said.get("language"),
        alternates=tuple(alternates),
    )


def _entries(root: Any, url: str) -> Iterator[_Entry]:
    for child in root:
        if _local(child) not in ("url", "sitemap"):
            continue
        said = {_local(part): (part.text or "").strip() for part in child if isinstance(part.tag, str)}
        loc = absolute(url, said.get("loc", ""))
        if loc is not None:
            yield _Entry(loc=loc, lastmod=said.get("lastmod") or None, element=child)


def _young(source: SitemapSource, entry: _Entry, now: datetime | None) -> bool:
    """Whether an address changed within ``max_age``; one that does not say when may have."""
    changed = _moment(entry.lastmod)
    return now is None or source.max_age is None or changed is None or changed >= now - source.max_age


def _newest_first(entries: list[_Entry], *, reverse: bool) -> list[_Entry]:
    dated = [(moment, entry) for entry in entries if (moment := _moment(entry.lastmod)) is not None]
    undated = [entry for entry in entries if _moment(entry.lastmod) is None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [*(entry for _, entry in dated), *(reversed(undated) if reverse else undated)]


def _moment(value: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(value or "")
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):  # the first or last day of the calendar, in another zone
        return None


def _unpack(body: bytes) -> bytes | None:
    """The bytes, without gzip if they are packed; None if they are too many. What breaks off is taken as far as it goes."""
    if body[:2] != b"\x1f\x8b":
        return body
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        found = unpacker.decompress(body, MAX_BYTES)
    except zlib.error:
        return b""
    return None if unpacker.unconsumed_tail else found


def _parse(body: bytes) -> Any:
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        return lxml.etree.fromstring(body.lstrip(), parser)
    except (lxml.etree.XMLSyntaxError, ValueError):
        return None


def _local(element: Any) -> str:
    return lxml.etree.QName(element).localname if isinstance(element.tag, str) else ""


def _not_a_sitemap(body: bytes, url: str, content_type: str | None, otherwise: str) -> Extraction:
    if b"<html" in body[:4096].lower():
        page = parse(body, url=url, content_type=content_type)
        otherwise = f"the server sent a web page ({page.title[:80]!r}) where a sitemap was expected"
        return page.wall() or Extraction(verdict=Verdict.PARSE_ERROR, reason=otherwise)
    return Extraction(verdict=Verdict.PARSE_ERROR, reason=otherwise)


def _begins(body: bytes) -> str:
    text, _ = texts.decode(body[:200], None)
    return f"it begins with {text.lstrip()[:40]!r}" if text.strip() else "it is empty"
