"""YAML files as plain data that remembers its lines.

YAML 1.2, one document a file, at most 1 MiB and 30 levels deep. Anchors, aliases, tags and keys given twice are refused:
nothing in a configuration needs them, and each can make a file mean something else than it seems to say. Dates stay text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_BYTES = 2**20
MAX_DEPTH = 30

Place = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong, in the form every user sees: ``file:line: path: message``."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.message}"


@dataclass(frozen=True, kw_only=True)
class Document:
    """The content of one file. ``data`` is what was written; ``lines`` says on which line each place begins, from 1."""

    file: str
    data: dict[str, object] = field(default_factory=dict)
    lines: Mapping[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest one above it that was written."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, message: str) -> Problem:
        """A problem at a place of this file."""
        return Problem(file=self.file, line=self.line(place), path=path_text(place), message=message)


def path_text(place: Place) -> str:
    """``("watches", 0, "to")`` as ``watches[0].to``."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "(top level)"


def read_document(path: Path, problems: list[Problem], *, shown: str | None = None) -> Document | None:
    """The file's content, or None after adding what is wrong with it to ``problems``. An empty file is an empty mapping."""
    file = shown or str(path)

    def refuse(message: str, line: int = 1, where: str = "yaml") -> None:
        problems.append(Problem(file=file, line=line, path=where, message=message))

    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        refuse(f"cannot be read: {error.strerror}", where="file")
        return None
    if len(raw) > MAX_BYTES:
        refuse("is larger than 1 MiB", where="file")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse("is not UTF-8", raw.count(b"\n", 0, error.start) + 1, where="file")
        return None
    try:
        unsafe = _find_unsafe(text)
        if unsafe:
            for line, message in unsafe:
                refuse(message, line)
            return None
        node = _yaml().compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = ", ".join(" ".join(part.split()) for part in (error.context, error.problem) if part)
        refuse(said or "is not YAML", mark.line + 1 if mark else 1)
        return None
    except YAMLError as error:  # a character that YAML does not allow
        refuse(" ".join(str(error).split()), _line_of(error, text))
        return None
    if node is None:
        return Document(file=file)
    if not isinstance(node, MappingNode):
        refuse("must be a mapping (key: value)", node.start_mark.line + 1, "(top level)")
        return None
    builder = _Builder(file)
    data = builder.mapping(node, ())
    problems.extend(builder.problems)
    return None if builder.problems else Document(file=file, data=data, lines=builder.lines)


def _yaml() -> YAML:
    return YAML(typ="safe", pure=True)  # pure: the C parser has neither YAML 1.2 nor these marks


def _line_of(error: YAMLError, text: str) -> int:
    position = getattr(error, "position", 0)
    return text.count("\n", 0, position if isinstance(position, int) else 0) + 1


def _find_unsafe(text: str) -> list[tuple[int, str]]:
    """What is refused before any value is built, so that no bomb is ever unrolled."""
    found: list[tuple[int, str]] = []
    depth = documents = 0
    for event in _yaml().parse(text):
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if event.version or event.tags:
                found.append((line, "starts with a % directive; leave it out"))
            if documents == 2:
                found.append((line, "holds a second document (---); one file is one document"))
        if isinstance(event, AliasEvent):
            found.append((line, f"uses the alias *{event.anchor}; write the value out"))
        elif isinstance(event, NodeEvent) and event.anchor is not None:
            found.append((line, f"sets the anchor &{event.anchor}; anchors are not allowed"))
        if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag is not None:
            found.append((line, f"uses the tag {event.tag}; tags are not allowed"))
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return [*found, (line, f"is nested deeper than {MAX_DEPTH} levels")]
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
    return found


class _Builder:
    """Nodes to plain values, keeping lines and refusing keys given twice."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._constructor = _yaml().constructor

    def mapping(self, node: MappingNode, place: Place) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode) or _kind(key_node) != "str":
                shown = key_node.value if isinstance(key_node, ScalarNode) else "this"
                self._refuse(line, place, f"{shown} is no name; a key must be text (put it in quotes)")
                continue
            key = str(key_node.value)
            if key in result:
                first = self.lines[(*place, key)]
                self._refuse(line, (*place, key), f"is given twice (first on line {first})")
                continue
            self.lines[(*place, key)] = line
            result[key] = self._value(value_node, (*place, key))
        return result

    def _value(self, node: Node, place: Place) -> object:
        if isinstance(node, MappingNode):
            return self.mapping(node, place)
        if isinstance(node, SequenceNode):
            items = []
            for index, item in enumerate(node.value):
                self.lines[(*place, index)] = item.start_mark.line + 1
                items.append(self._value(item, (*place, index)))
            return items
        return self._scalar(node)

    def _scalar(self, node: Node) -> object:
        kind = _kind(node)
        if kind == "null":
            return None
        if kind == "bool":
            return str(node.value).lower() == "true"
        if (
            len(str(node.value)) > 30
        ):  # longer than any number meant here; thousands of digits are an error in Python
            return str(node.value)
        if kind == "int":
            return int(self._constructor.construct_yaml_int(node))
        if kind == "float":
            return float(self._constructor.construct_yaml_float(node))
        return str(node.value)

    def _refuse(self, line: int, place: Place, message: str) -> None:
        self.problems.append(Problem(file=self.file, line=line, path=path_text(place), message=message))


def _kind(node: Node) -> str:
    """``str``, ``int``, ``null`` …: the last part of a node's tag."""
    return str(node.tag).rpartition(":")[2]
