"""Adds a passage to a topic in ``topics.yaml``, or a watch to ``watches.yaml``, and leaves the rest of the file as its author wrote it:
comments, order, quotes.

The new file is read as a whole before it takes the place of the old one, in one step; what could not be loaded is never written. Who adds
holds a lock on the folder from reading to writing, so that two who add at once do not lose each other's words.
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError
from ruamel.yaml import YAML

from config.documents import Problem, read_document
from config.loading import TOPICS, WATCHES
from config.shape import explain
from config.topics import OwnTopic, TopicFile, check_topics
from config.watches import Watch, WatchFile
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
    wanted = tuple(
        entry.model_copy(update={to: (*getattr(entry, to), text)}) if entry.id == topic else entry
        for entry in before.topics
    )
    _replace(
        path,
        written.getvalue(),
        lambda partial: _read(partial, shown=str(path)).topics == wanted,
        f"{path} cannot be edited without changing more of it; add the sentence by hand: {text}",
    )
    return next(entry for entry in wanted if entry.id == topic)


def add_watch(directory: Path, watch: Watch, *, purpose: str | None = None) -> None:
    """Append a watch to ``watches.yaml``, which is made if there is none, with what it is for as a comment. Raises `CommuniqueError` when there
    is one of that id, and `ConfigError` when the file cannot be used."""
    path = (directory / WATCHES).resolve()
    with _held(path.parent):
        source = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        before = _watches(path, str(path)) if source else ()
        if any(entry.id == watch.id for entry in before):
            raise CommuniqueError(f"there is a watch {watch.id!r} in {path} already; give another --id")
        block = _block(watch, purpose, _dash(source, "watches") if before else 2)
        _replace(
            path,
            _with_list(source) + ("\n" if before else "") + block,
            lambda partial: _watches(partial, str(path)) == (*before, watch),
            f"{path} cannot be edited without changing more of it; add this by hand:\n{block}",
        )


def _watches(path: Path, shown: str) -> tuple[Watch, ...]:
    problems: list[Problem] = []
    document = read_document(path, problems, shown=shown)
    found: WatchFile | None = None
    if document is not None:
        try:
            found = WatchFile.model_validate(document.data)
        except ValidationError as error:
            problems += explain(error, document, WatchFile)
    if problems or found is None:
        raise ConfigError(_lines(problems))
    return found.watches


def _with_list(source: str) -> str:
    """The file up to where the next entry goes: with the key of a list, and with a list that is not written as empty."""
    text = source.rstrip() + "\n" if source.strip() else ""
    opened, found = re.subn(r"(?m)^(watches:)[ \t]*(?:\[\s*\]|null|~)", r"\1", text)
    return (
        text if re.search(r"(?m)^watches:", text) and not found else opened if found else f"{text}watches:\n"
    )


def _block(watch: Watch, purpose: str | None, dash: int) -> str:
    """A watch as an entry of the list, with nothing that is a default but its destinations."""
    chosen = watch.model_dump(mode="json", exclude_defaults=True)
    chosen = {"id": watch.id, "name": watch.name, "query": watch.query, "to": list(watch.to), **chosen}
    lines = [f"{key}: {_scalar(value)}" for key, value in chosen.items()]
    inner = " " * (dash + 2)
    comment = f"{' ' * dash}# {purpose}\n" if purpose else ""
    return f"{comment}{' ' * dash}- {lines[0]}\n" + "".join(f"{inner}{line}\n" for line in lines[1:])


def _scalar(value: object) -> str:
    """A value on one line: texts in single quotes, since queries hold double ones; the rest as JSON, which is YAML."""
    if isinstance(value, str) and not re.fullmatch(r"[a-z][a-z0-9-]*", value):
        return "'" + " ".join(value.split()).replace("'", "''") + "'"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _dash(source: str, key: str = "topics") -> int:
    """How far the dashes of the list stand in from the key above."""
    listed = source[match.end() :] if (match := re.search(rf"(?m)^{key}:", source)) else source
    first = next((line for line in listed.splitlines() if line.lstrip().startswith("- ")), "  - ")
    return len(first) - len(first.lstrip())


def _replace(path: Path, content: str, is_right: Callable[[Path], bool], otherwise: str) -> None:
    """Put the new file in place of the old, if it says what it should and nothing else; raise ``otherwise`` if not."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_text(content, encoding="utf-8")
        partial.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o644)
        if not is_right(partial):
            raise CommuniqueError(otherwise)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise CommuniqueError(f"cannot write {path}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


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
