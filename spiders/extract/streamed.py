"""What Next.js streams to the scripts of a page: ``self.__next_f.push([1, "…"])``, pieces of one text whose rows are values that refer
to each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

_PUSH: Final = re.compile(r"__next_f\s*(?:=[^;()]{0,60}\)\s*)?\.push\(\s*(?=\[)")
_ROW: Final = re.compile(rb"\s*([0-9a-f]*):(?:T([0-9a-f]+),|([A-Z]{1,2}(?=[\[{\"]))?)")
_REFERENCE: Final = re.compile(r"\$[L@]?([0-9a-f]+)")
_ROWS: Final = 5_000
_DEEP: Final = 40


def values(scripts: Iterable[str]) -> Iterator[Any]:
    """The values of the rows, what they refer to put in its place. What cannot be read is passed over."""
    rows = dict(_rows("".join(_pieces(scripts)).encode()))
    for value in rows.values():
        if isinstance(value, (dict, list)):
            yield _whole(value, rows, 0)


def _pieces(scripts: Iterable[str]) -> Iterator[str]:
    for script in scripts:
        if (match := _PUSH.search(script)) is None:
            continue
        with suppress(ValueError, RecursionError):
            piece, _ = json.JSONDecoder().raw_decode(script[match.end() :])
            if isinstance(piece, list) and piece[:1] == [1] and isinstance(piece[1], str):
                yield piece[1]


def _rows(stream: bytes) -> Iterator[tuple[str, Any]]:
    """Rows end with their line, but for texts, which tell how many bytes they have."""
    at = 0
    for _ in range(_ROWS):
        if at >= len(stream):
            return
        row = _ROW.match(stream, at)
        if row and row[2] is not None:
            at = row.end() + int(row[2], 16)
            yield row[1].decode(), stream[row.end() : at].decode(errors="replace")
            continue
        begin, end = row.end() if row else at, stream.find(b"\n", at)
        at = end + 1 if end >= 0 else len(stream)
        if row and row[3] is None:  # others name scripts and styles
            with suppress(ValueError, RecursionError):
                yield row[1].decode(), json.loads(stream[begin:at])


def _whole(value: Any, rows: Mapping[str, Any], depth: int) -> Any:
    """A value with the texts and objects that it refers to. Those that lie too deep, or in themselves, stay names."""
    if depth > _DEEP:
        return None
    if isinstance(value, str):
        if value.startswith("$D"):
            return value[2:]
        if value.startswith("$$"):
            return value[1:]
        named = _REFERENCE.fullmatch(value)
        return rows[named[1]] if named and isinstance(rows.get(named[1]), str) else value
    if isinstance(value, list):
        return [_whole(inner, rows, depth + 1) for inner in value]
    if isinstance(value, dict):
        return {key: _whole(inner, rows, depth + 1) for key, inner in value.items()}
    return value
