"""Commands about stories: list, show, split, join."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.common import (
    HERE,
    ConfigOption,
    JsonOption,
    clean,
    line,
    load,
    opened,
    print_json,
    print_table,
    say,
    titled,
)

app = typer.Typer(no_args_is_help=True, help="Copies of one statement, and what follows on one event.")
ByOption = Annotated[str, typer.Option("--by", help="Who decides; kept with the decision.")]


@app.command("list")
def list_stories(
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    since: Annotated[str, typer.Option(help="That something joined since: 7d, 12h or 4w back.")] = "7d",
    alone: Annotated[bool, typer.Option("--alone", help="Those of a single statement too.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 100,
) -> None:
    """Stories of several statements, newest first.

    Example: communique stories list --since 30d
    """
    from pipeline import stories

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        found = stories.recent(archive, since=since, alone=alone, limit=limit)
    if as_json:
        print_json(found)
        return
    print_table(
        ("story", "statements", "issuers", "signed by", "title"),
        [
            [
                one["id"],
                len(one["members"]),
                ", ".join(one["issuers"]),
                ", ".join(signatory["issuer"] for signatory in one["signatories"]),
                titled(one["title"]),
            ]
            for one in found
        ],
        empty=f"No two statements of the last {since} belong together; --since looks further back.",
    )


@app.command()
def show(
    story: Annotated[int, typer.Argument(help="Number of the story, or of any statement in it.")],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """One story whole: each capital's copy and why it belongs to it, and who lists whom as a signatory.

    Example: communique stories show 12
    """
    from pipeline import stories

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        found = stories.show(archive, story)
    if as_json:
        print_json(found)
        return
    _print(found)
    for ruling in found["rulings"]:
        verdict = "together" if ruling["together"] else "apart"
        print(
            clean(
                f"#{ruling['one']} and #{ruling['other']} {verdict}, says {ruling['person']} ({ruling['at']})"
            )
        )


@app.command()
def split(
    statement: Annotated[int, typer.Argument(help="The statement that does not belong there.")],
    by: ByOption,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Take a statement, with what came beside it, out of its story for good. What was sent stays sent.

    Example: communique stories split 14 --by Ana
    """
    from pipeline import stories

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        _done(stories.split(archive, statement, by), statement, as_json)


@app.command()
def join(
    one: Annotated[int, typer.Argument(help="A statement of the story that stays.")],
    other: Annotated[int, typer.Argument(help="The statement that belongs to it.")],
    by: ByOption,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Put a statement, with what came beside it, into the story of another for good.

    Example: communique stories join 12 14 --by Ana
    """
    from pipeline import stories

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        _done(stories.join(archive, one, other, by), other, as_json)


def _done(found: dict[str, Any], statement: int, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    say(f"statement {statement} is in story {found['id']}", style="")
    _print(found)


def _print(found: dict[str, Any]) -> None:
    from pipeline.stories import WHY

    print(line(f"story {found['id']}: {titled(found['title'])}"))
    for signatory in found["signatories"]:
        print(f"signed by {signatory['issuer']} (listed by {', '.join(signatory['listed_by'])})")
    print_table(
        ("statement", "issuer", "lang", "published", "why", "title"),
        [
            [
                member["id"],
                member["issuer"],
                member["language"],
                member["published"] or "undated",
                _why(member, WHY),
                titled(member["title"]),
            ]
            for member in found["members"]
        ],
        empty="",
    )


def _why(member: dict[str, Any], words: dict[str, str]) -> str:
    if member["beside"] is None:
        return words[member["basis"]]
    return f"{words[member['basis']]} of #{member['beside']} ({member['score']:.2f}): {'; '.join(member['because'])}"
