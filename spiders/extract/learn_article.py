"""What a site's articles have in common, from two or three of them: where title, date and text stand, and what to leave out.

What is equal on all of them is furniture; what differs and is dense is the text. Every selector is tried on all pages, and the pages
are read again with the result.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

import parsel
from rapidfuzz import fuzz

from config.source import Article, ListingSource
from spiders.extract import learn_dates as dates
from spiders.extract import learn_tree as tree
from spiders.extract.article import article
from spiders.extract.learn_blocks import text_of, weight
from spiders.extract.learn_selectors import first_date, first_text, inside
from spiders.extract.learn_shape import fingerprint
from spiders.extract.learn_tree import Element
from spiders.extract.page import Page, outermost, pick
from statements.labels import Verdict
from statements.model import Draft
from statements.text import fold_for_identity

_DENSE = 0.85  # share of a page's text that must lie in a part for the part to be taken for the whole
_ALIKE = 85.0  # per cent from which a heading is the listed title
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
TYPE = "text/html; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class LearnedArticle:
    """Selectors for the articles of a site, with how sure (0 to 1) and why."""

    article: Article
    confidence: float
    reasons: tuple[str, ...]
    fingerprint: str
    texts: tuple[str, ...] = ()
    """What the pages gave when they were read again."""


@dataclass(frozen=True, kw_only=True)
class _Line:
    element: Element
    text: str
    linked: bool


def learn_article(
    pages: Sequence[Page], *, listed: Sequence[Draft] = (), language: str | None = None
) -> LearnedArticle | None:
    """Learn from two or more articles of one site. ``listed`` says what the list said of each, in the same order."""
    try:
        return _learn(pages, listed, language) if len(pages) > 1 else None
    except RecursionError:
        return None


def _learn(pages: Sequence[Page], listed: Sequence[Draft], language: str | None) -> LearnedArticle | None:
    lines = [_lines(page) for page in pages]
    seen = Counter(text for page in lines for text in {line.text for line in page})
    furniture = {text for text, count in seen.items() if count > 1}
    reasons: list[str] = []
    titles = [draft.title for draft in listed] if listed else [""] * len(pages)
    title = _title(pages, titles, furniture)
    headings = [
        first_text(page.root, title) if title else shown for page, shown in zip(pages, titles, strict=True)
    ]
    containers = _containers(pages, lines, furniture, headings)
    body = _body(pages, containers) if containers else None
    drop = _drop(pages, containers, furniture, headings, language) if containers and body else ()
    reasons.append(f"title: {title or 'as the page states it'}")
    days = [_day(draft, language) for draft in listed] if listed else [None] * len(pages)
    date_selector, said = _date(pages, days, containers, language)
    reasons.append(said)
    if body:
        reasons.append(
            f"text: {body}, what differs between {len(pages)} pages"
            + (f", without {', '.join(drop)}" if drop else "")
        )
    else:
        reasons.append("text: no part of the page could be told by its mark-up; the generic reader finds it")
    rules = Article(title=title, date=date_selector, body=body, drop=drop)
    texts = _read_again(pages, rules)
    read = sum(bool(text) for text in texts) / len(texts)
    if body and read < 1:
        rules = rules.model_copy(update={"body": None, "drop": ()})
        texts = _read_again(pages, rules)
        read = sum(bool(text) for text in texts) / len(texts)
        reasons.append("the part that was found gave no text on every page, so the generic reader reads it")
    if not read:
        return None
    distinct = len(set(texts)) == len(texts)
    sure = (
        0.35 * read
        + 0.25 * bool(rules.body)
        + 0.15 * bool(title)
        + 0.15 * (date_selector is not None or "own" in said)
        + 0.1 * distinct
    )
    return LearnedArticle(
        article=rules,
        confidence=round(sure, 2),
        reasons=tuple(reasons),
        fingerprint=fingerprint(pages[0]),
        texts=texts,
    )


def _lines(page: Page) -> list[_Line]:
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
            found.append(_Line(element=element, text=" ".join(loose.split()), linked=False))
            continue
        text = text_of(element)
        if text:
            linked = sum(len(text_of(link)) for link in element.iter("a"))
            found.append(_Line(element=element, text=text, linked=linked > 0.5 * len(text)))
    return found


# -- the text


def _containers(
    pages: Sequence[Page], lines: Sequence[Sequence[_Line]], furniture: set[str], titles: Sequence[str]
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
        found.append(_densest(body[0].root, weights))
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


def _ancestor(element: Element, depth: int) -> Element:
    """The ancestor at a depth below ``<html>``."""
    chain = [*reversed([element, *element.iterancestors()])]
    return chain[depth]


def _body(pages: Sequence[Page], containers: Sequence[Element]) -> str | None:
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


def _drop(
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


# -- title and date


def _title(pages: Sequence[Page], listed: Sequence[str], furniture: set[str]) -> str | None:
    """The selector of the headings: those that resemble what was listed, or differ from page to page."""
    candidates: dict[str, None] = {}
    targets: list[str] = []
    for page, title in zip(pages, listed, strict=True):
        body = page.root.xpath("//body")
        best: tuple[float, Element] | None = None
        for element in tree.elements(body[0].root) if body else ():
            heading = element.tag in ("h1", "h2", "h3", "h4") or any(
                "title" in name.lower() or "headline" in name.lower() for name in tree.classes(element)
            )
            text = text_of(element) if heading else ""
            if (
                not text
                or len(text) > 400
                or (text in furniture and text != title)
                or tree.region(element) in ("furniture", "named")
            ):
                continue
            merit = (10.0 if element.tag == "h1" else 3.0 if element.tag == "h2" else 0.0) - len(text) / 1000
            if title:
                same = fuzz.partial_ratio(fold_for_identity(title).rstrip(". …"), fold_for_identity(text))
                if same < _ALIKE or 2 * len(text) < len(title):
                    continue
                merit += same
            elif element.tag != "h1":
                continue
            if best is None or merit > best[0]:
                best = (merit, element)
        if best is None:
            return None
        targets.append(text_of(best[1]))
        candidates |= dict.fromkeys(inside(body[0].root, best[1]))
    for selector in candidates:
        if all(first_text(page.root, selector) == text for page, text in zip(pages, targets, strict=True)):
            return selector
    return None


def _day(draft: Draft, language: str | None) -> dates.Seen | None:
    return next((found for raw in draft.dates if (found := dates.seen(raw.raw, language))), None)


def _may_be(seen: dates.Seen | None, other: dates.Seen) -> bool:
    """Whether a date can be the listed one, a day more or less (time zones)."""
    if seen is None:
        return True
    return any(abs(one - two) <= timedelta(days=1) for _, _, one in seen.days for _, _, two in other.days)


def _date(
    pages: Sequence[Page],
    days: Sequence[dates.Seen | None],
    containers: Sequence[Element] | None,
    language: str | None,
) -> tuple[str | None, str]:
    """A date selector where one is needed, and a sentence about it."""
    own = [_own_date(page) for page in pages]
    if (
        all(own)
        and all(_may_be(day, found[0]) for day, found in zip(days, own, strict=True) if found)
        and _differ(own, days)
    ):
        return None, f"date: the page's own ({own[0][1]})" if own[0] else ""
    candidates: dict[str, None] = {}
    for page, day in zip(pages, days, strict=True):
        root = page.root.xpath("//body")[0].root
        for element in tree.elements(root):
            text = (element.get("datetime") or "").strip() or text_of(element)
            if (
                not dates.is_date_line(text)
                or dates.of_change(text)
                or tree.region(element) in ("furniture", "named", "aside")
            ):
                continue
            if (seen := dates.seen(text, language)) and _may_be(day, seen):
                candidates |= dict.fromkeys(inside(root, element))
    best: tuple[float, str] | None = None
    for place, selector in enumerate(list(candidates)[:80]):
        read = [
            dates.seen(text, language)
            if (text := first_date(parsel.Selector(root=page.root.root, type="html"), selector))
            else None
            for page in pages
        ]
        if all(one is not None and _may_be(day, one) for one, day in zip(read, days, strict=True)):
            merit = (
                len({one.raw for one in read if one})
                - place * 1e-3
                - 2 * ("nth-of-type" in selector or selector.startswith("xpath"))
            )
            if best is None or merit > best[0]:
                best = (merit, selector)
    if best is not None:
        checked = any(days)
        return best[1], f"date: {best[1]}" + (", the same days as on the list" if checked else "")
    return None, "date: the articles show none that fits; the list's is taken" if any(
        days
    ) else "date: none was found"


def _own_date(page: Page) -> tuple[dates.Seen, str] | None:
    """The date that the reader finds without a selector, and where."""
    found = article(None, page.html.encode(), url=page.url, content_type=TYPE)
    for draft in found.drafts:
        for raw in draft.dates:
            seen = dates.seen(raw.raw) if raw.origin != "url" else None
            day = dates.in_address(raw.raw) if raw.origin == "url" else None
            if day is not None:
                seen = dates.Seen(raw=raw.raw, days=(("", "", day),))
            if seen is not None and seen.sure:
                return seen, raw.origin
    return None


def _differ(own: Sequence[tuple[dates.Seen, str] | None], days: Sequence[dates.Seen | None]) -> bool:
    """A date that is the same on all pages is a clock in the masthead, unless the list says so too."""
    values: set[date | None] = {found[0].sure for found in own if found}
    return len(values) > 1 or (all(days) and len({day.raw for day in days if day}) == 1) or any(days)


def _read_again(pages: Sequence[Page], rules: Article) -> tuple[str, ...]:
    source = ListingSource(
        id="learnt",
        name="learnt",
        issuer="UN",
        entry=pages[0].url,
        item="css: li",
        link="css: a",
        max_pages=1,
        article=rules,
    )
    texts = []
    for page in pages:
        found = article(
            source, page.html.encode(), url=page.url, content_type=TYPE, generic=rules.body is None
        )
        texts.append(found.drafts[0].body if found.verdict is Verdict.OK else "")
    return tuple(texts)
