"""From the scores of sentences to the labels of a statement. Pure rules, the same in training and in reading.

A label is given when a sentence of the text can be quoted for it; the title may strengthen a label, never stand alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.features import FRAMES, Sentence
from classifier.weights import Floats
from statements.labels import Rung, Stance, Topic

QUOTABLE = 0.6
"""Share of a label's threshold that the best sentence of the text itself must reach when the title carried the label."""
TITLE_SHARE = 0.5
"""Weight of the title's score beside that of the best sentence, when the title scores higher."""
EVIDENCE_SENTENCES = 3
SHORT, LONG = 2, 11
"""Sentences in a passage of the corpus and in a real statement, on average. The best of many sentences scores higher by chance,
so the threshold rises between the two with the logarithm of the number of sentences."""
_TOPICS = frozenset(map(str, Topic))
# A topic that is only given where the wording names it, whatever the rest of the sentence is like.
NAMED: Mapping[str, str] = {"unsc-2254": "syria-process"}
# Of two stances with like scores, the one that a desk officer would put in the headline.
HEADLINE: Mapping[str, float] = {
    "warning": 1.5,
    "condemnation": 1.2,
    "concern": 1.0,
    "de-escalation": 0.8,
    "support": 0.6,
    "demand": 0.5,
    "commitment": 0.5,
}
POSITION_DECAY = 0.15
"""Each sentence further down takes this share off a stance's claim to be the primary one, down to `POSITION_FLOOR`. Both chosen on
held-out runs."""
POSITION_FLOOR = 0.5


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is said of a statement. ``evidence`` holds, for each label given (``neutral`` apart) and for ``rung`` above 0, indices
    of sentences, best first; ``scores`` the statement's probability for every label."""

    stances: tuple[Stance, ...]
    primary: Stance
    topics: tuple[Topic, ...]
    rung: Rung
    scores: Mapping[str, float]
    evidence: Mapping[str, tuple[int, ...]]


def threshold(pair: tuple[float, float], sentences: int) -> float:
    """The threshold for a text of so many sentences, from those for a passage and for a statement."""
    share = np.log(max(sentences, 1) / SHORT) / np.log(LONG / SHORT)
    return float(pair[0] + (pair[1] - pair[0]) * min(1.0, max(0.0, float(share))))


def pooled(body: Floats, title: Floats | None, labels: Sequence[str]) -> Floats:
    """A statement's score a label. A stance takes one passing clause: its best sentence's score, raised towards the title's where
    that is higher. A topic takes more than a mention: the mean of its two best, the title being one more sentence where
    that helps."""
    best: Floats = body.max(axis=0)
    if title is not None:
        best = np.where(title > best, best + TITLE_SHARE * (title - best), best).astype(np.float32)
    two: Floats = np.sort(body, axis=0)[-2:].mean(axis=0)
    if title is not None:  # a title without the topic ("Statement") takes nothing away
        two = np.maximum(two, np.sort(np.vstack([body, title]), axis=0)[-2:].mean(axis=0))
    return np.where([label in _TOPICS for label in labels], two, best).astype(np.float32)


def decide(
    sentences: Sequence[Sentence],
    body: Floats,
    title: Floats | None,
    *,
    labels: Sequence[str],
    thresholds: Mapping[str, tuple[float, float]],
    certain: Mapping[str, Sequence[int]] | None = None,
) -> Decision:
    """``body`` is (sentences, labels), ``title`` (labels) or None; ``certain`` names labels given whatever the score, with the
    sentences that prove them. A text without sentences is neutral."""
    certain = certain or {}
    if not sentences:
        return Decision(
            stances=(Stance.NEUTRAL,),
            primary=Stance.NEUTRAL,
            topics=(),
            rung=Rung.NONE,
            scores=dict.fromkeys(labels, 0.0),
            evidence={},
        )
    scores = pooled(body, title, labels)
    evidence: dict[str, tuple[int, ...]] = {}
    for column, label in enumerate(labels):
        bar = threshold(thresholds[label], len(sentences))
        if label in certain:
            evidence[label] = tuple(certain[label])[:EVIDENCE_SENTENCES]
            scores[column] = max(scores[column], np.float32(0.99))
            continue
        order = np.argsort(-body[:, column], kind="stable")
        if label in NAMED:
            order = np.array([i for i in order if NAMED[label] in sentences[i].match.plain], dtype=np.int64)
        if not len(order) or scores[column] < bar or body[order[0], column] < QUOTABLE * bar:
            continue
        good = [int(i) for i in order[:EVIDENCE_SENTENCES] if body[i, column] >= bar]
        evidence[label] = tuple(good or [int(order[0])])
    stances = tuple(s for s in Stance if s in evidence)
    topics = tuple(t for t in Topic if t in evidence)
    rung, step = _rung(sentences, evidence)
    if step is not None:
        evidence["rung"] = (step,)
    return Decision(
        stances=stances or (Stance.NEUTRAL,),
        primary=_primary(stances, body, title, labels),
        topics=topics,
        rung=rung,
        scores={label: float(s) for label, s in zip(labels, scores, strict=True)},
        evidence=evidence,
    )


def _primary(stances: Sequence[Stance], body: Floats, title: Floats | None, labels: Sequence[str]) -> Stance:
    if not stances:
        return Stance.NEUTRAL
    decay = np.maximum(POSITION_FLOOR, 1 - POSITION_DECAY * np.arange(len(body), dtype=np.float32))

    def claim(stance: Stance) -> float:
        column = list(labels).index(str(stance))
        best = float((body[:, column] * decay).max())
        if title is not None:
            best += float(title[column])
        return best * HEADLINE[str(stance)]

    return max(stances, key=lambda s: (claim(s), str(s)))


def _step(label: str, sentence: Sentence, *, demands: bool) -> Rung:
    """The step of the ladder that one sentence takes for a label it carries."""
    said = sentence.match.plain
    if label == Stance.WARNING:
        return Rung.MEASURES if "measures" in said and "consequences" not in said else Rung.WARNS
    if label == Stance.CONDEMNATION:
        if "condemn-strongly" in said or ("unacceptable" in said and demands):
            return Rung.CONDEMNS_STRONGLY
        return Rung.CONDEMNS if "condemn" in said else Rung.REGRETS_CRITICISES
    if "concern-grave" in said:
        return Rung.GRAVE_CONCERN
    return Rung.MONITORING if "monitor" in said and "concern" not in said else Rung.CONCERN


def _rung(sentences: Sequence[Sentence], evidence: Mapping[str, Sequence[int]]) -> tuple[Rung, int | None]:
    """The highest step any quoted sentence takes, and which. ``regrets`` counts without a stance of its own."""
    best: tuple[Rung, int | None] = (Rung.NONE, None)
    for label in (Stance.CONCERN, Stance.CONDEMNATION, Stance.WARNING):
        for index in evidence.get(label, ()):
            step = _step(label, sentences[index], demands=Stance.DEMAND in evidence)
            if step > best[0]:
                best = (step, index)
    if best[0] < Rung.REGRETS_CRITICISES:
        for index, sentence in enumerate(sentences):
            framed = sentence.question or any(frame in sentence.match.plain for frame in FRAMES)
            mourning = {"condolence", "congratulate"} & sentence.match.plain
            if "regret" in sentence.match.plain and not framed and not mourning:
                return Rung.REGRETS_CRITICISES, index
    return best
