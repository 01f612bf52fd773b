"""Which of our languages a text is written in. The script decides where it can, letters next, then py3langid."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from statements.labels import LANGUAGES

if TYPE_CHECKING:
    from statements.language_model import LanguageModel

_SHORT: Final = 20  # letters; below it a model guesses
_KANJI_TITLE: Final = (
    60  # weight (20 signs); a Japanese title may do without kana for so long, a sentence not
)
_ENOUGH: Final = 4_000  # characters looked at
_PRIOR: Final = math.log(12)
"""By so much (a logarithm of likelihoods, of which each word adds a few) a source's own language counts more; a long clear text
outweighs it by far."""
_JUDGED: Final = 60
"""Letters from which on a text can be found to be in a language that is none of ours."""
_CLEARLY: Final = 20.0
"""By how much another language is likelier than ours, the same measure, for a text to be in that one."""
_NEAR: Final = {"es": ("gl", "an"), "pt": ("gl",), "fa": ("ps",), "nl": ("af", "li")}
"""Languages that the model takes ours for."""

_SCRIPTS: Final = {
    "hangul": re.compile("[\u1100-\u11ff\uac00-\ud7af]"),
    "kana": re.compile("[\u3040-\u30ff]"),
    "han": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "hebrew": re.compile("[\u0590-\u05ff]"),
    "greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "arabic": re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_WEIGHT: Final = {"hangul": 2.0, "han": 3.0, "kana": 3.0}  # one sign says about as much as this many letters
_WRITTEN_IN: Final = {
    "hangul": ("ko",),
    "kana": ("ja",),
    "hebrew": ("he",),
    "greek": ("el",),
    "arabic": ("ar", "fa"),
    "cyrillic": ("ru", "uk"),
}
_LATIN: Final = tuple(
    code for code in LANGUAGES if code not in ("ko", "ja", "zh", "he", "el", "ar", "fa", "ru", "uk")
)
# Letters that one of two neighbours has and the other has not.
_TELLING: Final = {
    "fa": re.compile("[پچژگ]"),  # not its own yeh and kaf: much Persian is typed with the Arabic ones
    "ar": re.compile("[ةىأإؤ]"),
    "uk": re.compile("[іїєґІЇЄҐ]"),
    "ru": re.compile("[ыэёъЫЭЁЪ]"),
}


def identify(text: str, *, prior: Sequence[str] = ()) -> str | None:
    """ISO 639-1 code of the text's language, one of `LANGUAGES`, or None when nothing in it tells or it is in another one.

    ``prior`` are the languages its source writes in. They settle short texts and weigh in close calls; a longer text that is
    clearly in another language is reported as that.
    """
    sample = text[:_ENOUGH]
    likely = tuple(code for code in prior if code in LANGUAGES)
    counts = {
        name: len(found) * _WEIGHT.get(name, 1.0)
        for name, pattern in _SCRIPTS.items()
        if (found := pattern.findall(sample))
    }
    letters = sum(map(str.isalpha, sample))
    if not counts:
        return likely[0] if len(likely) == 1 and letters < _SHORT else None
    candidates = _candidates(counts)
    if candidates == ("zh",) and "ja" in likely and "zh" not in likely and counts["han"] <= _KANJI_TITLE:
        return "ja"
    fitting = tuple(code for code in likely if code in candidates)
    if len(candidates) == 1:
        return candidates[0]
    if len(fitting) == 1 and sum(counts.values()) < _SHORT:
        return fitting[0]
    scores: dict[str, float] = _model().scores(sample)
    written: str | None = None
    if len(candidates) == 2:
        first, second = (len(_TELLING[code].findall(sample)) for code in candidates)
        if first != second:
            written = candidates[0] if first > second else candidates[1]
        elif len(fitting) == 1:
            written = fitting[0]
    if written is None:
        written = max(candidates, key=lambda code: scores[code] + (_PRIOR if code in fitting else 0.0))
    return None if letters >= _JUDGED and written not in fitting and _is_another(scores, written) else written


def another(text: str) -> str | None:
    """ISO 639-1 code of the language of a text of which `identify` says that it is in none of ours, or None where two are near."""
    sample = text[:_ENOUGH]
    if sum(map(str.isalpha, sample)) < _JUDGED:
        return None
    scores: dict[str, float] = _model().scores(sample)
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    sure = scores[best] - scores[second] > _CLEARLY
    return best if sure and len(best) == 2 and best not in LANGUAGES else None


def _is_another(scores: Mapping[str, float], found: str) -> bool:
    """Whether a language that is none of ours is clearly likelier than the one found."""
    best = max(scores, key=lambda code: scores[code])
    return (
        best not in LANGUAGES and best not in _NEAR.get(found, ()) and scores[best] - scores[found] > _CLEARLY
    )


def _candidates(counts: dict[str, float]) -> tuple[str, ...]:
    """The languages written in the script that most of the text is in."""
    east = counts.get("han", 0) + counts.get("kana", 0)
    main = max(
        (name for name in counts if name not in ("han", "kana")), key=lambda name: counts[name], default=""
    )
    if east and east >= counts.get(main, 0):
        return ("ja",) if counts.get("kana", 0) * 20 >= east else ("zh",)
    return _WRITTEN_IN.get(main, _LATIN)


@cache
def _model() -> LanguageModel:
    # Loaded at first use: a second and some memory that a process which only searches need not pay.
    from statements.language_model import LanguageModel

    return LanguageModel.load()
