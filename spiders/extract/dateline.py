"""The date that a page shows its readers: a labelled line, a line of its own beside the title, or the head of the first paragraph.

"Updated" never passes for "published", an event's day neither; the clock of a masthead stands outside the article and is not
looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from spiders.extract.date_labels import labels, only_label, segments
from spiders.extract.date_order import order_in, order_of
from spiders.extract.date_titles import is_readable, of_title
from spiders.extract.lines import is_date, is_end_mark, is_numbered_date, leftover
from spiders.extract.markup import HEADINGS, names_date
from spiders.extract.standing import (
    elsewhere,
    fields_under,
    is_beside,
    is_clock,
    is_comment,
    is_entry,
    is_only_date,
    is_under,
    names_event,
    names_modified,
    names_place,
    of_picture,
    signs,
    tells_weekday,
    under_lead,
    with_title,
)
from spiders.extract.survey import Run
from statements.model import RawDate
from statements.months import ASCII_DIGITS, fold
from statements.written_dates import Habits
from statements.written_words import in_digits

Element = Any  # lxml ships no types

_LINE: Final = 160  # letters of a line that may be a date line, with its place and its section
_BESIDE: Final = 14  # runs after the title within which an unlabelled date is the article's
_BEFORE: Final = 4  # and before it
_DIGIT: Final = re.compile(r"\d")
_HOUR: Final = re.compile(r"\W*\d{1,2}(?:[:.h]\d\d(?!\d|[./-]\d)|\d\d ?(?:gmt|utc|hrs|h)\b)", re.IGNORECASE)
"""What "last updated" may stand before, its day before it: "28 August 2013, last updated 12:06"."""
_YEAR: Final = re.compile(
    r"(?<!\d)(?:19|20|25|1[34])\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d{2}(?!\d)|年|\b[RHS令平昭]\.?\d{1,2}[./-]\d|\d\.?[ -][^\W\d_]{3,10}\.?[ -]\d\d(?![\d:.])"
)
_UNDER: Final = 3  # lines under the last paragraph within which its day and signature stand
_AFTER: Final = (
    4  # and a line that tells who wrote it when; over another text such a line is that of a comment
)
_ASIDE: Final = 80  # letters of an attribute that tells a day
_TOLD: Final = ("title", "datetime", "data-original-title", "data-bs-original-title", "aria-label", "data-date", "data-datetime", "data-title")  # fmt: skip
_MONTH_AND_DAY: Final = re.compile(r"\d{1,2}-\d{1,2}(?!\d|-)")
_DONE: Final = frozenset(["done", "given", "made", "signed", "this", "in", "en", "zu", "at", "the", "fait", "donne", "signe", "dado", "dada", "hecho", "firmado", "feito", "feita", "assinado", "fatto", "geschehen", "ciudad", "city", "ville", "cidade", "citta", "addi", "г", "гор", "город", "м", "гр", "dnia", "w", "v", "ve", "dne", "am", "d", "c", "dc", "صدر", "حرر", "في", "بتاريخ", "عام", "سنه", "roku", "године"])  # fmt: skip
"""What a note says of its making beside the place."""
_PLACED: Final = re.compile(r"[^,،\d]{3,50}[,،]\s*(?:[^\W\d_]{1,10}\s)?\d")
"""A place of several words, a comma and a day: "Santa Cruz del Mar, 27 de enero de 2026"."""
_DAY_LAST: Final = re.compile(r"\d\D{0,12}$")
_OTHER_LABEL: Final = re.compile(r"^[^\d:：]{4,30}[:：]\s*")
_NUMBERED: Final = re.compile(r"^[^\d:：]{4,30}[:：]\s*\d{3,}\s*[-–—,;،]\s*")  # "News ID: 772518, "
_BRACKETED: Final = re.compile(r"[\W\d]{0,3}[(\[（]\s*([^()（）\[\]]{6,80}?)\s*[)\]）]\s*[.:–—-]?\s+\S")
_SHAPED: Final = frozenset({"strong", "b", "em", "i", "u", "span", "font"})
_HEAD: Final = re.compile(
    r"^[\W\d]{0,3}(.{2,90}?)\s*[)\].:]?\s*(?:[–—―-]{1,2}|\.-|:)\s|^(.{2,80}?\d{4})\.\s+(?=[A-ZÀ-ÞА-Я])",
    re.DOTALL,
)
_OF_AN_EVENT: Final = re.compile(
    r"(?:on|in|since)\s(?:[^\W\d_]+\s)?\d|(?:am|seit|im|le|depuis|el|desde|il|dal|em|desde|в|с|у|від|في|منذ|op|den|w|dnia|la)\s\d",
    re.IGNORECASE,
)
"""How a sentence begins that tells of a day: "On 7 October 2023"."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the page shows: dates of publication, best first, and of the last edit."""

    published: tuple[RawDate, ...] = ()
    labelled: bool = False
    """Whether the first of them stands behind a label that calls it the day of publication."""
    modified: tuple[RawDate, ...] = ()
    closing: RawDate | None = None
    """The day under the text, as letters and notes bear it beside their signature."""
    apart: str = ""
    """The line of it, where it stands under the box of the text and is no part of it."""
    yearless: tuple[str, ...] = ()
    """Days beside the title that lack their year."""
    loose: tuple[RawDate, ...] = ()
    """The day that a line of fields right under the text begins with, and others behind it: it is the text's if its address agrees."""


def shown(
    runs: Sequence[Run],
    *,
    at: int | None,
    start: int | None = None,
    title: str = "",
    page_title: str = "",
    language: str | None = None,
    url: str = "",
) -> Shown:
    """Look through the runs of the page at ``url``. ``at`` is the place of the title among them, None if it is not shown; ``start`` that
    of the text."""
    languages = (language,) if language else ()
    order = order_of(runs, language, url)
    habits = Habits(order=order, languages=languages)
    own = [runs[place].element for place in (at, start) if place is not None and 0 <= place < len(runs)]
    around = frozenset(above for one in own for above in one.iterancestors() if not is_comment(above))
    labelled: list[RawDate] = []
    beside: list[RawDate] = []
    before: list[RawDate] = []
    modified: list[RawDate] = []
    yearless: list[str] = []
    loose: list[RawDate] = []
    closing: RawDate | None = None
    apart = ""
    last: int | None = None
    prose = 0
    label = ""
    for place, run in enumerate(runs):
        if run.prose and at is not None and place > at and not _tells_fields(run.text):
            prose += 1
            last = place
            if prose == 1 and (opening := _head(run, habits, order)):
                beside.append(opening)
            label = ""
            continue
        text = in_digits(f"{label} {run.text}".strip() if label else run.text)
        label = ""
        if place == at:
            text = _beside_title(text, title)
        if len(text) > _LINE:
            continue
        kind = only_label(text)
        if last is not None and place == last + 1 and is_end_mark(text):
            continue  # "ENDS" names no day of an event there
        if kind and len(text) < 60:
            label = text
            continue
        heads = at is not None and at - _BEFORE <= place <= at + _BEFORE and prose == 0
        plainly = text.translate(ASCII_DIGITS)
        if heads and not _YEAR.search(plainly):
            if told_aside := _aside(run.element, text):
                text = plainly = told_aside
            elif _DIGIT.search(plainly) and not elsewhere(run.element, around):
                yearless += (part for _, part in segments(text) if _lacks_year(part))
        beneath = at is not None and at <= place <= at + _BESIDE
        near = at is not None and place >= at and prose <= 1
        near = near or (beneath and prose == 2 and is_only_date(runs, place))
        if not _DIGIT.search(plainly) or not _YEAR.search(plainly):
            continue
        if elsewhere(run.element, around, under_title=near and beneath):
            continue
        if last is not None and place - last <= _UNDER and _closes(runs, place, last, text, habits):
            closing = RawDate(raw=text, origin="text", order=order, sure=False)
            apart = "" if is_beside(run.element, runs[last].element) else run.text
        elif closing is None and last is not None:
            days = [field for field in fields_under(runs, place, last) if is_numbered_date(field)]
            if len(days) == 1 and is_readable(days[0], habits):
                closing = RawDate(raw=days[0], origin="dateline", order=order, sure=False)
        here = replace(habits, order=order_in(text, order))
        parts = segments(text)
        if (near or heads) and len(run.element) > 1 and not any(kind for kind, _ in parts):
            if any(_OTHER_LABEL.match(part) for _, part in parts):
                parts = [(None, day) for day in _unlabelled(run.element)]
            elif not any(_stands_alone(part, run) and is_readable(part, habits) for _, part in parts):
                parts = [
                    ("modified" if names_modified(field) else kind, part)
                    for field in run.element
                    for kind, part in segments(_words(field))
                ]
        kinds = [kind for kind, _ in parts]
        edited = any(kind == "modified" and _HOUR.match(part) for kind, part in parts)
        # A day, and behind it that of an edit.
        stamped = kinds == [None, "modified"] and not edited and is_readable(parts[1][1], here)
        for kind, stated in parts:
            part = _NUMBERED.sub("", stated)
            if kind is None and ("published" in kinds or _OTHER_LABEL.match(part)):
                continue
            kind = "modified" if kind is None and edited else kind
            if not is_readable(part, here):
                continue
            found = RawDate(raw=part, origin="dateline", order=here.order)
            under = False
            if kind == "modified":
                modified.append(found)
            elif kind == "published":
                if at is None or place > at - 6:
                    labelled.append(found)
            elif kind == "event" or names_event(run.element):
                continue
            elif names_modified(run.element) and not stamped:
                modified.append(found)
            elif (
                near
                and beneath
                and (prose == 0 or stamped or names_date(run.element) or (under := under_lead(runs, place)))
                and _stands_alone(part, run)
                and not of_picture(part, run.element)
                and not is_entry(run)
            ):
                beside.append(replace(found, sure=not under))
            elif (
                at is not None
                and at - _BEFORE <= place < at
                and _stands_alone(part, run)
                and not is_clock(run)
                and not is_entry(run)
                and (at >= len(runs) or with_title(run.element, runs, at))
            ):
                before.append(found)
            elif (
                last is not None
                and place - last <= _AFTER
                and (loose or signs(runs, place, last))
                and not any(following.prose for following in runs[place + 1 : place + 2])
                and _stands_alone(part, run)
                and not is_entry(run)
            ):
                loose.append(found)
    of_heads = [
        named for head in (title, page_title) if (named := of_title(head, languages=languages, order=order))
    ]
    near_title = [*labelled, *beside]
    if not near_title:
        # A line above a title that bears a day of its own is no better witness than the title.
        near_title = [replace(found, sure=not of_heads) for found in before[-1:]]
    near_title += of_heads
    return Shown(
        published=tuple(_once(near_title)[:4]),
        labelled=bool(labelled),
        modified=tuple(_once(modified)),
        closing=closing,
        apart=apart,
        yearless=tuple(yearless[:2]),
        loose=tuple(_once(loose)),
    )


def _tells_fields(line: str) -> bool:
    """Whether a line that reads like a sentence ("14. Juni | 15:49 | ...") is a row of fields with a date."""
    return len(line) < _LINE and (bool(labels(line)) or any(is_date(part) for _, part in segments(line)))


def _beside_title(line: str, title: str) -> str:
    """What a heading holds besides the title: a section, a date."""
    cut = line.find(title) if title else -1
    return "" if cut < 0 else f"{line[:cut]} {line[cut + len(title) :]}".strip(" -–—|:,")


def _once(found: Sequence[RawDate]) -> list[RawDate]:
    return list(dict.fromkeys(found))


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip() if isinstance(element.tag, str) else ""


def _unlabelled(line: Element) -> Iterator[str]:
    """The fields of a line that are days and have no label before them."""
    before = line.text or ""
    for field in line:
        words = _words(field)
        if is_numbered_date(words) and not before.rstrip().endswith((":", "：")):
            yield words
        before = (field.tail or "").strip() or words


def _stands_alone(part: str, run: Run) -> bool:
    """Whether a part of a line is a date with at most a few words around it, or its element says that it is one."""
    if is_numbered_date(part):
        return True
    if run.element.tag == "time" or names_date(run.element):
        return len(part) <= 80
    left = leftover(part)
    if left is None or len(part) > 70 or run.prose:
        return False
    return len(left) <= (2 if part[-1:] in ".!?" else 5)


def _head(run: Run, habits: Habits, order: str | None) -> RawDate | None:
    """The date at the head of a first paragraph: "GENEVA, 5 November 2026 –", "(Brussels, 5 November 2026)", or in letters of its
    own."""
    match = _HEAD.match(run.text[:140])
    bracketed = _BRACKETED.match(run.text[:140])
    first = run.element[0] if len(run.element) and not (run.element.text or "").strip() else None
    heads = [
        (match[1] or match[2]) if match else "",
        bracketed[1] if bracketed else "",
        _words(first) if first is not None and first.tag in _SHAPED else "",
    ]
    for head in map(str.strip, heads):
        words = re.findall(r"[^\W\d_]{2,}", head)
        if _OF_AN_EVENT.match(head):
            continue
        if (
            len(head) <= 90
            and len(words) <= 7
            and _YEAR.search(head.translate(ASCII_DIGITS))
            and is_readable(head, habits)
        ):
            return RawDate(raw=head, origin="text", order=order, sure=False)
    return None


def _aside(element: Element, text: str) -> str | None:
    """The day that an element tells beside what it shows ("2 hours ago", with the day to be seen when pointed at)."""
    if len(text) > _ASIDE:
        return None
    for part in element.iter():
        for name in _TOLD:
            if (value := part.get(name)) and 8 <= len(value) <= _ASIDE and is_date(value):
                return str(value)
    return None


def _lacks_year(part: str) -> bool:
    """Whether a part of a line is a day and a month, with a section at most."""
    left = leftover(with_year(part, 2000))
    return len(part) <= 40 and left is not None and len(left) <= 2 and not is_date(part)


def with_year(part: str, year: int) -> str:
    """A day with the year that it lacks, where it is written in that style."""
    return f"{year}-{part}" if _MONTH_AND_DAY.match(part) else f"{part} {year}"


def _closes(runs: Sequence[Run], place: int, last: int, text: str, habits: Habits) -> bool:
    """Whether a short line right under the text is its place and day: it stands where the paragraphs stand, or by itself under
    their box, and the day ends it."""
    run, paragraph = runs[place], runs[last]
    if run.element.tag in HEADINGS:
        return False  # of a chapter
    if run.linked or len(text) > 70 or _OTHER_LABEL.match(text) or of_picture(text, run.element):
        return False
    left = leftover(text)
    names = [word for word in left or () if word not in _DONE]
    most = 4 if _PLACED.match(text) and names_place(text, names) else 2 + (text.count(",") > 1)
    if left is None or len(names) > most or not is_readable(text, habits):
        return False
    if any(kind == "modified" for kind, _, _ in labels(text)):
        return False
    if place == last + 2 and is_end_mark(runs[place - 1].text) and is_date(text):
        return True
    if not is_beside(run.element, paragraph.element):
        # Under the box stand the days of other things too: only a place and its day are taken, next to the text.
        if not is_under(run.element, paragraph.element) or place - last > 1 or not names:
            return False
        if is_entry(run) or tells_weekday(fold(text)) or not names_place(text, names):
            return False
    return not left or _DAY_LAST.search(text.translate(ASCII_DIGITS)) is not None
