"""The fake Slack's Socket Mode: clicks travel to the app over a real WebSocket, and are acknowledged by their envelope's id.

    socket.click(payload)     an envelope to one connected app; returns its id
    socket.acknowledged(id)   waits until the app has acknowledged it
    socket.drop()             the connections end, without a word or with Slack's "disconnect"

What Slack does and this does too: a ticket in the address that is good once, ``hello`` first, the same envelope again when
asked to (`resend`), several connections of one app at a time, of which one gets an envelope.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
import uuid
from collections.abc import Coroutine, Mapping
from typing import Any

from aiohttp import WSMsgType, web

_PATIENCE = 10.0
"""Seconds that any of this may take on a busy machine."""


class Socket:
    """A WebSocket server on the loopback interface, in a thread of its own."""

    def __init__(self, host: str) -> None:
        self._host, self._port = host, 0
        self._tickets: set[str] = set()
        self._connections: list[web.WebSocketResponse] = []
        self._changed = threading.Condition()
        self._answers: dict[str, Mapping[str, Any]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-slack-socket", daemon=True)
        self._runner: web.AppRunner | None = None
        self.opened = 0
        """Connections that were ever made."""

    def start(self) -> None:
        self._thread.start()
        self._wait(self._listen())

    def stop(self) -> None:
        if self._runner is not None:
            self.drop()
            self._wait(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def address(self) -> str:
        """A new address for an app to connect to, good once."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return f"ws://{self._host}:{self._port}/link/?ticket={ticket}&app_id=A0"

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def wait_for(self, connections: int = 1, opened: int = 0) -> bool:
        """Wait until so many connections are open, and so many were ever made; returns whether that came."""
        with self._changed:
            return self._changed.wait_for(
                lambda: len(self._connections) >= connections and self.opened >= opened, _PATIENCE
            )

    def click(self, payload: Mapping[str, Any]) -> str:
        """Send a click to a connected app; returns the envelope's id."""
        envelope = str(uuid.uuid4())
        self.resend(envelope, payload)
        return envelope

    def resend(self, envelope: str, payload: Mapping[str, Any], attempt: int = 0) -> None:
        """The same envelope, as Slack sends one again that it believes to be lost."""
        message = {
            "envelope_id": envelope,
            "type": "interactive",
            "accepts_response_payload": True,
            "payload": payload,
            **({"retry_attempt": attempt, "retry_reason": "timeout"} if attempt else {}),
        }
        self._wait(self._connections[-1].send_str(json.dumps(message)))

    def acknowledged(self, envelope: str, seconds: float = _PATIENCE) -> bool:
        """Wait until the app acknowledged the envelope; returns whether it did."""
        with self._changed:
            return self._changed.wait_for(lambda: envelope in self._answers, seconds)

    def drop(self, *, warned: bool = False) -> None:
        """End all connections: as a network does, or as Slack does when it moves apps to another server."""
        for connection in tuple(self._connections):
            if warned:
                said = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}
                self._wait(connection.send_str(json.dumps(said)))
            else:
                self._wait(self._cut(connection))

    async def _cut(self, connection: web.WebSocketResponse) -> None:
        transport = connection._req.transport if connection._req is not None else None
        if transport is not None:
            transport.abort()

    async def _listen(self) -> None:
        app = web.Application()
        app.router.add_get("/link/", self._serve)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, 0)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(ticket)
        connection = web.WebSocketResponse()
        await connection.prepare(request)
        hello = {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "connection_info": {"app_id": "A0"},
        }
        await connection.send_str(json.dumps(hello))
        with self._changed:
            self._connections.append(connection)
            self.opened += 1
            self._changed.notify_all()
        try:
            async for message in connection:
                if message.type is WSMsgType.TEXT:
                    self._take(json.loads(message.data))
        finally:
            with self._changed:
                self._connections.remove(connection)
                self._changed.notify_all()
        return connection

    def _take(self, answer: Mapping[str, Any]) -> None:
        with self._changed:
            self._answers[str(answer.get("envelope_id"))] = answer
            self._changed.notify_all()

    def _wait(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)
