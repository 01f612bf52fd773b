"""The repeated blocks of a page whose links lead elsewhere on the site, and how much each looks like a list of dated articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from spiders.extract import learn_composed as composed
from spiders.extract import learn_dates as dates
from spiders.extract import learn_tree as tree
from spiders.extract.learn_item import LONG, Found, Item, date_of, shape, text_of, weight
from spiders.extract.learn_tree import Element
from spiders.extract.page import Page, absolute, is_remnant
from spiders.extract.wording import heads_furniture
from statements.text import clean_title

_LOOKED_AT = 30  # items of a block that are looked at closely; a page of 200 tells no more
_DOCUMENTS = 4  # links of one entry that may all be its documents; more of them are a row of a menu
_ENTRIES = (
    "li",
    "tr",
    "dt",
    "dd",
)  # where such a one holds the link, it is the entry, though it be the only one of its list
LONGEST_HEADING = 60
# What a section's own list is called as well as the box beside an article.
_NEWEST = re.compile(
    r"\W*(?:the )?(?:latest|newest|recent|news|aktuell|neueste|derni[eè]res|actualit|[uú]ltim|noticias|not[ií]cias|последние|новости|все новости|события|آخر|اخر|أحدث|احدث|آخرین|"
    r"son |最新|新着|최신|최근|najnowsze|aktualno|ostatnie|останні|новини|חדשות|laatste|τελευταία|πρόσφατα|νέα|senaste|uusimmat|viimeisimmät|ajankohtaista|poslední|nejnovější|aktuality|press|archive|archiv)",
    re.IGNORECASE,
)


@dataclass(eq=False, kw_only=True)
class Block:
    """Items of one make. ``score`` is comparable within a page; above `ACCEPTED` it is a list of articles."""

    items: list[Item]
    region: str
    language: str | None
    reasons: list[str] = field(default_factory=list)

    @cached_property
    def found(self) -> list[Found | None]:
        """The date of each of the first items."""
        looked_at = self.items[:_LOOKED_AT]
        mine = {item.element for item in self.items}
        found = [date_of(item, mine, self.language) for item in looked_at]
        if len(found) < 2 or sum(one is not None for one in found) >= 0.6 * len(found):
            return found
        made = composed.candidates([item.element for item in looked_at], self.language)
        return [
            Found(seen=seen, where="heading")
            if own is None and over and (seen := dates.seen(over[0].text, self.language))
            else own
            for own, over in zip(found, made, strict=True)
        ]

    @cached_property
    def dated(self) -> float:
        """Share of the items with a date of their own."""
        return sum(one is not None for one in self.found) / len(self.found)

    @cached_property
    def days(self) -> list[date]:
        """The days that are sure, in the order of the page."""
        return [day for one in self.found if one is not None and (day := one.seen.sure)]

    @cached_property
    def titled(self) -> float:
        """Share of the links whose words can be a title: long, and on no other item."""
        words = Counter(item.words for item in self.items)
        good = [
            item
            for item in self.items
            if weight(item.words) >= LONG and words[item.words] <= 1 + len(self.items) // 8
        ]
        return len(good) / len(self.items)

    @cached_property
    def titled_near(self) -> float:
        """Share of the items that hold words enough for a title, wherever they stand."""
        return sum(weight(text_of(item.element)) >= LONG for item in self.items) / len(self.items)

    @cached_property
    def alike(self) -> float:
        """Share of the addresses that are built like most of them."""
        shapes = Counter(shape(item.url) for item in self.items)
        return shapes.most_common(1)[0][1] / len(self.items)

    @cached_property
    def score(self) -> float:
        total = 3 * self.dated + 1.5 * min(len(self.items), 10) / 10
        total += 1.5 * max(self.titled, 0.7 * self.titled_near) + 0.7 * self.alike
        total += 0.7 * dates.falls(self.days)
        total += {"main": 0.6, "page": 0.3, "aside": -1.2, "named": -0.6, "furniture": -3.0}[self.region]
        total -= 0.8 * (len(self.items) < 3)
        kinds = Counter(one.where for one in self.found if one is not None)
        return total - 0.4 * (kinds["title"] > len(self.found) / 2)

    @property
    def listing(self) -> bool:
        """Whether this is a list of articles at all."""
        dated = (
            self.dated >= 0.6
            and len({item.url for item in self.items}) >= 2
            and max(self.titled, self.titled_near) >= 0.5
        )
        return self.region != "furniture" and (
            dated or (len(self.items) >= 5 and self.titled >= 0.7 and self.region != "aside")
        )


def blocks(page: Page, *, language: str | None = None) -> list[Block]:
    """All blocks of the page outside navigation and footer, the likeliest list of articles first. Where nothing else is a list, what
    only its name calls a menu or related links may be."""
    found = _blocks(page, language, but=("furniture", "named"))
    return found if any(block.listing for block in found) else _blocks(page, language, but=("furniture",))


def _blocks(page: Page, language: str | None, *, but: Sequence[str]) -> list[Block]:
    body = page.root.xpath("//body")
    if not body:
        return []
    groups: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    regions: dict[Element, str] = {}
    holders = tree.holders(page)
    for link in body[0].root.iter("a"):
        url = absolute(page.base, link.get("href") or "")
        if url is None or not tree.own_site(url, page) or _same(url, page.url) or is_remnant(link):
            continue
        parent = link.getparent()
        if parent not in regions:
            regions[parent] = tree.region(parent, holders)
        if regions[parent] not in but:
            groups[tree.tags_to(link)].append(
                Item(element=link, link=link, url=url, words=clean_title(text_of(link)))
            )
    found = [block for links in groups.values() for block in _of_group(links, regions, language)]
    return sorted(found, key=lambda block: (-round(block.score, 6), -len(block.items)))


def _of_group(links: list[Item], regions: dict[Element, str], language: str | None) -> Iterator[Block]:
    """The links with one path of tags, each widened to all that is its own, and parted by where they stand."""
    links = _own_words(links)
    leads: dict[Element, set[str]] = defaultdict(set)
    for item in links:
        for ancestor in (item.link, *item.link.iterancestors()):
            leads[ancestor].add(item.url)
    wide = {item.link: _widest(item.link, leads) for item in links}
    by_place: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in links:
        by_place[tree.place(item.link)].append(item)
    # An entry that is alone in its row or under its day is no wider than the others; which of them are alone, the dates tell.
    usual = {key: Counter(_depth(wide[item.link]) for item in items) for key, items in by_place.items()}
    choices = [{key: depths.most_common(1)[0][0] for key, depths in usual.items()}]
    if any(max(depths) > choices[0][key] for key, depths in usual.items()):
        choices.append({key: max(depths) for key, depths in usual.items()})
    for depth in choices:
        parted: dict[tuple[tuple[str, ...], str], dict[Element, Item]] = defaultdict(dict)
        for key, items in by_place.items():
            for item in items:
                element = _at_most(wide[item.link], item.link, depth[key])
                make = (tree.place(element.getparent()), tree.tag_of(element))
                known = parted[make].get(element)
                if known is None or weight(item.words) > weight(known.words):
                    parted[make][element] = Item(
                        element=element, link=item.link, url=item.url, words=item.words
                    )
        for items_by in parted.values():
            for items in _without_menus(list(items_by.values()), language):
                where = Counter(regions[item.link.getparent()] for item in items).most_common(1)[0][0]
                yield Block(items=items, region=where, language=language)


def _at_most(element: Element, link: Element, depth: int) -> Element:
    """An element above a link, or one below it that is no higher than ``depth``."""
    if _depth(element) >= depth:
        return element
    return next(found for found in (link, *link.iterancestors()) if _depth(found) == depth)


def _without_menus(items: list[Item], language: str | None) -> list[list[Item]]:
    """The items, those of a menu that is built like the list apart from it: pages laid out in tables have both in rows of a table."""
    rows: dict[Element, list[Item]] = defaultdict(list)
    for item in items:
        rows[item.element.getparent()].append(item)
    if len(rows) == 1:
        return [items]
    shapes = Counter(shape(item.url) for item in items if weight(item.words) >= LONG).most_common(1)
    menu: list[Item] = []
    for members in rows.values():
        titled = sum(weight(item.words) >= LONG for item in members)
        if 2 * titled < len(members) and shapes and all(shape(item.url) != shapes[0][0] for item in members):
            menu += members
    apart = set(menu)
    rest = [item for item in items if item not in apart]
    if not menu or len(rest) < 2 or any(date_of(item, set(), language) for item in menu[:_LOOKED_AT]):
        return [items]
    return [rest, menu]


def _own_words(links: list[Item]) -> list[Item]:
    """The links without those that say the same short thing on every entry ("PDF", "Read more"), where others say more; of an entry
    with one title and links to its documents the title; of one with nothing but links to its documents the first."""
    words = Counter(item.words for item in links)
    own = {item for item in links if words[item.words] < 3 or weight(item.words) >= LONG}
    entries: dict[Element, list[Item]] = defaultdict(list)
    for item in links:
        entry = next((e for e in item.link.iterancestors() if tree.tag_of(e) in _ENTRIES), None)
        if entry is not None:
            entries[entry].append(item)
    left_out: set[Item] = set()
    documents: dict[Item, list[Item]] = {}
    for members in entries.values():
        titled = [item for item in members if item in own and weight(item.words) >= LONG]
        if len(titled) == 1:
            left_out.update(item for item in members if item is not titled[0] and weight(item.words) < LONG)
        elif not titled and len(members) <= _DOCUMENTS:
            documents[next((item for item in members if item in own), members[0])] = members
    if 2 * len(documents) >= len(entries) > 0:  # the title stands beside the links
        make, alike = Counter(shape(item.url) for item in documents).most_common(1)[0]
        for first, members in documents.items():
            # Else it is the pager's row; addresses of many makes do not tell.
            one_of_many = words[first.words] >= 3 or shape(first.url) == make or 2 * alike < len(documents)
            left_out.update(item for item in members if item is not first or not one_of_many)
            own.add(first)
    found = [item for item in links if item in own and item not in left_out]
    return found if len({item.url for item in found}) >= 2 else links


def _widest(link: Element, leads: dict[Element, set[str]]) -> Element:
    """The highest element above a link that holds no other link of the kind."""
    element = link
    while (
        tree.tag_of(element) not in _ENTRIES
        and (parent := element.getparent()) is not None
        and len(leads[parent]) == 1
        and tree.tag_of(parent) not in ("body", "main", "html")
    ):
        element = parent
    return element


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def heads_others(block: Block) -> bool:
    """Whether what stands over a list says that it is of other things than the page: "Related news", "Read also"."""
    inner = {ancestor for item in block.items[1:] for ancestor in item.element.iterancestors()}
    for around in block.items[0].element.iterancestors():
        if tree.tag_of(around) in ("body", "html"):
            return False
        if len(block.items) > 1 and around not in inner:
            continue
        for sibling in around.itersiblings(preceding=True):
            if words := text_of(sibling) if tree.tag_of(sibling) else (sibling.tail or "").strip():
                told = sibling.tag != "h1" and len(words) <= LONGEST_HEADING and heads_furniture(words)
                return told and not _NEWEST.match(words)
    return False


def _same(one: str, other: str) -> bool:
    return one.partition("#")[0].rstrip("/") == other.partition("#")[0].rstrip("/")


def prose(page: Page, items: Sequence[Item]) -> int:
    """Weighted characters of running text on the page that no item holds: an article has them, a list has not."""
    mine = {item.element for item in items}
    holders = tree.holders(page)
    total = 0.0
    for element in page.root.xpath("//body//p | //body//blockquote"):
        if element.root in mine or any(ancestor in mine for ancestor in element.root.iterancestors()):
            continue
        text = text_of(element.root)
        linked = sum(len(text_of(link)) for link in element.root.iter("a"))
        if (
            weight(text) >= 80
            and linked < 0.5 * len(text)
            and tree.region(element.root, holders) not in ("furniture", "named")
        ):
            total += weight(text)
    return int(total)
