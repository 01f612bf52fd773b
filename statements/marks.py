"""What a text holds that stays the same in another language: figures and dates in their order, names as they sound, the parties it
names, the lengths of its paragraphs. Pure.

A name is kept as its consonants ("Aleppo", "Алеппо" and "Алеппо́" are ``lb``; "Qasr" and "قصر" are ``ksr``): enough to see that two
texts name the same places, never shown to anybody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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
    r"(?P<number>\d{1,3}(?:[.,'\u2019\u00a0\u202f\u2009\u066c ]\d{3}){1,5}(?!\d)|\d+(?:[.,\u066b]\d+)?)|(?P<word>[A-Za-zÀ-žА-яЁё]+\d+|[^\W\d_]+)"
)
"""What has a letter before its figures is a name ("G7", "M23")."""
_ORDINAL = re.compile(r"(?<=\d)(?:er|ère|st|nd|rd|th|º|ª|°)(?!\w)")
_SEPARATORS = re.compile(r"[.,'\u2019\u00a0\u202f\u2009\u066c ](?=\d{3}(?!\d))")
_EASTERN_DATE = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_CAPITALS = re.compile(
    r"(?<!\w)[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩЀ-ЯҐІЇЄ][\w’'-]*(?:(?: | of | of the )[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩЀ-ЯҐІЇЄ][\w’'-]*)*"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n\"“”„«»(—–•]|(?:^|\n)- )[\s\"“„«(]*$")
_TO = re.compile(
    r"(?:er|º|\.|st|nd|rd|th)?(?:\s*[-–]\s*|\s+(?:and|to|until|et|au|und|bis|y|al|e|a|i|do|și|la|и|по|до|та|ve|ile|en|tot|و|إلى|و)\s+(?:le |el |the )?|\s?(?:及び|和|至|から|부터)\s?)"
)
_NOUNS_HAVE_CAPITALS: Final = frozenset({"de"})


_NUMBER_WORDS: Final = {
    "en": "two three four five six seven eight nine ten eleven twelve twenty",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze vingt",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce veinte",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici venti",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze vinte",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf twintig",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать двадцать",
    "uk": "два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять двадцять",
    "pl": "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście dwadzieścia",
    "tr": "iki üç dört beş altı yedi sekiz dokuz on onbir oniki yirmi",
    "ro": "două trei patru cinci șase șapte opt nouă zece unsprezece doisprezece douăzeci",
    "sv": "två tre fyra fem sex sju åtta nio tio elva tolv tjugo",
    "ar": "اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحدعشر اثناعشر عشرون",
}
SPOKEN: Final = tuple(str(value) for value in (*range(2, 13), 20))
"""Figures that are as often written as words."""
_SPOKEN: Final = {
    language: dict(zip(map(months.fold, line.split()), SPOKEN, strict=True))
    for language, line in _NUMBER_WORDS.items()
}


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


def figures(text: str, language: str | None) -> tuple[str, ...]:
    """Numbers and days of a text in their order."""
    return _of_text(text, language)[0]


def is_figureless(marks: Marks) -> bool:
    """Whether a text has no figure but such as are often written as words."""
    return all(figure in SPOKEN for figure in marks.figures)


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
def written(text: str, language: str | None) -> frozenset[str]:
    """The words of a text that surely are names, as they are written, folded: states, offices, months and what is written in capitals only
    (organisations) left out. None in a script without capitals, and in German, where all nouns have one."""
    spoken = (language or "").partition("-")[0]
    if spoken in _NOUNS_HAVE_CAPITALS:
        return frozenset()
    plain = unicodedata.normalize("NFKC", text)
    found = _capitals(plain, spoken)
    return frozenset(
        folded
        for word, folded in found
        if len(folded) > 3 and not word.group().isupper() and not _begins(plain, word.start())
    )


def sound(word: str) -> str:
    """A word as names are compared across languages."""
    return "".join(_sounds(word))


@lru_cache(maxsize=256)
def _of_text(
    text: str, language: str | None
) -> tuple[tuple[str, ...], frozenset[str], frozenset[str], tuple[int, ...]]:
    plain = unicodedata.normalize("NFKC", text).translate(months.ASCII_DIGITS)
    names, heard = _names(plain, (language or "").partition("-")[0])
    paragraphs = tuple(len(part) for part in re.split(r"\n\s*\n", plain.strip()))
    return tuple(_figures(plain, language)), names, heard, paragraphs


def _figures(text: str, language: str | None) -> Iterator[str]:
    text = _EASTERN_DATE.sub(lambda found: f" {found[2]} \x00{found[1]} ", _ORDINAL.sub("", text))
    spoken = _SPOKEN.get((language or "").partition("-")[0], {})
    tokens = list(_FIGURE.finditer(text))
    words = [months.fold(found["word"]) if found["word"] else "" for found in tokens]
    month = [_month(found["word"], language) for found in tokens]
    days = [_day_beside(tokens, words, month, at) for at in range(len(tokens))]
    for at in range(1, len(tokens)):  # "1 and 2 April", "April 1 and 2", "8-22 July"
        last = at - 1 if tokens[at - 1]["number"] else at - 2
        gap = text[tokens[last].end() : tokens[at].start()] if last >= 0 else ""
        before = last - 1 if last >= 0 and text[tokens[last].start() - 1] == "\x00" else last
        if not (_small(tokens[at]) and before >= 0 and _small(tokens[before]) and _TO.fullmatch(gap)):
            continue
        days[at] = days[at] or days[before]
        days[before] = days[before] or days[at]
    for at, found in enumerate(tokens):
        if found["word"]:
            if words[at] in spoken:
                yield spoken[words[at]]
            continue
        value = _SEPARATORS.sub("", found["number"]).replace(",", ".").replace("\u066b", ".")
        if days[at]:
            yield f"{days[at]:02d}-{int(value):02d}"
        elif text[found.start() - 1 : found.start()] != "\x00":
            yield value.lstrip("0") or "0"


def _small(found: re.Match[str]) -> bool:
    """Whether a token may be the day of a month."""
    number = found["number"]
    return number is not None and len(number) < 3 and number.isdigit() and 1 <= int(number) <= 31


def _day_beside(
    tokens: list[re.Match[str]], words: list[str], month: list[int | None], at: int
) -> int | None:
    """The month that a number is a day of, by the words beside it."""
    if not _small(tokens[at]) or tokens[at].string[tokens[at].start() - 1 : tokens[at].start()] == "\x00":
        return None
    behind = at + 1
    if behind < len(tokens) and tokens[at].string[tokens[behind].start() - 1] == "\x00":
        return int(tokens[behind]["number"])
    while behind < min(at + 3, len(tokens)) and words[behind] in months.FILLERS:
        behind += 1
    if behind < len(tokens) and month[behind] is not None:
        return month[behind]
    return month[at - 1] if at else None


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
    names, heard = set(), set()
    for found, _ in _capitals(text, language):
        sounds = sound(found.group())
        if len(sounds) < _NAME:
            continue
        heard.add(sounds)
        if language not in _NOUNS_HAVE_CAPITALS and not _begins(text, found.start()):
            names.add(sounds)
    return frozenset(names), frozenset(sorted(heard, key=lambda one: (-len(one), one))[:_MOST_HEARD])


def _capitals(text: str, language: str) -> Iterator[tuple[re.Match[str], str]]:
    """The words with a capital that may be names, and folded; without those of states, offices and months."""
    states = _of_states(text, language)
    for found in _WORD.finditer(text):
        if not found.group()[0].isupper():
            continue
        folded = months.fold(found.group())
        if folded not in states and not _is_office(folded) and _month(found.group(), language) is None:
            yield found, folded


def _begins(text: str, start: int) -> bool:
    """Whether a word stands where every word has a capital."""
    return _SENTENCE_START.search(text[max(0, start - 4) : start]) is not None


def _of_states(text: str, language: str) -> set[str]:
    """Words of names of states, peoples and organisations: those are parties, in every language other words."""
    listed = "; ".join(dict.fromkeys(found.group() for found in _CAPITALS.finditer(text)))
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
        "agenc relacion relaz exterior expatri cooper integra commonw police court tribunal director program fund north south east west middle world committee group war law human right civil",
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
