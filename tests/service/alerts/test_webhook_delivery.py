"""Incoming webhooks: second class, so a lost answer means a repeat, and the repeat says so."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from archive.posts import OutboxState
from demo.slack import FakeSlack
from tests.service.alerts.world import Desk

SOON = timedelta(minutes=2)


def test_an_alert_arrives_once(desk: Desk, slack: FakeSlack) -> None:
    desk.queue("webhook:desk")
    desk.queue("webhook:desk")
    desk.deliver()
    desk.deliver(SOON)
    (posted,) = slack.messages
    assert (posted.via, posted.channel) == ("webhook", "#desk")
    assert posted.text.startswith("De-escalation · France")
    assert desk.row.state is OutboxState.SENT


@pytest.mark.parametrize("fault", ["drop_after_store", "hang", "html200", "truncated"])
def test_a_lost_answer_is_repeated_once_and_marked(desk: Desk, slack: FakeSlack, fault: str) -> None:
    slack.fail(fault, method="webhook")
    desk.queue("webhook:desk")
    desk.deliver()
    assert desk.row.state is OutboxState.AMBIGUOUS
    assert desk.deliver(timedelta(seconds=30)).repeated == 0  # not at once
    assert desk.deliver(SOON).repeated == 1
    desk.deliver(SOON)
    first, second = slack.messages
    assert "may repeat" not in first.text
    assert second.text.endswith("(may repeat an earlier alert)")
    assert (desk.row.state, desk.row.maybe_repeat) == (OutboxState.SENT, True)


def test_an_outage_is_survived_with_ever_longer_pauses(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("http500", times=12, method="webhook")
    desk.queue("webhook:desk")
    for _ in range(4 * 60):
        desk.deliver(timedelta(minutes=1))
    assert desk.row.state is OutboxState.SENT
    assert slack.posts["#desk"] == 13
    assert len(slack.messages) == 1


@pytest.mark.parametrize("word", ["channel_not_found", "is_archived"])
def test_a_dead_webhook_is_parked_alone(desk: Desk, slack: FakeSlack, word: str) -> None:
    slack.fail(word, method="webhook", channel="desk")
    desk.queue("webhook:desk", "webhook:other")
    desk.deliver()
    assert [m.channel for m in slack.messages] == ["#other"]
    (parked,) = desk.archive.outbox.parked()
    assert (parked.channel, parked.destination, word in parked.reason) == ("slack-webhook", "desk", True)
    desk.deliver(timedelta(minutes=5))
    assert [m.channel for m in slack.messages] == ["#other", "#desk"]


def test_a_webhook_nobody_configured_is_parked_with_its_name(desk: Desk, slack: FakeSlack) -> None:
    desk.queue("webhook:gone")
    desk.deliver()
    desk.deliver(timedelta(minutes=5))
    assert desk.row.state is OutboxState.PENDING
    assert desk.archive.outbox.parked()[0].reason == 'no webhook named "gone" is configured'
    assert not slack.calls


def test_a_rate_limit_is_obeyed(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("ratelimited", method="webhook")
    desk.queue("webhook:desk")
    desk.deliver()
    desk.deliver(timedelta(seconds=29))
    assert slack.posts["#desk"] == 1
    desk.deliver(timedelta(seconds=1))
    assert (desk.row.state, desk.row.attempts) == (OutboxState.SENT, 0)


def test_a_refused_payload_is_made_smaller(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("invalid_blocks", times=2, method="webhook")
    desk.queue("webhook:desk")
    for _ in range(3):
        desk.deliver(SOON)
    (posted,) = slack.messages
    assert not posted.blocks
    assert desk.row.degraded == 2


@pytest.mark.parametrize("fault", ["http500", "drop_before_store", "redirect", "channel_not_found"])
def test_the_address_is_in_no_error_and_no_log(
    desk: Desk, slack: FakeSlack, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level(logging.DEBUG)
    slack.fail(fault, method="webhook")
    desk.queue("webhook:desk")
    desk.deliver()
    assert desk.row.error
    assert "/services/" not in f"{desk.row.error} {desk.archive.outbox.parked()} {caplog.text}"
