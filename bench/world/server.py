"""The world's sites as one HTTP server, an address a site, in a thread of its own. What it was asked is logged with the world's time."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from bench.world.pages import Reply, Request, reply
from bench.world.script import Publication, Script
from statements.clock import ManualClock

SLOW = 0.1
"""Seconds that a slow site takes."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One answered request for the page of a statement, at the world's time. ``wording`` is what was shown in full, or None;
    ``well`` that no fault was in the way."""

    at: datetime
    publication: Publication
    status: int
    wording: int | None
    well: bool


class Sites:
    """``with Sites(script, clock) as sites``: they answer as the script says at the time of ``clock``."""

    def __init__(self, script: Script, clock: ManualClock) -> None:
        self.script, self.clock = script, clock
        self.pages: list[Asked] = []
        self.requests: Counter[str] = Counter()
        """Requests by what was asked for: robots, entry, edits, page, other."""
        self.unchanged = 0
        """Answers of 304."""
        self.trap: Callable[[str], bool] | None = None
        """Is told what is asked for before it is answered; True means that nobody waits for the answer any more."""
        self.port = 0
        self._sites = {site.address: site for site in script.sites}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="world", daemon=True)
        self._started = threading.Event()
        self._failed: BaseException | None = None

    def __enter__(self) -> Sites:
        self._thread.start()
        self._started.wait()
        if self._failed is not None:
            raise self._failed
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._closing = asyncio.Event()
        self._talks: set[asyncio.Task[None]] = set()
        servers: list[asyncio.Server] = []
        try:
            for address in self._sites:
                server = await asyncio.start_server(self._talk, address, self.port, backlog=64)
                servers.append(server)
                self.port = self.port or server.sockets[0].getsockname()[1]
        except OSError as error:
            self._failed = error
        self._started.set()
        if self._failed is None:
            await self._closing.wait()
        for server in servers:
            server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        try:
            while line := await reader.readline():
                headers: dict[str, str] = {}
                while (raw := await reader.readline()) not in (b"\r\n", b"\n", b""):
                    name, _, value = raw.decode("latin-1").partition(":")
                    headers[name.strip().lower()] = value.strip()
                if not await self._answer(line.decode("latin-1").split(" ")[1], headers, reader, writer):
                    break
                if headers.get("connection", "").lower() == "close":
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the watcher went away, or the world ends
        finally:
            self._talks.discard(task)
            writer.close()

    async def _answer(
        self, target: str, headers: dict[str, str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer one request; False when the connection ends with it."""
        site = self._sites[writer.get_extra_info("sockname")[0]]
        now = self.clock.now()
        asked = Request(target=target, if_none_match=headers.get("if-none-match"))
        answer = reply(self.script, site, asked, now, port=self.port)
        if self.trap is not None and self.trap(answer.what):
            return False
        self.requests[answer.what] += 1
        self.unchanged += answer.status == 304
        self._note(answer, now, well=self.script.fault(site.number, now) is None)
        if answer.fault == "hang":
            await reader.read(1)  # until the watcher gives up
            return False
        if answer.fault == "slow":
            await asyncio.sleep(SLOW)
        body = answer.body
        size = len(body) + 500 if answer.fault == "truncate" and answer.status == 200 else len(body)
        fields = {"Content-Type": answer.content_type, "Content-Length": str(size), **answer.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        writer.write(f"HTTP/1.1 {answer.status} X\r\n{head}\r\n".encode() + body)
        await writer.drain()
        return answer.fault != "truncate"

    def _note(self, answer: Reply, now: datetime, *, well: bool) -> None:
        if answer.publication is not None:
            shown = answer.wording if answer.fault is None else None
            self.pages.append(
                Asked(at=now, publication=answer.publication, status=answer.status, wording=shown, well=well)
            )
