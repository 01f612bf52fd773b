"""Alerts to Slack channels, through the real SDK, with every fault a Slack can have: nothing lost, nothing repeated."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

from alerts.ports import Receipt, Refusal, Unknown
from alerts.slack import SlackSender
from archive import Archive
from archive.posts import OutboxRow, OutboxState
from demo.slack import FakeSlack
from statements.clock import ManualClock
from tests.service.alerts.world import IMPATIENCE, Desk, alerts, slack_senders

SOON = timedelta(minutes=1)
DEAD, PENDING, SENT, AMBIGUOUS = (
    OutboxState.DEAD,
    OutboxState.PENDING,
    OutboxState.SENT,
    OutboxState.AMBIGUOUS,
)


def test_an_alert_arrives_once_with_its_key_and_nothing_unfolds(desk: Desk, slack: FakeSlack) -> None:
    desk.queue("slack:C1")
    desk.queue("slack:C1")  # the same alert again: the outbox knows its key
    assert desk.deliver().sent == 1
    assert desk.deliver(SOON).sent == 0
    (posted,) = slack.messages
    assert posted.channel == "C1"
    assert posted.metadata == {
        "event_type": "communique_alert",
        "event_payload": {"key": desk.row.dedupe_key},
    }
    assert posted.text.startswith("De-escalation · France: Joint statement on Syria")
    assert (desk.row.state, desk.row.provider_ref, desk.row.error) == (SENT, f"C1:{posted.ts}", None)


def test_messages_to_one_channel_keep_a_second_apart(desk: Desk, slack: FakeSlack) -> None:
    for statement in range(3):
        desk.queue("slack:C1", "slack:C2", statement=statement)
    assert desk.deliver().sent == 6
    times = {channel: [m.arrived for m in slack.messages if m.channel == channel] for channel in ("C1", "C2")}
    for arrived in times.values():
        gaps = [later - earlier for earlier, later in zip(arrived, arrived[1:], strict=False)]
        assert all(gap >= timedelta(seconds=1) for gap in gaps)
    assert sum(desk.slept) <= 2  # both channels wait at the same time


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [("30", 30), ("Sun, 01 Dec 2024 22:05:05 GMT", 60), ("99999999", 3600), ("x", 30)],
)
def test_a_rate_limit_pauses_that_channel_only_and_spends_no_attempt(
    desk: Desk, slack: FakeSlack, retry_after: str, seconds: int
) -> None:
    slack.retry_after = retry_after
    slack.fail("ratelimited", channel="C1")
    for statement in range(3):
        desk.queue("slack:C1", "slack:C2", statement=statement)
    desk.deliver()
    assert slack.posts["C1"] == 1
    assert [m.channel for m in slack.messages] == ["C2"] * 3
    waiting = [row for row in desk.rows if row.destination == "C1"]
    assert [(row.state, row.attempts) for row in waiting] == [(PENDING, 0)] * 3
    assert waiting[0].error == "Slack asks to wait"
    assert (
        timedelta(seconds=seconds - 5)
        < waiting[0].not_before - desk.clock.now()
        <= timedelta(seconds=seconds)
    )
    desk.deliver(timedelta(seconds=seconds))
    desk.deliver()
    assert [m.text for m in slack.messages if m.channel == "C1"] == [
        str(row.payload["text"]) for row in waiting
    ]
    assert desk.states == [SENT] * 6


@pytest.mark.parametrize(
    ("fault", "error_class", "says"),
    [
        ("drop_after_store", "disconnected", "the connection ended without an answer"),
        ("hang", "timeout", f"no answer within {IMPATIENCE} s"),
        ("html200", "not-slack", "Slack's answer cannot be read: the answer is not JSON"),
        ("truncated", "truncated", "the answer was cut short"),
    ],
)
def test_a_lost_answer_is_looked_up_and_not_posted_again(
    desk: Desk, slack: FakeSlack, fault: str, error_class: str, says: str
) -> None:
    slack.fail(fault)
    desk.queue("slack:C1")
    assert desk.deliver().ambiguous == 1
    assert (desk.row.state, desk.row.error_class) == (AMBIGUOUS, error_class)
    assert says in str(desk.row.error)
    assert desk.deliver(SOON).found == 1
    assert (desk.row.state, slack.posts["C1"], len(slack.messages)) == (SENT, 1, 1)
    assert desk.row.provider_ref == f"C1:{slack.messages[0].ts}"
    assert not desk.row.maybe_repeat


def test_a_lost_answer_is_found_although_our_clock_is_hours_ahead(
    archive: Archive, clock: ManualClock, slack: FakeSlack
) -> None:
    ahead = ManualClock(clock.now() + timedelta(hours=2))
    desk = Desk(archive, ahead, slack_senders(slack, ahead))
    slack.fail("drop_after_store")
    desk.queue("slack:C1")
    assert desk.deliver().ambiguous == 1
    assert desk.deliver(SOON).found == 1
    assert (desk.row.state, slack.posts["C1"]) == (SENT, 1)


@pytest.mark.parametrize(
    "fault", ["drop_before_store", "http500", "http503", "fatal_error", "internal_error"]
)
def test_an_attempt_that_had_not_arrived_is_posted_once_more(
    desk: Desk, slack: FakeSlack, fault: str
) -> None:
    slack.fail(fault)
    desk.queue("slack:C1")
    desk.deliver()
    assert desk.row.state is AMBIGUOUS
    desk.deliver(SOON)
    desk.deliver()
    assert (desk.row.state, slack.posts["C1"], len(slack.messages)) == (SENT, 2, 1)
    assert "repeat" not in slack.messages[0].text


def test_a_look_up_in_a_busy_channel_turns_the_page(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("drop_after_store")
    desk.queue("slack:C1")
    desk.deliver()
    sender = desk.senders["slack"]
    for statement in range(1000, 1250):
        row = desk.row
        sender.send(
            type(row)(
                **{**vars(row), "dedupe_key": str(statement), "payload": {"text": f"chatter {statement}"}}
            )
        )
    assert desk.deliver(SOON).found == 1
    assert slack.calls["conversations.history"] == 2


def test_a_channel_too_busy_to_search_gets_a_marked_repeat(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("drop_before_store")
    desk.queue("slack:C1")
    desk.deliver()
    sender = desk.senders["slack"]
    for statement in range(401):
        row = desk.row
        sender.send(
            type(row)(
                **{**vars(row), "dedupe_key": str(statement), "payload": {"text": f"chatter {statement}"}}
            )
        )
    assert desk.deliver(SOON).repeated == 1
    assert slack.messages[-1].text.endswith("(may repeat an earlier alert)")
    assert (desk.row.state, desk.row.maybe_repeat) == (SENT, True)


def test_without_the_right_to_read_history_a_repeat_is_marked(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("drop_after_store")
    slack.fail("missing_scope", method="conversations.history")
    desk.queue("slack:C1")
    desk.deliver()
    assert desk.deliver(SOON).repeated == 1
    assert [m.text.endswith("(may repeat an earlier alert)") for m in slack.messages] == [False, True]
    assert slack.messages[1].blocks[0]["block_id"] == "repeat"
    assert desk.row.state is SENT


def test_a_failed_look_up_is_tried_again_and_decides_nothing(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("drop_after_store")
    for fault in ("http500", "ratelimited", "drop_before_store"):
        slack.fail(fault, method="conversations.history")
    desk.queue("slack:C1")
    desk.deliver()
    for _ in range(3):
        desk.deliver(SOON)
        assert desk.row.state is AMBIGUOUS
        assert str(desk.row.error).count("could not be looked up") == 1
    assert desk.deliver(SOON).found == 1
    assert len(slack.messages) == 1


@pytest.mark.parametrize("word", ["invalid_auth", "account_inactive", "token_revoked", "missing_scope"])
def test_bad_credentials_park_all_channels_until_a_probe_succeeds(
    desk: Desk, slack: FakeSlack, word: str
) -> None:
    slack.fail(word)
    slack.fail(word, method="auth.test")
    desk.queue("slack:C1", "slack:C2", "webhook:desk")
    delivered = desk.deliver()
    assert (delivered.parked, slack.posts["C1"] + slack.posts["C2"]) == (1, 1)
    assert [m.channel for m in slack.messages] == ["#desk"]  # a webhook has its own secret
    (parked,) = desk.archive.outbox.parked()
    assert (parked.channel, parked.destination) == ("slack", "*")
    assert word in parked.reason
    assert desk.rows[0].error == parked.reason
    desk.deliver(timedelta(minutes=4))
    assert slack.calls["auth.test"] == 0
    desk.deliver(timedelta(minutes=2))  # the probe fails
    assert (slack.calls["auth.test"], len(slack.messages)) == (1, 1)
    assert desk.archive.outbox.parked()[0].since == parked.since
    assert desk.deliver(timedelta(minutes=5)).reopened == 1
    assert desk.states == [SENT] * 3
    assert [row.attempts for row in desk.rows] == [0, 0, 0]


def test_f53_a_renamed_channel_goes_on_getting_its_messages(desk: Desk, slack: FakeSlack) -> None:
    slack.names["#desk"] = "C1"
    desk.queue("slack:C1", statement=7)
    assert desk.deliver().sent == 1
    slack.names = {"#newsroom": "C1"}
    slack.fail("drop_after_store")
    desk.queue("slack:C1", statement=8)
    assert desk.deliver().ambiguous == 1
    assert desk.deliver(timedelta(minutes=1)).found == 1, "looked up by the id, too"
    assert [message.channel for message in slack.messages] == ["C1", "C1"]
    assert desk.archive.outbox.parked() == []
    client = WebClient(token=slack.token, base_url=slack.base_url)
    client.chat_postMessage(channel="#newsroom", text="a name is taken while it is one")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_postMessage(channel="#desk", text="which is why a watch cannot give one")


@pytest.mark.parametrize(
    "word", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action_x"]
)
def test_a_channel_that_takes_nothing_is_parked_alone(desk: Desk, slack: FakeSlack, word: str) -> None:
    slack.fail(word, channel="C1")
    for statement in range(2):
        desk.queue("slack:C1", "slack:C2", statement=statement)
    desk.deliver()
    assert slack.posts["C1"] == 1
    assert [m.channel for m in slack.messages] == ["C2", "C2"]
    (parked,) = desk.archive.outbox.parked()
    assert (parked.destination, word in parked.reason) == ("C1", True)
    if word in ("channel_not_found", "not_in_channel"):  # what the probe can see
        slack.fail(word, method="conversations.history", channel="C1")
        desk.deliver(timedelta(minutes=5))
        assert slack.posts["C1"] == 1
    desk.deliver(timedelta(minutes=5))
    assert desk.states == [SENT] * 4
    assert slack.posts["C1"] == 3


@pytest.mark.parametrize("word", ["msg_blocks_too_long", "invalid_blocks", "invalid_metadata_format"])
def test_a_refused_message_is_made_smaller_twice_and_then_set_aside(
    desk: Desk, slack: FakeSlack, word: str
) -> None:
    slack.fail(word, times=1, channel="C1")
    slack.fail(word, times=2, channel="C2")
    slack.fail(word, times=3, channel="C3")
    desk.queue("slack:C1", "slack:C2", "slack:C3")
    for _ in range(3):
        desk.deliver(SOON)
    first, second = slack.messages
    assert (first.channel, second.channel) == ("C1", "C2")
    assert not any(block["block_id"].startswith("quote") for block in first.blocks)
    assert first.blocks
    assert not second.blocks
    assert "<https://mfa.example/statements/7?a=1&amp;b=2|Joint statement on Syria 7>" in second.text
    assert desk.states == [SENT, SENT, DEAD]
    assert word in str(desk.rows[2].error)
    assert [row.degraded for row in desk.rows] == [1, 2, 2]


def test_a_message_set_aside_is_sent_when_somebody_says_so(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("msg_too_long", times=3)
    desk.queue("slack:C1")
    for _ in range(3):
        desk.deliver(SOON)
    assert desk.row.state is DEAD
    assert desk.archive.outbox.requeue() == 1
    desk.deliver(SOON)
    assert len(slack.messages) == 1


def test_an_unheard_of_refusal_is_tried_a_few_times_and_then_shown(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("as_user_not_supported", times=100)
    desk.queue("slack:C1")
    for _ in range(20):
        desk.deliver(timedelta(hours=1))
    assert desk.row.state is DEAD
    assert desk.row.error == "Slack refuses: as_user_not_supported"
    assert 5 < slack.posts["C1"] < 12


def test_an_unreachable_slack_is_tried_later_and_later_for_ever(desk: Desk, slack: FakeSlack) -> None:
    nobody = SlackSender(token="xoxb-x", base_url="http://127.0.0.1:9/api/", clock=desk.clock, timeout=1)
    reachable, desk.senders = desk.senders, {"slack": nobody}
    desk.queue("slack:C1")
    waits = []
    for _ in range(15):
        before = desk.clock.now()
        desk.deliver()
        waits.append(desk.row.not_before - before)
        desk.clock.set(desk.row.not_before)
    assert desk.row.state is PENDING
    assert desk.row.error == "no connection: Connection refused"
    assert waits[0] < timedelta(seconds=7)
    assert timedelta(minutes=15) <= waits[-1] <= timedelta(minutes=19)
    desk.senders = reachable
    desk.deliver()
    assert (desk.row.state, len(slack.messages)) == (SENT, 1)


def test_a_redirect_is_not_followed_with_the_token(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("redirect")
    desk.queue("slack:C1")
    desk.deliver()
    assert "redirect" in desk.archive.outbox.parked()[0].reason
    assert sum(slack.calls.values()) == 1


def test_without_a_token_alerts_wait_and_say_why(desk: Desk, slack: FakeSlack) -> None:
    senders, desk.senders = desk.senders, {}
    desk.queue("slack:C1")
    assert desk.deliver().parked == 1
    assert desk.row.error == "no slack is configured, so nothing can be sent there"
    desk.senders = senders
    desk.deliver(timedelta(minutes=5))
    assert desk.row.state is SENT


@pytest.mark.parametrize("token", ["xoxb-secret\r\nX: y", "xoxb-secret-invalid-auth", "xoxb-secret-http500"])
def test_the_token_is_in_no_error_and_no_log(
    desk: Desk, slack: FakeSlack, clock: ManualClock, caplog: pytest.LogCaptureFixture, token: str
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.senders = slack_senders(slack, clock, token=token)
    desk.queue("slack:C1")
    desk.deliver()
    desk.deliver(SOON)
    seen = f"{desk.rows} {desk.archive.outbox.parked()} {caplog.text}"
    assert "xoxb-secret" not in seen
    assert desk.row.error


def test_stopping_leaves_the_rest_for_later(desk: Desk, slack: FakeSlack) -> None:
    desk.put([m for n in range(5) for m in alerts("slack:C1", statement=n)])
    stops = iter([False, False, False, True])
    counts = desk.deliver(stop=lambda: next(stops))
    assert counts.sent == 2
    assert desk.states == [SENT, SENT, PENDING, PENDING, PENDING]
    assert desk.deliver().sent == 3


def test_hostile_and_huge_statements_are_accepted(desk: Desk, slack: FakeSlack) -> None:
    desk.queue("slack:C1", title="<!channel> *x* " + "& " * 400)
    desk.queue("slack:C1", statement=8, title="عاجل \u202e" + "ا" * 5000)
    assert desk.deliver().sent == 2
    assert not any("<!" in str(m.blocks) for m in slack.messages)


class Sleepy(SlackSender):
    """Falls asleep with the machine after posting, for longer than its lease; meanwhile somebody else finds the post."""

    other: Desk

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        answer = super().send(row)
        self.other.deliver(timedelta(minutes=10))
        assert self.other.deliver(SOON).found == 1
        return answer


def test_a_sleeper_that_was_overtaken_changes_nothing(desk: Desk, slack: FakeSlack) -> None:
    sleeper = Sleepy(token=slack.token, base_url=slack.base_url, clock=desk.clock)
    sleeper.other = Desk(desk.archive, desk.clock, desk.senders, owner="other")
    desk.senders = {"slack": sleeper}
    desk.queue("slack:C1")
    delivered = desk.deliver()
    assert (delivered.sent, delivered.unrecorded) == (0, 1)
    assert (desk.row.state, len(slack.messages)) == (SENT, 1)
