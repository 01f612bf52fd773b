"""A page that lists links to statements, read with the source's selectors."""

from __future__ import annotations

import parsel

from config.source import ListingSource
from spiders.extract.page import Page, absolute, is_element, parse, pick, text_of, wanted
from statements import text as texts
from statements.labels import Verdict
from statements.model import Draft, Extraction, RawDate


def listing(source: ListingSource, body: bytes, *, url: str, content_type: str | None) -> Extraction:
    """Read one listing page, top down. ``next_url`` is the older page, if the source names it and the page links it."""
    page = parse(body, url=url, content_type=content_type)
    items = pick(page.root, source.item)
    if not items:
        return page.wall() or Extraction(
            verdict=Verdict.EMPTY, reason=f"nothing on the page matches the item selector {source.item!r}"
        )
    drafts: dict[str, Draft] = {}
    without_link = filtered = 0
    for item in items:
        link = _link(page, item, source.link)
        if link is None:
            without_link += 1
            continue
        draft = Draft(url=link, title=_title(item, source), body="", dates=_dates(item, source))
        if wanted(source, url=link, title=draft.title):
            drafts.setdefault(link, draft)
        else:
            filtered += 1
    if without_link == len(items):
        return Extraction(
            verdict=Verdict.PARSE_ERROR,
            reason=f"{len(items)} items match, but the link selector {source.link!r} finds no address in any of them",
        )
    notes = []
    if without_link:
        notes.append(f"{without_link} of {len(items)} items have no usable link and were left out")
    if filtered and not drafts:
        notes.append(f"none of the {len(items)} items passes the link and title patterns")
    return Extraction(
        verdict=Verdict.OK,
        drafts=tuple(drafts.values()),
        reason="; ".join(notes) or None,
        next_url=_link(page, page.root, source.next) if source.next else None,
    )


def _link(page: Page, root: parsel.Selector, selector: str) -> str | None:
    for found in pick(root, selector):
        href = found.attrib.get("href", "") if is_element(found) else str(found.root)
        if url := absolute(page.base, href):
            return url
    return None


def _title(item: parsel.Selector, source: ListingSource) -> str:
    """The configured title, else the words of the link, else those of the whole item."""
    if source.title is not None:
        for found in pick(item, source.title):
            if title := texts.clean_title(text_of(found)):
                return title
        return ""
    links = [found for found in pick(item, source.link) if is_element(found)]
    for found in links or item.xpath(".//a[@href]"):
        if title := texts.clean_title(text_of(found)):
            return title
    return texts.clean_title(text_of(item))


def _dates(item: parsel.Selector, source: ListingSource) -> tuple[RawDate, ...]:
    if source.date is None:
        return ()
    for found in pick(item, source.date):
        machine = found.attrib.get("datetime", "").strip() if is_element(found) else ""
        if raw := machine or texts.clean_title(text_of(found)):
            return (RawDate(raw=raw, origin="listing"),)
    return ()
