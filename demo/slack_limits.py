"""What Slack refuses to post, as far as its documentation and its users' reports say. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MAX_BLOCKS = 50
MAX_SECTION = 3_000
MAX_HEADER = 150
MAX_TEXT = 40_000
MAX_SUM = 11_000
"""Characters over all blocks: Slack's limit is undocumented, 11,341 were refused."""
_ID = 255
_BUTTON, _VALUE, _URL = 75, 2_000, 3_000
_OPTIONS, _OPTION_VALUE = 5, 150
_MOST = {"context": 10, "actions": 25, "context_actions": 5}


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
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(blocks) > MAX_BLOCKS or len(ids) != len(set(ids)) or any(len(str(one)) > _ID for one in ids):
        return "invalid_blocks"
    if not all(_stands(block) for block in blocks):
        return "invalid_blocks"
    total = sum(len(text) for block in blocks for text in _texts(block))
    return "msg_blocks_too_long" if total > MAX_SUM else None


def _stands(block: Mapping[str, Any]) -> bool:
    kind, elements = block.get("type"), block.get("elements", [])
    if kind in _MOST and not 1 <= len(elements) <= _MOST[kind]:
        return False
    match kind:
        case "section" | "header" | "context":
            most = MAX_HEADER if kind == "header" else MAX_SECTION
            texts = _texts(block)
            return bool(texts) and all(0 < len(text) <= most for text in texts)
        case "divider":
            return True
        case "actions":
            return _named(elements) and all(_acts(one) for one in elements)
        case "context_actions":
            return _named(elements) and all(_asks(one) for one in elements)
        case _:
            return False


def _texts(block: Mapping[str, Any]) -> list[str]:
    if block.get("type") not in ("section", "header", "context"):
        return []
    objects = [
        one for one in [block.get("text"), *block.get("elements", []), *block.get("fields", [])] if one
    ]
    return [text if isinstance(text := one.get("text", ""), str) else "" for one in objects]


def _named(elements: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every element has an id of its own."""
    ids = [str(one.get("action_id", "")) for one in elements]
    return all(0 < len(one) <= _ID for one in ids) and len(ids) == len(set(ids))


def _acts(element: Mapping[str, Any]) -> bool:
    if element.get("type") == "overflow":
        options = element.get("options", [])
        return 1 <= len(options) <= _OPTIONS and all(
            _labelled(one) and 0 < len(str(one.get("value", ""))) <= _OPTION_VALUE for one in options
        )
    return (
        element.get("type") == "button"
        and _labelled(element)
        and len(str(element.get("value", ""))) <= _VALUE
        and len(str(element.get("url", ""))) <= _URL
    )


def _asks(element: Mapping[str, Any]) -> bool:
    """Whether an element of ``context_actions`` is a pair of feedback buttons as Slack takes them."""
    pair = [element.get("positive_button"), element.get("negative_button")]
    return element.get("type") == "feedback_buttons" and all(
        isinstance(one, Mapping)
        and _labelled(one)
        and 0 < len(str(one.get("value", ""))) <= _VALUE
        and len(str(one.get("accessibility_label", ""))) <= _BUTTON
        for one in pair
    )


def _labelled(element: Mapping[str, Any]) -> bool:
    text = element.get("text")
    return (
        isinstance(text, Mapping)
        and text.get("type") == "plain_text"
        and 0 < len(str(text.get("text", ""))) <= _BUTTON
    )
