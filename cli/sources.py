"""Commands about sources: list, test."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, opened, print_json, print_table, say

app = typer.Typer(no_args_is_help=True, help="The sites that are watched.")


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
            [row[key] or "" for key in ("id", "issuer", "kind", "state", "evidence", "last_check", "error")]
            for row in rows
        ],
        empty="No source is enabled. Name some under `catalogue:` in settings.yaml.",
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
) -> int:
    """Show what would be stored, and store nothing: live, or offline on saved pages.

    Example: communique sources test un-press --entry saved.xml
    """
    from pipeline import sources as stage
    from pipeline import wiring

    if (config / "settings.yaml").exists():
        loaded = load(config, quiet=as_json)
        chosen = stage.find(source, loaded)
    else:
        loaded, chosen = None, stage.find(source, None)
    if entry is not None or article is not None:
        result = stage.test_offline(chosen, entry=entry, article=article)
    elif loaded is None:
        raise typer.BadParameter(
            "a live test needs --config DIR (it states your contact address); or give --entry FILE"
        )
    else:
        result = wiring.run_live_test(loaded, chosen)
    if as_json:
        print_json(result)
    else:
        say(f"{source}: {result['verdict']}" + (f" ({result['reason']})" if result["reason"] else ""))
        print_table(
            ("title", "published", "language", "words", "url"),
            [
                [
                    draft["title"],
                    draft["published"]["value"] or draft["published"]["reason"] or "undated",
                    draft["language"],
                    len(draft["body"].split()),
                    draft["url"],
                ]
                for draft in result["drafts"]
            ],
            empty="Nothing would be stored.",
        )
    return os.EX_OK if result["verdict"] == "ok" else 1
