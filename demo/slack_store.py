"""What stands in the channels of the fake Slack: messages, threads, edits, deletions. No network, no faults.

Behaviour as Slack documents it, or as its users report where the documentation is silent: a reply to a message that was
deleted before anybody answered is posted to the channel, without a word; a deleted message with replies leaves a
tombstone, under which replies are still taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from demo.slack_limits import blocks_of

TOMBSTONE = "This message was deleted."


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One message as it stands in a channel. ``via`` is ``api`` or ``webhook``; a webhook's channel is ``#<its name>``."""

    channel: str
    ts: str
    text: str
    blocks: tuple[Mapping[str, Any], ...]
    metadata: Mapping[str, Any] | None
    via: str
    arrived: datetime
    thread_ts: str | None = None
    """The message that it answers."""
    broadcast: bool = False
    """Whether a reply shows in the channel too."""
    edited: bool = False
    deleted: bool = False
    """A tombstone: only its thread is left."""


@dataclass(frozen=True, kw_only=True)
class Whispered:
    """An ephemeral message: only ``user`` sees it, until the next reload."""

    channel: str
    user: str
    text: str
    blocks: tuple[Mapping[str, Any], ...]
    thread_ts: str | None


class Refused(Exception):
    """The error word Slack would answer."""


class Store:
    """The channels' contents, oldest first."""

    def __init__(self) -> None:
        self.messages: list[Posted] = []
        self.whispers: list[Whispered] = []
        self._sequence = 0

    def post(self, channel: str, arguments: Mapping[str, Any], now: datetime, *, via: str) -> Posted:
        """Keep a message, with a time stamp of its own."""
        self._sequence += 1
        root = self._root(channel, str(arguments.get("thread_ts") or ""))
        posted = Posted(
            channel=channel,
            ts=f"{int(now.timestamp())}.{self._sequence:06d}",
            text=str(arguments.get("text", "")),
            blocks=tuple(blocks_of(arguments)),
            metadata=arguments.get("metadata"),
            via=via,
            arrived=now,
            thread_ts=None if root is None else root.ts,
            broadcast=root is not None and true(arguments.get("reply_broadcast")),
        )
        self.messages.append(posted)
        return posted

    def whisper(self, channel: str, arguments: Mapping[str, Any]) -> str:
        """Show something to one user; returns its time stamp."""
        self._sequence += 1
        self.whispers.append(
            Whispered(
                channel=channel,
                user=str(arguments["user"]),
                text=str(arguments.get("text", "")),
                blocks=tuple(blocks_of(arguments)),
                thread_ts=arguments.get("thread_ts"),
            )
        )
        return f"0.{self._sequence:06d}"

    def update(self, channel: str, arguments: Mapping[str, Any]) -> Posted:
        """Replace text and blocks; blocks that are not mentioned stay, and so does the metadata. Raises Refused."""
        at = self._at(channel, str(arguments.get("ts", "")))
        if at is None or self.messages[at].deleted:
            raise Refused("message_not_found")
        old = self.messages[at]
        if old.via != "api":
            raise Refused("cant_update_message")
        blocks = tuple(blocks_of(arguments)) if "blocks" in arguments else old.blocks
        changed = replace(old, text=str(arguments.get("text", old.text)), blocks=blocks, edited=True)
        self.messages[at] = changed
        return changed

    def delete(self, channel: str, ts: str) -> None:
        """As somebody would delete it in Slack. Raises Refused."""
        at = self._at(channel, ts)
        if at is None or self.messages[at].deleted:
            raise Refused("message_not_found")
        if any(m.channel == channel and m.thread_ts == ts for m in self.messages):
            self.messages[at] = replace(
                self.messages[at], text=TOMBSTONE, blocks=(), metadata=None, deleted=True
            )
        else:
            del self.messages[at]

    def history(self, channel: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """A page of the channel, newest first, without what only stands in threads."""
        found = [
            m
            for m in reversed(self.messages)
            if m.channel == channel and m.via == "api" and (m.thread_ts is None or m.broadcast)
        ]
        return self._page([m for m in found if _within(m, arguments)], arguments, default=100)

    def replies(self, channel: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """A page of a thread: its head, whatever the window, and its replies, oldest first. Raises Refused."""
        root = self._root(channel, str(arguments.get("ts") or ""))
        if root is None:
            raise Refused("thread_not_found")
        answers = [m for m in self.messages if m.channel == channel and m.thread_ts == root.ts]
        found = [root, *(m for m in answers if _within(m, arguments))]
        return self._page(found, arguments, default=1000)

    def _page(self, found: Sequence[Posted], arguments: Mapping[str, Any], *, default: int) -> dict[str, Any]:
        start, limit = int(arguments.get("cursor") or 0), min(int(arguments.get("limit") or default), 999)
        more = len(found) > start + limit
        metadata = true(arguments.get("include_all_metadata"))
        return {
            "messages": [self.public(m, metadata=metadata) for m in found[start : start + limit]],
            "has_more": more,
            "response_metadata": {"next_cursor": str(start + limit) if more else ""},
        }

    def public(self, message: Posted, *, metadata: bool = False) -> dict[str, Any]:
        """A message as Slack's methods give it."""
        answers = sum(m.channel == message.channel and m.thread_ts == message.ts for m in self.messages)
        subtype = "tombstone" if message.deleted else "thread_broadcast" if message.broadcast else None
        thread = message.thread_ts or (message.ts if answers else None)
        return {
            "type": "message",
            "ts": message.ts,
            "text": message.text,
            "blocks": message.blocks,
            **({"subtype": subtype} if subtype else {}),
            **({"thread_ts": thread} if thread else {}),
            **({"reply_count": answers} if answers else {}),
            **({"metadata": message.metadata} if metadata and message.metadata is not None else {}),
        }

    def _root(self, channel: str, ts: str) -> Posted | None:
        """The head of the thread that a time stamp belongs to."""
        at = self._at(channel, ts)
        if at is None:
            return None
        message = self.messages[at]
        return message if message.thread_ts is None else self._root(channel, message.thread_ts)

    def _at(self, channel: str, ts: str) -> int | None:
        return next((i for i, m in enumerate(self.messages) if (m.channel, m.ts) == (channel, ts)), None)


def true(value: object) -> bool:
    """Whether an argument of a Slack method says yes."""
    return value is True or value in ("1", "true")


def _within(message: Posted, arguments: Mapping[str, Any]) -> bool:
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    ts = float(message.ts)
    return oldest < ts < latest or (true(arguments.get("inclusive")) and ts in (oldest, latest))
