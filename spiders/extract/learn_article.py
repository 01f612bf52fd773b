"""What a site's articles have in common, from two or three of them: where title, date and text stand, and what to leave out.

What is equal on all of them is furniture; what differs and is dense is the text. Every selector is tried on all pages, and the pages
are read again with the result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import parsel
from rapidfuzz import fuzz

from config.source import Article, ListingSource
from spiders.extract import learn_dates as dates
from spiders.extract import learn_tree as tree
from spiders.extract.article import article
from spiders.extract.learn_item import text_of
from spiders.extract.learn_parts import first_date, first_text, inside
from spiders.extract.learn_shape import fingerprint
from spiders.extract.learn_text import body_selector, containers_of, dropped_of, lines_of
from spiders.extract.learn_tree import Element
from spiders.extract.page import Page
from statements.labels import Verdict
from statements.model import Draft
from statements.text import fold_for_identity

_ALIKE = 85.0  # per cent from which a heading is the listed title
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


def learn_article(
    pages: Sequence[Page], *, listed: Sequence[Draft] = (), language: str | None = None
) -> LearnedArticle | None:
    """Learn from two or more articles of one site. ``listed`` says what the list said of each, in the same order."""
    try:
        return _learn(pages, listed, language) if len(pages) > 1 else None
    except RecursionError:
        return None


def _learn(pages: Sequence[Page], listed: Sequence[Draft], language: str | None) -> LearnedArticle | None:
    lines = [lines_of(page) for page in pages]
    seen = Counter(text for page in lines for text in {line.text for line in page})
    furniture = {text for text, count in seen.items() if count > 1}
    reasons: list[str] = []
    titles = [draft.title for draft in listed] if listed else [""] * len(pages)
    title = _title(pages, titles, furniture)
    headings = [
        first_text(page.root, title) if title else shown for page, shown in zip(pages, titles, strict=True)
    ]
    containers = containers_of(pages, lines, furniture, headings)
    body = body_selector(pages, containers) if containers else None
    drop = dropped_of(pages, containers, furniture, headings, language) if containers and body else ()
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
        confidence=round(min(sure, 0.97), 2),
        reasons=tuple(reasons),
        fingerprint=fingerprint(pages[0]),
        texts=texts,
    )


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
