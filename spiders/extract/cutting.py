"""What is cut from a page and from its text as furniture: by its names, by its headings, by being made of links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from lxml import etree

from spiders.extract import lines
from spiders.extract.markup import (
    HEADINGS,
    is_furniture,
    may_be_furniture,
    names,
    names_content,
    names_date,
    never_text,
)
from spiders.extract.survey import DOMINATES, Size, Survey, above_within, drop, is_prose, weight
from spiders.extract.titles import is_generic
from spiders.extract.wording import heads_appeal, heads_furniture, is_button, is_surely_button
from statements import text as texts
from statements.text import fold_for_identity

Element = Any  # lxml ships no types

_SPACES: Final = re.compile(r"\s+")
_SOMETHING: Final = (
    55.0  # letters of prose that must be left on the page when furniture that dominates it goes
)
_LISTS: Final = frozenset({"ul", "ol", "dl", "table"})
_DOCUMENT: Final = re.compile(r"\.(?:pdf|docx?|odt|rtf|xlsx?|pptx?|zip)(?:$|[?#])", re.IGNORECASE)


def drop_furniture(body: Element, found: Survey, heading: Element | None) -> None:
    """Cut what the mark-up names as furniture. A name that could be that of a wrapper is not believed of an element that holds
    much of the page's prose, and none of one that holds the title, the main element, or all there is."""
    total = left = found.size(body).prose or 1.0
    keep = set(heading.iterancestors()) | {heading} if heading is not None else set()
    keep |= {above for main in body.iter("main") for above in main.iterancestors()}
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element is not body and element not in keep:
            share = found.size(element).prose / total
            spare = heading is not None or left - found.size(element).prose >= _SOMETHING
            if _goes(element, found.size(element), share, spare=spare):
                left -= found.size(element).prose
                found.remove(element)
                continue
        waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))


def drop_foot(body: Element, found: Survey, heading: Element | None) -> None:
    """Cut the foot of the page: the box around the line that tells whose the copyright is, as far as it reaches without title and
    text."""
    total = found.size(body).prose or 1.0
    keep = set(heading.iterancestors()) | {heading} if heading is not None else set()
    most = 0.3 if heading is not None else 0.15
    for run in found.runs[-12:]:
        if not _COPYRIGHT.search(run.text) or body not in run.element.iterancestors():
            continue
        foot = None
        for above in (run.element, *run.element.iterancestors()):
            if (
                above is body
                or above in keep
                or above.tag in ("main", "article")
                or found.size(above).prose > most * total
            ):
                break
            foot = above
        if foot is not None:
            found.remove(foot)


_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)\s|copyright).{0,80}(?:19|20|25)\d\d|(?:19|20|25)\d\d.{0,20}©|©.{0,60}(?:all rights|tous droits|alle rechte)|\S\s©\s",
    re.IGNORECASE,
)


def _goes(element: Element, size: Size, share: float, *, spare: bool) -> bool:
    """Whether an element is furniture by its name. ``share`` is what it holds of the page's prose; ``spare`` whether a text
    is left without it."""
    tag = element.tag
    if share > DOMINATES:
        return spare and (never_text(element) or (tag == "footer" and _of_the_site(element)))
    if tag in _SHAPES and _in_sentence(element) and is_prose("".join(element.itertext())):
        return False  # editors name the shape of letters as sites name their buttons: "rteFontSize-2"
    if is_furniture(element) or tag == "aside" or (tag == "form" and share < 0.1):
        return True
    if tag in ("footer", "header") or (
        tag == "div" and element.get("id") == "footer" and _of_the_site(element)
    ):
        return _of_the_site(element) or size.prose == 0 or size.links > 0.3
    if tag == "figcaption":
        return True
    if tag == "time":
        return not _in_sentence(element)
    if tag == "figure" and not any(True for _ in element.iter("table", "blockquote", "p")):
        return True
    small = size.prose == 0 and size.chars < 250
    if tag in ("ul", "dl"):
        return small and may_be_furniture(element) and _tells_meta(element)
    if tag in _LISTS or tag in HEADINGS or tag in ("tr", "td", "tbody", "th"):
        return False
    if may_be_furniture(element):
        return (small and not names_content(element)) or (size.links > 0.5 and share < 0.2)
    if size.chars >= 160 or not names_date(element):
        return False
    return (size.prose == 0 and size.chars < 90) or _begins_with_date(element)


_SHAPES: Final = frozenset({"span", "font", "b", "strong", "i", "em", "u"})


def _begins_with_date(element: Element) -> bool:
    """Whether what is named a date line holds its date and then a remark: "8 May 2024 – appeared in the Herald on 7 May"."""
    head, dash, _ = _DASH.sub("\n", "".join(element.itertext()).strip(), count=1).partition("\n")
    return bool(dash) and lines.is_date(head)


_DASH: Final = re.compile(r"\s+[–—|-]\s+")


def _in_sentence(element: Element) -> bool:
    return any(above.tag in ("p", "li", "blockquote", "dd") for above in element.iterancestors())


def _tells_meta(element: Element) -> bool:
    """Whether one of a list's items is a labelled date or a counter: then it is a list of fields."""
    return any(
        lines.is_meta(item) or is_button(item) for item in ("".join(child.itertext()) for child in element)
    )


def _of_the_site(element: Element) -> bool:
    """Whether a header or footer is the page's rather than an article's."""
    return not any(
        above.tag in ("article", "main", "section", "blockquote") for above in element.iterancestors()
    )


_EMPTY: Final = 200  # elements without words before the heading of a box


def opens_furniture(element: Element) -> bool:
    """Whether an element begins with a heading that announces furniture."""
    for child in islice(element.iter(etree.Element), _EMPTY):
        text = (child.text or "").strip()
        if child.tag in HEADINGS:
            return heads_furniture("".join(child.itertext()))
        if text:
            return heads_furniture(text)
        if child is not element and (child.tail or "").strip() and child.getparent() is element:
            return False
    return False


def clean(box: Element, found: Survey) -> None:
    """Cut the furniture that stands inside the text."""
    total = found.size(box).prose or 1.0
    quoted = fold_for_identity(texts.element_to_text(box)) if box.xpath(_QUOTES) else ""
    for element in list(box.iter(etree.Element)):
        if element is box or not _inside(element, box):
            continue
        if quoted and _repeats(element, quoted):
            drop(element)
            continue
        size = found.size(element)
        if size.chars == 0:
            continue
        tag = element.tag
        if tag in HEADINGS:
            heading = "".join(element.itertext())
            if heads_appeal(heading):
                _drop_appeal(element, box, found, total)
            elif heads_furniture(heading):
                _drop_section(element, box, found, total)
        elif tag == "tr" and _is_fields(element, found):
            drop(element)
        elif tag in ("p", "div") and size.chars <= 60 and _announces(element, found):
            _drop_section(element, box, found, total)
        elif (
            tag == "td"
            and size.links > 0.8
            and size.prose == 0
            or size.series
            and size.prose <= 0.3 * total
            and not _enumerates(element)
            or tag in _LISTS
            and size.links > 0.75
            and not _enumerates(element)
        ):
            drop(element)
        elif tag in ("div", "section", "p", "td", "span", "center") and size.prose == 0:
            _drop_small(element, size)


_QUOTES: Final = (
    ".//blockquote | .//aside | .//figure | .//*[contains(@class, 'quote') or contains(@class, 'pull')]"
)
_PULLED: Final = re.compile(
    r"(?:^|[\s_-])(?:pull|pulled|pullquote|quote|blockquote)(?=$|[\s_-])", re.IGNORECASE
)


def _repeats(element: Element, text: str) -> bool:
    """Whether an element set apart as a quotation says again what stands in the text."""
    if element.tag not in ("blockquote", "aside", "figure") and not _PULLED.search(names(element)):
        return False
    words = fold_for_identity(texts.element_to_text(element)).strip(" \"'.,…")
    return 20 <= len(words) <= 300 and text.count(words) > 1


def _is_fields(row: Element, found: Survey) -> bool:
    """Whether a row of a table holds labels and values above the cell that holds the text."""
    cells = [child.tag for child in row if child.tag in ("td", "th")]
    if found.size(row).prose or "th" not in cells or "td" not in cells:
        return False
    later = [other for other in row.itersiblings("tr") if found.size(other).prose]
    return bool(later) and sum(1 for child in later[0] if child.tag in ("td", "th")) == 1


def _drop_appeal(heading: Element, box: Element, found: Survey, total: float) -> None:
    """Cut a box that speaks of the site itself, whatever it holds, where a text is left without it."""
    top = heading
    for above in above_within(heading, box):
        first = next((run for run in _texts(above)), "")
        if (
            above is box
            or above.tag in ("main", "article")
            or not heads_appeal(first)
            or found.size(above).prose > total - _LEFT
        ):
            break
        top = above
    if top is not heading:
        drop(top)
    else:
        _drop_section(heading, box, found, total)


_LEFT: Final = 45.0  # letters of prose that must be left


def _announces(element: Element, found: Survey) -> bool:
    """Whether a short line is the heading of furniture although no heading element: a list or nothing but links follows."""
    if not heads_furniture("".join(element.itertext())):
        return False
    following = element.getnext()
    return (
        following is not None
        and following.tag in ("ul", "ol", "dl", "div", "table")
        and found.size(following).prose == 0
    )


def _inside(element: Element, box: Element) -> bool:
    return any(above is box for above in element.iterancestors())


def _drop_small(element: Element, size: Size) -> None:
    text = _SPACES.sub(" ", "".join(element.itertext())).strip()
    if not text:
        return
    pieces = [piece for piece in map(str.strip, element.itertext()) if piece]
    if len(pieces) > 1 and all(map(is_surely_button, pieces)):
        drop(element)
        return
    if is_surely_button(text) and not is_generic(text) and (element.tag != "span" or size.links > 0.5):
        drop(element)
    elif size.links > 0.8 and element.tag in ("div", "p", "section", "td"):
        links = list(element.iter("a"))
        document = all(_DOCUMENT.search(link.get("href", "")) for link in links)
        if document or len(links) >= 3 or (len(links) >= 2 and element.tag != "p"):
            drop(element)


def _enumerates(element: Element) -> bool:
    """Whether a list of links is part of a sentence: what stands before it ends in a colon, or it names the states or persons
    who speak."""
    before = element.getprevious()
    lead = (
        "".join(before.itertext()) + (before.tail or "")
        if before is not None
        else (element.getparent().text or "")
    )
    lead = lead.strip()
    return lead.endswith((":", "：")) and not heads_furniture(lead) and weight(lead) > 30


def _drop_section(heading: Element, box: Element, found: Survey, total: float) -> None:
    """Cut a heading that announces furniture, with what follows it up to the next heading or the next real paragraph."""
    top = heading
    for above in above_within(heading, box):
        if above is box or above.getparent() is None:
            break
        first = next((run for run in _texts(above)), "")
        if found.size(above).prose > 0.25 * total or not heads_furniture(first):
            break
        top = above
    if top is not heading and found.size(top).prose <= 0.25 * total:
        following = []
    else:
        following = list(_followers(heading, found))
        if not following and _has_prose_after(heading, found):
            return
    for element in (top, *following):
        drop(element)


def _texts(element: Element) -> Iterator[str]:
    """The lines of text below an element, headings whole."""
    for child in element.iter(etree.Element):
        if child.tag in HEADINGS:
            yield "".join(child.itertext())
            return
        if (child.text or "").strip():
            yield child.text


def _followers(heading: Element, found: Survey) -> Iterator[Element]:
    level = heading.tag
    for sibling in heading.itersiblings():
        if not isinstance(sibling.tag, str):
            continue
        if sibling.tag in HEADINGS and sibling.tag <= level:
            return
        size = found.size(sibling)
        if size.prose and size.links < 0.3 and not size.series:
            return
        yield sibling


def _has_prose_after(heading: Element, found: Survey) -> bool:
    following = next(
        (s for s in heading.itersiblings() if isinstance(s.tag, str) and found.size(s).chars), None
    )
    return following is not None and found.size(following).prose > 0
