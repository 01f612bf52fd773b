"""The trained model as plain arrays: sentences in, a probability for every label and step out. NumPy only.

A model holds one `Head` for n-grams and concepts alone and one that adds sentence embeddings; which one reads depends on whether
the encoder is installed. Both are linear, so what each feature gave to a label can be told exactly.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.features import Sentence
from classifier.vectors import Floats, product, sigmoid

STEP = 1 / 1024
"""Weights are kept as whole multiples of this: what remains of the last bits of a machine's arithmetic is rounded away."""
CUE_WEIGHT = 0.45
"""Value of a cue feature, beside TF-IDF blocks of length 1 each (chosen on held-out author-runs)."""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Feature names to columns, and how much each counts. ``idf`` is `CUE_WEIGHT` for cues."""

    columns: Mapping[str, int]
    idf: Floats

    def row(self, sentence: Sentence) -> tuple[NDArray[np.int64], Floats]:
        """Columns and values of one sentence, its words and its pieces of words brought to length 1 each."""
        *counted, cues = self.blocks(sentence)
        indices: list[int] = []
        values: list[float] = []
        for block in counted:
            length = math.sqrt(sum(v * v for _, v in block)) or 1.0
            indices += [c for c, _ in block]
            values += [v / length for _, v in block]
        indices += [c for c, _ in cues]
        values += [v for _, v in cues]
        return np.array(indices, dtype=np.int64), np.array(values, dtype=np.float32)

    def blocks(self, sentence: Sentence) -> list[list[tuple[int, float]]]:
        """Columns and values of its words, of its pieces of words (both TF-IDF, of any length) and of its cues. Features never met in
        training are dropped."""
        counted = [
            [
                (self.columns[gram], (1.0 + math.log(n)) * float(self.idf[self.columns[gram]]))
                for gram, n in counts.items()
                if gram in self.columns
            ]
            for counts in (sentence.words, sentence.chars)
        ]
        return [*counted, [(self.columns[c], CUE_WEIGHT) for c in sentence.cues if c in self.columns]]


@dataclass(frozen=True, kw_only=True)
class Head:
    """One set of weights. Over ``labels`` (stances, topics, then steps of the ladder): ``words`` (features, labels) and ``dense``
    (embedding numbers in context, labels) in multiples of `STEP`, 0 rows without embeddings; ``intercept``; ``slope`` and ``offset`` of
    the sigmoid from a sentence's margin to its probability. For stances and topics: ``rollup`` (labels, `rollup.FEATURES`) and its
    ``rollup_intercept``; ``given`` and ``sure``, the probability of the statement from which a label is given, and from which it was
    right nine times of ten. ``headline`` (`rollup.HEADLINE` then one a stance) ranks stances for the primary one."""

    words: NDArray[np.int16]
    dense: NDArray[np.int16]
    intercept: Floats
    slope: Floats
    offset: Floats
    rollup: Floats
    rollup_intercept: Floats
    given: Floats
    sure: Floats
    headline: Floats

    @property
    def embeds(self) -> bool:
        """Whether this head wants sentence embeddings."""
        return len(self.dense) > 0


@dataclass(frozen=True, kw_only=True)
class Weights:
    """``labels`` are the stances and topics the statement is scored for, ``steps`` the further columns for the ladder."""

    labels: tuple[str, ...]
    steps: tuple[str, ...]
    vocabulary: Vocabulary
    heads: Mapping[str, Head]
    lexicon_source: bytes
    """What `classifier.lexicon.read_sources` gave, as JSON."""

    def probabilities(self, head: Head, sentences: Sequence[Sentence], dense: Floats | None) -> Floats:
        """(sentences, labels and steps). ``dense``: their embeddings in context, for a head that embeds."""
        margins = np.zeros((len(sentences), len(self.labels) + len(self.steps)), dtype=np.float32)
        for i, sentence in enumerate(sentences):
            indices, values = self.vocabulary.row(sentence)
            # Whole numbers times values, summed in a fixed order: the same on every machine up to float32 rounding.
            margins[i] = product(values, head.words[indices].astype(np.float32))
        if head.embeds:
            assert dense is not None
            margins += product(dense, head.dense.astype(np.float32))
        return sigmoid((margins * np.float32(STEP) + head.intercept) * head.slope + head.offset)

    def contributions(
        self, head: Head, sentence: Sentence, dense: Floats | None, label: str
    ) -> list[tuple[str, float]]:
        """What each feature of a sentence added to the log odds of a label, largest first; the embedding's parts as ``meaning``,
        ``neighbours`` and ``title``. With ``base`` they sum to the sentence's log odds."""
        column = (*self.labels, *self.steps).index(label)
        names = {c: name for name, c in self.vocabulary.columns.items()}
        indices, values = self.vocabulary.row(sentence)
        scale = float(head.slope[column]) * STEP
        parts = values * head.words[indices, column].astype(np.float32) * np.float32(scale)
        found = [(names[int(i)], float(p)) for i, p in zip(indices, parts, strict=True)]
        base = float(head.intercept[column] * head.slope[column] + head.offset[column])
        if head.embeds:
            assert dense is not None
            own = dense * head.dense[:, column].astype(np.float32) * np.float32(scale)
            thirds = np.split(own, 3)
            found += [
                (name, float(part.sum()))
                for name, part in zip(("meaning", "neighbours", "title"), thirds, strict=True)
            ]
        return [*sorted(found, key=lambda x: -abs(x[1])), ("base", base)]
