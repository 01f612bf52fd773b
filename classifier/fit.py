"""Passages to weights: which sentences carry which label, and one calibrated linear classifier a label.

With `classifier.train` the only module that imports scikit-learn, which reading never needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from classifier import sentences as splitter
from classifier.features import Sentence
from classifier.lexicon import Lexicon
from classifier.passages import Passage
from classifier.weights import CUE_WEIGHT, STEP, Floats, Vocabulary
from statements.labels import Stance, Topic

LABELS: tuple[str, ...] = (*(str(s) for s in Stance if s is not Stance.NEUTRAL), *map(str, Topic))
WORD_FEATURES = 15_000
CHAR_FEATURES = 25_000
MIN_DF = 2
C = 0.2
SEED = 20241201


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Every sentence of some passages. ``target`` is (sentences, labels): 1 carries it, 0 does not, -1 not known (the passage has
    the label but quotes another sentence for it)."""

    passages: Sequence[Passage]
    passage: NDArray[np.int64]
    sentences: Sequence[Sentence]
    target: NDArray[np.int8]
    whole: NDArray[np.bool_]
    """False for quotes that are only part of their sentence: rows to learn from, not to measure on."""

    def only(self, passages: Sequence[int]) -> Rows:
        """The rows of some passages (by number), renumbered."""
        new = {old: position for position, old in enumerate(passages)}
        kept = [i for i, number in enumerate(self.passage.tolist()) if number in new]
        return Rows(
            passages=[self.passages[i] for i in passages],
            passage=np.array([new[int(self.passage[i])] for i in kept], dtype=np.int64),
            sentences=[self.sentences[i] for i in kept],
            target=self.target[kept],
            whole=self.whole[kept],
        )


def rows(passages: Sequence[Passage], lexicon: Lexicon) -> Rows:
    """Cuts passages into sentences; a quote makes those it overlaps by most of either positive."""
    index: list[int] = []
    features: list[Sentence] = []
    targets: list[list[int]] = []
    whole: list[bool] = []
    for number, passage in enumerate(passages):
        pieces = splitter.split(passage.text)
        for piece in pieces:
            target = []
            for label in LABELS:
                if label not in passage.labels:
                    target.append(0)
                    continue
                carried = False
                for quote in passage.quotes[label]:
                    begin = passage.text.find(quote)
                    overlap = min(piece.end, begin + len(quote)) - max(piece.start, begin)
                    carried |= overlap >= 0.5 * min(len(quote), piece.end - piece.start)
                target.append(1 if carried else -1)
            index.append(number)
            features.append(Sentence(piece.text, passage.language, lexicon))
            targets.append(target)
            whole.append(True)
        known = {piece.text for piece in pieces}
        for quote in sorted({q for quotes in passage.quotes.values() for q in quotes} - known):
            carries = [label in passage.labels and quote in passage.quotes[label] for label in LABELS]
            absent = [label not in passage.labels for label in LABELS]
            index.append(number)
            features.append(Sentence(quote, passage.language, lexicon))
            targets.append([1 if c else 0 if a else -1 for c, a in zip(carries, absent, strict=True)])
            whole.append(False)
    return Rows(
        passages=passages,
        passage=np.array(index, dtype=np.int64),
        sentences=features,
        target=np.array(targets, dtype=np.int8).reshape(len(index), len(LABELS)),
        whole=np.array(whole, dtype=bool),
    )


def vocabulary(sentences: Sequence[Sentence]) -> Vocabulary:
    """The most frequent n-grams that occur in at least `MIN_DF` sentences, and every cue; sorted, so order is stable."""
    blocks: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    for sentence in sentences:
        blocks[0].update(sentence.words.keys())
        blocks[1].update(sentence.chars.keys())
        blocks[2].update(set(sentence.cues))
    names: list[str] = []
    idf: list[float] = []
    for counts, limit in zip(blocks, (WORD_FEATURES, CHAR_FEATURES, 10_000), strict=True):
        kept = sorted(
            (g for g, n in counts.items() if n >= MIN_DF),
            key=lambda g, c=counts: (-c[g], g),  # type: ignore[misc]
        )[:limit]
        kept.sort()
        names += kept
        if counts is blocks[2]:
            idf += [CUE_WEIGHT] * len(kept)
        else:
            idf += [round(float(np.log((1 + len(sentences)) / (1 + counts[g])) + 1), 4) for g in kept]
    return Vocabulary(columns={n: i for i, n in enumerate(names)}, idf=np.array(idf, dtype=np.float32))


def matrix(vocab: Vocabulary, sentences: Sequence[Sentence]) -> csr_matrix:
    indptr, indices, data = [0], [], []
    for sentence in sentences:
        columns, values = vocab.row(sentence)
        indices.append(columns)
        data.append(values)
        indptr.append(indptr[-1] + len(columns))
    return csr_matrix(
        (np.concatenate(data), np.concatenate(indices), np.array(indptr)),
        shape=(len(sentences), len(vocab.columns)),
        dtype=np.float64,
    )


def fit(x: csr_matrix, target: NDArray[np.int8]) -> tuple[NDArray[np.int16], Floats]:
    """One-vs-rest linear classifiers, (features, labels) weights in multiples of `STEP` and intercepts. A label without both
    kinds of examples gets no weights and a margin of -1."""
    weights = np.zeros((x.shape[1], target.shape[1]), dtype=np.int16)
    intercept = np.full(target.shape[1], -1.0, dtype=np.float32)
    for column in range(target.shape[1]):
        known = target[:, column] >= 0
        y = target[known, column]
        if y.min(initial=1) == y.max(initial=0):
            continue
        model = LinearSVC(C=C, class_weight="balanced", random_state=SEED, max_iter=5000)
        model.fit(x[known], y)
        weights[:, column] = np.clip(np.rint(model.coef_[0] / STEP), -32768, 32767).astype(np.int16)
        intercept[column] = np.float32(np.rint(model.intercept_[0] / STEP) * STEP)
    return weights, intercept


def folds(groups: Sequence[str], count: int) -> NDArray[np.int64]:
    """A fold number for each row; rows of a group share one. Shuffled with a fixed seed, since runs are stacked by language."""
    names = sorted(set(groups))
    order = np.random.default_rng(SEED).permutation(len(names))
    fold = {names[position]: i % count for i, position in enumerate(order)}
    return np.array([fold[g] for g in groups], dtype=np.int64)


def out_of_fold(data: Rows, fold: NDArray[np.int64]) -> Floats:
    """Margins of every sentence from a model that has not seen its fold (vocabulary included)."""
    margins = np.zeros(data.target.shape, dtype=np.float32)
    for number in np.unique(fold):
        inside = np.flatnonzero(fold != number)
        outside = np.flatnonzero(fold == number)
        train = [data.sentences[int(i)] for i in inside]
        vocab = vocabulary(train)
        weights, intercept = fit(matrix(vocab, train), data.target[inside])
        x = matrix(vocab, [data.sentences[int(i)] for i in outside])
        margins[outside] = np.asarray(x @ (weights.astype(np.float64) * STEP)) + intercept
    return margins


def calibrate(margins: Floats, target: NDArray[np.int8]) -> tuple[Floats, Floats]:
    """Slope and offset of a sigmoid a label, from out-of-fold margins (Platt; one weight vector a label stays exact)."""
    slope = np.ones(margins.shape[1], dtype=np.float32)
    offset = np.zeros(margins.shape[1], dtype=np.float32)
    for column in range(margins.shape[1]):
        known = target[:, column] >= 0
        y = target[known, column]
        if y.min(initial=1) == y.max(initial=0):
            continue
        model = LogisticRegression(C=100.0, random_state=SEED).fit(margins[known, column][:, None], y)
        slope[column] = np.float32(round(float(model.coef_[0, 0]), 3))
        offset[column] = np.float32(round(float(model.intercept_[0]), 3))
    return slope, offset
