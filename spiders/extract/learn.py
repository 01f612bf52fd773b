"""Reading a site that nobody has described: the list of its articles found, and selectors learnt that find it again.

Pure. Nothing is taken on trust: what is learnt is applied to the pages it came from, and counts only as far as it gave links, titles
and dates. `Learned.confidence` says how sure, `Learned.reasons` why, in words for the person who reads the source file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Day

from config.source import ListingSource
from spiders.extract import learn_dates as dates
from spiders.extract.date_order import order_at
from spiders.extract.learn_article import TYPE, LearnedArticle, learn_article
from spiders.extract.learn_blocks import Block, blocks, heads_others, prose
from spiders.extract.learn_item import Item, shape, text_of, weight
from spiders.extract.learn_pager import pager
from spiders.extract.learn_selectors import Parts, select
from spiders.extract.learn_shape import alike, fingerprint
from spiders.extract.listing import listing as read_listing
from spiders.extract.page import Page
from statements.labels import LANGUAGES, Verdict
from statements.language import identify
from statements.model import Draft

__all__ = [
    "Learned",
    "LearnedArticle",
    "Listed",
    "alike",
    "fingerprint",
    "learn_article",
    "learn_listing",
    "listing",
]

_TRIED = 4  # blocks of a page that are tried, best first
_MANY = 5  # entries of a list that may rule a page
_CLEAR = 0.75  # and its confidence
_CERTAIN = 0.9  # from which a list in what a name calls furniture may be what the page is for
SURE = 0.5
"""Confidence from which a page is taken for a list without anybody looking."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The entries of a page, and all that each says. ``beside``: the list stands where an article has its sidebar; ``others``: a
    heading says that they are others than what the page is about ("Read also"); ``rules``: it is surely a list, and says far
    more than all else on the page."""

    drafts: tuple[Draft, ...]
    texts: tuple[str, ...]
    beside: bool
    others: bool
    rules: bool


@dataclass(frozen=True, kw_only=True)
class Learned:
    """How to read a list, in the words of a ``listing`` source, with what it gave."""

    item: str
    link: str
    title: str | None
    date: str | None
    next: str | None
    date_order: str | None
    calendar: str
    languages: tuple[str, ...]
    confidence: float
    reasons: tuple[str, ...]
    drafts: tuple[Draft, ...]
    days: tuple[Day | None, ...]
    """The day of each draft, as far as it is sure."""
    fingerprint: str
    older: str | None = None
    """Where the older entries are."""

    def selectors(self) -> dict[str, str]:
        """As in a source file."""
        parts = {
            "item": self.item,
            "link": self.link,
            "title": self.title,
            "date": self.date,
            "next": self.next,
        }
        return {key: value for key, value in parts.items() if value is not None}


def listing(page: Page) -> Listed | None:
    """The entries of a page that lists articles, in its order; None when it is an article or anything else."""
    try:
        found = _learn([page], None)
        if found is None or found[0].confidence < SURE:
            return None
        learned, block = found
        # A list with older pages is what its page is for, whatever the list is named.
        own = learned.confidence >= _CERTAIN and learned.next is not None
        beside = block.region in ("aside", "furniture") or (block.region == "named" and not own)
        texts = tuple(text_of(item.element) for item in block.items)
        besides, inside = prose(page, block.items), sum(map(weight, texts))
        if besides >= max(400.0, 0.8 * inside):
            return None
        rules = len(texts) >= _MANY and learned.confidence >= _CLEAR and 2 * besides <= inside
        return Listed(
            drafts=learned.drafts, texts=texts, beside=beside, others=heads_others(block), rules=rules
        )
    except RecursionError:
        return None


def learn_listing(pages: Sequence[Page], *, latest: Day | None = None) -> Learned | None:
    """Learn to read a list from its first page, and from older ones of the same list if given. ``latest`` is a day that no entry
    can be after (today). None when the page lists no articles."""
    try:
        found = _learn(pages, latest)
    except RecursionError:
        return None
    return found[0] if found is not None else None


def _learn(pages: Sequence[Page], latest: Day | None) -> tuple[Learned, Block] | None:
    page = pages[0]
    language = _stated_language(page)
    everything = blocks(page, language=language)
    candidates = [block for block in everything if block.listing][:_TRIED]
    for rank, block in enumerate(candidates):
        wider = _with_strays(block, everything, language)
        for tried in (wider, block) if wider is not block else (block,):
            parts = select(page, tried.items, language)
            if parts is None:
                continue
            learned = _verified(pages, tried, parts, latest, language, rivals=candidates[rank + 1 :])
            if learned is not None:
                return learned, tried
    return None


def _with_strays(block: Block, everything: Sequence[Block], language: str | None) -> Block:
    """The block with entries of another make that belong to the same list: the big first one, the other column."""
    usual = Counter(shape(item.url) for item in block.items).most_common(1)[0][0]
    known = {item.url for item in block.items}
    mine = {item.element for item in block.items}
    over = {ancestor for element in mine for ancestor in element.iterancestors()}
    strays: list[Item] = []
    for other in everything:
        if (
            other is block
            or other.region in ("furniture", "named", "aside")
            or other.dated < 0.6
            or other.titled < 0.6
        ):
            continue
        fresh = [item for item in other.items if item.url not in known]
        nested = any(
            item.element in over or not mine.isdisjoint((item.element, *item.element.iterancestors()))
            for item in fresh
        )
        if fresh and not nested and all(shape(item.url) == usual for item in fresh):
            strays += fresh
            known |= {item.url for item in fresh}
    return Block(items=[*strays, *block.items], region=block.region, language=language) if strays else block


def _verified(
    pages: Sequence[Page],
    block: Block,
    parts: Parts,
    latest: Day | None,
    language: str | None,
    rivals: Sequence[Block],
) -> Learned | None:
    """The block read again with its selectors, and how far to trust that."""
    page = pages[0]
    following = pager(page, frozenset(item.url for item in block.items))
    source = ListingSource(
        id="learnt", name="learnt", issuer="UN", entry=page.url, item=parts.item, link=parts.link, title=parts.title,
        date=parts.date, next=following, max_pages=3 if following else 1,
    )  # fmt: skip
    reads = [read_listing(source, one.html.encode(), url=one.url, content_type=TYPE) for one in pages]
    drafts = reads[0].drafts
    if reads[0].verdict is not Verdict.OK or len({draft.url for draft in drafts}) < min(2, len(block.items)):
        return None
    spoken = _languages([draft.title for draft in drafts], language)
    seen = [_seen(draft, spoken[0] if spoken else language) for draft in drafts]
    habit = dates.habit([one for one in seen if one is not None], latest=latest)
    if habit.open and (order := order_at(page.url, language)):
        habit = replace(habit, order=order, open=False, reason="sites of this country know only one order")
    days = tuple(one.under(habit.order, habit.calendar) if one else None for one in seen)
    if latest is not None:
        days = tuple(day if day is None or (day - latest).days <= 1 else None for day in days)
    dated = sum(one is not None for one in seen) / len(seen)
    titles = [draft.title for draft in drafts]
    good = sum(weight(title) >= 12 for title in titles) / len(titles)
    distinct = len(set(titles)) / len(titles)
    reasons = [f"{len(drafts)} links of one make ({parts.item})"]
    sure = 0.28 + 0.06 * min(len(drafts), 5) / 5 + 0.22 * dated + 0.1 * good + 0.1 * distinct
    reasons.append(
        f"{dated:.0%} of them with a date"
        + (f" ({parts.date})" if parts.date else " in the address" if dated else "")
    )
    if dates.falls([day for day in days if day]):
        sure += 0.1
        reasons.append("newest first")
    if block.region == "main":
        sure += 0.05
    elif block.region == "aside":
        sure -= 0.15
        reasons.append("it stands beside the main content")
    if block.alike >= 0.8:
        sure += 0.05
    if parts.named:
        sure += 0.04
    else:
        sure -= 0.05
        reasons.append("the list has no name of its own and is found by its place on the page")
    if following:
        reasons.append(f"older entries: {following}")
    if habit.reason:
        sure -= 0.1 * habit.open
        reasons.append(habit.reason)
    if rivals and rivals[0].score > block.score - 0.3 and rivals[0].dated >= 0.6:
        sure -= 0.12
        reasons.append("another block of the page looks nearly as much like the list")
    if not all(read.verdict is Verdict.OK for read in reads[1:]):
        sure -= 0.2
        reasons.append("the selectors find nothing on the older page")
    return Learned(
        item=parts.item,
        link=parts.link,
        title=parts.title,
        date=parts.date,
        next=following,
        date_order=habit.order,
        calendar=habit.calendar,
        languages=spoken,
        confidence=round(min(max(sure, 0.0), 0.99), 2),
        reasons=tuple(reasons),
        drafts=tuple(_ordered(draft, habit.order) for draft in drafts),
        days=days,
        fingerprint=fingerprint(page),
        older=reads[0].next_url,
    )


def _ordered(draft: Draft, order: str | None) -> Draft:
    """An entry whose dates are read in the order that the others settle."""
    return replace(draft, dates=tuple(replace(raw, order=raw.order or order) for raw in draft.dates))


def _seen(draft: Draft, language: str | None) -> dates.Seen | None:
    found = [one for raw in draft.dates if (one := dates.seen(raw.raw, language)) is not None]
    if found:
        return found[0] if len({day for one in found if (day := one.sure)}) < 2 else None
    day = dates.in_address(draft.url)
    return dates.Seen(raw=draft.url, days=(("", "", day),)) if day else None


def _stated_language(page: Page) -> str | None:
    stated = (
        page.root.xpath("string(//html/@lang)").get("").strip().lower().replace("_", "-").partition("-")[0]
    )
    return stated if stated in LANGUAGES else None


def _languages(titles: Sequence[str], stated: str | None) -> tuple[str, ...]:
    found = identify(". ".join(titles), prior=(stated,) if stated else ())
    return (found,) if found else (stated,) if stated else ()
