"""The tree of commands: all there, each with an example that can be typed, wrong usage refused, help at once."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from archive import migrate
from cli.app import app
from tests.service.terminal import communique

TREE: Any = typer.main.get_command(app)
WITH_JSON = {
    "init", "once", "check", "sources list", "sources test", "sources new", "sources accept", "extract", "model train", "model eval", "model info",
    "watches list", "watches test", "watches templates", "watches add",
    "feedback add", "feedback list", "feedback report", "feedback forget", "topics list", "topics try", "topics confirm", "topics reject", "topics fit",
    "search", "show", "explain", "digest preview", "digest send", "outbox list", "outbox retry",
    "board", "novelties depth", "novelties rebuild", "stories list", "stories show", "stories split", "stories join",
    "digest list", "outbox summary", "mutes list", "mutes end",
    "status", "doctor", "sources health", "verify", "captures warc", "config check", "db upgrade", "db backup",
}  # fmt: skip
WITHOUT_JSON = {
    "demo",
    "run",
    "read",
    "export",
    "config show",
    "config schema",
    "captures show",
    "slack preview",
    "slack manifest",
    "serve",
}
"""Their output is JSON anyway, or the bytes of others, or they are made to be watched."""


def leaves(group: Any = TREE, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(leaves())


def test_every_command_there_should_be_is_there() -> None:
    assert set(COMMANDS) == WITH_JSON | WITHOUT_JSON


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_with_an_example_that_can_be_typed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in ("page.html", "labelled.jsonl", "saved.xml"):  # what the examples read must exist
        (tmp_path / file).touch()
    help_text = COMMANDS[name].help
    examples = re.findall(r"Example: (.*)", help_text)
    assert examples, f"{name} shows no example"
    for example in examples:
        program, *words = shlex.split(re.sub(r" [<>] \S+", "", example))
        assert program == "communique"
        found = TREE
        while hasattr(found, "commands"):
            word = words.pop(0)
            found = found.commands[word]
        assert found is COMMANDS[name], f"the example of {name} shows another command"
        found.make_context(name, words)  # raises for an option or argument that does not exist

    shown = communique(*name.split(), "--help")
    assert shown.status == 0
    assert "Example: communique" in shown.out


@pytest.mark.parametrize("name", COMMANDS)
def test_json_is_offered_where_a_program_may_want_the_answer(name: str) -> None:
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    assert ("--json" in options) == (name in WITH_JSON)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("search",),
        ("search", "x", "--limit", "0"),
        ("status", "--jsn"),
        ("outbox", "retry", "3", "--all"),
        ("export", "--format", "xml"),
        ("extract", "/does/not/exist"),
        ("extract", "--url", "file:///etc/passwd", __file__),
        ("extract", "--url", "nonsense", __file__),
        ("show", "abc"),
        ("explain",),
        ("explain", "warning"),
        ("explain", "abc", "warning"),
        ("explain", "1", "warning", "extra"),
        ("explain", "1", "warning", "--file", __file__),
        ("explain", "1", "warning", "--title", "T"),
        ("explain", "1", "warning", "--language", "fr"),
        ("explain", "--file", __file__),
        ("board",),
        ("board", "aleppo", "--story", "1"),
        ("search", "--nope", "x"),
        ("search", "-stance:condemnation"),
    ],
)
def test_wrong_usage_is_refused_with_a_sentence(arguments: tuple[str, ...]) -> None:
    answer = communique(*arguments)
    assert answer.status == 2
    assert "Usage: communique" in answer.err
    assert answer.out == ""
    assert "Traceback" not in answer.err


def test_without_a_command_the_help_is_shown() -> None:
    answer = communique()
    assert answer.status == 2
    for name in ("search", "sources", "digest"):
        assert name in answer.out + answer.err


def test_the_version_can_be_asked() -> None:
    answer = communique("--version")
    assert (answer.status, answer.out.split()[0]) == (0, "communique")


def test_help_does_not_wait_for_what_only_the_work_needs() -> None:
    heavy = (
        "scrapy",
        "twisted.internet",
        "sklearn",
        "trafilatura",
        "sqlalchemy",
        "numpy",
        "slack_sdk",
        "pydantic",
    )
    code = f"import sys, cli.app; print([name for name in {heavy!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"


def test_an_answer_from_the_archive_does_not_wait_for_the_spiders() -> None:
    heavy = ("scrapy", "twisted.internet", "sklearn", "trafilatura", "slack_sdk")
    modules = "pipeline.answers, pipeline.health, pipeline.opening, pipeline.watches"
    code = f"import sys, cli.app, {modules}; print([name for name in {heavy!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"


def test_the_service_does_not_carry_what_only_its_worker_uses() -> None:
    heavy = (
        "trafilatura",
        "pypdfium2",
        "feedparser",
        "numpy",
        "classifier",
        "spiders.extract.article",
        "spiders.extract.learn",
        "sklearn",
        "alembic",
        "requests",
    )
    modules = "pipeline.wiring, pipeline.edits, scheduler, spiders.engine, pipeline.proposals"
    code = f"from spiders import reactor; reactor.install(); import sys, cli.app, {modules}; print([name for name in {heavy!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"


def test_the_worker_does_not_carry_what_reads_configurations_or_what_is_rare() -> None:
    heavy = ("ruamel.yaml", "config.settings", "pypdfium2", "sqlalchemy", "scrapy", "twisted.internet")
    code = f"import sys, pipeline.work; pipeline.work.warm(None, False); print([name for name in {heavy!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"


@pytest.mark.parametrize("command", ["slack preview", "captures show", "outbox retry", "outbox summary"])
def test_a_number_larger_than_any_id_is_refused_with_a_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / "settings.yaml").write_text("{}\n")
    migrate(f"sqlite:///{tmp_path / 'communique.db'}")
    refused = communique(*command.split(), str(2**64), "--config", str(tmp_path))
    assert refused.status == 2
    assert refused.err.splitlines()[-1] == "communique: a number here is larger than any id"
