"""Functions that run in the worker process: they must be importable by name and get and return plain values.

The classifier is imported when it is used: the process that only sends here would else carry it and NumPy, 8 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.memory import keep
from statements.errors import CommuniqueError, ModelError
from statements.labels import LANGUAGES, Kind
from statements.language import identify
from statements.model import Reading

if TYPE_CHECKING:
    from classifier import Reader
    from classifier.usertopics import OwnTopic


class ReadingFailed(CommuniqueError):
    """The classifier stumbled over one text."""


@cache
def _loaded(model: Path | None, embeddings: bool) -> Reader:
    from classifier import Reader

    return Reader.load(model, embeddings=embeddings)


def reader(model: Path | None = None, *, embeddings: bool = True) -> Reader:
    """The classifier, loaded once a process; with ``embeddings`` it uses them where it can. Raises ModelError."""
    return _loaded(model, embeddings)


@cache
def own_topic(path: Path) -> OwnTopic:
    """A fitted topic of the user's; a file never changes under its name. Raises ModelError (and tries again the next time)."""
    from classifier import usertopics

    return usertopics.load(path)


def _usable(paths: tuple[Path, ...], model: object) -> list[OwnTopic]:
    """Those that can be read for; `Fitting.missed` says aloud which cannot."""
    found = []
    for path in paths:
        try:
            found.append(own_topic(path))
        except ModelError:
            continue
    return [topic for topic in found if topic.model == model]


def read(
    model: Path | None,
    title: str,
    text: str,
    language: str | None,
    issuer: str,
    kind: Kind | None,
    embeddings: bool = True,
    own: tuple[Path, ...] = (),
) -> Reading:
    """What the classifier finds in one text, the ``own`` topics (files of fitted ones) included. A topic that cannot be read for is left
    out, of the scores too. A text in a language that is not judged is read as one whose language nobody knows. Raises ModelError, or
    ReadingFailed: a bug that one text finds must not end the reading of all others."""
    classifier = reader(model, embeddings=embeddings)
    language = language if language in LANGUAGES else None
    topics = _usable(own, classifier.manifest["id"])

    def found(beside: Sequence[OwnTopic]) -> Reading:
        return classifier.read(
            title=title, text=text, language=language, issuer=issuer, kind=kind, own=beside
        )

    try:
        try:
            return found(topics)
        except Exception:
            if not topics:
                raise
            return found(())  # the shipped labels do not wait for the user's
    except (ModelError, MemoryError):
        raise
    except Exception as error:
        raise ReadingFailed(f"{type(error).__name__}: {error}") from error


def warm(model: Path | None, embeddings: bool = True) -> None:
    """Load what reading a page and a statement needs, by reading a line. Raises as `read`."""
    for module in ("spiders.candidates", "spiders.extract.reading"):
        import_module(module)
    line = "The ministry calls on all parties to show restraint."
    identify(line)
    read(model, "", line, "en", "UN", None, embeddings)
    keep()


def read_row(
    model: Path | None, row: object, *, embeddings: bool = True, own: tuple[Path, ...] = ()
) -> dict[str, object]:
    """One line of `communique read`: {"id", "title", "text", "language"?, "issuer"?} in, the reading out. Raises ValueError."""
    from statements.shapes import reading

    if not isinstance(row, dict):
        raise ValueError("a line must be a JSON object")
    for key in ("id", "title", "text"):
        if not isinstance(row.get(key), str if key != "id" else str | int):
            raise ValueError(f'"{key}" is missing or not text')
    text, title = str(row["text"]), str(row["title"])
    language, issuer = row.get("language"), row.get("issuer")
    for key, value in (("language", language), ("issuer", issuer)):
        if value is not None and not isinstance(value, str):
            raise ValueError(f'"{key}" must be text')
    found = reader(model, embeddings=embeddings).read(
        title=title,
        text=text,
        language=language or identify(f"{title}\n{text}"),
        issuer=issuer.upper() if issuer else None,
        own=[own_topic(path) for path in own],
    )
    return reading(found, str(row["id"]))
