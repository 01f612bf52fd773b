"""The pages of the exam, and what is expected of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "pages"
KINDS = ("article", "listing", "feed", "refused")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One saved page. ``group`` is the first word of its name: what it tries, or its language."""

    name: str
    kind: str
    page: Path
    expected: Mapping[str, Any]

    @property
    def group(self) -> str:
        return self.name.partition("-")[0]


def load(pattern: str = "*", directory: Path = PAGES) -> list[Case]:
    """The cases whose name fits ``pattern``, by name. Raises ValueError for a folder that is no case."""
    folders = sorted(path for path in directory.iterdir() if path.is_dir() and fnmatch(path.name, pattern))
    return [_case(folder) for folder in folders]


def _case(folder: Path) -> Case:
    pages = sorted(folder.glob("page.*"))
    if len(pages) != 1:
        raise ValueError(f"{folder} should hold one page, not {len(pages)}")
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    if expected["kind"] not in KINDS:
        raise ValueError(f"{folder}: {expected['kind']!r} is none of {', '.join(KINDS)}")
    return Case(name=folder.name, kind=expected["kind"], page=pages[0], expected=expected)
