"""The arrays that sentences become for the model, beside their n-grams."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

EDGE = 1e-4
"""Probabilities are kept this far from 0 and 1 when odds are taken of them."""
NEIGHBOURS = 2
"""Sentences on either side that count as a sentence's context."""


def in_context(sentences: Floats, title: Floats | None) -> Floats:
    """For each sentence its own vector, the mean of its neighbours' and the title's, side by side: (sentences, 3 * dimensions). What is
    not there (a single sentence's neighbours, a missing title) is zero."""
    count, dimensions = sentences.shape
    around = np.zeros_like(sentences)
    for i in range(count):
        near = [j for j in range(max(0, i - NEIGHBOURS), min(count, i + NEIGHBOURS + 1)) if j != i]
        if near:
            around[i] = sentences[near].mean(axis=0)
    heading = np.zeros(dimensions, dtype=np.float32) if title is None else title
    return np.hstack([sentences, around, np.tile(heading, (count, 1))]).astype(np.float32)


def product(left: Floats, right: Floats) -> Floats:
    """``left @ right`` of finite numbers. BLAS now and then reports floating-point errors that are not there."""
    with np.errstate(all="ignore"):
        found: Floats = left @ right
    return found


def sigmoid(margins: Floats) -> Floats:
    """Log odds to probabilities."""
    return (1.0 / (1.0 + np.exp(-np.clip(margins, -30, 30)))).astype(np.float32)


def logit(probabilities: Floats) -> Floats:
    """Probabilities to log odds, within those of `EDGE`."""
    inside = np.clip(probabilities, EDGE, 1 - EDGE)
    odds: Floats = np.log(inside / (1 - inside)).astype(np.float32)
    return odds
