"""Text made comparable for the classifier: one folding for sentences, lexicon patterns and n-grams alike.

Folded text is lower case, without accents, vowel marks or elongation, with Western digits; Arabic and Persian letter
variants and the four Turkish i fall together, and a Ukrainian apostrophe, of which there are as many, is left out. `words` reduces it to words between single spaces, which is what the lexicon is matched against
(RE2's own word boundary knows ASCII only).
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]+"
)
_LETTERS = str.maketrans(
    {
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "œ": "oe",
        "æ": "ae",
        "\u200c": " ",  # Persian half-space: between a stem and its ending
        "\u200b": None,
        "\u200d": None,
        "\u200e": None,
        "\u200f": None,
        "\u00ad": None,
        "\ufeff": None,
        **{chr(c): None for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
        **{chr(0x0660 + d): str(d) for d in range(10)},
        **{chr(0x06F0 + d): str(d) for d in range(10)},
    }
)
_APOSTROPHE = re.compile("(?<=[\u0400-\u04ff])['\u2018\u2019\u02bc\u02b9`](?=[\u0400-\u04ff])")
_WORD = re.compile(r"[^\W_]+")
KANA = "\u3041-\u3096\u30a1-\u30fa"
CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


def scrub(text: str) -> str:
    """The text without what no encoder or matcher takes: NUL and lone surrogates become spaces, so offsets stay."""
    return re.sub("[\x00\ud800-\udfff]", " ", text)


def fold(text: str) -> str:
    """Lower case without marks. Length may change; not for offsets."""
    text = unicodedata.normalize("NFKD", scrub(text)).casefold()
    text = unicodedata.normalize("NFC", _MARKS.sub("", text).translate(_LETTERS))
    return _APOSTROPHE.sub("", text)


def words(folded: str) -> list[str]:
    """The words of folded text. A run of Chinese or Japanese characters is one word."""
    return _WORD.findall(folded)
