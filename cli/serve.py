"""The command that serves pages: archived copies, why an alert came, the end of a subscription."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.common import HERE, ConfigOption, load, say


def serve(
    config: ConfigOption = HERE,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Listen on this port instead of web.port; 0 for any free one."),
    ] = None,
) -> None:
    """Serve the pages that messages link to, beside `communique run`, until told to stop (Ctrl-C or SIGTERM).

    Example: communique serve --config ./desk
    """
    from web.server import serve as serve_pages

    serve_pages(
        load(config),
        port=port,
        listening=lambda address: say(f"listening on {address}"),
        warn=lambda said: say(said, mark="warning:", style="yellow"),
    )
