"""One statement's page to one draft: the source's selectors first, then what the page says of itself, then a generic reader.

A body that cannot be trusted (too short, only links, a banner, a placeholder) is a ``parse-error``, never an empty statement.
"""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import Any

import lxml.etree
import parsel
import trafilatura

from config.source import Article, Source
from spiders.extract import dates
from spiders.extract.page import Page, is_element, outermost, parse, pick, text_of, web_url
from spiders.extract.walls import is_cookie_banner, is_placeholder
from statements import text as texts
from statements.labels import Verdict
from statements.model import Draft, Extraction, RawDate

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it complains of becomes a verdict

_LEAST = 20  # visible characters, blanks apart; the shortest real statement seen has 38 (in Chinese)
_SHORT = 250  # characters below which trafilatura gives up on structure: all text, one paragraph
_MOSTLY = 0.8  # share of a body that may not be links or navigation
_SEPARATORS = (" | ", " – ", " — ", " - ", " :: ", " » ", " • ", " · ")
# The generic reader answers in TEI names.
_TEI = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "lb": "br", "row": "tr", "cell": "td", "hi": "b", "ref": "a"}  # fmt: skip


def article(
    source: Source | None, body: bytes, *, url: str, content_type: str | None, generic: bool = True
) -> Extraction:
    """Read the page of one statement. ``ok`` gives exactly one draft; its reason, if any, names a doubt. Without ``url`` (a
    saved file) the draft bears the address that the page gives for itself, or none. ``generic``: whether the generic reader
    may step in where the source has a body selector that finds no text."""
    try:
        return _article(source, body, url=url, content_type=content_type, generic=generic)
    except RecursionError:
        return _failed("the page is nested too deeply to be read")


def _article(
    source: Source | None, body: bytes, *, url: str, content_type: str | None, generic: bool
) -> Extraction:
    if body.lstrip()[:5] == b"%PDF-":
        return _failed("the address holds a PDF document, which is not read yet")
    page = parse(body, url=url, content_type=content_type)
    rules = source.article if source is not None else Article()
    found_body = pick(page.root, rules.body) if rules.body else None
    # A page where the source's own selector finds text is a statement, whatever phrases it quotes.
    if not found_body and (wall := page.wall()):
        return wall
    data = dates.linked_data(page)
    title = _first_text(page, rules.title) or _title(page, data)
    language = _language(page, rules, found_body, data)
    when = _dates(page, rules, data)
    speaker = _first_text(page, rules.speaker) or None
    navigation = _navigation(page)
    for selector in rules.drop:
        for element in outermost(pick(page.root, selector)):
            if element.getparent() is not None:
                element.drop_tree()
    text, doubt = _body(page, rules, title)
    if doubt and not generic:
        return _failed(doubt)
    if fault := _fault(text, navigation, configured=rules.body is not None and doubt is None):
        return _failed(f"{doubt}; {fault}" if doubt else fault)
    draft = Draft(
        url=url or _own_address(page),
        title=title,
        body=text,
        dates=when,
        language=language,
        speaker=speaker,
    )
    return Extraction(verdict=Verdict.OK, drafts=(draft,), reason=doubt)


def _body(page: Page, rules: Article, title: str) -> tuple[str, str | None]:
    """The text, and a doubt about it."""
    doubt = None
    if rules.body is not None:
        if text := _joined(pick(page.root, rules.body)):
            return text, None
        doubt = f"the body selector {rules.body!r} finds no text"
    marked = page.root.xpath("//*[@itemprop='articleBody']")
    return (_joined(marked) or _generic(page, title)), doubt


def _joined(found: parsel.SelectorList[parsel.Selector]) -> str:
    elements = list(outermost(found))
    parts = [texts.element_to_text(element) for element in elements]
    if not elements:
        parts = [texts.normalise(str(match.root)) for match in found]
    return "\n\n".join(part for part in parts if part)


def _generic(page: Page, title: str) -> str:
    """What trafilatura takes for the main text, as paragraphs; of short pages, what the only article on it shows.

    The furniture that HTML names is taken off first, and so are the heading and the date line: they are the title and the
    date, not the text.
    """
    tree = deepcopy(page.root.root)
    for element in tree.xpath("//nav | //aside | //footer | //body/header"):
        element.drop_tree()
    for element in tree.xpath("//h1 | //time[not(ancestor::p or ancestor::li)]"):
        if element.tag == "time" or texts.clean_title(texts.element_to_text(element)) == title:
            element.drop_tree()
    document: Any = trafilatura.bare_extraction(
        deepcopy(tree), url=page.url, fast=True, include_comments=False, with_metadata=False
    )
    body = document.body if document is not None else None
    text = _paragraphs(body) if body is not None else ""
    if len(text) >= _SHORT and body is not None and len(body) > 1:
        return text
    main = tree.xpath("//article") or tree.xpath("//main")
    return texts.element_to_text(main[0]) if len(main) == 1 else text


def _paragraphs(body: Any) -> str:
    for element in body.iter(lxml.etree.Element):
        if (
            element.tag in _TEI
        ):  # of the others some have names that HTML lets through and lxml refuses to set again
            element.tag = _TEI[element.tag]
    return texts.element_to_text(body)


def _fault(text: str, navigation: frozenset[str], *, configured: bool) -> str | None:
    """Why this is no statement's text, or None."""
    size = sum(1 for character in text if not character.isspace())
    if size == 0:
        return "no text could be found on the page"
    if is_placeholder(text):
        return f"the page only announces its text ({text[:60]!r})"
    if configured:  # the source says where its text is, however short
        return None
    if size < _LEAST:
        return f"no text could be found on the page but {text[:40]!r}"
    if is_cookie_banner(text):
        return "no text could be found on the page but a cookie banner"
    lines = [line.removeprefix("- ").strip() for line in text.splitlines() if line.strip()]
    linked = sum(len(line) for line in lines if line in navigation)
    if linked > _MOSTLY * sum(len(line) for line in lines):
        return "no text could be found on the page but links and navigation"
    return None


def _navigation(page: Page) -> frozenset[str]:
    """The lines that are links or stand in navigation, headers and footers of the site."""
    furniture = page.root.xpath("//a | //nav | //footer | //body/header")
    return frozenset(
        line.removeprefix("- ").strip()
        for element in furniture
        for line in texts.element_to_text(element.root).splitlines()
        if line.strip()
    )


def _own_address(page: Page) -> str:
    """The address that a saved page gives for itself; empty if it gives none."""
    stated = page.root.xpath("string(//link[@rel='canonical']/@href)").get("") or page.meta("og:url") or ""
    return stated if web_url(stated) else ""


def _title(page: Page, data: dates.LinkedData) -> str:
    heading = texts.clean_title(page.root.xpath("string((//article//h1 | //main//h1 | //h1)[1])").get(""))
    stated = texts.clean_title(page.meta("og:title", "twitter:title", "dc.title", "dcterms.title") or "")
    site = texts.clean_title(page.meta("og:site_name", "application-name") or "")
    cleaned = without_site(stated, heading=heading, site=site)
    return (
        cleaned
        or heading
        or texts.clean_title(data.headline or "")
        or without_site(page.title, heading="", site=site)
    )


def without_site(title: str, *, heading: str, site: str) -> str:
    """``title`` without the site's name at its end: cut where what is left is the page's heading, or where what falls off is
    the site's name."""
    for separator in _SEPARATORS:
        head, found, tail = title.rpartition(separator)
        while found:
            if head.strip() == heading or (site and tail.strip().casefold() == site.casefold()):
                return head.strip()
            head, found, _ = head.rpartition(separator)
            tail = title[len(head) + len(separator) :]
    return title


def _dates(page: Page, rules: Article, data: dates.LinkedData) -> tuple[RawDate, ...]:
    own: tuple[RawDate, ...] = ()
    if rules.date is not None:
        for found in pick(page.root, rules.date):
            machine = found.attrib.get("datetime", "").strip() if is_element(found) else ""
            if raw := machine or texts.clean_title(text_of(found)):
                own = (RawDate(raw=raw, origin="selector"),)
                break
    return own + dates.published(page, data)


def _language(page: Page, rules: Article, found_body: Any, data: dates.LinkedData) -> str | None:
    """The primary subtag that the page claims for its text: selector, nearest ``lang`` around the body, JSON-LD, ``<html>``."""
    stated = _first_text(page, rules.language)
    around = next(iter(outermost(found_body)), None) if found_body else None
    if around is None:
        first = page.root.xpath("(//article[@lang] | //main[@lang])[1]")
        around = first[0].root if first else None
    if not stated and around is not None:
        stated = next((e.get("lang") for e in (around, *around.iterancestors()) if e.get("lang")), "")
    stated = stated or data.language or page.root.xpath("string(//html/@lang)").get("")
    found = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", stated.strip())
    return found.group(0).lower() if found else None


def _first_text(page: Page, selector: str | None) -> str:
    if selector is None:
        return ""
    found = (texts.clean_title(text_of(match)) for match in pick(page.root, selector))
    return next((text for text in found if text), "")


def _failed(reason: str) -> Extraction:
    return Extraction(verdict=Verdict.PARSE_ERROR, reason=reason)
