"""What every command shares: the configuration option, output as table or JSON, and the exit codes.

0  done                          3  nothing found (search --exit-code)
1  failed, the reason on stderr  4  the configuration is not usable
2  wrong usage or query          5  unhealthy (status --check, doctor, check)
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from config import Config
from config import load as load_config
from pipeline import logs
from pipeline.wiring import Archive, archive_of, secrets_of

FAILED, USAGE, NOTHING, CONFIG, UNHEALTHY, INTERRUPTED = 1, 2, 3, 4, 5, 130

ConfigOption = Annotated[
    Path,
    typer.Option(
        "--config",
        "-c",
        envvar="COMMUNIQUE_CONFIG",
        help="Directory with settings.yaml, watches.yaml and sources/.",
        show_default="the current directory",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
HERE = Path()

messages = Console(stderr=True, highlight=False)


def load(directory: Path, *, verbose: bool = False, quiet: bool = False) -> Config:
    """The configuration, with logging set up so that its secrets cannot be logged. Raises ConfigError."""
    config = load_config(directory, os.environ)
    logs.configure(secrets=secrets_of(config), verbose=verbose, quiet=quiet)
    for warning in config.warnings:
        say(f"[yellow]warning:[/yellow] {warning}")
    return config


@contextmanager
def opened(config: Config) -> Iterator[Archive]:
    """The archive, made or migrated if need be, closed at the end."""
    archive = archive_of(config)
    try:
        yield archive
    finally:
        archive.close()


def say(text: str) -> None:
    """A message for the person, on stderr. ``text`` may hold rich mark-up, so never remote text: use `plain` for that."""
    messages.print(text)


_CLEANER = logs.Redactor(())


def clean(text: str) -> str:
    """Remote text for a terminal, line breaks kept: no other control characters, so no colours and no faked lines."""
    return "\n".join(_CLEANER.clean(line) for line in text.split("\n"))


def plain(value: object) -> Text:
    """Remote text as one line of a table: no mark-up, no control characters."""
    return Text(_CLEANER.clean("" if value is None else str(value)))


def print_json(value: object) -> None:
    """JSON on stdout, indented for people, one document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, empty: str) -> None:
    """A table on stdout, or one sentence on stderr when there is nothing to show."""
    if not rows:
        say(empty)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else plain(cell) for cell in row))
    # A pipe has no width: give rows room, so that grep finds what it looks for.
    width = None if sys.stdout.isatty() else 400
    Console(highlight=False, width=width).print(table)
