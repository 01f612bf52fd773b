"""Passages to sentence weights: which sentences carry which label, and one calibrated linear classifier a label.

With `classifier.train` the only module that imports scikit-learn, which reading never needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from classifier import sentences as splitter
from classifier.embeddings import Encoder
from classifier.features import Sentence
from classifier.lexicon import Lexicon
from classifier.passages import Passage
from classifier.vectors import Floats, in_context
from classifier.weights import CUE_WEIGHT, STEP, Vocabulary
from statements.labels import Stance, Topic

LABELS: tuple[str, ...] = (*(str(s) for s in Stance if s is not Stance.NEUTRAL), *map(str, Topic))
STEPS: tuple[str, ...] = ("monitoring", "grave", "condemns", "strongly", "measures")
"""Within concern: rung 1, rung 3. Within condemnation: rung 5 or 6, rung 6. Within warning: rung 8."""
WORD_FEATURES = 25_000
CHAR_FEATURES = 35_000
MIN_DF = 2
C = 0.1
BLOCKS = (1.2, 1.0, 1.0)
"""Length of a sentence's own vector, its neighbours' and its title's beside n-gram blocks of length 1 (chosen on held-out runs)."""
SEED = 20241201
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Every sentence of some passages. ``target`` is (sentences, labels and steps): 1 carries it, 0 does not, -1 not known.
    ``dense`` is (sentences, 3 * dimensions), or has no columns without an encoder. ``titles`` are one a passage, None where it
    has none, with ``title_dense`` as if each were a text of one sentence."""

    passages: Sequence[Passage]
    passage: Ints
    sentences: Sequence[Sentence]
    target: NDArray[np.int8]
    dense: Floats
    titles: Sequence[Sentence | None]
    title_dense: Floats

    def of(self, passage: int) -> slice:
        """The rows of one passage."""
        return slice(*np.searchsorted(self.passage, [passage, passage + 1]).tolist())


def _steps(passage: Passage, stances: set[str], condemns: bool, some_condemn: bool) -> list[int]:
    """Targets of the steps for a sentence that carries ``stances``. The rung is the passage's: where another sentence may have earned it,
    the step of this one is not known."""
    rung = int(passage.rung)
    concern = Stance.CONCERN in stances and rung <= 3
    condemnation = Stance.CONDEMNATION in stances and rung <= 6
    if condemnation and rung > 4 and some_condemn and not condemns:
        condemnation = False
    warning = Stance.WARNING in stances
    return [
        int(rung == 1) if concern else -1,
        int(rung == 3) if concern else -1,
        int(rung >= 5) if condemnation else -1,
        int(rung == 6) if condemnation else -1,
        int(rung == 8) if warning else -1,
    ]


def rows(passages: Sequence[Passage], lexicon: Lexicon, encoder: Encoder | None) -> Rows:
    """Cuts passages into sentences; a quote makes those it overlaps by most of either positive."""
    index: list[int] = []
    features: list[Sentence] = []
    targets: list[list[int]] = []
    dense: list[Floats] = []
    title_dense: list[Floats] = []
    titles: list[Sentence | None] = []
    for number, passage in enumerate(passages):
        pieces = splitter.split(passage.text)
        found = [Sentence(piece.text, passage.language, lexicon, asked=piece.asked) for piece in pieces]
        carried = [
            {
                label
                for label in LABELS
                if label in passage.labels and _overlaps(passage, label, piece.start, piece.end)
            }
            for piece in pieces
        ]
        some_condemn = any("condemn" in sentence.match.plain for sentence in found)
        for sentence, labels in zip(found, carried, strict=True):
            absent = 0 if passage.complete else -1
            target = [
                -1 if x in passage.arguable else 1 if x in labels else absent if x in passage.labels else 0
                for x in LABELS
            ]
            condemns = "condemn" in sentence.match.plain
            targets.append(target + _steps(passage, labels, condemns, some_condemn))
        index += [number] * len(pieces)
        features += found
        titles.append(Sentence(passage.title, passage.language, lexicon) if passage.title else None)
        if encoder:
            vectors = encoder.encode([piece.text for piece in pieces])
            heading = encoder.encode([passage.title])[0] if passage.title else None
            dense.append(in_context(vectors, heading))
            title_dense.append(
                in_context(np.zeros((1, encoder.dimensions), dtype=np.float32), None)
                if heading is None
                else in_context(heading[None, :], heading)
            )
    nothing = np.zeros((len(index), 0), dtype=np.float32)
    return Rows(
        passages=passages,
        passage=np.array(index, dtype=np.int64),
        sentences=features,
        target=np.array(targets, dtype=np.int8).reshape(len(index), len(LABELS) + len(STEPS)),
        dense=np.vstack(dense) if dense else nothing,
        titles=titles,
        title_dense=np.vstack(title_dense) if title_dense else np.zeros((len(passages), 0), np.float32),
    )


def _overlaps(passage: Passage, label: str, start: int, end: int) -> bool:
    for quote in passage.quotes[label]:
        begin = passage.text.find(quote)
        overlap = min(end, begin + len(quote)) - max(start, begin)
        if overlap >= 0.5 * min(len(quote), end - start):
            return True
    return False


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
    """(sentences, features) of n-grams and cues."""
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


@dataclass(frozen=True, kw_only=True)
class Linear:
    """Fitted classifiers: ``words`` (features, columns) and ``dense`` (3 * dimensions, columns) in multiples of `STEP`."""

    words: NDArray[np.int16]
    dense: NDArray[np.int16]
    intercept: Floats

    def margins(self, x: csr_matrix, dense: Floats) -> Floats:
        """(sentences, columns)."""
        found = np.asarray(x @ self.words.astype(np.float64)) + dense @ self.dense.astype(np.float64)
        return (found * STEP + self.intercept).astype(np.float32)


def fit(
    x: csr_matrix, dense: Floats, target: NDArray[np.int8], say: Callable[[str], None] = lambda _: None
) -> Linear:
    """One-vs-rest linear classifiers over n-grams and embeddings together. A column without both kinds of examples gets no weights and
    a margin of -1."""
    columns, width = target.shape[1], dense.shape[1]
    words = np.zeros((x.shape[1], columns), dtype=np.int16)
    deep = np.zeros((width, columns), dtype=np.int16)
    intercept = np.full(columns, -1.0, dtype=np.float32)
    # Each of the three parts of a vector (own, neighbours, title) is brought to length `BLOCKS` on average.
    mean = dense.mean(axis=0)
    third = max(1, width // 3)
    scale = np.repeat(BLOCKS, third)[:width] / np.sqrt(third) / (dense.std(axis=0) + 1e-6)
    full = hstack([x, csr_matrix((dense - mean) * scale)]).tocsr() if width else x.tocsr()
    for column in range(columns):
        known = np.flatnonzero(target[:, column] >= 0)
        y = target[known, column]
        if y.min(initial=1) == y.max(initial=0):
            continue
        model = LinearSVC(C=C, tol=1e-2, random_state=SEED, max_iter=5000)
        model.fit(full[known], y)
        own = model.coef_[0][x.shape[1] :] * scale
        words[:, column] = _steps_of(model.coef_[0][: x.shape[1]])
        deep[:, column] = _steps_of(own)
        intercept[column] = np.rint((model.intercept_[0] - float(own @ mean)) / STEP) * STEP
        say(f"{column + 1} of {columns} fitted")
    return Linear(words=words, dense=deep, intercept=intercept)


def _steps_of(values: NDArray[np.float64]) -> NDArray[np.int16]:
    return np.clip(np.rint(values / STEP), -32768, 32767).astype(np.int16)


def folds(passages: Sequence[Passage], count: int) -> Ints:
    """A fold for each passage. An author-run stays whole, so that what is held out is another hand's; where a language has but one run,
    its passages are dealt out singly, since a language never met is another question."""
    hands: dict[str, set[str]] = {}
    for passage in passages:
        hands.setdefault(passage.language, set()).add(passage.run)
    keys = [p.run if len(hands[p.language]) > 1 else p.id for p in passages]
    sizes = Counter(keys)
    order = np.random.default_rng(SEED).permutation(sorted(sizes)).tolist()
    load = [0] * count
    fold: dict[str, int] = {}
    for key in sorted(order, key=lambda k: -sizes[k]):  # a stable sort: big runs first, ties as drawn
        fold[key] = load.index(min(load))
        load[fold[key]] += sizes[key]
    return np.array([fold[k] for k in keys], dtype=np.int64)


def out_of_fold(data: Rows, fold: Ints, *, embeds: bool) -> tuple[Floats, Floats]:
    """Margins of every sentence, and of every title (0 where there is none), from a model that has not seen its passage's fold
    (vocabulary included)."""
    margins = np.zeros(data.target.shape, dtype=np.float32)
    titles = np.zeros((len(data.passages), data.target.shape[1]), dtype=np.float32)
    dense, title_dense = used(data, embeds=embeds)
    where = fold[data.passage]
    for number in np.unique(fold):
        inside, outside = np.flatnonzero(where != number), np.flatnonzero(where == number)
        train = [data.sentences[int(i)] for i in inside]
        vocab = vocabulary(train)
        model = fit(matrix(vocab, train), dense[inside], data.target[inside])
        margins[outside] = model.margins(
            matrix(vocab, [data.sentences[int(i)] for i in outside]), dense[outside]
        )
        named = [i for i in np.flatnonzero(fold == number).tolist() if data.titles[i] is not None]
        if named:
            heads = [s for i in named if (s := data.titles[i]) is not None]
            titles[named] = model.margins(matrix(vocab, heads), title_dense[named])
    return margins, titles


def used(data: Rows, *, embeds: bool) -> tuple[Floats, Floats]:
    """The embeddings of sentences and titles, or none of their columns."""
    if embeds:
        return data.dense, data.title_dense
    return data.dense[:, :0], data.title_dense[:, :0]


def calibrate(margins: Floats, target: NDArray[np.int8]) -> tuple[Floats, Floats]:
    """Slope and offset of a sigmoid a column, from out-of-fold margins (Platt; one weight vector a label stays exact)."""
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
