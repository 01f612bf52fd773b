"""The head of a thread in Slack as it should read when its story has gone on: it replaces the first one (chat.update). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from alerts import slack_story
from alerts.slack_blocks import Block, context, merged, section, texts, within_budget
from alerts.slack_buttons import ACTIONS
from alerts.slack_layout import GROUPS, SPARE, STORY, elsewhere, story_blocks
from alerts.slack_room import Room, at_a_glance
from statements.story import Story

FEW = 12
"""Names: before fewer of them are shown, the second quote goes."""
_MORE = re.compile(r" · and (\d+) more quotes?$")


def head(payload: Mapping[str, object], *, story: Story, zone: ZoneInfo) -> dict[str, object]:
    """The head now that ``story`` has grown, or that a text of it was edited or withdrawn. ``payload`` is the head as it was
    queued; everything else in it stays, so that what readers saw does not move, but for a second quote where there is no more room
    for names. In a thread about one statement ``story`` has that
    one alone, and what was said of others stays."""
    text = str(payload.get("text", ""))
    old = payload.get("blocks")
    if not isinstance(old, Sequence) or not old:
        board = slack_story.capitals(story, zone)
        return {**payload, "text": "\n".join(filter(None, [text, board, *slack_story.since(story, zone)]))}
    own = story.members[0]
    copied = own.reading.signatories if own.reading and len(story.copies) > 1 else None
    where = elsewhere(own.version.statement, any(block.get("block_id") == ACTIONS for block in old))
    before = [block for block in old if isinstance(block, dict) and block.get("block_id") in STORY]
    kept = [block for block in old if isinstance(block, dict) and block not in before]
    told = [block for one in before for block in _told(one)]
    names = [line for line in _lines(told) if line.startswith(slack_story.SIGNED)]
    at = 1 + max((i for i, b in enumerate(kept) if b.get("block_id") in ("title", "news")), default=-1)

    def write(room: Room) -> list[Block]:
        shown = kept if room.names > FEW else _with_one_quote(kept)
        signed = [] if copied is None else slack_story.signed(copied, story, most=room.names, where=where)
        alone = len(story.members) == 1
        grown = [*(told if alone else []), *story_blocks(story, [] if alone else signed or names, zone, room)]
        return merged(within_budget([*shown[:at], *grown, *shown[at:]], (*SPARE, "story")), GROUPS)

    return {**payload, "blocks": at_a_glance(write)}


def _told(block: Block) -> list[Block]:
    """A block about the story without what became of it since, which is said anew; nothing where that was all."""
    lines = [line for line in _lines([block]) if not line.startswith(slack_story.SINCE)]
    make = section if block["type"] == "section" else context
    return [make(str(block["block_id"]), "\n".join(lines))] if lines else []


def _with_one_quote(blocks: Sequence[Block]) -> list[Block]:
    """Without the second quote, which the first then counts among those that are not shown."""
    second = next((block for block in blocks if block["block_id"] == "quote-2"), None)
    if second is None:
        return list(blocks)
    more = _MORE.search(texts(second)[0])
    left = 1 + (int(more[1]) if more else 0)
    first = next(block for block in blocks if block["block_id"] == "quote-1")
    counted = section("quote-1", f"{texts(first)[0]} · and {left} more quote{'s' if left > 1 else ''}")
    return [counted if block is first else block for block in blocks if block is not second]


def _lines(blocks: Sequence[Block]) -> list[str]:
    return [line for block in blocks for text in texts(block) for line in text.split("\n")]
