"""The tree of commands, and the border where errors become sentences and exit codes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from cli import (
    board,
    captures,
    common,
    data,
    digest,
    feedback,
    model,
    mutes,
    novelties,
    outbox,
    reading,
    serve,
    service,
    show,
    slack,
    sources,
    sources_health,
    state,
    stories,
    topics,
    verify,
    watches,
)
from cli import config as config_commands
from statements.errors import CommuniqueError, ConfigError, QueryError


def _end(status: object, **options: object) -> None:
    """What a command returns is the exit status."""
    raise typer.Exit(status if isinstance(status, int) else 0)


app = typer.Typer(
    result_callback=_end,
    name="communique",
    help="Official statements, the minute they appear: read, quoted, alerted, archived.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: communique demo   ·   for the real world: communique init DIR",
)


def _version(shown: bool) -> None:
    if shown:
        try:
            number = version("communique")
        except PackageNotFoundError:  # run from an unpacked wheel
            number = "0.1.0"
        print(f"communique {number}")
        raise typer.Exit


@app.callback()
def root(
    shown: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Official statements, the minute they appear: read, quoted, alerted, archived."""


app.command("demo")(show.demo)
app.command("init")(service.init)
app.command("run")(service.run)
app.command("serve")(serve.serve)
app.command("once")(service.once)
app.command("check")(service.check)
sources.app.command("health")(sources_health.health)
app.add_typer(sources.app, name="sources")
app.command("extract")(reading.extract)
app.command("read")(reading.read)
app.command("explain")(reading.explain)
app.add_typer(model.app, name="model")
app.add_typer(watches.app, name="watches")
app.add_typer(topics.app, name="topics")
app.add_typer(feedback.app, name="feedback")
app.command("search")(data.search)
app.command("show")(data.show)
app.add_typer(stories.app, name="stories")
app.command("board")(board.board)
app.command("export")(data.export)
app.command("verify")(verify.verify)
app.add_typer(captures.app, name="captures")
app.add_typer(digest.app, name="digest")
app.add_typer(outbox.app, name="outbox")
app.add_typer(mutes.app, name="mutes")
app.add_typer(slack.app, name="slack")
app.add_typer(novelties.app, name="novelties")
app.command("status")(state.status)
app.command("doctor")(state.doctor)
app.add_typer(config_commands.app, name="config")
app.add_typer(config_commands.database, name="db")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, that of this process by default, and return its exit status."""
    try:
        app(args=arguments, prog_name="communique")
    except SystemExit as end:  # how Typer ends, after help and wrong usage too
        return end.code if isinstance(end.code, int) else 0
    except ConfigError as error:
        for problem in error.problems:
            common.say(problem)
        count = len(error.problems)
        common.say(f"The configuration has {count} problem{'s' if count != 1 else ''}.")
        return common.CONFIG
    except QueryError as error:
        common.say(str(error))
        return common.USAGE
    except CommuniqueError as error:
        common.say(f"communique: {error}")
        return common.FAILED
    except OverflowError:  # the database has no room for it
        common.say("communique: a number here is larger than any id")
        return common.USAGE
    except asyncio.CancelledError:
        return common.INTERRUPTED
    return 0
