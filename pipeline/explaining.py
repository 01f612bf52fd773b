"""Why a label was given, or was not: of an archived statement or of a text, as data and in words (`communique explain`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from archive import Archive
from classifier.explain import explain
from pipeline import answers
from pipeline.work import reader
from statements.language import identify

_ROLLUP = {
    "best": "best sentence", "second": "second best", "sentences": "number of sentences", "title": "title",
    "first": "first sentence", "base": "base",
}  # fmt: skip
LEGEND = (
    "Weights are log odds: those of a sentence sum to its probability, those of the statement to the score. c: a concept of the "
    "lexicon (& in a frame, !not negated) · l: concepts of a label · f: frame · w: words · s: letters · meaning, neighbours, title: "
    "sentence embeddings"
)


def of_statement(
    archive: Archive, statement: int, label: str, *, model: Path | None, embeddings: bool
) -> dict[str, Any]:
    """A label of the current text of an archived statement, by the model as it is now; ``stored`` is what the archive holds of it.
    Raises CommuniqueError for a statement or label that does not exist."""
    hit = answers.current(archive, statement)
    version, stored = hit.version, hit.reading
    about = explain(
        reader(model, embeddings=embeddings),
        title=version.title,
        text=version.text,
        language=version.language,
        label=label,
        issuer=version.issuer,
    )
    return {
        "statement": statement,
        "version": version.n,
        **about,
        "stored": None
        if stored is None
        else {
            "model": stored.model,
            "given": label in (*stored.stances, *stored.topics),
            "unsure": label in stored.unsure,
            "score": stored.scores.get(label),
        },
    }


def of_text(
    title: str,
    text: str,
    language: str | None,
    label: str,
    *,
    issuer: str | None = None,
    model: Path | None,
    embeddings: bool,
) -> dict[str, Any]:
    """A label of a text that is in no archive. Raises CommuniqueError for a label that does not exist."""
    about = explain(
        reader(model, embeddings=embeddings),
        title=title,
        text=text,
        language=language or identify(f"{title}\n{text}"),
        label=label,
        issuer=issuer,
    )
    return {"statement": None, "version": None, **about, "stored": None}


def as_text(about: dict[str, Any]) -> str:
    """An explanation for a person: the answer first, then the sentences that speak most for the label, then the sum."""
    lines = [about["summary"]]
    stored = about["stored"]
    if stored is not None and (stored["model"], stored["given"], stored["unsure"]) != (
        about["model"], about["given"], about["unsure"],
    ):  # fmt: skip
        said = "not given" if not stored["given"] else "given, but unsure" if stored["unsure"] else "given"
        lines.append(f"The archive holds an earlier answer, of model {stored['model']}: {said}.")
    for at, sentence in enumerate(about["sentences"], 1):
        lines += [
            "",
            f"{at}. {sentence['probability']:.2f} “{_one_line(sentence['text'])}”",
            *_parts(sentence),
        ]
    if about["title"] is not None:
        lines += ["", f"title {about['title']['probability']:.2f}", *_parts(about["title"])]
    if about["rollup"]:
        total = sum(about["rollup"].values())
        sums = ", ".join(
            f"{_ROLLUP.get(name, name)} {weight:+.2f}" for name, weight in about["rollup"].items()
        )
        lines += ["", f"statement: {sums} = {total:+.2f}, a score of {about['score']:.2f}"]
    given, sure = about["thresholds"]["given"], about["thresholds"]["sure"]
    lines += ["", f"given from {given:.2f}, sure from {sure:.2f} · model {about['model']}"]
    return "\n".join([*lines, LEGEND] if about["sentences"] else lines)


def _parts(sentence: dict[str, Any]) -> list[str]:
    """Concepts and weights of one sentence, indented."""
    lines = []
    if sentence["concepts"]:
        lines.append(f"concepts: {', '.join(sentence['concepts'])}")
    if sentence["negated"]:
        lines.append(f"negated: {', '.join(sentence['negated'])}")
    if sentence["doubtful"]:
        lines.append("a question, history or another's words: its acts are not taken for the issuer's own")
    weights = [f"{part['name'].strip()} {part['weight']:+.2f}" for part in sentence["parts"]]
    lines.append(f"weights: {', '.join(weights)}, all others {sentence['rest']:+.2f}")
    return [f"   {_one_line(line)}" for line in lines]


def _one_line(text: str) -> str:
    return " ".join(text.split())
