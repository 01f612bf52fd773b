"""Commands about users' own topics: list, try, confirm, reject, fit."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from cli.common import (
    HERE,
    ConfigOption,
    JsonOption,
    line,
    load,
    opened,
    print_json,
    print_table,
    say,
    titled,
)

app = typer.Typer(no_args_is_help=True, help="Topics of your own, learnt from examples (topics.yaml).")

TopicArgument = Annotated[str, typer.Argument(help="Id of the topic.")]
StatementArgument = Annotated[int, typer.Argument(help="Id of the statement.")]


@app.command("list")
def list_topics(config: ConfigOption = HERE, as_json: JsonOption = False) -> None:
    """Own topics with their examples, and how many of these are recognised by the others.

    Example: communique topics list --config ./desk
    """
    from pipeline import topics as stage

    rows = stage.listing(load(config, quiet=as_json))
    if as_json:
        print_json(rows)
        return
    print_table(
        ("id", "name", "examples", "not", "phrases", "share", "recognised"),
        [
            [
                row["id"],
                row["name"],
                row["examples"],
                row["not_examples"],
                ", ".join(row["phrases"]),
                f"{row['share']:g}",
                f"{row['recognised']} of {row['examples']}" if row["fitted"] else "not fitted yet",
            ]
            for row in rows
        ],
        empty="No topic is configured in topics.yaml.",
    )


@app.command("try")
def try_topic(
    topic: TopicArgument,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    since: Annotated[str, typer.Option(help="How far back to look, for example 30d.")] = "90d",
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many of each to show.")] = 10,
) -> None:
    """What a topic would tag in the archive, with scores and quotes, and the nearest misses (below 0.50). Changes nothing.

    Example: communique topics try grain-corridor --since 90d
    """
    from pipeline import topics as stage

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        result = stage.trying(loaded, archive, topic, since=since, limit=limit)
    if as_json:
        print_json(result)
        return
    newest = "the newest " if result["truncated"] else ""
    say(
        f"{topic}: would tag {result['tagged']} of {newest}{result['looked']} statements of the last {since}; "
        f"{result['recognised']} of its {result['examples']} examples are recognised by the others"
    )
    _show("tagged", result["hits"])
    _show("nearest misses", result["near"])
    if result["looked"]:
        say(f"Right or wrong? communique topics confirm {topic} ID, communique topics reject {topic} ID")


def _show(head: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        print(f"{head}:")
    for row in rows:
        print(line(f"{row['id']:>6}  {row['score']:.2f}  {row['issuer']:<4} {titled(row['title'])}"))
        for quote in row["quotes"]:
            print(f"          “{line(' '.join(quote.split()))}”")


@app.command()
def confirm(
    topic: TopicArgument,
    statement: StatementArgument,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Add the statement's sentence nearest to the topic to its examples in topics.yaml. The topic is fitted anew at next use.

    Example: communique topics confirm grain-corridor 12
    """
    _decide(topic, statement, config, as_json, "examples")


@app.command()
def reject(
    topic: TopicArgument,
    statement: StatementArgument,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Add the statement's sentence nearest to the topic to its not_examples in topics.yaml: a near miss to learn from.

    Example: communique topics reject grain-corridor 13
    """
    _decide(topic, statement, config, as_json, "not_examples")


def _decide(
    topic: str,
    statement: int,
    config: ConfigOption,
    as_json: bool,
    to: Literal["examples", "not_examples"],
) -> None:
    from pipeline import topics as stage

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        result = stage.decide(loaded, archive, topic, statement, to)
    if as_json:
        print_json(result)
        return
    say(f"added to {to} of {topic} ({result[to]} now): “{line(result['sentence'])}”")


@app.command()
def fit(
    topic: Annotated[str | None, typer.Argument(help="Id of the topic; all by default.")] = None,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Fit own topics now and say how long it took. The service does it by itself when it starts.

    Example: communique topics fit
    """
    from pipeline import topics as stage

    result = stage.fit(load(config, quiet=as_json), topic)
    if as_json:
        print_json(result)
        return
    for row in result["topics"]:
        say(
            f"{row['id']}: fitted in {row['seconds']} s; {row['recognised']} of {row['examples']} examples are recognised "
            "by the others"
        )
    if not result["topics"]:
        say("No topic is configured in topics.yaml.")
