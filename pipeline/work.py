"""Functions that run in the worker process: they must be importable by name and get and return plain values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from classifier import Reader, reading_json
from statements.labels import Kind
from statements.language import identify
from statements.model import Reading


@cache
def reader(model: Path | None = None) -> Reader:
    """The classifier, loaded once a process. Raises ModelError."""
    return Reader.load(model)


def read(
    model: Path | None, title: str, text: str, language: str | None, issuer: str, kind: Kind | None
) -> Reading:
    """What the classifier finds in one text."""
    return reader(model).read(title=title, text=text, language=language, issuer=issuer, kind=kind)


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
