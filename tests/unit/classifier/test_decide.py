"""From sentence scores to the labels of a statement."""

from __future__ import annotations

import numpy as np

from classifier import rollup
from classifier.decide import Decision, Scored, decide
from classifier.features import Sentence
from classifier.weights import Head
from statements.labels import Rung, Stance, Topic
from tests.unit.classifier.cues import LEXICON

LABELS = (
    "concern",
    "condemnation",
    "warning",
    "demand",
    "support",
    "commitment",
    "de-escalation",
    "unsc-2254",
    "sanctions",
)
STEPS = ("monitoring", "grave", "condemns", "strongly", "measures")
NOTHING = np.zeros((0, len(LABELS) + len(STEPS)), dtype=np.int16)


def _head(*, given: float = 0.5, sure: float = 0.8, title: float = 0.0) -> Head:
    """A roll-up that takes the best sentence's odds as they are, and the title's by ``title``."""
    weights = np.zeros((len(LABELS), len(rollup.FEATURES)), dtype=np.float32)
    weights[:, rollup.FEATURES.index("best")] = 1
    weights[:, rollup.FEATURES.index("title")] = title
    zeros = np.zeros(len(LABELS), dtype=np.float32)
    return Head(
        words=NOTHING,
        dense=NOTHING,
        intercept=zeros,
        slope=zeros,
        offset=zeros,
        rollup=weights,
        rollup_intercept=zeros,
        given=zeros + np.float32(given),
        sure=zeros + np.float32(sure),
        headline=np.array([1, 0, 0, 0, 0, *[0] * 7], dtype=np.float32),
    )


def _decide(
    rows: list[tuple[str, dict[str, float]]], title: dict[str, float] | None = None, head: Head | None = None
) -> Decision:
    columns = (*LABELS, *STEPS)
    body = np.array([[scores.get(c, 0.0) for c in columns] for _, scores in rows], dtype=np.float32)
    heading = None if title is None else np.array([title.get(c, 0.0) for c in columns], dtype=np.float32)
    scored = Scored(
        sentences=[Sentence(text, "en", LEXICON) for text, _ in rows],
        body=body.reshape(len(rows), len(columns)),
        title=heading,
    )
    return decide(scored, head or _head(), labels=LABELS, steps=STEPS)


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
            (
                "The raid was vile, and we condemn it in the strongest terms.",
                {"condemnation": 0.9, "condemns": 0.9, "strongly": 0.9},
            ),
            ("It rained.", {}),
        ]
    )
    assert decision.stances == (Stance.CONDEMNATION,)
    assert decision.evidence["condemnation"] == (1, 0)
    assert decision.rung is Rung.CONDEMNS_STRONGLY and decision.evidence["rung"] == (1,)


def test_a_title_alone_gives_no_label() -> None:
    head = _head(title=1.0)
    rained = ("It rained.", {"condemnation": 0.1})
    assert _decide([rained], {"condemnation": 1.0}, head).stances == (Stance.NEUTRAL,)
    raised = _decide([("It rained.", {"condemnation": 0.4})], {"condemnation": 0.9}, head)
    assert raised.stances == (Stance.CONDEMNATION,) and raised.evidence["condemnation"] == (0,)


def test_a_label_given_below_its_sure_score_is_unsure() -> None:
    decision = _decide([("We condemn the raid.", {"condemnation": 0.7, "concern": 0.9})])
    assert decision.stances == (Stance.CONCERN, Stance.CONDEMNATION)
    assert decision.unsure == ("condemnation",)
    assert _decide([("We condemn the raid.", {"condemnation": 0.4})]).unsure == ()


def test_the_primary_stance_is_the_one_of_most_claim() -> None:
    said = [("We condemn the raid and call for help.", {"condemnation": 0.7, "demand": 0.9})]
    assert _decide(said).primary is Stance.DEMAND


def test_the_ladder() -> None:
    for label, step, rung in (
        ("concern", "monitoring", Rung.MONITORING),
        ("concern", None, Rung.CONCERN),
        ("concern", "grave", Rung.GRAVE_CONCERN),
        ("condemnation", None, Rung.REGRETS_CRITICISES),
        ("condemnation", "condemns", Rung.CONDEMNS),
        ("condemnation", "strongly", Rung.CONDEMNS_STRONGLY),
        ("warning", None, Rung.WARNS),
        ("warning", "measures", Rung.MEASURES),
    ):
        scores = {label: 0.9, **({step: 0.9} if step else {})}
        decision = _decide([("It rained.", {}), ("They did it.", scores)])
        assert decision.rung is rung and decision.evidence["rung"] == (1,), (label, step)
    assert _decide([("They did it.", {"condemns": 0.9, "measures": 0.9})]).rung is Rung.NONE
    assert _decide([("We regret the delay.", {})]).rung is Rung.REGRETS_CRITICISES
    assert _decide([("In 1950 the Council regretted the delay.", {})]).rung is Rung.NONE


def test_the_syrian_process_must_be_named() -> None:
    for text, score, topics in (
        ("We back a political solution.", 0.8, ()),
        ("We back a Syrian-led process.", 0.8, (Topic.UNSC_2254,)),
    ):
        assert _decide([(text, {"unsc-2254": score})]).topics == topics


def test_what_is_asked_of_the_speaker_is_no_stance_but_may_be_a_topic() -> None:
    sentence = Sentence("Do you condemn the sanctions on Norvia?", "en", LEXICON, asked=True)
    body = np.zeros((1, len(LABELS) + len(STEPS)), dtype=np.float32)
    body[0, LABELS.index("condemnation")] = body[0, LABELS.index("sanctions")] = 0.9
    decision = decide(
        Scored(sentences=[sentence], body=body, title=None), _head(), labels=LABELS, steps=STEPS
    )
    assert decision.stances == (Stance.NEUTRAL,) and decision.topics == (Topic.SANCTIONS,)
