"""Builds the shipped model from the corpus: `.venv/bin/python -m classifier.train [--vectors FILE]`.

The same corpus, lexicon, encoder and library versions give the same bytes; weights are rounded so that other machines give the
same labels. Everything that is chosen (calibration, roll-up, thresholds) is chosen on scores of passages that the sentence model
had not seen, and the figures in the manifest are those of folds whose own scores had no part in the choice. (The models that scored the other
folds had learnt from that fold: what passes through a few numbers a label, and the price of not fitting everything once more for each fold.)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy
import sklearn

from classifier import fit
from classifier.choose import Chosen, choose
from classifier.decide import Scored, decide
from classifier.embeddings import Encoder, available
from classifier.evaluate import score
from classifier.lexicon import SOURCES, Lexicon, read_sources
from classifier.modelfile import FORMAT, HEADS, dump, lexicon_text
from classifier.passages import CORPUS, CorpusError, Passage, corpus
from classifier.reader import MODEL
from classifier.remembered import Remembered
from classifier.vectors import Floats, sigmoid
from classifier.weights import Head, Weights
from statements.errors import ModelError
from statements.labels import Stance, Topic
from statements.model import Reading

FOLDS = 5
FEWEST = 100
"""Passages, at least: with fewer a fold has no example of most labels."""
DOUBTFUL = 0.9
"""How far a held-out score lies from a passage's label for the label to be worth a second look."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a model is. ``figures`` are those on held-out runs, a block a head; ``sha256`` is of model.npz."""

    id: str
    heads: tuple[str, ...]
    sha256: str
    corpus: Mapping[str, object]
    versions: Mapping[str, str]
    figures: Mapping[str, object]

    def as_json(self) -> str:
        content = {
            "format": FORMAT,
            "id": self.id,
            "sha256": self.sha256,
            "heads": list(self.heads),
            "labels": list(fit.LABELS),
            "steps": list(fit.STEPS),
            "corpus": dict(self.corpus),
            "versions": dict(self.versions),
            "figures": dict(self.figures),
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _head(linear: fit.Linear, chosen: Chosen) -> Head:
    return Head(
        words=linear.words,
        dense=linear.dense,
        intercept=linear.intercept,
        slope=chosen.slope,
        offset=chosen.offset,
        rollup=chosen.rollup,
        rollup_intercept=chosen.rollup_intercept,
        given=chosen.given,
        sure=chosen.sure,
        headline=chosen.headline,
    )


def row(passage: Passage) -> dict[str, object]:
    """A passage as `evaluate.score` wants the truth."""
    return {
        "id": passage.id,
        "language": passage.language,
        "title": passage.title,
        "text": passage.text,
        "stance": [str(s) for s in passage.stances],
        "topics": [str(t) for t in passage.topics],
        "stance_unsure": sorted(passage.arguable.intersection(Stance)),
        "topics_unsure": sorted(passage.arguable.intersection(Topic)),
        "primary": str(passage.primary),
        "rung": int(passage.rung),
    }


def _held_out(
    data: fit.Rows, fold: fit.Ints, margins: Floats, titles: Floats, nothing: fit.Linear
) -> tuple[list[dict[str, object]], list[Reading]]:
    """Each fold decided with calibration, roll-up and thresholds from the other folds alone: the truth, and what was read."""
    rows: list[dict[str, object]] = []
    readings: list[Reading] = []
    for number in np.unique(fold):
        inside = np.flatnonzero(fold != number)
        head = _head(nothing, choose(data, margins, titles, fold, inside))
        for i in np.flatnonzero(fold == number).tolist():
            passage, where = data.passages[i], data.of(i)
            made = decide(
                Scored(
                    sentences=data.sentences[where],
                    body=sigmoid(margins[where] * head.slope + head.offset),
                    title=None if data.titles[i] is None else sigmoid(titles[i] * head.slope + head.offset),
                ),
                head,
                labels=fit.LABELS,
                steps=fit.STEPS,
            )
            rows.append(row(passage))
            readings.append(
                Reading(
                    model="held-out",
                    stances=made.stances,
                    primary=made.primary,
                    topics=made.topics,
                    rung=int(made.rung),
                    scores=made.scores,
                    unsure=made.unsure,
                )
            )
    return rows, readings


def disagreements(
    rows: Sequence[Mapping[str, object]], readings: Sequence[Reading]
) -> list[dict[str, object]]:
    """Labels of passages that the model, not having seen them, would swear are wrong: what a second reader looks at first."""
    found: list[tuple[float, dict[str, object]]] = []
    for truth, reading in zip(rows, readings, strict=True):
        given, argued = set[object](), set[object]()
        for field in ("stance", "topics"):
            own, unsure = truth[field], truth[f"{field}_unsure"]
            assert isinstance(own, list) and isinstance(unsure, list)
            given.update(own)
            argued.update(unsure)
        for label, value in reading.scores.items():
            if label in argued:
                continue
            labelled = label in given
            distance = 1 - value if labelled else value
            if distance >= DOUBTFUL:
                about = {"id": truth["id"], "label": label, "labelled": labelled, "score": round(value, 3)}
                found.append((distance, about))
    return [about for _, about in sorted(found, key=lambda x: (-x[0], str(x[1]["id"])))]


def _corpus_hash(passages: Sequence[Passage]) -> str:
    digest = hashlib.sha256()
    for passage in passages:
        content = [
            passage.id,
            passage.language,
            passage.title,
            passage.text,
            *passage.labels,
            str(int(passage.rung)),
            str(passage.complete),
            *sorted(passage.arguable),
            str(passage.primary),
            passage.run,
        ]
        content += [f"{label}={q}" for label in sorted(passage.quotes) for q in passage.quotes[label]]
        digest.update("\x1f".join(content).encode() + b"\x1e")
    return digest.hexdigest()


def train(
    corpus_dir: Path = CORPUS,
    out_dir: Path = MODEL,
    *,
    lexicon_dir: Path = SOURCES,
    encoder: Encoder | None = None,
    figures: bool = True,
    doubts_file: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Manifest:
    """Trains on every passage of ``corpus_dir`` and writes model.npz and manifest.json to ``out_dir``: a head without and, given an
    ``encoder``, one with embeddings. Raises `CorpusError` when a corpus line cannot be used, `ModelError` for a faulty lexicon.
    ``figures=False`` leaves out those on held-out folds; ``doubts_file`` gets the `disagreements` of the last head, a line each."""
    passages = corpus(corpus_dir)
    if len(passages) < FEWEST:
        raise CorpusError(
            [f"{corpus_dir}: {len(passages)} passages are too few to train on; at least {FEWEST}"]
        )
    try:  # before the minutes that training takes
        out_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(f"The model cannot be written to {out_dir}: {error.strerror}.") from error
    lexicon_source = read_sources(lexicon_dir)
    say(f"{len(passages)} passages; sentences and their features")
    data = fit.rows(passages, Lexicon(lexicon_source), encoder)
    vocabulary = fit.vocabulary(data.sentences)
    x = fit.matrix(vocabulary, data.sentences)
    fold = fit.folds(passages, FOLDS)
    heads: dict[str, Head] = {}
    measured: dict[str, object] = {}
    doubts: list[dict[str, object]] = []
    for name in HEADS if encoder else HEADS[:1]:
        embeds = name == "embeddings"
        say(f"{name}: {FOLDS} folds of {len(data.sentences)} sentences")
        margins, titles = fit.out_of_fold(data, fold, embeds=embeds)
        linear = fit.fit(x, fit.used(data, embeds=embeds)[0], data.target)
        heads[name] = _head(linear, choose(data, margins, titles, fold, np.arange(len(passages))))
        if figures:
            rows, readings = _held_out(data, fold, margins, titles, linear)
            measured[name] = score(rows, readings)
            doubts = disagreements(rows, readings)
    content = dump(
        Weights(
            labels=fit.LABELS,
            steps=fit.STEPS,
            vocabulary=vocabulary,
            heads=heads,
            lexicon_source=lexicon_text(lexicon_source),
        )
    )
    digest = hashlib.sha256(content).hexdigest()
    versions = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    }
    if encoder:
        versions["encoder"] = encoder.name
    manifest = Manifest(
        id=f"linear-{digest[:12]}",
        heads=tuple(heads),
        sha256=digest,
        corpus={
            "sha256": _corpus_hash(passages),
            "passages": len(passages),
            "runs": sorted({p.run for p in passages}),
        },
        versions=versions,
        figures=measured,
    )
    (out_dir / "model.npz").write_bytes(content)
    (out_dir / "manifest.json").write_text(manifest.as_json(), encoding="utf-8")
    if doubts_file:
        lines = [json.dumps(doubt, ensure_ascii=False) for doubt in doubts]
        doubts_file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return manifest


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main(arguments: Sequence[str]) -> None:
    """Trains the shipped model."""
    parser = argparse.ArgumentParser(prog="classifier.train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument(
        "--vectors", type=Path, help="file that keeps sentence embeddings between trainings (.npz)"
    )
    parser.add_argument(
        "--doubts", type=Path, help="file for labels that held-out scores speak against (JSON Lines)"
    )
    options = parser.parse_args(arguments)
    encoder = available()
    kept = Remembered(encoder, options.vectors, most=None) if encoder and options.vectors else None
    made = train(
        out_dir=options.out,
        encoder=kept or encoder,
        doubts_file=options.doubts,
        say=_say,
    )
    if kept:
        kept.save()
    sys.stdout.write(made.as_json())


if __name__ == "__main__":
    main(sys.argv[1:])
