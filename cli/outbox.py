"""Commands about messages on their way: list, summary, retry."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, opened, print_json, print_table, say, titled

app = typer.Typer(no_args_is_help=True, help="Messages on their way.")


@app.command("list")
def list_outbox(
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    state: Annotated[
        str, typer.Option(help="Only pending, sending, sent, ambiguous, dead, bundled or overtaken.")
    ] = "",
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
        ("id", "state", "to", "kind", "attempts", "not before", "why"),
        [
            [row["id"], row["state"], f"{row['channel']}:{row['destination']}", _kind(row), row["attempts"],
             row["not_before"], _why(row)]
            for row in result["messages"]
        ],
        empty="The outbox is empty.",
    )  # fmt: skip


def _kind(row: dict[str, Any]) -> str:
    return str(row["kind"] if row["part"] == "head" else f"{row['kind']} ({row['part']})")


def _why(row: dict[str, Any]) -> str | None:
    if row["summary"] is not None:
        return f"in summary {row['summary']}"
    if row["error"] is None and row["degraded"]:
        return "in a smaller form: it was refused as it was"
    if row["error"] is None and row["state"] == "pending" and row["held"] is not None:
        return f"held: {row['held']}"
    return None if row["error"] is None else str(row["error"])


@app.command()
def summary(
    message: Annotated[int, typer.Argument(help="Id of a summary.")],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """What a summary told of, oldest first, whatever of it fitted into the message.

    Example: communique outbox summary 17
    """
    from pipeline import answers

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        rows = answers.told_by(archive, message)
    if as_json:
        print_json(rows)
        return
    print_table(
        ("statement", "queued", "issuer", "stance", "rung", "title", "held"),
        [
            [row["statement"], row["queued"], row["issuer"], row["stance"], row["rung"], titled(row["title"]),
             row["because"] or row["held"]]
            for row in rows
        ],
        empty="It told of nothing.",
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
