"""Builds the shipped model from the corpus: `.venv/bin/python -m classifier.train`, about a minute.

The same corpus, lexicon and library versions give the same bytes; weights are rounded so that other machines give the same
labels. The figures in the manifest come from author-runs held out one at a time.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy
import sklearn
from numpy.typing import NDArray

from classifier import fit
from classifier.decide import pooled
from classifier.evaluate import score
from classifier.lexicon import SOURCES, Lexicon, read_sources
from classifier.passages import CORPUS, Passage, corpus
from classifier.reader import MODEL, Reader
from classifier.weights import FORMAT, Floats, Weights, doubt, dump, sigmoid

FOLDS = 5
HELD_OUT_FOLDS = 3
GROUP = 5
"""Passages in a pseudo-statement: about 11 sentences, as a real statement has on average."""
CANDIDATES = 60
"""How many passages are considered for each place of a pseudo-statement."""
SHRINK = 10
"""A threshold from n positives is drawn towards 0.5 with the weight of this many."""
Thresholds = dict[str, tuple[float, float]]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a model is. ``figures`` are those on held-out runs; ``sha256`` is of model.npz."""

    id: str
    labels: tuple[str, ...]
    thresholds: Mapping[str, tuple[float, float]]
    sha256: str
    corpus: Mapping[str, object]
    versions: Mapping[str, str]
    figures: Mapping[str, object]

    def as_json(self) -> str:
        content = {
            "format": FORMAT,
            "id": self.id,
            "sha256": self.sha256,
            "labels": list(self.labels),
            "thresholds": dict(self.thresholds),
            "corpus": dict(self.corpus),
            "versions": dict(self.versions),
            "figures": dict(self.figures),
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _pseudo_statements(passages: Sequence[Passage]) -> list[list[int]]:
    """For each passage a text of `GROUP` passages of the same run and language, chosen to add as few labels as possible: long
    statements, too, are about few things. As lists of passage numbers."""
    labels = [set(passage.labels) - {"neutral"} for passage in passages]
    generator = np.random.default_rng(fit.SEED)
    siblings: dict[tuple[str, str], list[int]] = {}
    for i, passage in enumerate(passages):
        siblings.setdefault((passage.run, passage.language), []).append(i)
    statements = []
    for key in sorted(siblings):
        for anchor in siblings[key]:
            drawn = generator.permutation(siblings[key])[:CANDIDATES].tolist()
            group, said = [anchor], set(labels[anchor])
            rest = [i for i in drawn if i != anchor]
            while rest and len(group) < GROUP:
                nearest = min(rest, key=lambda i, said=said: len(labels[i] - said))  # type: ignore[misc]
                rest.remove(nearest)
                group.append(nearest)
                said |= labels[nearest]
            statements.append(group)
    return statements


def _best_threshold(scores: Floats, true: NDArray[np.bool_]) -> float:
    """Of best F1, drawn towards 0.5 when positives are few."""
    best, threshold = -1.0, 0.5
    for candidate in np.round(np.arange(0.06, 0.97, 0.02), 2):
        given = scores >= candidate
        f1 = 2 * int((given & true).sum()) / max(1, int(given.sum()) + int(true.sum()))
        if f1 > best + 1e-9:
            best, threshold = f1, float(candidate)
    share = int(true.sum()) / (int(true.sum()) + SHRINK)
    return round(share * threshold + (1 - share) * 0.5, 3)


def thresholds(data: fit.Rows, probabilities: Floats) -> Thresholds:
    """For each label the thresholds for a passage and for a whole statement, from out-of-fold scores."""
    where = [np.flatnonzero((data.passage == i) & data.whole) for i in range(len(data.passages))]
    chosen: dict[str, list[float]] = {label: [] for label in fit.LABELS}
    for statements in ([[i] for i in range(len(data.passages))], _pseudo_statements(data.passages)):
        scores = np.array(
            [
                pooled(probabilities[np.concatenate([where[i] for i in s])], None, fit.LABELS)
                for s in statements
            ]
        )
        for column, label in enumerate(fit.LABELS):
            true = np.array([any(label in data.passages[i].labels for i in s) for s in statements])
            chosen[label].append(_best_threshold(scores[:, column], true))
    return {label: (short, long) for label, (short, long) in chosen.items()}


def build(
    data: fit.Rows, lexicon_source: Mapping[str, object], *, folds: int = FOLDS
) -> tuple[Weights, Thresholds]:
    """Weights and thresholds from the rows of passages ordered by id (for equal bytes)."""
    margins = fit.out_of_fold(data, fit.folds([data.passages[i].id for i in data.passage], folds))
    slope, offset = fit.calibrate(margins[data.whole], data.target[data.whole])
    vocabulary = fit.vocabulary(data.sentences)
    weights, intercept = fit.fit(fit.matrix(vocabulary, data.sentences), data.target)
    trained = Weights(
        labels=fit.LABELS,
        vocabulary=vocabulary,
        weights=weights,
        intercept=intercept,
        slope=slope,
        offset=offset,
        lexicon_source=lexicon_source,
    )
    probabilities = doubt(sigmoid(margins * slope + offset), data.sentences, fit.LABELS)
    return trained, thresholds(data, probabilities)


def _row(passage: Passage) -> dict[str, object]:
    return {
        "id": passage.id,
        "language": passage.language,
        "title": passage.title,
        "text": passage.text,
        "stance": [str(s) for s in passage.stances],
        "topics": [str(t) for t in passage.topics],
        "primary": str(passage.primary),
        "rung": int(passage.rung),
    }


def held_out(data: fit.Rows, lexicon_source: Mapping[str, object]) -> dict[str, object]:
    """Each author-run read by a model that never saw it (calibrated on `HELD_OUT_FOLDS` folds): figures over all of them."""
    rows, readings = [], []
    for run in sorted({p.run for p in data.passages}):
        others = [i for i, p in enumerate(data.passages) if p.run != run]
        trained, cuts = build(data.only(others), lexicon_source, folds=HELD_OUT_FOLDS)
        reader = Reader(trained, Lexicon(lexicon_source), {"thresholds": cuts, "id": f"without-{run}"})
        for passage in (p for p in data.passages if p.run == run):
            rows.append(_row(passage))
            readings.append(reader.read(title=passage.title, text=passage.text, language=passage.language))
    return score(rows, readings)


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
        ]
        content += [f"{label}={q}" for label in sorted(passage.quotes) for q in passage.quotes[label]]
        digest.update("\x1f".join(content).encode() + b"\x1e")
    return digest.hexdigest()


def train(
    corpus_dir: Path = CORPUS, out_dir: Path = MODEL, *, lexicon_dir: Path = SOURCES, figures: bool = True
) -> Manifest:
    """Trains on every passage of ``corpus_dir`` and writes model.npz and manifest.json to ``out_dir``. Raises `CorpusError` when a
    corpus line cannot be used, `ModelError` for a faulty lexicon. ``figures=False`` leaves out the held-out runs (quick)."""
    passages = corpus(corpus_dir)
    lexicon_source = read_sources(lexicon_dir)
    rows = fit.rows(passages, Lexicon(lexicon_source))
    trained, cuts = build(rows, lexicon_source)
    data = dump(trained)
    digest = hashlib.sha256(data).hexdigest()
    runs = sorted({p.run for p in passages})
    manifest = Manifest(
        id=f"linear-{digest[:12]}",
        labels=fit.LABELS,
        thresholds=cuts,
        sha256=digest,
        corpus={"sha256": _corpus_hash(passages), "passages": len(passages), "runs": runs},
        versions={
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        figures=held_out(rows, lexicon_source) if figures and len(runs) > 1 else {},
    )
    out_dir.mkdir(parents=True, exist_ok=True)
    (out_dir / "model.npz").write_bytes(data)
    (out_dir / "manifest.json").write_text(manifest.as_json(), encoding="utf-8")
    return manifest


if __name__ == "__main__":
    sys.stdout.write(train().as_json())
