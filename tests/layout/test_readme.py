"""The documentation does what it says: every console block runs, every word of our vocabulary is explained, the generated
pages are the ones that the program would generate today."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from pydantic import BaseModel

from cli.app import app
from config.source import KINDS, Article, Source
from statements.crashpoints import POINTS
from statements.labels import ActorRole, Kind, Precision, Rung, Stance, Topic, Verdict
from tests.service.terminal import communique

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GENERATED = DOCS / "cli.md"
WRITTEN = [ROOT / "README.md", *sorted(path for path in DOCS.rglob("*.md") if path != GENERATED)]
BLOCK = re.compile(
    r"(?:<!-- not run by the tests: (?P<reason>[^>]+) -->\n)?```console\n(?P<body>.*?)```", re.DOTALL
)


def blocks(text: str) -> Iterator[tuple[str | None, list[str]]]:
    """Each console block: why it is not run (None when it is), and its commands."""
    for found in BLOCK.finditer(text):
        lines = found["body"].splitlines()
        yield found["reason"], [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


def test_a_block_is_read_as_a_reader_would() -> None:
    text = "x\n<!-- not run by the tests: far away -->\n```console\n$ a\n```\n\n```console\n$ b | c\nout\n$ d\n```\n"
    assert list(blocks(text)) == [("far away", ["a"]), (None, ["b | c", "d"])]


@pytest.fixture
def shell(tmp_path: Path) -> Any:
    """Runs a line as a reader would in an empty directory, with `communique` on the path. `make` works in the checkout,
    where everything is set up, and leaves its output elsewhere."""
    tools, here = tmp_path / "tools", tmp_path / "here"
    tools.mkdir()
    here.mkdir()
    binaries = Path(sys.executable).parent
    make = tools / "make"
    make.write_text(
        f'#!/bin/sh\nexec "$REAL_MAKE" -C {shlex.quote(str(ROOT))} -o setup "$@" '
        f"BIN={shlex.quote(str(binaries))} OUT={shlex.quote(str(here / 'demo-out'))}\n"
    )
    make.chmod(0o755)
    found = subprocess.run(
        ["sh", "-c", "command -v make"], capture_output=True, text=True, check=True
    ).stdout.strip()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("COMMUNIQUE_")},
        "PATH": f"{tools}:{binaries}:{os.environ['PATH']}",
        "REAL_MAKE": found,
    }

    def run(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=here, env=environment, capture_output=True, text=True, timeout=170,
        )  # fmt: skip

    return run


@pytest.mark.suite
@pytest.mark.parametrize(
    "page",
    [page for page in WRITTEN if any(reason is None for reason, _ in blocks(page.read_text("utf-8")))],
    ids=lambda page: page.name,
)
def test_what_the_page_says_to_type_works(page: Path, shell: Any) -> None:
    typed = 0
    for reason, commands in blocks(page.read_text("utf-8")):
        assert commands, "a console block shows at least one command"
        for command in commands if reason is None else ():
            done = shell(command)
            assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
            assert "Traceback" not in done.stderr
            typed += 1
    assert typed


def test_the_readme_is_among_the_pages_that_are_typed() -> None:
    commands = [c for reason, found in blocks(WRITTEN[0].read_text("utf-8")) if reason is None for c in found]
    assert "make run" in commands
    assert any(command.startswith("communique init ") for command in commands)
    assert any(command.startswith("communique search ") for command in commands)


def test_a_command_that_a_page_shows_in_passing_exists() -> None:
    tree: Any = typer.main.get_command(app)
    unknown = []
    for page in WRITTEN:
        for shown in re.findall(r"`communique ([a-z]+)(?: ([a-z]+))?", page.read_text("utf-8")):
            command = tree.commands.get(shown[0])
            if command is None or (
                hasattr(command, "commands") and shown[1] and shown[1] not in command.commands
            ):
                unknown.append(f"{page.name}: communique {' '.join(shown)}")
    assert unknown == []


def test_links_lead_somewhere() -> None:
    broken = []
    for page in WRITTEN:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_the_readme_makes_the_six_promises_and_tells_the_truth_about_the_crash_test() -> None:
    readme = WRITTEN[0].read_text("utf-8")
    promises = readme.partition("## What is promised")[2].partition("\n## ")[0]
    items = re.findall(r"^(\d)\. \*\*(.+?)[.*]", promises, re.MULTILINE)
    assert [number for number, _ in items] == ["1", "2", "3", "4", "5", "6"]
    assert f"{len(POINTS)} named points" in promises
    assert "Stops at" in promises


@pytest.mark.parametrize(
    ("part", "words"),
    [("Stance", list(Stance)), ("Topics", list(Topic)), ("Rung", [*Rung]), ("Facts", [*Kind, *ActorRole])],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_label_is_explained_where_it_belongs(part: str, words: list[StrEnum | Rung]) -> None:
    page = (DOCS / "ontology.md").read_text("utf-8")
    [paragraph] = [text for text in page.split("\n\n") if text.startswith(f"**{part}**")]
    missing = [word for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", paragraph)]
    assert missing == []


def test_every_verdict_and_precision_is_listed() -> None:
    page = (DOCS / "shapes.md").read_text("utf-8")
    listed = page.partition("`verdict` is one of:")[2].partition(".")[0]
    assert {word.strip() for word in listed.split(",")} == set(Verdict)
    assert [word for word in Precision if f"`{word}`" not in page] == []


def test_every_kind_of_source_is_explained() -> None:
    page = (DOCS / "sources.md").read_text("utf-8")
    kinds = [get_args(model.model_fields["kind"].annotation)[0] for model in get_args(get_args(Source)[0])]
    assert sorted(kinds) == sorted(KINDS)
    assert [kind for kind in kinds if f"**{kind}**:" not in page] == []


def test_every_key_of_a_source_is_explained() -> None:
    page = (DOCS / "sources.md").read_text("utf-8")
    models: list[type[BaseModel]] = [*KINDS.values(), Article]
    keys = {key for model in models for key in model.model_fields}
    assert sorted(key for key in keys if f"`{key}`" not in page and f"`{key}:" not in page) == []


def test_the_reference_of_the_command_line_is_up_to_date(tmp_path: Path) -> None:
    fresh = tmp_path / "cli.md"
    subprocess.run(
        [str(Path(sys.executable).parent / "typer"), "cli.app", "utils", "docs", "--name", "communique", "--output", fresh],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    assert GENERATED.read_text("utf-8") == fresh.read_text("utf-8"), "run `make docs`"


def test_the_published_schema_is_up_to_date() -> None:
    assert (DOCS / "schema.json").read_text("utf-8") == communique("config", "schema").out, "run `make docs`"
