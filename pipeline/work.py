"""Functions that run in the worker process: they must be importable by name and get and return plain values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from classifier import Reader
from statements.labels import Kind
from statements.model import Reading


@cache
def reader(model: Path | None = None) -> Reader:
    """The classifier, loaded once a process. Raises ModelError."""
    return Reader.load(model)


def read(model: Path | None, title: str, text: str, language: str | None, issuer: str, kind: Kind | None) -> Reading:
    """What the classifier finds in one text."""
    return reader(model).read(title=title, text=text, language=language, issuer=issuer, kind=kind)
