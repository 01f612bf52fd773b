"""Shipped beginnings of source files: what all sites of one make have in common. ``preset: NAME`` takes one as it is, and what the
file itself says comes on top: mappings are joined key by key, everything else is replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from config.documents import Document, Place, Problem, read_document
from config.shape import unknown
from config.source import DoorBase, SourceBase
from statements.errors import ConfigError

FOLDER = Path(__file__).parent / "presets"
_OF_THE_SOURCE = frozenset(SourceBase.model_fields) - frozenset(DoorBase.model_fields)
"""Keys, such as ``aliases``, that a door has in common with its source and cannot take from a preset."""


@cache
def presets() -> Mapping[str, Mapping[str, object]]:
    """All shipped presets by name. Raises `ConfigError` if one of our own files is wrong."""
    problems: list[Problem] = []
    found: dict[str, Mapping[str, object]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        document = read_document(path, problems)
        if document is not None:
            found[path.stem] = document.data
    if problems:
        raise ConfigError([str(problem) for problem in problems])
    return found


def expand(document: Document, problems: list[Problem]) -> dict[str, object]:
    """What a source file says with its presets filled in, its own and those of its further doors."""
    data = _expanded(document.data, (), document, problems)
    doors = data.get("otherwise")
    if isinstance(doors, list):
        data["otherwise"] = [
            _expanded(door, ("otherwise", at), document, problems, without=_OF_THE_SOURCE)
            if isinstance(door, dict)
            else door
            for at, door in enumerate(doors)
        ]
    return data


def _expanded(
    data: dict[str, object],
    place: Place,
    document: Document,
    problems: list[Problem],
    *,
    without: Collection[str] = (),
) -> dict[str, object]:
    name = data.get("preset")
    if name is None:
        return dict(data)
    known = presets()
    if not isinstance(name, str) or name not in known:
        said = unknown(str(name), sorted(known))
        problems.append(document.problem((*place, "preset"), f'"{name}" {said}'))
        return dict(data)
    return _joined({key: value for key, value in known[name].items() if key not in without}, data)


def _joined(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    result = dict(below)
    for key, value in above.items():
        lower = result.get(key)
        joined = isinstance(value, dict) and isinstance(lower, dict)
        result[key] = _joined(lower, value) if joined else value  # type: ignore[arg-type]
    return result
