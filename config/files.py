"""Source files below a folder: one source a file, the file named by the source's id."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pydantic import ValidationError

from config.documents import Document, Problem, read_document
from config.presets import expand
from config.shape import explain
from config.source import KINDS, Source

PROPOSED = ".proposed.yaml"
"""Ending of a file that is only proposed for a source: it is never read until somebody accepts it."""


def read_sources(folder: Path, problems: list[Problem]) -> list[tuple[Source, Document]]:
    """The sources below a folder in order of their paths, each with its file; what is wrong goes to ``problems``."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".yml":
            problems.append(
                Problem(file=str(path), line=1, path="file", message="is not read; name it .yaml")
            )
        if path.name.endswith(PROPOSED):
            continue
        document = read_document(path, problems) if path.suffix == ".yaml" else None
        source = read_source(document, problems) if document is not None else None
        if document is None or source is None:
            continue
        if source.id != path.stem:
            problems.append(document.problem(("id",), f'must be the file\'s name, "{path.stem}"'))
        elif source.ca_file is not None:
            ca_file = (path.parent / source.ca_file.expanduser()).absolute()
            if not ca_file.is_file():
                problems.append(document.problem(("ca_file",), f"there is no file {ca_file}"))
            source = source.model_copy(update={"ca_file": ca_file})
        found.append((source, document))
    return found


def read_source(document: Document, problems: list[Problem]) -> Source | None:
    """The source that a file describes, or None after adding what is wrong with it."""
    known = len(problems)
    data = expand(document, problems)
    if len(problems) > known:
        return None
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        said = "is required, one of" if kind is None else "must be one of"
        problems.append(document.problem(("kind",), f"{said} {', '.join(KINDS)}"))
        return None
    model = KINDS[kind]
    try:
        return cast(Source, model.model_validate(data))
    except ValidationError as error:
        problems.extend(explain(error, document, model))
        return None
