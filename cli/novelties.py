"""Commands about the memory by which a statement is known to say something new."""

from __future__ import annotations

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, opened, print_json, print_table, say

app = typer.Typer(
    help="What every issuer ever said: how deep the archive is, and filling its memory anew.",
    no_args_is_help=True,
)


@app.command("depth")
def depth(config: ConfigOption = HERE, as_json: JsonOption = False) -> None:
    """Of each issuer how many statements are remembered, since when, and how many wait to be. Below 30 no label, below 100 no name
    or phrase is called new.

    Example: communique novelties depth --json
    """
    from pipeline.shapes import moment

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        found = archive.novelties.depths()
    if as_json:
        print_json(
            [
                {"issuer": issuer, "remembered": one.read, "since": moment(one.since), "waiting": one.unread}
                for issuer, one in found.items()
            ]
        )
        return
    print_table(
        ("issuer", "remembered", "since", "waiting"),
        [
            (issuer, one.read, one.since.date().isoformat() if one.since else "", one.unread or "")
            for issuer, one in found.items()
        ],
        empty="The archive is empty.",
    )


@app.command("rebuild")
def rebuild(config: ConfigOption = HERE, as_json: JsonOption = False) -> None:
    """Fill the memory anew from what was read, in that order. Nobody is alerted. For archives from before there was a memory; the
    service must not run.

    Example: communique novelties rebuild
    """
    from archive.instance import hold
    from archive.remembering import rebuild as fill

    loaded = load(config, quiet=as_json)
    done = 0
    with opened(loaded) as archive, hold(archive, "communique novelties rebuild"):
        for done, count in fill(archive.database):
            if done % 10_000 == 0:
                say(f"{done} of {count}", style="")
    if as_json:
        print_json({"remembered": done})
    else:
        say(f"{done} readings remembered", style="")
