"""The web service as a process: one listening socket, until it is told to stop."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address

import uvicorn

from archive import open_archive
from config import Config
from pipeline.linking import links_of
from statements.clock import Clock, SystemClock
from statements.errors import CommuniqueError, ConfigError
from web.app import application

GRACE = 5
"""Seconds that answers under way may take to end."""
MOST = 64
"""Requests at a time; more are told to come back."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
"""Of every answer, those that uvicorn gives itself among them. What is no HTTP at all gets one line of plain text without."""


class _Server(uvicorn.Server):
    """A server that says when it takes requests, and ends well when it is told to: its own would end by the signal, which
    looks like a failure."""

    def __init__(self, settings: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(settings)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(
    config: Config,
    *,
    port: int | None = None,
    clock: Clock | None = None,
    listening: Callable[[str], None],
    warn: Callable[[str], None],
) -> None:
    """Serve the pages of ``config`` until SIGINT or SIGTERM; ``port`` in place of the one in the settings, 0 for any.
    ``listening`` is told where, ``warn`` what is unwise. The archive must exist: it is the service's to make. Raises
    ConfigError, ArchiveError, CommuniqueError when the port cannot be had."""
    web, links = config.settings.web, links_of(config)
    if web is None or links is None:
        raise ConfigError(
            ["web: is missing in settings.yaml; communique serve needs to know where readers reach it"]
        )
    listener = _listen(web.host, web.port if port is None else port)
    with listener, open_archive(config.settings.database) as archive:
        host, bound = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        if not ip_address(host).is_loopback:
            warn(
                f"{shown} can be reached from other machines, without encryption; put a reverse proxy before it"
            )
        settings = uvicorn.Config(
            application(config, archive, links, clock or SystemClock()),
            log_config=None,
            access_log=False,  # addresses hold tokens
            server_header=False,
            headers=list(HEADERS.items()),
            proxy_headers=False,
            lifespan="off",
            ws="none",
            limit_concurrency=MOST,
            timeout_graceful_shutdown=GRACE,
        )
        _Server(settings, lambda: listening(f"http://{shown}:{bound}")).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        raise CommuniqueError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
