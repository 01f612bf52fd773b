"""Where a page says when it was published: candidates in the order that survived real official pages, best first.

Selector of the source, JSON-LD, ``<meta>`` (never a date of modification), ``<time>``, the date in the address, and what the page
shows (spiders.extract.dateline). Raw strings only; `statements.dates` reads them and weighs those that disagree.

The header Last-Modified is left out on purpose: it is a server's clock of a file or a template, often months after the page's own
day, and no word of the publisher's. A page that says no more is undated, and shown as first seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from spiders.extract import date_metas, json_ld
from spiders.extract.cutting import opens_furniture
from spiders.extract.date_labels import EVENT, MODIFIED, only_label
from spiders.extract.dateline import Shown, with_year
from spiders.extract.json_ld import text, types
from spiders.extract.markup import is_furniture, names
from spiders.extract.page import Page
from spiders.extract.standing import within
from statements.model import RawDate
from statements.months import fold
from statements.written_addresses import read_url
from statements.written_dates import Habits, Unreadable, read

NOTHING_SHOWN = Shown()

_YEAR = r"(20\d\d|19[89]\d|14[0-5]\d)"  # Gregorian from 1980, or Hijri: both stand in official addresses
_OLDER = _YEAR.replace("14[0-5]", "1(?:3[5-9]|4[0-5])")  # or Solar Hijri, where marks part it from its month
_KIND = r"(?<![a-z])(?:news|press|article|statement|speech|release|pr|com|nota|noticia|haber|khabar)"  # "news2025-3-6"
_IN_URL = (
    re.compile(
        rf"(?:^|[/_t-]|{_KIND}){_YEAR}([01]\d)([0-3]\d)(?=[/_.t-]|\d{{0,6}}\.|\d{{4}}(?:\d\d)?(?:[/_.-]|$)|$)"
    ),
    re.compile(rf"(?:^|[/_-]|{_KIND}){_OLDER}[/_-]([01]?\d)[/_-]([0-3]?\d)(?=[/_.-]|$)"),
    re.compile(r"/(20\d\d|19[89]\d)/[A-Za-z_-]{3,20}/([01]\d)/([0-3]\d)(?=/)"),  # the section within
)
_NAMED_IN_URL = re.compile(r"/(?:20\d\d|19[89]\d)/[a-z]{3,9}/[0-3]?\d(?=/|$)", re.IGNORECASE)
_SMALL = 250  # letters of a box of its own
_SENTENCE = 80  # letters of a paragraph
_TIMES = 50  # elements looked at: what is marked as the day of a text is among the first
_SAID = 8  # letters beside a day in a list that are more than an hour or a mark


@dataclass(frozen=True, kw_only=True)
class LinkedData:
    """What a page's JSON-LD says of its article."""

    published: str | None = None
    modified: str | None = None
    headline: str | None = None
    language: str | None = None
    body: str = ""
    author: Any = None


def linked_data(page: Page) -> LinkedData:
    """The article among the page's JSON-LD objects, or the page object if there is none."""
    objects = list(json_ld.objects(page))
    articles = [found for found in objects if any(json_ld.ARTICLE.search(kind) for kind in types(found))]
    pages = [found for found in objects if any(kind.endswith("Page") for kind in types(found))]
    for found in (*articles, *pages):
        if text(found, "datePublished") or text(found, "headline") or text(found, "articleBody"):
            return LinkedData(
                published=text(found, "datePublished"),
                modified=text(found, "dateModified"),
                headline=text(found, "headline"),
                language=text(found, "inLanguage"),
                body=text(found, "articleBody") or "",
                author=found.get("author"),
            )
    return LinkedData()


def published(page: Page, data: LinkedData, shown: Shown = NOTHING_SHOWN) -> tuple[RawDate, ...]:
    """Everything on the page that may be its date, best first, the source's own selector not included."""
    found: list[RawDate] = []
    if data.published:
        # A system that writes the last edit for the publication says nothing of the publication.
        found.append(RawDate(raw=data.published, origin="json-ld", sure=data.published != data.modified))
    if meta := date_metas.said(page, date_metas.PUBLISHED):
        found.append(
            RawDate(raw=meta, origin="meta", sure=meta != date_metas.said(page, date_metas.MODIFIED))
        )
    # What the page itself calls its day of publication outweighs a <time> that nothing calls so.
    told = shown.published[:1] if shown.labelled else ()
    if time := _time(page):
        element, stated = time
        if _is_marked(element) or any(_holds(found.raw, element) for found in told):
            told = ()
        found += told
        found.append(replace(stated, sure=stated.sure and not told))
    if in_url := url_date(page.url):
        found.append(RawDate(raw=in_url, origin="url"))
    found += (raw for raw in shown.published if raw not in found)
    if not found:
        found += _completed(shown.yearless, page.url, [raw.raw for raw in modified(page, data, shown)])
    if not found:
        found += _of_month(shown.loose, page.url)
    if not found and shown.closing:
        found.append(shown.closing)
    if not meta and (vague := date_metas.said(page, date_metas.VAGUE)):
        found.append(RawDate(raw=vague, origin="meta", sure=False))
    return tuple(found)


_MONTH_IN_URL = re.compile(r"[/_-](20\d\d|19[89]\d)(?:[/-]?([01]\d)|[/-]([a-z]{3}))(?=[/_-])", re.IGNORECASE)


def _month(url: str) -> tuple[int, int] | None:
    """The year and the month in the path of an address."""
    stated = _MONTH_IN_URL.search(unquote(urlsplit(url).path))
    if stated is None:
        return None
    if stated[2]:
        return int(stated[1]), int(stated[2])
    named = _day(f"1 {stated[3]} {stated[1]}")
    return (named.year, named.month) if named else None


def _completed(yearless: Sequence[str], url: str, edits: Sequence[str]) -> Iterator[RawDate]:
    """Days without a year, with that of the address where its month is theirs, or with that of an edit on the same day."""
    stated = _month(url)
    same_day = [day for edit in edits if (day := _day(edit))]
    for part in yearless:
        for year in dict.fromkeys((*([stated[0]] if stated else ()), *(day.year for day in same_day))):
            raw = with_year(part, year)
            day = _day(raw)
            if day is not None and ((day.year, day.month) == stated or day in same_day):
                yield RawDate(raw=raw, origin="dateline", sure=False)
                return


def _of_month(loose: Sequence[RawDate], url: str) -> Iterator[RawDate]:
    """The first of the days under the text, if it is the only one in the month of the address."""
    stated = _month(url)
    days = {raw: day for raw in loose if (day := _day(raw.raw, raw.order))}
    fitting = {raw: day for raw, day in days.items() if (day.year, day.month) == stated}
    if len(set(fitting.values())) == 1 and loose[0] in fitting:
        yield replace(loose[0], sure=False)


def _day(raw: str, order: str | None = None) -> date | None:
    try:
        return read(raw, Habits(order=order)).day
    except Unreadable:
        return None


def modified(page: Page, data: LinkedData, shown: Shown = NOTHING_SHOWN) -> tuple[RawDate, ...]:
    """Everything on the page that may be the date of its last edit, best first."""
    found: list[RawDate] = []
    if data.modified:
        found.append(RawDate(raw=data.modified, origin="json-ld"))
    if meta := date_metas.said(page, date_metas.MODIFIED):
        found.append(RawDate(raw=meta, origin="meta"))
    for element in page.root.root.iter("time"):
        if (value := (element.get("datetime") or "").strip()) and _is_modified(element):
            found.append(RawDate(raw=value, origin="time"))
            break
    return (*found, *shown.modified)


def url_date(url: str) -> str | None:
    """A full date that stands in the path of an address, as ``YYYY-MM-DD``."""
    path = unquote(urlsplit(url).path).rpartition("://")[
        2
    ]  # an archive's address bears the day of its copy before the page's
    for pattern in _IN_URL:
        for year, month, day in pattern.findall(path):
            if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
                return f"{year}-{int(month):02}-{int(day):02}"
    if named := _NAMED_IN_URL.search(path):
        with suppress(Unreadable):
            return read_url(named[0], Habits()).day.isoformat()
    return None


# Mastheads, sidebars and comments carry clocks and the dates of other articles.
_OUTSIDE = "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::header[not(ancestor::article or ancestor::main)]"


def _holds(line: str, element: Any) -> bool:
    """Whether a date line is that of a ``<time>``."""
    words = " ".join(fold(_words(element)).split())
    return bool(words) and words in " ".join(fold(line).split())


def _time(page: Page) -> tuple[Any, RawDate] | None:
    """The article's own ``<time>``: one marked as its date, or the first in the article; of a page without an article the first
    outside its frame, if it is the only one."""
    own = page.root.xpath(
        f"//article//time[@datetime][not({_OUTSIDE})] | //main//time[@datetime][not({_OUTSIDE})]"
    )
    times = (own or page.root.xpath(f"//time[@datetime][not({_OUTSIDE})]"))[:_TIMES]
    free = [found for found in times if not _is_modified(found.root) and not _in_teaser(found.root)]
    marked = [found for found in free if _is_marked(found.root)]
    for found in (*marked, *free):
        if value := found.attrib["datetime"].strip():
            sure = _near_title(found.root) or len(free) == 1
            return found.root, RawDate(raw=value, origin="time", sure=sure)
    return None


def _is_marked(element: Any) -> bool:
    return (
        "pubdate" in element.attrib
        or element.get("itemprop") == "datePublished"
        or re.search(
            r"(?:^|[\s_-])(?:entry-date|published|pubdate|dt-published|post-date)(?=$|[\s_-])", names(element)
        )
        is not None
        or _FIRST_HAND.search(_words_before(element)) is not None
    )


_FIRST_HAND = re.compile(
    r"\b(?:originally|first) (?:published|issued|released)\W*$|\bpublié initialement\W*$|\bpublicado originalmente\W*$"
)
"""A portal's label of the day on which a text appeared at its issuer's, beside that on which the portal took it over."""


def _is_modified(element: Any) -> bool:
    """Whether a ``<time>`` tells of an edit: by its name, its property, or the words before it."""
    if element.get("itemprop") == "dateModified":
        return True
    if re.search(
        r"(?:^|[\s_-])(?:updated|modified|dt-updated|dateupdated|datemodified)(?=$|[\s_-])",
        names(element),
        re.IGNORECASE,
    ) and not re.search(r"\bpublished\b", names(element)):
        return True
    before = _words_before(element)
    return any(label.fullmatch(before[cut:]) for cut in _starts(before) for label in (MODIFIED, EVENT))


def _words_before(element: Any) -> str:
    """The words between a ``<time>`` and the mark or element before it, folded; of a label in its own element that element's."""
    previous = element.getprevious()
    parent = element.getparent()
    text = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    if not text.strip(" :\n\t") and previous is not None:
        text = _words(previous) + text
    elif not text.strip(" :\n\t") and parent is not None and (before := parent.getprevious()) is not None:
        text = _words(before)
    return " ".join(fold(text[-60:]).split())


def _words(element: Any) -> str:
    return "".join(element.itertext()) if isinstance(element.tag, str) else ""


def _solid(text: str) -> str:
    return "".join(text.split())


def _starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(r"[^\w]+", text))]


_DEPTH = 50  # elements around a day that are looked at; pages nest theirs in a dozen or two


def _in_teaser(element: Any) -> bool:
    """Whether a ``<time>`` stands with a link that is a heading, as in a list of other articles, or in what is named furniture."""
    titled = False
    for above in islice(element.iterancestors(), _DEPTH):
        if above.tag in ("body", "main"):
            return False
        titled = titled or above.find(".//h1") is not None
        if not titled and (is_furniture(above) or opens_furniture(above)):
            return True
        if above.tag == "a" and _solid(_words(above)) == _solid("".join(map(_words, above.iter("time")))):
            continue  # the day alone is the link: to the page itself, as blogs give it
        if above.tag == "li" and _of_days(above):
            return True
        if above.tag in ("section", "div", "aside") and not titled and _under_text(above):
            return True
        if above.tag in ("li", "article", "div", "a"):
            if above.tag == "a":
                return True
            if above.tag in ("article", "li") and not titled and len("".join(above.itertext())) < 250:
                return above.find(".//a[@href]") is not None
            heading = None if titled else next(above.iter("h2", "h3", "h4"), None)
            if heading is not None and heading.find(".//a[@href]") is not None:
                return True
        if above.tag == "article":
            return False
    return False


def _under_text(box: Any) -> bool:
    """Whether a small box under the text has a heading of its own that is no label: of an event, of another text."""
    heading = next(box.iter("h2", "h3", "h4", "h5"), None)
    return (
        heading is not None
        and within(box, _SMALL - 1)
        and only_label(_words(heading)) is None
        and _prose_before(box) > 1
    )


def _prose_before(box: Any) -> int:
    """How many paragraphs stand before a box."""
    return int(box.xpath(f"count(preceding::p[string-length(normalize-space()) > {_SENTENCE}])"))


def _of_days(item: Any) -> bool:
    """Whether an entry of a list and the one before or after it each say something of a day, and not of the same: events, milestones,
    other texts."""

    def said(one: Any) -> set[str]:
        stated = [found for found in islice(one.iter("time"), _TIMES) if not _is_modified(found)]
        rest = " ".join(fold(_words(one)).split())
        for found in stated:
            rest = rest.replace(" ".join(fold(_words(found)).split()), " ", 1)
        tells = len(rest.strip()) >= _SAID and only_label(rest) is None
        return {(found.get("datetime") or _words(found)).strip()[:10] for found in stated} if tells else set()

    beside = (*islice(item.itersiblings("li"), 1), *islice(item.itersiblings("li", preceding=True), 1))
    days = said(item)
    return bool(days) and any(
        others and (len(days | others) > 1 or _prose_before(item)) for others in map(said, beside)
    )


def _near_title(element: Any) -> bool:
    """Whether the heading of the page stands within three levels around it."""
    return any(
        above.find(".//h1") is not None
        for _, above in zip(range(4), element.iterancestors(), strict=False)
        if above.tag != "body"
    )
