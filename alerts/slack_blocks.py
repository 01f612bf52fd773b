"""The parts that Slack messages are put together from, and the limits that hold for their sum. Pure.

Slack takes 50 blocks; the sum of their texts is limited without documentation: 11,341 characters were refused, 9,597 taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from alerts import words
from alerts.mrkdwn import escape, mrkdwn
from statements.issuers import is_issuer, issuer_name

MAX_BLOCKS = 45
MAX_TEXT = 9_000
MAX_BYTES = 15_000
MAX_OBJECT = 3_000
"""Characters of one text."""
LISTED = 12
"""How many resolutions, actors or watches are named before "and n more"."""
ROOM = 800
"""Characters that any such list may take, entities counted; a text object holds 3000."""

_STATE = (
    2  # ISO 3166 codes have two letters; organisations have more, but for EU and UN, which have flags too
)

Block = dict[str, object]


def section(block_id: str, text: str) -> Block:
    return {"type": "section", "block_id": block_id, "text": mrkdwn(text)}


def context(block_id: str, text: str) -> Block:
    return {"type": "context", "block_id": block_id, "elements": [mrkdwn(text)]}


def flag(issuer: str) -> str:
    """The issuer's flag as Slack writes it, and a space; nothing for those that have none."""
    has_flag = len(issuer) == _STATE and issuer.isascii() and issuer.isalpha()
    return f":flag-{issuer.lower()}: " if has_flag else ""


def name(code: str) -> str:
    """An issuer's name; a code that is nobody's stays as it is. Not escaped."""
    return issuer_name(code) if is_issuer(code) else words.visible(code)


def listed(values: Sequence[str], most: int = LISTED, room: int = ROOM, where: str = "") -> str:
    """Values as a list, each cut to 60 characters and escaped. ``where`` says where the others stand."""
    short = (words.cut(words.visible(value), 60) for value in values)
    return joined(short, ", ", most=most, room=room, where=where)


def joined(
    parts: Iterable[str], between: str, *, most: int = LISTED, room: int = ROOM, where: str = ""
) -> str:
    """The parts, escaped; at most ``most`` of them and ``room`` characters, then "and n more"."""
    return bounded([escape(part) for part in parts], between, most=most, room=room, where=where)


def bounded(
    escaped: Sequence[str], between: str, *, most: int = LISTED, room: int = ROOM, where: str = ""
) -> str:
    """`joined`, of parts that are escaped already."""
    shown: list[str] = []
    for part in escaped[:most]:
        if shown and len(between.join([*shown, part])) > room:
            break
        shown.append(part)
    left = len(escaped) - len(shown)
    return between.join(shown) + (f" and {left} more{where}" if left else "")


def fitting(text: str, room: int) -> str:
    """``text`` escaped, in at most ``room`` characters."""
    limit = room
    shown = escape(words.cut(text, limit))
    while len(shown) > room and limit > 0:  # an entity is up to five characters for one
        limit -= max(1, (len(shown) - room) // 5)
        shown = escape(words.cut(text, limit))
    return shown


def within_budget(blocks: Sequence[Block], spare: Iterable[str]) -> list[Block]:
    """The blocks, without the least needed ones, whose ids are ``spare`` in the order in which they may go, while the sum
    is too large."""
    kept = list(blocks)
    for block_id in spare:
        if fits(kept):
            break
        kept = [block for block in kept if block["block_id"] != block_id]
    return kept


def fits(blocks: Sequence[Block]) -> bool:
    """Whether Slack takes these blocks as one message."""
    text = sum(len(text) for block in blocks for text in texts(block))
    return len(blocks) <= MAX_BLOCKS and text <= MAX_TEXT and len(json.dumps(blocks)) <= MAX_BYTES


def merged(blocks: Sequence[Block], groups: Iterable[Sequence[str]]) -> list[Block]:
    """The blocks, with those whose ids are of one group as lines of the first of them, as far as one text holds them."""
    group_of = {block_id: number for number, group in enumerate(groups) for block_id in group}
    made: list[Block] = []
    places: dict[int, int] = {}
    for block in blocks:
        group = group_of.get(str(block["block_id"]))
        if group is not None and group in places:
            first = made[places[group]]
            text = "\n".join([*texts(first), *texts(block)])
            if len(text) <= MAX_OBJECT:
                make = section if first["type"] == "section" else context
                made[places[group]] = make(str(first["block_id"]), text)
                continue
        elif group is not None:
            places[group] = len(made)
        made.append(block)
    return made


def texts(block: Mapping[str, object]) -> list[str]:
    """What a block says: the texts of a section or context; buttons say nothing that counts."""
    if block["type"] == "section":
        return [str(block["text"]["text"])] if isinstance(block["text"], dict) else []
    objects = block.get("elements") if block["type"] == "context" else ()
    return [str(one["text"]) for one in objects if isinstance(one, dict)] if isinstance(objects, list) else []
