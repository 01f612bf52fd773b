"""Where the text of a site's articles stands, and what in that part is no text: by what differs from page to page and what does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from spiders.extract import learn_dates as dates
from spiders.extract import learn_tree as tree
from spiders.extract.learn_item import text_of, weight
from spiders.extract.learn_tree import Element
from spiders.extract.page import Page, outermost, pick

_DENSE = 0.85  # share of a page's text that must lie in a part for the part to be taken for the whole
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "br",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "mark",
        "q",
        "time",
    }
)
_DROPPED_BY_TAG = ("h1", "time", "nav", "aside", "footer", "header", "form", "button")
_OF_TEXT = re.compile(r"body|content|text|article|detail|entry|story|prose|rte", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Line:
    element: Element
    text: str
    linked: bool


def lines_of(page: Page) -> list[Line]:
    """The lines of a page: each smallest block with its words."""
    body = page.root.xpath("//body")
    found = []
    for element in tree.elements(body[0].root) if body else ():
        if element.tag in _INLINE or any(
            tree.tag_of(child) not in _INLINE | {""} for child in element.iterdescendants()
        ):
            loose = " ".join(
                part
                for part in ((element.text or ""), *((child.tail or "") for child in element))
                if part.strip()
            )
            if element.tag in _INLINE or len(loose.split()) < 4:
                continue
            found.append(Line(element=element, text=" ".join(loose.split()), linked=False))
            continue
        text = text_of(element)
        if text:
            linked = sum(len(text_of(link)) for link in element.iter("a"))
            found.append(Line(element=element, text=text, linked=linked > 0.5 * len(text)))
    return found


def containers_of(
    pages: Sequence[Page], lines: Sequence[Sequence[Line]], furniture: set[str], titles: Sequence[str]
) -> list[Element] | None:
    """On each page the element of one make that holds what differs."""
    found = []
    for page, mine, title in zip(pages, lines, titles, strict=True):
        weights: Counter[Element] = Counter()
        for line in mine:
            if (
                line.text in furniture
                or line.linked
                or line.text == title
                or tree.region(line.element) in ("furniture", "named", "aside")
            ):
                continue
            if dates.is_date_line(line.text) and dates.seen(line.text) is not None:
                continue
            amount = int(weight(line.text))
            if amount < 20 and line.element.tag not in ("p", "li", "blockquote"):
                continue
            for ancestor in (line.element, *line.element.iterancestors()):
                weights[ancestor] += amount
        body = page.root.xpath("//body")
        if not body or not weights[body[0].root]:
            return None
        found.append(_whole(_densest(body[0].root, weights)))
    # One page has one paragraph and another twenty: what is common to their paths is the part that holds both.
    for path_of in (tree.place, tree.tags_to):
        paths = [path_of(element) for element in found]
        depth = sum(1 for _ in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False)))
        if depth >= 2:
            at = [_ancestor(element, depth) for element in found]
            if all(tree.tag_of(element) not in ("p", "li", "body") for element in at):
                return at
            if depth >= 3:
                return [_ancestor(element, depth - 1) for element in found]
    return None


def _densest(element: Element, weights: Counter[Element]) -> Element:
    total = weights[element]
    while True:
        children = [child for child in element if weights[child] >= _DENSE * total]
        if not children or children[0].tag in ("p", "li", "blockquote"):
            return element
        element = children[0]


def _whole(element: Element) -> Element:
    """The element around a nameless block that has no blocks in it: that is one paragraph of a text, though it be called ``div``."""
    named = tree.identifier(element) or any(tree.telling(name) for name in tree.classes(element))
    blocks = any(
        tree.tag_of(child) not in _INLINE or child.tag == "br"
        for child in element.iterdescendants()
        if tree.tag_of(child)
    )
    parent = element.getparent()
    if named or blocks or element.tag not in ("div", "section") or tree.tag_of(parent) in ("body", "main"):
        return element
    return parent


def _ancestor(element: Element, depth: int) -> Element:
    """The ancestor at a depth below ``<html>``."""
    chain = [*reversed([element, *element.iterancestors()])]
    return chain[depth]


def body_selector(pages: Sequence[Page], containers: Sequence[Element]) -> str | None:
    for selector in _names_of(containers):
        if all(
            [*outermost(pick(page.root, selector))] == [element]
            for page, element in zip(pages, containers, strict=True)
        ):
            return selector
    return None


def _names_of(found: Sequence[Element]) -> Iterator[str]:
    """Selectors that elements of one make on several pages may share, those that say what they are first."""
    if all(element.get("itemprop") == "articleBody" for element in found):
        yield "css: [itemprop=articleBody]"
    tag = found[0].tag
    identifiers = {tree.identifier(element) for element in found}
    telling = [name for name in tree.common_classes(found) if tree.telling(name)]
    own = [
        f"{tag}.{name}" for name in sorted(telling, key=lambda name: (not _OF_TEXT.search(name), -len(name)))
    ]
    looks = [f"{tag}.{name}" for name in tree.common_classes(found) if not tree.telling(name)]
    for name in own:
        yield f"css: {name}"
    if len(identifiers) == 1 and (only := identifiers.pop()):
        yield f"css: #{only}"
    if tag in ("article", "main"):
        yield f"css: {tag}"
    around = [list(element.iterancestors()) for element in found]
    contexts: list[str] = []
    for level in range(min(6, *(len(above) for above in around))):
        here = [above[level] for above in around]
        if len({tree.tag_of(element) for element in here}) > 1 or tree.tag_of(here[0]) in ("body", "html"):
            break
        name_ids = {tree.identifier(element) for element in here}
        if len(name_ids) == 1 and (only := name_ids.pop()):
            contexts.append(f"#{only}")
        contexts += [f"{here[0].tag}.{name}" for name in tree.common_classes(here) if tree.telling(name)][:2]
        if here[0].tag in ("article", "main"):
            contexts.append(here[0].tag)
    nth = {
        1 + sum(1 for one in element.itersiblings(preceding=True) if tree.tag_of(one) == tag)
        for element in found
    }
    for context in contexts:
        for name in (*own, *looks, tag):
            yield f"css: {context} > {name}"
            yield f"css: {context} {name}"
        if len(nth) == 1:
            yield f"css: {context} > {tag}:nth-of-type({min(nth)})"
    for name in looks:
        yield f"css: {name}"
    yield f"css: body > {tag}"
    paths = {tuple(_steps(element)) for element in found}
    if len(paths) == 1:
        yield "css: " + " > ".join(paths.pop())


def _steps(element: Element) -> list[str]:
    steps = []
    for one in (element, *element.iterancestors()):
        if tree.tag_of(one) == "body":
            break
        steps.append(
            f"{one.tag}:nth-of-type({1 + sum(1 for s in one.itersiblings(preceding=True) if tree.tag_of(s) == one.tag)})"
        )
    return ["body", *reversed(steps)]


def dropped_of(
    pages: Sequence[Page],
    containers: Sequence[Element],
    furniture: set[str],
    titles: Sequence[str],
    language: str | None,
) -> tuple[str, ...]:
    """Selectors of what stands in the text's part and is no text: heading, date line, sharing, what is on every page."""
    dropped: dict[str, None] = {}
    useless: list[set[Element]] = [set() for _ in pages]
    for index, (container, title) in enumerate(zip(containers, titles, strict=True)):
        for element in tree.elements(container):
            if any(above in useless[index] for above in element.iterancestors()) or _is_furniture(
                element, furniture, title, language
            ):
                useless[index].add(element)
    for index, container in enumerate(containers):
        for element in tree.elements(container):
            if element in useless[index] and element.getparent() not in useless[index] and text_of(element):
                selector = next(
                    (name for name in _drop_names(element) if _only(name, pages, containers, useless)), None
                )
                if selector is not None:
                    dropped.setdefault(selector)
    return tuple(dropped)


def _is_furniture(element: Element, furniture: set[str], title: str, language: str | None) -> bool:
    text = text_of(element)
    if not text:
        return False
    if text in furniture or text == title or element.tag in ("nav", "aside", "form", "button"):
        return True
    if dates.is_date_line(text) and dates.seen(text, language) is not None and len(text) <= 40:
        return True
    if element.tag in ("ul", "ol", "div", "section", "p"):
        links = sum(len(text_of(link)) for link in element.iter("a"))
        if links > 0.8 * len(text):
            return True
        lines = [text_of(child) for child in element if tree.tag_of(child) and text_of(child)]
        return (
            bool(lines)
            and not (element.text or "").strip()
            and all(line in furniture or line == title for line in lines)
        )
    return False


def _drop_names(element: Element) -> Iterator[str]:
    if element.tag in _DROPPED_BY_TAG:
        yield f"css: {element.tag}"
    for name in tree.classes(element):
        if tree.telling(name):
            yield f"css: {element.tag}.{name}"
    if own := tree.identifier(element):
        yield f"css: #{own}"


def _only(
    selector: str, pages: Sequence[Page], containers: Sequence[Element], useless: Sequence[set[Element]]
) -> bool:
    """Whether a selector takes nothing but what is useless out of any of the texts."""
    for page, container, mine in zip(pages, containers, useless, strict=True):
        for found in pick(page.root, selector):
            if found.root is container or container in set(found.root.iterdescendants()):
                return False
            inside_text = any(above is container for above in found.root.iterancestors())
            if inside_text and found.root not in mine and text_of(found.root):
                return False
    return True
