"""Commands about messages on their way: list, retry."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, opened, print_json, print_table, say

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
    from pipeline import answers

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
    as_json: JsonOption = False,
) -> None:
    """Let parked destinations be tried at once; put a dead message, or all of them, back in the queue.

    Example: communique outbox retry 17
    """
    from pipeline import answers

    if message is not None and everything:
        raise typer.BadParameter("give the id of one message or --all, not both")
    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        places = answers.reopen(archive)
        count = answers.requeue(archive, message) if message is not None or everything else 0
    if as_json:
        print_json({"reopened": places, "requeued": count})
        return
    say(
        f"{places} destination{'s' if places != 1 else ''} open again, "
        f"{count} message{'s' if count != 1 else ''} back in the queue"
    )
