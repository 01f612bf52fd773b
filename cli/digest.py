"""Commands about digests: preview, send, list."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import webbrowser
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, opened, print_json, print_table, say
from statements.errors import CommuniqueError, ConfigError

if TYPE_CHECKING:
    from pipeline.service import Service

app = typer.Typer(no_args_is_help=True, help="Digests by mail: weekly or daily.")

Which = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="Id of the digest; not needed where there is only one.")
]


@app.command()
def preview(
    which: Which = None,
    config: ConfigOption = HERE,
    out: Annotated[
        Path,
        typer.Option(help="Directory for digest.html, digest.txt and digest.eml."),
    ] = Path("digest-preview"),
    at: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="The digest of that day, as it was sent or would have been: 2024-12-09, or 2024-12-09T08:00.",
        ),
    ] = None,
    current: Annotated[
        bool, typer.Option("--current", help="The period that is running instead of the last closed one.")
    ] = False,
    show: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help="Open it in the browser, or not; at a terminal it is opened where there is a browser.",
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show a digest in the browser and as files; sends nothing.

    Example: communique digest preview --config ./desk --current
    """
    from alerts import digest as mails
    from pipeline import wiring

    if at is not None and current:
        raise typer.BadParameter("--at and --current exclude each other")
    moment = None if at is None else _moment(at)
    loaded = load(config, quiet=as_json)
    service = wiring.offline(loaded)
    try:
        stage = service.digests
        made = asyncio.run(stage.preview(which, at=moment, current=current))
        mail = wiring.mail_of(loaded, service.clock, stage.example(made))
    finally:
        service.close()
    written = {"html": out / "digest.html", "text": out / "digest.txt", "mail": out / "digest.eml"}
    try:
        out.mkdir(parents=True, exist_ok=True)
        written["html"].write_text(mails.inlined(made.rendered), "utf-8")
        written["text"].write_text(made.rendered.text, "utf-8")
        written["mail"].write_bytes(mail)
    except OSError as error:
        raise CommuniqueError(
            f"cannot write to {out}: {error.strerror}; --out names another place"
        ) from error
    wanted = not as_json and sys.stdout.isatty() and _has_browser() if show is None else show
    opened_it = wanted and webbrowser.open(written["html"].absolute().as_uri())
    if as_json:
        files = {part: str(path) for part, path in written.items()}
        print_json({"digest": made.digest, "subject": made.rendered.subject, "sent": made.sent, **files})
        return
    say(f"{made.rendered.subject}{' (as it was sent)' if made.sent else ''}")
    for path in written.values():
        say(f"wrote {path}")
    if wanted and not opened_it:
        say("no browser could be started")


def _has_browser() -> bool:
    """Whether a browser with a window can be had: one of the console would take the terminal."""
    windows = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform not in ("darwin", "win32") and not any(map(os.environ.get, windows)):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _moment(written: str) -> date | datetime:
    """A day, or an instant, which without a zone is meant in that of the digest."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        with contextlib.suppress(ValueError):
            return read(written)
    raise typer.BadParameter(f'"{written}" is no day such as 2024-12-09, nor a time such as 2024-12-09T08:00')


@app.command()
def send(config: ConfigOption = HERE, as_json: JsonOption = False) -> int:
    """Freeze and send the digests of the last closed periods, those that were not sent yet.

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
        made = await service.digests.run()
        sent = await service.deliver()
        if as_json:
            print_json({"made": [record.subscription for record in made], "sent": sent})
            return 0
        if not made:
            say("The last closed period has its digest already, or nothing was watched yet in it.")
        say(f"sent {sent} messages")
        return 0

    return wiring.run(loaded, body)


@app.command("list")
def list_digests(
    config: ConfigOption = HERE,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Show the digests that were made and how far their mails are, latest first.

    Example: communique digest list --config ./desk
    """
    from pipeline import shapes

    with opened(load(config, quiet=as_json)) as archive:
        found: list[dict[str, Any]] = [
            {
                "id": record.id,
                "digest": record.subscription,
                "start": shapes.moment(record.start),
                "end": shapes.moment(record.end),
                "made": shapes.moment(record.created_at),
                "subject": record.members.get("subject"),
                "mails": archive.digests.mails(record.id),
            }
            for record in archive.digests.recent(limit)
        ]
    if as_json:
        print_json(found)
        return
    print_table(
        ("id", "digest", "from", "to", "subject", "mails"),
        [
            (
                one["id"], one["digest"], one["start"], one["end"], one["subject"],
                ", ".join(f"{count} {state}" for state, count in sorted(one["mails"].items())) or "none",
            )
            for one in found
        ],
        empty="No digest was made yet.",
    )  # fmt: skip
