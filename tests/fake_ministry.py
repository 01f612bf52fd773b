"""A ministry's web site for tests: a real HTTP server on loopback whose pages are set by path, faults included."""

from __future__ import annotations

import gzip
import hashlib
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from xml.sax.saxutils import escape

HTML = "text/html; charset=utf-8"
RSS = "application/rss+xml"
JSON = "application/json"


@dataclass(frozen=True)
class Page:
    """What a path answers. ``fault``: None, ``reset`` (connection cut before any answer), ``truncate`` (half the body), ``drip``
    (a byte each 50 ms, for ever)."""

    body: bytes | str = b""
    content_type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None
    validators: bool = False
    """Send an ETag and answer 304 to it."""

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


class FakeMinistry:
    """``with FakeMinistry() as site: site["/feed"] = Page(...)``. Without a page a path answers 404, robots.txt too.

    ``asked`` counts requests by path; ``seen`` keeps the headers of each request, by path, and ``sent`` the bodies of POSTs. The
    address may be any of 127.0.0.0/8.
    """

    def __init__(self, address: str = "127.0.0.1", *, context: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Page | Callable[[], Page]] = {}
        self.asked: Counter[str] = Counter()
        self.seen: dict[str, list[dict[str, str]]] = {}
        self.sent: dict[str, list[bytes]] = {}
        self._closing = threading.Event()
        self._server = _Server((address, 0), _handler(self))
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.scheme = "http" if context is None else "https"
        self.address, self.port = address, self._server.server_address[1]

    def __setitem__(self, path: str, page: Page | Callable[[], Page]) -> None:
        self.pages[path] = page

    def __delitem__(self, path: str) -> None:
        del self.pages[path]

    def url(self, path: str, host: str | None = None) -> str:
        """The address of a path, by IP unless another spelling of the host is given."""
        return f"{self.scheme}://{host or self.address}:{self.port}{path}"

    @property
    def allow(self) -> str:
        """The entry of an allow list that lets this server be asked."""
        return f"{self.address}:{self.port}"

    def __enter__(self) -> FakeMinistry:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request as the page of its path says."""
        path = handler.path
        self.asked[path] += 1
        self.seen.setdefault(path, []).append(
            {name.lower(): value for name, value in handler.headers.items()}
        )
        found = self.pages.get(path, Page("not here", status=404))
        page = found() if callable(found) else found
        data = page.data
        if page.fault == "reset":
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.close_connection = True
            handler.connection.close()
            return
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        if page.validators and handler.headers.get("If-None-Match") == tag:
            handler.send_response(304)
            handler.send_header("ETag", tag)
            handler.end_headers()
            return
        handler.send_response(page.status)
        handler.send_header("Content-Type", page.content_type)
        for name, value in page.headers.items():
            handler.send_header(name, value)
        if page.validators:
            handler.send_header("ETag", tag)
        handler.send_header(
            "Content-Length", str(max(len(data), 1_000_000) if page.fault == "drip" else len(data))
        )
        handler.end_headers()
        if page.fault == "truncate":
            handler.wfile.write(data[: len(data) // 2])
            handler.close_connection = True
        elif page.fault == "drip":
            while not self._closing.is_set():
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.05)
        else:
            handler.wfile.write(data)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the tests."""


def _handler(site: FakeMinistry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or the delayed acknowledgement costs 40 ms an answer

        def do_GET(self) -> None:
            site.answer(self)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            site.sent.setdefault(self.path, []).append(body)
            site.answer(self)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    return Handler


def rss(*items: tuple[str, str, str | None], link: str = "", body: str = "") -> str:
    """A feed of (link, title, pubDate or None) with the same full text in each, if ``body`` is given."""
    entries = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(link + path)}</link><guid>{escape(link + path)}</guid>"
        + (f"<pubDate>{date}</pubDate>" if date else "")
        + (f"<content:encoded><![CDATA[{body}]]></content:encoded>" if body else "")
        + "</item>"
        for path, title, date in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Ministry of Foreign Affairs</title>{entries}</channel></rss>"
    )


def statement_page(
    title: str, *paragraphs: str, date: str = "2024-12-01T22:04:05Z", language: str = "en"
) -> str:
    """A statement's page with site chrome around it."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(12))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)} | Ministry</title></head>'
        f'<body><header><nav><ul>{menu}</ul></nav></header><main><article lang="{language}"><h1>{escape(title)}</h1>'
        f'<time datetime="{date}">{date[:10]}</time><div class="body">{body}</div></article></main>'
        "<footer><p>Ministry of Foreign Affairs. Contact. Cookies.</p></footer></body></html>"
    )


def gzip_bomb(megabytes: int = 64) -> bytes:
    """A gzip stream of a few kilobytes a megabyte that unpacks to blanks."""
    return gzip.compress(b" " * (megabytes * 2**20), 9, mtime=0)
