"""What every command shares: the configuration option, output as table or JSON, and the exit codes.

0  done                          3  nothing found (search --exit-code)
1  failed, the reason on stderr  4  the configuration is not usable
2  wrong usage or query          5  unhealthy (status and sources health --check, doctor, check)
130  interrupted (Ctrl-C or SIGTERM, but for run: that is how it ends)
"""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline import logs

# Every command imports what it works with when it is called: all of it together takes two seconds, which nobody who asks
# for help or searches should wait for.
if TYPE_CHECKING:
    from archive import Archive
    from config import Config

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


def between(least: float, most: float) -> Callable[[float | None], float | None]:
    """The callback of an option that takes a number from ``least`` to ``most``. Raises BadParameter for others, NaN among them."""

    def checked(value: float | None) -> float | None:
        if value is not None and not least <= value <= most:
            raise typer.BadParameter(f"{value:g} is not a number from {least:g} to {most:g}")
        return value

    return checked


def load(directory: Path, *, verbose: bool = False, quiet: bool = False, warned: bool = True) -> Config:
    """The configuration, with logging set up so that its secrets cannot be logged. ``warned``: False where the
    warnings are shown elsewhere, or say nothing. Raises ConfigError."""
    import config
    from pipeline.opening import secrets_of, watch_problems

    loaded = config.load(directory, os.environ, check_watch=watch_problems)
    logs.configure(secrets=secrets_of(loaded), verbose=verbose, quiet=quiet)
    for warning in loaded.warnings if warned else ():
        say(warning, mark="warning:", style="yellow")
    return loaded


@contextmanager
def opened(config: Config) -> Iterator[Archive]:
    """The archive, made or migrated if need be, closed at the end."""
    from pipeline.opening import archive_of

    archive = archive_of(config)
    try:
        yield archive
    finally:
        archive.close()


def say(text: str, *, mark: str = "", style: str = "red") -> None:
    """A message for the person, on stderr, after a coloured ``mark``. ``text`` may hold remote words: it is no mark-up, and
    no control character gets through."""
    messages.print(Text.assemble((f"{mark} " if mark else "", style), clean(text)), soft_wrap=True)


def hint(command: str, config: Path) -> str:
    """A command for the person to type next, for the same configuration."""
    where = "" if config == HERE else f" --config {shlex.quote(str(config))}"
    return f"communique {command}{where}"


_CLEANER = logs.Redactor(())


def clean(text: str) -> str:
    """Remote text for a terminal, line breaks kept: no other control characters, so no colours and no faked lines."""
    return "\n".join(_CLEANER.clean(line) for line in text.split("\n"))


def line(text: str) -> str:
    """Remote text for one line of a terminal."""
    return _CLEANER.clean(text)


def titled(title: str) -> str:
    """A statement's title where statements are listed: one readable line, also of a page that calls all its text its title."""
    from alerts import words

    return line(words.title(title, 200))


def plain(value: object) -> Text:
    """Remote text as one line of a table: no mark-up, no control characters."""
    return Text(line("" if value is None else str(value)))


_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(value: object, *, indent: int | None = None) -> str:
    """JSON as a person can read it, on one line unless indented. What a terminal would obey, and halves of characters that
    no encoding takes, are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def print_json(value: object) -> None:
    """JSON on stdout, indented for people, one document."""
    sys.stdout.write(json_text(value, indent=2) + "\n")


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
