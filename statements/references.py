"""What a text points back to: the days of what it speaks of, by date or by word, and earlier statements of its issuer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from statements import cldr, marks, months
from statements.model import Version

RECENT: Final = timedelta(days=10)
"""How long before a statement an event is for the statement to be about it, not to look back on it."""
_YESTERDAY: Final = {
    "en": "yesterday|last night",
    "fr": "hier|la nuit dernière",
    "de": "gestern|gestrigen?|vergangene nacht|letzte nacht",
    "es": "ayer|anoche",
    "it": "ieri|la scorsa notte",
    "pt": "ontem",
    "nl": "gisteren|gisteravond|afgelopen nacht",
    "ru": "вчера",
    "uk": "вчора|учора",
    "pl": "wczoraj",
    "tr": "dün",
    "ro": "ieri",
    "sv": "igår|i går",
    "da": "i går",
    "no": "i går",
    "fi": "eilen",
    "ar": "[أا]مس",
    "fa": "دیروز",
    "he": "אתמול",
    "zh": "昨天|昨日",
    "ja": "昨日|昨夜",
    "ko": "어제",
}
_TODAY: Final = {
    "en": "today|this morning|tonight|this afternoon|this evening",
    "fr": "aujourd['’]hui|ce matin|ce jour|cette nuit",
    "de": "heute|heutigen?",
    "es": "hoy|esta mañana|esta madrugada",
    "it": "oggi|stamani|stamattina|odierno",
    "pt": "hoje|esta manhã",
    "nl": "vandaag|vanmorgen|vanmiddag|vannacht",
    "ru": "сегодня",
    "uk": "сьогодні",
    "pl": "dzisiaj|dziś",
    "tr": "bugün",
    "ro": "astăzi|azi",
    "sv": "idag|i dag",
    "da": "i dag",
    "no": "i dag",
    "fi": "tänään",
    "ar": "اليوم",
    "fa": "امروز",
    "he": "היום",
    "zh": "今天|今日",
    "ja": "本日|今日",
    "ko": "오늘",
}
# What earlier words are called, and the words by which a text says that it goes on from them.
_EARLIER: Final = {
    "en": "statements?|press releases?|announcements?|communiqu[eé]s?|notes?|press statements?",
    "fr": "déclarations?|communiqués?|annonces?|messages?",
    "de": "(?:presse)?(?:erklärung|mitteilung)(?:en)?|meldung|ankündigung",
    "es": "comunicados?|declaraci[oó]n|notas?|anuncios?",
    "it": "comunicat[oi]|dichiarazion[ei]|not[ae]",
    "pt": "comunicados?|notas?|declaraç(?:ão|ões)",
    "nl": "verklaring|(?:pers)?bericht|mededeling",
    "ru": r"заявлени\w+|сообщени\w+|комментари\w+|пресс-релиз\w*",
    "uk": r"заяв\w+|повідомлен\w+|коментар\w*",
    "pl": r"oświadczeni\w+|komunika\w+",
    "tr": r"açıklama\w*|bildiri\w*|duyuru\w*",
    "ro": r"declarați\w+|comunicat\w*",
    "sv": "uttalande[t]?|pressmeddelande[t]?",
    "ar": r"\w*(?:بيان|تصريح)\w*",
    "fa": "بیانیه|اطلاعیه",
}
_ON: Final = {
    "en": "further to|in addition to|following|follows|update to|updating|supplementing",
    "fr": "à la suite d|en complément d|suite à|suite au|faisant suite|faire suite|complète",
    "de": "im nachgang|in ergänzung|ergänzend zu|im anschluss an",
    "es": "en seguimiento|como continuación|a continuación de|en complemento|ampliando",
    "it": "a seguito d|facendo seguito|fa seguito|in aggiunta a|ad integrazione",
    "pt": "na sequência d|em seguimento|em complemento|em aditamento",
    "nl": "in aanvulling op|in vervolg op|aansluitend op",
    "ru": "в дополнение к|в развитие|в продолжение",
    "uk": "на додаток до|на доповнення|у розвиток",
    "pl": "w nawiązaniu do|w uzupełnieniu|w ślad za",
    "tr": "ek olarak|ilaveten|devamı olarak",
    "ro": "în completarea|în continuarea|ca urmare a",
    "sv": "som komplement till|i tillägg till|med anledning av",
    "ar": "إلحاقا|استكمالا|لاحقا ل",
    "fa": "پیرو|در ادامه",
}
_INFLECTED: Final = ("ru", "uk", "pl", "ro", "fi")
"""Languages in which the names of weekdays have cases."""
_UPDATE = re.compile(
    r"[（(]?第?\d+[報报号][)）]?|\b(?:update|mise à jour|aktualisiert|aktualisierung|actualización|aggiornamento|обновлено|güncelleme)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_REACH = 80
"""Characters beside the word for an earlier statement in which its day stands."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """An earlier statement of a day. ``goes_on``: the text says that it goes on from it, not only that it was made."""

    day: date
    goes_on: bool


@dataclass(frozen=True, kw_only=True)
class References:
    """``days`` are those of the last ten before a text was published that it names, ``older`` those of the year before them;
    ``today``: it speaks of the day itself."""

    days: frozenset[date]
    older: frozenset[date]
    today: bool
    earlier: tuple[Reference, ...]


def of(version: Version) -> References:
    """What a version points back to."""
    return _of(version.text[: marks.READ], version.language, day(version))


def updates(later: str, earlier: str) -> bool:
    """Whether a title says that it is the next report under another."""
    rest, marked = _UPDATE.subn("", later)
    bare = [" ".join(re.findall(r"\w+", _UPDATE.sub("", one))).casefold() for one in (rest, earlier)]
    return marked > 0 and bare[0] == bare[1] != ""


def day(version: Version) -> date:
    """When it was published, or first seen where it is undated."""
    published = version.published
    if published.instant is not None:
        zone = UTC if published.zone is None else ZoneInfo(published.zone)
        return published.instant.astimezone(zone).date()
    return published.day or version.first_seen.date()


@lru_cache(maxsize=256)
def _of(text: str, language: str | None, published: date) -> References:
    spoken = (language or "").partition("-")[0]
    plain = text.translate(months.ASCII_DIGITS)
    yesterday, today = _words(_YESTERDAY, spoken), _words(_TODAY, spoken)
    told = {one for figure in marks.figures(text, language) if (one := _date(figure, published))}
    days = {one for one in told if published - one <= RECENT}
    if yesterday is not None and yesterday.search(plain):
        days.add(published - timedelta(days=1))
    days.update(_by_weekday(plain, spoken, published))
    return References(
        days=frozenset(days),
        older=frozenset(one for one in told if one not in days),
        today=published in days or (today is not None and today.search(plain) is not None),
        earlier=tuple(_earlier(plain, language, published, yesterday)),
    )


def _earlier(
    text: str, language: str | None, published: date, yesterday: re.Pattern[str] | None
) -> Iterator[Reference]:
    spoken = (language or "").partition("-")[0]
    named, on = _words(_EARLIER, spoken), _words(_ON, spoken)
    if named is None or on is None:
        return
    for line in text.splitlines():
        for found in named.finditer(line):
            near = line[max(0, found.start() - _REACH) : found.end() + _REACH]
            days = {
                one
                for figure in (marks.figures(near, language) if _DIGIT.search(near) else ())
                if (one := _date(figure, published))
            }
            if yesterday is not None and yesterday.search(near):
                days.add(published - timedelta(days=1))
            for one in sorted(days - {published}):
                yield Reference(day=one, goes_on=on.search(near) is not None)


def _date(figure: str, published: date) -> date | None:
    """The last such day of the year before or on the day of publication, within a year."""
    if not marks.is_day(figure):
        return None
    month, _, number = figure.partition("-")
    for year in (published.year, published.year - 1):
        try:
            found = date(year, int(month), int(number))
        except ValueError:
            continue
        if found <= published:
            return found
    return None


def _by_weekday(text: str, language: str, published: date) -> Iterator[date]:
    """The last days of the names of weekdays that stand in a text, the day of publication itself included."""
    stems = _weekdays(language)
    if not stems:
        return
    for word in set(months.WORDS.findall(months.fold(text))):
        for number, stem in stems:
            if word.startswith(stem) and len(word) <= len(stem) + 3 * (language in _INFLECTED):
                yield published - timedelta(days=(published.weekday() - number) % 7)


@cache
def _weekdays(language: str) -> tuple[tuple[int, str], ...]:
    """Numbers of weekdays with the beginnings that all cases of their names have. None where they are no words of their own."""
    if language in ("zh", "ja", "ko"):
        return ()
    week = cldr.tables()["weekdays"].get(language, ())
    found = {(number, months.fold(max(names, key=len))) for number, names in enumerate(week) if names}
    inflected = language in _INFLECTED
    return tuple(
        (number, name[:-1] if inflected else name) for number, name in sorted(found) if " " not in name
    )


@cache
def _pattern(words: str, language: str, ends: bool = True) -> re.Pattern[str]:
    """The words as words; in scripts without spaces wherever they stand."""
    whole = words if language in ("zh", "ja", "ko") else rf"(?<!\w)(?:{words})" + (r"(?!\w)" if ends else "")
    return re.compile(whole, re.IGNORECASE)


def _words(table: Mapping[str, str], language: str) -> re.Pattern[str] | None:
    words = table.get(language)
    return None if words is None else _pattern(words, language, table is not _ON)
