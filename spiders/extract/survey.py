"""What stands where on a page: its runs of text in order, and how much prose and how many links every element holds.

A run is what a reader sees as one line or paragraph: text up to the next block, cell or line break. Prose is counted in
letters; a Chinese or Japanese sign counts as two and a half, since it says about as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from spiders.extract.markup import BLOCKS, HEADINGS, SILENT, names_content

Element = Any  # lxml ships no types

_WIDE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STOP: Final = re.compile(r"[.!?…;](?:[\s\"'”»)\]]|$)|[。！？؟۔]|[:：»”\"]$")
_SPACES: Final = re.compile(r"\s+")
_HIDDEN: Final = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE
)

_PRINTED: Final = frozenset(
    {"visible-print", "visible-print-block", "show-for-print", "only-print", "print-only"}
)
"""Class names of what is shown on paper only, as a second copy of a text."""
_SHAPES: Final = frozenset({
    "b", "i", "em", "strong", "font", "u", "s", "sup", "sub", "mark", "abbr", "q", "bdi", "bdo", "ruby", "rb", "rt", "rp", "cite", "code", "big",
    "ins", "del", "dfn", "var", "kbd", "tt", "wbr", "img", "br",
})  # fmt: skip
"""Inline elements that give letters a shape and may stand within a word."""

SENTENCE: Final = 45
"""Letters from which a run that ends like a sentence is prose."""
DOMINATES: Final = 0.4
"""Share of a page's prose from which no class name can make an element furniture."""
_LONG: Final = 110  # letters from which a run is prose even without a full stop
_CAPITALS: Final = 160  # letters up to which a run all in capitals is a heading
_NAMED: Final = 3.0  # how much more prose counts where the mark-up says that the text is here
_MAIN: Final = 1.6  # and inside <main> or <article>
_OPENING: Final = 600.0  # letters that the paragraph is worth with which the page describes itself
_TEASER: Final = 0.05  # and how little in a series of teasers


@dataclass(slots=True)
class Size:
    """What one element holds, all below it included."""

    chars: float = 0
    linked: float = 0
    prose: float = 0
    """Letters of prose outside links, weighted by where they stand."""
    series: bool = False
    """Whether it is a row of teasers: at least three children alike, each little more than a link."""

    @property
    def links(self) -> float:
        """The share of its letters that are links."""
        return self.linked / self.chars if self.chars else 0.0


@dataclass(slots=True)
class Run:
    """One line as seen. ``element`` is the innermost element open where it ended."""

    text: str
    linked: float
    element: Element
    prose: bool


@dataclass(slots=True)
class Survey:
    """The sizes of all elements and the runs of text, in the order of the page."""

    sizes: dict[Element, Size] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    def size(self, element: Element) -> Size:
        return self.sizes.get(element) or Size()

    def remove(self, element: Element) -> None:
        """Take an element out of the page, and what it held out of the sizes of all around it."""
        gone = self.size(element)
        if gone.chars:
            for above in element.iterancestors():
                size = self.sizes.get(above)
                if size is not None:
                    size.chars = max(0.0, size.chars - gone.chars)
                    size.linked = max(0.0, size.linked - gone.linked)
                    size.prose = max(0.0, size.prose - gone.prose)
        drop(element)


def weight(text: str) -> float:
    """How long a text is, in letters."""
    return len(text) if text.isascii() else len(text) + 1.5 * len(_WIDE.findall(text))


def is_prose(text: str, linked: float = 0) -> bool:
    """Whether a run reads like a sentence."""
    size = weight(text)
    if size < SENTENCE or linked > size / 2:
        return False
    if size < _CAPITALS and text.isupper():
        return False  # a title
    return size >= _LONG or _STOP.search(text) is not None


BLANK: Final = re.compile(r"\{\{[^{}]{0,500}\}\}")
"""As templates name what stands there later: "{{ article.title }}"."""


def strip(root: Element) -> None:
    """Take off what no reader of the page sees as text: scripts, controls, hidden elements, blanks that a script is to fill."""
    for element in list(root.iter(etree.Element)):
        if element is root or element.getparent() is None:
            continue
        if (
            (element.tag in SILENT and not _opens_section(element))
            or _is_hidden(element)
            or _is_icon(element)
        ):
            drop(element)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in root.iter(etree.Element):
        if "{{" in (element.text or ""):
            element.text = BLANK.sub("", element.text)
        if "{{" in (element.tail or ""):
            element.tail = BLANK.sub("", element.tail)


def _opens_section(element: Element) -> bool:
    """Whether a button is the heading of a section that unfolds."""
    return element.tag == "button" and any(above.tag in HEADINGS for above in element.iterancestors())


_ICON: Final = re.compile(
    r"(?:^|\s)(?:mat-icon|material-(?:icons|symbols)(?:-[a-z]+)?|notranslate material\S*)(?=\s|$)"
)
_LIGATURE: Final = re.compile(r"[a-z][a-z0-9_]{1,30}")


def _is_icon(element: Element) -> bool:
    """Whether an element is a picture that its font draws from the name it holds ("calendar_today")."""
    return (
        (element.tag == "mat-icon" or _ICON.search(element.get("class", "")) is not None)
        and len(element) == 0
        and _LIGATURE.fullmatch((element.text or "").strip()) is not None
    )


def _is_hidden(element: Element) -> bool:
    attributes = element.attrib
    if not attributes or element.tag in ("body", "html"):
        return False
    if "hidden" in attributes and attributes["hidden"].strip().lower() != "until-found":
        return True
    if "print" in (named := attributes.get("class", "")):
        classes = frozenset(named.split())
        if not _PRINTED.isdisjoint(classes) or ("d-none" in classes and "d-print-block" in classes):
            return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))


def drop(element: Element) -> None:
    """Take an element out, leaving what follows it where it was. A gap stays between what stood on both sides."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail or element.tag in BLOCKS:
        previous = element.getprevious()
        before = parent.text if previous is None else previous.tail
        joined = f"{before or ''} {element.tail or ''}"
        if previous is None:
            parent.text = joined
        else:
            previous.tail = joined
    parent.remove(element)


def survey(root: Element, *, opening: str = "") -> Survey:
    """Measure a page. ``opening`` is how the page describes itself (``og:description``), if it does."""
    found = Survey()
    sizes, runs = found.sizes, found.runs
    opening = _SPACES.sub(" ", opening).strip().casefold()[:40]
    opening = opening if len(opening) >= 25 else ""
    stack: list[Size] = []
    factors: list[float] = [1.0]
    text: list[str] = []
    linked = 0.0
    links = 0
    apart = False

    def add(value: str | None) -> None:
        nonlocal linked, apart
        if value:
            # Two elements that touch are set apart by their style: "<span>7 May 2024</span><span>14:30</span>".
            if apart and text and text[-1][-1].isalnum() and value[0].isalnum():
                text.append(" ")
            apart = False
            text.append(value)
            if links:
                linked += len(value) if "\n" not in value else len(" ".join(value.split()))

    def flush(element: Element) -> None:
        nonlocal linked, apart
        apart = False
        if not text:
            return
        line = " ".join("".join(text).split())
        text.clear()
        held, linked = linked, 0.0
        if not line:
            return
        size = weight(line)
        held = min(size, held * size / max(len(line), 1))
        top = stack[-1]
        top.chars += size
        top.linked += held
        prose = is_prose(line, held)
        if prose:
            worth = size - held
            if opening and line.casefold().startswith(opening):
                worth += _OPENING
            top.prose += worth * factors[-1]
        runs.append(Run(line, held, element, prose))

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        block = tag in BLOCKS
        if event == "start":
            if block or tag == "br":
                flush(element.getparent() if element is not root else element)
            size = Size()
            sizes[element] = size
            stack.append(size)
            factors.append(_factor(element, tag, factors[-1]))
            if tag == "a" and element.get("href") is not None:
                links += 1
            apart = apart and tag not in _SHAPES
            add(element.text)
        else:
            if block:
                flush(element)
            size = stack.pop()
            factors.pop()
            if tag == "a" and element.get("href") is not None:
                links -= 1
            if stack:
                if len(element) >= 3 and size.chars and _is_series(element, size, sizes):
                    size.series = True
                    size.prose *= _TEASER
                above = stack[-1]
                above.chars += size.chars
                above.linked += size.linked
                above.prose += size.prose
                add(element.tail)
                apart = not block and not element.tail and (apart or tag not in _SHAPES)
            else:
                stack.append(size)
                flush(element)
                stack.pop()
    return found


def _factor(element: Element, tag: str, around: float) -> float:
    if around < _NAMED and names_content(element):
        return _NAMED
    if around < _MAIN and (tag in ("main", "article") or element.get("role") in ("main", "article")):
        return _MAIN
    return around


_MEMBERS: Final = frozenset({"li", "div", "article", "section", "tr", "dd", "dt", "a", "figure", "td"})


def _is_series(element: Element, size: Size, sizes: dict[Element, Size]) -> bool:
    """Whether the children are teasers: at least three alike, each with a link that leads it or covers it, and none long."""
    groups: dict[tuple[str, str], list[Element]] = {}
    for child in element:
        if child.tag in _MEMBERS and sizes[child].chars:
            first = child.get("class", "").split()[:1]
            groups.setdefault((child.tag, first[0] if first else ""), []).append(child)
    for (tag, _), members in groups.items():
        if len(members) < 3 or sum(sizes[member].chars for member in members) < 0.6 * size.chars:
            continue
        teasers = sum(_is_teaser(member, tag, sizes[member]) for member in members)
        if teasers >= 0.75 * len(members):
            return True
    return False


def _is_teaser(member: Element, tag: str, size: Size) -> bool:
    if size.chars > 900 or not size.chars:
        return False
    if _is_card(member):
        return True
    if size.links >= 0.6 or tag == "a":
        return True
    for heading in member.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if heading.find(".//a[@href]") is not None or any(
            above.tag == "a" for above in above_within(heading, member)
        ):
            return True
    if tag in ("li", "tr", "dd", "dt", "td"):
        return False
    return size.links >= 0.3


_SHORT_DATE: Final = re.compile(r"\d{1,4}\D{1,14}\d{1,4}")
_TITLES: Final = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b"})


def _is_card(member: Element) -> bool:
    """Whether an element shows another text in short: a line with its day and a title, linked by a script if not by an address."""
    dated = titled = False
    for part in member.iter(etree.Element):
        if len(part) == 0 and part.text and len(part.text) < 40 and _SHORT_DATE.search(part.text):
            dated = dated or part.tag not in _TITLES
        elif part.tag in _TITLES:
            titled = True
        if dated and titled:
            return True
    return False


def above_within(element: Element, top: Element) -> Iterator[Element]:
    """The ancestors of an element up to ``top``, itself included."""
    for above in element.iterancestors():
        yield above
        if above is top:
            return
