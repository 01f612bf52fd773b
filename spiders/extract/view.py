"""A page as a reader sees it: a copy of its body, what stands where in it, and which element shows the title."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from spiders.extract.markup import BLOCKS, HEADINGS, is_furniture
from spiders.extract.survey import Survey, strip, survey, weight
from statements import text as texts
from statements.text import fold_for_identity

Element = Any  # lxml ships no types


@dataclass(frozen=True, kw_only=True)
class View:
    """A page as a reader sees it: a copy of its body without scripts and hidden parts, and what stands where in it."""

    body: Element
    survey: Survey
    opening: str = ""


def view(root: Element, *, opening: str = "") -> View:
    """Look at a page. ``opening`` is how it describes itself (``og:description``), which often is its first sentence."""
    body = root if root.tag == "body" else root.find(".//body")
    body = deepcopy(root if body is None else body)
    body.tail = None
    for element in body.xpath(".//template[@shadowrootmode or @shadowroot]"):
        element.tag = "div"  # shown in the place of the element that holds it
    for element in body.xpath(".//pre"):
        _set_paragraphs(element)
    for element in body.xpath(".//div[@role='heading'] | .//span[@role='heading'] | .//p[@role='heading']"):
        level = element.get("aria-level", "2")
        element.tag = f"h{level}" if level in {"1", "2", "3", "4", "5", "6"} else "h2"
    strip(body)
    return View(body=body, survey=survey(body, opening=opening), opening=opening)


def _set_paragraphs(element: Element) -> None:
    """Give a preformatted text its paragraphs: blank lines part them, the ends of other lines are those of the paper."""
    if element.xpath("count(.//*) > 20"):
        return  # marked up in itself
    paragraphs = [" ".join(part.split()) for part in _BLANK_LINE.split("".join(element.itertext()))]
    if sum(map(bool, paragraphs)) < 3:
        return
    element.tag, element.text = "div", None
    for child in list(element):
        element.remove(child)
    for paragraph in filter(None, paragraphs):
        etree.SubElement(element, "p").text = paragraph


_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")


_KICKER: Final = 40  # letters that a heading may hold beside its title


def title_element(body: Element, found: Survey, title: str) -> Element | None:
    """The element that shows the title: a heading before anything else that reads the same."""
    wanted = fold_for_identity(title).casefold()
    if not wanted:
        return None
    for tag in ("h1", "h2", "h3"):
        for element in body.iter(tag):
            if fold_for_identity(texts.clean_title(texts.element_to_text(element))).casefold() == wanted:
                return element
    for element in body.iter("h1", "h2"):
        shown = fold_for_identity(texts.clean_title(texts.element_to_text(element))).casefold()
        if len(shown) - len(wanted) <= _KICKER and (shown.startswith(wanted) or shown.endswith(wanted)):
            return element  # with its section or its day before or after it
    others = []
    for run in found.runs:
        if len(run.text) > 3 * len(title) + 60:
            continue
        shown = fold_for_identity(run.text).casefold()
        if shown != wanted and not (len(wanted) > 25 and wanted in shown):
            continue
        element = own_block(run.element)
        if element.tag in HEADINGS:
            return element
        alone = _alone(element, wanted)
        if (
            alone is not None
            and not any(above.tag == "a" for above in alone.iterancestors())
            and not in_path(alone)
        ):
            others.append(alone)
    return others[0] if others else None


def _alone(block: Element, wanted: str) -> Element | None:
    """The innermost element of a block that holds the title and nothing else."""
    found = None
    for element in block.iter(etree.Element):
        text = "".join(element.itertext())
        if len(text) < 2 * len(wanted) + 80 and fold_for_identity(text).casefold() == wanted:
            found = element
        elif found is not None:
            break
    return found


def in_heading(element: Element) -> bool:
    """Whether a line stands in h1 to h6."""
    return own_block(element).tag in HEADINGS


def start(seen: View) -> int:
    """Where among the runs the largest stretch of prose begins; links and short lines between paragraphs do not end it at once."""
    best, most = 0, 0.0
    start, held, idle = 0, 0.0, 0
    for place, run in enumerate(seen.survey.runs):
        if run.prose:
            start = place if held == 0 else start
            held, idle = held + weight(run.text), 0
            if held > most:
                best, most = start, held
        elif held:
            idle += 2 if run.linked else 1
            if idle > 6:
                held = 0.0
    return best


def own_parts(seen: View) -> list[Element]:
    """The parts of a page that may link documents of its statement: not its frame, not its sidebars."""
    return [
        link
        for link in seen.body.iter("a")
        if not any(
            above.tag in ("footer", "aside", "header") or is_furniture(above)
            for above in link.iterancestors()
            if above.tag != "body"
        )
    ]


def own_block(element: Element) -> Element:
    """The heading around an element, or its nearest block."""
    for above in (element, *element.iterancestors()):
        if above.tag in BLOCKS:
            return above
    return element


def in_path(element: Element) -> bool:
    return any(
        above.tag in ("li", "header") or is_furniture(above) for above in (element, *element.iterancestors())
    )
