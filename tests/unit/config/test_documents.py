"""YAML that is refused before anything is validated, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.documents import Problem, read_document
from tests.unit.config.directories import problems, write


def _refusals(tmp_path: Path, content: bytes) -> list[str]:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    found: list[Problem] = []
    assert read_document(path, found, shown="f.yaml") is None
    return [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: 1\nb: [1,\n", "f.yaml:3: yaml: while parsing a flow node, expected the node content"),
        (b"a: 1\nb: c: d\n", "f.yaml:2: yaml: mapping values are not allowed here"),
        (b'a: "open\n', "f.yaml:2: yaml: while scanning a quoted scalar, found unexpected end of stream"),
        (b"\ta: 1\n", "f.yaml:1: yaml: while scanning for the next token, found character '\\t'"),
        (b"a: 1\nb: \x07\n", "f.yaml:2: yaml: unacceptable character #x0007"),
        (b"a: 1\nb: \xff\n", "f.yaml:2: file: is not UTF-8"),
        (b"- a\n- b\n", "f.yaml:1: (top level): must be a mapping (key: value)"),
        (b"a: 1\nb: 2\na: 3\n", "f.yaml:3: a: is given twice (first on line 1)"),
        (b"a:\n  b: 1\n  b: 2\n", "f.yaml:3: a.b: is given twice (first on line 2)"),
        (b"a: 1\n---\nb: 2\n", "f.yaml:2: yaml: holds a second document (---); one file is one document"),
        (b"%YAML 1.1\n---\na: no\n", "f.yaml:2: yaml: starts with a % directive; leave it out"),
        (
            b"a: !!python/object/apply:os.system [x]\n",
            "f.yaml:1: yaml: uses the tag tag:yaml.org,2002:python",
        ),
        (b"a: !secret x\n", "f.yaml:1: yaml: uses the tag !secret; tags are not allowed"),
        (b"1: a\n", "f.yaml:1: (top level): 1 is no name; a key must be text (put it in quotes)"),
        (b"a: 1\n? [b]\n: 2\n", "f.yaml:2: (top level): this is no name"),
        (b"a: 1\nb: " + b"[" * 40 + b"]" * 40, "f.yaml:2: yaml: is nested deeper than 30 levels"),
        (b"a: '" + b"x" * 2**20 + b"'\n", "f.yaml:1: file: is larger than 1 MiB"),
    ],
)
def test_refused_with_its_line(tmp_path: Path, content: bytes, expected: str) -> None:
    (problem,) = _refusals(tmp_path, content)
    assert problem.startswith(expected)


def test_anchors_and_aliases_are_refused_without_unrolling_them(tmp_path: Path) -> None:
    bomb = b"a: &a [x, x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 9))
        for name in range(ord("b"), ord("j"))
    )
    found = _refusals(tmp_path, bomb)
    assert found[0] == "f.yaml:1: yaml: sets the anchor &a; anchors are not allowed"
    assert "f.yaml:2: yaml: uses the alias *a; write the value out" in found


def test_yaml_1_2_values_and_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(
        "a: no\nb:\n  - 0x1f\n  - 2.5\nc: 2024-12-01\nd: true\ne:\nf: 9" + "9" * 5000, encoding="utf-8-sig"
    )
    found: list[Problem] = []
    document = read_document(path, found)
    assert document is not None and found == []
    long = "9" * 5001
    assert document.data == {"a": "no", "b": [31, 2.5], "c": "2024-12-01", "d": True, "e": None, "f": long}
    assert [document.line(place) for place in [("a",), ("b", 1), ("b", 7), ("nothing",)]] == [1, 4, 2, 1]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    found: list[Problem] = []
    assert read_document(tmp_path, found, shown="dir.yaml") is None
    assert [str(problem) for problem in found] == ["dir.yaml:1: file: cannot be read: Is a directory"]


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    write(
        tmp_path,
        "network: [\n",
        "watches:\n  - id: a\n",
        {"example.yaml": "id: example\nkind: feed\nname: x\nissuer: FR\n", "other.yaml": "x: !t y\n"},
    )
    found = problems(tmp_path)
    assert [problem.partition(": ")[0] for problem in found] == [
        "settings.yaml:2",
        "sources/example.yaml:1",
        "sources/other.yaml:1",
        "watches.yaml:2",
        "watches.yaml:2",
    ]
