"""Commands about the digest: preview, send."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import HERE, ConfigOption, load, say
from statements.errors import ConfigError

if TYPE_CHECKING:
    from pipeline.service import Service

app = typer.Typer(no_args_is_help=True, help="The weekly digest.")


@app.command()
def preview(
    config: ConfigOption = HERE,
    out: Annotated[Path, typer.Option(help="Directory for digest.html and digest.txt.")] = Path(
        "digest-preview"
    ),
    current: Annotated[
        bool, typer.Option("--current", help="The week that is running instead of the last closed one.")
    ] = False,
) -> None:
    """Render the digest to files; sends nothing.

    Example: communique digest preview --config ./desk --current
    """
    from pipeline import digesting, wiring

    loaded = load(config)
    service = wiring.offline(loaded)
    try:
        rendered = asyncio.run(
            digesting.preview(service.digests, current=current, config=loaded, now=service.clock.now())
        )
    finally:
        service.close()
    out.mkdir(parents=True, exist_ok=True)
    for name, text in (("digest.html", rendered.html), ("digest.txt", rendered.text)):
        (out / name).write_text(text, "utf-8")
        say(f"wrote {out / name}")


@app.command()
def send(config: ConfigOption = HERE) -> int:
    """Freeze and send the digest of the last closed week, if it was not sent yet.

    Example: communique digest send --config ./desk
    """
    from pipeline import wiring

    loaded = load(config)
    if loaded.settings.digest is None or loaded.settings.mail is None:
        missing = "digest" if loaded.settings.digest is None else "mail"
        raise ConfigError(
            [f"{config / 'settings.yaml'}: {missing}: is missing, so there is no digest to send"]
        )

    async def body(service: Service) -> int:
        record = await service.digests.run()
        if record is None:
            say("The last closed week has its digest already, or nothing was watched yet in it.")
        sent = await service.deliver()
        say(f"sent {sent} messages")
        return 0

    return wiring.run(loaded, body)
