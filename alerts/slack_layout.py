"""Which parts of an alert in Slack share a block, so that it has eight at most (a mark of the demo or of a repeat comes on top), and
which may go where it is too large. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from alerts import slack_story
from alerts.slack_blocks import Block, context, merged, section, within_budget
from alerts.slack_room import Room
from statements.story import Story

SPARE = (
    "quote-2",
    "edited",
    "changed",
    "facts",
    "differs",
    "since",
    "signed",
    "news",
    "quote-1",
)
"""What may go when the sum is too large, in this order; the first quote, which a watch asked for, goes last of all."""
STORY = ("story", "signed", "since")
GROUPS = (
    ("source", "belongs", "reissue", "news"),
    STORY,
    ("changed", "edited"),
    ("labels", "facts", "why", "links"),
)
"""What shares a block, the id being that of the first that is there."""


def in_order(blocks: Sequence[Block]) -> list[Block]:
    """The blocks within Slack's limits, with lines of a kind in one."""
    return merged(within_budget(blocks, SPARE), GROUPS)


def elsewhere(statement: int, buttons: bool) -> str:
    """Where the names of all who signed stand."""
    return " (all: *Why this alert?*)" if buttons else f" (all: `communique show {statement}`)"


def story_blocks(story: Story | None, signed: Sequence[str], zone: ZoneInfo, room: Room) -> list[Block]:
    """Who else has spoken, who signed, what became of it."""
    return [
        *if_any(section, "story", slack_story.capitals(story, zone, room.names) if story else None),
        *if_any(context, "signed", "\n".join(signed)),
        *if_any(context, "since", "\n".join(slack_story.since(story, zone, room.since)) if story else None),
    ]


def if_any(make: Callable[[str, str], Block], block_id: str, text: str | None) -> list[Block]:
    """The block, if there is anything to say."""
    return [make(block_id, text)] if text else []
