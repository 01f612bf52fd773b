"""Commands about what people think of alerts: add, list, report, forget."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from cli.common import (
    HERE,
    ConfigOption,
    JsonOption,
    between,
    line,
    load,
    opened,
    print_json,
    print_table,
    say,
)

app = typer.Typer(
    no_args_is_help=True,
    help="What people think of alerts. Kept for reports; nothing learns from it by itself.",
)

SinceOption = Annotated[
    str | None, typer.Option(help="Only answers of the last 90d, 12h or 4w; all by default.")
]


@app.command()
def add(
    statement: Annotated[int, typer.Argument(help="Id of the statement.")],
    answer: Annotated[Literal["relevant", "not-relevant"], typer.Argument(help="What you think of it.")],
    by: Annotated[str, typer.Option(help="Who says so; kept as given.")],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    watch: Annotated[
        str | None, typer.Option(help="Id of the watch that told of it; the statement as such by default.")
    ] = None,
) -> None:
    """Say whether a statement was relevant. A second answer of the same person takes the place of the first.

    Example: communique feedback add 12 relevant --watch syria-2254 --by ana
    """
    from pipeline import feedback as stage

    loaded, relevant = load(config, quiet=as_json), answer == "relevant"
    with opened(loaded) as archive:
        changed = stage.give(loaded, archive, statement, watch=watch, by=by, relevant=relevant)
    if as_json:
        print_json({"statement": statement, "watch": watch or "", "relevant": relevant, "changed": changed})
        return
    say(f"statement {statement} is {answer.replace('-', ' ')}{'' if changed else ', as said before'}")


@app.command("list")
def list_answers(
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    since: SinceOption = None,
    watch: Annotated[str | None, typer.Option(help="Only those of this watch.")] = None,
) -> None:
    """Who answered what, oldest first.

    Example: communique feedback list --watch syria-2254
    """
    from pipeline import feedback as stage

    with opened(load(config, quiet=as_json)) as archive:
        rows = stage.listing(archive, since=since, watch=watch)
    if as_json:
        print_json(rows)
        return
    print_table(
        ("at", "statement", "watch", "relevant", "person", "via"),
        [
            [
                row["at"],
                row["statement"],
                row["watch"],
                "yes" if row["relevant"] else "no",
                row["person"],
                row["via"],
            ]
            for row in rows
        ],
        empty="Nobody has answered yet.",
    )


@app.command()
def report(
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    since: SinceOption = None,
    target: Annotated[
        float,
        typer.Option(
            callback=between(0.05, 0.99), help="The share of relevant alerts to reach, 0.05 to 0.99."
        ),
    ] = 0.8,
) -> None:
    """How many alerts of each watch and label were relevant, with 95 % intervals, and the min_confidence that would reach the target.
    Changes nothing.

    Example: communique feedback report --since 90d
    """
    from pipeline import feedback as stage

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        result = stage.reporting(loaded, archive, since=since, target=target)
    if as_json:
        print_json(result)
        return
    say(
        f"{result['answers']} answers of {result['people']} people on {result['statements']} statements; "
        "nothing learns from them until you edit a file"
    )
    print_table(
        ("watch", "relevant", "95 %", "suggested min_confidence"),
        [[row["watch"], *_share(row), _suggested(row["suggested"])] for row in result["watches"]],
        empty="No answer names a watch.",
    )
    if result["labels"]:
        print_table(
            ("label", "relevant", "95 %"),
            [[row["label"], *_share(row)] for row in result["labels"]],
            empty="",
        )


def _share(row: dict[str, Any]) -> list[str]:
    return [f"{row['right']} of {row['asked']}", f"{row['low']:.2f} to {row['high']:.2f}"]


def _suggested(suggestion: dict[str, Any]) -> str:
    kept = suggestion["kept"]
    if suggestion["min_confidence"] is None or kept is None or suggestion["recall"] == 1.0:
        return line(suggestion["why"])
    return (
        f"{suggestion['min_confidence']:.2f}: {kept['right']} of {kept['asked']} relevant ({kept['low']:.2f} to {kept['high']:.2f}); "
        f"lets {suggestion['recall']:.0%} of the relevant ones through"
    )


@app.command()
def forget(
    person: Annotated[str, typer.Argument(help="As `feedback list` shows them.")],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Delete all that a person ever answered, and their name from what they muted and ruled about stories.

    Example: communique feedback forget slack:U0123456789
    """
    with opened(load(config, quiet=as_json)) as archive:
        found = archive.feedback.forget(person)
    if as_json:
        print_json(
            {"person": person, "deleted": found.answers, "mutes": found.mutes, "rulings": found.rulings}
        )
        return
    say(
        f"deleted {found.answers} answer{'' if found.answers == 1 else 's'} of {person}, and the name from "
        f"{found.mutes} mute{'' if found.mutes == 1 else 's'} and {found.rulings} ruling{'' if found.rulings == 1 else 's'} on stories"
    )
