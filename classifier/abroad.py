"""Whether a sentence tells what another state does or says, known by its name: "France condemned the attack", on a site that is not France's.

The model is not told who issued a text, and learns who acts from words alone (`classifier.voices`); a state's name is its issuer's own on
one site and somebody else's on another. So this is a rule of reading: names are put in as letters that stand for the issuer or for
another, and the sentence is read once more.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from classifier.folding import fold
from classifier.lexicon import Lexicon
from classifier.voices import ANOTHER, ANOTHERS, SPEAKER
from statements.issuers import find_countries, is_inflected, is_state

Named = tuple[str, int, int, str]
"""A state's code, where its name stands, and the letter that it gets where it is another's."""
_CLAUSE = re.compile(
    r"[;；—]|[,，،]\s*(?:but|mais|aber|pero|ma|mas|но|але|ale|ama|fakat|اما|لكن|אבל|但|しかし)"
)
_COMMA = re.compile("[,，،、:;；]")
# What begins the issuer's word on it behind a comma.
_RELATIVE = re.compile(
    r"\s*(?:which|so|an? (?:\w+ ){0,2}(?:move|step|decision|act|plan|measure|breach)|que|ce que|lo que|o que|il che|was|что|що|co|وهو|"
    r"(?:a |ha |hat )?(?:demande|exige|dit|declare|affirme|pide|afirmo|exigio)\b)|北京|中方"
)
_PLACES = {
    "en": {"in", "inside", "into", "across", "throughout", "near", "through", "within", "outside", "under", "like", "than", "off"},
    "fr": {"en", "dans", "vers", "sous"},
    "de": {"in", "im", "aus", "nach", "uber", "durch", "seitens"},
    "es": {"en", "hacia", "desde"},
    "it": {"in", "nel", "nella", "negli", "verso", "presso"},
    "pt": {"em", "no", "na", "nos", "nas"},
    "ru": {"в", "во", "на", "по", "при", "из"},
    "uk": {"в", "на", "по", "при", "із"},
    "pl": {"w", "we", "na", "po", "przy"},
    "ar": {"في", "داخل", "عبر", "قرب"},
    "fa": {"در", "داخل"},
    "he": {"בתוך"},
    "zh": {"在", "于", "从", "由", "被"},
}  # fmt: skip
"""Folded words, or in Chinese characters, before a name that is a place there."""
_WHOSE = {"en": re.compile(r"['\u2019]s\b|['\u2019](?=\s)"), "tr": re.compile(r"['\u2019]\w+")}
"""What makes a name a possessive, or in Turkish no subject."""
_BETWEEN = {
    "and", "together", "with", "the", "et", "la", "le", "les", "l", "avec", "und", "die", "der", "mit", "y", "e", "el", "con", "i", "и", "та", "і",
    "ve", "ile", "du", "de", "del", "des", "da", "do", "dos", "d", "della", "los", "das", "و", "ו", "및", "과", "와", "と", "和", "與", "与", "及", "以及", "同", "com",
}  # fmt: skip
"""Words between states that act together."""
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile('["\u201c\u201e\u00ab\u300c\u300e].*?["\u201d\u201c\u00bb\u300d\u300f]')
_ARTICLE = re.compile(r"(?i)\s*(?:the|as?|os?|la|le|les|l['\u2019]|el|il|lo|gli|i|der|die|das)\s*")
"""Alone before a name that begins the sentence: "a" is "the" there, not "to"."""


def others_act(text: str, language: str | None, speakers: Collection[str], lexicon: Lexicon) -> bool:
    """Whether all that one sentence tells is done by states that are not among the ``speakers`` (codes of who issued the statement or signs
    it). False where that is in doubt: where the issuer acts or judges beside them."""
    spans = _states(text, language)
    if all(code in speakers for code, *_ in spans):
        return False
    marked, first = _marked(text, spans, language, speakers)
    if first is None:
        return False
    voice = lexicon.voice(fold(marked), language)
    if not voice.others or voice.own:
        return False
    # "It is unacceptable that Iran ...": what is said before the name is the issuer's.
    beside = [_QUOTED.sub(" ", text[:first])] if language != "ar" else []
    # "Russia denies it; this must stop."
    clauses = _CLAUSE.split(marked)
    beside += [one for one in clauses[1:] if not {ANOTHER, ANOTHERS} & set(one)]
    # "Iran announced it, which we / the EU / the minister condemns": a clause of its own, without another's name.
    beside += [
        one
        for one in _COMMA.split(marked)[1:]
        if not {ANOTHER, ANOTHERS} & set(one) and (SPEAKER in one or _RELATIVE.match(fold(one)))
    ]
    return not any(_acts(one, language, lexicon) for one in beside)


def _acts(text: str, language: str | None, lexicon: Lexicon) -> bool:
    said = lexicon.match(fold(text), language).plain
    return any(lexicon.concepts[name].label and lexicon.concepts[name].group == "acts" for name in said)


def _states(text: str, language: str | None) -> list[Named]:
    """States by name, in the order of the text."""
    return [
        (code, start, end, ANOTHERS if is_inflected(text[start:end], language) else ANOTHER)
        for code, start, end in find_countries(text, language)
        if is_state(code)
    ]


def _marked(
    text: str, spans: list[Named], language: str | None, speakers: Collection[str]
) -> tuple[str, int | None]:
    """The text with letters for names, and where the first of another's stood."""
    pieces, at, first = [], 0, None
    for group in _together(text, spans):
        ours = any(code in speakers for code, *_ in group)
        for _, start, end, another in group:
            if not ours and _is_place(text[:start], language):
                continue
            letter = SPEAKER if ours else another
            whose = _WHOSE[language].match(text, end) if language in _WHOSE else None
            if whose is not None:
                letter, end = (SPEAKER if ours else ANOTHERS), whose.end()
            pieces += [text[at:start], letter]
            at = end
            if not ours and first is None:
                first = start
    marked = "".join([*pieces, text[at:]])
    return _ARTICLE.sub("", marked, count=1) if _ARTICLE.fullmatch(text[: spans[0][1]]) else marked, first


def _together(text: str, spans: list[Named]) -> list[list[Named]]:
    """Names in a row ("France, Germany and Poland") as one."""
    groups: list[list[Named]] = []
    for span in spans:
        if groups:
            gap = text[groups[-1][-1][2] : span[1]]
            words = _WORD.findall(fold(gap))
            if not set(gap) & set(".;:!?。；：") and all(word in _BETWEEN for word in words):
                groups[-1].append(span)
                continue
        groups.append([span])
    return groups


def _is_place(before: str, language: str | None) -> bool:
    known = _PLACES.get(language or "", ())
    if language == "zh":
        return before[-1:] in known
    words = _WORD.findall(fold(before[-30:]))
    return bool(words) and words[-1] in known and before[-1:].isspace()
