"""The day that a title gives for itself: in brackets, after a number, before a dash, or as that of a briefing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from spiders.extract.lines import is_date
from statements.model import RawDate
from statements.written_dates import Habits, Unreadable, read

_NO: Final = r"(?:no|nr|n°|nº|№|n[úu]m|numara|say[ıi]|رقم|شماره)\s*[.:]?"
_PAPER: Final = (
    r"(?:(?:joint |official |press |media )?(?:release|statement|communiqu[eé]|bulletin|note|nota|comunicado|comunicato|comunicat|bolet[ií]n|pressemitteilung|пресс-релиз|заявление|сообщение|заява|بيان|بیانیه|açıklama|komunikat|oświadczenie)"
    r"(?:\s+(?:de\s+|à\s+la\s+)?(?:imprensa|prensa|presse|presă|stampa|prasowy|صحفي))?\s+)"
)
_UP_TO_COMMA: Final = r"([^,،]{6,20}(?:,\s*\d{4})?)"
_NUMBERED_TITLE: Final = re.compile(
    rf"^(?:{_PAPER}?{_NO}\s*[\w/.-]+|(?!COP|UN|EU)(?-i:[A-ZÇĞİÖŞÜА-Я]{{2,4}})\s?-\s?\d[\w/.-]*)\s*[,،]\s*{_UP_TO_COMMA}\s*[,،]",
    re.IGNORECASE,
)
_IN_TITLE: Final = (
    re.compile(r"[(（]\s*([^()（）]{6,32}?)\s*[)）]\s*$"),
    _NUMBERED_TITLE,
    re.compile(r"^([^|–—:]{6,32}?)\s+[-–—|:]\s"),
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
        if is_date(piece, languages) and is_readable(piece, habits):
            return RawDate(raw=piece, origin="text", order=habits.order, sure=False)
    return None


def of_numbered(title: str) -> str | None:
    """The day that a title which names several bears between its number and its words: "No: 113, 5 August 2026, Agreement of ..."."""
    match = None if is_readable(title, Habits()) else _NUMBERED_TITLE.search(title)
    rest = title[match.end() :].strip() if match else ""
    return match[1] if match and is_date(match[1]) and rest and not is_date(rest) else None


def is_readable(text: str, habits: Habits) -> bool:
    """Whether a text is one date. What is ambiguous is a date all the same, and its reason is worth telling."""
    try:
        read(text, habits)
    except Unreadable as error:
        return any(told in str(error) for told in ("could be either", "calendar", "different months"))
    return True
