"""From elements to the selectors that find them, and nothing else, again: names before looks, looks before places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import parsel
from cssselect import SelectorError

from spiders.extract import learn_dates as dates
from spiders.extract import learn_tree as tree
from spiders.extract.learn_item import LONG, Item, date_of, shape, text_of, weight
from spiders.extract.learn_parts import HEADINGS, first_text, inside
from spiders.extract.learn_tree import Element
from spiders.extract.learn_when import date_selector
from spiders.extract.page import Page, absolute, first_address
from statements.text import clean_title

_UP = 8  # ancestors that may give an item its context
_SAMPLE = 6  # items whose parts are tried as selectors; the rest only judge them
_JUDGES = 40  # items that judge a selector of a title or a date; six hundred would say the same
_PARTS = 80  # selectors tried for one part of an item
_MEANING = ("main", "article", "section", "table", "tbody", "ul", "ol", "dl")
_INLINE = frozenset({"br", "b", "i", "em", "u", "wbr", "sup", "sub"})  # an author's, not a template's
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\s+\S")  # the hour before a title
_ADDRESS_PART = re.compile(r"[A-Za-z_][A-Za-z_.-]{3,}")  # a folder, a file or a parameter of an address
_ENOUGH = 0.9  # share of the items that a part's selector must serve
_CROWDED = 6  # selectors tried again that find the items among much else


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The selectors of a list, relative to an item but for ``item``, and the share of items with a date."""

    item: str
    link: str
    title: str | None
    date: str | None
    dated: float = 0.0
    named: bool = True
    """Whether the item is found by a name rather than by its place."""


def select(page: Page, items: Sequence[Item], language: str | None) -> Parts | None:
    """Selectors that find exactly these items and what is in them. None when none do."""
    found = item_selector(page, items, language)
    if found is None:
        return None
    item, named = found
    roots = [parsel.Selector(root=one.element, type="html") for one in items]
    link = _link(page, items, roots)
    if link is None:
        return None
    few, some = items[:_JUDGES], roots[:_JUDGES]
    date, dated = date_selector(few, some, language)
    title = _title(few, some, date, language)
    return Parts(item=item, link=link, title=title, date=date, dated=dated, named=named)


# -- the item


def item_selector(page: Page, items: Sequence[Item], language: str | None = None) -> tuple[str, bool] | None:
    """A selector of these items, and whether it goes by names. What else it finds must be an item too, or hold no link."""
    wanted = {item.element for item in items}
    stands = {_stands(element) for element in wanted}
    linked = "[href]" if all(tree.tag_of(element) == "a" for element in wanted) else ":has(a)"
    make, alike = Counter(shape(item.url) for item in items).most_common(1)[0]
    make = make if alike >= _ENOUGH * len(items) else ""
    crowded: list[tuple[str, bool, set[Element]]] = []
    for candidate, named in _item_candidates([item.element for item in items]):
        extra = _extras(page, candidate, wanted)
        if extra is None:
            continue
        if len(extra) > len(wanted) + 2:
            crowded.append((candidate, named, extra))
            continue
        others = {one for one in extra if not _is_item(page, one, wanted, stands, language, make)}
        for mark in ("", linked, *_marks(items, others)) if others else ("",):
            left = _extras(page, f"{candidate}{mark}", wanted)
            if left is not None and not left & others:
                return f"css: {candidate}{mark}", named
    for candidate, named, extra in crowded[:_CROWDED]:  # the rows of a page that is laid out in tables
        for mark in (linked, *_marks(items, extra)):
            left = _extras(page, f"{candidate}{mark}", wanted)
            if left is None or len(left) > len(wanted) + 2:
                continue
            if all(_is_item(page, one, wanted, stands, language, make) for one in left):
                return f"css: {candidate}{mark}", named
    return None


def _marks(items: Sequence[Item], extra: set[Element]) -> Iterator[str]:
    """What a selector may ask of an item besides, where the head and the pager of a table are rows as its entries are."""
    yield from (f":has(a.{name})" for name in tree.common_classes([item.link for item in items]))
    parts = [set(_ADDRESS_PART.findall(item.link.get("href") or "")) for item in items]
    yield from (
        f":has(a[href*='{part}'])" for part in sorted(set.intersection(*parts), key=len, reverse=True)
    )
    tags = [{tree.tag_of(below) for below in tree.elements(item.element)} for item in items]
    others = {tree.tag_of(below) for element in extra for below in tree.elements(element)}
    yield from (f":has({tag})" for tag in sorted(set.intersection(*tags) - others) if tag not in _INLINE)
    yield from (":has(> td + td):has(a)", ":not(:last-child)", ":not(:first-child)")
    yield ":not(:first-child):not(:last-child)"


def _extras(page: Page, css: str, wanted: set[Element]) -> set[Element] | None:
    """What a selector finds besides what is wanted; None when it does not find all of that."""
    try:
        found = {match.root for match in page.root.css(css)}
    except SelectorError:  # an element with a name that HTML lets through and CSS has no word for
        return None
    return found - wanted if wanted <= found else None


def _is_item(
    page: Page,
    element: Element,
    wanted: set[Element],
    stands: set[tuple[str, ...]],
    language: str | None,
    make: str,
) -> bool:
    """Whether another element of the kind is an item as well, only built a little differently: by a date of its own, or where the
    items stand (``stands``), by words enough and an address made as theirs are (``make``)."""
    if any(ancestor in wanted for ancestor in element.iterancestors()):
        return False
    if any(below in wanted for below in element.iterdescendants()):
        return False
    links = [element] if element.tag == "a" else element.iter("a")
    for link in links:
        url = absolute(page.base, link.get("href") or "")
        if url and tree.own_site(url, page):
            item = Item(element=element, link=link, url=url, words=clean_title(text_of(element)))
            own = date_of(item, wanted, language) is not None
            beside = shape(url) == make and _stands(element) in stands
            return (own or (beside and weight(item.words) >= LONG)) and tree.region(element) in (
                "main",
                "page",
            )
    return False


def _stands(element: Element) -> tuple[str, ...]:
    return tree.place(element.getparent())


def _item_candidates(found: Sequence[Element]) -> Iterator[tuple[str, bool]]:
    tags = {element.tag for element in found}
    names = tree.common_classes(found)
    if len(tags) > 1 or not any(tree.telling(name) for name in names):
        yield from _union(found)
    if len(tags) > 1:
        return
    tag = tags.pop()
    own = [f"{tag}.{name}" for name in names if tree.telling(name)]
    looks = [f"{tag}.{name}" for name in names if not tree.telling(name)]
    for selector in own:
        yield selector, True
    contexts = list(_contexts(found))
    parents = [element.getparent() for element in found]
    parent_tags = {tree.tag_of(parent) for parent in parents}
    parent = parent_tags.pop() if len(parent_tags) == 1 else ""
    beside = (
        [f"{parent}.{name} > " for name in tree.common_classes(parents) if tree.telling(name)]
        if parent
        else []
    )
    for selector in (*own, tag, *looks):
        for context in (*beside, *(f"{one} " for one in contexts)):
            yield f"{context}{selector}", True
    for selector in (*own, tag, *looks):
        if parent:
            for context in contexts:
                yield f"{context} {parent} > {selector}", True
    for selector in (*looks, tag):
        for context in _MEANING:
            yield f"{context} {selector}", True
            yield f"{context} > {selector}", True
    for selector in (*own, *looks, tag):
        yield f"{_position(_common(found))} {selector}", False
        if parent:
            yield f"{_position(_common(found))} {parent} > {selector}", False
    yield f"{_position(_common(found))} > {tag}", False


def _union(found: Sequence[Element]) -> Iterator[tuple[str, bool]]:
    """Items of several makes: the best selectors of each, together."""
    groups: dict[str, list[Element]] = {}
    for element in found:
        first = next((name for name in tree.classes(element) if tree.telling(name)), "")
        groups.setdefault(f"{element.tag}.{first}", []).append(element)
    if not 1 < len(groups) <= 3:
        return
    firsts = []
    for elements in groups.values():
        named = [f"{elements[0].tag}.{name}" for name in tree.common_classes(elements) if tree.telling(name)]
        if not named:
            return
        firsts.append(named[:3])
    for index in range(3):
        yield ", ".join(names[min(index, len(names) - 1)] for names in firsts), True


def _contexts(found: Sequence[Element]) -> Iterator[str]:
    """What stands around all items, nearest first: ids and classes."""
    for ancestor in _around(_common(found)):
        if name := tree.identifier(ancestor):
            yield f"#{name}"
        for name in tree.classes(ancestor)[:4]:
            if tree.telling(name):
                yield f"{ancestor.tag}.{name}"


def _around(element: Element) -> list[Element]:
    above = [element, *element.iterancestors()][:_UP]
    return [one for one in above if tree.tag_of(one) not in ("html", "body", "")]


def _common(found: Sequence[Element]) -> Element:
    """The lowest element around all of these."""
    shared = [*found[0].iterancestors()]
    for element in found[1:]:
        above = set(element.iterancestors())
        shared = [one for one in shared if one in above]
    return shared[0]


def _position(element: Element) -> str:
    """The path to an element by places, from the nearest id or from the body."""
    steps: list[str] = []
    for one in (element, *element.iterancestors()):
        tag = tree.tag_of(one)
        if tag == "body":
            steps.append("body")
            break
        if name := tree.identifier(one):
            steps.append(f"#{name}")
            break
        before = sum(1 for sibling in one.itersiblings(preceding=True) if tree.tag_of(sibling) == tag)
        steps.append(f"{tag}:nth-of-type({before + 1})")
    return " > ".join(reversed(steps))


# -- its parts


def _link(page: Page, items: Sequence[Item], roots: Sequence[parsel.Selector]) -> str | None:
    candidates: dict[str, None] = {}
    for item in items[:_SAMPLE]:
        candidates |= dict.fromkeys(inside(item.element, item.link))
    best: tuple[int, str] | None = None
    for candidate in (*list(candidates)[:_PARTS], "xpath: (.//a[@href])[last()]"):
        good = sum(
            first_address(page, root, candidate) == item.url for item, root in zip(items, roots, strict=True)
        )
        if good == len(items):
            return candidate
        if best is None or good > best[0]:
            best = (good, candidate)
    # Tables made by hand have a row or two with one link too many.
    return best[1] if best is not None and best[0] >= _ENOUGH * len(items) else None


def _title(
    items: Sequence[Item], roots: Sequence[parsel.Selector], date: str | None, language: str | None
) -> str | None:
    """The selector of what reads most like titles; None when the words of the link do, as they are."""
    candidates: dict[str, None] = {}
    for item in items[:_SAMPLE]:
        for element in (item.element, *tree.elements(item.element)):
            if weight(text_of(element)) >= 8 and (
                element is item.link
                or not _holds_link(element, item.link)
                or tree.tag_of(element) in HEADINGS
            ):
                candidates |= dict.fromkeys(inside(item.element, element))
        if dates.seen(item.words, language) is not None and len(item.link):
            own = next(inside(item.element, item.link), "xpath: .//a")
            if own == "xpath: .":
                candidates["xpath: ./text()[normalize-space()]"] = None
            candidates["xpath: .//a/text()[normalize-space()]"] = None
    best: tuple[float, str] | None = None
    for place, candidate in enumerate(list(candidates)[:_PARTS]):
        texts = [first_text(root, candidate) for root in roots]
        merit = _merit(texts, items, candidate, language) - place * 1e-4
        if best is None or merit > best[0]:
            best = (merit, candidate)
    return best[1] if best is not None and best[0] > 0 else None


def _holds_link(element: Element, link: Element) -> bool:
    return any(ancestor is element for ancestor in link.iterancestors())


def _merit(texts: Sequence[str], items: Sequence[Item], selector: str, language: str | None) -> float:
    """How much these texts read like the titles of the items."""
    there = sum(bool(text) for text in texts) / len(texts)
    if there < _ENOUGH:
        return 0.0
    distinct = len(set(texts)) / len(texts)
    last = selector.split()[-1].replace(".", " ").split()
    if {"title", "headline"} & set(last):
        distinct = max(distinct, 0.9)  # an issuer may well call everything "Statement"
    size = sum(weight(text) for text in texts) / len(texts)
    linked = sum(
        text == item.words and sum(bool(text_of(part)) for part in item.link) < 2
        for text, item in zip(texts, items, strict=True)
    ) / len(items)
    dated = sum(
        dates.seen(text, language) is not None or _CLOCK.match(text) is not None for text in texts
    ) / len(texts)
    merit = (
        2 * there + 2 * distinct + 1.5 * min(size, 40) / 40 + 1.2 * linked * (distinct > 0.7) - 0.8 * dated
    )
    merit -= 1.5 * (size > 220) + 1.5 * (size < 12)
    heading = any(name in last for name in HEADINGS)
    named = any(re.search(r"title|headline|titre|titulo|subject", name, re.IGNORECASE) for name in last)
    return (
        merit
        + 1.3 * heading
        + (1.3 + 1.0 * bool({"title", "headline"} & set(last))) * (named and not heading)
    )
