"""The tree of commands, and the border where errors become sentences and exit codes."""

from __future__ import annotations

import asyncio
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import click
import typer

from cli import common, data, demo, digest, model, outbox, reading, service, sources, state, watches
from cli import config as config_commands
from statements.errors import CommuniqueError, ConfigError, QueryError

app = typer.Typer(
    name="communique",
    help="Watches what governments say, as they say it.",
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
    """Watches what governments say, as they say it."""


app.command("demo")(demo.demo)
app.command("init")(service.init)
app.command("run")(service.run)
app.command("once")(service.once)
app.command("check")(service.check)
app.add_typer(sources.app, name="sources")
app.command("extract")(reading.extract)
app.command("read")(reading.read)
app.add_typer(model.app, name="model")
app.add_typer(watches.app, name="watches")
app.command("search")(data.search)
app.command("show")(data.show)
app.command("export")(data.export)
app.add_typer(digest.app, name="digest")
app.add_typer(outbox.app, name="outbox")
app.command("status")(state.status)
app.command("doctor")(state.doctor)
app.add_typer(config_commands.app, name="config")
app.add_typer(config_commands.database, name="db")


def run() -> int:
    """Run the command line of this process and return its exit status."""
    try:
        status = app(standalone_mode=False)
    except ConfigError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"The configuration has {count} problem{'s' if count != 1 else ''}.", file=sys.stderr)
        return common.CONFIG
    except QueryError as error:
        print(error, file=sys.stderr)
        return common.USAGE
    except CommuniqueError as error:
        print(f"communique: {error}", file=sys.stderr)
        return common.FAILED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort, asyncio.CancelledError):
        return common.INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.stderr.close()
        return common.FAILED
    return status if isinstance(status, int) else 0
