"""Clicks on the buttons of alerts, over Slack's Socket Mode: a connection that we open, so no address of ours need be public.

A click is acknowledged at once, before anything is done with it: Slack waits three seconds. What follows is done one click
after the other by a thread of its own, so that a slow database delays an answer and never an acknowledgement. A click that
arrives twice is answered twice; whoever keeps it must take it for one.

slack-bolt (the extra ``buttons``) keeps the connection: it answers pings, moves when Slack asks it to, and connects again
when the line is cut. What it cannot do is to connect a first time while Slack is away: `SlackSocket.connect` is called
until it succeeds.
"""

from __future__ import annotations

import http.client
import logging
import queue
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from alerts import slack_buttons
from alerts.slack_buttons import Buttons, Clicked
from alerts.transport import ApiClient
from statements.errors import ConfigError

if TYPE_CHECKING:
    from slack_bolt.adapter.socket_mode import SocketModeHandler

log = structlog.get_logger("communique.buttons")

MISSING = "needs slack-bolt, which is not installed: pip install 'communique[buttons]'"
TIMEOUT = 10
WAITING = 1_000
"""Clicks that may wait for the database; beyond, the person is told to try again."""
PING = 10.0
"""Seconds between two pings; a dead line is noticed within four of them."""
_ENOUGH = 10.0
_QUIET = logging.getLogger("communique.slack-bolt")
_QUIET.setLevel(logging.CRITICAL)  # its lines quote addresses that let anybody in
_EXPECTED = (SlackApiError, SlackClientError, OSError, http.client.HTTPException, ValueError)


@dataclass(frozen=True, kw_only=True)
class Click:
    """What somebody did. ``what`` is ``yes`` or ``no`` (relevant or not), ``mute`` or ``why``; ``about`` is None for a button that
    is not ours or was tampered with."""

    what: str
    about: Clicked | None
    person: str
    channel: str
    thread: str | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What only the person who clicked is shown."""

    text: str
    blocks: Sequence[Mapping[str, object]] = ()


Handle = Callable[[Click], Answer | None]


class SlackSocket:
    """One connection for one installation. ``handle`` does what a click asks for and says what to tell; it runs in the worker's
    thread. Raises ConfigError when slack-bolt is missing."""

    def __init__(
        self,
        *,
        token: str,
        app_token: str,
        base_url: str,
        buttons: Buttons,
        handle: Handle,
        context: ssl.SSLContext | None = None,
        ping: float = PING,
        timeout: int = TIMEOUT,
    ) -> None:
        try:
            from slack_bolt import App
            from slack_bolt.adapter.socket_mode import SocketModeHandler
            from slack_bolt.authorization import AuthorizeResult
        except ModuleNotFoundError as error:
            raise ConfigError([f"slack.app_token: {MISSING}"]) from error
        self._buttons, self._handle = buttons, handle
        self._clicks: queue.Queue[Click | None] = queue.Queue(WAITING)
        self._client = ApiClient(token=token.strip(), base_url=base_url, timeout=timeout, context=context)
        known = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token.strip())
        app = App(
            client=self._client,
            logger=_QUIET,
            # Bolt would ask Slack who we are before it hands a click over, and so before it is acknowledged.
            authorize=lambda: known,
            # These guard an address that anybody can post to; ours is a connection that we opened.
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
        )
        for action in (slack_buttons.FEEDBACK, slack_buttons.MENU):
            app.action(action)(self._clicked)
        app.action(slack_buttons.ORIGINAL)(_followed)
        self._handler: SocketModeHandler = SocketModeHandler(
            app,
            app_token=app_token.strip(),
            logger=_QUIET,
            web_client=ApiClient(
                token=app_token.strip(), base_url=base_url, timeout=timeout, context=context
            ),
            ping_interval=ping,
        )
        self._ended: BaseException | None = None
        self._worker = threading.Thread(target=self._work, name="slack-clicks", daemon=True)
        self._worker.start()

    def connect(self) -> str | None:
        """Open the connection; returns why that did not work, None when it stands. Once it stood it is kept up."""
        try:
            self._handler.client.connect_to_new_endpoint()
        except SlackApiError as error:
            return f"Slack refuses the connection ({error.response.get('error')})"
        except _EXPECTED as error:
            return f"Slack cannot be reached ({type(error).__name__})"
        return None if self.connected else "the connection could not be made"

    @property
    def connected(self) -> bool:
        """Whether clicks can arrive now."""
        return bool(self._handler.client.is_connected())

    def check(self) -> None:
        """Raise what ended the worker before its time: a bug, which must not be found out by clicks that nobody answers."""
        if self._ended is not None:
            raise self._ended

    def close(self) -> None:
        """End the connection, and the worker after what is waiting for it. Takes `_ENOUGH` seconds at most."""
        # Bolt joins its threads, one of which may be waiting for Slack's permission to connect again.
        ending = threading.Thread(target=self._handler.close, name="slack-socket-end", daemon=True)
        ending.start()
        ending.join(_ENOUGH)
        self._clicks.put(None)
        self._worker.join(_ENOUGH)

    def _clicked(self, ack: Callable[[], object], body: Mapping[str, Any]) -> None:
        ack()
        click = read(body, self._buttons)
        if click is None:
            return
        try:
            self._clicks.put_nowait(click)
        except queue.Full:
            log.warning("too many clicks are waiting; one was not taken")

    def _work(self) -> None:
        try:
            while (click := self._clicks.get()) is not None:
                answer = self._handle(click)
                if answer is not None:
                    self._tell(click, answer)
        except BaseException as error:  # noqa: BLE001 - it is raised again by `check`
            self._ended = error

    def _tell(self, click: Click, answer: Answer) -> None:
        try:
            self._client.chat_postEphemeral(
                channel=click.channel,
                user=click.person,
                text=answer.text,
                blocks=[dict(block) for block in answer.blocks] or None,
                thread_ts=click.thread,
            )
        except _EXPECTED as error:  # what was clicked is done; only the word about it is lost
            log.warning("a click could not be answered", error=type(error).__name__)


def read(body: Mapping[str, Any], buttons: Buttons) -> Click | None:
    """What a ``block_actions`` payload says; None when it is not of the form that Slack documents."""
    try:
        action = body["actions"][0]
        chosen = action["selected_option"]["value"] if "selected_option" in action else action["value"]
        person, channel = str(body["user"]["id"]), str(body["channel"]["id"])
        thread = (body.get("message") or {}).get("thread_ts")
    except (KeyError, IndexError, TypeError):
        return None
    what, carried = slack_buttons.chosen(str(chosen))
    return Click(
        what=what,
        about=buttons.read(carried),
        person=person,
        channel=channel,
        thread=None if thread is None else str(thread),
    )


def _followed(ack: Callable[[], object]) -> None:
    """A link was opened: Slack wants to hear that we know."""
    ack()
