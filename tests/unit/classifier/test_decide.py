"""From sentence scores to the labels of a statement."""

from __future__ import annotations

import numpy as np

from classifier.decide import Decision, decide, threshold
from classifier.features import Sentence
from classifier.lexicon import Lexicon, read_sources
from statements.labels import Rung, Stance, Topic

LEXICON = Lexicon(read_sources())
LABELS = ("concern", "condemnation", "warning", "demand", "unsc-2254", "sanctions")
THRESHOLDS = dict.fromkeys(LABELS, (0.5, 0.5))


def _decide(rows: list[tuple[str, dict[str, float]]], title: dict[str, float] | None = None) -> Decision:
    found = [Sentence(text, "en", LEXICON) for text, _ in rows]
    body = np.array([[scores.get(label, 0.0) for label in LABELS] for _, scores in rows], dtype=np.float32)
    heading = (
        None if title is None else np.array([title.get(label, 0.0) for label in LABELS], dtype=np.float32)
    )
    return decide(found, body.reshape(len(rows), len(LABELS)), heading, labels=LABELS, thresholds=THRESHOLDS)


def test_nothing_said_is_neutral_without_evidence() -> None:
    texts: list[list[tuple[str, dict[str, float]]]] = [[], [("The minister travels.", {})]]
    for rows in texts:
        decision = _decide(rows)
        assert decision.stances == (Stance.NEUTRAL,) and decision.primary is Stance.NEUTRAL
        assert decision.rung is Rung.NONE and decision.evidence == {}


def test_a_label_names_its_sentences_best_first() -> None:
    decision = _decide(
        [
            ("We condemn the raid.", {"condemnation": 0.7}),
            ("The raid was vile, and we condemn it in the strongest terms.", {"condemnation": 0.9}),
            ("It rained.", {}),
        ]
    )
    assert decision.stances == (Stance.CONDEMNATION,)
    assert decision.evidence["condemnation"] == (1, 0)
    assert decision.rung is Rung.CONDEMNS_STRONGLY and decision.evidence["rung"] == (1,)


def test_a_title_alone_gives_no_label() -> None:
    assert _decide([("It rained.", {"condemnation": 0.1})], {"condemnation": 1.0}).stances == (
        Stance.NEUTRAL,
    )
    raised = _decide([("It rained.", {"condemnation": 0.4})], {"condemnation": 1.0})
    assert raised.stances == (Stance.CONDEMNATION,) and raised.evidence["condemnation"] == (0,)


def test_the_ladder() -> None:
    for text, label, rung in (
        ("We follow the events closely.", "concern", Rung.MONITORING),
        ("We are concerned.", "concern", Rung.CONCERN),
        ("We are gravely concerned.", "concern", Rung.GRAVE_CONCERN),
        ("This provocation is reckless.", "condemnation", Rung.REGRETS_CRITICISES),
        ("We condemn the raid.", "condemnation", Rung.CONDEMNS),
        ("We unequivocally condemn the raid.", "condemnation", Rung.CONDEMNS_STRONGLY),
        ("A new raid will have consequences.", "warning", Rung.WARNS),
        ("We are expelling two diplomats.", "warning", Rung.MEASURES),
    ):
        assert _decide([(text, {label: 0.9})]).rung is rung, text
    assert _decide([("We regret the delay.", {})]).rung is Rung.REGRETS_CRITICISES
    assert _decide([("In 1950 the Council regretted the delay.", {})]).rung is Rung.NONE


def test_the_syrian_resolution_must_be_named() -> None:
    assert _decide([("We back a political solution.", {"unsc-2254": 0.9})]).topics == ()
    assert _decide([("We back a Syrian-led process.", {"unsc-2254": 0.9})]).topics == (Topic.UNSC_2254,)


def test_the_threshold_rises_with_length_between_its_two_values() -> None:
    assert threshold((0.2, 0.6), 1) == 0.2
    assert threshold((0.2, 0.6), 11) == threshold((0.2, 0.6), 400) == 0.6
    assert 0.2 < threshold((0.2, 0.6), 5) < threshold((0.2, 0.6), 8) < 0.6
