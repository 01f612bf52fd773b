"""Clicks over a real WebSocket: acknowledged before anything is done, and still arriving after the line was cut (F56)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from alerts import slack_buttons
from alerts.slack_buttons import Buttons, Clicked
from alerts.slack_socket import Answer, Click, SlackSocket, read
from demo.slack import FakeSlack
from pipeline.buttons import ButtonStage

# The SDK leaves the socket of a handshake that failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")

SIGNED = Buttons(secret="s3cret")
VALUE = SIGNED.value(7, "syria")
PATIENCE = 30.0
SOON = 1.0
"""Seconds between two pings: how soon a cut line is noticed."""


def payload(
    value: str = f"yes {VALUE}", *, action: str = slack_buttons.FEEDBACK, **changes: Any
) -> dict[str, Any]:
    """A click as Slack describes one."""
    chosen: dict[str, Any] = {"value": value}
    if action == slack_buttons.MENU:
        chosen = {"selected_option": {"value": value}}
    return {
        "type": "block_actions",
        "user": {"id": "U1", "username": "ana"},
        "team": {"id": "T0"},
        "api_app_id": "A0",
        "channel": {"id": "C1", "name": "desk"},
        "message": {"ts": "1.1", "thread_ts": "1.0"},
        "response_url": "https://hooks.slack.example/actions/1",
        "actions": [{"action_id": action, "block_id": "feedback", "type": "feedback_buttons", **chosen}],
        **changes,
    }


class Desk:
    """Whoever is told of clicks: may be slow."""

    def __init__(self) -> None:
        self.clicks: list[Click] = []
        self.free = threading.Event()
        self.free.set()
        self._came = threading.Condition()

    def handle(self, click: Click) -> Answer | None:
        self.free.wait(PATIENCE)
        with self._came:
            self.clicks.append(click)
            self._came.notify_all()
        return Answer(text=f"noted {click.what}") if click.about else None

    def wait_for(self, clicks: int) -> bool:
        with self._came:
            return self._came.wait_for(lambda: len(self.clicks) >= clicks, PATIENCE)


@dataclass(frozen=True)
class Line:
    """A Slack, an app connected to it, and who is told of its clicks."""

    slack: FakeSlack
    desk: Desk
    socket: SlackSocket


@pytest.fixture(scope="module")
def connected() -> Iterator[Line]:
    """One for all tests: the SDK takes three seconds to end a connection."""
    with FakeSlack() as slack:
        desk = Desk()
        socket = open_socket(slack, desk)
        assert socket.connect() is None
        yield Line(slack, desk, socket)
        desk.free.set()
        socket.close()


@pytest.fixture
def line(connected: Line) -> Line:
    """The connection, standing, and nothing clicked yet."""
    connected.desk.free.set()
    assert connected.slack.socket.wait_for(connections=1)
    assert until(lambda: connected.socket.connected)
    connected.desk.clicks.clear()
    connected.slack.forget()
    return connected


def open_socket(slack: FakeSlack, desk: Desk, app_token: str = "xapp-1") -> SlackSocket:
    return SlackSocket(
        token=slack.token,
        app_token=app_token,
        base_url=slack.base_url,
        buttons=SIGNED,
        handle=desk.handle,
        ping=SOON,
        timeout=int(PATIENCE),
    )


def until(true: Callable[[], bool]) -> bool:
    """Wait for something that happens in another thread."""
    waiting = threading.Event()
    return any(true() or waiting.wait(0.02) for _ in range(int(PATIENCE / 0.02)))


def test_a_click_is_acknowledged_handled_and_answered_to_one_person_only(line: Line) -> None:
    slack, desk = line.slack, line.desk
    envelope = slack.socket.click(payload())
    assert slack.socket.acknowledged(envelope)
    assert desk.wait_for(1)
    about = Clicked(statement=7, watch="syria")
    assert desk.clicks == [Click(what="yes", about=about, person="U1", channel="C1", thread="1.0")]
    assert until(lambda: len(slack.whispers) == 1)
    (said,) = slack.whispers
    assert (said.user, said.channel, said.text, said.thread_ts) == ("U1", "C1", "noted yes", "1.0")
    assert not slack.messages


def test_slow_work_delays_no_acknowledgement(line: Line) -> None:
    slack, desk = line.slack, line.desk
    desk.free.clear()
    envelopes = [slack.socket.click(payload()) for _ in range(20)]
    assert all(slack.socket.acknowledged(envelope) for envelope in envelopes)
    assert not desk.clicks, "nothing was done yet"
    desk.free.set()
    assert desk.wait_for(20)


def test_nobody_asks_slack_anything_before_a_click_is_acknowledged(line: Line) -> None:
    slack, desk = line.slack, line.desk
    desk.free.clear()
    assert slack.socket.acknowledged(slack.socket.click(payload()))
    assert not slack.calls.keys() - {"chat.postEphemeral"}, "what an earlier test still says to somebody"


@pytest.mark.parametrize("warned", [False, True])
def test_a_cut_line_is_made_again(line: Line, warned: bool) -> None:
    slack, desk = line.slack, line.desk
    before = slack.socket.opened
    slack.socket.drop(warned=warned)
    assert slack.socket.wait_for(connections=1, opened=before + 1)
    assert until(lambda: line.socket.connected)
    envelope = slack.socket.click(payload())
    assert slack.socket.acknowledged(envelope)
    assert desk.wait_for(1)


def test_the_line_is_made_again_after_slack_was_away(line: Line) -> None:
    slack, _desk = line.slack, line.desk
    before = slack.socket.opened
    slack.fail("http500", times=3, method="apps.connections.open")
    slack.socket.drop()
    assert slack.socket.wait_for(connections=1, opened=before + 1)
    assert slack.calls["apps.connections.open"] >= 4


def test_an_envelope_that_comes_again_is_acknowledged_again(line: Line) -> None:
    slack, desk = line.slack, line.desk
    envelope = slack.socket.click(payload())
    assert desk.wait_for(1)
    slack.socket.resend(envelope, payload(), attempt=1)
    assert desk.wait_for(2)
    assert desk.clicks[0] == desk.clicks[1], "what is kept by statement, watch and person is kept once"


@pytest.mark.parametrize(
    ("token", "fault", "said"),
    [
        ("xoxb-1", None, "Slack refuses the connection (not_allowed_token_type)"),
        ("xapp-invalid-auth", None, "Slack refuses the connection (invalid_auth)"),
        ("xapp-1", "drop_before_store", "Slack cannot be reached (RemoteDisconnected)"),
        ("xapp-1", "html200", "Slack cannot be reached (NotSlack)"),
    ],
)
def test_a_first_connection_that_fails_says_why_and_can_be_tried_again(
    slack: FakeSlack, token: str, fault: str | None, said: str
) -> None:
    if fault:
        slack.fail(fault, method="apps.connections.open")
    opened = open_socket(slack, Desk(), token)
    try:
        assert opened.connect() == said
        assert not opened.connected
        assert (opened.connect() is None) == (fault is not None)
    finally:
        opened.close()


def test_a_menu_and_a_link_are_acknowledged_and_only_the_menu_is_work(line: Line) -> None:
    slack, desk = line.slack, line.desk
    link = slack.socket.click(payload("x", action=slack_buttons.ORIGINAL))
    menu = slack.socket.click(payload(f"why {VALUE}", action=slack_buttons.MENU))
    assert slack.socket.acknowledged(link)
    assert slack.socket.acknowledged(menu)
    assert desk.wait_for(1)
    assert [click.what for click in desk.clicks] == ["why"]


def test_an_answer_that_slack_refuses_loses_nothing_but_itself(line: Line) -> None:
    slack, desk = line.slack, line.desk
    slack.fail("http500", method="chat.postEphemeral")
    slack.socket.click(payload())
    slack.socket.click(payload(f"no {VALUE}"))
    assert desk.wait_for(2)
    assert until(lambda: [said.text for said in slack.whispers] == ["noted no"])


@pytest.mark.parametrize(
    "value",
    [
        "7:syria",
        f"{VALUE}x",
        f"8{VALUE[1:]}",
        "",
        ":",
        "7",
        Buttons(secret="other").value(7, "syria"),
        "７:syria",
    ],
)
def test_what_was_not_signed_by_us_is_about_nothing(value: str) -> None:
    click = read(payload(f"yes {value}"), SIGNED)
    assert click is not None
    assert click.about is None


def test_without_a_secret_the_value_is_plain_and_still_checked() -> None:
    plain = Buttons()
    assert plain.read(plain.value(7, "a:b")) == Clicked(statement=7, watch="a:b")
    for bad in ("x:syria", "-7:syria", "7", "9" * 19 + ":syria", "٧:syria"):
        assert plain.read(bad) is None


@pytest.mark.parametrize(
    "changes", [{"actions": []}, {"user": None}, {"channel": {}}, {"actions": [{"action_id": "feedback"}]}]
)
def test_a_payload_that_slack_does_not_send_is_no_click(changes: dict[str, Any]) -> None:
    assert read(payload(**changes), SIGNED) is None


def test_a_bug_in_what_a_click_does_ends_the_service_and_not_only_the_clicks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Faulty(Desk):
        def handle(self, click: Click) -> Answer | None:
            raise LookupError(click.what)

    monkeypatch.setattr("pipeline.buttons.LOOK", 0.05)

    async def clicked(slack: FakeSlack, stage: ButtonStage) -> None:
        running = asyncio.create_task(stage.run(asyncio.Event()))
        assert await asyncio.to_thread(slack.socket.wait_for, connections=1)
        slack.socket.click(payload())
        await asyncio.wait_for(running, PATIENCE)

    with FakeSlack() as slack, pytest.raises(LookupError, match="yes"):
        asyncio.run(clicked(slack, ButtonStage(open_socket(slack, Faulty()))))
