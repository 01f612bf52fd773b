"""From the probabilities of a statement's sentences to that of the statement, one small logistic regression a label.

The best of many sentences scores high by chance, and a topic takes more than a mention; how much more is learnt from whole
statements and passages of our own instead of being set by hand. Pure; the same in training and in reading.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classifier.vectors import Floats, logit

FEATURES: tuple[str, ...] = ("best", "second", "sentences", "title", "first")
"""Of one label in one statement: log odds of its best and second best sentence, of the title read as one more, and of the first sentence;
the logarithm of the number of sentences. (Sums, means and shares over all sentences were tried: no better on held-out runs.)"""
ABSENT = -4.0
"""Log odds of a second sentence in a text of one, and of a title in a text without."""


def features(body: Floats, title: Floats | None) -> Floats:
    """(labels, `FEATURES`) from the probabilities of the sentences, (sentences, labels) with at least one row, and of the title
    read as one more sentence, (labels)."""
    count, labels = body.shape
    ranked = -np.sort(-body, axis=0)
    absent = np.full(labels, ABSENT, dtype=np.float32)
    return np.stack(
        [
            logit(ranked[0]),
            logit(ranked[1]) if count > 1 else absent,
            np.full(labels, np.log(count), dtype=np.float32),
            absent if title is None else logit(title),
            logit(body[0]),
        ],
        axis=1,
    ).astype(np.float32)


def parts(found: Floats, weights: Floats, intercept: Floats, label: int) -> dict[str, float]:
    """What each feature, and the intercept as ``base``, adds to the log odds of one label."""
    own = found[label] * weights[label]
    return {**dict(zip(FEATURES, map(float, own), strict=True)), "base": float(intercept[label])}


def margins(found: Floats, weights: Floats, intercept: Floats) -> Floats:
    """Log odds for each label; ``found`` and ``weights`` are (labels, `FEATURES`), ``intercept`` (labels)."""
    odds: Floats = ((found * weights).sum(axis=1) + intercept).astype(np.float32)
    return odds


HEADLINE: tuple[str, ...] = ("score", "title", "first", "share", "strong")
"""Of one stance given to one statement: log odds of the stance; of the title alone; how early its best sentence stands (1 for the first,
less with each); its part of all stances' sentences; 1 when the text takes rung 5 or more for it."""


def headline(score: float, title: float, best: int, share: float, *, strong: bool) -> Sequence[float]:
    """The `HEADLINE` features of a stance."""
    return (score, title, 1 / (1 + best), share, float(strong))
