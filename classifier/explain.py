"""Why a label was given, or was not: the sentences, the concepts found in them, and the weight each part had.

The model is linear twice over, so nothing here is an approximation: the parts of a sentence sum to its log odds, and the parts of
the roll-up to the statement's.
"""

from __future__ import annotations

from typing import Any

from classifier import rollup
from classifier.decide import QUOTABLE
from classifier.features import Sentence
from classifier.reader import Reader
from classifier.vectors import Floats, sigmoid
from statements.errors import ModelError

SENTENCES = 3
PARTS = 12


def explain(reader: Reader, *, title: str, text: str, language: str | None, label: str) -> dict[str, Any]:
    """One label of one statement, as JSON-ready values: ``score`` beside the thresholds ``given`` and ``sure``, what the roll-up
    made it of, and the `SENTENCES` that speak most for it. Each has its probability, the concepts of the lexicon found in it, and
    the `PARTS` of most weight: words ``w:``, pieces of words ``s:``, concepts ``c:`` and ``l:``, frames ``f:``, and of the
    embedding the sentence's ``meaning``, its ``neighbours`` and the ``title``. Raises `ModelError` for a label the model has not."""
    weights, head = reader.weights, reader.head
    if label not in weights.labels:
        raise ModelError(f"the model has no label {label!r}; it has {', '.join(weights.labels)}")
    column, width = weights.labels.index(label), len(weights.labels)
    scores = reader.score(title=title, text=text, language=language)
    scored = scores.scored
    about: dict[str, Any] = {
        "label": label,
        "model": reader.model_id,
        "thresholds": {"given": float(head.given[column]), "sure": float(head.sure[column])},
    }
    if not scored.sentences:
        return {**about, "score": 0.0, "quotable": False, "rollup": {}, "sentences": [], "title": None}
    body = scored.body[:, :width]
    heading = None if scored.title is None else scored.title[:width]
    made_of = rollup.features(body, heading)
    odds = rollup.margins(made_of, head.rollup, head.rollup_intercept)
    order = sorted(range(len(scored.sentences)), key=lambda i: (-float(body[i, column]), i))[:SENTENCES]

    def one(sentence: Sentence, dense: Floats | None, probability: float) -> dict[str, Any]:
        parts = weights.contributions(head, sentence, dense, label)
        kept = [*parts[:PARTS], *([parts[-1]] if len(parts) > PARTS else [])]
        return {
            "probability": round(probability, 4),
            "concepts": sorted(sentence.match.plain),
            "negated": sorted(sentence.match.negated),
            "doubtful": sentence.doubtful,
            "parts": [{"name": name, "weight": round(weight, 4)} for name, weight in kept],
            "rest": round(sum(w for _, w in parts) - sum(w for _, w in kept), 4),
        }

    return {
        **about,
        "score": round(float(sigmoid(odds)[column]), 4),
        "quotable": bool(body[:, column].max() >= QUOTABLE),
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
