"""A real HTTP server that takes events, and answers as told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """What was received, and how the next requests are answered: ``(status, headers)``, ``hang up`` after the request was read,
    or 200 when nothing is left to say. What contains ``poison`` is answered with a status of its own, always."""

    url: str = ""
    requests: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, Mapping[str, str]] | str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    poison: tuple[bytes, int] | None = None

    @property
    def events(self) -> list[Any]:
        return [json.loads(body) for _, body in self.requests]


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.requests.append((dict(self.headers.items()), body))
            receiver.paths.append(self.path)
            if receiver.poison is not None and receiver.poison[0] in body:
                answer: tuple[int, Mapping[str, str]] | str = (receiver.poison[1], {})
            else:
                answer = receiver.answers.pop(0) if receiver.answers else (200, {})
            if isinstance(answer, str):
                self.close_connection = True
                return
            status, headers = answer
            said = b"" if status < 300 else b"because\x07 of this"
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(said))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/intake"
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
