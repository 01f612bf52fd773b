"""Where a line with a date stands on a page: beside the title, in the page's frame, under a picture, over another article."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import islice, pairwise
from typing import Any, Final

from lxml import etree

from spiders.extract.lines import is_date, leftover, tells_day
from spiders.extract.markup import HEADINGS, is_furniture, names, names_date
from spiders.extract.survey import Run, weight
from spiders.extract.titles import is_section
from statements.months import ASCII_DIGITS, WORDS, fold, is_weekday, without_weekday

Element = Any  # lxml ships no types

_CLOCK: Final = re.compile(
    r"(?:^|[\s_-])(?:clock|today|now|current[_-]?date|server[_-]?time|hijri|weather|date[_-]?time[_-]?now|localtime)(?=$|[\s_-])",
    re.I,
)
_SECONDS: Final = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_BAR: Final = 200  # letters of a bar above the title that may hold its day
_MOSTLY: Final = 0.8  # share of the words beside a date from which a line is a link
_TITLE: Final = 18  # letters from which a link may be a title
_SHAPES: Final = frozenset({"strong", "b", "em", "i", "u", "span", "font"})
_OF_FIELDS: Final = frozenset({"author", "tag", "category"})  # what the rel of a link calls it
_SEVERAL: Final = 12  # and how many more where a line has several: names of authors reach 25
_ENTRY: Final = 400  # letters up to which a box may be one of a list
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20|25|1[34])\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d{2}(?!\d)")
_WHOLE: Final = 0.9  # share of a page's text that only a wrapper of the whole page holds
_CAPTION: Final = re.compile(
    r"\b(?:photo|foto|image|picture|bild|фото|снимок)|صور|عكس|عکس|写真|照片|图片|사진|צילום|รูปภาพ"
)
_CAPTIONED: Final = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|wp-caption-text|credits?|img|photos?|bildunterschrift|legende)(?=$|[\s_-])",
    re.I,
)
_SHARED: Final = re.compile(r"(?:^|[\s_-])(?:share|sharing|social-?share)(?=$|[\s_-])", re.I)
_TOP: Final = re.compile(r"(?:^|[\s_-])(?:top|head|header|hdr|mast|masthead|banner)(?=$|[\s_-])", re.I)


_EVENT: Final = re.compile(
    r"(?:^|[\s_-])(?:dt-?start|dt-?end|(?:event|date|time)s?(?:[_-]\w+){0,2}[_-](?:start|end)|(?:start|end)[_-]?(?:date|time))(?=$|[\s_-])",
    re.I,
)


def names_event(element: Element) -> bool:
    """Whether a line is named as the beginning or the end of an event."""
    return any(_EVENT.search(names(found)) for found in (element, element.getparent()) if found is not None)


def names_modified(element: Element) -> bool:
    return re.search(r"updat|modif|changed|revis", names(element), re.IGNORECASE) is not None


def is_clock(run: Run) -> bool:
    """Whether a line above the title shows the day of the visit: a clock, or what is named today's date."""
    return _SECONDS.search(run.text) is not None or any(
        _CLOCK.search(names(part))  # an empty element so named is the picture of a clock
        for part in run.element.iter()
        if isinstance(part.tag, str) and "".join(part.itertext()).strip()
    )


def is_entry(run: Run) -> bool:
    """Whether a line with a date belongs to another text: nearly all that it says beside the date is a link to it, or it stands in
    one of several boxes alike that each hold a date and such a link."""
    beside = sum(map(weight, leftover(run.text) or ()))
    if run.linked > _MOSTLY * max(beside, 1.0) and not is_date(run.text) and not is_section(_linked(run)):
        return min(beside, _longest(run)) >= _TITLE or _in_series(run.element)
    return is_date(run.text) and _in_series(run.element)


def _longest(run: Run) -> float:
    """The letters of the longest link of a line, as far as it may be a title: among several, short ones are an author and sections."""
    links = list(run.element.iter("a"))
    others = [link for link in links if not _OF_FIELDS.intersection((link.get("rel") or "").split())]
    sizes = [weight(" ".join("".join(link.itertext()).split())) for link in others]
    return max(sizes, default=0.0) - (_SEVERAL if len(links) > 2 else 0) if links else weight(run.text)


def _linked(run: Run) -> str:
    return " ".join("".join(link.itertext()) for link in run.element.iter("a")) or run.text


def _in_series(element: Element) -> bool:
    """Whether a box around a line has one like it beside it, both with a date and the title of another text in a link."""
    for _, above in zip(range(4), (element, *element.iterancestors()), strict=False):
        if above.tag in ("body", "main", "html") or not within(above, _ENTRY):
            return False
        around = (*islice(above.itersiblings(), 1), *islice(above.itersiblings(preceding=True), 1))
        alike = [
            other for other in around if other.tag == above.tag and other.get("class") == above.get("class")
        ]
        if _lists(above) and any(map(_lists, alike)):
            return True
    return False


def _lists(box: Element) -> bool:
    """Whether a small box holds a date and a link that may be a title."""
    if not within(box, _ENTRY):
        return False
    words = "".join(box.itertext())
    return (
        any(weight("".join(link.itertext()).strip()) >= _TITLE for link in box.iter("a"))
        and _YEAR.search(words.translate(ASCII_DIGITS)) is not None
    )


def within(element: Element, letters: int) -> bool:
    """Whether an element holds no more letters than these; counted no further, since the box of a long list holds them all."""
    count = 0
    for text in element.itertext():
        count += len(" ".join(text[: 8 * letters].split()))
        if count > letters:
            return False
    return True


def with_title(element: Element, runs: Sequence[Run], at: int) -> bool:
    """Whether a line above the title stands in the same article as the title. On a page without one it must not stand outside a
    box that holds both the title and the text: there are the mastheads."""
    title = runs[at].element
    above = list(title.iterancestors())
    if _over_links(element, runs, at):
        return False
    article = next((found for found in above if found.tag in ("article", "main")), None)
    around = set(element.iterancestors())
    if article is not None:
        return article in around
    branch = next((low for low, high in pairwise((title, *above)) if high in around), None)
    if branch is None or branch is title or _is_own_date(element, runs):
        return True
    text = next((run.element for run in runs[at + 1 :] if run.prose), None)
    if text is None or branch not in text.iterancestors():
        return True
    whole = next(found for found in (*above, title) if found.getparent() is None or found.tag == "body")
    return len("".join(branch.getparent().itertext())) < _WHOLE * len("".join(whole.itertext()))


def _over_links(element: Element, runs: Sequence[Run], at: int) -> bool:
    """Whether a line with a weekday has links between it and the title: the day of the visit over a menu."""
    place = next((place for place, run in enumerate(runs[:at]) if run.element is element), at)
    between = runs[place + 1 : at]
    return any(run.linked > _MOSTLY * weight(run.text) for run in between) and tells_weekday(
        fold(runs[place].text)
    )


def _is_own_date(element: Element, runs: Sequence[Run]) -> bool:
    """Whether a line is named a date, as that of an article and not of a masthead: those stand on top and show the weekday."""
    text = next((run.text for run in runs if run.element is element), "")
    around = [element, *element.iterancestors()]
    return (
        any(map(names_date, element.iter(etree.Element)))
        and not any(_TOP.search(names(above)) for above in around)
        and not any(map(is_weekday, WORDS.findall(fold(text))))
    )


def under_lead(runs: Sequence[Run], place: int) -> bool:
    """Whether a line is a day and nothing else, and stands apart from the paragraph that follows: between the lead and the text. Over
    a paragraph in the same box it heads a chapter."""
    line = runs[place]
    following = next((run for run in runs[place + 1 :] if run.prose), None)
    if following is None or not is_date(line.text) or line.linked:
        return False
    block = next((up for up in (line.element, *line.element.iterancestors()) if up.tag not in _SHAPES), None)
    return block is not None and block.getparent() not in following.element.iterancestors()


def is_only_date(runs: Sequence[Run], place: int) -> bool:
    """Whether a line that is named so is a day and nothing else, and no other line of the page is both: over a text whose lead is
    shown twice, or under an offer. Of a chronology many are."""
    named = [one for one in runs if names_date(one.element) and is_date(one.text)]
    return len(named) == 1 and named[0] is runs[place]


def fields_under(runs: Sequence[Run], place: int, last: int) -> list[str]:
    """The fields of a line right under the last paragraph that is named as the line of who wrote a text and when, in the same box;
    none where a link that may be a title follows, whose line it may be, and none that is named an edit."""
    run = runs[place]
    around = list(run.element.iterancestors())
    text = set(runs[last].element.iterancestors())
    box = next((above for above in around if above in text), None)
    if place != last + 1 or box is None or box.tag in ("body", "main", "html") or is_entry(run):
        return []
    if not any(_META.search(names(one)) for one in (run.element, *around[:1])):
        return []
    if any(map(is_comment, (run.element, *around[: around.index(box)]))):
        return []
    following = runs[place + 1] if place + 1 < len(runs) else None
    if following is not None and following.linked > _MOSTLY * weight(following.text) >= _MOSTLY * _TITLE:
        return []
    return [
        " ".join("".join(field.itertext()).split())
        for field in run.element
        if isinstance(field.tag, str) and not names_modified(field)
    ]


def signs(runs: Sequence[Run], place: int, last: int) -> bool:
    """Whether a line right under the text, in its box or beside it, begins with a day and goes on with other fields, as blogs tell
    when and by whom a text was written. A day alone may be that of a meeting or of the page's making."""
    run, paragraph = runs[place].element, runs[last].element
    day, *fields = re.split(r"\s[/|·•]\s", runs[place].text)
    return (
        place == last + 1
        and run.tag not in HEADINGS
        and (is_beside(run, paragraph) or is_under(run, paragraph))
        and bool(fields)
        and is_date(day)
        and not any(map(is_date, fields))
    )


def is_beside(line: Element, paragraph: Element) -> bool:
    return line is paragraph or line.getparent() is paragraph.getparent()


def is_under(line: Element, paragraph: Element) -> bool:
    """Whether a line is a block of its own beside the box of the paragraphs."""
    block = next((above for above in (line, *line.iterancestors()) if above.tag not in _SHAPES), line)
    box = paragraph.getparent()
    around = box.getparent() if box is not None else None
    return around is not None and around.tag not in ("body", "html") and block.getparent() is around


_META: Final = re.compile(
    r"(?:^|[\s_-])(?:meta|meta-?data|meta-?info|byline|(?:post|entry|article)-?(?:info|details))(?=$|[\s_-])",
    re.I,
)


def of_picture(part: str, element: Element) -> bool:
    """Whether a line with a day is the caption of a picture."""
    if _CAPTION.search(fold(part)):
        return True
    around = (element, element.getparent())
    return any(
        found is not None
        and (
            found.tag in ("figcaption", "figure")
            or (_CAPTIONED.search(names(found)) and not names_date(found))
        )
        for found in around
    )


def elsewhere(element: Element, title: Container[Element] = (), *, under_title: bool = False) -> bool:
    """Whether a line belongs to the page's frame or to another article: menus, sidebars, mastheads, clocks. ``title`` are the elements
    around title and text: what holds them too is no part of a frame, whatever its name. Neither is, ``under_title``, a small box of a
    day, as beside an author, without a heading or another text's title."""
    dated = any(names_date(field) and is_date(_said(field)) for field in element.iterchildren(etree.Element))
    for above in (element, *element.iterancestors()):
        tag = above.tag
        if tag in ("body", "main", "html") or above in title:
            return False
        dated = dated or names_date(above)
        if under_title and tag != "nav" and (dated or _tells_only(above, element)) and _is_bar(above):
            continue
        if tag in ("nav", "aside", "footer") and not _in_article(above) and above.find(".//h1") is None:
            return True
        if tag == "header" and not _in_article(above) and above.find(".//h1") is None:
            return True
        # A bar named "item-nav" that holds the day of its article is no menu, and what stands beside the buttons to share an
        # article is its own; a bar with many words is another thing.
        if within(above, _BAR - 1) and (_SHARED.search(names(above)) or (dated and _over_title(above))):
            continue
        if is_furniture(above) and above.find(".//h1") is None and not names_date(above):
            return True
        if _CLOCK.search(names(above)):
            return True
    return False


def _tells_only(box: Element, line: Element) -> bool:
    """Whether a box holds a line with its day and nothing else, or is named as the box of who wrote a text and when."""
    said = _said(line)
    return tells_day(said) and (_META.search(names(box)) is not None or _said(box) == said)


def _said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_bar(box: Element) -> bool:
    """Whether a box is small and has no heading, nor a link that may be the title of another text."""
    return (
        within(box, _BAR - 1)
        and next(box.iter(*HEADINGS), None) is None
        and not any(weight(_said(link)) >= _TITLE for link in box.iter("a"))
    )


def is_comment(element: Element) -> bool:
    return "comment" in names(element).lower()


def _over_title(element: Element) -> bool:
    """Whether the heading of the page follows an element in the same box."""
    return any(
        sibling.tag == "h1" or (isinstance(sibling.tag, str) and sibling.find(".//h1") is not None)
        for sibling in element.itersiblings()
    )


def _in_article(element: Element) -> bool:
    return any(above.tag in ("article", "main") for above in element.iterancestors()) and element.tag in (
        "header",
        "footer",
    )


def tells_weekday(text: str) -> bool:
    """Whether a folded line names a day of the week in full, as clocks do."""
    return without_weekday(text) != text or any(
        len(word) > 3 and is_weekday(word) for word in WORDS.findall(text)
    )


def names_place(text: str, names: Sequence[str]) -> bool:
    """Whether the words beside a day may be a place: no common word where names are written with a capital, but for short ones
    within ("Vila Nova da Ribeira")."""
    beside = [word for word in re.findall(r"[^\W\d_]+", text) if fold(word) in names]
    return not any(word[0].islower() and (len(word) > 3 or at == 0) for at, word in enumerate(beside))
