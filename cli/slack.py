"""Commands about Slack: preview, manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.common import HERE, ConfigOption, load, opened, print_json, say
from statements.errors import CommuniqueError

app = typer.Typer(no_args_is_help=True, help="Alerts as Slack shows them, and the app that posts them.")


@app.command()
def preview(
    statement: Annotated[int, typer.Argument(help="A statement's number, as in search results.")],
    config: ConfigOption = HERE,
    watch: Annotated[
        str | None, typer.Option(help="As this watch would alert; else as those that it matched.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Draw it, with its thread, as a page.")] = None,
    png: Annotated[Path | None, typer.Option(help="Draw it as a picture (needs a Chromium).")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Draw it as in Slack's dark mode.")] = False,
    height: Annotated[int, typer.Option(min=100, max=10_000, help="Of the picture, in pixels.")] = 1000,
) -> None:
    """Print the blocks of a statement's alert, to paste into Slack's Block Kit Builder; or draw them. Sends nothing.

    Example: communique slack preview 12 --config ./desk --html alert.html
    """
    from pipeline import slack_preview as stage

    loaded = load(config, quiet=True)
    with opened(loaded) as archive:
        found = stage.preview(loaded, archive, statement, watch=watch)
    if html is None and png is None:
        print_json({"text": found.payload["text"], "blocks": found.payload["blocks"]})
        return
    page = stage.as_html(found, dark=True if dark else None if png is None else False)
    if html is not None:
        try:
            html.write_text(page, "utf-8")
        except OSError as error:
            raise CommuniqueError(f"cannot write {html}: {error.strerror}") from error
        say(f"wrote {html}")
    if png is not None:
        stage.as_png(page, png, height=height)
        say(f"wrote {png}")


@app.command()
def manifest() -> None:
    """Print the app manifest to paste at api.slack.com/apps (Create New App, From a manifest).

    Example: communique slack manifest
    """
    from alerts.slack_manifest import MANIFEST

    print_json(MANIFEST)
