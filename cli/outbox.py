"""Commands about messages on their way: list, retry."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.common import FAILED, HERE, ConfigOption, JsonOption, load, opened, print_json, print_table, say
from pipeline import answers

app = typer.Typer(no_args_is_help=True, help="Messages on their way.")


@app.command("list")
def list_outbox(
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    state: Annotated[str, typer.Option(help="Only pending, sending, sent, ambiguous or dead.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 100,
) -> None:
    """Messages, newest first, and destinations that take nothing.

    Example: communique outbox list --state dead
    """
    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        result = answers.outbox(archive, state=state or None, limit=limit)
    if as_json:
        print_json(result)
        return
    for parked in result["parked"]:
        say(
            f"parked since {parked['since']}: {parked['channel']} {parked['destination']}: {parked['reason']}"
        )
    print_table(
        ("id", "state", "to", "kind", "attempts", "not before", "error"),
        [
            [row["id"], row["state"], f"{row['channel']}:{row['destination']}", row["kind"], row["attempts"],
             row["not_before"], row["error"]]
            for row in result["messages"]
        ],
        empty="The outbox is empty.",
    )  # fmt: skip


@app.command()
def retry(
    message: Annotated[int | None, typer.Argument(help="Id of a dead message.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All dead messages.")] = False,
    config: ConfigOption = HERE,
) -> int:
    """Put a dead message back in the queue, and let parked destinations be tried at once.

    Example: communique outbox retry 17
    """
    if (message is None) == (not everything):
        raise typer.BadParameter("give the id of one message, or --all")
    loaded = load(config)
    with opened(loaded) as archive:
        count = answers.requeue(archive, message)
    say(f"{count} message{'s' if count != 1 else ''} back in the queue")
    return 0 if count else FAILED
