"""From the probabilities of sentences to the labels of a statement. Pure, the same in training and in reading.

A label is given when a sentence of the text can be quoted for it; the title may strengthen a label, never stand alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classifier import rollup
from classifier.features import FRAMES, Sentence
from classifier.vectors import Floats, logit, sigmoid
from classifier.weights import Head
from statements.labels import Rung, Stance, Topic

QUOTABLE = 0.15
"""Probability that the best sentence of the text itself must reach, whatever the title and the sum of the others say."""
GOOD = 0.5
"""Probability from which a second and third sentence are quoted too."""
EVIDENCE_SENTENCES = 3
# A topic that is only given where the wording names it, whatever the rest of the sentence is like.
NAMED: Mapping[str, str] = {"unsc-2254": "syria-process"}
STANCES: tuple[Stance, ...] = tuple(s for s in Stance if s is not Stance.NEUTRAL)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is said of a statement. ``evidence`` holds, for each label given (``neutral`` apart) and for ``rung`` above 0, indices
    of sentences, best first; ``scores`` the statement's probability for every label; ``unsure`` the labels given that were right
    less than nine times of ten at such a score."""

    stances: tuple[Stance, ...]
    primary: Stance
    topics: tuple[Topic, ...]
    rung: Rung
    scores: Mapping[str, float]
    evidence: Mapping[str, tuple[int, ...]]
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A statement's sentences with their probabilities, (sentences, labels and steps), and its title's, or None."""

    sentences: Sequence[Sentence]
    body: Floats
    title: Floats | None


def decide(
    scored: Scored,
    head: Head,
    *,
    labels: Sequence[str],
    steps: Sequence[str],
    certain: Mapping[str, Sequence[int]] | None = None,
    barred: Mapping[str, Sequence[int]] | None = None,
    abroad: Collection[int] = (),
) -> Decision:
    """``certain`` names labels given whatever the score, with the sentences that prove them; ``barred`` sentences that a label cannot be
    quoted from; ``abroad`` those that tell what other states do (`classifier.abroad`). A text without sentences is neutral."""
    certain, barred = certain or {}, barred or {}
    if not scored.sentences:
        return Decision(
            stances=(Stance.NEUTRAL,),
            primary=Stance.NEUTRAL,
            topics=(),
            rung=Rung.NONE,
            scores=dict.fromkeys(labels, 0.0),
            evidence={},
        )
    body = own_words(scored.body, scored.sentences, labels, abroad)[:, : len(labels)]
    title = None if scored.title is None else scored.title[: len(labels)]
    odds = rollup.margins(rollup.features(body, title), head.rollup, head.rollup_intercept)
    scores = sigmoid(odds)
    evidence: dict[str, tuple[int, ...]] = {}
    for column, label in enumerate(labels):
        if label in certain:
            evidence[label] = tuple(certain[label])[:EVIDENCE_SENTENCES]
            scores[column] = max(scores[column], np.float32(0.99))
            continue
        order = np.argsort(-body[:, column], kind="stable")
        order = order[~np.isin(order, barred.get(label, ()))]
        if label in NAMED:
            order = np.array(
                [i for i in order if NAMED[label] in scored.sentences[i].match.plain], dtype=np.int64
            )
        if not len(order) or scores[column] < head.given[column] or body[order[0], column] < QUOTABLE:
            continue
        good = [int(i) for i in order[:EVIDENCE_SENTENCES] if body[i, column] >= GOOD]
        evidence[label] = tuple(good or [int(order[0])])
    stances = tuple(s for s in Stance if s in evidence)
    topics = tuple(t for t in Topic if t in evidence)
    rung, step = _rung(scored, evidence, {name: len(labels) + i for i, name in enumerate(steps)}, abroad)
    if step is not None:
        evidence["rung"] = (step,)
    return Decision(
        stances=stances or (Stance.NEUTRAL,),
        primary=primary(stances, body, title, odds, rung, labels, head),
        topics=topics,
        rung=rung,
        scores={label: float(s) for label, s in zip(labels, scores, strict=True)},
        evidence=evidence,
        unsure=tuple(
            label
            for column, label in enumerate(labels)
            if label in evidence and label not in certain and scores[column] < head.sure[column]
        ),
    )


def own_words(
    body: Floats, sentences: Sequence[Sentence], labels: Sequence[str], abroad: Collection[int] = ()
) -> Floats:
    """The probabilities, with no stance in what was only asked of the speaker or is not the issuer's own act (`voices`, ``abroad``). Topics
    stay: a question about sanctions is about them."""
    others = [i for i, one in enumerate(sentences) if one.asked or one.voice.withheld or i in abroad]
    if not others:
        return body
    own = body.copy()
    own[np.ix_(others, [i for i, label in enumerate(labels) if label in STANCES])] = 0
    return own


def claims(
    stances: Sequence[Stance],
    body: Floats,
    title: Floats | None,
    odds: Floats,
    rung: Rung,
    labels: Sequence[str],
) -> list[Sequence[float]]:
    """The `rollup.HEADLINE` features of each stance given."""
    columns = {s: list(labels).index(s) for s in STANCES}
    said = (body[:, list(columns.values())] >= GOOD).sum()
    return [
        rollup.headline(
            score=float(odds[columns[s]]),
            title=rollup.ABSENT if title is None else float(logit(title[columns[s]])),
            best=int(body[:, columns[s]].argmax()),
            share=float((body[:, columns[s]] >= GOOD).sum() / max(1, said)),
            strong=rung >= (Rung.WARNS if s == Stance.WARNING else Rung.CONDEMNS)
            and s in (Stance.WARNING, Stance.CONDEMNATION),
        )
        for s in stances
    ]


def primary(
    stances: Sequence[Stance],
    body: Floats,
    title: Floats | None,
    odds: Floats,
    rung: Rung,
    labels: Sequence[str],
    head: Head,
) -> Stance:
    """The stance that a desk officer would put in the headline."""
    if not stances:
        return Stance.NEUTRAL
    width = len(rollup.HEADLINE)
    found = np.array(claims(stances, body, title, odds, rung, labels), dtype=np.float32)
    own = np.array([head.headline[width + STANCES.index(s)] for s in stances], dtype=np.float32)
    # Not by BLAS, which now and then reports floating-point errors that are not there.
    weighed = (found * head.headline[:width]).sum(axis=1)
    return stances[int(np.argmax(weighed + own))]


def _rung(
    scored: Scored,
    evidence: Mapping[str, Sequence[int]],
    column: Mapping[str, int],
    abroad: Collection[int],
) -> tuple[Rung, int | None]:
    """The highest step any quoted sentence takes, and which. ``regrets`` counts without a stance of its own."""

    def takes(index: int, step: str) -> bool:
        return bool(scored.body[index, column[step]] >= 0.5)

    def step_of(label: str, index: int) -> Rung:
        if label == Stance.WARNING:
            return Rung.MEASURES if takes(index, "measures") else Rung.WARNS
        if label == Stance.CONDEMNATION:
            said = scored.sentences[index].match.plain
            if takes(index, "strongly") or ("unacceptable" in said and Stance.DEMAND in evidence):
                return Rung.CONDEMNS_STRONGLY
            return Rung.CONDEMNS if takes(index, "condemns") else Rung.REGRETS_CRITICISES
        if takes(index, "grave"):
            return Rung.GRAVE_CONCERN
        return Rung.MONITORING if takes(index, "monitoring") else Rung.CONCERN

    best: tuple[Rung, int | None] = (Rung.NONE, None)
    for label in (Stance.CONCERN, Stance.CONDEMNATION, Stance.WARNING):
        for index in evidence.get(label, ()):
            step = step_of(label, index)
            if step > best[0]:
                best = (step, index)
    if best[0] < Rung.REGRETS_CRITICISES:
        for index, sentence in enumerate(scored.sentences):
            framed = (
                sentence.question or sentence.voice.withheld or not sentence.match.plain.isdisjoint(FRAMES)
            )
            mourning = {"condolence", "congratulate"} & sentence.match.plain
            if "regret" in sentence.match.plain and not framed and not mourning and index not in abroad:
                return Rung.REGRETS_CRITICISES, index
    return best
