"""A file of unknown shape: what it is, and what it says. Magic bytes and mark-up decide, never a name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from cssselect import SelectorError

from config.source import SitemapSource
from spiders.extract import learn, titles
from spiders.extract.article import article
from spiders.extract.dates import url_date
from spiders.extract.feed import feed, is_feed
from spiders.extract.own_pages import is_front
from spiders.extract.page import Page, parse
from spiders.extract.pdf import read as read_pdf
from spiders.extract.pdf_mark import is_pdf
from spiders.extract.sitemap import is_sitemap, sitemap
from spiders.extract.survey import weight
from spiders.extract.wp_rest import is_wp_rest, wp_rest
from statements.labels import Verdict
from statements.model import Draft, Extraction, RawDate
from statements.text import clean_title, fold_for_identity

_FEED_ADDRESS: Final = re.compile(
    r"(?:/(?:rss|feeds?|atom)/?|\.(?:rss|rdf|atom|xml)|/(?:rss|feed|atom)\.\w{2,5})$", re.IGNORECASE
)
_NOWHERE: Final = "http://unknown.invalid/sitemap.xml"
_SINGLE: Final = re.compile(r"(?:^|\s)single(?:-post)?(?=\s|$)", re.IGNORECASE)
_SEVERAL: Final = 3  # entries of a list whose page may have no other text
_SHORT: Final = 250  # letters of text below which a page that lists links is a list


def sniff(body: bytes, url: str, content_type: str | None) -> Extraction:
    """Read a PDF, a sitemap, a WordPress answer, a feed, a page that lists statements, or one statement's page."""
    try:
        if is_pdf(body):
            return replace(read_pdf(body, url=url), what="pdf")
        if is_sitemap(body):
            source = SitemapSource(id="file", name="file", issuer="UN", entry=url or _NOWHERE)
            found = sitemap(source, body, url=url or _NOWHERE, content_type=content_type, now=None)
            return replace(found, what="sitemap")
        if is_wp_rest(body, content_type):
            return replace(wp_rest(None, body, url=url, content_type=content_type), what="wp_rest")
        if is_feed(body, content_type) or body.lstrip()[:1] in (b"{", b"["):
            found = feed(None, body, url=url, content_type=content_type)
            return replace(found, what="feed" if found.verdict is Verdict.OK else None)
        return _page(body, url, content_type)
    except RecursionError:
        return Extraction(verdict=Verdict.PARSE_ERROR, reason="the file is nested too deeply to be read")


def _page(body: bytes, url: str, content_type: str | None) -> Extraction:
    page = parse(body, url=url, content_type=content_type)
    if _FEED_ADDRESS.search(urlsplit(url).path):
        return page.wall() or Extraction(
            verdict=Verdict.PARSE_ERROR,
            reason=f"the address is a feed's, and the file is a web page ({page.title[:80]!r}), no feed",
        )
    found = article(None, body, url=url, content_type=content_type)
    if found.verdict in (Verdict.BLOCKED, Verdict.SOFT_404, Verdict.HTTP_ERROR) or is_front(page):
        return found
    if found.drafts and _SINGLE.search(page.root.xpath("string(//body/@class)").get("")):
        return replace(
            found, what="article"
        )  # WordPress says so of the page of one text, whatever is listed beside it
    try:
        listed = learn.listing(page)
    except (SelectorError, ValueError):  # elements with names that no selector can say: damaged mark-up
        listed = None
    if listed and _is_list(found, listed, page):
        return Extraction(
            verdict=Verdict.OK, drafts=tuple(_dated(draft) for draft in listed.drafts), what="listing"
        )
    return replace(found, what="article") if found.drafts else found


def _dated(draft: Draft) -> Draft:
    """A listed entry with the day in its address, where the list gives none."""
    day = None if draft.dates else url_date(draft.url)
    return draft if day is None else replace(draft, dates=(RawDate(raw=day, origin="url"),))


def _is_list(found: Extraction, listed: learn.Listed, page: Page) -> bool:
    """Whether a page that lists statements is no statement itself: its title is a section's, its text is the list, or it has no more
    text than a section's page says of itself."""
    if listed.others:
        return False
    if not found.drafts:
        heading = clean_title(page.root.xpath("string(//h1)").get(""))
        return not listed.beside or titles.is_section(heading or page.title)
    own = found.drafts[0]
    if titles.is_section(own.title) and not listed.beside:
        return True
    titled = [fold_for_identity(draft.title).casefold() for draft in listed.drafts if draft.title]
    text = fold_for_identity(own.body).casefold()
    if 2 * sum(title in text for title in titled) >= len(listed.drafts) or _of_entries(own.body, listed):
        return not listed.beside or titles.is_section(own.title)
    if listed.beside or not (listed.rules or weight(own.body) < _SHORT):
        return False
    # What is no day of an entry is the page's own: it is a text that lists others below it.
    theirs = [raw.raw for draft in listed.drafts for raw in draft.dates] + list(listed.texts)
    undated = all(any(raw.raw in told for told in theirs) for raw in own.dates)
    return undated and fold_for_identity(own.title).casefold() not in titled


def _of_entries(text: str, listed: learn.Listed) -> bool:
    """Whether most of a text stands inside the entries of a list, a little in most of them: what they say beside their titles."""
    lines = [fold_for_identity(line.removeprefix("- ")).casefold() for line in text.splitlines()]
    inside = 0.0
    telling = 0
    for theirs in (fold_for_identity(entry).casefold() for entry in listed.texts):
        held = sum(weight(line) for line in lines if line and line in theirs)
        inside += held
        telling += held > 0
    return (
        len(listed.texts) >= _SEVERAL
        and 2 * telling > len(listed.texts)
        and 2 * inside >= sum(map(weight, lines))
    )
