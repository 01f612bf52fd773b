"""Commands about the configuration and the database: config check|show|schema, db upgrade|backup."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, opened, print_json, say

if TYPE_CHECKING:
    from config import Config
    from config.source import Source
    from config.watches import Watch

app = typer.Typer(no_args_is_help=True, help="The configuration.")
database = typer.Typer(no_args_is_help=True, help="The database.")


@app.command()
def check(config: ConfigOption = HERE, as_json: JsonOption = False) -> None:
    """Read the whole configuration and report every problem at once; exit 4 when there is one. Warns of watches that would fire
    over 5 times a day, where there is an archive to tell.

    Example: communique config check --config ./desk
    """
    from pipeline.watches import warnings

    loaded = load(config, quiet=as_json)
    often = warnings(loaded)
    if as_json:
        on = {name: sum(entry.enabled for entry in entries) for name, entries in _kinds(loaded)}
        print_json({**on, "topics": len(loaded.topics), "warnings": [*loaded.warnings, *often]})
        return
    for warning in often:
        say(warning, mark="warning:", style="yellow")
    own = f", {len(loaded.topics)} own topics" if loaded.topics else ""
    say(f"ok: {_count('sources', loaded.sources)}, {_count('watches', loaded.watches)}{own}")


def _kinds(config: Config) -> tuple[tuple[str, Sequence[Source | Watch]], ...]:
    return ("sources", config.sources), ("watches", config.watches)


def _count(word: str, entries: Sequence[Source | Watch]) -> str:
    on = sum(entry.enabled for entry in entries)
    return f"{on} {word}" + (f" ({len(entries) - on} more switched off)" if on < len(entries) else "")


@app.command()
def show(config: ConfigOption = HERE) -> None:
    """The configuration as it is understood, defaults included, secrets left out.

    Example: communique config show --config ./desk
    """
    from config import redacted

    print_json(redacted(load(config, quiet=True)))


@app.command()
def schema() -> None:
    """JSON Schema of settings.yaml, watches.yaml, topics.yaml and source files, for editors.

    Example: communique config schema > communique.schema.json
    """
    from config import json_schema

    print_json(json_schema())


@database.command()
def upgrade(config: ConfigOption = HERE, as_json: JsonOption = False) -> None:
    """Make the database, or bring it to this version's schema (a SQLite file is copied first).

    Example: communique db upgrade --config ./desk
    """
    from pipeline import answers

    done = answers.upgrade(load(config, quiet=as_json))
    if as_json:
        print_json({"result": done})
        return
    say(done)


@database.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy; must not exist.")],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Copy a SQLite database while the service runs, and check the copy.

    Example: communique db backup ./backup.db
    """
    from pipeline import answers

    with opened(load(config, quiet=as_json)) as archive:
        answers.backup(archive, file)
    if as_json:
        print_json({"file": str(file), "integrity": "ok"})
        return
    say(f"wrote {file}, integrity checked")
