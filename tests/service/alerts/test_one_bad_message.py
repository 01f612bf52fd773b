"""A message that a destination refuses for ever goes dead, visibly, and what waits behind it goes out: in every channel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from alerts.apprising import AppriseSender
from alerts.hooks import Hook, HttpSender
from alerts.mail import MailSender
from alerts.ports import Sender
from archive import Archive
from archive.posts import OutboxState
from demo.slack import FakeSlack
from statements.clock import ManualClock
from statements.model import Message
from tests.service.alerts.receiver import Receiver, receiving
from tests.service.alerts.world import PATIENCE, Desk
from tests.service.mailserver import Mailbox, serving

BAD = "poison"
MINUTE = timedelta(minutes=1)
# What a service of Apprise that nobody chose here imports.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def put(desk: Desk, channel: str, destination: str, key: str, payload: dict[str, object]) -> None:
    desk.put(
        [Message(dedupe_key=key, channel=channel, destination=destination, kind="alert", payload=payload)]
    )


def states(desk: Desk) -> dict[str, OutboxState]:
    return {row.dedupe_key: row.state for row in desk.rows}


def until_dead(desk: Desk, passes: int = 30) -> None:
    for _ in range(passes):
        desk.deliver(20 * MINUTE)
        if desk.rows[0].state is OutboxState.DEAD:
            return


@pytest.mark.parametrize(
    ("channel", "destination"), [("slack", "C1"), ("slack-webhook", "desk")], ids=["slack", "webhook"]
)
@pytest.mark.parametrize(
    "more", [{}, {"blocks": [{"type": "section", "text": {"text": "", "type": "mrkdwn"}}]}],
    ids=["msg_too_long", "invalid_blocks"],
)  # fmt: skip
def test_slack(desk: Desk, slack: FakeSlack, channel: str, destination: str, more: dict[str, Any]) -> None:
    put(desk, channel, destination, "bad", {"text": "x" * 50_000, **more})
    put(desk, channel, destination, "next", {"text": "next"})
    desk.deliver()
    assert states(desk)["next"] is OutboxState.SENT, "it does not wait"
    until_dead(desk)
    assert states(desk) == {"bad": OutboxState.DEAD, "next": OutboxState.SENT}
    assert [message.text for message in slack.messages] == ["next"]
    assert not desk.archive.outbox.parked()


@pytest.mark.parametrize("status", [400, 403, 404, 410, 422])
def test_http(archive: Archive, clock: ManualClock, receiver: Receiver, status: int) -> None:
    """Where the refusal looks as if it were about the whole destination, a few minutes are lost once, not the messages behind."""
    hooks = {"intake": Hook(url=receiver.url, secret="s")}
    desk = Desk(archive, clock, {"http": HttpSender(hooks, clock=clock, timeout=PATIENCE)})
    receiver.poison = (BAD.encode(), status)
    put(desk, "http", "intake", "bad", {"event": {"title": BAD}})
    put(desk, "http", "intake", "next", {"event": {"title": "next"}})
    desk.deliver()
    desk.deliver(6 * MINUTE)
    assert states(desk)["next"] is OutboxState.SENT
    put(desk, "http", "intake", "third", {"event": {"title": "third"}})
    desk.deliver()
    assert states(desk)["third"] is OutboxState.SENT
    until_dead(desk)
    assert states(desk)["bad"] is OutboxState.DEAD
    assert not archive.outbox.parked()


@pytest.mark.parametrize("reply", ["550 no such user", "552 too large", "554 refused"])
def test_mail(archive: Archive, clock: ManualClock, reply: str) -> None:
    mailbox = Mailbox(data_replies=[reply])
    with serving(mailbox) as port:
        sender = MailSender(
            host="127.0.0.1", port=port, security="none", sender="desk@example.org", clock=clock
        )
        desk = Desk(archive, clock, {"mail": sender})
        for key in ("bad", "next"):
            mail: dict[str, object] = {"subject": key, "text": key, "message_id": f"<{key}@x.example>"}
            put(desk, "mail", "ana@example.org", key, mail)
        desk.deliver()
    assert states(desk) == {"bad": OutboxState.DEAD, "next": OutboxState.SENT}
    assert [mail["Subject"] for _, mail in mailbox.accepted] == ["next"]


def apprised(archive: Archive, clock: ManualClock, receiver: Receiver) -> Desk:
    senders: dict[str, Sender] = {
        "apprise": AppriseSender({"phone": receiver.url.replace("http", "json")}, pace=timedelta(0))
    }
    receiver.poison = (BAD.encode(), 400)
    desk = Desk(archive, clock, senders)
    put(desk, "apprise", "phone", "bad", {"title": BAD, "body": BAD})
    return desk


def test_apprise(archive: Archive, clock: ManualClock, receiver: Receiver) -> None:
    desk = apprised(archive, clock, receiver)
    put(desk, "apprise", "phone", "next", {"title": "next", "body": "next"})
    desk.deliver()
    assert states(desk)["next"] is OutboxState.SENT
    for number in range(40):
        put(desk, "apprise", "phone", str(number), {"title": "later", "body": "later"})
        desk.deliver(20 * MINUTE)
    assert states(desk).pop("bad") is OutboxState.DEAD
    assert set(states(desk).values()) == {OutboxState.DEAD, OutboxState.SENT}
    assert not archive.outbox.parked()


def test_apprise_where_the_service_was_parked_for_it(
    archive: Archive, clock: ManualClock, receiver: Receiver
) -> None:
    """The bad one came alone, so that nothing could show that the service works."""
    desk = apprised(archive, clock, receiver)
    while not archive.outbox.parked():
        desk.deliver(20 * MINUTE)
    put(desk, "apprise", "phone", "next", {"title": "next", "body": "next"})
    desk.deliver(6 * MINUTE)
    assert states(desk)["next"] is OutboxState.SENT
    until_dead(desk)
    assert states(desk) == {"bad": OutboxState.DEAD, "next": OutboxState.SENT}


def test_one_that_is_never_taken_lets_others_pass(
    archive: Archive, clock: ManualClock, receiver: Receiver
) -> None:
    """A receiver that says *too early* to one message for ever looks like one that is down."""
    hooks = {"intake": Hook(url=receiver.url, secret="s")}
    desk = Desk(archive, clock, {"http": HttpSender(hooks, clock=clock, timeout=PATIENCE)})
    receiver.poison = (BAD.encode(), 425)
    put(desk, "http", "intake", "bad", {"event": {"title": BAD}})
    for _ in range(6):
        desk.deliver(20 * MINUTE)
    put(desk, "http", "intake", "next", {"event": {"title": "next"}})
    for _ in range(2):
        desk.deliver(20 * MINUTE)
    assert states(desk) == {"bad": OutboxState.PENDING, "next": OutboxState.SENT}
