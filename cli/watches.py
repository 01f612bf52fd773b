"""Commands about watches: list, test."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, opened, print_json, print_table, say

app = typer.Typer(no_args_is_help=True, help="Saved queries that alert.")


@app.command("list")
def list_watches(config: ConfigOption = HERE, as_json: JsonOption = False) -> None:
    """Watches with their queries and destinations.

    Example: communique watches list --config ./desk
    """
    from pipeline import watches as stage

    rows = stage.listing(load(config, quiet=as_json))
    if as_json:
        print_json(rows)
        return
    print_table(
        ("id", "query", "to", "enabled"),
        [[row["id"], row["query"], ", ".join(row["to"]), "yes" if row["enabled"] else "no"] for row in rows],
        empty="No watch is configured in watches.yaml.",
    )


@app.command("test")
def test_watch(
    watch: Annotated[str, typer.Argument(help="Id of the watch.")],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    since: Annotated[str, typer.Option(help="How far back to look, for example 30d.")] = "30d",
) -> None:
    """What a watch would have matched in the archive. Sends nothing.

    Example: communique watches test syria-2254 --since 90d
    """
    from pipeline import watches as stage

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        result = stage.test(loaded, archive, watch, since=since)
    if as_json:
        print_json(result)
        return
    say(f"{watch}: would have matched {result['total']} statements in the last {since}")
    print_table(
        ("id", "first seen", "issuer", "title"),
        [[row["id"], row["first_seen"], row["issuer"], row["title"]] for row in result["examples"]],
        empty="Nothing in the archive matches.",
    )
