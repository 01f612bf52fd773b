"""Commands about sources: list, test, and those of cli.sources_new."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import sources_new
from cli.common import (
    HERE,
    ConfigOption,
    JsonOption,
    hint,
    load,
    opened,
    print_json,
    print_table,
    say,
    titled,
)

app = typer.Typer(no_args_is_help=True, help="The sites that are watched.")
app.command("new")(sources_new.new)
app.command("accept")(sources_new.accept)


@app.command("list")
def list_sources(
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also shipped sources that are not enabled here.")
    ] = False,
) -> None:
    """Sources with their state. With --all no configuration is needed.

    Example: communique sources list --all
    """
    from pipeline import sources as stage

    if everything and not (config / "settings.yaml").exists():
        rows = stage.catalogue()
    else:
        loaded = load(config, quiet=as_json)
        with opened(loaded) as archive:
            rows = stage.listing(loaded, archive, everything=everything)
    if as_json:
        print_json(rows)
        return
    print_table(
        ("id", "issuer", "kind", "state", "evidence", "last check", "error"),
        [
            [
                row["id"],
                row["issuer"],
                row["kind"],
                "not watchable" if row["not_watchable"] else row["state"],
                f"{row['evidence']} {row['evidence_year'] or ''}".rstrip(),
                row["last_check"] or "",
                row["error"] or "",
            ]
            for row in rows
        ],
        empty="No source is enabled. Name some under `catalogue:` in settings.yaml.",
    )
    for row in rows:
        if row["not_watchable"]:
            say(f"{row['id']}: not watchable: {row['not_watchable']}", style="yellow")
        at, doors = row["door"], row["doors"]
        if isinstance(at, int) and isinstance(doors, list) and 0 < at < len(doors):
            where = f"door {at + 1} of {len(doors)} since {str(row['door_since'])[:16]}: {doors[at]['entry']}"
            say(f"{row['id']}: read through {where}", style="yellow")
        if row["enabled"] and row["insecure_http"]:
            say(
                f"{row['id']}: read over plain http, where anybody on the way can change what it says",
                style="yellow",
            )
        learned = row.get("learned")
        if isinstance(learned, dict):
            say(
                f"{row['id']}: read by what was learnt on {str(learned['at'])[:10]}, sure {learned['confidence']:.2f}",
                style="green",
            )
        if row.get("proposed"):
            say(
                f"{row['id']}: the site was rebuilt; a new file is proposed: {row['proposed']}. Take it: {hint('sources accept ' + str(row['id']), config)}",
                style="yellow",
            )


@app.command("test")
def test_source(
    source: Annotated[str, typer.Argument(help="Id of a configured or shipped source.")],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    entry: Annotated[
        Path | None, typer.Option(help="A saved entry page, to test offline.", exists=True, dir_okay=False)
    ] = None,
    article: Annotated[
        Path | None, typer.Option(help="A saved article page, to test offline.", exists=True, dir_okay=False)
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Ask the site, although pages are saved.")] = False,
) -> int:
    """Show what would be stored and why, and store nothing: offline on the pages saved with the source or given here, else live.

    Example: communique sources test un-press --entry saved.xml
    """
    from pipeline import savedtests, wiring
    from pipeline import sources as stage

    if (config / "settings.yaml").exists():
        loaded = load(config, quiet=as_json)
        chosen = stage.find(source, loaded)
    else:
        loaded, chosen = None, stage.find(source, None)
    saved = None if live else savedtests.folder_of(chosen, config / "sources")
    if live and (entry is not None or article is not None):
        raise typer.BadParameter("--live asks the site; --entry and --article read saved pages")
    file = article or entry
    if file is not None:
        most = loaded.settings.network.max_bytes if loaded else stage.LARGEST_PAGE
        result = stage.test_offline(chosen, file, entry=article is None, most=most)
    elif saved is not None:
        result = savedtests.run(chosen, saved)
    elif loaded is None:
        raise typer.BadParameter(
            f"no pages are saved with {source} in {config / 'sources'}, and its site is asked only by a configuration, which states your "
            "contact address: give --config DIR (`communique init` makes one), or a page that you saved: --entry FILE (the feed, list or "
            "API answer) or --article FILE"
        )
    else:
        result = wiring.run_live_test(loaded, chosen)
    if as_json:
        print_json(result)
    else:
        say(f"{source}: {result['verdict']}" + (f" ({result['reason']})" if result["reason"] else ""))
        print_table(
            ("title", "published", "day from", "language", "words", "url"),
            [
                [
                    titled(draft["title"]),
                    draft["published"]["value"] or draft["published"]["reason"] or "undated",
                    draft["published"]["from"] or "",
                    draft["language"],
                    len(draft["body"].split()),
                    draft["url"],
                ]
                for draft in result["drafts"]
            ],
            empty="Nothing would be stored.",
        )
        for page in result.get("unread", ()):
            what = "refused" if page["verdict"] == "empty" else "not read"
            say(f"{what}: {page['reason'] or page['url']}", style="yellow")
        if saved is not None:
            _say_why(result, hint(f"sources test {source} --live", config))
    return os.EX_OK if result["verdict"] == "ok" else 1


def _say_why(result: dict[str, Any], live: str) -> None:
    """What the saved pages gave by which selector, and what the list held."""
    print_table(
        ("page", "title by", "date by", "text by"),
        [
            [draft["file"], draft["why"]["title"], draft["why"]["published"], draft["why"]["body"]]
            for draft in result["drafts"]
        ],
        empty="No article is saved.",
    )
    say(
        f"{len(result['listed'])} listed on the saved entry page; pages: {result['pages']}; to ask the site: {live}",
        style="green",
    )
