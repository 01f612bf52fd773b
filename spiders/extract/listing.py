"""A page that lists links to statements, read with the source's selectors."""

from __future__ import annotations

import parsel

from config.addresses import fill
from config.kinds import Rows
from config.source import BrowserSource, ListingSource, SourceBase
from spiders.extract import date_titles
from spiders.extract.items import Tally, identifier, kind_of
from spiders.extract.page import Page, absolute, first_address, is_element, parse, pick, text_of
from statements import text as texts
from statements.labels import Verdict
from statements.model import Draft, Extraction, RawDate


def listing(
    source: ListingSource | BrowserSource, body: bytes, *, url: str, content_type: str | None
) -> Extraction:
    """Read one listing page, top down. ``next_url`` is the older page, if the source names it and the page links it."""
    page = parse(body, url=url, content_type=content_type)
    return read_rows(
        source, source, page, next_url=first_address(page, page.root, source.next) if source.next else None
    )


def read_rows(
    source: SourceBase, rules: Rows, page: Page, *, next_url: str | None, cursor: str | None = None
) -> Extraction:
    """Read a page or a part of one by ``rules``."""
    items = pick(page.root, rules.item)
    if not items:
        return page.wall() or Extraction(
            verdict=Verdict.EMPTY, reason=f"nothing on the page matches the item selector {rules.item!r}"
        )
    tally = Tally(source, "items", len(items))
    for item in items:
        link, guid = _address(page, item, source, rules)
        if link is None:
            tally.without_link += 1
            continue
        label = _first(item, rules.label)
        tally.add(
            Draft(
                url=link,
                title=_title(item, rules),
                body="",
                guid=guid,
                dates=_dates(item, rules),
                kind=kind_of(source, label),
            )
        )
    if tally.without_link == len(items):
        what = "id" if rules.link_template else "address"
        return Extraction(
            verdict=Verdict.PARSE_ERROR,
            reason=f"{len(items)} items match, but the link selector {rules.link!r} finds no {what} in any of them",
        )
    return tally.extraction(next_url=next_url, cursor=cursor)


def _address(
    page: Page, item: parsel.Selector, source: SourceBase, rules: Rows
) -> tuple[str | None, str | None]:
    """The address of an item and the publisher's id in it."""
    if rules.link_template is None:
        link = first_address(page, item, rules.link)
        return link, identifier(source, link)
    for found in pick(item, rules.link):
        said = [*found.attrib.values()] if is_element(found) else [str(found.root)]
        guid = identifier(source, *said)
        if guid is not None:
            return absolute(page.base, fill(rules.link_template, {"id": guid})), guid
    return None, None


def _title(item: parsel.Selector, rules: Rows) -> str:
    """The configured title, else the words of the link, else those of the whole item."""
    if rules.title is not None:
        return _first(item, rules.title) or ""
    links = [found for found in pick(item, rules.link) if is_element(found)]
    for found in links or item.xpath(".//a[@href]"):
        if title := texts.clean_title(text_of(found)):
            return title
    return texts.clean_title(text_of(item))


def _first(item: parsel.Selector, selector: str | None) -> str | None:
    """The first words that a selector finds."""
    for found in pick(item, selector) if selector is not None else ():
        if words := texts.clean_title(text_of(found)):
            return words
    return None


def _dates(item: parsel.Selector, rules: Rows) -> tuple[RawDate, ...]:
    if rules.date is None:
        return ()
    for found in pick(item, rules.date):
        machine = found.attrib.get("datetime", "").strip() if is_element(found) else ""
        if raw := machine or texts.clean_title(text_of(found)):
            # A title that bears its own day after its number may speak of another one too.
            own = None if machine else date_titles.of_numbered(raw)
            return (RawDate(raw=own or raw, origin="listing"),)
    return ()
