"""What is learnt on top of the sentence model, from scores of passages it had not seen: calibration, roll-up, thresholds, headline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from classifier import rollup
from classifier.decide import STANCES, claims, own_words
from classifier.fit import LABELS, SEED, Ints, Rows, calibrate
from classifier.vectors import Floats, sigmoid
from statements.labels import Rung

SHRINK = 10
"""A threshold from n positives is drawn towards 0.5 with the weight of this many."""
BETA = {"stance": 0.7, "topic": 0.5}
"""Thresholds weigh precision above recall (F-beta): an alert that was none is what makes people mute a channel, and real texts hold more
background than ours, on which a label can go wrong, topics above all."""
PRECISION = 0.9
"""What a label must have been right in, among those of its score and above, to count as sure."""
FEWEST = 10
"""Labels given, at least, for such a share to be believed."""
NEVER = 1.01
"""The threshold of a label that was never right so often: no score reaches it."""
Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The parts of a `Head` beside the sentence weights; see there."""

    slope: Floats
    offset: Floats
    rollup: Floats
    rollup_intercept: Floats
    given: Floats
    sure: Floats
    headline: Floats


def choose(data: Rows, margins: Floats, titles: Floats, fold: Ints, inside: Ints) -> Chosen:
    """Learns from the passages ``inside`` alone; ``margins`` and ``titles`` are out-of-fold scores of all, ``fold`` the fold of each passage."""
    rows = np.isin(data.passage, inside)
    slope, offset = calibrate(margins[rows], data.target[rows])
    width = len(LABELS)
    body = own_words(sigmoid(margins * slope + offset), data.sentences, LABELS)[:, :width]
    heads = sigmoid(titles * slope + offset)[:, :width]
    passages = [data.passages[i] for i in inside.tolist()]
    found = np.stack(
        [
            rollup.features(body[data.of(i)], None if data.titles[i] is None else heads[i])
            for i in inside.tolist()
        ]
    )
    true = np.array([[label in p.labels for label in LABELS] for p in passages], dtype=bool)
    agreed = np.array([[label not in p.arguable for label in LABELS] for p in passages], dtype=bool)
    weights, intercept = _fit_rollup(found, true, agreed)
    # Thresholds are chosen on scores of a roll-up that had not seen the passage either.
    odds = np.zeros(true.shape, dtype=np.float32)
    for number in np.unique(fold[inside]):
        out = fold[inside] == number
        own, base = _fit_rollup(found[~out], true[~out], agreed[~out])
        odds[out] = [rollup.margins(f, own, base) for f in found[out]]
    scores = sigmoid(odds)
    betas = [BETA["stance" if label in STANCES else "topic"] for label in LABELS]
    columns = [(scores[agreed[:, j], j], true[agreed[:, j], j]) for j in range(width)]
    given = np.array([_given(*one, beta) for one, beta in zip(columns, betas, strict=True)], dtype=np.float32)
    sure = np.array([_sure(*one, least) for one, least in zip(columns, given, strict=True)], dtype=np.float32)
    return Chosen(
        slope=slope,
        offset=offset,
        rollup=weights,
        rollup_intercept=intercept,
        given=given,
        sure=sure,
        headline=_headline(data, body, heads, odds, inside),
    )


def _fit_rollup(found: Floats, true: Bools, agreed: Bools) -> tuple[Floats, Floats]:
    """(labels, features) weights and (labels) intercepts of a logistic regression a label, from the passages whose label is ``agreed``."""
    weights = np.zeros(found.shape[1:], dtype=np.float32)
    intercept = np.full(found.shape[1], -4.0, dtype=np.float32)
    for column in range(found.shape[1]):
        known = agreed[:, column]
        y, x = true[known, column], found[known, column].astype(np.float64)
        if y.all() or not y.any():
            continue
        mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
        model = LogisticRegression(C=1.0, max_iter=1000, random_state=SEED).fit((x - mean) / spread, y)
        own = np.round(model.coef_[0] / spread, 3)
        weights[column] = own
        intercept[column] = np.round(model.intercept_[0] - float(own @ mean), 3)
    return weights, intercept


def _given(scores: Floats, true: Bools, beta: float) -> float:
    """The threshold of best F-beta, drawn towards 0.5 when positives are few."""
    best, threshold = -1.0, 0.5
    for candidate in np.round(np.arange(0.2, 0.9, 0.01), 2):
        said = scores >= candidate
        right = (1 + beta**2) * int((said & true).sum())
        value = right / max(1, int(said.sum()) + beta**2 * int(true.sum()))
        if value > best + 1e-9:
            best, threshold = value, float(candidate)
    share = int(true.sum()) / (int(true.sum()) + SHRINK)
    return round(share * threshold + (1 - share) * 0.5, 3)


def _sure(scores: Floats, true: Bools, given: float) -> float:
    """The lowest threshold from ``given`` upwards that was right in `PRECISION` of cases; `NEVER` where none was."""
    for candidate in np.round(np.arange(given, 1, 0.01), 3):
        said = scores >= candidate
        if said.sum() < FEWEST:
            break
        if true[said].mean() >= PRECISION:
            return float(candidate)
    return NEVER


def _headline(data: Rows, body: Floats, heads: Floats, odds: Floats, inside: Ints) -> Floats:
    """Weights that rank the stances of a statement, from statements with several: whether each is the primary one."""
    x, y = [], []
    for position, i in enumerate(inside.tolist()):
        passage = data.passages[i]
        if len(passage.stances) < 2 or passage.arguable.intersection(passage.stances):
            continue
        title = None if data.titles[i] is None else heads[i]
        rows = claims(passage.stances, body[data.of(i)], title, odds[position], Rung(passage.rung), LABELS)
        for stance, row in zip(passage.stances, rows, strict=True):
            x.append([*row, *(float(stance == s) for s in STANCES)])
            y.append(stance == passage.primary)
    width = len(rollup.HEADLINE) + len(STANCES)
    if not x or all(y) or not any(y):
        return np.zeros(width, dtype=np.float32)
    model = LogisticRegression(C=1.0, max_iter=1000, random_state=SEED).fit(np.array(x), np.array(y))
    weights: Floats = np.round(model.coef_[0], 3).astype(np.float32)
    return weights
