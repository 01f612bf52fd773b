"""One sentence as weighted features: word and character n-grams, and what the lexicon found, each named by a string.

w:we condemn     words and word pairs, folded           (block "word", TF-IDF, length 1)
s: cond          characters 2 to 5 within a word        (block "char", TF-IDF, length 1)
c:condemn        a concept; c:condemn!not negated; c:condemn&past in a sentence about the past, ...   (block "cue")
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from classifier.folding import CJK, fold, words
from classifier.lexicon import Lexicon, Match
from classifier.voices import Voice

FRAMES = ("asked", "others-say", "past", "others-act", "past-act", "asked-act")
_RUN = re.compile(f"([{CJK}]+)")
_DIGITS = re.compile(r"\d+")


def _shape(word: str) -> str:
    """Numbers by their length: no year, sum or resolution may become a cue by itself."""
    return _DIGITS.sub(lambda m: "#" * min(len(m.group()), 5), word)


def tokens(folded: str) -> list[str]:
    """Words of a folded sentence; Chinese and Japanese runs become single characters."""
    found: list[str] = []
    for word in words(folded):
        for part in _RUN.split(word):
            if part:
                found += list(part) if _RUN.fullmatch(part) else [_shape(part)]
    return found


def word_grams(toks: list[str]) -> list[str]:
    return [f"w:{t}" for t in toks] + [f"w:{a} {b}" for a, b in zip(toks, toks[1:], strict=False)]


def char_grams(folded: str) -> list[str]:
    """Characters 2 to 5 within words, a space marking both ends (scikit-learn's ``char_wb``)."""
    grams = []
    for word in words(folded):
        padded = f" {_shape(word)} "
        length = len(padded)
        for n in range(2, 6):
            grams += [f"s:{padded[i : i + n]}" for i in range(max(0, length - n + 1))]
            if n >= length:
                break
    return grams


def cues(match: Match, lexicon: Lexicon, *, question: bool) -> list[str]:
    """Concept features of one sentence, with the frame they stand in."""
    frames = [f for f in FRAMES if f in match.plain or (f == "asked" and question)]
    doubt = doubtful(match, question=question)
    features = [f"f:{f}" for f in frames]
    labels: set[str] = set()
    for name in sorted(match.plain):
        concept = lexicon.concepts[name]
        if concept.group == "acts":
            features += [f"c:{name}&{frame}" for frame in frames]
            if doubt:
                features.append(f"c:{name}&doubt")
                continue
        features.append(f"c:{name}")
        if concept.label:
            labels.add(concept.label)
    features += [f"l:{label}" for label in sorted(labels)]
    features += [f"c:{name}!not" for name in sorted(match.negated)]
    return features


def doubtful(match: Match, *, question: bool) -> bool:
    """Whether the sentence's acts are not the issuer's own here and now: a question, history, somebody else's words."""
    if {"others-act", "past-act"} & match.plain:
        return True
    return question or ("asked-act" in match.plain and "answered" not in match.plain)


def voices(match: Match, voice: Voice, lexicon: Lexicon) -> list[str]:
    """Who acts, by itself and with each act."""
    who = sorted(voice.marks)
    if voice.others or voice.own:
        who.append("others" if not voice.own else "own" if not voice.others else "both")
    if voice.withheld:
        who.append("withheld")
    acts = [name for name in sorted(match.plain) if lexicon.concepts[name].group == "acts"]
    return [*(f"v:{w}" for w in who), *(f"v:{w}&{name}" for w in who if w != "own" for name in acts)]


class Sentence:
    """The features of one sentence before weighting, and what the lexicon found. ``asked``: it stands in a question put to the speaker.
    ``denied`` holds the stances whose every cue in the sentence is negated."""

    __slots__ = ("asked", "chars", "cues", "denied", "doubtful", "match", "question", "voice", "words")

    def __init__(self, text: str, language: str | None, lexicon: Lexicon, *, asked: bool = False) -> None:
        folded = fold(text)
        self.asked = asked
        self.match = lexicon.match(folded, language)
        self.voice = lexicon.voice(folded, language)
        self.question = asked or folded.rstrip("\"'»”)]」』 ").endswith(("?", "؟"))
        self.doubtful = doubtful(self.match, question=self.question)
        acts = [c for c in lexicon.concepts.values() if c.group == "acts" and c.label]
        said = {c.label for c in acts if c.name in self.match.plain}
        self.denied = frozenset(c.label for c in acts if c.name in self.match.negated and c.label not in said)
        self.words: Mapping[str, int] = Counter(word_grams(tokens(folded)))
        self.chars: Mapping[str, int] = Counter(char_grams(folded))
        self.cues: tuple[str, ...] = (
            *cues(self.match, lexicon, question=self.question),
            *voices(self.match, self.voice, lexicon),
        )
