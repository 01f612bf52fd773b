"""A receiver that takes long holds up itself, and nobody else of its channel. Real archive, real sockets, real threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from alerts.apprising import AppriseSender
from alerts.hooks import Hook, HttpSender
from alerts.ports import Sender
from alerts.slack import WebhookSender
from archive import Archive
from archive.posts import OutboxState
from demo.slack import FakeSlack
from pipeline import answers
from pipeline.delivering import Delivery
from statements.clock import ManualClock
from statements.model import Message
from tests.service.alerts.receiver import receiving
from tests.service.alerts.test_dripping import HEADERS, dripping
from tests.service.alerts.world import IMPATIENCE, alerts, slack_senders

# What a service of Apprise that nobody chose here imports.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


def put(archive: Archive, clock: ManualClock, channel: str, *destinations: str) -> None:
    payload = {"title": "t", "body": "b", "text": "x", "event": {}}
    found = [
        Message(
            dedupe_key=f"{channel}:{one}", channel=channel, destination=one, kind="notice", payload=payload
        )
        for one in destinations
    ]
    archive.outbox.put(found, clock.now())


def test_a_message_that_is_made_smaller_is_logged_and_listed(archive: Archive, clock: ManualClock) -> None:
    archive.outbox.put(alerts("slack:C1", statement=7), clock.now())
    with FakeSlack(clock=clock) as slack:
        slack.fail("msg_blocks_too_long", times=1)
        delivery = Delivery(
            archive=archive, senders=slack_senders(slack, clock=clock), clock=clock, owner="test"
        )
        with capture_logs() as logs:
            assert delivery.run("slack") == 1
        assert len(slack.messages) == 1
    (row,) = archive.outbox.list()
    [said] = [log for log in logs if log["log_level"] == "warning"]
    assert (said["message"], said["channel"]) == (row.id, "slack")
    assert said["reason"] == "Slack says the message is too long (msg_blocks_too_long)"
    (listed,) = answers.outbox(archive, state=None, limit=1)["messages"]
    assert (listed["state"], listed["degraded"], listed["error"]) == ("sent", 1, None)


def sender_of(channel: str, slow: str, quick: str, slack: str, clock: ManualClock) -> Sender:
    if channel == "apprise":
        services = {name: url.replace("http", "json") for name, url in (("slow", slow), ("quick", quick))}
        return AppriseSender(services, pace=timedelta(0), limit=4)
    if channel == "http":
        hooks = {name: Hook(url=url, secret="s") for name, url in (("slow", slow), ("quick", quick))}
        return HttpSender(hooks, clock=clock, timeout=IMPATIENCE)
    return WebhookSender({"slow": slow, "quick": slack}, clock=clock, timeout=IMPATIENCE)


@pytest.mark.parametrize("channel", ["apprise", "http", "slack-webhook"])
def test_a_slow_receiver_holds_up_no_other(archive: Archive, clock: ManualClock, channel: str) -> None:
    put(archive, clock, channel, "slow", "quick")
    with (
        dripping(*HEADERS, upto=b"\r\n\r\n") as port,
        receiving() as quick,
        FakeSlack(clock=clock) as slack,
        ThreadPoolExecutor(1) as pool,
    ):
        sender = sender_of(channel, f"http://127.0.0.1:{port}/x", quick.url, slack.webhook("desk"), clock)
        delivery = Delivery(archive=archive, senders={channel: sender}, clock=clock, owner="test")
        lanes = delivery.due()
        assert lanes == [f"{channel}:quick", f"{channel}:slow"]
        held_up = pool.submit(delivery.run, lanes[1])
        assert delivery.run(lanes[0]) == 1
        assert not held_up.done()
        assert held_up.result() == 0
    states = {row.destination: row.state for row in archive.outbox.list()}
    assert states == {"slow": OutboxState.AMBIGUOUS, "quick": OutboxState.SENT}
    clock.advance(timedelta(minutes=3))
    assert delivery.due() == [f"{channel}:slow"]


def test_a_channel_of_one_receiver_is_one_lane(
    archive: Archive, clock: ManualClock, slack: FakeSlack
) -> None:
    put(archive, clock, "slack", "C1", "C2")
    put(archive, clock, "mail", "a@desk.example", "b@desk.example")
    senders = slack_senders(slack, clock)
    delivery = Delivery(archive=archive, senders=senders, clock=clock, owner="test")
    assert delivery.due() == ["mail", "slack"], "no mail is configured, which parks the channel"
    assert (delivery.run("slack"), delivery.run("mail")) == (2, 0)
    assert delivery.due() == ["mail"]
    assert [(one.channel, one.destination) for one in archive.outbox.parked()] == [("mail", "*")]


def test_a_parked_channel_is_asked_after_once(archive: Archive, clock: ManualClock) -> None:
    """Webhooks were taken out of the configuration, and are back."""
    put(archive, clock, "http", "one", "two")
    without = Delivery(archive=archive, senders={}, clock=clock, owner="test")
    assert [without.run(lane) for lane in without.due()] == [0]
    clock.advance(timedelta(minutes=6))
    with receiving() as receiver:
        hooks = {name: Hook(url=receiver.url, secret="s") for name in ("one", "two")}
        senders: dict[str, Sender] = {"http": HttpSender(hooks, clock=clock)}
        delivery = Delivery(archive=archive, senders=senders, clock=clock, owner="test")
        assert delivery.due() == ["http:*", "http:one", "http:two"]
        assert [delivery.run(lane) for lane in delivery.due()] == [0, 1, 1]
    assert archive.outbox.parked() == []
