"""What a text holds that stays the same in another language: figures and dates in their order, names as they sound, the parties it
names, the lengths of its paragraphs. Pure.

A name is kept as its consonants ("Aleppo", "Алеппо" and "Алеппо́" are ``lb``; "Qasr" and "قصر" are ``ksr``): enough to see that two
texts name the same places, never shown to anybody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from statements import months
from statements.calendars import Calendar
from statements.issuers import find_countries, issuer_name
from statements.model import Reading, Version

READ: Final = 20_000
"""Characters of a text that are looked at; what two copies share stands in their first pages."""
_NAME: Final = 3
"""Consonants of the shortest name that tells anything."""
_MOST_HEARD: Final = 600
_CASELESS = re.compile(r"[\u0590-\u06ff]")
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'`\u02bc-][^\W\d_]+)*")
_FIGURE = re.compile(
    r"(?P<number>\d{1,3}(?:[.,'\u2019\u00a0\u202f\u2009\u066c ]\d{3})+(?!\d)|\d+(?:[.,\u066b]\d+)?)|(?P<word>[^\W\d_]+)"
)
_SEPARATORS = re.compile(r"[.,'\u2019\u00a0\u202f\u2009\u066c ](?=\d{3}(?!\d))")
_EASTERN_DATE = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_RUN = re.compile(r"[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n\"“”„«»(—–•]|(?:^|\n)- )[\s\"“„«(]*$")
_NOUNS_HAVE_CAPITALS: Final = frozenset({"de"})


@dataclass(frozen=True, kw_only=True)
class Marks:
    """``figures``: numbers ("48000") and days ("02-27") in the order of the text; ``names``: words that surely are names, by their
    sound; ``heard``: all words that may be; none where names cannot be heard (Chinese, Japanese, Korean). ``parties``: states,
    organisations, groups and persons in the order of first mention, by the names that readings give them."""

    figures: tuple[str, ...]
    names: frozenset[str]
    heard: frozenset[str]
    parties: tuple[str, ...]
    paragraphs: tuple[int, ...]
    """Characters of each."""


def of(version: Version, reading: Reading | None) -> Marks:
    """The marks of a version."""
    figures, names, heard, paragraphs = _of_text(version.text[:READ], version.language)
    parties = () if reading is None else tuple(actor.name for actor in reading.actors)
    return Marks(
        figures=figures,
        names=names,
        heard=heard,
        parties=tuple(dict.fromkeys([*parties, issuer_name(version.issuer)])),
        paragraphs=paragraphs,
    )


def keys(marks: Marks, *, most: int = 24) -> tuple[str, ...]:
    """Under what a statement is written down so that its copies in other languages find it, the rarest first."""
    figures = dict.fromkeys(marks.figures)
    days = [figure for figure in figures if is_day(figure)]
    numbers = sorted((one for one in figures if is_rare(one)), key=lambda one: (-len(one), one))
    names = sorted(marks.names, key=lambda one: (-len(one), one))
    pairs = ["+".join(sorted(pair)) for pair in combinations(marks.parties[:6], 2)]
    found = [*days[:5], *numbers[:6], *(f"~{name}" for name in names[:5] if len(name) > _NAME), *pairs]
    return tuple(dict.fromkeys(found))[:most]


def is_day(figure: str) -> bool:
    """Whether a figure is a day of the year."""
    return "-" in figure


def is_year(figure: str) -> bool:
    """Whether a figure may be a year."""
    return len(figure) == 4 and "1900" <= figure <= "2100"


def is_rare(figure: str) -> bool:
    """Whether a figure is a number of two digits or more, and no year."""
    return not is_day(figure) and len(figure) > 1 and not is_year(figure)


@lru_cache(maxsize=256)
def _of_text(
    text: str, language: str | None
) -> tuple[tuple[str, ...], frozenset[str], frozenset[str], tuple[int, ...]]:
    plain = unicodedata.normalize("NFKC", text).translate(months.ASCII_DIGITS)
    names, heard = _names(plain, (language or "").partition("-")[0])
    paragraphs = tuple(len(part) for part in re.split(r"\n\s*\n", plain.strip()))
    return tuple(_figures(plain, language)), names, heard, paragraphs


def _figures(text: str, language: str | None) -> Iterator[str]:
    text = _EASTERN_DATE.sub(lambda found: f" {found[2]} \x00{found[1]} ", text)
    tokens = [
        (found["number"], found["word"], text[found.start() - 1 : found.start()] == "\x00")
        for found in _FIGURE.finditer(text)
    ]
    month: list[int | None] = [_month(tokens[at][1], language) for at in range(len(tokens))]
    used: set[int] = set()
    for at, (number, _, marked) in enumerate(tokens):
        if number is None or at in used:
            continue
        value = _SEPARATORS.sub("", number).replace(",", ".").replace("\u066b", ".")
        if value.isdigit() and 1 <= int(value) <= 31 and len(value) < 3:
            behind = at + 1
            if behind < len(tokens) and tokens[behind][2]:
                used.add(behind)
                yield f"{int(tokens[behind][0] or 0):02d}-{int(value):02d}"
                continue
            while (
                behind < min(at + 3, len(tokens)) and months.fold(tokens[behind][1] or "") in months.FILLERS
            ):
                behind += 1
            near = month[behind] if behind < len(tokens) else None
            if near is None and at and month[at - 1] is not None:
                near = month[at - 1]
            if near is not None:
                yield f"{near:02d}-{int(value):02d}"
                continue
        if not marked:
            yield value.lstrip("0") or "0"


def _month(word: str | None, language: str | None) -> int | None:
    if word is None or len(word) < 3 and not _CASELESS.match(word):
        return None
    found = months.match([months.fold(word)], 0, [language] if language else ())
    if found is None:
        return None
    calendar, number = found[1][0]
    return number if calendar is Calendar.GREGORIAN else None


def _names(text: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """What surely is a name, and what may be one, as they sound."""
    if len(_EASTERN.findall(text)) * 2 > len(_WORD.findall(text)):
        return frozenset(), frozenset()
    if _CASELESS.search(text) and len(_CASELESS.findall(text)) * 2 > len(text) * 0.5:
        heard = {sound for word in _WORD.findall(text) for sound in _spoken(word)}
        return frozenset(), frozenset(sorted(heard, key=lambda one: (-len(one), one))[:_MOST_HEARD])
    capitals = [found for found in _WORD.finditer(text) if found.group()[0].isupper()]
    states = _of_states(text, [found.group() for found in capitals], language)
    names, heard = set(), set()
    for found in capitals:
        word = found.group()
        folded = months.fold(word)
        if folded in states or _is_office(folded) or _month(word, language) is not None:
            continue
        sound = "".join(_sounds(word))
        if len(sound) < _NAME:
            continue
        heard.add(sound)
        first = _SENTENCE_START.search(text[max(0, found.start() - 4) : found.start()])
        if not first and language not in _NOUNS_HAVE_CAPITALS:
            names.add(sound)
    return frozenset(names), frozenset(sorted(heard, key=lambda one: (-len(one), one))[:_MOST_HEARD])


def _of_states(text: str, capitals: Sequence[str], language: str) -> set[str]:
    """Words of names of states, peoples and organisations: those are parties, in every language other words."""
    listed = "; ".join(dict.fromkeys(capitals))
    spans = [listed[start:end] for _, start, end in find_countries(listed, language or None)]
    return {months.fold(word) for span in spans for word in _WORD.findall(span)}


# Beginnings of words that have a capital as titles and bodies have: in many texts, and in every language others.
_OFFICES: Final = tuple(
    word
    for line in (
        "minist foreign affair secretar state council conseil consejo conselho securit securid segurid secur nation unit union european",
        "presid prasid prime premier govern gouvern gobiern republ federa parliament parlament parlement charter carta charte convention",
        "resol joint statement declaration spokes ambassad embass embaix general assembl commiss kommiss comis organi international",
        "kingdom royaum reino etats estad high represent africain african arab islam united peace agreement accord armed force army",
        "police court tribunal director program fund north south east west middle world committee group war law human right civil",
        "совет безопас минист президент государ организац объедин наци федерац республик мид союз устав генеральн резолюц сторон",
        "dışiş dısıs bakan cumhur devlet birles ministr republik radă rzad spraw narod",
    )
    for word in line.split()
)


def _is_office(folded: str) -> bool:
    return folded.startswith(_OFFICES)


def _spoken(word: str) -> Iterator[str]:
    """How a word of a script without capitals may sound: as it stands, and without the article and what is written together with
    it."""
    folded = months.fold(word)
    for prefix in (
        "",
        "و",
        "ب",
        "ل",
        "ف",
        "ك",
        "ال",
        "وال",
        "بال",
        "لل",
        "فال",
        "ه",
        "ב",
        "ה",
        "ל",
        "מ",
        "ו",
    ):
        if folded.startswith(prefix) and len(folded) - len(prefix) > 2:
            sound = "".join(_sounds(folded[len(prefix) :]))
            if len(sound) >= _NAME:
                yield sound


_DIGRAPHS: Final = (
    ("tsch", "s"), ("dsch", "s"), ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("dj", "s"), ("dz", "s"), ("ts", "s"),
    ("cz", "s"), ("sz", "s"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ck", "k"), ("ce", "s"), ("ci", "s"),
    ("qu", "k"), ("x", "ks"),
)  # fmt: skip
_SOUND: Final = dict(
    [
        *zip("bcdfgjklmnpqrstvz", "bkdfgsklmnbkrstfs", strict=True),
        *zip("бвгджзклмнпрстфхцчшщґ", "bfgdssklmnbrstfksssss"[:20] + "g", strict=True),
        *zip("بتثجدذرزسشصضطظغفقكلمنخپچژگ", "bttsddrssssdtsgfkklmnkbssg", strict=True),
        *zip("בגדזטכלמנספצקרשתךםןףץ", "bgdstklmnsfskrstkmnfs", strict=True),
        *zip("βγδζθκλμνξπρσςτφχψ", "bgdstklmnkbrsstfkb", strict=True),
    ]
)


def _sounds(word: str) -> Iterator[str]:
    """The consonants of a word in the classes that survive transliteration, doubles as one."""
    folded = months.fold(word)
    if folded.isascii():
        for written, sound in _DIGRAPHS:
            folded = folded.replace(written, f"{sound}{written[1:]}" if written in ("ce", "ci") else sound)
    last = ""
    for char in folded:
        sound = _SOUND.get(char, "")
        if sound and sound != last:
            yield sound
        last = sound or last if char not in "aeiouyаеиоуыэюяіїєاويα" else ""
