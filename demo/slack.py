"""A Slack that runs on this machine: it keeps what is posted, refuses what Slack refuses, and fails on request.

    with FakeSlack() as slack:
        SlackSender(token=slack.token, base_url=slack.base_url, …)
        slack.messages            what a user would see, in order
        slack.socket.click(…)     what a user does, where an app is connected (Socket Mode)

It speaks ``auth.test``, ``chat.postMessage``, ``chat.update``, ``chat.postEphemeral``, ``conversations.history``,
``conversations.replies``, ``apps.connections.open`` and incoming webhooks. A fault is
asked for by writing its name into a token, channel or webhook name (``xoxb-invalid-auth``, ``C-RATELIMITED``), or is queued
with `FakeSlack.fail` for the next requests. Each name of `FAULTS` breaks the exchange; any other name is answered as
Slack's error of that name.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote

from demo.slack_limits import refusal_of
from demo.slack_socket import Socket
from demo.slack_store import Posted, Refused, Store, Whispered
from statements.clock import Clock, SystemClock

__all__ = ["FAULTS", "REFUSALS", "FakeSlack", "Posted", "Whispered"]

FAULTS = (
    "ratelimited",  # 429 with Retry-After
    "http500",
    "http503",
    "drop_before_store",  # the connection ends, nothing is kept
    "drop_after_store",  # the message is kept, the connection ends
    "hang",  # the message is kept, no answer comes
    "html200",  # the message is kept, the answer is a web page
    "truncated",  # the message is kept, half an answer comes
    "redirect",  # 302 to another path
)
_STORING = frozenset({"drop_after_store", "hang", "html200", "truncated"})
REFUSALS = (
    "invalid_auth", "not_in_channel", "is_archived",
    "channel_not_found", "msg_blocks_too_long", "missing_scope",
)  # fmt: skip
"""Slack errors that a token, channel or webhook name may ask for, beside the faults."""


@dataclass
class _Queued:
    fault: str
    times: int
    method: str
    channel: str | None


@dataclass(frozen=True, kw_only=True)
class _Answer:
    status: int = 200
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None


class FakeSlack:
    """Starts on entering the context, on a free port of the loopback interface unless ``port`` says which.

    ``clock`` gives the time stamps; ``retry_after`` is what a rate-limited client is told, in seconds or any text. ``names`` are the
    ids of channels by what they are called now (``#desk``): any id exists, and stays when the name changes.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str = "xoxb-demo",
        clock: Clock | None = None,
        retry_after: str = "30",
    ) -> None:
        self.token, self.retry_after = token, retry_after
        self.posts: Counter[str] = Counter()
        """Posts received by channel, refused and failed ones included."""
        self.calls: Counter[str] = Counter()
        """Requests received by method."""
        self.names: dict[str, str] = {}
        self._address, self._clock = (host, port), clock or SystemClock()
        self._store = Store()
        self._socket: Socket | None = None
        self._faults: deque[_Queued] = deque()
        self._lock, self._closing = threading.Lock(), threading.Event()
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> FakeSlack:
        server = _Server(self._address, _Handler)
        server.slack = self
        self._server = server
        self._thread = threading.Thread(
            target=server.serve_forever, args=(0.05,), name="fake-slack", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is None or self._thread is None:
            return
        self._closing.set()
        if self._socket is not None:
            self._socket.stop()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        if self._server is None:
            raise RuntimeError("the server runs inside its context only")
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    @property
    def base_url(self) -> str:
        """For ``slack.base_url``."""
        return f"{self.url}/api/"

    def webhook(self, name: str) -> str:
        """Any name exists."""
        return f"{self.url}/services/{name}"

    @property
    def messages(self) -> tuple[Posted, ...]:
        """Everything kept, oldest first."""
        with self._lock:
            return tuple(self._store.messages)

    @property
    def whispers(self) -> tuple[Whispered, ...]:
        """Everything shown to one user only, oldest first."""
        with self._lock:
            return tuple(self._store.whispers)

    @property
    def socket(self) -> Socket:
        """Where apps connect for clicks. Started when it is first asked for."""
        with self._lock:
            if self._socket is None:
                self._socket = Socket(self._address[0])
                self._socket.start()
            return self._socket

    def delete(self, message: Posted) -> None:
        """Delete a message as somebody in the channel would."""
        with self._lock:
            self._store.delete(message.channel, message.ts)

    def fail(
        self, fault: str, *, times: int = 1, method: str = "chat.postMessage", channel: str | None = None
    ) -> None:
        """Let the next ``times`` requests for ``method`` (and ``channel``) fail. ``webhook`` is a method too."""
        with self._lock:
            self._faults.append(_Queued(fault=fault, times=times, method=method, channel=channel))

    def forget(self) -> None:
        """Empty channels and counters."""
        with self._lock:
            self._store = Store()
            self.posts.clear()
            self.calls.clear()

    # What the handler calls, from one thread a request.

    def answer(self, path: str, authorization: str, arguments: Mapping[str, Any]) -> _Answer:
        if path == "/api/apps.connections.open":
            return self._connection(authorization)
        with self._lock:
            if path.startswith("/services/"):
                return self._hook(unquote(path.removeprefix("/services/")), arguments)
            if path.startswith("/api/"):
                return self._api(path.removeprefix("/api/"), authorization, arguments)
            return _Answer(status=404, body=b"no such page", content_type="text/plain")

    def _api(self, method: str, authorization: str, arguments: Mapping[str, Any]) -> _Answer:
        token = authorization.removeprefix("Bearer ") or str(arguments.get("token", ""))
        channel = str(arguments.get("channel", ""))
        self.calls[method] += 1
        if method == "chat.postMessage":
            channel = self.names.get(channel, "channel_not_found") if channel.startswith("#") else channel
            self.posts[channel] += 1
        if not token:
            return _error("not_authed")
        fault = self._fault(method, channel, token)
        if fault == "invalid_auth":
            return _error(fault)
        match method:
            case "auth.test":
                if fault is not None:
                    return self._broken(fault)
                return _ok(
                    url=self.url, team="Demo", user="communique", team_id="T0", user_id="U0", bot_id="B0"
                )
            case "chat.postMessage":
                return self._post(channel, arguments, fault, via="api")
            case "chat.update":
                return self._update(channel, arguments, fault)
            case "chat.postEphemeral":
                return self._whisper(channel, arguments, fault)
            case "conversations.history":
                return self._look(self._store.history, channel, arguments, fault)
            case "conversations.replies":
                return self._look(self._store.replies, channel, arguments, fault)
            case _:
                return _error("unknown_method")

    def _connection(self, authorization: str) -> _Answer:
        """An address for Socket Mode: only an app's own token (``xapp-…``) gets one."""
        with self._lock:
            self.calls["apps.connections.open"] += 1
            fault = self._fault("apps.connections.open", "", authorization)
        if fault is not None:
            return self._broken(fault)
        if not authorization.startswith("Bearer xapp-"):
            return _error("not_allowed_token_type")
        return _ok(url=self.socket.address())

    def _hook(self, name: str, arguments: Mapping[str, Any]) -> _Answer:
        self.calls["webhook"] += 1
        self.posts[f"#{name}"] += 1
        answer = self._post(f"#{name}", arguments, self._fault("webhook", name, ""), via="webhook")
        if (
            answer.fault is not None
            or answer.status != 200
            or not answer.content_type.startswith("application/json")
        ):
            return answer
        said = json.loads(answer.body)
        status = 200 if said["ok"] else {"channel_not_found": 404, "is_archived": 410}.get(said["error"], 400)
        word = "ok" if said["ok"] else said["error"]
        return _Answer(status=status, body=str(word).encode(), content_type="text/html")

    def _fault(self, method: str, channel: str, token: str) -> str | None:
        for queued in self._faults:
            if queued.method == method and queued.channel in (None, channel):
                queued.times -= 1
                if queued.times <= 0:
                    self._faults.remove(queued)
                return queued.fault
        if method == "auth.test":  # a token says what happens to posts; only a bad one fails here
            return "invalid_auth" if "invalid_auth" in _plain(token) else None
        names = FAULTS + REFUSALS if method in ("chat.postMessage", "chat.update", "webhook") else REFUSALS
        return next((name for name in names if name in _plain(token) or name in _plain(channel)), None)

    def _post(self, channel: str, arguments: Mapping[str, Any], fault: str | None, *, via: str) -> _Answer:
        if fault is not None and fault not in _STORING:
            return self._broken(fault)
        refusal = refusal_of(channel, arguments)
        if refusal is not None:
            return _error(refusal)
        posted = self._store.post(channel, arguments, self._clock.now(), via=via)
        if fault is not None:
            return self._broken(fault)
        return _ok(channel=channel, ts=posted.ts, message=self._store.public(posted))

    def _update(self, channel: str, arguments: Mapping[str, Any], fault: str | None) -> _Answer:
        if fault is not None and fault not in _STORING:
            return self._broken(fault)
        refusal = refusal_of(channel, arguments)
        if refusal is not None:
            return _error(refusal)
        try:
            changed = self._store.update(channel, arguments)
        except Refused as refused:
            return _error(str(refused))
        if fault is not None:
            return self._broken(fault)
        return _ok(channel=channel, ts=changed.ts, text=changed.text)

    def _whisper(self, channel: str, arguments: Mapping[str, Any], fault: str | None) -> _Answer:
        if fault is not None:
            return self._broken(fault)
        refusal = refusal_of(channel, arguments)
        if refusal is not None or not arguments.get("user"):
            return _error(refusal or "user_not_in_channel")
        return _ok(message_ts=self._store.whisper(channel, arguments))

    def _look(
        self,
        method: Callable[[str, Mapping[str, Any]], dict[str, Any]],
        channel: str,
        arguments: Mapping[str, Any],
        fault: str | None,
    ) -> _Answer:
        if fault is not None:
            return self._broken(fault)
        if not channel:
            return _error("channel_not_found")
        try:
            return _ok(**method(channel, arguments))
        except Refused as refused:
            return _error(str(refused))

    def _broken(self, fault: str) -> _Answer:
        match fault:
            case "ratelimited":
                body = json.dumps({"ok": False, "error": "ratelimited"}).encode()
                return _Answer(status=429, body=body, headers={"Retry-After": self.retry_after})
            case "http500" | "http503":
                return _Answer(status=int(fault[4:]), body=b"<html>trouble</html>", content_type="text/html")
            case "html200":
                return _Answer(body=b"<html>please sign in</html>", content_type="text/html")
            case "redirect":
                return _Answer(status=302, headers={"Location": f"{self.url}/elsewhere"})
            case "drop_before_store" | "drop_after_store" | "hang" | "truncated":
                return _Answer(fault=fault)
            case _:
                return _error(fault)

    def hang(self) -> None:
        self._closing.wait()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    slack: FakeSlack

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away (its time ran out) is no news; anything else is a bug and shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 30

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._reply(_arguments(body, self.headers.get("Content-Type", "")))

    def do_GET(self) -> None:
        self._reply(_form(self.path.partition("?")[2]))

    def _reply(self, arguments: Mapping[str, Any]) -> None:
        slack = self.server.slack
        answer = slack.answer(self.path.partition("?")[0], self.headers.get("Authorization", ""), arguments)
        self.close_connection = True
        if answer.fault == "hang":
            slack.hang()
        if answer.fault in ("hang", "drop_before_store", "drop_after_store"):
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.content_type)
        body = b'{"ok":true,' if answer.fault == "truncated" else answer.body
        self.send_header("Content-Length", str(500 if answer.fault == "truncated" else len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the messages kept are the log."""


def _arguments(body: bytes, content_type: str) -> Mapping[str, Any]:
    text = body.decode()
    if not content_type.startswith("application/json"):
        return _form(text)
    decoded = json.loads(text or "{}")
    return decoded if isinstance(decoded, dict) else {}


def _form(text: str) -> Mapping[str, Any]:
    """Form arguments; those that hold JSON are decoded, as Slack does."""
    form: dict[str, Any] = {
        name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()
    }
    for name in ("blocks", "metadata"):
        if isinstance(form.get(name), str):
            form[name] = json.loads(form[name])
    return form


def _ok(**fields: object) -> _Answer:
    return _Answer(body=json.dumps({"ok": True, **fields}).encode())


def _error(name: str) -> _Answer:
    return _Answer(body=json.dumps({"ok": False, "error": name}).encode())


def _plain(name: str) -> str:
    return name.lower().replace("-", "_")
