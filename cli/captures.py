"""Commands about the bytes as they were received: show, warc."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, opened, print_json, say
from statements.errors import CommuniqueError

app = typer.Typer(no_args_is_help=True, help="The bytes that statements were read from.")


@app.command("show")
def show(
    version: Annotated[
        int, typer.Argument(help="Id of a version (`communique show` and `verify` name them).")
    ],
    config: ConfigOption = HERE,
    out: Annotated[Path | None, typer.Option(help="Write to this new file instead of stdout.")] = None,
) -> None:
    """The bytes of a version, exactly as they were received.

    Example: communique captures show 12 --out page.html
    """
    from pipeline import captures

    if out is None and sys.stdout.isatty():
        raise CommuniqueError(
            "the bytes of a stranger may command a terminal: give --out FILE, or pipe them on"
        )
    loaded = load(config, quiet=True)
    with opened(loaded) as archive:
        found = captures.one(archive, version)
    if out is None:
        sys.stdout.buffer.write(found.body)
        sys.stdout.buffer.flush()
        return
    try:
        with out.open("xb") as file:
            file.write(found.body)
    except OSError as error:
        raise CommuniqueError(f"cannot write {out}: {error.strerror}") from error
    say(f"{out}: {len(found.body)} bytes of {found.url}, fetched {found.fetched_at:%Y-%m-%d %H:%M:%S} UTC")


@app.command("warc")
def warc(
    out: Annotated[Path, typer.Argument(help="A new file; compressed if it ends in .gz.")],
    query: Annotated[str | None, typer.Argument(help="Only statements that this query finds.")] = None,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only what was fetched since this day (UTC)."),
    ] = None,
) -> None:
    """Captures as a WARC 1.1 file, which web archives' tools read. Needs the extra `warc`.

    Example: communique captures warc aleppo.warc.gz 'topic:ceasefire date:2024-11-27..2024-12-08'
    """
    from pipeline import captures

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        moment = None if since is None else since.replace(tzinfo=UTC)
        result = captures.write_warc(loaded, archive, out, query=query, since=moment)
    if as_json:
        print_json(result)
        return
    say(f"{result['file']}: {result['records']} answers, from which {result['versions']} versions were read")
