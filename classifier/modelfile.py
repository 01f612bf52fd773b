"""A trained model as two files, and back. No pickle.

``model.npz`` holds the arrays and the lexicon the model was trained with; ``manifest.json`` says what it is (labels, corpus hash,
versions, figures) and carries the SHA-256 of the other.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classifier.lexicon import Lexicon
from classifier.rollup import FEATURES
from classifier.weights import Head, Vocabulary, Weights
from statements.errors import ModelError

FORMAT = 2
HEADS = ("words", "embeddings")
_SHARED = ("vocabulary", "idf", "lexicon")
_HEAD = tuple(field.name for field in fields(Head))


def lexicon_text(source: Mapping[str, object]) -> bytes:
    """A lexicon as the model keeps it: the same one gives the same bytes."""
    return json.dumps(source, ensure_ascii=False, sort_keys=True).encode()


def dump(weights: Weights) -> bytes:
    """The npz file. The same weights give the same bytes: entries in a fixed order with a fixed date."""
    names = sorted(weights.vocabulary.columns, key=lambda name: weights.vocabulary.columns[name])
    arrays: dict[str, NDArray[np.generic]] = {
        "vocabulary": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "idf": weights.vocabulary.idf,
        "lexicon": np.frombuffer(weights.lexicon_source, dtype=np.uint8),
    }
    for name, head in sorted(weights.heads.items()):
        arrays |= {f"{name}.{part}": getattr(head, part) for part in _HEAD}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            inner = io.BytesIO()
            np.lib.format.write_array(inner, np.ascontiguousarray(array), allow_pickle=False)
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
        wanted = [*_SHARED, *(f"{name}.{part}" for name in manifest["heads"] for part in _HEAD)]
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in wanted}
        labels, steps, _ = tuple(manifest["labels"]), tuple(manifest["steps"]), manifest["id"]
        for name in manifest["heads"]:
            if arrays[f"{name}.rollup"].shape != (len(labels), len(FEATURES)):
                raise ValueError("its roll-up is of another shape")
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(f"The classifier model in {directory} cannot be read: {error}.") from error
    names = arrays["vocabulary"].tobytes().decode().split("\n")
    lexicon_source = arrays["lexicon"].tobytes()
    weights = Weights(
        labels=labels,
        steps=steps,
        vocabulary=Vocabulary(columns={name: i for i, name in enumerate(names)}, idf=arrays["idf"]),
        heads={
            name: Head(**{part: arrays[f"{name}.{part}"] for part in _HEAD}) for name in manifest["heads"]
        },
        lexicon_source=lexicon_source,
    )
    return weights, Lexicon(json.loads(lexicon_source)), manifest
