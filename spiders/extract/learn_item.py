"""One entry of a list: its words, its address, and where its date stands: in it, beside it, over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spiders.extract import learn_dates as dates
from spiders.extract import learn_tree as tree
from spiders.extract.learn_tree import Element

_NEAR = 4  # siblings on either side of an item that may hold its date
LONG = 18
"""Weighted characters from which the words of a link are a title rather than the name of a section."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Item:
    """One entry: the whole of it, its link, where that leads and what it says."""

    element: Element
    link: Element
    url: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """The date of an item: ``where`` is ``item``, ``sibling``, ``heading``, ``title`` or ``url``."""

    seen: dates.Seen
    where: str


def date_of(item: Item, mine: set[Element], language: str | None) -> Found | None:
    """The date of an item: in it, beside it, over it, in its title or in its address."""
    for raw in lines(item.element):
        if (found := dates.seen(raw, language)) and not dates.of_change(raw):
            return Found(seen=found, where="item")
    for sibling in beside(item.element, mine):
        for raw in lines(sibling):
            if (found := dates.seen(raw, language)) and not dates.of_change(raw):
                return Found(seen=found, where="sibling")
    for text in tails(item.element):
        if dates.is_date_line(text) and (found := dates.seen(text, language)):
            return Found(seen=found, where="sibling")
    if (heading := heading_over(item.element)) is not None and (
        found := dates.seen(text_of(heading), language)
    ):
        return Found(seen=found, where="heading")
    if found := dates.seen(item.words, language) or dates.seen(text_of(item.element)[:240], language):
        return Found(seen=found, where="title")
    if day := dates.in_address(item.url):
        return Found(seen=dates.Seen(raw=item.url, days=(("", "", day),)), where="url")
    return None


def lines(element: Element) -> Iterator[str]:
    """What stands in an element as lines short enough to be a date: ``datetime`` first, then elements, then loose text."""
    for found in (element, *tree.elements(element)):
        if machine := (found.get("datetime") or "").strip():
            yield machine
    whole = text_of(element)
    if dates.is_date_line(whole):
        yield whole
    for found in tree.elements(element):
        text = text_of(found)
        if dates.is_date_line(text):
            yield text
    for found in (element, *tree.elements(element)):
        for loose in (found.text, *(child.tail for child in found)):
            text = " ".join((loose or "").split())
            if dates.is_date_line(text):
                yield text


def beside(element: Element, mine: set[Element]) -> Iterator[Element]:
    """The siblings between an item and its neighbours, those before it first."""
    for following in (False, True):
        for count, sibling in enumerate(element.itersiblings(preceding=not following)):
            if count >= _NEAR or sibling in mine:
                break
            if tree.tag_of(sibling):
                yield sibling


def tails(element: Element) -> Iterator[str]:
    """The loose text after and before an element."""
    previous = element.getprevious()
    parent = element.getparent()
    for text in (
        element.tail,
        previous.tail if previous is not None else parent.text if parent is not None else None,
    ):
        if line := " ".join((text or "").split()).strip("-–—|·•:()[] "):
            yield line


def heading_over(element: Element) -> Element | None:
    """The nearest heading before an item that stands over its list."""
    for ancestor in (element, *list(element.iterancestors())[:2]):
        for count, sibling in enumerate(ancestor.itersiblings(preceding=True)):
            if tree.tag_of(sibling) in ("h2", "h3", "h4", "h5", "h6", "dt", "caption"):
                return sibling if dates.is_date_line(text_of(sibling)) else None
            if count > 60:
                break
    return None


def text_of(element: Element) -> str:
    """The words of an element on one line, without scripts."""
    parts = [element.text or ""]
    waiting: list[tuple[Iterator[Element], str]] = [(iter(element), "")]
    while waiting:
        children, after = waiting[-1]
        child = next(children, None)
        if child is None:
            waiting.pop()
            parts.append(after)
            continue
        tag = tree.tag_of(child)
        if tag and tag not in tree.SKIPPED:
            apart = " " if tag in _APART else ""
            parts += [apart, child.text or ""]
            waiting.append((iter(child), apart + (child.tail or "")))
        else:
            parts.append(child.tail or "")
    return " ".join("".join(parts).split())


_APART = frozenset(
    {
        "p",
        "div",
        "li",
        "td",
        "th",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "tr",
        "section",
        "article",
        "time",
        "span",
    }
)


def weight(text: str) -> float:
    """Length of a text in Latin characters: a Chinese or Korean one says as much as two and a half."""
    return sum(2.5 if ord(character) >= 0x1100 else 1.0 for character in text)


def shape(url: str) -> str:
    """How an address is built: its first folder, how deep it goes, what it ends in."""
    path, _, query = url.partition("?")
    parts = path.split("/")[3:]
    keys = ",".join(sorted(pair.partition("=")[0] for pair in query.split("&"))) if query else ""
    last = parts[-1] if parts else ""
    extension = last.rpartition(".")[2] if "." in last else ""
    return f"{parts[0] if len(parts) > 1 else ''}/{len(parts)}.{extension}?{keys}"
