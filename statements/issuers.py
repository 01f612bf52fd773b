"""Codes of those who issue statements, their names, and the states and organisations that a text names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from statements import cldr
from statements.labels import LANGUAGES
from statements.names import (
    ACRONYMS,
    ACRONYMS_OF,
    COMMON_WORDS,
    ENGLISH,
    NOT_STATES,
    ORGANISATIONS,
    SHY,
)
from statements.names_elsewhere import OTHERS

# Two-letter codes that CLDR has and ISO 3166 has not given to a country. Kosovo's XK is in use everywhere and stays.
_NOT_ISO: Final = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


def is_issuer(code: str) -> bool:
    """Whether ``code`` is an ISO 3166 alpha-2 code (or XK) or one of the organisation codes. Case counts."""
    return code in ORGANISATIONS or code in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(cldr.tables()["territories"]["en"]) - _NOT_ISO


def is_state(code: str) -> bool:
    """Whether ``code`` is that of a state or territory, not of an organisation."""
    return code in _countries()


@cache
def _base_forms(language: str) -> frozenset[tuple[str, ...]]:
    territories: dict[str, str] = cldr.tables()["territories"][language]
    if language == "en":
        return frozenset(map(_words, territories.values()))
    return frozenset(_words(name) for _, name in _names(language)) | frozenset(
        map(_words, territories.values())
    )


def is_inflected(name: str, language: str | None) -> bool:
    """Whether a state's name, as `find_countries` found it, is not the name as a subject has it: another case, or an (English) adjective.
    Names of several words count as they stand."""
    words = _words(name)
    return (
        len(words) == 1
        and language in LANGUAGES
        and not _DIRECT.match(name)
        and words not in _base_forms(language)
    )


def issuer_name(code: str, language: str = "en") -> str:
    """The issuer's short name in ``language`` (English where there is none). Raises ValueError for an unknown code."""
    if not is_issuer(code):
        raise ValueError(f"no issuer has the code {code!r}")
    territories: dict[str, dict[str, str]] = cldr.tables()["territories"]
    if code in ORGANISATIONS:
        translated = territories.get(language, {}).get(code)
        return ORGANISATIONS[code] if language == "en" or translated is None else translated
    own = territories.get(language, {}).get(code)
    return own if own is not None else territories["en"][code]


def find_countries(text: str, language: str | None = None) -> list[tuple[str, int, int]]:
    """States and organisations named in ``text``: ``(code, start, end)`` in the order of the text, none overlapping, the longest
    name first where two could stand. Names and (English) adjectives count, in English and ``language``, or in all our
    languages when it is None. A name needs its capital where the script has one; acronyms are taken in capitals only."""
    return list(_matcher(language if language in LANGUAGES else None).find(text))


_WORD = re.compile(r"[^\W_]+")
_DIRECT = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff]+"
)  # written without spaces: names are looked up at every character
_GAP = re.compile(r"[ \t\u00a0\n]?[-\u2010\u2011'\u2019\u2018\u05f4\u05f3\"&.]?[ \t\u00a0\n]?")
_CASELESS = re.compile("[\u0590-\u06ff\u1100-\u11ff\uac00-\ud7af]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_HEBREW = re.compile("[\u0590-\u05ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_ARABIC_SHAPES: Final = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ـ": ""})


def fold_word(word: str) -> str:
    """A word as names are compared: lower case, no accents or vowel signs, one shape per Arabic letter."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_ARABIC_SHAPES))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).replace("ı", "i")


class _Matcher:
    """Looks names up word by word: a table from first word to the names that begin with it, longest first."""

    def __init__(self, language: str | None) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
        self._acronyms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._direct: dict[str, list[tuple[str, str]]] = {}
        self._shared: dict[tuple[str, ...], str | None] = {}
        for name in NOT_STATES:
            self._shared[_words(name)] = None
        languages = ("en", language) if language else LANGUAGES
        for spoken in dict.fromkeys(languages):
            for code, name in _names(spoken):
                if language == "en" or fold_word(name) not in COMMON_WORDS:
                    self._add(code, name, spoken, sure=language is not None or spoken == "en")
        for words, found in self._shared.items():
            if words:
                self._by_word.setdefault(words[0], []).append((words[1:], found))
        for name, code in ACRONYMS.items():
            if language is None or language in ACRONYMS_OF.get(name, (language,)):
                if language is None and name in ACRONYMS_OF and len(name) < 3:
                    continue  # "AB" and "BM" are anything unless the text is known to be Turkish
                first, *rest = name.split()
                self._acronyms.setdefault(first, []).append((tuple(rest), code))
        for entries in self._by_word.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        for acronyms in self._acronyms.values():
            acronyms.sort(key=lambda entry: -len(entry[0]))
        for direct in self._direct.values():
            direct.sort(key=lambda entry: -len(entry[0]))

    def _add(self, code: str, name: str, language: str, *, sure: bool) -> None:
        if _DIRECT.match(name):
            self._direct.setdefault(name[0], []).append((name, code))
            return
        for words in _forms(_words(name), language):
            if not sure and " ".join(words) in SHY:
                continue
            # A name that means different states in two languages: the first language (English, or the text's) has it.
            self._shared.setdefault(words, code)

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        tokens = list(_tokens(text))
        at = 0
        while at < len(tokens):
            word, start, end = tokens[at]
            if _DIRECT.match(word):
                yield from self._in_run(word, start)
                at += 1
                continue
            found = self._acronym(text, tokens, at) or self._name(text, tokens, at)
            if found is None:
                at += 1
                continue
            code, first, last, used = found
            if code is not None:
                yield code, first, last
            at += used

    def _in_run(self, run: str, offset: int) -> Iterator[tuple[str, int, int]]:
        at = 0
        while at < len(run):
            hit = next((pair for pair in self._direct.get(run[at], ()) if run.startswith(pair[0], at)), None)
            if hit is None:
                at += 1
            else:
                yield hit[1], offset + at, offset + at + len(hit[0])
                at += len(hit[0])

    def _acronym(self, text: str, tokens: list[_Token], at: int) -> tuple[str, int, int, int] | None:
        word, start, end = tokens[at]
        for rest, code in self._acronyms.get(word, ()):
            last = at + len(rest)
            if last >= len(tokens) or any(tokens[at + 1 + i][0] != part for i, part in enumerate(rest)):
                continue
            if rest and not all(text[tokens[i][2]] == "." for i in range(at, last)):
                continue
            stop = tokens[last][2]
            if rest and text[stop : stop + 1] == ".":
                stop += 1
            if len(word) == 2 and not rest and word.isalpha() and _shouted(tokens, at):
                continue
            return code, start, stop, len(rest) + 1
        return None

    def _name(self, text: str, tokens: list[_Token], at: int) -> tuple[str | None, int, int, int] | None:
        word, start, end = tokens[at]
        caseless = bool(_CASELESS.match(word))
        if not caseless and not word[0].isupper():
            return None
        for skipped, form in _readings(word) if caseless else ((0, fold_word(word)),):
            for rest, code in self._by_word.get(form, ()):
                last = at + len(rest)
                if last >= len(tokens):
                    continue
                if not all(fold_word(tokens[at + 1 + i][0]) == part for i, part in enumerate(rest)):
                    continue
                if not all(_joined(text, tokens[i], tokens[i + 1]) for i in range(at, last)):
                    continue
                stop = tokens[last][2]
                if not rest and _HANGUL.match(word):
                    stop = start + len(form)  # what follows is a particle
                return code, start + skipped, stop, len(rest) + 1
        return None


_Token = tuple[str, int, int]


def _tokens(text: str) -> Iterator[_Token]:
    for match in _WORD_OR_RUN.finditer(text):
        yield match[0], match.start(), match.end()


_WORD_OR_RUN = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff]+|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\\W_]|[\u064b-\u065f\u0670\u0640])+"
)


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold_word(word) for word in _WORD.findall(name))


def _readings(word: str) -> Iterator[tuple[int, str]]:
    """What a word of a script without capitals may be: itself, itself without a prefixed particle ("and", "to", "in": written
    together in Arabic and Hebrew), or without particles behind it (Korean)."""
    folded = fold_word(word)
    yield 0, folded
    if _ARABIC.match(word):
        if len(folded) != len(word):
            return  # vowel signs or a stretch: positions would shift
        for length in (1, 2):
            head, tail = folded[:length], folded[length:]
            if len(tail) < 3 or not set(head) <= set("وفبلك"):
                break
            yield length, tail
            if head[-1] == "ل" and tail.startswith("ل"):
                yield length, "ا" + tail  # "to the": the article loses its first letter
    elif _HEBREW.match(word):
        for length in (1, 2):
            if len(folded) - length >= 3 and set(folded[:length]) <= set("ובלמהשכ"):
                yield length, folded[length:]
    elif _HANGUL.match(word):
        for length in range(len(folded) - 1, 1, -1):
            yield 0, folded[:length]


def _joined(text: str, left: _Token, right: _Token) -> bool:
    """Whether two words can be parts of one name: a full stop stands only behind an abbreviation ("St. Lucia")."""
    gap = _GAP.fullmatch(text, left[2], right[1])
    return gap is not None and ("." not in gap[0] or len(left[0]) <= 2)


def _shouted(tokens: list[_Token], at: int) -> bool:
    """Whether a two-letter acronym stands in a line of capitals, where "US" is as likely the pronoun."""
    near = [tokens[i][0] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return bool(near) and all(word.isupper() and len(word) > 1 and word not in ACRONYMS for word in near)


def _names(language: str) -> Iterator[tuple[str, str]]:
    """All (code, name) pairs of a language, own names before CLDR's."""
    if language == "en":
        for code, name in ORGANISATIONS.items():
            if name != code:
                yield code, name.partition(" (")[0]
        for code, names in ENGLISH.items():
            for name in names.split("|"):
                yield code, name
    for code, names in OTHERS.get(language, {}).items():
        for name in names.split("|"):
            yield code, name
    territories: dict[str, str] = cldr.tables()["territories"][language]
    for code, name in territories.items():
        if is_issuer(code):
            yield code, name.replace("&", "and") if language == "en" else name
            plain = re.sub(r"\s*[\(（\[].*?[\)）\]]", "", name)
            if language == "en" and name.startswith("St. "):
                yield code, name.replace("St. ", "Saint ").replace("&", "and")
            if plain != name and code not in ("CD", "CG", "MM"):
                yield code, plain


# Case endings of one-word names, by how the nominative ends. Rough on purpose: a wrong form is merely never met.
_ENDINGS: Final[dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "ru": (
        ("ия", ("ии", "ию", "иеи")), ("а", ("ы", "и", "е", "у", "ои")), ("я", ("и", "е", "ю", "еи")), ("ь", ("и", "я", "ю", "ем")),
        ("аи", ("ая", "аю", "аем", "ае")), ("", ("а", "у", "ом", "е")),
    ),
    "uk": (
        ("ія", ("іі", "ію", "іею")), ("а", ("и", "і", "у", "ою")), ("я", ("і", "ю", "ею")), ("", ("у", "а", "ом", "ові", "і")),
    ),
    "pl": (("ia", ("ii", "ie", "ia")), ("a", ("y", "i", "ie", "e")), ("", ("u", "em", "ie", "owi"))),
    "de": (("", ("s",)),),
    "cs": (("ie", ("ii", "ie")), ("o", ("a", "u", "em")), ("a", ("y", "e", "u", "ou")), ("", ("u", "em"))),
    "el": (("ια", ("ιας",)), ("α", ("ας",)), ("ος", ("ου", "ο"))),
    "fi": (("", ("n", "a", "ssa", "sta", "lle", "an")),),
}  # fmt: skip


def _forms(words: tuple[str, ...], language: str) -> Iterator[tuple[str, ...]]:
    yield words
    if len(words) != 1 or len(words[0]) < 4:
        return
    for ending, others in _ENDINGS.get(language, ()):
        if words[0].endswith(ending):
            stem = words[0].removesuffix(ending)
            for other in others:
                yield (stem + other,)
            return


@cache
def _matcher(language: str | None) -> _Matcher:
    return _Matcher(language)
