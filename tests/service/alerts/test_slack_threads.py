"""Threads in Slack: heads, replies in their place, heads edited in place, and what is done when a parent is gone (F55)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.posts import OutboxState
from demo.slack import FakeSlack, Posted
from statements.labels import Part
from statements.model import Message
from tests.service.alerts.world import Desk, alerts

LATER = timedelta(seconds=31)
"""After which a lost answer is looked up."""


def part(
    kind: Part, number: int, *, text: str = "", broadcast: bool = False, thread: str = "story:7"
) -> Message:
    """A message of a thread in C1; each with a text and a key of its own."""
    (alert,) = alerts("slack:C1", statement=number)
    payload: dict[str, object] = {"text": text or f"{kind} {number}", "blocks": alert.payload["blocks"]}
    if broadcast:
        payload["broadcast"] = True
    return replace(alert, dedupe_key=f"{kind}|{number}", payload=payload, thread=thread, part=kind)


def shown(slack: FakeSlack) -> list[tuple[str, str | None]]:
    """What stands where: each text with the text of the message it answers."""
    texts = {message.ts: message.text for message in slack.messages}
    return [(one.text, texts.get(one.thread_ts or "")) for one in slack.messages]


def head_of(slack: FakeSlack) -> Posted:
    return slack.messages[0]


def test_replies_stand_under_their_head_and_an_edit_changes_it_in_place(desk: Desk, slack: FakeSlack) -> None:
    desk.put([part(Part.HEAD, 1), part(Part.REPLY, 2), part(Part.EDIT, 3, text="head, 2 capitals so far")])
    desk.deliver()
    assert shown(slack) == [("head, 2 capitals so far", None), ("reply 2", "head, 2 capitals so far")]
    assert head_of(slack).edited
    assert not slack.messages[1].broadcast
    assert set(desk.states) == {OutboxState.SENT}
    assert slack.calls["chat.update"] == 1


def test_a_reply_that_is_news_shows_in_the_channel_too(desk: Desk, slack: FakeSlack) -> None:
    desk.put([part(Part.HEAD, 1), part(Part.REPLY, 2, broadcast=True)])
    desk.deliver()
    assert slack.messages[1].broadcast
    assert shown(slack)[1] == ("reply 2", "head 1")


def test_two_stories_do_not_mix(desk: Desk, slack: FakeSlack) -> None:
    desk.put(
        [part(Part.HEAD, 1), part(Part.HEAD, 2, thread="story:8"), part(Part.REPLY, 3, thread="story:8")]
    )
    desk.deliver()
    assert shown(slack) == [("head 1", None), ("head 2", None), ("reply 3", "head 2")]


@pytest.mark.parametrize("answered", [False, True])
def test_a_reply_whose_parent_was_deleted_becomes_a_new_parent_once(
    desk: Desk, slack: FakeSlack, answered: bool
) -> None:
    desk.put([part(Part.HEAD, 1), *([part(Part.REPLY, 2)] if answered else [])])
    desk.deliver()
    slack.delete(head_of(slack))
    desk.put([part(Part.REPLY, 3)])
    desk.deliver()
    desk.put([part(Part.REPLY, 4), part(Part.EDIT, 5, text="reply 3, edited")])
    desk.deliver()
    desk.deliver()
    new = [(text, under) for text, under in shown(slack) if text.startswith("reply") and text != "reply 2"]
    assert new == [("reply 3, edited", None), ("reply 4", "reply 3, edited")]
    assert set(desk.states) == {OutboxState.SENT}
    assert sum(message.text.startswith("reply 3") for message in slack.messages) == 1


def test_a_parent_deleted_between_our_look_and_our_post_loses_nothing(desk: Desk, slack: FakeSlack) -> None:
    desk.put([part(Part.HEAD, 1)])
    desk.deliver()
    slack.delete(head_of(slack))
    slack.fail("missing_scope", method="conversations.replies")  # as if it had been there when we looked
    desk.put([part(Part.REPLY, 2)])
    desk.deliver()
    desk.put([part(Part.REPLY, 3)])
    desk.deliver()
    assert shown(slack) == [("reply 2", None), ("reply 3", "reply 2")]


def test_an_edit_of_a_head_that_is_gone_is_overtaken(desk: Desk, slack: FakeSlack) -> None:
    desk.put([part(Part.HEAD, 1)])
    desk.deliver()
    slack.delete(head_of(slack))
    desk.put([part(Part.EDIT, 2)])
    desk.deliver()
    assert desk.states == [OutboxState.SENT, OutboxState.OVERTAKEN]
    assert not slack.messages


@pytest.mark.parametrize("word", ["cant_update_message", "edit_window_closed"])
def test_an_edit_that_slack_allows_nobody_is_overtaken_and_the_channel_goes_on(
    desk: Desk, slack: FakeSlack, word: str
) -> None:
    desk.put([part(Part.HEAD, 1)])
    desk.deliver()
    slack.fail(word, method="chat.update")
    desk.put([part(Part.EDIT, 2), part(Part.REPLY, 3)])
    desk.deliver()
    assert desk.states == [OutboxState.SENT, OutboxState.OVERTAKEN, OutboxState.SENT]
    assert not desk.archive.outbox.parked()


def test_a_locked_thread_is_begun_anew(desk: Desk, slack: FakeSlack) -> None:
    desk.put([part(Part.HEAD, 1)])
    desk.deliver()
    slack.fail("restricted_action_thread_locked")
    desk.put([part(Part.REPLY, 2)])
    desk.deliver()
    desk.deliver()
    assert shown(slack) == [("head 1", None), ("reply 2", None)]
    assert not desk.archive.outbox.parked()


@pytest.mark.parametrize("fault", ["drop_after_store", "html200", "truncated", "hang"])
def test_a_lost_answer_about_a_reply_is_looked_up_in_its_thread(
    desk: Desk, slack: FakeSlack, fault: str
) -> None:
    desk.put([part(Part.HEAD, 1)])
    desk.deliver()
    desk.put([part(Part.REPLY, 2)])
    slack.fail(fault)
    desk.deliver()
    assert desk.states[-1] is OutboxState.AMBIGUOUS
    desk.deliver(LATER)
    assert shown(slack) == [("head 1", None), ("reply 2", "head 1")]
    assert set(desk.states) == {OutboxState.SENT}


@pytest.mark.parametrize("fault", ["drop_after_store", "html200", "hang"])
def test_a_lost_answer_about_a_reply_that_stands_as_a_head_makes_it_one(
    desk: Desk, slack: FakeSlack, fault: str
) -> None:
    """The parent was deleted between our look and our post, so that Slack posted the reply to the channel."""
    desk.put([part(Part.HEAD, 1)])
    desk.deliver()
    slack.delete(head_of(slack))
    slack.fail("missing_scope", method="conversations.replies")
    slack.fail(fault, method="chat.postMessage")
    desk.put([part(Part.REPLY, 2)])
    desk.deliver()
    assert desk.states[-1] is OutboxState.AMBIGUOUS
    desk.deliver(LATER)
    desk.put([part(Part.REPLY, 3), part(Part.EDIT, 4, text="reply 2, edited")])
    desk.deliver()
    desk.deliver()
    assert shown(slack) == [("reply 2, edited", None), ("reply 3", "reply 2, edited")]
    assert [row.part for row in desk.rows] == [Part.HEAD, Part.HEAD, Part.REPLY, Part.EDIT]


def test_a_reply_that_did_not_arrive_is_posted_once_more(desk: Desk, slack: FakeSlack) -> None:
    desk.put([part(Part.HEAD, 1), part(Part.REPLY, 2)])
    slack.fail("drop_before_store", channel="C1", times=1)
    desk.deliver()
    for _ in range(3):
        desk.deliver(LATER)
    slack.fail("drop_before_store")
    desk.put([part(Part.REPLY, 3)])
    for _ in range(3):
        desk.deliver(LATER)
    assert shown(slack) == [("head 1", None), ("reply 2", "head 1"), ("reply 3", "head 1")]
    assert set(desk.states) == {OutboxState.SENT}


@pytest.mark.parametrize("fault", ["drop_before_store", "drop_after_store", "http500", "html200", "hang"])
def test_an_edit_of_unknown_fate_is_made_again(desk: Desk, slack: FakeSlack, fault: str) -> None:
    desk.put([part(Part.HEAD, 1)])
    desk.deliver()
    desk.put([part(Part.EDIT, 2, text="edited")])
    slack.fail(fault, method="chat.update")
    for _ in range(3):
        desk.deliver(LATER)
    assert shown(slack) == [("edited", None)]
    assert set(desk.states) == {OutboxState.SENT}


def test_an_edit_that_is_too_long_is_made_smaller_and_loses_the_old_blocks(
    desk: Desk, slack: FakeSlack
) -> None:
    desk.put([part(Part.HEAD, 1)])
    desk.deliver()
    desk.put([part(Part.EDIT, 2, text="edited")])
    slack.fail("msg_blocks_too_long", method="chat.update", times=2)
    for _ in range(3):
        desk.deliver(LATER)
    assert head_of(slack).text.startswith("edited\n")
    assert not head_of(slack).blocks


def test_without_the_right_to_look_replies_are_posted_all_the_same(desk: Desk, slack: FakeSlack) -> None:
    desk.put([part(Part.HEAD, 1)])
    desk.deliver()
    slack.fail("missing_scope", method="conversations.replies")
    desk.put([part(Part.REPLY, 2)])
    desk.deliver()
    assert shown(slack) == [("head 1", None), ("reply 2", "head 1")]


def test_a_webhook_has_no_threads_and_takes_replies_as_messages(desk: Desk, slack: FakeSlack) -> None:
    (alert,) = alerts("webhook:desk", statement=1)
    head = replace(alert, dedupe_key="head", thread="story:7", part=Part.HEAD)
    broadcast = {**alert.payload, "broadcast": True}
    desk.put([head, replace(head, dedupe_key="reply", part=Part.REPLY, payload=broadcast)])
    desk.deliver()
    assert [message.thread_ts for message in slack.messages] == [None, None]
