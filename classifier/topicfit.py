"""Fits a user's own topic in seconds: examples against a background sample of the shipped corpus. Imports scikit-learn; reading does not.

Two logistic regressions, over n-grams of the shipped vocabulary that the examples have and over sentence embeddings, are brought to one
scale and averaged (late fusion was best at 5, 10 and 20 examples alike). Thresholds come from background sentences that the model
which scores them had not seen. The same definition, model and versions give the same file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from classifier import sentences as splitter
from classifier.features import Sentence
from classifier.passages import Passage, corpus
from classifier.reader import Reader
from classifier.usertopics import BEST, LENGTHS, Definition, OwnTopic, plain, pooled, threshold
from classifier.vectors import Floats
from statements.errors import CommuniqueError
from statements.language import identify

HOME, AWAY = 400, 300
"""Sentences of the background in the examples' languages, and in all others: what one core encodes in less than half a minute, once."""
A_PASSAGE = 3
"""Sentences that one background passage gives."""
FOLDS = 4
DRAWS = 4_000
"""Statements that are put together from background passages for each length, to take the quantile of."""
LEFT_OUT = 20
"""Parts in which examples are left out to see whether the others recognise them."""
ABROAD = 0.5
"""Part of the share that languages without an example get: on other authors' texts their statements were tagged twice as often as the
background promised, since each language's centre comes from few sentences."""
C_WORDS = 3.0
C_DENSE = 0.3
SCALE = 3.0
"""Embeddings less their mean are this much too short beside n-grams."""
DESCRIPTION = 0.5
"""What the description counts beside an example."""
STEP = 1 / 4096
ABOVE = 4 * STEP
"""A threshold lies this much above the background's quantile: where nothing speaks for or against, sentences all have one margin, and
that must not be enough."""
SEED = 20241201
Doubles = NDArray[np.float64]
Rows = Sequence[tuple[NDArray[np.int64], Floats]]


@dataclass(frozen=True, kw_only=True)
class Background:
    """Sentences of the shipped corpus. ``group`` says which stand in one passage (ascending from 0), ``home`` whether a sentence is in
    a language of the examples; ``dense`` is None without an encoder."""

    rows: Rows
    group: NDArray[np.int64]
    home: NDArray[np.bool_]
    languages: Sequence[str]
    dense: Floats | None


@dataclass(frozen=True, kw_only=True)
class _Side:
    """One of the two regressions: margin = features @ weights + base."""

    weights: Doubles
    base: float


@cache
def _corpus() -> tuple[Passage, ...]:
    return tuple(corpus())


def languages_of(definition: Definition) -> tuple[str, ...]:
    """The languages of the examples."""
    return tuple(sorted({language for e in definition.examples if (language := identify(e))}))


class Unfittable(CommuniqueError):
    """Nothing can be learnt from a topic's examples here."""


def sample(passages: Sequence[Passage], count: int) -> dict[str, list[tuple[str, str]]]:
    """(language, sentence) of ``count`` sentences by passage id: languages in turn, passages in an order that only their ids decide."""
    waiting: dict[str, list[Passage]] = {}
    for passage in sorted(passages, key=lambda p: hashlib.sha256(p.id.encode()).digest()):
        waiting.setdefault(passage.language, []).append(passage)
    found: dict[str, list[tuple[str, str]]] = {}
    taken = turn = 0
    while taken < count and any(turn < len(queue) for queue in waiting.values()):
        for language in sorted(waiting):
            if turn < len(waiting[language]) and taken < count:
                passage = waiting[language][turn]
                pieces = splitter.split(passage.text)[:A_PASSAGE]
                if pieces:
                    found[passage.id] = [(language, piece.text) for piece in pieces]
                    taken += len(pieces)
        turn += 1
    return found


def background(
    reader: Reader, languages: Collection[str], passages: Sequence[Passage] | None = None
) -> Background:
    """The background for examples in these languages; of the shipped corpus by default. Nearly all of its cost is encoding sentences,
    so give a reader whose encoder remembers. Without an encoder other languages cannot be judged, and are left out."""
    known = _corpus() if passages is None else passages
    home = [p for p in known if p.language in languages] or list(known)
    near = sample(home, HOME)
    # What stands in both would be learnt as one and judged as the other.
    left = [p for p in known if p.language not in languages and p.id not in near]
    groups = [*near.values(), *(sample(left, AWAY).values() if reader.encoder else ())]
    flat = [pair for group in groups for pair in group]
    return Background(
        rows=[reader.weights.vocabulary.row(Sentence(text, lang, reader.lexicon)) for lang, text in flat],
        group=np.repeat(np.arange(len(groups)), [len(group) for group in groups]),
        home=np.arange(len(flat)) < sum(map(len, near.values())),
        languages=[language for language, _ in flat],
        dense=None if reader.encoder is None else reader.encoder.encode([text for _, text in flat]),
    )


@dataclass(frozen=True, kw_only=True)
class _Passages:
    """The user's passages cut into sentences; ``dense`` are centred (see `_Space`). ``example`` numbers the passage (the description is one more); ``weight`` is what a
    sentence counts."""

    rows: Rows
    languages: Sequence[str | None]
    dense: Floats | None
    example: NDArray[np.int64]
    weight: Doubles

    def where(self, keep: NDArray[np.bool_]) -> _Passages:
        chosen = np.flatnonzero(keep)
        return _Passages(
            rows=[self.rows[int(i)] for i in chosen],
            languages=[self.languages[int(i)] for i in chosen],
            dense=None if self.dense is None else self.dense[chosen],
            example=self.example[chosen],
            weight=self.weight[chosen],
        )


def _cut(reader: Reader, passages: Sequence[tuple[str, float]]) -> _Passages:
    rows, texts, languages, example, weight = [], [], [], [], []
    for number, (passage, counts) in enumerate(passages):
        language = identify(passage)
        pieces = [piece.text for piece in splitter.split(passage)] or [passage]
        for piece in pieces:
            rows.append(reader.weights.vocabulary.row(Sentence(piece, language, reader.lexicon)))
            texts.append(piece)
            languages.append(language)
            example.append(number)
            weight.append(counts / np.sqrt(len(pieces)))
    encoder = reader.encoder
    return _Passages(
        rows=rows,
        languages=languages,
        dense=None if encoder is None else encoder.encode(texts),
        example=np.array(example, dtype=np.int64),
        weight=np.array(weight, dtype=np.float64),
    )


def fit(
    reader: Reader,
    definition: Definition,
    back: Background,
    *,
    left_out: int = LEFT_OUT,
    say: Callable[[str], None] = lambda _: None,
) -> OwnTopic:
    """The topic that a definition describes, for this reader's model. Whether examples are recognised by the others is looked at in
    ``left_out`` parts; with 0 that is skipped, and none counts as recognised. Raises `Unfittable`."""
    weak = [(definition.description, DESCRIPTION)] if definition.description.strip() else []
    yes = _cut(reader, [*((text, 1.0) for text in definition.examples), *weak])
    no = _cut(reader, [(text, 1.0) for text in definition.not_examples])
    space = _Space(yes, no, back)
    if not len(space.columns) and (yes.dense is None or back.dense is None):
        raise Unfittable(
            f"the topic {definition.id} cannot be fitted: the model knows no word of its examples, and sentence embeddings, which could "
            "tell what they mean, are not in use; give examples in a language that the model reads"
        )
    wording, meaning = space.out_of_fold(yes)
    both = wording if meaning is None else (wording + meaning) / 2
    fused = _thresholds(both[back.home], back.group[back.home], definition.share)
    away = np.ones(len(both), dtype=bool) if back.home.all() else ~back.home
    found = _left_out(space, yes, fused, len(definition.examples), left_out)
    word, dense = space.fit(yes, np.ones(len(back.rows), dtype=bool))
    spoken = tuple(sorted(space.centres))
    say(f"{definition.id}: {found} of {len(definition.examples)} examples recognised by the others")
    return OwnTopic(
        id=definition.id,
        key=definition.key(reader.model_id),
        model=str(reader.manifest["id"]),
        languages=languages_of(definition),
        spoken=spoken,
        phrases=tuple(sorted({plain(phrase) for phrase in definition.phrases})),
        rejected=tuple(
            sorted({plain(p.text) for text in definition.not_examples for p in splitter.split(text)})
        ),
        found=found,
        tried=len(definition.examples),
        columns=space.columns.astype(np.int32),
        words=_rounded(word.weights),
        words_base=_rounded(np.array([word.base])),
        dense=_rounded(np.zeros(0) if dense is None else dense.weights),
        dense_bases=_rounded(
            np.zeros(1)
            if dense is None
            else np.array(
                [dense.base - float(dense.weights @ space.centre(language)) for language in (*spoken, None)]
            )
        ),
        fused=_rounded(fused),
        abroad=_rounded(_thresholds(both[away], back.group[away], definition.share * ABROAD)),
        wording=_rounded(_thresholds(wording[back.home], back.group[back.home], definition.share)),
    )


def _rounded(values: Doubles) -> Floats:
    return (np.rint(values / STEP) * STEP).astype(np.float32)


class _Space:
    """Background, near misses and the n-grams that the examples have, as dense matrices; fits both sides. An embedding is centred on
    the mean of the background in its language: else the head would learn to tell languages, which is easy and not what was asked."""

    def __init__(self, yes: _Passages, no: _Passages, back: Background) -> None:
        self._no, self._back, self.size = no, back, len(back.rows)
        known = {int(c) for columns, _ in yes.rows for c in columns}
        if known:  # else the words say nothing for the topic, and should not speak against it
            known |= {int(c) for columns, _ in no.rows for c in columns}
        self.columns = np.array(sorted(known), dtype=np.int64)
        self._words = self._matrix(back.rows)
        self._no_words = self._matrix(no.rows)
        self.centres: dict[str, Doubles] = {}
        self._mean: Doubles = np.zeros(0)
        if back.dense is not None:
            of = np.array(back.languages)
            self._mean = back.dense.mean(axis=0).astype(np.float64)
            self.centres = {
                language: back.dense[of == language].mean(axis=0).astype(np.float64)
                for language in set(back.languages)
            }
        self._dense = self._centred(back.dense, back.languages)
        self._no_dense = self._centred(no.dense, no.languages)

    def centre(self, language: str | None) -> Doubles:
        """The mean embedding of a language; of all where the background has none of it."""
        return self._mean if language is None else self.centres.get(language, self._mean)

    def _centred(self, dense: Floats | None, languages: Sequence[str | None]) -> Doubles | None:
        if dense is None:
            return None
        centres = np.array([self.centre(language) for language in languages]).reshape(dense.shape)
        centred: Doubles = (dense.astype(np.float64) - centres) * SCALE
        return centred

    def _matrix(self, rows: Rows) -> Doubles:
        found = np.zeros((len(rows), len(self.columns)))
        if not len(self.columns):
            return found
        for i, (indices, values) in enumerate(rows):
            at = np.searchsorted(self.columns, indices)
            at[at == len(self.columns)] = 0
            known = self.columns[at] == indices
            found[i, at[known]] = values[known]
        return found

    def fit(self, yes: _Passages, inside: NDArray[np.bool_]) -> tuple[_Side, _Side | None]:
        """Both sides from some examples and the background ``inside``, each scaled so that the background has mean 0 and spread 1.
        Words are held against words of their own languages only."""
        home = inside & self._back.home
        word = self._side(
            self._matrix(yes.rows), self._words[home], self._no_words, yes.weight, self._no.weight, C_WORDS
        )
        own = self._centred(yes.dense, yes.languages)
        if own is None or self._dense is None or self._no_dense is None:
            return word, None
        side = self._side(own, self._dense[inside], self._no_dense, yes.weight, self._no.weight, C_DENSE)
        return word, _Side(weights=side.weights * SCALE, base=side.base)

    def _side(
        self, yes: Doubles, back: Doubles, no: Doubles, weight: Doubles, no_weight: Doubles, c: float
    ) -> _Side:
        """Examples count as much as the whole background; a near miss as much as an example."""
        if not yes.shape[1]:
            return _Side(weights=np.zeros(0), base=0.0)
        x = np.vstack([yes, back, no])
        y = np.concatenate([np.ones(len(yes)), np.zeros(len(back) + len(no))])
        one = len(back) / weight.sum()
        model = LogisticRegression(C=c, max_iter=500, random_state=SEED)
        model.fit(x, y, sample_weight=np.concatenate([weight * one, np.ones(len(back)), no_weight * one]))
        own, base = model.coef_[0], float(model.intercept_[0])
        margins = back @ own + base
        spread = float(margins.std()) + 1e-6
        return _Side(weights=own / spread, base=(base - float(margins.mean())) / spread)

    def margins(
        self, word: _Side, dense: _Side | None, rows: Rows, centred: Doubles | None
    ) -> tuple[Doubles, Doubles | None]:
        """Of sentences, by words and by embedding."""
        by_words = self._matrix(rows) @ word.weights + word.base
        if dense is None or centred is None:
            return by_words, None
        return by_words, centred @ (dense.weights / SCALE) + dense.base

    def of(self, word: _Side, dense: _Side | None, passages: _Passages) -> Doubles:
        """Margins of the user's sentences, by both together."""
        centred = self._centred(passages.dense, passages.languages)
        by_words, by_meaning = self.margins(word, dense, passages.rows, centred)
        return by_words if by_meaning is None else (by_words + by_meaning) / 2

    def out_of_fold(self, yes: _Passages) -> tuple[Doubles, Doubles | None]:
        """Margins of the background, each passage's from a fit that had not seen it."""
        wording = np.zeros(len(self._back.rows))
        meaning = None if self._dense is None else np.zeros(len(self._back.rows))
        fold = self._back.group % FOLDS
        for number in range(FOLDS):
            out = np.flatnonzero(fold == number)
            word, dense = self.fit(yes, fold != number)
            rows = [self._back.rows[int(i)] for i in out]
            wording[out], alone = self.margins(
                word, dense, rows, None if self._dense is None else self._dense[out]
            )
            if meaning is not None and alone is not None:
                meaning[out] = alone
        return wording, meaning


def _thresholds(margins: Doubles, group: NDArray[np.int64], share: float) -> Doubles:
    """For each of `LENGTHS` the margin that ``share`` in a hundred background statements of that many sentences reach; a statement is
    put together from passages drawn at random."""
    chance = np.random.default_rng(SEED)
    first = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(first, append=len(group))
    values = margins.astype(np.float32)
    found = []
    for length in LENGTHS:
        drawn = chance.integers(len(sizes), size=(DRAWS, length))
        before = np.cumsum(sizes[drawn], axis=1) - sizes[drawn]
        # Of each passage what there is room for: in all so many sentences as there are to be.
        count = np.clip(length - before, 0, sizes[drawn]).ravel()
        shift = first[drawn].ravel() - (np.cumsum(count) - count)
        taken = values[np.repeat(shift, count) + np.arange(DRAWS * length)].reshape(DRAWS, length)
        best = min(BEST, length)
        scores = np.partition(taken, -best, axis=1)[:, -best:].mean(axis=1)
        found.append(float(np.quantile(scores, 1 - share / 100)) + ABOVE)
    return np.array(found)


def _left_out(space: _Space, yes: _Passages, fused: Doubles, examples: int, most: int) -> int:
    """How many examples are recognised by a fit without them, in at most ``most`` fits."""
    parts = min(most, examples)
    everything = np.ones(space.size, dtype=bool)
    found = 0
    for part in range(parts):
        out = (yes.example % parts == part) & (yes.example < examples)
        word, dense = space.fit(yes.where(~out), everything)
        left = yes.where(out)
        both = space.of(word, dense, left)
        for number in np.unique(left.example):
            own = both[left.example == number].astype(np.float32)
            found += pooled(own) >= threshold(fused.astype(np.float32), len(own))
    return int(found)
