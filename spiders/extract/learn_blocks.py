"""The repeated blocks of a page whose links lead elsewhere on the site, and how much each looks like a list of dated articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from spiders.extract import learn_dates as dates
from spiders.extract import learn_tree as tree
from spiders.extract.learn_tree import Element
from spiders.extract.page import Page, absolute
from statements.text import clean_title

_LOOKED_AT = 30  # items of a block that are looked at closely; a page of 200 tells no more
_LONG = 18  # weighted characters from which the words of a link are a title rather than the name of a section
_ENTRIES = (
    "li",
    "tr",
    "dt",
    "dd",
)  # where such a one holds the link, it is the entry, though it be the only one of its list
_NEAR = 4  # siblings on either side of an item that may hold its date


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
        mine = {item.element for item in self.items}
        return [date_of(item, mine, self.language) for item in self.items[:_LOOKED_AT]]

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
            if weight(item.words) >= _LONG and words[item.words] <= 1 + len(self.items) // 8
        ]
        return len(good) / len(self.items)

    @cached_property
    def titled_near(self) -> float:
        """Share of the items that hold words enough for a title, wherever they stand."""
        return sum(weight(text_of(item.element)) >= _LONG for item in self.items) / len(self.items)

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
    for link in body[0].root.iter("a"):
        url = absolute(page.base, link.get("href") or "")
        if url is None or not tree.same_site(url, page.url) or _same(url, page.url):
            continue
        parent = link.getparent()
        if parent not in regions:
            regions[parent] = tree.region(parent)
        if regions[parent] not in but:
            groups[tree.tags_to(link)].append(
                Item(element=link, link=link, url=url, words=clean_title(text_of(link)))
            )
    found = [block for links in groups.values() for block in _of_group(links, regions, language)]
    return sorted(found, key=lambda block: -block.score)


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
    parted: dict[tuple[tuple[str, ...], str], dict[Element, Item]] = defaultdict(dict)
    for items in by_place.values():
        usual = Counter(_depth(wide[item.link]) for item in items).most_common(1)[0][0]
        for item in items:
            element = wide[item.link]
            if _depth(element) < usual:  # alone in its row: no wider than the others
                above = [item.link, *item.link.iterancestors()]
                element = next(found for found in above if _depth(found) == usual)
            parent = element.getparent()
            key = (tree.place(parent), tree.tag_of(element))
            known = parted[key].get(element)
            if known is None or weight(item.words) > weight(known.words):
                parted[key][element] = Item(element=element, link=item.link, url=item.url, words=item.words)
    for items_by in parted.values():
        items = list(items_by.values())
        where = Counter(regions[item.link.getparent()] for item in items).most_common(1)[0][0]
        yield Block(items=items, region=where, language=language)


def _own_words(links: list[Item]) -> list[Item]:
    """The links without those that say the same short thing on every entry ("PDF", "Read more"), where others say more."""
    words = Counter(item.words for item in links)
    own = [item for item in links if words[item.words] < 3 or weight(item.words) >= _LONG]
    return own if len({item.url for item in own}) >= 2 else links


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


def _same(one: str, other: str) -> bool:
    return one.partition("#")[0].rstrip("/") == other.partition("#")[0].rstrip("/")


def prose(page: Page, items: Sequence[Item]) -> int:
    """Weighted characters of running text on the page that no item holds: an article has them, a list has not."""
    mine = {item.element for item in items}
    total = 0.0
    for element in page.root.xpath("//body//p | //body//blockquote"):
        if element.root in mine or any(ancestor in mine for ancestor in element.root.iterancestors()):
            continue
        text = text_of(element.root)
        linked = sum(len(text_of(link)) for link in element.root.iter("a"))
        if (
            weight(text) >= 80
            and linked < 0.5 * len(text)
            and tree.region(element.root) not in ("furniture", "named")
        ):
            total += weight(text)
    return int(total)
