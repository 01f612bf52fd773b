"""Names of months, weekdays and countries from CLDR, kept in `cldr.json` because reading Babel's tables takes 50 ms a language.

The data are Unicode's (CLDR, under the Unicode License v3), by way of Babel. ``python -m statements.cldr`` rewrites the file
from the installed Babel; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from statements.labels import LANGUAGES

FILE: Final = "cldr.json"

# Locales whose Gregorian names differ from those of the language: Levant and Iraq, the Maghreb, the Gulf, Austria, Afghanistan.
_REGIONS: Final = (
    "ar_SY", "ar_LB", "ar_JO", "ar_IQ", "ar_DZ", "ar_MA", "ar_TN", "ar_AE", "de_AT", "fa_AF", "pt_PT", "es_PE",
)  # fmt: skip
_NUMBERED: Final = ("zh", "ja", "ko")  # "month twelve": read by the grammar, not by name

# Languages of other states and large peoples: no text of theirs is judged, but their ministries' days are read.
ELSEWHERE: Final = (
    "am", "az", "be", "bg", "bn", "bs", "ca", "da", "et", "fil", "gu", "hi", "hr", "hu", "hy", "id", "is", "ka", "kk", "km", "kn", "ky",
    "lo", "lt", "lv", "mk", "ml", "mr", "ms", "my", "nb", "ne", "pa", "ps", "si", "sk", "sl", "sq", "sr", "sr_Latn", "sw", "ta", "te",
    "tg", "th", "tk", "ur", "uz", "uz_Cyrl", "ga", "mt", "so",
)  # fmt: skip
_NO_SHORT: Final = (
    "lt",
    "lv",
    "sq",
    "ga",
    "mt",
    "so",
)  # whose short forms are words of other languages ("lie", "spa")


@cache
def tables() -> dict[str, Any]:
    """``{"months": {language: [names of January, ...]}, "weekdays": {language: [names of Monday, ...]}, "territories": {language: {code:
    name}}}``."""
    loaded: dict[str, Any] = json.loads((files("statements") / FILE).read_text(encoding="utf-8"))
    return loaded


def from_babel() -> dict[str, Any]:
    """The same, read from Babel."""
    months: dict[str, list[list[str]]] = {}
    weekdays: dict[str, list[list[str]]] = {}
    territories: dict[str, dict[str, str]] = {}
    for tag in (*LANGUAGES, *_REGIONS, *ELSEWHERE):
        language = tag.partition("_")[0]
        locale = _of_locale(tag)
        widths = ("wide",) if tag in _NO_SHORT else ("wide", "abbreviated")
        if language not in _NUMBERED:
            year = months.setdefault(language, [[] for _ in range(12)])
            for context in ("format", "stand-alone"):
                for width in widths:
                    for number, name in locale["months"][context][width].items():
                        if name not in year[number - 1] and _tells(name, tag):
                            year[number - 1].append(name)
        week = weekdays.setdefault(language, [[] for _ in range(7)])
        for context in ("format", "stand-alone"):
            for width in ("wide",) if tag in ELSEWHERE else ("wide", "abbreviated"):
                for number, name in locale["days"][context][width].items():
                    if name not in week[number]:
                        week[number].append(name)
        if tag in LANGUAGES:
            territories[language] = {
                code: name
                for code, name in sorted(locale["territories"].items())
                if len(code) == 2 and code.isalpha()
            }
    return {"months": months, "weekdays": weekdays, "territories": territories}


def _of_locale(tag: str) -> Mapping[str, Any]:
    """Babel's tables of one locale. They are copied: Babel notes what an alias means for the first locale that asks in tables that all
    locales share, and others would get Hebrew months."""
    from babel import Locale
    from babel.localedata import LocaleDataDict, load

    whole = load(str(Locale.parse(tag)))
    copied: Mapping[str, Any] = LocaleDataDict(
        deepcopy({name: whole[name] for name in ("months", "days", "territories")})
    )
    return copied


def _tells(name: str, tag: str) -> bool:
    """Whether a name of a month says which one it is: not a numbered one, not two letters that are a word elsewhere."""
    letters = sum(map(str.isalpha, name))
    return tag not in ELSEWHERE or (
        not any(map(str.isdigit, name)) and (letters > 2 or not name.isascii() and letters > 1)
    )


def write(path: Path) -> None:
    """Write the file that `tables` reads: one line a language, so that a change of CLDR can be read in a diff."""
    lines = [
        f'"{part}": {{\n'
        + ",\n".join(
            f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()
        )
        + "\n}"
        for part, table in from_babel().items()
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).with_name(FILE))
