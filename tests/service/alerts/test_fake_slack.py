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
    return WebClient(token=slack.token, base_url=slack.base_url, retry_handlers=[], timeout=2)


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
