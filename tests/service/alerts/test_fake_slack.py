"""The Slack of the demo and of the tests behaves as Slack does, or the tests against it would prove nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from demo.slack import FakeSlack
from statements.clock import ManualClock


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(token=slack.token, base_url=slack.base_url, retry_handlers=[], timeout=30)


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"text": " "}, "no_text"),
        ({"text": "t", "channel": ""}, "channel_not_found"),
        ({"text": "t", "blocks": [section("x")] * 51}, "invalid_blocks"),
        ({"text": "t", "blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"text": "t", "blocks": [section("")]}, "invalid_blocks"),
        (
            {"text": "t", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]},
            "invalid_blocks",
        ),
        ({"text": "t", "blocks": [{**section("x"), "block_id": "same"}] * 2}, "invalid_blocks"),
        ({"text": "t", "blocks": [section("x" * 3000)] * 4}, "msg_blocks_too_long"),
        ({"text": "t" * 40_001}, "msg_too_long"),
    ],
)
def test_what_slack_refuses_is_refused(
    slack: FakeSlack, client: WebClient, message: dict[str, Any], error: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.api_call("chat.postMessage", json={"channel": "C1", **message})
    assert refused.value.response["error"] == error
    assert not slack.messages
    assert sum(slack.posts.values()) == 1


def test_history_is_newest_first_in_pages_and_windows(
    slack: FakeSlack, client: WebClient, clock: ManualClock
) -> None:
    stamps = []
    for number in range(5):
        clock.advance(timedelta(seconds=10))
        metadata = {"event_type": "e", "event_payload": {"n": number}}
        stamps.append(client.chat_postMessage(channel="C1", text=f"m{number}", metadata=metadata)["ts"])
    client.chat_postMessage(channel="C2", text="elsewhere")
    first = client.conversations_history(channel="C1", limit=2)
    assert [m["text"] for m in first["messages"]] == ["m4", "m3"]
    assert "metadata" not in first["messages"][0]
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel="C1", limit=2, cursor=cursor, include_all_metadata=True)
    assert [m["metadata"]["event_payload"]["n"] for m in second["messages"]] == [2, 1]
    window = client.conversations_history(channel="C1", oldest=stamps[1], latest=stamps[3])
    assert [m["text"] for m in window["messages"]] == ["m2"]
    assert not window["has_more"]


def test_a_message_can_be_edited_in_place(slack: FakeSlack, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C1", text="before")["ts"]
    client.chat_update(channel="C1", ts=ts, text="after")
    assert [(m.text, m.edited) for m in slack.messages] == [("after", True)]
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel="C1", ts="1.0", text="after")


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-invalid-auth", "invalid_auth")])
def test_a_bad_token_is_refused_everywhere(slack: FakeSlack, token: str, error: str) -> None:
    client = WebClient(token=token, base_url=slack.base_url, retry_handlers=[])
    with pytest.raises(SlackApiError, match=error):
        client.auth_test()
    with pytest.raises(SlackApiError, match=error):
        client.chat_postMessage(channel="C1", text="t")


def test_a_channel_name_can_ask_for_a_fault(slack: FakeSlack, client: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C-RATELIMITED", text="t")
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "30")
    assert client.chat_postMessage(channel="C1", text="t")["ok"]
    assert client.auth_test()["ok"]


def test_webhooks_answer_in_plain_words(slack: FakeSlack) -> None:
    good = WebhookClient(slack.webhook("desk"), retry_handlers=[]).send(text="hello")
    assert (good.status_code, good.body) == (200, "ok")
    bad = WebhookClient(slack.webhook("desk"), retry_handlers=[]).send(text="")
    assert (bad.status_code, bad.body) == (400, "no_text")
    assert [(m.channel, m.text, m.via) for m in slack.messages] == [("#desk", "hello", "webhook")]


def buttons(**changes: Any) -> dict[str, Any]:
    def one(text: str) -> dict[str, Any]:
        return {"text": {"type": "plain_text", "text": text}, "value": "7:syria"}

    element = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": one("Relevant"),
        "negative_button": one("Not relevant"),
    }
    return {"type": "context_actions", "elements": [{**element, **changes}]}


def menu(options: int = 2, *, value: str = "why 7", text: str = "Why?") -> dict[str, Any]:
    option = {"text": {"type": "plain_text", "text": text}, "value": value}
    return {
        "type": "actions",
        "elements": [{"type": "overflow", "action_id": "m", "options": [option] * options}],
    }


def link_button(**changes: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Original"}
    return {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "o", "text": text, "url": "https://a.example", **changes}
        ],
    }


@pytest.mark.parametrize(
    "block",
    [
        buttons(negative_button=None),
        buttons(type="button"),
        buttons(action_id=""),
        {"type": "context_actions", "elements": []},
        {"type": "context_actions", "elements": [*buttons()["elements"], *buttons()["elements"]]},
        menu(6),
        menu(0),
        menu(value="x" * 151),
        menu(text="x" * 76),
        link_button(url="https://a.example/" + "x" * 3000),
        link_button(value="x" * 2001),
        link_button(text={"type": "mrkdwn", "text": "Original"}),
        {"type": "actions", "elements": [link_button(action_id=f"o{n}")["elements"][0] for n in range(26)]},
        {"type": "marquee"},
    ],
)
def test_buttons_slack_would_not_show_are_refused(client: WebClient, block: dict[str, Any]) -> None:
    for good in (buttons(), menu(), link_button()):
        assert client.chat_postMessage(channel="C1", text="t", blocks=[good])["ok"]
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        client.chat_postMessage(channel="C1", text="t", blocks=[block])


def test_replies_stand_in_their_thread_and_in_the_channel_only_when_broadcast(
    slack: FakeSlack, client: WebClient
) -> None:
    head = client.chat_postMessage(channel="C1", text="head")["ts"]
    quiet = client.chat_postMessage(channel="C1", text="quiet", thread_ts=head)
    loud = client.chat_postMessage(channel="C1", text="loud", thread_ts=quiet["ts"], reply_broadcast=True)
    assert quiet["message"]["thread_ts"] == loud["message"]["thread_ts"] == head
    assert [(m.text, m.thread_ts, m.broadcast) for m in slack.messages] == [
        ("head", None, False), ("quiet", head, False), ("loud", head, True),
    ]  # fmt: skip
    assert [m["text"] for m in client.conversations_history(channel="C1")["messages"]] == ["loud", "head"]
    thread = client.conversations_replies(channel="C1", ts=head)["messages"]
    assert [m["text"] for m in thread] == ["head", "quiet", "loud"]
    assert thread[0]["reply_count"] == 2


def test_what_a_deletion_leaves_is_what_slack_leaves(slack: FakeSlack, client: WebClient) -> None:
    alone = client.chat_postMessage(channel="C1", text="alone")["ts"]
    slack.delete(slack.messages[0])
    with pytest.raises(SlackApiError, match="thread_not_found"):
        client.conversations_replies(channel="C1", ts=alone)
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel="C1", ts=alone, text="t")
    unthreaded = client.chat_postMessage(channel="C1", text="late", thread_ts=alone)
    assert "thread_ts" not in unthreaded["message"], "Slack posts it to the channel and says nothing"
    head = client.chat_postMessage(channel="C1", text="head")["ts"]
    client.chat_postMessage(channel="C1", text="reply", thread_ts=head)
    slack.delete(slack.messages[1])
    assert client.conversations_replies(channel="C1", ts=head)["messages"][0]["subtype"] == "tombstone"
    assert (
        client.chat_postMessage(channel="C1", text="hidden", thread_ts=head)["message"]["thread_ts"] == head
    )
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel="C1", ts=head, text="t")


def test_an_edit_keeps_the_blocks_it_does_not_mention_and_a_webhooks_message_cannot_be_edited(
    slack: FakeSlack, client: WebClient
) -> None:
    ts = client.chat_postMessage(channel="C1", text="t", blocks=[section("x")])["ts"]
    client.chat_update(channel="C1", ts=ts, text="other")
    assert slack.messages[0].blocks == (section("x"),)
    client.chat_update(channel="C1", ts=ts, text="other", blocks=[])
    assert len(slack.messages[0].blocks) == 0
    WebhookClient(slack.webhook("desk"), retry_handlers=[]).send(text="hello")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        client.chat_update(channel="#desk", ts=slack.messages[1].ts, text="t")


def test_an_ephemeral_message_is_for_one_and_stands_nowhere(slack: FakeSlack, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C1", user="U1", text="only you")
    assert [(w.user, w.text) for w in slack.whispers] == [("U1", "only you")]
    assert not slack.messages
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        client.chat_postEphemeral(channel="C1", user="", text="t")


def test_only_an_apps_own_token_opens_a_connection(slack: FakeSlack, client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        client.apps_connections_open(app_token=slack.token)
    with pytest.raises(SlackApiError, match="invalid_auth"):
        client.apps_connections_open(app_token="xapp-invalid-auth")
    assert client.apps_connections_open(app_token="xapp-1")["url"].startswith("ws://127.0.0.1:")
