"""What a page gives for its title: headings, lines above the text, pictures of words, its head and its address."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from spiders.extract import lines
from spiders.extract.dates import LinkedData
from spiders.extract.markup import HEADINGS, is_furniture, names
from spiders.extract.masthead import frames, mastheads
from spiders.extract.page import Page
from spiders.extract.survey import DOMINATES, Run, weight
from spiders.extract.titles import Claims, is_generic
from spiders.extract.view import View, in_heading, in_path, own_block, start
from spiders.extract.wording import is_furniture_name, labels_title
from statements import text as texts
from statements.months import fold
from statements.text import fold_for_identity

Element = Any  # lxml ships no types

_TELLING: Final = 25  # letters of a line that <title> repeats, from which that is no chance
_PARTS: Final = re.compile(r"\s*[|｜]\s*|\s+[-–—»]\s+")  # between a title and the site's name


def of(page: Page, seen: View, data: LinkedData) -> Claims:
    """What every place of a page gives for its title."""
    stated = (page.title, page.meta("og:title") or "", data.headline or "")
    heads = {fold(part) for name in stated for part in (name, *_PARTS.split(name)[:1]) if part}
    headings, first, linked = _headings(seen, heads)
    headings += _repeated(page, seen)
    address = urlsplit(page.address)
    sections, _, slug = unquote(address.path).rstrip("/").rpartition("/")
    menu = _menu(seen)
    return Claims(
        headings=headings,
        first_level=first,
        linked_elsewhere=linked,
        leads=_lead_lines(seen),
        named=_named_title(seen),
        beside=_beside(seen),
        owner=_owner(seen),
        menu=menu,
        sections=frozenset(fold(re.sub(r"[\W_]+", " ", part)) for part in sections.split("/") if part),
        mastheads=mastheads(page.root.root, address=address, page=page.title, stated=stated[1:], menu=menu),
        og=texts.clean_title(page.meta("og:title") or ""),
        twitter=texts.clean_title(
            page.meta("twitter:title", "dc.title", "dcterms.title", "headline", "title") or ""
        ),
        linked=texts.clean_title(data.headline or ""),
        page=page.title,
        site=texts.clean_title(
            page.meta("og:site_name", "application-name", "apple-mobile-web-app-title") or ""
        ),
        host=(address.hostname or "").removeprefix("www."),
        slug=" ".join(re.findall(r"[^\W\d_]+", slug.lower())),
    )


def _repeated(page: Page, seen: View) -> list[str]:
    """The line with which ``<title>`` begins, where the page shows it: a title in mark-up that is no heading of the first levels."""
    stated = fold_for_identity(page.title).casefold()
    return [
        run.text
        for run in seen.survey.runs
        if weight(run.text) >= _TELLING
        and 2 * run.linked < len(run.text)
        and stated.startswith(fold_for_identity(run.text).casefold())
    ][:1]


_TITLED: Final = re.compile(
    r"(?i:(?:^|[\s_-])(?:title|headline|heading|t[ií]tulo|titolo|titre|titel|titl|titlu|tytul|subject|tit|bt|zagolovok|zaglavie|naslov|nadpis|nazev|cim|baslik|judul|otsikko|overskrift|pealkiri|virsraksts|antraste|onvan|unwan|tieude|biaoti)(?=$|[\s_-]|\d))"
    r"|(?:lbl|lit|txt|ltl)_?(?:Title|Titulo|Titre|Titel|Headline|Heading|Subject)(?![a-z])",
)
"""Names of the block of a title; in names of ASP.NET ("ctl00_lblTitle") and such no mark stands before the word."""
_MOST_HEADINGS: Final = 25
_UNWORDED: Final = re.compile(r"[\W\d_]+")


def _without_kicker(element: Element, text: str, stated: Collection[str]) -> str:
    """A heading's own part, where it holds its section or date in an element of its own, or another part without which it is called
    as the page's head calls it (``stated``, folded)."""
    for child in element.iter("span", "div", "small", "em", "strong", "p", "b", "i"):
        if child is element:
            continue
        part = texts.clean_title(texts.element_to_text(child))
        if len(part) < max(12, len(text) / 3) or part == text or part not in text:
            continue
        rest = text.replace(part, " ", 1)
        if is_generic(_UNWORDED.sub(" ", rest)) or lines.is_date(rest.strip(" -–—|:,")):
            return part
    for child in element:
        part = texts.clean_title(texts.element_to_text(child))
        if part and (text.startswith(part) or text.endswith(part)):
            rest = text.removeprefix(part) if text.startswith(part) else text.removesuffix(part)
            for own in (rest.strip(), rest.strip(" .:|–—-")):
                if fold(own) in stated:
                    return own
    return text


def _headings(seen: View, stated: Collection[str] = ()) -> tuple[list[str], int, frozenset[str]]:
    """What may be the title among what a page shows, h1 first; how many are h1; and which of them (folded) are links. ``stated`` is
    what the page's head calls it, folded."""
    first: list[str] = []
    others: list[str] = []
    linked: set[str] = set()
    mastheads = frames(seen.body)
    for element in seen.body.iter("h1", "h2", "h3", "div", "span", "p", "td", "dt", "strong", "b"):
        tag = element.tag
        if tag not in ("h1", "h2", "h3") and not _TITLED.search(names(element)):
            continue
        if tag != "h1" and len(others) >= _MOST_HEADINGS:
            continue
        size = seen.survey.size(element)
        if size.chars > 600 or (tag not in HEADINGS and _is_path(element)):
            continue
        text = texts.clean_title(texts.element_to_text(element))
        if not text and tag == "h1":
            text = texts.clean_title(" ".join(image.get("alt", "") for image in element.iter("img")))
        if not text or lines.is_numbered_date(text) or (tag != "h1" and is_furniture_name(text)):
            continue
        if size.links > 0.8 and (tag != "h1" or in_path(element)):
            linked.add(fold(text))
        if any("home" in (link.get("rel") or "").split() for link in element.iter("a")):
            linked.add(fold(text))  # the site's name
        around = list(element.iterancestors())
        if (
            any(_frames(above, element, seen) for above in around)
            or any(above in mastheads for above in around)  # of the page's frame, unless another place tells
            or _UNSHOWN.search(names(element))
        ):
            linked.add(fold(text))
        (first if tag == "h1" else others).append(_without_kicker(element, text, stated))
    return first + others, len(first), frozenset(linked)


def _frames(above: Element, heading: Element, seen: View) -> bool:
    """Whether an element around a heading is furniture. A wrapper that holds much of the page's prose is none, whatever its name."""
    if above.tag in ("footer", "aside"):
        return True
    if above is heading or not is_furniture(above):
        return False
    return seen.survey.size(above).prose <= DOMINATES * seen.survey.size(seen.body).prose


_UNSHOWN: Final = re.compile(
    r"(?:^|[\s_-])(?:hide-?accessible|(?:visually|screen-?reader)-?(?:hidden|only|text)|sr-?only|element-invisible|assistive-text|offscreen)(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Names of what only those hear who do not see the page: it often repeats what the window is called."""
_BARS: Final = re.compile(r"\s*[|｜•·]\s*")
_OWNER: Final = re.compile(r"©|\(c\)\s|copyright", re.IGNORECASE)


def _owner(seen: View) -> str:
    """What the lines at the end of a page say of whose it is, folded; not what else stands in them, behind bars."""
    parts = (part for run in seen.survey.runs[-15:] for part in _parts_of_owner(run.text))
    return "\n".join(map(fold, parts))


def _parts_of_owner(line: str) -> list[str]:
    """The parts of a line that tell whose a page is; all of it where they name nobody ("Ministry of X | © 2024")."""
    parts = [part for part in _BARS.split(line) if _OWNER.search(part)]
    named = any(len(re.sub(r"[\W\d_]+|copyright|all rights reserved", "", fold(part))) > 3 for part in parts)
    return parts if named or not parts else [line]


def _menu(seen: View) -> frozenset[str]:
    """The links above the text, folded: the words of menus. Lists of other articles, which may name this one too, stand below, and
    the last step of a path may lead to the page itself."""
    runs = seen.survey.runs[: start(seen)]
    return frozenset(
        fold(run.text)
        for run, following in zip(runs, (*runs[1:], None), strict=False)
        if run.linked > 0.8 * weight(run.text)
        and not in_heading(run.element)
        and not _ends_path(run, following)
    )


_PATH: Final = re.compile(r"(?:^|[\s_-])(?:breadcrumbs?|crumbs?|rootline|pathway)(?=$|[\s_-])", re.IGNORECASE)


def _is_path(element: Element) -> bool:
    """Whether an element is a path to the page, a part of one, or holds one."""
    return any(
        _PATH.search(names(found)) for found in (*element.iter(etree.Element), *element.iterancestors())
    )


def _ends_path(run: Run, following: Run | None) -> bool:
    """Whether a line is the last step of a path of at least two."""
    path = next((above for above in run.element.iterancestors() if _PATH.search(names(above))), None)
    if (
        path is None
        or path.tag in ("body", "html")
        or not len(" ".join(path.itertext()).split()) > len(run.text.split())
    ):
        return False
    return following is None or path not in following.element.iterancestors()


_LETTERS: Final = frozenset(
    {"b", "strong", "font", "big", "em", "i", "u", "span"}
)  # they shape letters, and hold no other blocks
_MOST_LINES: Final = 4  # in which a title is set


def _in_one_element(runs: Sequence[Run], place: int) -> str:
    """The line at ``place`` with those before and after it that break in one bold or large element: a title that is set in several
    lines."""
    for element in (runs[place - 1].element if place else None, runs[place].element):
        if element is None or element.tag not in _LETTERS:
            continue
        held = "".join("".join(element.itertext()).split())
        for first in range(max(0, place - _MOST_LINES + 1), place + 1):
            for last in range(max(place, first + 1), min(len(runs), first + _MOST_LINES)):
                together = " ".join(run.text for run in runs[first : last + 1])
                if "".join(together.split()) == held:
                    return texts.clean_title(together)
    return ""


def _is_caption(line: Element) -> bool:
    """Whether a line stands under a picture that has a longer one right above it, the title."""
    block = own_block(line)
    picture = block.getprevious()
    above = picture.getprevious() if picture is not None and picture.tag == "img" else None
    return above is not None and weight(_one_line(above)) >= max(_TELLING, weight(_one_line(block)))


_STOPS: Final = re.compile(r"[.!?…;:,。！？：،؟]\W*$")


def _lead_lines(seen: View) -> list[str]:
    """Lines that may be the title of a page without headings: the last short ones before the largest stretch of prose."""
    runs = seen.survey.runs
    first = start(seen)
    found: list[str] = []
    titled = _begins_with_title(runs, first)
    for place in reversed(range(max(0, first - 6), min(len(runs), first + titled))):
        run = runs[place]
        text = texts.clean_title(run.text)
        if (
            run.linked > len(text) / 2
            or lines.is_meta(text)
            or lines.tells_day(text)
            or lines.is_edge(text)
            or text.endswith((":", "："))
            or _is_field(run)
            or not 8 <= weight(text) <= 300
        ):
            continue
        if any(
            is_furniture(above) or above.tag in ("nav", "footer", "aside")
            for above in (run.element, *run.element.iterancestors())
            if above.tag != "body"
        ):
            continue
        if not _is_caption(run.element):
            found.append(_in_one_element(runs, place) or text)
    if first < len(runs) and not any(True for _ in seen.body.iter("h1", "h2", "h3")):
        found = [*_pictured(runs[first].element), *found]
    return found


def _begins_with_title(runs: Sequence[Run], first: int) -> bool:
    """Whether a stretch of prose begins with a long title, which is prose by its length alone."""
    return first + 1 < len(runs) and not _STOPS.search(runs[first].text)


def _is_field(run: Run) -> bool:
    """Whether a line is one of a pair in a table of fields: a label or what it says. A title may stand beside its day."""
    cell = own_block(run.element)
    before, after = (
        [_one_line(one) for one in cell.itersiblings("td", "th", "dt", "dd", preceding=back)]
        for back in (True, False)
    )
    if cell.tag in ("dt", "dd"):  # a list of many pairs: only its own counts
        before, after = (before[:1], []) if cell.tag == "dd" else ([], after[:1])
    told = [words for words in (*before, *after) if words]
    if (
        cell.tag not in ("td", "th", "dt", "dd")
        or len(told) != 1
        or max(len(told[0]), len(_one_line(cell))) > _FIELD
    ):
        return False
    return not lines.is_date(told[0]) or (told[0] in after and weight(run.text) < _LABEL)


_LABEL: Final = 22  # letters of the label of a day
_FIELD: Final = 50  # letters of a field in a table above a text


def _one_line(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _named_title(seen: View) -> str:
    """What stands beside a label "Title" or "Subject" in the table of fields above a text; empty without one."""
    runs = seen.survey.runs
    for label, run in zip(runs, runs[1 : start(seen) + 1], strict=False):
        if weight(run.text) < 8 or not labels_title(label.text):
            continue
        field, value = own_block(label.element), own_block(run.element)
        pair = (field.tag, value.tag)
        if pair in (("th", "td"), ("td", "td"), ("dt", "dd")) and field.getnext() is value:
            return texts.clean_title(run.text)
    return ""


def _pictured(first: Element) -> list[str]:
    """The words of pictures right above the first paragraph: some offices set their titles as pictures."""
    block = own_block(first)
    for sibling in block.itersiblings(preceding=True):
        if not isinstance(sibling.tag, str):
            continue
        for image in sibling.iter("img"):
            if weight(image.get("alt", "")) >= 15 and not any(
                above.tag == "a" for above in image.iterancestors()
            ):
                return [texts.clean_title(image.get("alt", ""))]
    return []


def _beside(seen: View) -> frozenset[str]:
    """The short lines right above the largest stretch of prose, folded."""
    first, runs = start(seen), seen.survey.runs
    titled = _begins_with_title(runs, first) and in_heading(runs[first].element)
    return frozenset(
        fold(texts.clean_title(run.text))
        for run in runs[max(0, first - 9) : first + titled]
        if not run.prose or in_heading(run.element)
    )
