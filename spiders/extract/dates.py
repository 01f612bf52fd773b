"""Where a page says when it was published: candidates in the order that survived real official pages, best first.

Selector of the source, JSON-LD, ``<meta>`` (never a date of modification), ``<time>``, and last the date in the
address. Raw strings only; `statements.dates` reads them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from spiders.extract.page import Page
from statements.model import RawDate

_META_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "citation_publication_date", "parsely-pub-date",
    "publication_date", "publishdate", "publish_date", "publish-date", "pubdate", "date", "sailthru.date",
)  # fmt: skip
_YEAR = r"(20\d\d|19[89]\d|14[0-5]\d)"  # Gregorian from 1980, or Hijri: both stand in official addresses
_IN_URL = (
    re.compile(rf"(?:^|[/_t-]){_YEAR}([01]\d)([0-3]\d)(?=[/_.t-]|\d{{0,6}}\.|$)"),
    re.compile(rf"(?:^|[/_-]){_YEAR}[/_-]([01]?\d)[/_-]([0-3]?\d)(?=[/_.-]|$)"),
)
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|PressRelease|Report|Statement|SpecialAnnouncement)$")


@dataclass(frozen=True, kw_only=True)
class LinkedData:
    """What a page's JSON-LD says of its article."""

    published: str | None = None
    headline: str | None = None
    language: str | None = None


def linked_data(page: Page) -> LinkedData:
    """The article among the page's JSON-LD objects, or the page object if there is none."""
    objects = [found for script in page.root.xpath(_LD_SCRIPTS).getall() for found in _objects(script)]
    articles = [found for found in objects if any(_ARTICLE_TYPES.search(kind) for kind in _types(found))]
    pages = [found for found in objects if any(kind.endswith("Page") for kind in _types(found))]
    for found in (*articles, *pages):
        if _text(found, "datePublished") or _text(found, "headline"):
            return LinkedData(
                published=_text(found, "datePublished"),
                headline=_text(found, "headline"),
                language=_text(found, "inLanguage"),
            )
    return LinkedData()


def published(page: Page, data: LinkedData) -> tuple[RawDate, ...]:
    """Everything on the page that may be its date, best first, the source's own selector not included."""
    found: list[RawDate] = []
    if data.published:
        found.append(RawDate(raw=data.published, origin="json-ld"))
    if meta := page.meta(*_META_PUBLISHED):
        found.append(RawDate(raw=meta, origin="meta"))
    if time := _time(page):
        found.append(RawDate(raw=time, origin="time"))
    if in_url := url_date(page.url):
        found.append(RawDate(raw=in_url, origin="url"))
    return tuple(found)


def url_date(url: str) -> str | None:
    """A full date that stands in the path of an address, as ``YYYY-MM-DD``."""
    path = unquote(urlsplit(url).path)
    for pattern in _IN_URL:
        for year, month, day in pattern.findall(path):
            if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
                return f"{year}-{int(month):02}-{int(day):02}"
    return None


_LD_SCRIPTS = "//script[translate(@type, 'LDJSON', 'ldjson')='application/ld+json']/text()"
# Mastheads, sidebars and comments carry clocks and the dates of other articles.
_OUTSIDE = "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::header[not(ancestor::article or ancestor::main)]"


def _time(page: Page) -> str | None:
    own = page.root.xpath(
        f"//article//time[@datetime][not({_OUTSIDE})] | //main//time[@datetime][not({_OUTSIDE})]"
    )
    times = own or page.root.xpath(f"//time[@datetime][not({_OUTSIDE})]")
    marked = [
        found
        for found in times
        if "pubdate" in found.attrib or found.attrib.get("itemprop") == "datePublished"
    ]
    for found in (*marked, *times):
        if value := found.attrib["datetime"].strip():
            return str(value)
    return None


def _objects(script: str) -> Iterator[Mapping[str, Any]]:
    try:
        data = json.loads(script)
    except ValueError:  # broken JSON-LD is common and says nothing
        return
    waiting = [data]
    for _ in range(200):  # far more objects than any page describes itself with
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value)


def _types(found: Mapping[str, Any]) -> list[str]:
    kinds = found.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _text(found: Mapping[str, Any], key: str) -> str | None:
    value = found.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    return value.strip() or None if isinstance(value, str) else None
