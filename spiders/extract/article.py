"""One statement's page to one draft: the source's selectors first, then what the page says of itself, then a generic reader.

A body that cannot be trusted (too short, only links, a banner, a placeholder) is a ``parse-error``, never an empty statement.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

import lxml.etree
import parsel
import trafilatura

from config.source import Article, Source
from spiders.extract import (
    binary,
    claims,
    cues,
    dateline,
    dates,
    hollow,
    lines,
    links,
    mainpart,
    own_pages,
    pdf,
    state,
    titles,
    view,
)
from spiders.extract.given import Given
from spiders.extract.page import Page, is_element, outermost, parse, pick, text_of
from spiders.extract.survey import BLANK, SENTENCE, Run, is_prose, weight
from spiders.extract.walls import LITTLE, is_cookie_banner, is_placeholder
from statements import text as texts
from statements.labels import Verdict
from statements.model import Draft, Extraction, RawDate
from statements.text import fold_for_identity

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it complains of becomes a verdict

_LEAST = 20  # letters, a Chinese or Korean sign counting for two and a half; less is no sentence
_SHORT = 250  # letters of prose below which other places of the page are asked for the text
_ABOVE = 7  # lines above the first paragraph where the date stands on a page that shows no title
_TITLE_LINES = 4  # in which a title may be set
_MOSTLY = 0.8  # share of a body that may not be links or navigation
# The generic reader answers in TEI names.
_TEI = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "lb": "br", "row": "tr", "cell": "td", "hi": "b", "ref": "a"}  # fmt: skip


def article(
    source: Source | None,
    body: bytes,
    *,
    url: str,
    content_type: str | None,
    generic: bool = True,
    given: Given | None = None,
) -> Extraction:
    """Read the page of one statement. ``ok`` gives exactly one draft; its reason, if any, names a doubt. Without ``url`` (a
    saved file) the draft bears the address that the page gives for itself, or none. ``generic``: whether the generic reader
    may step in where the source has a body selector that finds no text. ``given``: what a list said of the page, where one led to it."""
    try:
        return _article(source, body, url=url, content_type=content_type, generic=generic, given=given)
    except RecursionError:
        return _failed("the page is nested too deeply to be read")


def _article(
    source: Source | None,
    body: bytes,
    *,
    url: str,
    content_type: str | None,
    generic: bool,
    given: Given | None,
) -> Extraction:
    if pdf.is_pdf(body):
        return pdf.read(body, url=url)
    if not_text := binary.refused(body):
        return not_text
    page = parse(body, url=url, content_type=content_type)
    rules = source.article if source is not None else Article()
    found_body = pick(page.root, rules.body) if rules.body else None
    opening = page.meta("og:description", "description", "twitter:description", "dc.description") or ""
    seen = view.view(page.root.root, opening=opening)
    runs = seen.survey.runs
    # A page where the source's own selector finds text is a statement, whatever phrases it quotes.
    prose = sum(weight(run.text) for run in runs if run.prose)
    said = [run.text for run in runs if 2 * run.linked <= len(run.text)]
    site = page.meta("og:site_name", "application-name") or ""
    drawn = state.drawn(page.root, title=page.title, site=site) if prose < _SHORT and not found_body else None
    said += drawn.text.splitlines() if drawn is not None else ()
    data = dates.linked_data(page)
    best = titles.best(claims.of(page, seen, data))
    if drawn is not None and hollow.under_title(runs, _place(runs, best), page):
        drawn = None  # the page shows a text itself, however short
    title = _first_text(page, rules.title) or (drawn.title if drawn is not None else best)
    heading = texts.clean_title(page.root.xpath("string(//h1)").get(""))
    language = _language(page, rules, found_body, data)
    at = _place(runs, title)
    start = view.start(seen)
    shown = dateline.shown(
        runs,
        at=start - _ABOVE if at is None else at,
        start=start,
        title=title,
        page_title=page.title,
        language=language,
        url=page.address,
    )
    days = (*shown.published, *dates.published(page, data, shown))
    # What bears a day of its own, or says much, is no server's, though its list calls it otherwise.
    telling = prose >= LITTLE or any(day.origin != "url" for day in days)
    elsewhere = None if telling else [run.text for run in runs]
    named = None if given is None else given.shown((page.title, heading), elsewhere)
    # Its name is that of a page about the site, and of what was listed it says nothing: we were led elsewhere.
    strange = given is not None and given.shown((page.title, heading), [run.text for run in runs]) is False
    if not found_body or named is False:
        length = sum(len(run.text) for run in runs)
        if wall := page.wall(length=length, prose=prose, said=said, shown=named):
            return wall
    if not found_body and (
        own := own_pages.own_page(
            page, title=title, heading=heading, dated=bool(days), given=None if strange else given
        )
    ):
        refused = given is None or not given.item
        return replace(_failed(f"this is {own}, no statement", Verdict.EMPTY), refused=refused)
    kind = cues.kind(page, runs, at)
    speaker, role = cues.speaker(page, runs, at, data.author)
    speaker = _first_text(page, rules.speaker) or speaker
    documents = links.attachments(page, view.own_parts(seen))
    navigation = _navigation(page)
    when = _selected(page, rules) + dates.published(page, data, shown)
    if drawn is not None and drawn.published:
        when = (RawDate(raw=drawn.published, origin="state", sure=drawn.published != drawn.modified), *when)
    elif not when and (stated := state.day(page.root, title=title)):
        when = (RawDate(raw=stated[0], origin="state", sure=stated[1]),)
    for selector in rules.drop:
        for element in outermost(pick(page.root, selector)):
            if element.getparent() is not None:
                element.drop_tree()
    if rules.drop and rules.body is None:
        seen = view.view(page.root.root, opening=opening)
    known = _known(page, title, shown, navigation)
    short = hollow.under_title(runs, at, page) if prose < _SHORT else ""
    text, doubt = _body(page, rules, seen, title, data, known)
    if doubt and not generic:
        return _failed(doubt)
    configured = rules.body is not None and doubt is None
    fault = _fault(text, navigation, configured=configured)
    empty = fault is not None and ("only announces" in fault or "cookie banner" in fault)
    if fault is not None and short and not empty:
        text, fault = short, None
    if fault is None and not configured:
        fault = hollow.fault(text, title=title, runs=runs, page=page)
        if fault is not None and short and not hollow.of_addresses(text):
            text, fault = short, None
        empty = fault is not None
    if fault is not None:
        if document := documents[0].url if len(documents) == 1 else hollow.document(page):
            fault = f"{fault}; its text is in a document: {document}"
        return _failed(
            f"{doubt}; {fault}" if doubt else fault, Verdict.EMPTY if empty else Verdict.PARSE_ERROR
        )
    draft = Draft(
        url=page.address,
        title=title,
        body=text,
        dates=when,
        language=language,
        speaker=speaker,
        role=role,
        kind=kind,
        modified=dates.modified(page, data, shown),
        attachments=documents,
        alternates=links.alternates(page),
    )
    return Extraction(verdict=Verdict.OK, drafts=(draft,), reason=doubt)


def _body(
    page: Page, rules: Article, seen: view.View, title: str, data: dates.LinkedData, known: lines.Known
) -> tuple[str, str | None]:
    """The text, and a doubt about it."""
    doubt = None
    if rules.body is not None:
        if text := _joined(pick(page.root, rules.body)):
            return text, None
        doubt = f"the body selector {rules.body!r} finds no text"
    return _generic(page, seen, title, data, known), doubt


def _joined(found: parsel.SelectorList[parsel.Selector]) -> str:
    elements = list(outermost(found))
    parts = [texts.element_to_text(element) for element in elements]
    if not elements:
        parts = [texts.normalise(str(match.root)) for match in found]
    return "\n\n".join(part for part in parts if part)


def _generic(page: Page, seen: view.View, title: str, data: dates.LinkedData, known: lines.Known) -> str:
    """The text that the page shows; what its embedded state or JSON-LD holds where that is far more; what trafilatura finds where
    neither gives a sentence."""
    found = mainpart.main_text(seen, title=title, known=known)
    if found.prose >= _SHORT:
        return found.text
    for other in (state.text_of(data.body) if data.body else "", state.embedded_text(page.root, title=title)):
        if weight(other) > max(100, 1.5 * found.prose):
            return lines.trim(other, title=title, known=known)
    if found.prose < SENTENCE and not any(is_placeholder(line) for line in found.text.splitlines()):
        other = lines.trim(_by_trafilatura(page), title=title, known=known)
        if weight(other) > 2 * weight(found.text):
            return other
    return found.text


def _known(page: Page, title: str, shown: dateline.Shown, links: frozenset[str]) -> lines.Known:
    """What other fields have taken from the page."""
    names = [page.meta("og:site_name"), page.meta("article:section"), page.meta("author")]
    names += [part for part in re.split(r"\s[|–—-]\s", page.title) if part != title]
    return lines.Known(
        names=tuple(name for name in names if name),
        dates=tuple(found.raw for found in (*shown.published, *shown.modified)),
        links=links,
        apart=shown.apart,
    )


def _by_trafilatura(page: Page) -> str:
    tree = deepcopy(page.root.root)
    for element in tree.xpath("//nav | //aside | //footer | //body/header"):
        element.drop_tree()
    document: Any = trafilatura.bare_extraction(
        tree, url=page.url or None, fast=True, include_comments=False, with_metadata=False
    )
    body = document.body if document is not None else None
    if body is None:
        return ""
    for element in body.iter(lxml.etree.Element):
        if element.tag in _TEI:  # some others have names that HTML lets through and lxml refuses to set again
            element.tag = _TEI[element.tag]
    return BLANK.sub("", texts.element_to_text(body))


def _place(runs: Sequence[Run], title: str) -> int | None:
    """Where among the lines of a page its title is shown: in a heading if in any."""
    wanted = fold_for_identity(title).casefold()
    if not wanted:
        return None
    places = [
        place
        for place, run in enumerate(runs)
        if len(title) / 2 <= len(run.text) <= 3 * len(title) + 60
        and (shown := fold_for_identity(run.text).casefold())
        and (shown == wanted or (len(wanted) > 25 and wanted in shown))
    ]
    return next(
        (place for place in places if view.in_heading(runs[place].element)),
        places[0] if places else _set_in_lines(runs, wanted),
    )


def _set_in_lines(runs: Sequence[Run], wanted: str) -> int | None:
    """The last of the lines in which a title is set, where it is set in several."""
    for first, run in enumerate(runs):
        together = fold_for_identity(run.text).casefold()
        for place in range(first + 1, min(len(runs), first + _TITLE_LINES)):
            if not together or not wanted.startswith(together):
                break
            together = f"{together} {fold_for_identity(runs[place].text).casefold()}"
            if together == wanted:
                return place
    return None


def _fault(text: str, navigation: frozenset[str], *, configured: bool) -> str | None:
    """Why this is no statement's text, or None."""
    size = sum(1 for character in text if not character.isspace())
    if size == 0:
        return "no text could be found on the page"
    announced = [line for line in text.splitlines() if is_placeholder(line)]
    if announced and not any(is_prose(line) for line in text.splitlines() if line not in announced):
        return f"the page only announces its text ({announced[0][:60]!r})"
    if configured:  # the source says where its text is, however short
        return None
    if weight(text) < _LEAST:
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
    found = {" ".join("".join(link.itertext()).split()) for link in page.root.root.iter("a")}
    for element in page.root.xpath("//nav | //footer | //body/header"):
        found.update(
            line.removeprefix("- ").strip() for line in texts.element_to_text(element.root).splitlines()
        )
    return frozenset(found - {""})


def _selected(page: Page, rules: Article) -> tuple[RawDate, ...]:
    if rules.date is not None:
        for found in pick(page.root, rules.date):
            machine = found.attrib.get("datetime", "").strip() if is_element(found) else ""
            if raw := machine or texts.clean_title(text_of(found)):
                return (RawDate(raw=raw, origin="selector"),)
    return ()


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


def _failed(reason: str, verdict: Verdict = Verdict.PARSE_ERROR) -> Extraction:
    return Extraction(verdict=verdict, reason=reason)
