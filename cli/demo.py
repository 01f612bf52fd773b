"""`communique demo`: the real service on an invented week, in one process, with the clock moved by hand."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import signal
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from alerts import digest as mails
from cli.common import FAILED, INTERRUPTED, clean, plain
from config import Config
from config import load as load_config
from demo import configuration, folder, outcome, terminal, world
from demo.configuration import CHANNELS
from demo.server import HOST, DemoServer
from demo.slack import FakeSlack, Posted
from pipeline import answers, logs, wiring
from pipeline.service import Service
from statements.clock import ManualClock
from statements.diff import word_diff

PAUSE = 0.4
"""Seconds between two messages on a terminal, so that a person can follow."""
QUERY = "resolution:2254"
WALLED = "2024-12-05"
"""The day from which on one site is behind a wall: who spoke since is asked at the end."""
WIDTH = 110
"""Columns where nobody says how wide the screen is."""
NEXT = (
    ".venv/bin/communique init ./desk --contact mailto:you@example.org",
    ".venv/bin/communique once --config ./desk",
    ".venv/bin/communique run --config ./desk",
)
STYLES = {"title": "bold", "quote": "italic", "text": "", "small": "dim"}
Told = dict[str, list[Posted]]


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
    clock = ManualClock(world.START)
    for name in (
        "no_proxy",
        "NO_PROXY",
    ):  # a proxy of this machine's user is not to see the demo's own traffic
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), HOST)))
    with (
        folder.prepared(out),
        DemoServer(world.load(), clock) as server,
        FakeSlack(clock=clock) as slack,
    ):
        configuration.write(out / folder.DESK, server, slack)
        # No variable of the user's environment may lead the demo's messages to a real Slack.
        config = load_config(out / folder.DESK, {})
        logs.configure(secrets=wiring.secrets_of(config), quiet=True)
        pause = 0.0 if fast or not sys.stdout.isatty() else PAUSE
        week = Week(config, server, slack, clock, out, pause)
        status = wiring.run(config, week.play_or_stop, clock=clock)
        if keep and status == 0:
            _stay(week, server)
    return status


def _stay(week: Week, server: DemoServer) -> None:
    week.say("\nThe invented sites still run; Ctrl-C ends them:")
    for site in server.world.sites:
        week.say(f"  {site.issuer}  {server.url(site.id)}/")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        week.say("Stopped.")


class Week:
    """Plays the week and tells what happens."""

    def __init__(
        self,
        config: Config,
        server: DemoServer,
        slack: FakeSlack,
        clock: ManualClock,
        out: Path,
        pause: float,
    ) -> None:
        self.config, self.server, self.slack, self.clock = config, server, slack, clock
        self.out, self.pause = out, pause
        width = None if sys.stdout.isatty() else WIDTH
        self.console = Console(highlight=False, markup=False, emoji=False, width=width)
        self._readable: dict[str, bool] = {}
        self._told = 0

    def say(
        self, text: str, style: str = "", *, lead: str = "", rest: str = "", lead_style: str = ""
    ) -> None:
        """A line, wrapped: ``lead`` before its first row, ``rest`` before the others. What it quotes cannot steer the
        terminal."""
        for row in Text(clean(text), style=style).wrap(self.console, self.console.width - len(lead)) or [
            Text()
        ]:
            self.console.print(Text().append(lead, lead_style).append_text(row))
            lead = rest or " " * len(lead)

    async def play_or_stop(self, service: Service) -> int:
        """`play`, ended in good order by Ctrl-C: an interrupt in the middle of the loop would leave its worker behind."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
        try:
            return await self.play(service)
        except asyncio.CancelledError:
            self.say("Stopped.")
            return INTERRUPTED
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    async def play(self, service: Service) -> int:
        """The whole week, and what is left of it. Returns the exit status."""
        began = time.monotonic()
        sites = self.server.world.sites
        self.say("communique demo", "bold")
        self.say(
            f"DEMO: an invented week in December 2024. {len(sites)} invented ministry sites run on this machine and a Slack "
            "beside them; no government said any of this, and the city of Qasr Halim does not exist."
        )
        last = world.START
        for look in self.server.world.looks():
            self.clock.set(look)
            events = self.server.world.events(last, look)
            last = look
            result = await service.once()
            if result["problem"]:
                self.say(f"The demo cannot go on: {result['problem']}", "bold red")
                return FAILED
            self._tell(look, events, service)
        self.say(f"\nThe week took {time.monotonic() - began:.0f} seconds.", "dim")
        await self._conclude(service)
        return self._judge(service)

    # -- while it runs

    def _tell(self, look: datetime, events: list[world.Event], service: Service) -> None:
        alerts, changes = self._new_alerts(), self._turned(service)
        if look == world.START:
            self._heading(f"{look:%a %d %b %H:%M}")
            self.say(
                f"First look: {service.archive.statements.count()} texts stood on the sites before we came. They are archived "
                "as the baseline and alert nobody.",
                lead="  ",
            )
        elif events or alerts or changes:
            self._heading(f"{look:%a %d %b %H:%M}")
        for event in events:
            unread = event.what == "publishes" and event.site.fault(look) is not None
            hidden = " (nobody can read it, since the site is broken)" if unread else ""
            self.say(f"{event.what}: {event.about}{hidden}", "cyan", lead=f"  {event.site.issuer}  ")
        for line in changes:
            self.say(line, "yellow", lead="  !   ")
        for copies in alerts.values():
            self._alert(copies)

    def _turned(self, service: Service) -> list[str]:
        """A sentence for each source that became unreadable or readable again since the last look."""
        found = []
        for state in service.archive.sources.states():
            readable = state.last_verdict is None or state.last_verdict.success
            if readable is not self._readable.get(state.source, True):
                found.append(
                    f"{state.source} can be read again"
                    if readable
                    else f"{state.source} cannot be read ({state.last_verdict}): {state.last_error}"
                )
            self._readable[state.source] = readable
        return found

    def _new_alerts(self) -> Told:
        """Messages that reached Slack since the last call: copies of one alert in several channels together."""
        found: Told = {}
        for message in self.slack.messages[self._told :]:
            found.setdefault(message.text, []).append(message)
        self._told = len(self.slack.messages)
        return found

    def _alert(self, copies: list[Posted]) -> None:
        channels = " ".join(CHANNELS.get(copy.channel, copy.channel) for copy in copies)
        where = " · in the thread of its story" if copies[0].thread_ts else ""
        self.say(f"  ┌ Slack {channels}{where}", "green")
        shown = list(terminal.lines(copies[0]))
        seen = {line.text for line in shown}
        shown += [line for copy in copies[1:] for line in terminal.lines(copy) if line.text not in seen]
        for line in shown:
            bar = "  │ ▌ " if line.kind == "quote" else "  │ "
            self.say(line.text, STYLES[line.kind], lead=bar, rest=bar, lead_style="green")
        self.say("  └", "green")
        time.sleep(self.pause)

    # -- at the end

    async def _conclude(self, service: Service) -> None:
        archive, now = service.archive, self.clock.now()
        self._conduct(outcome.conduct(archive, self.server.world, now=now))
        self._changes(service)
        self._search(service)
        rendered = (await service.digests.preview()).rendered
        for name, text in zip(folder.DIGEST, (mails.inlined(rendered), rendered.text), strict=True):
            (self.out / name).write_text(text, "utf-8")
        kept = [
            {
                "channel": one.channel,
                "ts": one.ts,
                "thread_ts": one.thread_ts,
                "edited": one.edited,
                "broadcast": one.broadcast,
                "text": one.text,
                "blocks": one.blocks,
            }
            for one in self.slack.messages
        ]
        (self.out / folder.SLACK).write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
        self._heading("What is left")
        self.say(f"  digest         {self.out / folder.DIGEST[0]} and {self.out / folder.DIGEST[1]}")
        self.say(f"  Slack          {self.out / folder.SLACK} ({len(kept)} messages, as received)")
        self.say(f"  configuration  {self.out / folder.DESK}/ (settings.yaml, watches.yaml, sources/)")
        self.say(f"  database       {self.out / folder.DESK / 'communique.db'}")

    @property
    def _desk(self) -> str:
        """Where the configuration lies, as a shell takes it."""
        return shlex.quote(str(self.out / folder.DESK))

    def _heading(self, text: str) -> None:
        self.say(f"\n{text}", "bold")

    def _conduct(self, rows: list[outcome.Conduct]) -> None:
        self._heading("Who spoke about Qasr Halim, who was silent, who could not be read")
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in (
            "",
            "",
            "on Qasr Halim",
            "on other things",
            "headline stance, highest rung",
            "not read",
        ):
            table.add_column(column, overflow="fold")
        for row in rows:
            readings = [hit.reading for hit in row.spoke if hit.reading]
            stances = ", ".join(dict.fromkeys(str(reading.primary) for reading in readings))
            rung = f"; rung {max(reading.rung for reading in readings)}" if readings else ""
            gaps = "; ".join(
                f"{gap.since:%d %b %H:%M} to {f'{gap.until:%d %b %H:%M}' if gap.until else 'the end'} ({gap.verdict})"
                for gap in row.gaps
            )
            cells = (row.issuer, row.standing, str(len(row.spoke)), str(row.other), stances + rung, gaps)
            table.add_row(*(plain(cell) for cell in cells))
        self.console.print(table)
        for row in rows:
            if row.standing == "silent":
                self.say(
                    f"{row.name} was read all week and said nothing: that silence counts.", "dim", lead="  "
                )
            elif any(gap.until is None for gap in row.gaps):
                self.say(
                    f"What {row.name} said since it broke is not known: that silence means nothing.",
                    "dim",
                    lead="  ",
                )
        # Until the end of the week: nobody asks the sites any more after it.
        self.say("The product tells the same, here of the time since one site broke:", "dim", lead="  ")
        self.say(f"communique board '{configuration.CITY}' \\", lead="  ")
        self.say(
            f"--since {WALLED} --until {world.END:%Y-%m-%dT%H:%M} --config {self._desk}",
            lead="    ",
        )

    def _changes(self, service: Service) -> None:
        self._heading("What was changed after it was published  ([-out-] {+in+})")
        for edit in service.archive.periods.edits(world.START, world.END):
            version = edit.version
            self.say(version.title, lead=f"  edited     {version.issuer}  ")
            self.say(word_diff(edit.before, version.text), "dim", lead=" " * 17)
        for hit in service.archive.periods.withdrawals(world.START, world.END):
            self.say(hit.version.title, lead=f"  withdrawn  {hit.version.issuer}  ")
            self.say(
                f"seen to be gone on {hit.withdrawn_at:%d %b at %H:%M}; the text stays in the archive",
                "dim",
                lead=" " * 17,
            )

    def _search(self, service: Service) -> None:
        self._heading(f"communique search '{QUERY}' --config {self._desk}")
        found = answers.search(service.config, service.archive, QUERY, limit=20, before=None)
        for hit in found["hits"]:
            reading = hit["reading"] or {}
            when = (hit["published"]["value"] or "undated")[:10]
            signed = f"  signed {', '.join(reading['signatories'])}" if reading.get("signatories") else ""
            self.say(f"{hit['title']}{signed}", lead=f"  {when}  {hit['issuer']}  {hit['language'] or '?'}  ")
        self.say(f"  {found['total']} found", "dim")

    def _judge(self, service: Service) -> int:
        faults = outcome.faults(service.archive, self.server, self.slack)
        if faults:
            self._heading("The demo did not go as it should:")
            for fault in faults:
                self.say(f"  {fault}", "red")
            return FAILED
        self._heading("Now the real world:")
        for command in NEXT:
            self.say(f"  {command}")
        return 0
