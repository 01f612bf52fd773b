"""Commands about the digest: preview, send."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, print_json, say
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
    as_json: JsonOption = False,
) -> None:
    """Render the digest to files; sends nothing.

    Example: communique digest preview --config ./desk --current
    """
    from pipeline import digesting, wiring

    loaded = load(config, quiet=as_json)
    service = wiring.offline(loaded)
    try:
        rendered = asyncio.run(
            digesting.preview(service.digests, current=current, config=loaded, now=service.clock.now())
        )
    finally:
        service.close()
    out.mkdir(parents=True, exist_ok=True)
    written = {"html": out / "digest.html", "text": out / "digest.txt"}
    written["html"].write_text(rendered.html, "utf-8")
    written["text"].write_text(rendered.text, "utf-8")
    if as_json:
        print_json({"subject": rendered.subject, **{part: str(path) for part, path in written.items()}})
        return
    for path in written.values():
        say(f"wrote {path}")


@app.command()
def send(config: ConfigOption = HERE, as_json: JsonOption = False) -> int:
    """Freeze and send the digest of the last closed week, if it was not sent yet.

    Example: communique digest send --config ./desk
    """
    from pipeline import wiring

    loaded = load(config, quiet=as_json)
    if not loaded.settings.digests or loaded.settings.mail is None:
        missing = "mail" if loaded.settings.digests else "digests"
        raise ConfigError(
            [f"{config / 'settings.yaml'}: {missing}: is missing, so there is no digest to send"]
        )

    async def body(service: Service) -> int:
        record = await service.digests.run()
        sent = await service.deliver()
        if as_json:
            print_json({"made": record is not None, "sent": sent})
            return 0
        if record is None:
            say("The last closed week has its digest already, or nothing was watched yet in it.")
        say(f"sent {sent} messages")
        return 0

    return wiring.run(loaded, body)
