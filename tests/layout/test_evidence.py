"""The tests that `tests/README.md` says hold a known defect are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def test_every_row_names_tests_that_exist() -> None:
    rows = [line for line in (TESTS / "README.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    rows = [row for row in rows if not row.endswith("| Held by |")]
    assert len(rows) == 12 + 15 + 21
    assert all(NAMED.search(row) for row in rows)
    gone = []
    for file, name in {pair for row in rows for pair in NAMED.findall(row)}:
        path = TESTS / file
        tree = ast.parse(path.read_text("utf-8")) if path.is_file() else ast.Module(body=[], type_ignores=[])
        if name not in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}:
            gone.append(f"{file}::{name}")
    assert gone == []
