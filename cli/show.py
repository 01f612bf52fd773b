"""The command `demo`, apart from the show itself (`cli.demo`), which brings in the whole program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    out: Annotated[Path, typer.Option(help="Where database, configuration and digest are left.")] = Path(
        "demo-out"
    ),
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the invented sites running at the end, until Ctrl-C.")
    ] = False,
    fast: Annotated[bool, typer.Option("--fast", help="No pauses for a reader.")] = False,
) -> int:
    """Show the whole of it on an invented week: no configuration, no account, no network.

    Example: communique demo --out ./demo-out
    """
    from cli.demo import demo as play

    return play(out=out, keep=keep, fast=fast)
