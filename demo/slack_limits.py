"""What Slack refuses to post, as far as its documentation and its users' reports say. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MAX_BLOCKS = 50
MAX_SECTION = 3_000
MAX_HEADER = 150
MAX_TEXT = 40_000
MAX_SUM = 11_000
"""Characters over all blocks: Slack's limit is undocumented, 11,341 were refused."""


def blocks_of(arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The blocks of a post; anything that is no block is left out."""
    blocks = arguments.get("blocks") or []
    return [block for block in blocks if isinstance(block, dict)]


def refusal_of(channel: str, arguments: Mapping[str, Any]) -> str | None:
    """The error Slack would answer to such a message, None when it would take it."""
    if not channel:
        return "channel_not_found"
    blocks = blocks_of(arguments)
    if not blocks and not str(arguments.get("text", "")).strip():
        return "no_text"
    if len(str(arguments.get("text", ""))) > MAX_TEXT:
        return "msg_too_long"
    if len(blocks) > MAX_BLOCKS:
        return "invalid_blocks"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)) or any(len(str(one)) > 255 for one in ids):
        return "invalid_blocks"
    total = 0
    for block in blocks:
        texts = [t for t in [block.get("text"), *block.get("elements", []), *block.get("fields", [])] if t]
        if block.get("type") == "context" and len(block.get("elements", [])) > 10:
            return "invalid_blocks"
        for item in texts:
            length = len(item.get("text", "")) if isinstance(item.get("text", ""), str) else 0
            total += length
            most = MAX_HEADER if block.get("type") == "header" else MAX_SECTION
            if length > most or (block.get("type") in ("section", "header", "context") and not length):
                return "invalid_blocks"
    return "msg_blocks_too_long" if total > MAX_SUM else None
