"""Commands that answer from the archive: search, show, export."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Annotated, Any

import typer

from cli.common import (
    HERE,
    NOTHING,
    ConfigOption,
    JsonOption,
    clean,
    json_text,
    line,
    load,
    opened,
    print_json,
    say,
    titled,
)


def search(
    query: Annotated[
        str, typer.Argument(help='Words, "phrases", AND OR NOT, issuer: stance: topic: date: …')
    ],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many hits.")] = 20,
    before: Annotated[
        int | None, typer.Option(help="Continue a search: the `next` of the page before.")
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 3 when nothing is found.")] = False,
) -> int:
    """Search the archive, what was first seen last at the top.

    Example: communique search 'stance:condemnation issuer:FR,DE date:2024-11-27..2024-12-08'
    """
    from pipeline import answers

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        result = answers.search(loaded, archive, query, limit=limit, before=before)
    if as_json:
        print_json(result)
    else:
        for hit in result["hits"]:
            reading = hit["reading"] or {}
            labels = ", ".join(
                [*reading.get("stance", []), *reading.get("topics", []), *reading.get("own_topics", [])]
            )
            date = hit["published"]["value"] or "undated"
            print(line(f"{hit['id']:>6}  {date:<20}  {hit['issuer']:<4} {titled(hit['title'])}"))
            if labels:
                print(f"        {labels}")
        more = f"; more: --before {result['next']}" if result["next"] else ""
        say(f"{result['total']}{'+' if result['truncated'] else ''} found, {len(result['hits'])} shown{more}")
        for gap in result["gaps"]:
            say(plain_line(gap))
        for told in unread_lines(result["period"], result["gaps"]):
            say(told)
    return NOTHING if exit_code and not result["hits"] else 0


def plain_line(gap: dict[str, object]) -> str:
    """One sentence about a source that could not be read, or was silent; built from our own words and ids only."""
    if gap["silent"]:
        return f"silent now: {gap['source']}, {str(gap['error']).partition(';')[0]}"
    return f"not readable now: {gap['source']} since {gap['since']} ({gap['verdict']})"


NAMED = 5
"""Sources that a search names which could not be read in its period; all of them are in --json."""


def unread_lines(period: dict[str, Any] | None, now: Sequence[object]) -> Iterator[str]:
    """A sentence about each source that could not be read in the time a search asks about, but for what is told already because it
    lasts until ``now``; built from our own words and ids only."""
    from archive.voices import hours

    if period is None:
        return
    unread = [one for one in period["unread"] if one["times"] > 1 or one["gaps"][0] not in now]
    for one in unread[:NAMED]:
        gap = one["gaps"][0]
        until = f"to {gap['until']}" if gap["until"] else "on"
        often = f"{one['times']} times, the longest " if one["times"] > 1 else ""
        yield (
            f"not readable then: {one['source']} for {hours(timedelta(seconds=one['seconds']))} of this period, "
            f"{often}from {gap['since']} {until} ({gap['verdict']})"
        )
    if more := len(unread[NAMED:]) + period["more"]:
        yield f"not readable then: {more} more {'sources' if more > 1 else 'source'}, see --json"
    if later := period["not_yet"]:
        yield f"not read yet when this period began: {later} {'sources' if later > 1 else 'source'}"


def show(
    statement: Annotated[int, typer.Argument(help="Id of the statement.")],
    versions: Annotated[
        list[int] | None,
        typer.Argument(help="With --diff, two versions to compare: an older and a newer one."),
    ] = None,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what each edit changed, or what lies between two versions.")
    ] = False,
) -> None:
    """One statement whole: text, labels with quotes, versions with their grade, what happened to it, what belongs to it.

    Example: communique show 12 --diff 1 3
    """
    from pipeline import answers

    if versions and (not diff or len(versions) != 2):
        raise typer.BadParameter("two versions are compared with --diff, like: show 12 --diff 1 3")
    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        compare = (versions[0], versions[1]) if versions else None
        result = answers.show(archive, statement, compare=compare, diff=diff)
    if as_json:
        print_json(result)
        return
    print(clean(answers.as_text(result)))


def export(
    config: ConfigOption = HERE,
    form: Annotated[str, typer.Option("--format", help="jsonl or csv.")] = "jsonl",
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV: do not guard cells against spreadsheet formulas.")
    ] = False,
) -> None:
    """Every statement, one a line, oldest first, on stdout.

    Example: communique export --format jsonl > archive.jsonl
    """
    if form not in ("jsonl", "csv"):
        raise typer.BadParameter(f"unknown format {form!r}; there are jsonl and csv")
    from pipeline import answers

    loaded = load(config, quiet=True)
    with opened(loaded) as archive:
        if form == "jsonl":
            for row in answers.export(archive):
                sys.stdout.write(json_text(row) + "\n")
        else:
            answers.write_csv(archive, sys.stdout, guarded=not raw)
