"""Commands about watches: list, test, templates, add."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from cli.common import (
    FAILED,
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
    titled,
)

app = typer.Typer(no_args_is_help=True, help="Saved queries that alert.")

_ABOUT = {"edit": "edit", "withdrawn": "withdrawn", "returned": "back again", "reissue": "re-issue"}
"""What an alert was about, where it was no new statement."""

SinceOption = Annotated[str, typer.Option(help="How far back to look: 90d, 12h or 4w.")]


@app.command("list")
def list_watches(config: ConfigOption = HERE, as_json: JsonOption = False) -> None:
    """Watches with their queries and destinations; warns of those that would fire over 5 times a day.

    Example: communique watches list --config ./desk
    """
    from pipeline import watches as stage

    loaded = load(config, quiet=as_json)
    rows = stage.listing(loaded)
    if as_json:
        print_json(rows)
        return
    print_table(
        ("id", "query", "to", "rate", "enabled"),
        [
            [
                row["id"],
                row["query"],
                ", ".join(row["to"]),
                row["rate"],
                "yes" if row["enabled"] else "no",
            ]
            for row in rows
        ],
        empty="No watch is configured in watches.yaml.",
    )
    for row in rows:
        if row["per_day"] is not None:
            say(stage.too_often(row["id"], row["per_day"]), mark="warning:", style="yellow")


@app.command("test")
def test_watch(
    watch: Annotated[str | None, typer.Argument(help="Id of the watch.")] = None,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    query: Annotated[str | None, typer.Option(help="Try this query instead of a watch.")] = None,
    since: SinceOption = "90d",
    min_confidence: Annotated[
        float | None,
        typer.Option(callback=between(0, 1), help="Try with this least score of a label, 0 to 1."),
    ] = None,
) -> None:
    """What a watch would have done: the archive is gone through as it was known then. Shows how often it would have fired,
    examples with the quote that earned each, and what it nearly matched. Sends nothing.

    Example: communique watches test syria-2254 --since 90d
    """
    from pipeline import watches as stage

    if (watch is None) == (query is None):
        raise typer.BadParameter("name a watch, or give --query")
    loaded = load(config, quiet=as_json)
    chosen = stage.passing(query, loaded) if query is not None else stage.found(loaded, watch or "")
    if min_confidence is not None:
        chosen = stage.confidently(chosen.model_copy(update={"min_confidence": min_confidence}))
    with opened(loaded) as archive:
        result = stage.test(loaded, archive, chosen, since=since)
    if as_json:
        print_json(result)
        return
    _show(result)
    _near(result)


def _show(result: dict[str, Any]) -> None:
    fired = result["fired"]
    rate = result["per_week"]  # to one place
    week = f" ({f'about {rate:g}' if rate else 'less than 0.1'} a week)" if fired else ""
    reach = f"{_day(result['from'])} to {_day(result['until'])}"
    say(f"{result['watch']}: would have fired {_times(fired)}{week}, {_messages(result)}")
    say(f"  {reach}, {result['read']} texts read; {result['query']}")
    if fired and result["loudest_week"] and result["loudest_day"]:
        loud, day = result["loudest_week"], result["loudest_day"]
        say(
            f"  loudest week: {loud['fired']} from {loud['day']}; loudest day: {day['fired']} on {day['day']}"
        )
    if result["baseline"]:
        say(
            f"  {result['baseline']} more were there when their sources were first read: archived, they would not have alerted"
        )
    if result["not_sure_enough"]:
        say(f"  {result['not_sure_enough']} more matched, and not surely enough for min_confidence")
    if result["muted"]:
        say(
            f"  {result['muted']} of them a mute would have held; mutes that were set again or ended early are not known"
        )
    if result["boards"]:
        say(f"  {_times(result['boards'])} it would have told who had not spoken")
    if result["too_often"]:
        say(
            f"it would fire {result['per_day']:g} times a day: make it narrower, or set rate: daily",
            mark="warning:",
            style="yellow",
        )
    for row in result["examples"]:
        about = _ABOUT.get(row["about"], "") + (f" ({row['grade']})" if row["grade"] else "")
        title = f"{about}: {titled(row['title'])}" if about else titled(row["title"])
        print(line(f"{row['id']:>6}  {_day(row['at'])}  {row['issuer']:<4} {title}"))
        if row["quote"]:
            print(f"        {line(row['earned'])}: “{line(' '.join(row['quote'].split()))}”")


def _near(result: dict[str, Any]) -> None:
    if result["near_misses"]:
        print("nearly:")
    for row in result["near_misses"]:
        print(line(f"{row['id']:>6}  {_day(row['seen'])}  {row['issuer']:<4} {titled(row['title'])}"))
        print(f"        {line(row['why'])}")
    held = ", ".join(f"{condition} {count}" for condition, count in result["held_back_by"].items())
    if held:
        say(f"held back by one condition alone: {held}")


def _day(moment: str) -> str:
    return moment[:10]


def _times(count: int) -> str:
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def _messages(result: dict[str, Any]) -> str:
    count = f"{result['messages']} message{'' if result['messages'] == 1 else 's'}"
    more = []
    if result["in_threads"]:
        more.append(f"{result['in_threads']} in threads")
    if result["summaries"]:
        more.append(f"{result['summaries']} summaries" if result["summaries"] > 1 else "1 a summary")
    return f"{count} ({', '.join(more)})" if more else count


@app.command()
def templates(as_json: JsonOption = False) -> None:
    """Watches to begin with, and what each is for.

    Example: communique watches templates
    """
    from config.watch_templates import templates as shipped

    rows = [
        {"id": one.id, "name": one.name, "purpose": one.purpose, "query": one.query, "rate": one.rate}
        for one in shipped().values()
    ]
    if as_json:
        print_json(rows)
        return
    print_table(("id", "what it is for"), [[row["id"], row["purpose"]] for row in rows], empty="None.")


@app.command()
def add(
    template: Annotated[
        str | None, typer.Argument(help="Template to begin with (communique watches templates).")
    ] = None,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    id_: Annotated[str | None, typer.Option("--id", help="Its id; that of the template by default.")] = None,
    name: Annotated[str | None, typer.Option(help="What people call it.")] = None,
    query: Annotated[str | None, typer.Option(help="Its query.")] = None,
    to: Annotated[list[str] | None, typer.Option(help="A destination; may be repeated.")] = None,
    rate: Annotated[str | None, typer.Option(help="now, hourly, daily, weekly or off.")] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(callback=between(0, 1), help="The least score of a label it asks for, 0 to 1."),
    ] = None,
    since: SinceOption = "90d",
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
) -> int:
    """Add a watch to watches.yaml: a template, or a query of your own. Shows first what it would have done, and asks.

    Example: communique watches add ceasefire --to slack:C0123456789
    """
    from pipeline import watches as stage

    loaded = load(config, quiet=as_json)
    chosen = {
        "id": id_,
        "name": name,
        "query": query,
        "to": tuple(to) if to else None,
        "rate": rate,
        "min_confidence": min_confidence,
    }
    watch, purpose = stage.draft(loaded, template, chosen)
    result = stage.trial(loaded, watch, since=since)
    if not as_json:
        if result is None:
            say("There is no archive yet to try it on.")
        else:
            _show(result)
    if not yes:
        if as_json or not sys.stdin.isatty():
            say("nothing was written: nobody can be asked here; say --yes to write it")
            return FAILED
        if not typer.confirm(f"Write {watch.id} to watches.yaml?", default=True, err=True):
            say("nothing was written")
            return FAILED
    path = stage.add(loaded, watch, purpose)
    if as_json:
        print_json({"added": watch.model_dump(mode="json"), "file": str(path), "rehearsal": result})
        return 0
    say(f"added {watch.id} to {path}; a running service takes it within seconds")
    if not watch.to:
        say("It sends nothing until it has a destination (to:).")
    return 0
