"""Where a statement's text stands on a page that nobody has described.

The largest body of prose is found first, then what stands beside it up to the title is taken in, then what is furniture in
between is cut: recall before precision, since a lost sentence is worse than a line of furniture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from spiders.extract import lines
from spiders.extract.cutting import clean, drop_foot, drop_furniture, opens_furniture
from spiders.extract.markup import BLOCKS, HEADINGS, names, names_content, names_note
from spiders.extract.survey import SENTENCE, Survey, weight
from spiders.extract.view import View, title_element
from spiders.extract.wording import is_button
from statements import text as texts

Element = Any  # lxml ships no types
_DESCEND: Final = 0.8  # share of the prose that one child must hold for the text to be there alone
_BEFORE_TITLE: Final = 0.35  # share of prose above the title up to which the title is the top of the text
_WHOLE: Final = frozenset({"p", "ul", "ol", "dl", "li", "blockquote", "pre", "figure", "address", *HEADINGS})
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A text and how much prose it holds, in letters."""

    text: str
    prose: float


def main_text(seen: View, *, title: str, known: lines.Known = lines.NOTHING) -> Found:
    """The text of a page. Empty where nothing reads like text. Takes ``seen`` apart."""
    body, found = seen.body, seen.survey
    heading = title_element(body, found, title)
    drop_furniture(body, found, heading)
    drop_foot(body, found, heading)
    if heading is not None:
        heading = _cut_above(body, heading, found)
    box = _box(body, found)
    box = _grow(box, body, heading, found)
    clean(box, found)
    text = lines.trim(texts.element_to_text(box), title=title, known=known)
    prose = sum(weight(line) for line in text.splitlines() if weight(line) >= SENTENCE)
    return Found(text=text, prose=prose)


def _cut_above(body: Element, heading: Element, found: Survey) -> Element | None:
    """Take off what stands before the title, and the title; gives the element that held it. None when much of the page's prose
    stands above: then this is not the top of the text, and nothing is cut."""
    total = found.size(body).prose
    above = 0.0
    doomed: list[Element] = []
    element = heading
    while element is not body and element is not None:
        for sibling in element.itersiblings(preceding=True):
            above += found.size(sibling).prose
            doomed.append(sibling)
        element = element.getparent()
    if total and above > _BEFORE_TITLE * total:
        return None
    holder = heading.getparent()
    for sibling in doomed:
        found.remove(sibling)
    element = holder
    while element is not None:
        element.text = None
        if element is body:
            break
        element = element.getparent()
    inner = "".join(heading.itertext())
    if found.size(heading).prose and weight(_SPACES.sub(" ", inner)) > 400:
        return holder  # a whole text inside a heading element: it stays
    found.remove(heading)
    return holder


def _box(body: Element, found: Survey) -> Element:
    """The smallest element that holds nearly all of the prose."""
    node = body
    while True:
        total = found.size(node).prose
        children = [child for child in node if isinstance(child.tag, str)]
        best = max(children, key=lambda child: found.size(child).prose, default=None)
        if best is None or total == 0 or best.tag in _WHOLE:
            return node
        if found.size(best).prose < _DESCEND * total or not _has_blocks(best):
            return node
        node = best


def _has_blocks(element: Element) -> bool:
    return any(
        child.tag in BLOCKS or child.tag == "br"
        for child in element.iter(etree.Element)
        if child is not element
    )


def _grow(box: Element, body: Element, heading: Element | None, found: Survey) -> Element:
    """Go up from ``box`` to where the title stood, taking along what reads like part of the text and dropping the rest."""
    around = set(heading.iterancestors()) | {heading} if heading is not None else set()
    level = 0
    while box is not body and box not in around:
        parent = box.getparent()
        if parent is None or (
            heading is None and (level >= 2 or parent is body or box.tag in ("main", "article"))
        ):
            break
        level += 1
        after = closed = False
        for sibling in list(parent):
            if sibling is box:
                after = True
            elif isinstance(sibling.tag, str) and (
                (closed and found.size(sibling).prose == 0)
                or not _belongs(sibling, box, found, level, after=after)
            ):
                closed = closed or (after and opens_furniture(sibling))
                found.remove(sibling)
        box = parent
    return box


def _belongs(sibling: Element, box: Element, found: Survey, level: int, *, after: bool) -> bool:
    """Whether what stands beside the text is part of it: its lead before, its lists, notes and further sections after; not the
    components that a page puts under every text."""
    size = found.size(sibling)
    if size.chars == 0:
        return True
    if size.series or sibling.tag in ("footer", "form") or size.links > 0.5 or opens_furniture(sibling):
        return False
    own = found.size(box)
    if (sibling.tag == "td" or _column(sibling)) and size.prose < 0.3 * own.prose:
        return False
    text = _SPACES.sub(" ", "".join(sibling.itertext())).strip()
    if is_button(text) or lines.is_meta(text):
        return False
    if _alike(sibling, box) or names_note(sibling):
        return size.links <= 0.35
    simple = sibling.tag in _WHOLE or sibling.tag == "table" or not names(sibling)
    if not after:
        if size.prose == 0:
            return level == 1 and sibling.tag in _WHOLE and size.links <= 0.35
        return size.links <= 0.35 and (level <= 2 or size.prose >= 80 or simple)
    if simple and level == 1:
        return size.prose > 0 or not names_content(box)
    if names_content(sibling) and size.prose >= 80:
        return size.links <= 0.2
    return level == 1 and size.prose > 0 and not _is_text_box(box, found)


_COMMON: Final = frozenset(
    {
        "field",
        "block",
        "row",
        "box",
        "clearfix",
        "widget",
        "panel",
        "section",
        "wrapper",
        "container",
        "col",
        "item",
    }
)


def _alike(one: Element, other: Element) -> bool:
    """Whether two elements are parts of one kind, as page builders make them."""
    if one.tag != other.tag:
        return False
    mine, theirs = one.get("class", "").split(), other.get("class", "").split()
    if not mine or not theirs:
        return not mine and not theirs
    return mine == theirs or (mine[0] == theirs[0] and mine[0].lower() not in _COMMON)


def _is_text_box(box: Element, found: Survey) -> bool:
    """Whether an element is made to hold a text: at least two paragraphs of prose."""
    if names_content(box):
        return True
    return (
        sum(
            1
            for child in box.iter(etree.Element)
            if child.tag in ("p", "div", "li", "td") and child is not box and found.size(child).prose
        )
        >= 2
    )


_COLUMN: Final = re.compile(
    r"(?:^|[\s_-])(?:cols?|columns?|span\d+|(?:large|medium|small)-\d+|one-third|one-quarter)(?=[\s_-]|\d|$)"
)


def _column(element: Element) -> bool:
    return (
        element.tag in ("div", "section", "article") and _COLUMN.search(element.get("class", "")) is not None
    )
