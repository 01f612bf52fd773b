"""The figures of an evaluation, checked by hand on three statements."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classifier.evaluate import score
from statements.labels import Stance, Topic
from statements.model import Reading


def _reading(
    stances: tuple[Stance, ...], topics: tuple[Topic, ...] = (), rung: int = 0, **facts: tuple[str, ...]
) -> Reading:
    return Reading(model="m", stances=stances, primary=stances[0], topics=topics, rung=rung, **facts)  # type: ignore[arg-type]


ROWS: list[dict[str, object]] = [
    {"language": "en", "stance": ["condemnation"], "topics": ["sanctions"], "primary": "condemnation", "rung": 5, "resolutions": ["2254"]},
    {"language": "en", "stance": ["support"], "topics": [], "primary": "support", "rung": 0, "resolutions": []},
    {"language": "fr", "stance": ["neutral"], "stance_unsure": ["support"], "topics": [], "primary": None, "rung": None},
]  # fmt: skip
READINGS = [
    _reading((Stance.CONDEMNATION, Stance.DEMAND), (Topic.SANCTIONS,), 6, resolutions=("2254", "1")),
    _reading((Stance.CONDEMNATION,), (), 5),
    _reading((Stance.SUPPORT,)),
]


def test_figures() -> None:
    figures = score(ROWS, READINGS)
    stance = figures["stance"]
    assert isinstance(stance, dict)
    assert stance["labels"]["condemnation"] == {"p": 0.5, "r": 1.0, "f1": 0.6667, "n": 1}
    # The pair (third statement, support) is unsure: no false positive there, but its neutral was missed.
    assert stance["labels"]["support"] == {"p": 1.0, "r": 0.0, "f1": 0.0, "n": 1}
    assert stance["labels"]["neutral"]["r"] == 0.0
    # Labels that occur nowhere are left out of the mean: condemnation 2/3, support 0, demand 0, neutral 0.
    assert stance["macro_f1"] == pytest.approx(0.6667 / 4, abs=1e-4)
    assert stance["macro_f1_interval"][0] <= stance["macro_f1"] <= stance["macro_f1_interval"][1]
    assert figures["rung"] == {"exact": 0.0, "within_one": 0.5, "n": 2}
    assert figures["primary"] == {"accuracy": 0.5, "n": 2}
    assert figures["resolutions"] == {"p": 0.5, "r": 1.0, "f1": 0.6667, "exact": 0.5}
    assert "signatories" not in figures and "kind" not in figures
    assert figures["languages"] == {
        "en": {"stance_micro_f1": 0.4, "topics_micro_f1": 1.0, "n": 2},
        "fr": {"stance_micro_f1": 0.0, "topics_micro_f1": 1.0, "n": 1},
    }


def test_the_same_twice_and_nothing_from_nothing() -> None:
    assert score(ROWS, READINGS) == score(ROWS, READINGS)
    assert score([], []) == {"n": 0}


def test_sure_labels_are_counted_apart() -> None:
    marked = [replace(READINGS[0], unsure=("demand", "sanctions")), READINGS[1], READINGS[2]]
    # Sure: condemnation right, condemnation wrong; support of the third is a pair that does not count.
    assert score(ROWS, marked)["sure"] == {"precision": 0.5, "share": 0.5}


def test_scores_are_held_against_the_share_that_is_right() -> None:
    scored = [
        replace(READINGS[0], scores={"condemnation": 0.95, "support": 0.05}),
        replace(READINGS[1], scores={"condemnation": 0.85, "support": 0.05}),
        replace(READINGS[2], scores={"support": 0.95}),  # does not count
    ]
    calibration = score(ROWS, scored)["calibration"]
    assert isinstance(calibration, dict)
    assert calibration["bins"] == [
        {"score": 0.05, "right": 0.5, "n": 2},
        {"score": 0.85, "right": 0.0, "n": 1},
        {"score": 0.95, "right": 1.0, "n": 1},
    ]
    assert calibration["ece"] == pytest.approx((2 * 0.45 + 0.85 + 0.05) / 4)
    assert "calibration" not in score(ROWS, READINGS)
