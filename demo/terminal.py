"""A Slack message as lines for a terminal: the blocks that Slack received, without Slack's mark-up. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from demo.slack import Posted

_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
_FLAG = re.compile(r":flag-([a-z]{2}): ?")
_BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")
_STRUCK = re.compile(r"(?<![\w~])~([^~\n]+)~(?![\w~])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line. ``kind`` is ``title``, ``quote``, ``text`` or ``small``."""

    kind: str
    text: str


def lines(message: Posted) -> Iterator[Line]:
    """The message as Slack would show it, top down; its fallback text where it has no blocks."""
    if not message.blocks:
        yield Line(kind="text", text=plain(message.text))
    for block in message.blocks:
        if block["type"] not in ("section", "context"):  # buttons
            continue
        small = block["type"] == "context"
        items = block["elements"] if small else [block["text"]]
        said = " ".join(str(item.get("text", "")) for item in items)
        for row in said.split("\n"):
            if row.startswith((">", "&gt;")):
                yield Line(kind="quote", text=plain(row.removeprefix(">").removeprefix("&gt;")))
            else:
                title = block.get("block_id") == "title"
                yield Line(kind="title" if title else "small" if small else "text", text=plain(row))


def plain(mrkdwn: str) -> str:
    """One line of mrkdwn as plain text: links by their label, flags by their country code, entities as characters."""
    bare = _LINK.sub(lambda found: found.group(2), mrkdwn)
    bare = _FLAG.sub(lambda found: f"[{found.group(1).upper()}] ", bare)
    bare = _STRUCK.sub(lambda found: f"[-{found.group(1)}-]", bare)
    return _CONTROL.sub("", unescape(_BOLD.sub(lambda found: found.group(1), bare))).replace("\u200b", "")
