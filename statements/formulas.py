"""Set phrases of diplomacy and where a text says them. The phrases stand in `formulas.toml`; how to add one is said there. Pure.

A phrase is looked for word by word in folded text (case, accents, vowel signs and letter forms do not count), in the text's own
language and in time linear in its length. Languages written without spaces are searched sign by sign.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import re2

from statements.issuers import fold_word
from statements.quotes import around

READ: Final = 100_000
"""Characters of a text that are searched; the longest real communiqués have about 60,000."""
GAP: Final = 6
"""Words that ``..`` stands for at most; two signs for each where there are no words."""
UNSPACED: Final = frozenset({"zh", "ja"})
_WORD = re.compile(
    r"((?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670])+)|(?<=[^\W_]{2})([.!?;…؟۔]+)(?=\s|$|[\"'»”’)\]])"
)
# What Arabic writes together with the word that follows: and, then, by, to, like, the.
_PREFIX: Final = {"ar": "[وفبلك]{0,2}(?:ال|ل)?"}
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@cache
def entries() -> Mapping[str, Mapping[str, Any]]:
    """The data file: by id the name and the wordings of each language."""
    return tomllib.loads((files("statements") / "formulas.toml").read_text(encoding="utf-8"))


@cache
def ids() -> tuple[str, ...]:
    """Every formula's id, in the order of the file."""
    return tuple(entries())


def name(formula: str) -> str:
    """The formula in English words; a cited resolution, "resolution-2254", has a name too. An id that is no more names itself."""
    if formula.startswith("resolution-"):
        return f"resolution {formula.removeprefix('resolution-')}"
    return str(entries().get(formula, {}).get("name", formula))


@cache
def worded_in(language: str | None) -> frozenset[str]:
    """The formulas that would be recognised in a language: only of these does it mean something that a text lacks them."""
    return frozenset(formula for formula, entry in entries().items() if _base(language) in entry)


def find(title: str, text: str, language: str | None) -> dict[str, str]:
    """The formulas that a statement uses, each with the first sentence that does, verbatim. A text of unknown language is searched
    in English."""
    found = dict(_find(text, _base(language)))
    for formula in _find(title, _base(language)):
        found.setdefault(formula, title)
    return {formula: found[formula] for formula in ids() if formula in found}


def _base(language: str | None) -> str:
    return "en" if language is None else language.partition("-")[0].lower()


# A text is asked for its formulas several times while its reading is recorded: 2 ms each for 5,000 characters.
@lru_cache(maxsize=8)
def _find(text: str, language: str) -> Mapping[str, str]:
    matcher = _matcher(language)
    return matcher.find(text[:READ]) if matcher else {}


@cache
def _matcher(language: str) -> _Matcher | None:
    patterns = {formula: entry[language] for formula, entry in entries().items() if language in entry}
    return _Matcher(patterns, language) if patterns else None


class _Matcher:
    """All formulas of one language."""

    def __init__(self, wordings: Mapping[str, list[str]], language: str) -> None:
        self._spaced = language not in UNSPACED
        options = re2.Options()
        options.log_errors = False
        self._any = re2.Set.SearchSet(options)
        self._ids = tuple(wordings)
        self._each = []
        for listed in wordings.values():
            body = "|".join(pattern(wording, language) for wording in listed)
            expression = f" (?:{body}) " if self._spaced else body
            self._any.Add(expression)
            self._each.append(re2.compile(expression, options))
        self._any.Compile()

    def find(self, text: str) -> Mapping[str, str]:
        searched, places = _line(text) if self._spaced else (text, [])
        found = {}
        for n in sorted(self._any.Match(searched) or ()):
            span = self._each[n].search(searched).span()
            start, end = _at(places, span) if self._spaced else span
            found[self._ids[n]] = around(text, start, end)
        return found


def pattern(wording: str, language: str) -> str:
    """A wording of the data file as an RE2 expression. Raises ValueError for one that would find nothing or everything."""
    if language in UNSPACED:
        parts = [re.escape(part.strip()) for part in wording.split("..")]
        if not all(parts):
            raise ValueError(f"{wording!r}: .. stands between words")
        return f"[^。！？；\\n]{{0,{2 * GAP}}}".join(parts)
    pieces: list[str] = []
    for word in wording.split():
        if word == "..":
            pieces.append(f"(?:[^ .]+ ){{0,{GAP}}}")
            continue
        stem = word.removesuffix("*")
        if not stem.isalnum():
            raise ValueError(f"{wording!r}: {word!r} is not one word")
        pieces.append(
            _PREFIX.get(language, "") + fold_word(stem) + ("[^ .]* " if word.endswith("*") else " ")
        )
    if not pieces or pieces[0].startswith("(?:[^") or pieces[-1].startswith("(?:[^"):
        raise ValueError(f"{wording!r}: .. stands between words")
    return "".join(pieces)[:-1]


_fold = lru_cache(maxsize=8_192)(fold_word)  # eight times as many save 2 µs a text, and take 16 MB


def _line(text: str) -> tuple[str, list[tuple[int, int, int]]]:
    """The folded words between single spaces, sentence stops as ``.``, and where each begins: (here, start and end in the text)."""
    parts, places, here = [" "], [], 1
    for match in _WORD.finditer(text):
        word = _fold(match[1]) if match[1] else "."
        places.append((here, match.start(), match.end()))
        parts.append(f"{word} ")
        here += len(word) + 1
    return "".join(parts), places


def _at(places: list[tuple[int, int, int]], span: tuple[int, int]) -> tuple[int, int]:
    """Where a find in the folded words, with the space before and after it, stands in the text."""
    first = bisect_right(places, span[0] + 1, key=lambda place: place[0]) - 1
    last = bisect_right(places, span[1] - 2, key=lambda place: place[0]) - 1
    return places[first][1], places[last][2]
