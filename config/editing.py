"""Adds a passage to a topic in ``topics.yaml`` and leaves the rest of the file as its author wrote it: comments, order, quotes.

The new file is read as a whole before it takes the place of the old one, in one step; what could not be loaded is never written. Who adds
holds a lock on the folder from reading to writing, so that two who add at once do not lose each other's sentence.
"""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError
from ruamel.yaml import YAML

from config.documents import Problem, read_document
from config.loading import TOPICS
from config.shape import explain
from config.topics import OwnTopic, TopicFile, check_topics
from statements.errors import CommuniqueError, ConfigError

List = Literal["examples", "not_examples"]
WIDTH = 100_000
"""Columns: the lines of a file are its author's to break."""


def add_passage(directory: Path, topic: str, to: List, passage: str) -> OwnTopic:
    """Append ``passage`` to a list of a topic; returns the topic as it is now. Raises `CommuniqueError` when it is there already or in
    the other list, and `ConfigError` when the file cannot be used, before or after."""
    path = (directory / TOPICS).resolve()
    with _held(path.parent):
        return _added(path, topic, to, passage)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Wait for, and hold, the lock of a folder: the file itself is another one after each change, and nothing is left behind."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise CommuniqueError(f"cannot read {folder}: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _added(path: Path, topic: str, to: List, passage: str) -> OwnTopic:
    before = _read(path)
    known = next((entry for entry in before.topics if entry.id == topic), None)
    if known is None:
        raise CommuniqueError(f"there is no topic {topic!r} in {path}")
    text = " ".join(passage.split())
    for name, passages in (("examples", known.examples), ("not_examples", known.not_examples)):
        if text.casefold() in {" ".join(old.split()).casefold() for old in passages}:
            raise CommuniqueError(
                f"that sentence is among the {name} of {topic} already; nothing was written"
            )
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    source = path.read_text(encoding="utf-8-sig")
    yaml.indent(mapping=2, sequence=_dash(source) + 2, offset=_dash(source))
    data: Any = yaml.load(source)
    entry = next(entry for entry in data["topics"] if str(entry["id"]) == topic)
    if not entry.get(to):
        entry[to] = []
    entry[to].append(text)
    written = io.StringIO()
    yaml.dump(data, written)
    return _replace(path, written.getvalue(), before, topic, to, text)


def _dash(source: str) -> int:
    """How far the dashes of the topics stand in from the key above."""
    first = next((line for line in source.splitlines() if line.lstrip().startswith("- ")), "  - ")
    return len(first) - len(first.lstrip())


def _replace(path: Path, content: str, before: TopicFile, topic: str, to: List, text: str) -> OwnTopic:
    """Put the new file in place of the old, if it says what it should and nothing else."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_text(content, encoding="utf-8")
        partial.chmod(path.stat().st_mode & 0o7777)
        after = _read(partial, shown=str(path))
        wanted = tuple(
            entry.model_copy(update={to: (*getattr(entry, to), text)}) if entry.id == topic else entry
            for entry in before.topics
        )
        if after.topics != wanted:
            raise CommuniqueError(
                f"{path} cannot be edited without changing more of it; add the sentence by hand: {text}"
            )
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise CommuniqueError(f"cannot write {path}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    return next(entry for entry in after.topics if entry.id == topic)


def _read(path: Path, *, shown: str | None = None) -> TopicFile:
    problems: list[Problem] = []
    document = read_document(path, problems, shown=shown)
    found: TopicFile | None = None
    if document is not None:
        check_topics(document, problems)
        try:
            found = TopicFile.model_validate(document.data)
        except ValidationError as error:
            problems += explain(error, document, TopicFile)
    if problems or found is None:
        raise ConfigError(_lines(problems))
    return found


def _lines(problems: Sequence[Problem]) -> list[str]:
    return [str(problem) for problem in sorted(set(problems), key=lambda problem: problem.line)]
