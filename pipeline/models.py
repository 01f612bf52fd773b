"""What the commands about the model need. Training is imported only where it happens: it brings in scikit-learn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from classifier import Reader
from classifier import evaluate as scoring
from classifier.embeddings import available, obstacle
from classifier.modelfile import HEADS
from classifier.passages import CORPUS
from pipeline.work import reader
from statements.errors import CommuniqueError
from statements.labels import Stance, Topic


def train(corpus: Path | None, out: Path) -> dict[str, Any]:
    """Train on a directory of passages (the shipped ones by default) and write the model, with embeddings where the encoder is installed; returns its manifest. Raises
    CommuniqueError for a passage that is not valid."""
    from classifier import train as training

    manifest = training.train(corpus or CORPUS, out, encoder=available())
    return dict(json.loads(manifest.as_json()))


def evaluate(file: Path, model: Path | None, *, embeddings: bool = True) -> dict[str, Any]:
    """Score the model on JSON Lines of labelled statements."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CommuniqueError(f"{file}:{number}: not JSON: {error}") from error
        _check(row, f"{file}:{number}")
        rows.append(row)
    if not rows:
        raise CommuniqueError(f"{file}: there is no labelled statement in it")
    return scoring.evaluate(reader(model, embeddings=embeddings), rows)


def _check(row: Any, where: str) -> None:
    """Refuses a row without labels to score against, or with labels that do not exist."""
    if not isinstance(row, dict):
        raise CommuniqueError(f"{where}: a line must be a JSON object")
    for field, known in (("stance", frozenset(map(str, Stance))), ("topics", frozenset(map(str, Topic)))):
        labels = row.get(field)
        if not isinstance(labels, list):
            raise CommuniqueError(f'{where}: "{field}" must be a list of labels')
        if wrong := [label for label in labels if label not in known]:
            raise CommuniqueError(f'{where}: "{field}" has an unknown label {wrong[0]!r}')


def summary(result: dict[str, Any]) -> str:
    """One line of the figures that matter most."""
    return (
        f"{result['n']} statements: stance macro F1 {result['stance']['macro_f1']:.3f}, "
        f"topics {result['topics']['macro_f1']:.3f}, rung within one step {result['rung']['within_one']:.3f}"
    )


def manifest(model: Path | None, *, embeddings: bool = True) -> dict[str, Any]:
    """The manifest of a model, whose file was checked against it, and whether it reads with embeddings here."""
    loaded = reader(model, embeddings=embeddings)
    used, why = in_use(loaded, wanted=embeddings)
    return {**loaded.manifest, "embeddings": {"used": used, "reason": why}}


def in_use(loaded: Reader, *, wanted: bool) -> tuple[bool, str | None]:
    """Whether a reader, loaded as ``wanted``, uses sentence embeddings, and if not, why."""
    if loaded.head.embeds:
        return True, None
    if HEADS[1] not in loaded.known:
        return False, "this model was trained without"
    return False, obstacle() if wanted else "switched off"
