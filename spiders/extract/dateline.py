"""The date that a page shows its readers: a labelled line, a line of its own beside the title, or the head of the first paragraph.

"Updated" never passes for "published", an event's day neither; the clock of a masthead stands outside the article and is not
looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from spiders.extract.date_labels import labels, only_label, segments
from spiders.extract.lines import is_date, is_numbered_date, leftover
from spiders.extract.markup import names_date
from spiders.extract.standing import elsewhere, is_clock, is_entry, names_modified, of_picture, with_title
from spiders.extract.survey import Run
from statements.model import RawDate
from statements.months import ASCII_DIGITS
from statements.written_dates import Habits, Unreadable, read
from statements.written_words import in_digits

Element = Any  # lxml ships no types

_LINE: Final = 160  # letters of a line that may be a date line, with its place and its section
_BESIDE: Final = 14  # runs after the title within which an unlabelled date is the article's
_BEFORE: Final = 4  # and before it
_DIGIT: Final = re.compile(r"\d")
_YEAR: Final = re.compile(
    r"(?<!\d)(?:19|20|25|1[34])\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d{2}(?!\d)|年|\b[RHS令平昭]\.?\d{1,2}[./-]\d"
)
_UNDER: Final = 3  # lines under the last paragraph within which its day and signature stand
_ASIDE: Final = 80  # letters of an attribute that tells a day
_TOLD: Final = ("title", "datetime", "data-original-title", "data-bs-original-title", "aria-label", "data-date", "data-datetime", "data-title")  # fmt: skip
_DONE: Final = frozenset(["done", "given", "made", "signed", "this", "in", "en", "zu", "at", "the", "fait", "donne", "signe", "dado", "dada", "hecho", "firmado", "feito", "feita", "assinado", "fatto", "geschehen", "ciudad", "city", "ville", "cidade", "citta", "addi"])  # fmt: skip
"""What a note says of its making beside the place."""
_DAY_LAST: Final = re.compile(r"\d\D{0,12}$")
_OTHER_LABEL: Final = re.compile(r"^[^\d:：]{4,30}[:：]\s*")
_BRACKETED: Final = re.compile(r"[\W\d]{0,3}[(\[（]\s*([^()（）\[\]]{6,80}?)\s*[)\]）]\s*[.:–—-]?\s+\S")
_SHAPED: Final = frozenset({"strong", "b", "em", "i", "u", "span", "font"})
_HEAD: Final = re.compile(
    r"^[\W\d]{0,3}(.{2,90}?)\s*[)\].:]?\s*(?:[–—―-]{1,2}|\.-|:)\s|^(.{2,80}?\d{4})\.\s+(?=[A-ZÀ-ÞА-Я])",
    re.DOTALL,
)
_NUMERIC: Final = re.compile(r"(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./-])")
_YEAR_FIRST: Final = frozenset({"ko", "ja", "zh", "fa"})  # "25.11.14" is a day in November 2025
_DAY_FIRST: Final = frozenset(
    {"fr", "de", "it", "pt", "ru", "uk", "tr", "pl", "nl", "el", "fi", "cs", "he", "sv", "ro", "az", "be", "bg", "bn", "bs", "da", "et",
     "hi", "hr", "hy", "id", "ka", "kk", "ky", "lv", "mk", "nb", "nn", "no", "sk", "sl", "sq", "sr", "tg", "th", "uz", "vi"}
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the page shows: dates of publication, best first, and of the last edit."""

    published: tuple[RawDate, ...] = ()
    labelled: bool = False
    """Whether the first of them stands behind a label that calls it the day of publication."""
    modified: tuple[RawDate, ...] = ()
    closing: RawDate | None = None
    """The day under the text, as letters and notes bear it beside their signature."""
    yearless: tuple[str, ...] = ()
    """Days beside the title that lack their year."""


def shown(
    runs: Sequence[Run], *, at: int | None, title: str = "", page_title: str = "", language: str | None = None
) -> Shown:
    """Look through the runs of a page. ``at`` is the place of the title among them, None if it is not shown."""
    languages = (language,) if language else ()
    order = order_of(runs, language)
    habits = Habits(order=order, languages=languages)
    labelled: list[RawDate] = []
    beside: list[RawDate] = []
    before: list[RawDate] = []
    modified: list[RawDate] = []
    yearless: list[str] = []
    closing: RawDate | None = None
    last: tuple[int, Run] | None = None
    prose = 0
    label = ""
    for place, run in enumerate(runs):
        if run.prose and at is not None and place > at and not (len(run.text) < _LINE and labels(run.text)):
            prose += 1
            last = (place, run)
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
        if kind and len(text) < 60:
            label = text
            continue
        heads = at is not None and at - _BEFORE <= place <= at + _BEFORE and prose == 0
        plainly = text.translate(ASCII_DIGITS)
        if heads and not _YEAR.search(plainly):
            if told_aside := _aside(run.element, text):
                text = plainly = told_aside
            elif _DIGIT.search(plainly) and not elsewhere(run.element):
                yearless += (part for _, part in segments(text) if _lacks_year(part))
        if not _DIGIT.search(plainly) or not _YEAR.search(plainly) or elsewhere(run.element):
            continue
        near = at is not None and place >= at and prose <= 1
        if last is not None and place - last[0] <= _UNDER and _closes(text, run, last[1], habits):
            closing = RawDate(raw=text, origin="text", order=order, sure=False)
        parts = segments(text)
        if (
            (near or heads)
            and len(run.element) > 1
            and not any(kind or _stands_alone(part, run) for kind, part in parts)
        ):
            parts = [found for field in run.element for found in segments(_words(field))]
        told = any(kind == "published" for kind, _ in parts)
        for kind, part in parts:
            if kind is None and (told or _OTHER_LABEL.match(part)):
                continue
            if not _readable(part, habits):
                continue
            found = RawDate(raw=part, origin="dateline", order=order)
            if kind == "modified":
                modified.append(found)
            elif kind == "published":
                if at is None or place > at - 6:
                    labelled.append(found)
            elif kind == "event":
                continue
            elif names_modified(run.element):
                modified.append(found)
            elif (
                near
                and place - (at or 0) <= _BESIDE
                and (prose == 0 or names_date(run.element))
                and _stands_alone(part, run)
                and not of_picture(part, run.element)
            ):
                beside.append(found)
            elif (
                at is not None
                and at - _BEFORE <= place < at
                and _stands_alone(part, run)
                and not is_clock(run)
                and not is_entry(run)
                and (at >= len(runs) or with_title(run.element, runs, at))
            ):
                before.append(found)
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
        yearless=tuple(yearless[:2]),
    )


def _beside_title(line: str, title: str) -> str:
    """What a heading holds besides the title: a section, a date."""
    cut = line.find(title) if title else -1
    return "" if cut < 0 else f"{line[:cut]} {line[cut + len(title) :]}".strip(" -–—|:,")


_IN_TITLE: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[(（]\s*([^()（）]{6,32}?)\s*[)）]\s*$",
        r"^(?:no|nr|n°|nº|№|numara)\s*[.:]?\s*[\w/.-]+\s*,\s*([^,]{6,20}(?:,\s*\d{4})?)\s*,",
        r"^([^|–—:]{6,32}?)\s+[-–—|:]\s",
    )
)
_BRIEFS: Final = re.compile(
    r"^(?:joint |official |press |opening |closing |final |presidential )?(?:statement|remarks|speech|address|declaration|communiqu[eé])\b|^(?:d[ée]claration|discours|allocution|intervention|communiqu[ée])\b|^(?:(?:gemeinsame )?erkl[äa]rung|rede|ansprache)\b|^(?:declaraci[oó]n|discurso|comunicado|palabras|intervenci[oó]n)\b|^(?:dichiarazion[ei]|discorso|intervento)\b|^(?:declara[cç][aã]o|nota|pronunciamento)\b|^(?:(?:совместное )?заявление|выступление|речь|заява|промова)\b|^(?:بيان|كلمة|تصريح|خطاب|بیانیه|سخنرانی)(?!\w)|^(?:açıklama|konuşma)|"
    r"briefing|press conference|point de presse|conférence de presse|pressekonferenz|rueda de prensa|брифинг|пресс-конференц|记者会|記者会見|정례브리핑|basın toplantısı|media availability",
    re.IGNORECASE,
)


def of_title(title: str, *, languages: Sequence[str] = (), order: str | None = None) -> RawDate | None:
    """The day that a title gives for itself: in brackets at its end, after its number, before its first dash, or as that of a
    briefing. A day that the title speaks about is not meant."""
    habits = Habits(
        order=order or ("dmy" if re.search(r"\d\.\d\d?\.\d\d", title) else None), languages=tuple(languages)
    )
    pieces = [match[1] for pattern in _IN_TITLE if (match := pattern.search(title))]
    words = title.split()
    pieces += [" ".join(words[:count]) for count in (1, 2, 3, 4) if len(words) > count]
    if _BRIEFS.search(title):
        pieces += [" ".join(words[-count:]).strip("() ") for count in (3, 4, 5) if len(words) > count]
    for piece in pieces:
        if is_date(piece, languages) and _readable(piece, habits):
            return RawDate(raw=piece, origin="text", order=habits.order, sure=False)
    return None


def order_of(runs: Iterable[Run], language: str | None) -> str | None:
    """The order of day and month in the numeric dates of a page: that of a number above 12 when none contradicts it; dots and
    some languages know only one."""
    seen = set()
    dotted = slashed = False
    for run in runs:
        if len(run.text) > 400:
            continue
        for first, mark, second, year in _NUMERIC.findall(run.text.translate(ASCII_DIGITS)):
            if len(year) == 2 and (mark != "." or language in _YEAR_FIRST):
                continue
            dotted, slashed = dotted or mark == ".", slashed or mark != "."
            if int(first) > 12 >= int(second):
                seen.add("dmy")
            elif int(second) > 12 >= int(first):
                seen.add("mdy")
    if len(seen) == 1:
        return seen.pop()
    if seen:
        return None
    return "dmy" if (dotted and not slashed) or language in _DAY_FIRST else None


def _once(found: Sequence[RawDate]) -> list[RawDate]:
    return list(dict.fromkeys(found))


def _readable(text: str, habits: Habits) -> bool:
    try:
        read(text, habits)
    except Unreadable as error:
        # What is ambiguous is a date all the same, and its reason is worth telling.
        return any(told in str(error) for told in ("could be either", "calendar", "different months"))
    return True


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip() if isinstance(element.tag, str) else ""


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
        if (
            len(head) <= 90
            and len(words) <= 7
            and _YEAR.search(head.translate(ASCII_DIGITS))
            and _readable(head, habits)
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
    left = leftover(f"{part} 2000")
    return len(part) <= 40 and left is not None and len(left) <= 2 and not is_date(part)


def _closes(text: str, run: Run, paragraph: Run, habits: Habits) -> bool:
    """Whether a short line right under the text is its place and day: it stands where the paragraphs stand, and the day ends it."""
    if run.linked or len(text) > 70 or _OTHER_LABEL.match(text):
        return False
    if run.element is not paragraph.element and run.element.getparent() is not paragraph.element.getparent():
        return False
    left = leftover(text)
    if left is None or sum(word not in _DONE for word in left) > 2 or not _readable(text, habits):
        return False
    return not left or _DAY_LAST.search(text.translate(ASCII_DIGITS)) is not None
