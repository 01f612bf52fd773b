"""Functions that run in the worker process: they must be importable by name and get and return plain values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from classifier import Reader, reading_json
from statements.errors import CommuniqueError
from statements.labels import Kind
from statements.language import identify
from statements.model import Reading


class ReadingFailed(CommuniqueError):
    """The classifier stumbled over one text."""


@cache
def reader(model: Path | None = None) -> Reader:
    """The classifier, loaded once a process. Raises ModelError."""
    return Reader.load(model)


def read(
    model: Path | None, title: str, text: str, language: str | None, issuer: str, kind: Kind | None
) -> Reading:
    """What the classifier finds in one text. Raises ModelError, or ReadingFailed: a bug that one text finds must not end
    the reading of all others."""
    classifier = reader(model)
    try:
        return classifier.read(title=title, text=text, language=language, issuer=issuer, kind=kind)
    except Exception as error:
        raise ReadingFailed(f"{type(error).__name__}: {error}") from error


def read_row(model: Path | None, row: object) -> dict[str, object]:
    """One line of `communique read`: {"id", "title", "text", "language"?} in, the reading out. Raises ValueError."""
    if not isinstance(row, dict):
        raise ValueError("a line must be a JSON object")
    for key in ("id", "title", "text"):
        if not isinstance(row.get(key), str if key != "id" else str | int):
            raise ValueError(f'"{key}" is missing or not text')
    text, title = str(row["text"]), str(row["title"])
    language = row.get("language")
    if language is not None and not isinstance(language, str):
        raise ValueError('"language" must be text')
    found = reader(model).read(title=title, text=text, language=language or identify(f"{title}\n{text}"))
    return reading_json(found, str(row["id"]))
