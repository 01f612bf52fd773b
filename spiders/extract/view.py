"""A page as a reader sees it, and what it shows that may be its title: headings, lines above the text, pictures of words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from spiders.extract import lines
from spiders.extract.markup import BLOCKS, HEADINGS, is_furniture, names
from spiders.extract.masthead import frames
from spiders.extract.survey import Run, Survey, strip, survey, weight
from spiders.extract.titles import is_generic
from spiders.extract.wording import labels_title
from statements import text as texts
from statements.months import fold
from statements.text import fold_for_identity

Element = Any  # lxml ships no types


@dataclass(frozen=True, kw_only=True)
class View:
    """A page as a reader sees it: a copy of its body without scripts and hidden parts, and what stands where in it."""

    body: Element
    survey: Survey
    opening: str = ""


def view(root: Element, *, opening: str = "") -> View:
    """Look at a page. ``opening`` is how it describes itself (``og:description``), which often is its first sentence."""
    body = root if root.tag == "body" else root.find(".//body")
    body = deepcopy(root if body is None else body)
    body.tail = None
    for element in body.xpath(".//template[@shadowrootmode or @shadowroot]"):
        element.tag = "div"  # shown in the place of the element that holds it
    for element in body.xpath(".//pre"):
        _set_paragraphs(element)
    for element in body.xpath(".//div[@role='heading'] | .//span[@role='heading'] | .//p[@role='heading']"):
        level = element.get("aria-level", "2")
        element.tag = f"h{level}" if level in {"1", "2", "3", "4", "5", "6"} else "h2"
    strip(body)
    return View(body=body, survey=survey(body, opening=opening), opening=opening)


def _set_paragraphs(element: Element) -> None:
    """Give a preformatted text its paragraphs: blank lines part them, the ends of other lines are those of the paper."""
    if element.xpath("count(.//*) > 20"):
        return  # marked up in itself
    paragraphs = [" ".join(part.split()) for part in _BLANK_LINE.split("".join(element.itertext()))]
    if sum(map(bool, paragraphs)) < 3:
        return
    element.tag, element.text = "div", None
    for child in list(element):
        element.remove(child)
    for paragraph in filter(None, paragraphs):
        etree.SubElement(element, "p").text = paragraph


_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")


_KICKER: Final = 40  # letters that a heading may hold beside its title


def title_element(body: Element, found: Survey, title: str) -> Element | None:
    """The element that shows the title: a heading before anything else that reads the same."""
    wanted = fold_for_identity(title).casefold()
    if not wanted:
        return None
    for tag in ("h1", "h2", "h3"):
        for element in body.iter(tag):
            if fold_for_identity(texts.clean_title(texts.element_to_text(element))).casefold() == wanted:
                return element
    for element in body.iter("h1", "h2"):
        shown = fold_for_identity(texts.clean_title(texts.element_to_text(element))).casefold()
        if len(shown) - len(wanted) <= _KICKER and (shown.startswith(wanted) or shown.endswith(wanted)):
            return element  # with its section or its day before or after it
    others = []
    for run in found.runs:
        if len(run.text) > 3 * len(title) + 60:
            continue
        shown = fold_for_identity(run.text).casefold()
        if shown != wanted and not (len(wanted) > 25 and wanted in shown):
            continue
        element = _own_block(run.element)
        if element.tag in HEADINGS:
            return element
        alone = _alone(element, wanted)
        if (
            alone is not None
            and not any(above.tag == "a" for above in alone.iterancestors())
            and not _in_path(alone)
        ):
            others.append(alone)
    return others[0] if others else None


def _alone(block: Element, wanted: str) -> Element | None:
    """The innermost element of a block that holds the title and nothing else."""
    found = None
    for element in block.iter(etree.Element):
        text = "".join(element.itertext())
        if len(text) < 2 * len(wanted) + 80 and fold_for_identity(text).casefold() == wanted:
            found = element
        elif found is not None:
            break
    return found


def in_heading(element: Element) -> bool:
    """Whether a line stands in h1 to h6."""
    return _own_block(element).tag in HEADINGS


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
            if fold(rest.strip()) in stated:
                return rest.strip()
    return text


def headings(seen: View, stated: Collection[str] = ()) -> tuple[list[str], int, frozenset[str]]:
    """What may be the title among what a page shows, h1 first; how many are h1; and which of them (folded) are links. ``stated`` is
    what the page's head calls it, folded."""
    first: list[str] = []
    others: list[str] = []
    linked: set[str] = set()
    mastheads = frames(seen.body)
    for element in seen.body.iter("h1", "h2", "h3", "div", "span", "p", "td", "strong", "b"):
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
        if not text or lines.is_numbered_date(text):
            continue
        if size.links > 0.8 and (tag != "h1" or _in_path(element)):
            linked.add(fold(text))
        if any("home" in (link.get("rel") or "").split() for link in element.iter("a")):
            linked.add(fold(text))  # the site's name
        around = list(element.iterancestors())
        if any(
            above.tag in ("footer", "aside") or (is_furniture(above) and above is not element)
            for above in around
        ):
            linked.add(fold(text))
        if any(above in mastheads for above in around):
            linked.add(fold(text))  # of the page's frame, unless another place tells
        if _UNSHOWN.search(names(element)):
            linked.add(fold(text))
        (first if tag == "h1" else others).append(_without_kicker(element, text, stated))
    return first + others, len(first), frozenset(linked)


_UNSHOWN: Final = re.compile(
    r"(?:^|[\s_-])(?:hide-?accessible|(?:visually|screen-?reader)-?(?:hidden|only|text)|sr-?only|element-invisible|assistive-text|offscreen)(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Names of what only those hear who do not see the page: it often repeats what the window is called."""
_BARS: Final = re.compile(r"\s*[|｜•·]\s*")
_OWNER: Final = re.compile(r"©|\(c\)\s|copyright", re.IGNORECASE)


def owner(seen: View) -> str:
    """What the lines at the end of a page say of whose it is, folded; not what else stands in them, behind bars."""
    parts = (part for run in seen.survey.runs[-15:] for part in _parts_of_owner(run.text))
    return "\n".join(map(fold, parts))


def _parts_of_owner(line: str) -> list[str]:
    """The parts of a line that tell whose a page is; all of it where they name nobody ("Ministry of X | © 2024")."""
    parts = [part for part in _BARS.split(line) if _OWNER.search(part)]
    named = any(len(re.sub(r"[\W\d_]+|copyright|all rights reserved", "", fold(part))) > 3 for part in parts)
    return parts if named or not parts else [line]


def menu(seen: View) -> frozenset[str]:
    """The links above the text, folded: the words of menus. Lists of other articles, which may name this one too, stand below, and
    the last step of a path may lead to the page itself."""
    runs = seen.survey.runs[: _main_stretch(seen)]
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


_STOPS: Final = re.compile(r"[.!?…;:,。！？：،؟]\W*$")


def lead_lines(seen: View) -> list[str]:
    """Lines that may be the title of a page without headings: the last short ones before the largest stretch of prose."""
    runs = seen.survey.runs
    start = _main_stretch(seen)
    found: list[str] = []
    titled = _begins_with_title(runs, start)
    for run in reversed(runs[max(0, start - 6) : start + titled]):
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
        found.append(text)
    if start < len(runs) and not any(True for _ in seen.body.iter("h1", "h2", "h3")):
        found = [*_pictured(seen, runs[start].element), *found]
    return found


def _begins_with_title(runs: Sequence[Run], start: int) -> bool:
    """Whether a stretch of prose begins with a long title, which is prose by its length alone."""
    return start + 1 < len(runs) and not _STOPS.search(runs[start].text)


def _is_field(run: Run) -> bool:
    """Whether a line is one of a pair in a table of fields: a label or what it says. A title may stand beside its day."""
    cell = _own_block(run.element)
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


def named_title(seen: View) -> str:
    """What stands beside a label "Title" or "Subject" in the table of fields above a text; empty without one."""
    runs = seen.survey.runs
    for label, run in zip(runs, runs[1 : _main_stretch(seen) + 1], strict=False):
        if weight(run.text) < 8 or not labels_title(label.text):
            continue
        field, value = _own_block(label.element), _own_block(run.element)
        pair = (field.tag, value.tag)
        if pair in (("th", "td"), ("td", "td"), ("dt", "dd")) and field.getnext() is value:
            return texts.clean_title(run.text)
    return ""


def start(seen: View) -> int:
    """Where among the runs of a page the largest stretch of prose begins."""
    return _main_stretch(seen)


def _pictured(seen: View, first: Element) -> list[str]:
    """The words of pictures right above the first paragraph: some offices set their titles as pictures."""
    block = _own_block(first)
    for sibling in block.itersiblings(preceding=True):
        if not isinstance(sibling.tag, str):
            continue
        for image in sibling.iter("img"):
            if weight(image.get("alt", "")) >= 15 and not any(
                above.tag == "a" for above in image.iterancestors()
            ):
                return [texts.clean_title(image.get("alt", ""))]
    return []


def beside(seen: View) -> frozenset[str]:
    """The short lines right above the largest stretch of prose, folded."""
    start, runs = _main_stretch(seen), seen.survey.runs
    titled = _begins_with_title(runs, start) and in_heading(runs[start].element)
    return frozenset(
        fold(texts.clean_title(run.text))
        for run in runs[max(0, start - 9) : start + titled]
        if not run.prose or in_heading(run.element)
    )


def _main_stretch(seen: View) -> int:
    """Where among the runs the largest stretch of prose begins; links and short lines between paragraphs do not end it at once."""
    best, most = 0, 0.0
    start, held, idle = 0, 0.0, 0
    for place, run in enumerate(seen.survey.runs):
        if run.prose:
            start = place if held == 0 else start
            held, idle = held + weight(run.text), 0
            if held > most:
                best, most = start, held
        elif held:
            idle += 2 if run.linked else 1
            if idle > 6:
                held = 0.0
    return best


def own_parts(seen: View) -> list[Element]:
    """The parts of a page that may link documents of its statement: not its frame, not its sidebars."""
    return [
        link
        for link in seen.body.iter("a")
        if not any(
            above.tag in ("footer", "aside", "header") or is_furniture(above)
            for above in link.iterancestors()
            if above.tag != "body"
        )
    ]


def _own_block(element: Element) -> Element:
    """The heading around an element, or its nearest block."""
    for above in (element, *element.iterancestors()):
        if above.tag in BLOCKS:
            return above
    return element


def _in_path(element: Element) -> bool:
    return any(
        above.tag in ("li", "header") or is_furniture(above) for above in (element, *element.iterancestors())
    )
