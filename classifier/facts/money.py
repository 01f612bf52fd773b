"""Sums of money in a sentence, as statements write them: "EUR 50 million", "50 Mio. Euro", "10 млн долларов", "1.5亿元". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from classifier.folding import fold

LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Sum:
    """``amount`` in whole units; stands at [start, end) of the folded text."""

    amount: int
    currency: str
    start: int
    end: int


_CURRENCIES: Final[tuple[tuple[str, str], ...]] = (
    # Longest wording first where one begins another.
    ("CAD", r"cad|c\$|ca\$|canadian dollars?|dollars canadiens|kanadische dollar|加元|カナダドル"),
    ("AUD", r"aud|a\$|au\$|australian dollars?|dollars australiens|australische dollar|澳元|豪ドル"),
    ("NZD", r"nzd|nz\$|new zealand dollars?"),
    ("SGD", r"sgd|s\$|singapore dollars?"),
    ("USD", r"us\$|usd|u\.s\. dollars?|us dollars?|us-dollar\w*|dollars? americains?|dolares estadounidenses|dollari (?:americani|statunitensi|usa)|dolares americanos|dolar\w* amerykansk\w*|abd dolari\w*|доллар\w* сша|дол(?:ар\w*|\.) сша|دولار امريكي|دولار اميركي|دلار امريكا|דולר אמריקאי|美元|米ドル|미국 달러|미 달러"
     r"|dollars?|dolares|dolar\w*|dollari|доллар\w*|дол\.|долар\w*|دولارات|دولارا|دولار|دلار|דולרים|דולר|ドル|달러|\$"),
    ("EUR", r"eur|euros?|€|евро|євро|يورو|يوروهات|אירו|יורו|欧元|ユーロ|유로|avro|يوروي"),
    ("GBP", r"gbp|£|pounds? sterling|british pounds?|livres? sterling|pfund|libras? esterlinas?|sterline?|funt\w* szterling\w*|sterlin|фунт\w* стерлинг\w*|фунт\w* стерлінг\w*|جنيه استرليني|פאונד|ליש[\"״]?ט|英镑|ポンド|파운드|pounds?"),
    ("CHF", r"chf|swiss francs?|francs? suisses?|schweizer franken|franken|francos suizos|franchi svizzeri|швеицарск\w+ франк\w*|فرنك سويسري|瑞士法郎|スイスフラン|스위스프랑"),
    ("JPY", r"jpy|japanese yen|yen|jap\. yen|иен\w*|єн\w*|ين ياباني|日元|円|엔"),
    ("CNY", r"cny|rmb|yuan|renminbi|юан\w*|يوان|人民币|元"),
    ("KRW", r"krw|korean won|won|вон\w*|ون كوري|韩元|ウォン|원"),
    ("RUB", r"rub|roubles?|rubles?|rubel|rublos?|рубл\w*|руб\.|روبل|卢布|ルーブル|루블"),
    ("UAH", r"uah|hryvnias?|hryvnia|гривень|гривн\w*|грн|هريفنيا|格里夫纳"),
    ("TRY", r"turkish liras?|turk lirasi|lira\w*|ليره تركيه|土耳其里拉|トルコリラ"),
    ("PLN", r"pln|zloty\w*|zlotych|zl\b|злот\w*|兹罗提"),
    ("SEK", r"sek|swedish kron\w+"), ("NOK", r"nok|norwegian kron\w+|norske kroner"), ("DKK", r"dkk|danish kron\w+"), ("CZK", r"czk|czech koruna\w*"),
    ("ILS", r"ils|nis|shekels?|שקלים|שקל|ש[\"״]ח|شيكل"), ("SAR", r"sar|saudi riyals?|riyals?|ريال سعودي"), ("AED", r"aed|dirhams?|درهم"), ("QAR", r"qatari riyals?|ريال قطري"),
    ("KWD", r"kuwaiti dinars?|دينار كويتي"), ("INR", r"inr|indian rupees?|rupees?|روبيه|卢比|ルピー|루피"), ("IRR", r"rials?|ريال|تومان"),
    ("BRL", r"brl|r\$|reais"), ("ZAR", r"zar|rand"),
)  # fmt: skip
_SCALES: Final[tuple[tuple[int, str], ...]] = (
    (12, r"trillions?|billions? de|bln\b(?=\s*\$)|трлн\.?|трильион\w*|триллион\w*|تريليون|تريليون|兆|조"),
    (9, r"billions?|bn|milliards?|mrd\.?|milliarden|mld\.?|miliardi|miliardo|miliard\w*|mil millones|bilhoes|bilhao|mil milhoes|milyar\w*|миллиард\w*|млрд\.?|мільярд\w*|مليارات|مليارا|مليار|ميليارد|מיליארד|十亿|10億"),
    (8, r"亿|億|억"),
    (7, r"千万|천만|crores?"),
    (6, r"millions?|mn|mio\.?|millionen|million|mln\.?|milioni|milione|milion\w*|millones|millon|milhoes|milhao|milyon\w*|миллион\w*|млн\.?|міліон\w*|мільион\w*|мільйон\w*|ملايين|مليونا|مليون|ميليون|מיליון|百万|백만|m\b"),
    (5, r"lakhs?"),
    (4, r"万|萬|만"),
    (3, r"thousand|tausend|mille|mila|mil|tys\.?|tysiec\w*|тыс\.?|тысяч\w*|тис\.?|bin|الاف|الف|هزار|אלף|千|천|k\b"),
)  # fmt: skip


def _fold_fragment(fragment: str) -> str:
    return re.sub("[^\x00-\x7f]+", lambda match: fold(match.group()), fragment)


_CURRENCY = "|".join(f"(?P<{{side}}{code}>{_fold_fragment(words)})" for code, words in _CURRENCIES)
_SCALE = "|".join(f"(?P<{{side}}x{power}>{_fold_fragment(words)})" for power, words in _SCALES)
_FIGURE = r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3}){1,5}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,3})?"
# The currency before ("EUR 50 million") or behind, with "of" and the like between ("50 millions d'euros", "миллионов долларов").
_BEFORE = re.compile(
    rf"(?<![a-z0-9])(?:{_CURRENCY.format(side='b')})\s?(?P<figure>{_FIGURE})(?![\d])(?:\s?-?(?:{_SCALE.format(side='s')})(?![a-z]))?"
)
_BEHIND = re.compile(
    rf"(?<![0-9a-z.,/])(?P<figure>{_FIGURE})(?![\d%])[\s-]?(?:(?:{_SCALE.format(side='s')})(?![a-z])\s?)?(?:(?:de|d['’]|di|of|من)\s?)?(?:{_CURRENCY.format(side='a')})(?![a-z])"
)


def _figure(text: str) -> Decimal | None:
    """A figure with either mark for thousands and for decimals: the last mark is the decimal one unless three digits follow it."""
    bare = re.sub(r"[ \u00a0\u202f'’]", "", text)
    marks = [mark for mark in bare if mark in ".,"]
    if marks:
        last = bare.rfind(marks[-1])
        whole = len(bare) - last - 1 == 3 or len(marks) > 1 and len(set(marks)) == 1
        head, tail = (bare, "") if whole else (bare[:last], bare[last + 1 :])
        bare = re.sub("[.,]", "", head) + (f".{tail}" if tail else "")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def sums(folded: str) -> Iterator[Sum]:
    """Sums with a currency in folded text, in order."""
    found: list[Sum] = []
    for side, pattern in (("b", _BEFORE), ("a", _BEHIND)):
        for match in pattern.finditer(folded):
            groups = {key: value for key, value in match.groupdict().items() if value is not None}
            figure = _figure(groups.pop("figure"))
            power = next((int(key[2:]) for key in groups if key.startswith("sx")), 0)
            code = next(key[1:] for key in groups if key.startswith(side) and not key.startswith("sx"))
            if figure is None or not 0 < figure * 10**power <= LARGEST:
                continue
            # "1.500 million" is one and a half thousand million; "1,500 million" the same: three digits are thousands.
            found.append(Sum(int((figure * 10**power).to_integral_value()), code, match.start(), match.end()))
    found.sort(key=lambda item: (item.start, -item.end))
    reached = -1
    for item in found:
        if item.start >= reached:
            reached = item.end
            yield item
