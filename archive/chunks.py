"""Long lists in conditions: databases bound how many values one statement may name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

Value = TypeVar("Value", int, str)
CHUNK = 500
"""Values in one condition."""


def chunks(values: Collection[Value]) -> Iterator[list[Value]]:
    """The values in order, each once, at most `CHUNK` at a time."""
    whole = sorted(set(values))
    for start in range(0, len(whole), CHUNK):
        yield whole[start : start + CHUNK]
