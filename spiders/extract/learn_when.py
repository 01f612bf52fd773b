"""Where in or beside an item its date stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import parsel

from spiders.extract import learn_composed as composed
from spiders.extract import learn_dates as dates
from spiders.extract import learn_tree as tree
from spiders.extract.learn_item import Item, heading_over, text_of
from spiders.extract.learn_parts import first_date, inside
from spiders.extract.learn_tree import Element
from spiders.extract.page import is_element, pick

_SAMPLE = 6  # items whose parts are tried as selectors; the rest only judge them
_ENOUGH = 0.95  # share of dated items from which no date is sought over their groups
_PARTS = 80  # selectors tried


def date_selector(
    items: Sequence[Item], roots: Sequence[parsel.Selector], language: str | None
) -> tuple[str | None, float]:
    """The selector of the dates and the share of items it gives one for."""
    candidates: dict[str, None] = {}
    for item in items[:_SAMPLE]:
        candidates |= dict.fromkeys(_date_candidates(item, {one.element for one in items}, language))
    found = _best(candidates, roots, language)
    if found[1] >= _ENOUGH or len(items) < 2:
        return found
    for made in composed.candidates([item.element for item in items], language)[:_SAMPLE]:
        candidates |= dict.fromkeys(f"xpath: {one.path}" for one in made)
    return _best(candidates, roots, language)


def _best(
    candidates: Iterable[str], roots: Sequence[parsel.Selector], language: str | None
) -> tuple[str | None, float]:
    best: tuple[float, str, float] | None = None
    for place, candidate in enumerate(list(candidates)[:_PARTS]):
        texts = [first_date(root, candidate) for root in roots]
        found = [dates.seen(text, language) if text and not dates.of_change(text) else None for text in texts]
        share = sum(one is not None for one in found) / len(found)
        if share < 0.5:
            continue
        days = [day for one in found if one is not None and (day := one.sure)]
        short = sum(dates.is_date_line(text) for text in texts) / len(texts)
        machine = sum(_machine(root, candidate) for root in roots) / len(roots)
        length = 0.0 if machine else sum(map(len, texts)) / len(texts)
        merit = (
            4 * share + 0.8 * machine + 1.2 * short + 0.6 * dates.falls(days) - place * 1e-3 - length * 5e-3
        )
        if best is None or merit > best[0]:
            best = (merit, candidate, share)
    return (best[1], best[2]) if best is not None else (None, 0.0)


def _machine(root: parsel.Selector, selector: str) -> bool:
    """Whether the first thing a selector finds bears a date that is written for machines."""
    return any(
        is_element(found) and found.attrib.get("datetime", "").strip() for found in pick(root, selector)[:1]
    )


def _date_candidates(item: Item, mine: set[Element], language: str | None) -> Iterator[str]:
    def dated(text: str) -> bool:
        return bool(text) and dates.seen(text, language) is not None and not dates.of_change(text)

    inner = [item.element, *tree.elements(item.element)]
    for element in inner:
        if dated((element.get("datetime") or "").strip()):
            yield from inside(item.element, element)
    for element in inner:
        text = text_of(element)
        if dates.is_date_line(text) and dated(text):
            yield from inside(item.element, element)
    for element in inner:
        if any(
            dated(" ".join((loose or "").split()))
            for loose in (element.text, *(child.tail for child in element))
        ):
            if element is item.element:
                yield "xpath: ./text()[normalize-space()]"
            for own in inside(item.element, element):
                if own.startswith("css: "):
                    yield f"{own}::text"
    yield from _outside(item, mine, dated)
    for element in inner:  # a long line that holds a date: the title, or the item as a whole
        if dated(text_of(element)[:240]):
            yield from inside(item.element, element)


def _outside(item: Item, mine: set[Element], dated: Callable[[str], bool]) -> Iterator[str]:
    """Dates beside the item, or over its list."""
    for axis, preceding in (("preceding-sibling", True), ("following-sibling", False)):
        for count, sibling in enumerate(item.element.itersiblings(preceding=preceding)):
            if count >= 4 or sibling in mine:
                break
            if not tree.tag_of(sibling):
                continue
            for element in (sibling, *tree.elements(sibling)):
                if not (
                    dated((element.get("datetime") or "").strip())
                    or (dates.is_date_line(text_of(element)) and dated(text_of(element)))
                ):
                    continue
                below = "" if element is sibling else f"//{element.tag}"
                for name in tree.classes(sibling):
                    if tree.telling(name):
                        has = f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
                        yield f"xpath: {axis}::{sibling.tag}{has}[1]{below}"
                yield f"xpath: {axis}::{sibling.tag}[1]{below}"
    if dated(" ".join((item.element.tail or "").split())):
        yield "xpath: following-sibling::text()[1]"
    previous = item.element.getprevious()
    before = previous.tail if previous is not None else item.element.getparent().text
    if dated(" ".join((before or "").split())):
        yield "xpath: preceding-sibling::text()[1]"
    if (heading := heading_over(item.element)) is not None and dated(text_of(heading)):
        yield f"xpath: preceding::{heading.tag}[1]"
