"""Dates in two places: the day beside an entry, its month or year in a heading over it ("29." below "December 2023")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spiders.extract import learn_dates as dates
from spiders.extract import learn_tree as tree
from spiders.extract.learn_tree import Element
from statements.months import ASCII_DIGITS

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "summary", "legend", "dt", "strong", "b")
_HOLDERS = frozenset({"div", "p", "td", "th", "span", "time", "small", "b", "strong", "em", "i", "font"})
_OVER = 40  # characters of a heading that names a month or a year
_DAY = 24  # characters of what names a day, or a day and its month
_MOST = 6  # headings looked at over one entry
_PART = re.compile(r"\D{0,14}\d{1,2}(?:\s?[./月월-]\s?\d{1,2})?\D{0,14}")
_CLOCK = re.compile(r"\d[:h]\d|\d\s*%")
_NUMERIC = re.compile(r"\s*\d{1,2}\s?([./-])\s?\d{1,2}\s?([./-]?)\s*")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A text with an XPath expression that gives it, seen from the entry."""

    path: str
    text: str
    key: str = ""
    """The test of its element, where it stands over the entry."""


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A date put together: how it reads, and the XPath expression that gives the same."""

    path: str
    text: str


def overhead(elements: Sequence[Element]) -> list[list[Piece]]:
    """For each entry the short headings over it, the nearest of each kind. ``elements`` are in the order of the page."""
    wanted = {element: place for place, element in enumerate(elements)}
    found: list[list[Piece]] = [[] for _ in elements]
    latest: dict[str, Element] = {}
    texts: dict[Element, str] = {}
    left = len(wanted)
    for element in elements[0].getroottree().getroot().iter():
        if (place := wanted.get(element)) is not None:
            found[place] = list(_pieces(latest, texts, set(element.iterancestors())))
            left -= 1
            if not left:
                break
        for key in _keys(element):
            latest.pop(key, None)  # the nearest last
            latest[key] = element
    return found


def _keys(element: Element) -> Iterator[str]:
    """The XPath tests that find an element which may be such a heading."""
    tag = tree.tag_of(element)
    if element.get("rowspan"):
        yield f"{tag}[@rowspan]"
    elif tag in _HEADINGS:
        yield tag
    elif tag in ("div", "span", "p", "td", "li", "time", "a") and element.get("class"):
        for name in tree.classes(element)[:2]:
            if tree.telling(name):
                yield f"{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


def _pieces(latest: dict[str, Element], texts: dict[Element, str], around: set[Element]) -> Iterator[Piece]:
    count = 0
    for key, element in reversed(latest.items()):
        if element in around:
            continue
        if element not in texts:
            texts[element] = " ".join("".join(element.itertext()).split())
        text = texts[element]
        if 0 < len(text) <= _OVER and dates.names_period(text):
            yield Piece(path=f"normalize-space(preceding::{key}[1])", text=text, key=key)
            count += 1
            if count >= _MOST:
                return


def candidates(elements: Sequence[Element], language: str | None) -> list[list[Composed]]:
    """For each entry the dates that headings over it give, by themselves or with a day that stands in or beside the entry; and those
    that stand only at the first entry of a day. Only such as differ between entries and do not merely count them."""
    mine = set(elements)
    own = [_own(element, language) for element in elements]
    carried = {key for made in own for key in made}
    over = overhead(elements)
    found: list[list[Composed]] = []
    for element, pieces, dated in zip(elements, over, own, strict=True):
        made: list[Composed] = []
        for piece in pieces:
            if piece.key in carried and piece.key not in dated and dates.seen(piece.text, language):
                made.append(Composed(path=_carried(piece.key), text=piece.text))
        made += [Composed(path=_carried(key), text=text) for key, text in dated.items()]
        if not carried and pieces:
            made += _alone(pieces, language)
            made += compose(list(_parts(element, mine)), pieces, language)
        found.append(made)
    told: dict[str, list[dates.Seen]] = {}
    for made in found:
        for one in {one.path: one for one in made}.values():
            if (seen := dates.seen(one.text, language)) is not None:
                told.setdefault(one.path, []).append(seen)
    good = {path for path, seen in told.items() if _plausible(seen)}
    return [[one for one in made if one.path in good] for made in found]


def _own(item: Element, language: str | None) -> dict[str, str]:
    """The dates in cells of an entry that reach into the rows below, by the test that finds them."""
    found: dict[str, str] = {}
    for element in tree.elements(item):
        if element.get("rowspan"):
            for key in _keys(element):
                text = " ".join("".join(element.itertext()).split())
                if key not in found and dates.seen(text, language) is not None:
                    found[key] = text
    return found


def _carried(key: str) -> str:
    """The last one before the end of the entry: its own, or that of the entry where the day began."""
    return f"(preceding::{key} | .//{key})[last()]"


def _plausible(seen: Sequence[dates.Seen]) -> bool:
    days = [one.days[0][2] for one in seen]
    return len(set(days)) > 1 and not counts([day.day for day in days])


def _alone(over: Sequence[Piece], language: str | None) -> Iterator[Composed]:
    for one in over:
        if dates.seen(one.text, language) is not None:
            yield Composed(path=f"preceding::{one.key}[1]", text=one.text)


def _parts(item: Element, mine: set[Element]) -> Iterator[Piece]:
    """What in or beside an entry may be its day: lines with little else than one or two numbers."""
    for path, text in _lines(item, mine):
        plain = text.translate(ASCII_DIGITS)
        if len(text) <= _DAY and _PART.fullmatch(plain) and not _CLOCK.search(plain):
            yield Piece(path=f"normalize-space({path})", text=text)


def _lines(item: Element, mine: set[Element]) -> Iterator[tuple[str, str]]:
    if text := " ".join((item.text or "").split()):
        yield "./text()[normalize-space()][1]", text
    for element in tree.elements(item):
        if element.tag in _HOLDERS and (text := " ".join("".join(element.itertext()).split())):
            yield _path(item, element), text
    for sibling in item.itersiblings(preceding=True):
        if sibling in mine:
            if sibling.tag == item.tag:
                continue  # several entries of one day
            break
        if tree.tag_of(sibling):
            yield f"preceding-sibling::{sibling.tag}[1]", " ".join("".join(sibling.itertext()).split())
            break


def _path(item: Element, element: Element) -> str:
    for name in tree.classes(element):
        if tree.telling(name):
            return f".//{element.tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')][1]"
    steps: list[str] = []
    while element is not item:
        place = 1 + sum(1 for one in element.itersiblings(preceding=True) if tree.tag_of(one) == element.tag)
        steps.append(f"{element.tag}[{place}]")
        element = element.getparent()
    return "./" + "/".join(reversed(steps))


def compose(parts: Sequence[Piece], over: Sequence[Piece], language: str | None) -> Iterator[Composed]:
    """The dates that the pieces give together."""
    for part in parts:
        for made in _joined(part, over):
            if dates.seen(made.text, language) is not None:
                yield made


def _joined(part: Piece, over: Sequence[Piece]) -> Iterator[Composed]:
    numeric = _NUMERIC.fullmatch(part.text)
    for one in over:
        if _YEAR.search(one.text) is not None and numeric is not None:
            digits = f"translate({one.path}, translate({one.path}, '0123456789', ''), '')"
            year = re.sub(r"\D", "", one.text)
            if numeric[1] == "-":
                yield Composed(path=f"concat({digits}, '-', {part.path})", text=f"{year}-{part.text}")
            else:
                between = "" if numeric[2] else numeric[1]
                yield Composed(
                    path=f"concat({part.path}, '{between}', {digits})", text=f"{part.text}{between}{year}"
                )
        for first, second in ((part, one), (one, part)):
            yield Composed(
                path=f"concat({first.path}, ' ', {second.path})", text=f"{first.text} {second.text}"
            )
    for year_ in over:
        for month in over:
            if month is not year_:
                for order in ((part, month, year_), (year_, month, part)):
                    path = ", ' ', ".join(piece.path for piece in order)
                    yield Composed(path=f"concat({path})", text=" ".join(piece.text for piece in order))


def counts(days: Sequence[int]) -> bool:
    """Whether numbers count the entries rather than name their days: each one more, or one less, than the one before."""
    steps = {later - earlier for earlier, later in zip(days, days[1:], strict=False)}
    return len(days) >= 3 and steps in ({1}, {-1})
