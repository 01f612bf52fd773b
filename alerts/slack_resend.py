"""A message to Slack as it is sent again: smaller where it was refused as too much, marked where it may have arrived. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alerts.slack_blocks import context


def smaller(payload: Mapping[str, object], degraded: int) -> dict[str, object] | None:
    """The next smaller form of a refused message: without its quotes and buttons, then text only; None when it is that
    already. ``degraded`` is how often it was made smaller before."""
    blocks = payload.get("blocks")
    if not isinstance(blocks, Sequence) or not blocks:
        return None
    if degraded == 0:
        kept = [
            block
            for block in blocks
            if not str(block.get("block_id", "")).startswith("quote")
            and block["type"] in ("section", "context")
        ]
        return {**payload, "blocks": kept}
    title = next((b["text"]["text"] for b in blocks if b.get("block_id") == "title"), "")
    others = {key: value for key, value in payload.items() if key not in ("blocks", "text")}
    return {**others, "text": f"{payload.get('text', '')}\n{title}".rstrip()}


def marked_as_repeat(payload: Mapping[str, object]) -> dict[str, object]:
    """The same message saying that it may have arrived before."""
    note = "May repeat an earlier alert: the first attempt was never confirmed."
    blocks = payload.get("blocks")
    marked: dict[str, object] = {
        **payload,
        "text": f"{payload.get('text', '')} (may repeat an earlier alert)",
    }
    if isinstance(blocks, Sequence) and blocks:
        marked["blocks"] = [context("repeat", note), *blocks]
    return marked
