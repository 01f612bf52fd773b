"""The trained model as plain arrays: features of sentences in, a probability for every label out. NumPy only, no pickle.

A model is a folder of two files. ``model.npz`` holds the vocabulary, the linear weights and the lexicon it was trained with;
``manifest.json`` says what it is (labels, thresholds, corpus hash, versions, figures) and carries the SHA-256 of the other.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classifier.features import Sentence
from classifier.lexicon import Lexicon
from statements.errors import ModelError
from statements.labels import Stance

Floats = NDArray[np.float32]

FORMAT = 1
STEP = 1 / 1024
"""Weights are kept as whole multiples of this: what remains of the last bits of a machine's arithmetic is rounded away."""
CUE_WEIGHT = 0.45
"""Value of a cue feature, beside TF-IDF blocks of length 1 each (chosen on held-out author-runs)."""
DOUBT = 0.2
"""What remains of a stance's probability in a sentence that only reports, asks, recalls or denies."""
_STANCES = frozenset(map(str, Stance))
_ARRAYS = ("vocabulary", "idf", "weights", "intercept", "slope", "offset", "lexicon")


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Feature names to columns, and how much each counts. ``idf`` is `CUE_WEIGHT` for cues."""

    columns: Mapping[str, int]
    idf: Floats

    def row(self, sentence: Sentence) -> tuple[NDArray[np.int64], Floats]:
        """Columns and values of one sentence; features never met in training are dropped."""
        indices: list[int] = []
        values: list[float] = []
        for counts in (sentence.words, sentence.chars):
            known = [(self.columns[g], n) for g, n in counts.items() if g in self.columns]
            weighted = [(c, (1.0 + math.log(n)) * float(self.idf[c])) for c, n in known]
            length = math.sqrt(sum(v * v for _, v in weighted)) or 1.0
            indices += [c for c, _ in weighted]
            values += [v / length for _, v in weighted]
        cue_columns = [self.columns[c] for c in sentence.cues if c in self.columns]
        indices += cue_columns
        values += [CUE_WEIGHT] * len(cue_columns)
        return np.array(indices, dtype=np.int64), np.array(values, dtype=np.float32)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """``weights`` is (features, labels) in multiples of `STEP`; probability = sigmoid(slope * (x w + intercept) + offset)."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    weights: NDArray[np.int16]
    intercept: Floats
    slope: Floats
    offset: Floats
    lexicon_source: Mapping[str, object]

    def scores(self, sentences: Sequence[Sentence]) -> Floats:
        """(sentences, labels) probabilities of 0 to 1."""
        margins = np.zeros((len(sentences), len(self.labels)), dtype=np.float32)
        for i, sentence in enumerate(sentences):
            indices, values = self.vocabulary.row(sentence)
            # Whole numbers times values, summed in a fixed order: the same on every machine up to float32 rounding.
            margins[i] = values @ self.weights[indices].astype(np.float32) * np.float32(STEP) + self.intercept
        return doubt(sigmoid(margins * self.slope + self.offset), sentences, self.labels)

    def contributions(self, sentence: Sentence, label: str) -> list[tuple[str, float]]:
        """What each feature of a sentence added to the margin of a label, largest first."""
        names = {c: name for name, c in self.vocabulary.columns.items()}
        indices, values = self.vocabulary.row(sentence)
        column = self.labels.index(label)
        parts = values * self.weights[indices, column].astype(np.float32) * np.float32(STEP)
        return sorted(
            ((names[int(i)], float(p)) for i, p in zip(indices, parts, strict=True)), key=lambda x: -abs(x[1])
        )


def doubt(probabilities: Floats, sentences: Sequence[Sentence], labels: Sequence[str]) -> Floats:
    """Probabilities with `DOUBT` applied to the stances of sentences that are questions, history or somebody else's words, and to
    stances that are only denied. Topics stay: a question about sanctions is about sanctions."""
    factors = np.ones(probabilities.shape, dtype=np.float32)
    stances = [i for i, label in enumerate(labels) if label in _STANCES]
    for row, sentence in enumerate(sentences):
        for column in stances:
            if sentence.doubtful or labels[column] in sentence.denied:
                factors[row, column] = DOUBT
    return (probabilities * factors).astype(np.float32)


def sigmoid(margins: Floats) -> Floats:
    return (1.0 / (1.0 + np.exp(-np.clip(margins, -30, 30)))).astype(np.float32)


def _text_array(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def dump(weights: Weights) -> bytes:
    """The npz file. The same weights give the same bytes: entries in a fixed order with a fixed date."""
    names = sorted(weights.vocabulary.columns, key=lambda name: weights.vocabulary.columns[name])
    lexicon = json.dumps(weights.lexicon_source, ensure_ascii=False, sort_keys=True)
    arrays = {
        "vocabulary": _text_array("\n".join(names)),
        "idf": weights.vocabulary.idf,
        "weights": weights.weights,
        "intercept": weights.intercept,
        "slope": weights.slope,
        "offset": weights.offset,
        "lexicon": _text_array(lexicon),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in _ARRAYS:
            inner = io.BytesIO()
            np.lib.format.write_array(inner, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, inner.getvalue())
    return buffer.getvalue()


def load(directory: Path) -> tuple[Weights, Lexicon, Mapping[str, object]]:
    """Weights, lexicon and manifest of a model folder; `ModelError` when it is not what its manifest describes."""
    try:
        manifest = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
        data = (directory / "model.npz").read_bytes()
    except OSError as error:
        raise ModelError(f"There is no classifier model in {directory}: {error.strerror}.") from error
    except ValueError as error:
        raise ModelError(f"The classifier's manifest in {directory} is damaged: {error}.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ModelError(f"The classifier model in {directory} is not of format {FORMAT}; train it again.")
    if hashlib.sha256(data).hexdigest() != manifest.get("sha256"):
        raise ModelError(
            f"The classifier model {directory / 'model.npz'} is not the one its manifest describes (SHA-256)."
        )
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in _ARRAYS}
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(f"The classifier model in {directory} cannot be read: {error}.") from error
    names = arrays["vocabulary"].tobytes().decode().split("\n")
    lexicon_source = json.loads(arrays["lexicon"].tobytes())
    weights = Weights(
        labels=tuple(manifest["labels"]),
        vocabulary=Vocabulary(columns={name: i for i, name in enumerate(names)}, idf=arrays["idf"]),
        weights=arrays["weights"],
        intercept=arrays["intercept"],
        slope=arrays["slope"],
        offset=arrays["offset"],
        lexicon_source=lexicon_source,
    )
    return weights, Lexicon(lexicon_source), manifest
