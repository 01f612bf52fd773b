"""The catalogue that comes with communique: one YAML file a source, ``config/sources/<issuer>/<id>.yaml``.

There are hundreds, and a command needs a few: a file is read when its source is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from config.documents import Problem, read_document
from config.files import read_source
from config.source import Source
from statements.errors import ConfigError

FOLDER = Path(__file__).parent / "sources"


class Shipped(Mapping[str, Source]):
    """The shipped sources by id, which is the name of the file. Raises `ConfigError` on the first use of a wrong file of ours
    (a test reads them all)."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*/*.yaml"))}
        self._read: dict[str, Source] = {}

    def __getitem__(self, id_: str) -> Source:
        if id_ not in self._read:
            self._read[id_] = _read(self._paths[id_])
        return self._read[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._paths))

    def __len__(self) -> int:
        return len(self._paths)

    def of(self, issuer: str) -> tuple[Source, ...]:
        """The sources of one issuer, by id."""
        return tuple(self[id_] for id_ in self if self._paths[id_].parent.name == issuer.lower())


def _read(path: Path) -> Source:
    problems: list[Problem] = []
    document = read_document(path, problems)
    source = read_source(document, problems) if document is not None else None
    if document is not None and source is not None and source.id != path.stem:
        problems.append(document.problem(("id",), f'must be the file\'s name, "{path.stem}"'))
    if document is not None and source is not None and source.issuer.lower() != path.parent.name:
        problems.append(document.problem(("issuer",), f'must be the folder\'s name, "{path.parent.name}"'))
    if problems or source is None:
        raise ConfigError([str(problem) for problem in problems])
    return source


@cache
def shipped() -> Shipped:
    """The shipped sources, none read yet."""
    return Shipped()


def catalogue() -> tuple[Source, ...]:
    """Every shipped source, by id. Reads them all."""
    return tuple(shipped().values())
