"""Parts of an item: selectors that find them, and what a selector finds first, as the listing reader reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import parsel

from spiders.extract import learn_tree as tree
from spiders.extract.learn_item import text_of
from spiders.extract.learn_tree import Element
from spiders.extract.page import is_element, pick
from statements.text import clean_title

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def inside(item: Element, target: Element) -> Iterator[str]:
    """Selectors of an element relative to the item it is in, those that are likely to last first."""
    if target is item:
        yield "xpath: ."
        return
    tag = tree.tag_of(target)
    names = tree.classes(target)
    between: list[Any] = []
    for ancestor in target.iterancestors():
        if ancestor is item:
            break
        between.append(ancestor)
    heading = next((one.tag for one in between if one.tag in HEADINGS), None)
    if heading:
        yield f"css: {heading} {tag}"
    if tag in ("time", "h1"):
        yield f"css: {tag}"
    for name in names:
        if tree.telling(name):
            yield f"css: .{name}"
            yield f"css: {tag}.{name}"
    for ancestor in between[:3]:
        for name in tree.classes(ancestor):
            if tree.telling(name):
                yield f"css: .{name} {tag}"
                if tag in ("span", "div", "p", "a", "time", "b", "strong"):
                    yield f"css: .{name} > {tag}:nth-of-type({_nth(target)})"
    yield f"css: {tag}"
    if item.tag == "tr" and tag in ("td", "th"):
        yield f"css: {tag}:nth-of-type({_nth(target)})"
    for name in names:
        if not tree.telling(name):
            yield f"css: {tag}.{name}"
    cell = next((one for one in between if one.tag == "td"), None)
    if cell is not None:
        yield f"css: td:nth-of-type({_nth(cell)}) {tag}"
    steps = [f"{one.tag}[{_nth(one)}]" for one in reversed([target, *between])]
    yield "xpath: ./" + "/".join(steps)


def _nth(element: Element) -> int:
    return 1 + sum(
        1 for sibling in element.itersiblings(preceding=True) if tree.tag_of(sibling) == element.tag
    )


def first_text(root: parsel.Selector, selector: str) -> str:
    """The first words that a selector finds."""
    for found in pick(root, selector):
        text = clean_title(text_of(found.root) if is_element(found) else str(found.root))
        if text:
            return text
    return ""


def first_date(root: parsel.Selector, selector: str) -> str:
    """What a date selector gives, as the listing reader reads it: ``datetime`` before the words."""
    for found in pick(root, selector):
        machine = found.attrib.get("datetime", "").strip() if is_element(found) else ""
        text = machine or clean_title(text_of(found.root) if is_element(found) else str(found.root))
        if text:
            return text
    return ""
