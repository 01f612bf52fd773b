"""Configuration directories for tests, and the problems they have."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from config import load
from statements.errors import ConfigError

SOURCE = """\
id: example
name: Ministry of Example
issuer: FR
kind: feed
entry: https://mfa.example/rss
"""


def write(
    directory: Path, settings: str = "", watches: str | None = None, sources: Mapping[str, str] | None = None
) -> Path:
    """Write the files of a configuration; indentation common to all lines is taken off."""
    (directory / "settings.yaml").write_text(dedent(settings), encoding="utf-8")
    if watches is not None:
        (directory / "watches.yaml").write_text(dedent(watches), encoding="utf-8")
    for name, text in (sources or {}).items():
        path = directory / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return directory


def problems(directory: Path, env: Mapping[str, str] | None = None) -> list[str]:
    """What is wrong with a configuration, with paths relative to it. Fails the test if nothing is."""
    with pytest.raises(ConfigError) as caught:
        load(directory, env or {})
    assert str(caught.value) == "\n".join(caught.value.problems)
    return [problem.replace(f"{directory}/", "") for problem in caught.value.problems]
