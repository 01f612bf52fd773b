"""Days as East Asia writes them: with years of an era or of the Republic of China, with the signs of year, month and day, in
Chinese numerals, with the months that Mongolia numbers; and the years that Pyongyang counts beside ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA: Final = rf"(?P<era>{'|'.join(_ERAS)})"
# A year of three digits can only be one of the Republic of China: Japanese eras do not last so long.
_YEAR: Final = rf"(?:(?<!\d)(?P<year>\d{{4}}|1[0-4]\d)|{_ERA}\s?(?P<nth>\d{{1,3}}|元))"
_EAST_ASIAN = re.compile(rf"{_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})(?!\d)")
_YEAR_LAST = re.compile(
    rf"(?<!\d)(?P<month>\d{{1,2}})月\s?(?P<day>\d{{1,2}})日\s?[(（]\s?{_YEAR}\s?年\s?[)）]"
)
"""As headings of Japanese lists write a day: "1月16日（令和8年）"."""
_ERA_NUMERIC = re.compile(
    rf"(?:{_ERA}|(?<![a-z0-9])(?P<letter>[rhs令平昭])\.?)\s?(?P<nth>\d{{1,3}}|元)\s?(?P<mark>[./-])\s?(?P<month>\d{{1,2}})\s?(?P=mark)\s?(?P<day>\d{{1,2}})(?!\d|[./-]\d)"
)
"""As tables of the cabinet office write a day: "R6.12.9", "令和6.12.9"; and "民國113/12/9"."""
_LETTERS: Final = {"r": 2018, "h": 1988, "s": 1925, "令": 2018, "平": 1988, "昭": 1925}
_MINGUO_NUMERIC = re.compile(r"(?<![\d./-])(1[0-4]\d)([./-])(\d{1,2})\2(\d{1,2})(?!\d|[./-]\d)")
"""A year of three digits on a Chinese page counts from 1912: "113-08-02"."""
_JUCHE: Final = re.compile(r"(?:주체|\bjuche)\s?\d{1,3}\s?\((\d{4})\)")
_HAN_DATE = re.compile(
    rf"(?:(?P<year>[〇○零一二三四五六七八九]{{4}})|{_ERA}(?P<nth>[元一二三四五六七八九十百〇零]{{1,5}}))"
    "年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十廿]{1,3})日"
)
_MONTHS: Final = ("нэг", "хоёр", "гурав", "дөрөв", "тав", "зургаа", "долоо", "найм", "ес", "арав", "арван нэг", "арван хоёр")  # fmt: skip
_NAMED: Final = "|".join(name.replace("ё", "[ёе]") for name in reversed(_MONTHS))
_NTH: Final = r"(?:-?р|\s?-?(?:дугаар|дүгээр))?"
_MONGOLIAN = re.compile(
    rf"(?<!\d)(\d{{4}})\s?он(?:ы|д)?\s+(\d{{1,2}}|{_NAMED}){_NTH}\s?сар(?:ын)?\s+(\d{{1,2}})(?!\d)(?:\s?-?(?:ны|ний|нд|н)\b)?",
    re.IGNORECASE,
)
"""The year, the month by its number and the day: "2024 оны 3 дугаар сарын 7-ны өдөр"."""
_HAN_DIGITS: Final = {char: str(digit) for digit, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
}


def in_digits(text: str) -> str:
    """``text`` with the days that stand in Chinese numerals in digits: "令和元年五月一日" as "令和1年5月1日"; with those of Mongolia likewise:
    "2024 оны тавдугаар сарын 1" as "2024年5月1日"."""
    if "年" in text:
        return _HAN_DATE.sub(_as_digits, text)
    if "сар" in text:
        return _MONGOLIAN.sub(_as_signs, text)
    return _JUCHE.sub(r"\1", text) if "(" in text else text


def in_eras(text: str, languages: Collection[str]) -> Iterator[tuple[int, int, int]]:
    """``(year, month, day)`` of each such day in ``text``; a year of four digits stays as it stands. What only Japan or Taiwan writes so
    is read in the ``languages`` of theirs."""
    for match in (*_EAST_ASIAN.finditer(text), *_YEAR_LAST.finditer(text)):
        nth = match["nth"]
        year = int(match["year"]) if match["year"] else _ERAS[match["era"]] + (1 if nth == "元" else int(nth))
        yield year if year > 150 else year + 1911, int(match["month"]), int(match["day"])
    for match in _ERA_NUMERIC.finditer(text):
        if match["letter"] is None or "ja" in languages:
            first = _ERAS[match["era"]] if match["era"] else _LETTERS[match["letter"]]
            nth = 1 if match["nth"] == "元" else int(match["nth"])
            yield first + nth, int(match["month"]), int(match["day"])
    if "zh" in languages:
        for match in _MINGUO_NUMERIC.finditer(text):
            yield int(match[1]) + 1911, int(match[3]), int(match[4])


def _as_digits(found: re.Match[str]) -> str:
    if found["year"]:
        year = "".join(_HAN_DIGITS[char] for char in found["year"])
    else:
        year = f"{found['era']}{1 if found['nth'] == '元' else _han_number(found['nth'])}"
    return f"{year}年{_han_number(found['month'])}月{_han_number(found['day'])}日"


def _as_signs(found: re.Match[str]) -> str:
    month = found[2].lower().replace("хоер", "хоёр")
    return f"{found[1]}年{_MONTHS.index(month) + 1 if month in _MONTHS else month}月{found[3]}日"


def _han_number(text: str) -> int:
    """Chinese numerals up to 199, as days, months and years of an era are written."""
    text = text.replace("廿", "二十")
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return 100 * int(_HAN_DIGITS.get(hundreds, "1")) + (_han_number(rest.lstrip("零〇")) if rest else 0)
    if "十" not in text:
        return int("".join(_HAN_DIGITS[char] for char in text))
    tens, _, ones = text.partition("十")
    return int(_HAN_DIGITS.get(tens, "1")) * 10 + int(_HAN_DIGITS.get(ones, "0"))
