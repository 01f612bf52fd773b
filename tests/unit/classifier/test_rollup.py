"""From the probabilities of sentences to a statement's."""

from __future__ import annotations

import math

import numpy as np
import pytest

from classifier import rollup


def test_the_features_of_a_statement() -> None:
    body = np.array([[0.2, 0.5], [0.9, 0.1], [0.4, 0.1]], dtype=np.float32)
    found = dict(zip(rollup.FEATURES, rollup.features(body, None)[0], strict=True))
    assert found["best"] == pytest.approx(math.log(0.9 / 0.1), abs=1e-4)
    assert found["second"] == pytest.approx(math.log(0.4 / 0.6), abs=1e-4)
    assert found["first"] == pytest.approx(math.log(0.2 / 0.8), abs=1e-4)
    assert found["sentences"] == pytest.approx(np.log(3))
    assert found["title"] == rollup.ABSENT
    titled = rollup.features(body, np.array([0.5, 0.5], dtype=np.float32))
    assert titled[0, rollup.FEATURES.index("title")] == pytest.approx(0)


def test_one_sentence_has_no_second() -> None:
    found = rollup.features(np.array([[0.2]], dtype=np.float32), None)
    assert found[0, rollup.FEATURES.index("second")] == rollup.ABSENT


def test_the_parts_sum_to_the_odds() -> None:
    generator = np.random.default_rng(1)
    found = rollup.features(generator.random((5, 3), dtype=np.float32), None)
    weights = generator.normal(size=found.shape).astype(np.float32)
    intercept = generator.normal(size=3).astype(np.float32)
    odds = rollup.margins(found, weights, intercept)
    for label in range(3):
        assert sum(rollup.parts(found, weights, intercept, label).values()) == pytest.approx(
            float(odds[label]), abs=1e-4
        )
