"""The demo world's web sites: real HTTP on the loopback interface, one port a ministry.

    with DemoServer(load(), clock) as server:
        server.url("fr-demo")          http://127.0.0.1:40123

What a site shows depends on ``clock`` alone. Answers carry ETag and Last-Modified and are given as 304 to who has them.
"""

from __future__ import annotations

import hashlib
import sys
import threading
from collections import Counter
from contextlib import ExitStack
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from demo import pages
from demo.world import Site, World
from statements.clock import Clock

HOST = "127.0.0.1"


class DemoServer:
    """Every site of a world, running inside the context. ``answers`` counts the answers given, by (site, status)."""

    def __init__(self, world: World, clock: Clock) -> None:
        self.world, self.clock = world, clock
        self.answers: Counter[tuple[str, int]] = Counter()
        self._urls: dict[str, str] = {}
        self._running = ExitStack()

    def __enter__(self) -> DemoServer:
        for site in self.world.sites:
            served = _Server(site, self)
            self._urls[site.id] = f"http://{HOST}:{served.server_address[1]}"
            thread = threading.Thread(
                target=served.serve_forever, args=(0.05,), name=f"demo {site.id}", daemon=True
            )
            thread.start()
            self._running.callback(_end, served, thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    def url(self, site: str) -> str:
        """The address of a site, without a slash at its end. Raises KeyError."""
        return self._urls[site]

    def entry(self, site: Site) -> str:
        """The address that a source of this site is to watch."""
        return self.url(site.id) + pages.entry(site)


def _end(served: ThreadingHTTPServer, thread: threading.Thread) -> None:
    served.shutdown()
    thread.join()
    served.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: Site, world: DemoServer) -> None:
        self.site, self.world = site, world
        super().__init__((HOST, 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news; anything else is a bug and shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def _reply(self, *, with_body: bool) -> None:
        site, world = self.server.site, self.server.world
        now = world.clock.now()
        path, _, query = self.path.partition("?")
        page = pages.answer(site, path, query, base=world.url(site.id), now=now)
        body = page.body.encode()
        tag, changed = f'"{hashlib.sha256(body).hexdigest()[:20]}"', site.changed(now).replace(microsecond=0)
        known = page.cached and self._knows(tag, changed)
        status = 304 if known else page.status
        world.answers[site.id, status] += 1
        self.send_response(status)
        if page.cached:
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", format_datetime(changed, usegmt=True))
        if not known:
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body and not known:
            self.wfile.write(body)

    def _knows(self, tag: str, changed: datetime) -> bool:
        """Whether the client has this answer already. A tag, where it sends one, decides alone (RFC 9110, 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tag in (one.strip().removeprefix("W/") for one in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return changed <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False

    def log_message(self, format: str, *args: object) -> None:
        """Silent: `answers` is the log."""
