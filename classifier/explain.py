"""Why a label was given, or was not: the sentences, the concepts found in them, and the weight each part had.

The model is linear twice over, so nothing here is an approximation: the parts of a sentence sum to its log odds, and the parts of
the roll-up to the statement's. Three rules stand beside the model, and an explanation says where one of them spoke.
"""

from __future__ import annotations

import difflib
from typing import Any

from classifier import rollup
from classifier.decide import NAMED, QUOTABLE, own_words
from classifier.features import Sentence
from classifier.process import RESOLUTION_2254, proof
from classifier.reader import Reader, Scores
from classifier.vectors import Floats, sigmoid
from statements.errors import ModelError
from statements.labels import Stance, Topic
from statements.model import Reading

SENTENCES = 3
PARTS = 12


def explain(
    reader: Reader, *, title: str, text: str, language: str | None, label: str, issuer: str | None = None
) -> dict[str, Any]:
    """One label of one statement, as JSON-ready values: a ``summary`` in a sentence; whether it is ``given``, and if so ``unsure``;
    the ``rule`` that decided, if one did (``cited`` and ``named``: given whatever the score; ``not-named``: withheld whatever the score); the
    model's ``score`` beside the thresholds ``given`` and ``sure``, whether it is ``quotable`` (some sentence reaches
    `decide.QUOTABLE`), what the roll-up made the score of, and the `SENTENCES` that speak most for it, those that a rule
    gave it for first. Each has its probability, the
    concepts of the lexicon found in it, and the `PARTS` of most weight: words ``w:``, pieces of words ``s:``, concepts ``c:`` and
    ``l:``, frames ``f:``, and of the embedding the sentence's ``meaning``, its ``neighbours`` and the ``title``. Raises `ModelError`
    for a label the model has not."""
    weights, head = reader.weights, reader.head
    if label not in weights.labels:
        raise ModelError(_unknown(label, weights.labels))
    column, width = weights.labels.index(label), len(weights.labels)
    scores = reader.score(title=title, text=text, language=language)
    scored = scores.scored
    reading = reader.read(title=title, text=text, language=language, issuer=issuer)
    abroad = reader.abroad(scores.pieces, language, issuer, reading.signatories)
    about: dict[str, Any] = {
        "label": label,
        "summary": f"{label} is not given: there is nothing to read.",
        "given": label in (*reading.stances, *reading.topics),
        "unsure": label in reading.unsure,
        "rule": None,
        "model": reader.model_id,
        "thresholds": {
            "given": round(float(head.given[column]), 4),
            "sure": round(float(head.sure[column]), 4),
        },
        "score": 0.0,
        "quotable": False,
        "rollup": {},
        "sentences": [],
        "title": None,
    }
    if not scored.sentences:
        return about
    body = own_words(scored.body, scored.sentences, weights.labels, abroad)[:, :width]
    heading = None if scored.title is None else scored.title[:width]
    made_of = rollup.features(body, heading)
    odds = rollup.margins(made_of, head.rollup, head.rollup_intercept)
    rule, proven = _proof(about, reading, scores, title, language)
    order = sorted(range(len(scored.sentences)), key=lambda i: (i not in proven, -float(body[i, column]), i))[
        :SENTENCES
    ]

    def one(
        sentence: Sentence, dense: Floats | None, probability: float, *, others: bool = False
    ) -> dict[str, Any]:
        parts = weights.contributions(head, sentence, dense, label)
        kept = [*parts[:PARTS], *([parts[-1]] if len(parts) > PARTS else [])]
        return {
            "probability": round(probability, 4),
            "concepts": sorted(sentence.match.plain),
            "negated": sorted(sentence.match.negated),
            "doubtful": sentence.doubtful or sentence.voice.withheld or others,
            "parts": [{"name": name, "weight": round(weight, 4)} for name, weight in kept],
            "rest": round(sum(w for _, w in parts) - sum(w for _, w in kept), 4),
        }

    about |= {
        "score": round(float(sigmoid(odds)[column]), 4),
        "quotable": bool(body[:, column].max() >= QUOTABLE),
    }
    about["rule"] = rule or _withheld(about)
    return {
        **about,
        "summary": _summary(about),
        "rollup": {
            name: round(weight, 4)
            for name, weight in rollup.parts(made_of, head.rollup, head.rollup_intercept, column).items()
        },
        "sentences": [
            {
                "text": scores.pieces[i].text,
                **one(
                    scored.sentences[i],
                    None if scores.dense is None else scores.dense[i],
                    float(body[i, column]),
                    others=i in abroad,
                ),
            }
            for i in order
        ],
        "title": None
        if heading is None or scores.heading is None
        else one(
            scores.heading,
            None if scores.title_dense is None else scores.title_dense[0],
            float(heading[column]),
        ),
    }


def _proof(
    about: dict[str, Any], reading: Reading, scores: Scores, title: str, language: str | None
) -> tuple[str | None, tuple[int, ...]]:
    """Which rule gave the label, if one did, and by which sentences."""
    if about["label"] != Topic.UNSC_2254:
        return None, ()
    cited = RESOLUTION_2254 in reading.resolutions
    return proof(title, [piece.text for piece in scores.pieces], language, cited=cited)


def _withheld(about: dict[str, Any]) -> str | None:
    """The rule that withheld a label whose score would do."""
    wanted = about["quotable"] and about["score"] >= about["thresholds"]["given"]
    return "not-named" if about["label"] in NAMED and wanted and not about["given"] else None


def _summary(about: dict[str, Any]) -> str:
    label, score = about["label"], f"{about['score']:.2f}"
    given, sure = (f"{about['thresholds'][name]:.2f}" for name in ("given", "sure"))
    if about["rule"] == "cited":
        return f"{label} is given by rule: the text cites resolution {RESOLUTION_2254}. The model's own score is {score}."
    if about["rule"] == "named":
        return (
            f"{label} is given by rule: a sentence names the Syrian process of resolution {RESOLUTION_2254} in so many words. "
            f"The model's own score is {score}."
        )
    if about["rule"] == "not-named":
        return (
            f"{label} is withheld by rule: its score of {score} reaches {given}, but no sentence that speaks for it names it in so "
            f"many words (concept {NAMED[label]})."
        )
    if about["unsure"]:
        return (
            f"{label} is given, but unsure: its score of {score} reaches {given}, and not {sure}, from where it was right nine times "
            "of ten."
        )
    if about["given"]:
        both = given if given == sure else f"{given}, and {sure}"
        return f"{label} is given: its score of {score} reaches {both}, from where it was right nine times of ten."
    if about["score"] < about["thresholds"]["given"]:
        return f"{label} is not given: its score of {score} does not reach {given}."
    return (
        f"{label} is not given: its score of {score} reaches {given}, but no sentence of the text can be quoted for it (none reaches "
        f"{QUOTABLE} by itself)."
    )


def _unknown(label: str, known: tuple[str, ...]) -> str:
    if label == Stance.NEUTRAL:
        return f"{label!r} has no score of its own: it is what remains when no stance is given"
    close = difflib.get_close_matches(label.lower(), known, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    return f"the model has no label {label!r}; {hint}it has {', '.join(known)}"
