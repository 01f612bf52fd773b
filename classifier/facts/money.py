"""Sums of money in a sentence, as statements write them: "EUR 50 million", "50 Mio. Euro", "10 млн долларов", "1.5亿元". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from classifier.facts.figures import spelled
from classifier.folding import fold

LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Sum:
    """``amount`` in whole units; stands at [start, end) of the text with its `spelled` numbers as figures."""

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
    ("KWD", r"kuwaiti dinars?|دينار كويتي"), ("INR", r"inr|₹|indian rupees?|rupees?|روبيه|卢比|ルピー|루피"), ("IRR", r"rials?|ريال|تومان"),
    ("BRL", r"brl|r\$|reais"), ("ZAR", r"zar|rand"),
    ("MXN", r"mxn|mexican pesos?|pesos? mexicanos?"), ("ARS", r"ars|argentine pesos?|pesos? argentinos?"), ("CLP", r"clp|chilean pesos?|pesos? chilenos?"),
    ("COP", r"cop|colombian pesos?|pesos? colombianos?"), ("UYU", r"uyu|uruguayan pesos?|pesos? uruguayos?"), ("DOP", r"dop|dominican pesos?|pesos? dominicanos?"),
    ("CUP", r"cup|cuban pesos?|pesos? cubanos?"), ("PHP", r"php|philippine pesos?|pesos? filipinos?|₱"), ("PESO", r"pesos?|песо|بيزو|比索|ペソ|페소"),
)  # fmt: skip
_PESOS: Final = {
    "MX": "MXN",
    "AR": "ARS",
    "CL": "CLP",
    "CO": "COP",
    "UY": "UYU",
    "DO": "DOP",
    "CU": "CUP",
    "PH": "PHP",
}
"""Whose pesos a state means that does not say."""
_SCALES: Final[tuple[tuple[int, str], ...]] = (
    (12, r"trillions?|billions? de|bln\b(?=\s*\$)|трлн\.?|трильион\w*|триллион\w*|تريليون|تريليون"),
    (9, r"billions?|bn|milliards?|mrd\.?|milliarden|mld\.?|miliardi|miliardo|miliard\w*|mil millones|bilhoes|bilhao|mil milhoes|milyar\w*|миллиард\w*|млрд\.?|мільярд\w*|مليارات|مليارا|مليار|ميليارد|מיליארד"),
    (7, r"crores?"),
    (6, r"millions?|mn|mio\.?|millionen|million|mln\.?|milioni|milione|milion\w*|millones|millon|milhoes|milhao|milyon\w*|миллион\w*|млн\.?|міліон\w*|мільион\w*|мільйон\w*|ملايين|مليونا|مليون|ميليون|מיליון|m\b"),
    (5, r"lakhs?"),
    (3, r"thousand|tausend|mille|mila|mil|tys\.?|tysiec\w*|тыс\.?|тысяч\w*|тис\.?|bin|الاف|الف|هزار|אלף|k\b"),
)  # fmt: skip


def _fold_fragment(fragment: str) -> str:
    return re.sub("[^\x00-\x7f]+", lambda match: fold(match.group()), fragment)


_CURRENCY = "|".join(f"(?P<{{side}}{code}>{_fold_fragment(words)})" for code, words in _CURRENCIES)
_SCALE = "|".join(f"(?P<{{side}}x{power}>{_fold_fragment(words)})" for power, words in _SCALES)
_FIGURE = (
    r"(?:\d{1,3}(?:[ \u00a0\u202f.,'’٬]\d{3}){1,5}(?:[.,٫]\d{1,2})?|\d{1,16}(?:[.,٫]\d{1,3})?)(?![.,'’٫٬]?\d)"
)
# The currency before ("EUR 50 million") or behind, with "of" and the like between ("50 millions d'euros", "миллионов долларов").
_BEFORE = re.compile(
    rf"(?<![a-z0-9])(?:{_CURRENCY.format(side='b')})\s?(?P<figure>{_FIGURE})(?!\s?[余餘多几여\ufffd])(?:\s?-?(?:{_SCALE.format(side='s')})(?![a-z]))?"
)
_BEHIND = re.compile(
    rf"(?<![0-9a-z.,/٫٬\ufffd])(?P<figure>{_FIGURE})(?!%)[\s-]?(?:(?:{_SCALE.format(side='s')})(?![a-z])\s?)?(?:(?:de|d['’]|di|of|من)\s?)?(?:{_CURRENCY.format(side='a')})(?![a-z])(?!(?<=[$€£₹])\s?\d)"
)

# A range: the lower bound is what is promised for certain. "and" makes one only behind "between".
_TO = r"\s{0,2}(?P<to>[-‐‑–—~〜至到]|から|부터|에서|\b(?:to|bis|a|al|ate|do|до|الي|تا|עד|(?P<and>and|et|und|y|e|i|и|та|і|و|ve))\b)\s{0,2}"
_LOW = re.compile(
    rf"(?<![0-9a-z.,/٫٬])(?P<figure>{_FIGURE})(?:\s?-?(?:{_SCALE.format(side='s')})(?![a-z]))?{_TO}$"
)
_HIGH = re.compile(
    rf"{_TO}(?:(?:{_CURRENCY.format(side='c')})\s?)?(?P<figure>{_FIGURE})(?:\s?-?(?:{_SCALE.format(side='s')})(?![a-z]))?(?P<rest>\s[^\W\d]{{3,20}})?"
)
_BETWEEN = re.compile(
    r"\b(?:between|from|entre|zwischen|tra|fra|miedzy|от|между|від|між|بين|ما بين|בין)\b[^.;]{0,20}$"
)
_AFTER_RANGE = frozenset(
    ["for", "over", "from", "and", "per", "this", "next", "annually", "dollars", "euros"]
)
# "1 billion 200 million dollars": what stands before belongs to the figure.
_CONTINUED = re.compile(rf"\d\s?(?:{_SCALE.format(side='s')})\s?(?:and\s|und\s|et\s|y\s|и\s)?$")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _said(match: re.Match[str]) -> list[str]:
    return [key for key, value in match.groupdict().items() if value]


def _power(groups: dict[str, str | None]) -> int:
    return next((int(key[2:]) for key, value in groups.items() if key.startswith("sx") and value), 0)


def _figure(text: str, power: int = 0) -> Decimal | None:
    """A figure with either mark for thousands and for decimals: the last mark is the decimal one unless three digits follow it. None
    for what both readings fit, as "7.125 billion"."""
    bare = re.sub(r"[ \u00a0\u202f'’٬]", "", text)
    marks = [mark for mark in bare if mark in ".,"]
    if "٫" in bare:
        bare = re.sub("[.,]", "", bare).replace("٫", ".")
    elif marks:
        last = bare.rfind(marks[-1])
        whole = len(bare) - last - 1 == 3 or len(marks) > 1 and len(set(marks)) == 1
        # "1.500 million" is one and a half thousand million: nobody ends decimals with a nought.
        if whole and len(marks) == 1 and power and (power > 6 or not bare.endswith("0")):
            return None
        head, tail = (bare, "") if whole else (bare[:last], bare[last + 1 :])
        bare = re.sub("[.,]", "", head) + (f".{tail}" if tail else "")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def _amount(figure: str, power: int) -> int | None:
    read = _figure(figure, power)
    if read is None or not 0 < read * 10**power <= LARGEST:
        return None
    return int((read * 10**power).to_integral_value())


def _lower(low: tuple[str, int], high: tuple[str, int]) -> int | None:
    """The lower bound of a range; a scale said once, behind, is that of both."""
    below, above = _figure(*low), _figure(*high)
    if low[1]:
        return _amount(*low)
    if below is None or above is None or below >= above:
        return None
    lower, upper = _amount(low[0], high[1]), _amount(*high)
    return lower if lower and upper and lower * 1000 > upper else None


def _before(text: str, match: re.Match[str]) -> Sum | None:
    """Currency first; ``amount`` 0 for what cannot be read."""
    groups = match.groupdict()
    code = next(key[1:] for key in groups if key.startswith("b") and groups[key])
    power, end = _power(groups), match.end()
    amount = _amount(groups["figure"], power)
    high = _HIGH.match(text, end)
    if high and (not high["and"] or _BETWEEN.search(text[max(0, match.start() - 40) : match.start()])):
        scale = _power(high.groupdict())
        # "$500 to 20 million people"
        people = len(high["to"]) > 1 and high["rest"] and high["rest"].strip() not in _AFTER_RANGE
        amount = None if people and not power else _lower((groups["figure"], power), (high["figure"], scale))
        end = high.start("rest") if high["rest"] else high.end()
    elif high and not power and _power(high.groupdict()) and not any(key[0] == "c" for key in _said(high)):
        amount = None  # "$5 and 10 million"
    return Sum(amount or 0, code, match.start(), end)


def _behind(text: str, match: re.Match[str]) -> Sum | None:
    groups = match.groupdict()
    code = next(key[1:] for key in groups if key.startswith("a") and groups[key])
    power, start = _power(groups), match.start()
    if not power and _YEAR.fullmatch(groups["figure"]) and _BEFORE.match(text, match.end() - len(code)):
        return None
    amount = _amount(groups["figure"], power)
    lead = text[max(0, start - 50) : start]
    low = _LOW.search(lead)
    if low and (not low["and"] or _BETWEEN.search(lead[: low.start()])):
        amount = _lower((low["figure"], _power(low.groupdict())), (groups["figure"], power))
        start -= len(lead) - low.start()
    elif _CONTINUED.search(lead):
        amount = None
    return Sum(amount or 0, code, start, match.end())


def sums(folded: str, issuer: str | None = None) -> Iterator[Sum]:
    """Sums with a currency in folded text, in order. A figure that cannot be read for certain is no sum, nor are pesos without a country
    unless ``issuer`` has pesos of its own."""
    text = spelled(folded)
    found: list[Sum] = []
    for read, pattern in ((_before, _BEFORE), (_behind, _BEHIND)):
        found += [item for match in pattern.finditer(text) if (item := read(text, match)) is not None]
    found.sort(key=lambda item: (item.start, -item.end))
    reached = -1
    for item in found:
        if item.start >= reached:
            reached = item.end
            currency = _PESOS.get(issuer or "", "") if item.currency == "PESO" else item.currency
            if item.amount and currency:
                yield replace(item, currency=currency)
