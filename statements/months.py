"""Month names in our languages and those of other states, in three calendars: those of CLDR, and those it leaves out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from statements import cldr
from statements.calendars import Calendar

Month = tuple[Calendar, int]

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_ZEROS: Final = (
    0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10,
)  # fmt: skip
_UNSEEN: Final = dict.fromkeys(
    "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad",
    "",
)
ASCII_DIGITS: Final = str.maketrans(
    {chr(zero + digit): str(digit) for zero in _ZEROS for digit in range(10)} | _UNSEEN
)
"""For ``str.translate``: the digits of all scripts to ASCII, and what stands unseen between them (marks of direction) away."""

_PLAIN: Final = (
    str.maketrans(
        {
            "ı": "i",
            "ł": "l",
            "ی": "ي",
            "ى": "ي",
            "ک": "ك",
            "ة": "ه",
            "ـ": "",
            "−": "-",
            "–": "-",
            "—": "-",
            "‐": "-",
            "‑": "-",
        }
        | {"،": ",", "؍": "/", "٫": ".", "∕": "/", "⁄": "/", "‏": "", "。": "."}
    )
    | ASCII_DIGITS
)


def fold(text: str) -> str:
    """``text`` in lower case with ASCII digits and without accents, vowel signs and direction marks: how names are compared.
    Arabic letter variants are one; Hangul and kana keep their shape."""
    if not _BEYOND_ASCII.search(text):
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


# Spellings that CLDR has not, folded: language -> month -> names.
_ALSO: Final[dict[str, dict[int, str]]] = {
    "en": {9: "sept"},
    "fr": {1: "janv jan", 2: "fevr fev", 4: "avr", 7: "juil", 8: "aout", 9: "sept", 12: "dec"},
    "de": {1: "jaenner", 2: "feber", 3: "mrz maerz", 9: "sept"},
    "es": {9: "setiembre sept set"},
    "it": {9: "sett"},
    "ru": {2: "фев", 5: "маи", 9: "сен", 11: "ноя"},
    "nl": {3: "mrt"},
    "ar": {
        1: "يناير جانفي",
        2: "فبراير فيفري",
        4: "ابريل افريل نيسان",
        5: "مايو ماي ايار نوار",
        6: "يونيو يونيه جوان",
        7: "يوليو يوليه جويليه يوليوز تموز",
        8: "اغسطس اوت غشت اب",
        9: "سبتمبر شتنبر ايلول",
        10: "اكتوبر",
        11: "نوفمبر نونبر",
        12: "ديسمبر دجنبر",
    },
    "fa": {1: "جنوري ژانويه", 2: "فوريه فبروري", 3: "مارچ مارس", 4: "اوريل اپريل", 5: "مي مه", 6: "ژوئن جون", 7: "ژوييه ژوئيه جولاي",
           8: "اوت اگست اگوست", 9: "سپتامبر سپتمبر", 10: "اكتبر اكتوبر", 11: "نوامبر نومبر", 12: "دسامبر دسمبر"},
    "tr": {2: "sub", 8: "agu", 9: "eyl"},
}  # fmt: skip

_SOLAR: Final = (
    "فروردین/حمل/farvardin", "اردیبهشت/ثور/ordibehesht", "خرداد/جوزا/khordad", "تیر/سرطان/tir", "مرداد/اسد/امرداد/mordad",
    "شهریور/سنبله/shahrivar", "مهر/میزان/mehr", "آبان/عقرب/aban", "آذر/قوس/azar", "دی/جدی/dey", "بهمن/دلو/bahman", "اسفند/حوت/esfand",
)  # fmt: skip

_HIJRI: Final = (
    "محرم/المحرم/محرم الحرام/muharram",
    "صفر/صفر الخير/safar",
    "ربيع الأول/ربیع‌الاول/rabi al awwal/rabi i/rabi ul awwal",
    "ربيع الآخر/ربيع الثاني/ربیع‌الثانی/rabi al thani/rabi ii/rabi al akhir",
    "جمادى الأولى/جمادى الاول/جمادی‌الاول/جمادی الاولی/jumada al awwal/jumada al ula/jumada i",
    "جمادى الآخرة/جمادى الثانية/جمادى الآخر/جمادی‌الثانی/جمادی الثانی/jumada al thani/jumada al thaniyah/jumada al akhira/jumada al akhirah/jumada ii",
    "رجب/رجب المرجب/rajab",
    "شعبان/شعبان المعظم/shaaban/shaban/sha ban",
    "رمضان/رمضان المبارك/ramadan/ramadhan",
    "شوال/شوال المكرم/shawwal",
    "ذو القعدة/ذوالقعدة/ذي القعدة/ذی‌القعده/ذیقعده/dhu al qadah/dhu al qa dah/dhu al qi dah/dhul qadah/dhul qi dah",
    "ذو الحجة/ذوالحجة/ذي الحجة/ذی‌الحجه/ذیحجه/dhu al hijjah/dhu al hijja/dhul hijjah",
)

# Vowel signs of the scripts from India to Cambodia: for Python no part of a word.
_SIGNS: Final = "".join(
    char
    for char in map(chr, (*range(0x900, 0x1100), *range(0x1780, 0x17E0)))
    if unicodedata.category(char)[0] == "M"
)
_LETTERS: Final = rf"(?:[^\W\d_]|[{_SIGNS}])+"
_WORD = re.compile(_LETTERS)
WORDS: Final = re.compile(rf"\d+|{_LETTERS}")
"""The numbers and words of a folded text."""

FILLERS: Final = frozenset({
    "de", "del", "der", "den", "di", "do", "of", "the", "er", "re", "e", "eme", "st", "nd", "rd", "th",
    "o", "a", "го", "ое", "е", "ב", "من", "شهر", "ماه", "في", "لعام", "عام", "لسنه", "سنه", "سال",
    "anno", "ano", "в", "ден", "gada", "gads", "ng", "yil", "год", "жылғы", "жыл", "წლის", "m", "พ", "ศ", "ta",
})  # fmt: skip
"""Words that may stand between a day, a month and a year."""

AROUND_DATES: Final = FILLERS | frozenset({
    "年", "月", "日", "令和", "平成", "昭和", "元", "时", "時", "分", "秒", "点", "點", "上午", "下午", "午前", "午後", "년", "월", "일", "시", "분", "오전", "오후",
    "am", "pm", "m", "p", "h", "hrs", "uhr", "um", "at", "à", "alle", "ore", "kl", "klo", "godz", "o'clock", "on", "le", "la", "el", "il", "den",
    "em", "às", "as", "las", "los", "saat", "ساعه", "الساعه", "ساعت", "م", "ه", "ص", "هـ", "ش", "ق", "الموافق", "موافق", "برابر", "با", "يوم", "г", "года",
    "год", "р", "року", "r", "gmt", "utc", "cet", "cest", "est", "edt", "msk", "мск", "bst", "ist", "t", "z", "dia", "giorno", "jour", "tag", "l", "ngay", "thang", "nam",
    "өдөр",
})  # fmt: skip
"""Words that a line with a date may hold beside it: those of clocks, calendars and zones."""

_EASTERN_WEEKDAY = re.compile(
    "(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[日月火水木金土]曜日?|[월화수목금토일]요일|[(（][일월화수목금토日月火水木金土一二三四五六][)）]"
)


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], dict[Month, frozenset[str]]]]]:
    """First word -> [(following words, {month: languages})], longest first. Built once a process, at first use."""
    names: dict[tuple[str, ...], dict[Month, set[str]]] = {}

    def add(name: str, month: Month, language: str) -> None:
        words = tuple(_WORD.findall(fold(name)))
        if words:
            names.setdefault(words, {}).setdefault(month, set()).add(language)

    for language, year in cldr.tables()["months"].items():
        for number, spellings in enumerate(year, 1):
            for name in spellings:
                add(name, (Calendar.GREGORIAN, number), language)
                if language == "he":  # "in" is written together with the month
                    add("ב" + name, (Calendar.GREGORIAN, number), language)
    for language, extra in _ALSO.items():
        for number, spellings in extra.items():
            for name in spellings.split():
                add(name, (Calendar.GREGORIAN, number), language)
    for calendar, table, languages in (
        (Calendar.SOLAR_HIJRI, _SOLAR, ("fa",)),
        (Calendar.HIJRI, _HIJRI, ("ar", "fa")),
    ):
        for number, spellings in enumerate(table, 1):
            for name in spellings.split("/"):
                for language in languages if not name.isascii() else ("en",):
                    add(name, (calendar, number), language)

    table_: dict[str, list[tuple[tuple[str, ...], dict[Month, frozenset[str]]]]] = {}
    for words, found in names.items():
        table_.setdefault(words[0], []).append((words[1:], {m: frozenset(ls) for m, ls in found.items()}))
    for entries in table_.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table_


def match(
    words: Sequence[str], at: int, languages: Iterable[str] = ()
) -> tuple[int, tuple[Month, ...]] | None:
    """``(number of words, months)`` of the longest month name that starts at ``words[at]`` (folded), or None. More than one
    month when languages disagree about the name and ``languages`` does not settle it."""
    for rest, found in _table().get(words[at], ()):
        if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
            months = tuple(found)
            if len(months) > 1:
                wanted = set(languages)
                spoken = tuple(month for month, spoken_in in found.items() if spoken_in & wanted)
                months = spoken or months
            return 1 + len(rest), months
    return None


@cache
def _weekdays() -> dict[str, frozenset[int]]:
    """Folded word -> the days of the week (0 is Monday) in whose names it stands, over all languages."""
    found: dict[str, set[int]] = {"tues": {1}, "weds": {2}, "thur": {3}, "thurs": {3}}
    for week in cldr.tables()["weekdays"].values():
        for number, spellings in enumerate(week):
            for name in spellings:
                for word in _WORD.findall(fold(name)):
                    found.setdefault(word, set()).add(number)
    return {word: frozenset(days) for word, days in found.items()}


def is_weekday(word: str) -> bool:
    """Whether a folded word is the name of a day of the week, or part of one."""
    return word in _weekdays()


_VIETNAMESE_DAYS: Final = (
    "hai",
    "ba",
    "tu",
    "nam",
    "sau",
    "bay",
)  # the second day of the week to the seventh
_VIETNAMESE_DAY: Final = re.compile(rf"\b(?:thu ({'|'.join(_VIETNAMESE_DAYS)})|chu nhat)\b")


def weekdays(words: Iterable[str]) -> frozenset[int]:
    """The days of the week (0 is Monday) that folded words name, where exactly one language's reading is possible."""
    text = " ".join(words)
    if match := _VIETNAMESE_DAY.search(text):
        return frozenset({_VIETNAMESE_DAYS.index(match[1]) if match[1] else 6})
    named = [_weekdays()[word] for word in text.split() if word in _weekdays() and len(word) > 2]
    return frozenset.intersection(*named) if named else frozenset()


def without_weekday(text: str) -> str:
    """``text`` without a Chinese, Japanese or Korean weekday, which is written together with the date."""
    return _EASTERN_WEEKDAY.sub(" ", text)
