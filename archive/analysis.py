"""Text to search words: one analyser for every language and both engines, so that both give the same hits. Pure.

A text becomes a sequence of folded words (case, diacritics, Arabic and Hebrew vowel signs and letter forms), with Chinese,
Japanese and Korean cut into overlapping pairs of characters, and a set of stems, each tagged with the text's language.
A query word is stemmed in every language of its script. So a document is matched by the rules of its own language:
"condemn" finds "condemned" in an English text, and no accident of Finnish grammar ever finds an English word.

Words hold letters, digits and marks only. Stems contain ``~``, facets begin with ``=``, `BREAK` is a full stop: no word can
be mistaken for one of them.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

LONGEST = 64
"""Characters of a word that count; far above any real word, far below what PostgreSQL takes (2 KB)."""
LARGEST = 600_000
"""UTF-8 bytes of distinct words and stems that are indexed of one text; PostgreSQL takes 1 MiB with the facets. A text of
real language reaches this after millions of words."""
REMEMBERED = 8_192
"""Words whose analysis is kept, of each kind. Eight times as many save 0.1 ms a text, and take 45 MB (measured on 6,847 texts in
sixteen languages)."""
BREAK = "."
"""Stands between title and text, so that no phrase spans both."""

_ALGORITHMS = {
    "en": "english", "fr": "french", "de": "german", "es": "spanish", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "ro": "romanian", "sv": "swedish", "fi": "finnish", "tr": "turkish", "pl": "polish", "cs": "czech",
    "el": "greek", "ru": "russian", "ar": "arabic", "fa": "persian",
}  # fmt: skip
_SCRIPTS = {"el": "greek", "ru": "cyrillic", "ar": "arabic", "fa": "arabic"}  # all others are Latin

_MARKS = "".join(chr(c) for c in range(0x300, 0xFFFE) if unicodedata.category(chr(c)) in ("Mn", "Mc"))
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{re.escape(_MARKS)}])*")
_INVISIBLE = re.compile("[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"([{_CJK}]+)")
_LATIN_GREEK_MARKS = re.compile("(?<=[a-z\u0370-\u03ff])[\u0300-\u036f]+")
_CYRILLIC_MARKS = re.compile("(?<=[\u0400-\u04ff])[\u0300\u0301\u0308]+")  # stress and ё; not й
_SEMITIC_MARKS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+"
)
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
        "\u0671": "\u0627",  # alef wasla
        "\u0629": "\u0647", "\u06c1": "\u0647", "\u06d5": "\u0647", "\u06be": "\u0647",  # teh marbuta and hehs
        "\u0649": "\u064a", "\u06cc": "\u064a",  # alef maksura and Persian yeh
        "\u06a9": "\u0643",  # Persian kaf
    }
    | {chr(zero + n): str(n) for zero in (0x660, 0x6F0) for n in range(10)}
)  # fmt: skip

_stemmers: dict[str, Stemmer.Stemmer] = {}
_stemming = threading.Lock()  # a PyStemmer object must not be used by two threads at once


@dataclass(frozen=True, kw_only=True)
class Analysed:
    """A document as the index takes it."""

    words: tuple[str, ...]
    """In the order of the text, title first."""
    stems: tuple[str, ...]
    """Distinct, tagged with the language; empty when the language is unknown or has no stemmer."""


@dataclass(frozen=True, kw_only=True)
class QueryWord:
    """What one word or phrase of a query asks for: its words in a row or, for a single word, any of its stems."""

    words: tuple[str, ...]
    stems: tuple[str, ...] = ()
    prefix: bool = False
    """The last word may go on."""


def analyse(title: str, text: str, language: str | None) -> Analysed:
    """The words and stems of a document. What is beyond `LARGEST` is not indexed."""
    room = LARGEST
    words: list[str] = []
    seen: set[str] = set()
    stems: dict[str, None] = {}
    for part in (title, text):
        if words:
            words.append(BREAK)
        for token in _tokens(part):
            if room <= 0:
                break
            for word in _words(token):
                words.append(word)
                if word not in seen:
                    seen.add(word)
                    room -= len(word.encode())
            for stem in _stems(token, language):
                if stem not in stems:
                    stems[stem] = None
                    room -= len(stem.encode())
    return Analysed(words=tuple(words), stems=tuple(stems))


def query_word(text: str, *, exact: bool = False, prefix: bool = False) -> QueryWord | None:
    """What a word or phrase asks for, or None when it contains nothing that can be searched. ``exact`` (a quoted phrase)
    asks for these very word forms; otherwise a single word also asks for its stems in every language of its script."""
    tokens = _tokens(text)
    words = [word for token in tokens for word in _words(token)]
    if not words:
        return None
    last = _RUNS.split(fold(tokens[-1]))
    run = last[-2] if len(last) > 1 and not last[-1] else ""  # the text ends in Chinese, Japanese or Korean
    if len(run) > 1:
        words.pop()  # its last character stands alone in documents that end here, and nowhere else
        return QueryWord(words=tuple(words))
    if run:
        return QueryWord(words=tuple(words), prefix=True)
    if exact or prefix or len(words) > 1:
        return QueryWord(words=tuple(words), prefix=prefix)
    return QueryWord(words=tuple(words), stems=query_stems(tokens[0]))


def put_together(words: Sequence[str]) -> str:
    """Words in a row as a person writes them: pairs of Chinese, Japanese or Korean characters as the runs that they were cut from."""
    text, ended = "", True
    for word in words:
        goes_on = not ended and text[-1] == word[0]
        ended = len(word) == 1 or _RUNS.fullmatch(word) is None  # the last character of a run stands alone
        text += word[1:] if goes_on else f" {word}"
    return text.strip()


@lru_cache(maxsize=REMEMBERED)
def fold(token: str) -> str:
    """A lower-case word without what people leave out when they type."""
    bare = _SEMITIC_MARKS.sub("", unicodedata.normalize("NFKD", token))
    bare = _CYRILLIC_MARKS.sub("", _LATIN_GREEK_MARKS.sub("", bare)).translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)


def query_stems(token: str) -> tuple[str, ...]:
    """The tagged stems of a word in every language written in its script."""
    found: dict[str, None] = {}
    script = _script(fold(token)[:1])
    for language in _ALGORITHMS:
        if _SCRIPTS.get(language, "latin") == script:
            found.update(dict.fromkeys(_stems(token, language)))
    return tuple(found)


def slug(text: str) -> str:
    """A name as one token: its folded words joined by ``_``. Empty when it has none."""
    return "_".join(word for token in _tokens(text) for word in _words(token))


def _tokens(text: str) -> list[str]:
    light = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", text).casefold())
    return _WORD.findall(_INVISIBLE.sub("", light))


@lru_cache(maxsize=REMEMBERED)
def _words(token: str) -> tuple[str, ...]:
    """A token's words: itself, folded; pairs of characters, and the last one, where it is Chinese, Japanese or Korean."""
    words: list[str] = []
    for i, run in enumerate(_RUNS.split(fold(token))):
        if i % 2:
            words += [run[k : k + 2] for k in range(len(run))]
        elif run:
            words.append(run[:LONGEST])
    return tuple(words)


@lru_cache(maxsize=REMEMBERED)
def _stems(token: str, language: str | None) -> tuple[str, ...]:
    """With and without diacritics, since queries are often typed without: usually the same stem."""
    if language not in _ALGORITHMS or _RUNS.search(token):
        return ()
    folded = fold(token)
    with _stemming:
        stemmer = _stemmers.get(language) or _stemmers.setdefault(
            language, Stemmer.Stemmer(_ALGORITHMS[language])
        )
        stems = dict.fromkeys((stemmer.stemWord(token), stemmer.stemWord(folded)))
    return tuple(dict.fromkeys(f"{language}~{fold(stem)[:LONGEST]}" for stem in stems if stem))


def _script(letter: str) -> str:
    if "\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff":
        return "greek"
    if "\u0400" <= letter <= "\u052f":
        return "cyrillic"
    if "\u0600" <= letter <= "\u077f":
        return "arabic"
    return "latin" if letter.isalpha() and letter < "\u0250" else "other"
