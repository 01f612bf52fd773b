"""How the looks that all sources have together are shared out among them.

Looks are worth the most where the most is missed between two of them: a source with a rate of r items deserves looks in proportion to sqrt(r).
Its own interval stays a weight: of two sources alike, the one with half the interval gets twice the looks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

MOST, LEAST = 4.0, 0.25
"""A source gets at most four times the looks that its interval says, and at least a quarter."""
_BELIEF = 2.0  # items' worth of belief that a source is like the others


def shares(roots: Sequence[float], intervals: Sequence[float], counts: Sequence[int]) -> list[float]:
    """For every source the factor on its number of looks, such that the looks of all together stay what their ``intervals``
    (seconds) make them. ``roots`` are the mean square roots of their rates; ``counts`` the items that is known from: with few, the
    factor stays near one."""
    if not roots:
        return []
    root, looks = np.array(roots), 1 / np.array(intervals)
    known = np.array(counts) / (np.array(counts) + _BELIEF)

    def factors(unit: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.asarray(np.clip(1 + (root / unit - 1) * known, LEAST, MOST))

    low, high = 1e-9, 1e3
    for _ in range(60):
        middle = math.sqrt(low * high)
        if (looks * factors(middle)).sum() > looks.sum():
            low = middle
        else:
            high = middle
    return [float(factor) for factor in factors(high)]
