"""Commands about mutes: list, end."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, opened, print_json, print_table, say
from statements.clock import SystemClock
from statements.errors import CommuniqueError

app = typer.Typer(no_args_is_help=True, help="Sources whose alerts somebody muted for a while.")


@app.command("list")
def list_mutes(config: ConfigOption = HERE, as_json: JsonOption = False) -> None:
    """Which sources are muted where, by whom and until when.

    Example: communique mutes list --config ./desk
    """
    from pipeline import shapes

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        rows = [
            {
                "source": mute.source,
                "to": f"{mute.channel}:{mute.destination}",
                "until": shapes.moment(mute.until),
                "person": mute.person,
                "at": shapes.moment(mute.at),
            }
            for mute in archive.mutes.active(SystemClock().now())
        ]
    if as_json:
        print_json(rows)
        return
    print_table(
        ("source", "to", "until", "by"),
        [[row["source"], row["to"], row["until"], row["person"]] for row in rows],
        empty="Nothing is muted.",
    )


@app.command("end")
def end_mute(
    source: Annotated[str, typer.Argument(help="Id of the muted source.")],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """End the mutes of a source everywhere. What they hold leaves when they would have ended.

    Example: communique mutes end fr-diplomatie --config ./desk
    """
    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        mutes = [mute for mute in archive.mutes.active(SystemClock().now()) if mute.source == source]
        if not mutes:
            raise CommuniqueError(f"{source} is not muted; `communique mutes list` shows what is")
        ended = sum(archive.mutes.unmute(source, mute.channel, mute.destination) for mute in mutes)
    if as_json:
        print_json({"source": source, "ended": ended})
        return
    say(f"{source}: {ended} mute{'s' if ended != 1 else ''} ended")
