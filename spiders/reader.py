"""By which rules bytes are read: a short name for this program's readers and a source's settings, kept with each capture, so
that the same rules can be asked to read it again (and others are not blamed for reading it otherwise)."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from functools import cache
from pathlib import Path

import spiders.extract
import statements
from config.source import Source

_LIBRARIES = ("lxml", "parsel", "feedparser", "trafilatura", "jmespath", "pypdfium2", "charset-normalizer")
"""Whose next version may read the same bytes otherwise."""
_NO_MATTER = frozenset(
    {
        "name",
        "homepage",
        "every",
        "delay",
        "enabled",
        "evidence",
        "evidence_year",
        "notes",
        "ca_file",
        "max_new",
    }
)
"""Of a source file: what does not change how a page is read."""


def fingerprint(source: Source) -> str:
    """16 hexadecimal digits: equal where the code, the libraries and the source's settings read alike."""
    settings = source.model_dump(mode="json", exclude=set(_NO_MATTER))
    how = json.dumps([_readers(), settings], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(how.encode("utf-8")).hexdigest()[:16]


@cache
def _readers() -> str:
    """A digest of the modules that turn bytes into candidates, and of the libraries they lean on."""
    digest = hashlib.sha256()
    for package in (Path(spiders.extract.__file__).parent, Path(statements.__file__).parent):
        for module in sorted(package.glob("*.py")):
            digest.update(module.name.encode() + b"\0" + module.read_bytes())
    digest.update((Path(spiders.extract.__file__).parents[1] / "candidates.py").read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest()
