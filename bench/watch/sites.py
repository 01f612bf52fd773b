"""A world of N ministries, each a host of its own, with a control port and a place where notifications arrive.

    python -m bench.watch.sites --sites N --port P

Site i answers on ``127.<1 + i // 62500>.<i // 250 % 250>.<1 + i % 250>``: ``/feed.xml`` (RSS 2.0, the 5 newest with their texts; ETag,
Last-Modified, 304), ``/`` (a page that lists them) and ``/a/<k>``. On 127.0.0.1: ``POST /_ctl/publish?site=i`` (answers when it was
published), ``GET /_ctl/stats?reset=1`` (answers given, by status), ``GET /_ctl/messages?reset=1`` (what arrived, and when);
everything posted elsewhere is a notification, answered as Slack would.
"""

from __future__ import annotations

import argparse
import asyncio
import email.utils
import hashlib
import json
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

FEED_ITEMS = 5
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va")


def address(site: int) -> str:
    """The address of one site; all are on this machine."""
    return f"127.{1 + site // 62500}.{site // 250 % 250}.{1 + site % 250}"


@dataclass
class Site:
    """One ministry."""

    number: int
    times: list[float] = field(default_factory=list)
    feed: bytes = b""
    etag: str = ""
    modified: str = ""

    def publish(self, at: float) -> None:
        self.times.append(at)
        items = "".join(self._item(k) for k in range(len(self.times) - 1, -1, -1)[:FEED_ITEMS])
        self.feed = (
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Ministry {self.number}</title>'
            f"<link>{self.base}/</link><description>News</description>{items}</channel></rss>"
        ).encode()
        self.etag = f'"{hashlib.sha256(self.feed).hexdigest()[:16]}"'
        self.modified = email.utils.formatdate(at, usegmt=True)

    @property
    def base(self) -> str:
        return f"http://{address(self.number)}:{PORT}"

    def text(self, k: int) -> str:
        chance = random.Random(self.number * 100_003 + k)
        words = ("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(150))
        return " ".join(words).capitalize() + "."

    def title(self, k: int) -> str:
        return f"Statement {self.number}-{k} on the situation"

    def _item(self, k: int) -> str:
        link = f"{self.base}/a/{k}"
        when = email.utils.formatdate(self.times[k], usegmt=True)
        return (
            f"<item><title>{self.title(k)}</title><link>{link}</link><guid>{link}</guid><pubDate>{when}</pubDate>"
            f"<description>{self.text(k)}</description></item>"
        )

    def page(self, path: str) -> bytes | None:
        if path == "/":
            links = "".join(
                f'<li><a href="/a/{k}">{self.title(k)}</a></li>'
                for k in range(len(self.times) - 1, -1, -1)[:FEED_ITEMS]
            )
            return f"<html><body><h1>News</h1><ul>{links}</ul></body></html>".encode()
        if path.startswith("/a/") and path[3:].isdigit() and int(path[3:]) < len(self.times):
            k = int(path[3:])
            return f"<html><body><article><h1>{self.title(k)}</h1><p>{self.text(k)}</p></article></body></html>".encode()
        return None


PORT = 0


class World:
    """All sites and what was asked of them."""

    def __init__(self, count: int) -> None:
        start = time.time() - 3600 * FEED_ITEMS
        self.sites = [Site(i) for i in range(count)]
        for site in self.sites:
            site.times = [start + 3600 * k for k in range(FEED_ITEMS - 1)]
            site.publish(start + 3600 * (FEED_ITEMS - 1))
        self.by_address = {address(site.number): site for site in self.sites}
        self.stats: Counter[str] = Counter()
        self.messages: list[dict[str, object]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        local = writer.get_extra_info("sockname")[0]
        try:
            while line := await reader.readline():
                method, target, _ = line.decode("latin-1").split(" ", 2)
                headers: dict[str, str] = {}
                while (raw := await reader.readline()) not in (b"\r\n", b"\n", b""):
                    name, _, value = raw.decode("latin-1").partition(":")
                    headers[name.strip().lower()] = value.strip()
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                status, extra, content = self._answer(local, method, target, headers, body)
                head = "".join(f"{name}: {value}\r\n" for name, value in extra.items())
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\n{head}\r\n".encode() + content
                )
                await writer.drain()
                if headers.get("connection", "").lower() == "close":
                    break
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass  # the watcher went away
        finally:
            writer.close()

    def _answer(
        self, local: str, method: str, target: str, headers: dict[str, str], body: bytes
    ) -> tuple[str, dict[str, str], bytes]:
        parts = urlsplit(target)
        site = self.by_address.get(local)
        if site is None:
            return self._control(method, parts.path, parse_qs(parts.query), body)
        if parts.path == "/feed.xml":
            known = {"ETag": site.etag, "Last-Modified": site.modified}
            if headers.get("if-none-match") == site.etag:
                self.stats["304"] += 1
                return "304 Not Modified", known, b""
            self.stats["200"] += 1
            return "200 OK", {"Content-Type": "application/rss+xml", **known}, site.feed
        content = site.page(parts.path)
        if content is None:
            return "404 Not Found", {"Content-Type": "text/plain"}, b"no such page"
        self.stats["page"] += 1
        return "200 OK", {"Content-Type": "text/html; charset=utf-8"}, content

    def _control(
        self, method: str, path: str, query: dict[str, list[str]], body: bytes
    ) -> tuple[str, dict[str, str], bytes]:
        answer: object
        if path == "/_ctl/publish":
            site = self.sites[int(query["site"][0])]
            site.publish(time.time())
            answer = {"site": site.number, "k": len(site.times) - 1, "at": site.times[-1]}
        elif path == "/_ctl/stats":
            answer = dict(self.stats)
            if query.get("reset"):
                self.stats.clear()
        elif path == "/_ctl/messages":
            answer = list(self.messages)
            if query.get("reset"):
                self.messages.clear()
        elif method == "POST":
            self.messages.append({"at": time.time(), "path": path, "body": body.decode("utf-8", "replace")})
            answer = {
                "ok": True,
                "channel": "C0000000001",
                "ts": f"{len(self.messages)}.000001",
                "team_id": "T1",
            }
        else:
            return "404 Not Found", {"Content-Type": "text/plain"}, b""
        return "200 OK", {"Content-Type": "application/json"}, json.dumps(answer).encode()


async def main() -> None:
    parser = argparse.ArgumentParser(description="N ministries on this machine.")
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--port", type=int, default=8840)
    options = parser.parse_args()
    global PORT
    PORT = options.port
    world = World(options.sites)
    servers = [
        await asyncio.start_server(world.serve, host, options.port, backlog=128)
        for host in ("127.0.0.1", *world.by_address)
    ]
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    for server in servers:
        server.close()


if __name__ == "__main__":
    asyncio.run(main())
