"""Days that documents write out: "a los diecinueve días del mes de agosto de dos mil veinte", "this first day of March two thousand and
one". In English, French, German, Italian, Portuguese and Spanish, the languages whose notes and communiqués end so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from statements import written_eras
from statements.months import fold

_ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove",
    "- - - - - - - - - - - - - catorze - dezasseis dezassete - dezanove",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
)
_TENS: Final = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "vingt trente quarante cinquante soixante - - -",
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
)
_FIRST: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
    "premier", "primo", "primeiro", "primero", "primer",
)  # fmt: skip
_OTHERS: Final = {"twentieth": 20, "thirtieth": 30, "cent": 100, "cents": 100, "hundred": 100, "novecientos": 900, "novecentos": 900,
                  "mil": 1000, "mille": 1000, "thousand": 1000, "veintiun": 21}  # fmt: skip
_SPANISH: Final = "uno dos tres cuatro cinco seis siete ocho nueve"
_ITALIAN: Final = "uno due tre quattro cinque sei sette otto nove"
_GERMAN: Final = "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn"
_GERMAN_TENS: Final = "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig"
_GERMAN_DAYS: Final = "ersten zweiten dritten vierten funften sechsten siebten achten neunten"
_AND: Final = frozenset({"y", "e", "et", "and"})

_WRITTEN_OUT: Final = re.compile(
    r"\b(?:thousand|mil(?:le)?|duemila\w*|zweitausend\w*|millenovecento\w*|neunzehnhundert\w*)\b|\bday\s+of\b|\bd[ií]as\s+del\s+mes\b|\bdias\s+do\s+m[eê]s\b",
    re.I,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_DAY_OF: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:d[ií]as?\s+d(?:el|o)\s+m[eê]s\s+de|day\s+of|giorni\s+del\s+mese\s+di|jours?\s+du\s+mois\s+(?:de\s|d['’]))\s*",
    re.IGNORECASE,
)
_YEAR_OF: Final = re.compile(
    r",?\s+(?:del\s+a[nñ]o(?:\s+de)?|do\s+ano(?:\s+de)?|in\s+the\s+year|de\s+l['’]an(?:n[ée]e)?|dell['’]anno)\s+(\d{4})\b",
    re.IGNORECASE,
)


def in_digits(line: str) -> str:
    """``line`` with the days that stand in words or in Chinese numerals in digits."""
    return from_words(written_eras.in_digits(line))


def from_words(line: str) -> str:
    """``line`` with the days and years that it writes out in digits; as it is where it writes out none."""
    if not _WRITTEN_OUT.search(line):
        return line
    for start, end, value in reversed(list(_numbers(line))):
        line = f"{line[:start]}{value}{line[end:]}"
    return _YEAR_OF.sub(r" \1", _DAY_OF.sub(r"\1 ", line))


def _numbers(line: str) -> Iterator[tuple[int, int, int]]:
    """Where numbers stand in words, and what they say."""
    values, ordinals = _table()
    run: list[re.Match[str]] = []
    for match in [*_WORD.finditer(line), None]:
        word = fold(match[0]) if match else ""
        joined = bool(run) and match is not None and line[run[-1].end() : match.start()].strip(" -") == ""
        if run and not (joined and (word in values or word in _AND)):
            yield from _number(run)
            run = []
        if match and (word in values or (run and word in _AND)):
            run.append(match)
            if word in ordinals:  # ends a number: "August first, two thousand"
                yield from _number(run)
                run = []


def _number(run: list[re.Match[str]]) -> Iterator[tuple[int, int, int]]:
    values, _ = _table()
    while fold(run[-1][0]) in _AND:
        run = run[:-1]
    total = current = 0
    for word in (fold(match[0]) for match in run):
        value = values.get(word, 0)
        if value == 1000:
            total, current = max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current, 1) * 100
        elif value == 20 and current % 100 == 4:
            current += 76  # quatre-vingt
        elif value >= 10 and current in (19, 20) and value != 20 - current:
            current = 100 * current + value  # nineteen ninety-nine, twenty twenty-four
        else:
            current += value
    yield run[0].start(), run[-1].end(), total + current


@cache
def _table() -> tuple[dict[str, int], frozenset[str]]:
    """The value of each word, and the words that end a number."""
    found: dict[str, int] = {}
    for table in _ONES:
        found |= {word: n for n, word in enumerate(table.split(), 1) if word != "-"}
    for table in _TENS:
        found |= {word: 10 * n for n, word in enumerate(table.split(), 2) if word != "-"}
    last = {word: n for table in _FIRST for n, word in enumerate(table.split(), 1)} | {
        "twentieth": 20,
        "thirtieth": 30,
    }
    found |= last | _OTHERS
    found |= {f"veinti{word}": 20 + n for n, word in enumerate(_SPANISH.split(), 1)}
    italian = {"": 0} | {word: n for n, word in enumerate(_ONES[2].split(), 1)}
    for tens, ten in enumerate(_TENS[2].split(), 2):
        italian |= {ten: 10 * tens}
        for n, one in enumerate(_ITALIAN.split(), 1):
            italian[(ten[:-1] if one[0] in "uo" else ten) + one] = 10 * tens + n
    german = {"": 0} | {word: n for n, word in enumerate(_GERMAN.split(), 1)}
    for tens, ten in enumerate(_GERMAN_TENS.split(), 2):
        german |= {ten: 10 * tens} | {
            f"{one}und{ten}": 10 * tens + n for n, one in enumerate(_GERMAN.split()[:9], 1)
        }
    found |= {word: n for word, n in italian.items() if word}
    found |= {f"duemila{word}": 2000 + n for word, n in italian.items()}
    found |= {f"millenovecento{word}": 1900 + n for word, n in italian.items()}
    found |= {f"zweitausend{und}{word}": 2000 + n for word, n in german.items() for und in ("", "und")}
    found |= {f"neunzehnhundert{word}": 1900 + n for word, n in german.items()}
    days = {word: n for n, word in enumerate(_GERMAN_DAYS.split(), 1)}
    days |= {f"{word}ten": n for word, n in german.items() if 10 <= n <= 19}
    days |= {f"{word}sten": n for word, n in german.items() if 20 <= n <= 31}
    return found | days, frozenset({*last, *days})
