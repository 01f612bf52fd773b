"""Commands that watch: init, run, once, check."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import HERE, UNHEALTHY, ConfigOption, JsonOption, load, print_json, say

if TYPE_CHECKING:
    from pipeline.service import Service


def init(
    directory: Annotated[Path, typer.Argument(help="Where to write; must not hold a configuration yet.")],
    contact: Annotated[
        str, typer.Option(help="Address in the user agent, so that a web master can reach you.")
    ] = "",
    pack: Annotated[
        list[str] | None,
        typer.Option(
            help="Sources to watch: first-wave (the default), syria, p5, g7, g20, eu, all; may be repeated."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write a commented configuration to start from.

    Example: communique init ./desk --contact mailto:desk@example.org --pack syria
    """
    from config import write_example
    from config.packs import DEFAULT, choose
    from config.shipped import shipped

    names = tuple(pack or (DEFAULT,))
    written = write_example(directory, contact=contact, chosen=names)
    if as_json:
        print_json({"written": [str(path) for path in written]})
        return
    for path in written:
        say(f"wrote {path}")
    sources = choose(names)
    if unproven := sum(shipped()[id_].evidence == "unproven" for id_ in sources):
        say(f"\n{unproven} of these {len(sources)} sources have not been seen to work yet:")
        say(f"  communique sources list --config {directory}   names them (unproven)")
    say(f"\nNext: look into {directory}/settings.yaml, then")
    say(f"  communique config check --config {directory}")
    say(f"  communique once --config {directory}")
    say(f"  communique run --config {directory}")


def run(
    config: ConfigOption = HERE,
    verbose: Annotated[bool, typer.Option("--verbose", help="Log more.")] = False,
) -> int:
    """Watch until told to stop (Ctrl-C or SIGTERM). Edits of watches and of what is sent take effect within seconds (SIGHUP: at
    once), edits of sources and topics at the next start.

    Example: communique run --config ./desk
    """
    from pipeline import edits, wiring
    from scheduler import serve  # the only place: nothing else runs the clock

    read = edits.fingerprint(config)
    loaded = load(config, verbose=verbose)

    async def body(service: Service) -> int:
        asked = asyncio.Event()
        anew = partial(load, config, verbose=verbose, warned=False)
        following = asyncio.create_task(edits.follow(service, config, anew, read, asked=asked))
        with edits.on_hangup(asked):
            try:
                return await serve(service, tick=loaded.settings.tick)
            finally:
                following.cancel()

    return wiring.run(loaded, body)


def once(
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    force: Annotated[bool, typer.Option("--all", help="Check every enabled source, due or not.")] = False,
) -> int:
    """Check everything due, read, deliver, and exit.

    Example: communique once --config ./desk --json
    """
    from pipeline import wiring

    loaded = load(config, quiet=as_json)

    async def body(service: Service) -> int:
        result = await service.once(force=force)
        if as_json:
            print_json(result)
        else:
            say(
                f"checked {result['checked']} sources ({result['failed']} not readable), stored {result['stored']} "
                f"texts, read {result['read']}, sent {result['sent']} messages; {result['pending']} wait"
            )
        return 0

    return wiring.run(loaded, body)


def check(
    source: Annotated[str, typer.Argument(help="Id of the source.")],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Check one source now, whether due or not; exit 5 when it could not be read.

    Example: communique check un-press --config ./desk
    """
    from pipeline import wiring

    loaded = load(config, quiet=as_json)

    async def body(service: Service) -> int:
        report = await service.check_one(source)
        if as_json:
            print_json(report)
        else:
            say(
                f"{report['source']}: {report['verdict']}; listed {report['listed']}, new {report['new']}, "
                f"stored {report['stored']}, failed {report['failed']}, refused {report['refused']}"
            )
            for mark in ("error", "note"):
                if report[mark]:
                    say(report[mark], mark=f"{mark}:", style="red" if mark == "error" else "yellow")
        return 0 if report["verdict"] in ("ok", "unchanged") else UNHEALTHY

    return wiring.run(loaded, body)
