"""Sentence embeddings kept in a file: what is encoded once (the background, a user's examples, statements tried) is not encoded again.

An npz without pickle. A file that is damaged, or of another encoder, is as good as none: it only saves time.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from classifier.embeddings import Encoder
from classifier.vectors import Floats

MOST = 10_000
"""Vectors kept beside a database: 15 MB of the shipped encoder's."""


class Remembered:
    """An `Encoder` with a file behind it; `save` writes what is new. ``most`` vectors are kept, the latest used, or all (None)."""

    def __init__(self, encoder: Encoder, path: Path, *, most: int | None = MOST) -> None:
        self.name, self.dimensions = encoder.name, encoder.dimensions
        self._encoder, self._path, self._most = encoder, path, most
        self._known = self._read()
        self._fresh = False

    def encode(self, texts: Sequence[str]) -> Floats:
        """See `Encoder`."""
        keys = [hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() for text in texts]
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}
        if missing:
            vectors = self._encoder.encode(list(missing.values()))
            self._known.update(zip(missing, vectors, strict=True))
            self._fresh = True
        for key in keys:
            self._known[key] = self._known.pop(key)
        return np.array([self._known[k] for k in keys], dtype=np.float32).reshape(len(texts), self.dimensions)

    def save(self) -> None:
        """Write the file, if anything is new, in one step."""
        if not self._fresh:
            return
        kept = list(self._known.items())[-self._most if self._most else 0 :]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with partial.open("wb") as file:
            np.savez(
                file,
                encoder=np.array(self.name),
                keys=np.array([key for key, _ in kept]),
                vectors=np.array([vector for _, vector in kept], dtype=np.float32),
            )
        partial.replace(self._path)
        self._fresh = False

    def _read(self) -> dict[str, Floats]:
        try:
            with np.load(io.BytesIO(self._path.read_bytes()), allow_pickle=False) as kept:
                keys, vectors = kept["keys"].tolist(), kept["vectors"]
                if str(kept["encoder"]) != self.name or vectors.shape != (len(keys), self.dimensions):
                    return {}
                return dict(zip(keys, vectors.astype(np.float32), strict=True))
        except Exception:  # noqa: BLE001 (zipfile, zlib, struct and NumPy each have errors of their own for damage)
            return {}
