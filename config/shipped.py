"""The catalogue that comes with communique: one YAML file a source, below ``config/sources/<issuer>/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from config.documents import Problem
from config.files import read_sources
from config.source import Source
from statements.errors import ConfigError

FOLDER = Path(__file__).parent / "sources"


@cache
def catalogue() -> tuple[Source, ...]:
    """Every shipped source, by id. Raises `ConfigError` if one of our own files is wrong (a test reads them all)."""
    problems: list[Problem] = []
    found = read_sources(FOLDER, problems)
    if problems:
        raise ConfigError([str(problem) for problem in problems])
    return tuple(sorted((source for source, _ in found), key=lambda source: source.id))
