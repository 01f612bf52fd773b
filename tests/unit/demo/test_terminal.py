"""Slack's blocks as lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from demo import terminal
from demo.slack import Posted


def posted(*blocks: Mapping[str, Any], text: str = "fallback") -> Posted:
    now = datetime(2024, 12, 5, tzinfo=UTC)
    return Posted(channel="C0", ts="1.1", text=text, blocks=blocks, metadata=None, via="api", arrived=now)


def section(text: str, block_id: str = "x") -> dict[str, Any]:
    return {"type": "section", "block_id": block_id, "text": {"type": "mrkdwn", "text": text}}


def context(text: str) -> dict[str, Any]:
    return {"type": "context", "block_id": "c", "elements": [{"type": "mrkdwn", "text": text}]}


def shown(message: Posted) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in terminal.lines(message)]


def test_title_quote_and_context_keep_their_kinds() -> None:
    message = posted(
        context(":flag-fr: France · *joint statement*"),
        section("*<https://example.org/a?b=1&amp;c=2|Peace &amp; quiet &lt;now&gt;>*", "title"),
        section(">“We condemn it.”\ncondemnation"),
    )
    assert shown(message) == [
        ("small", "[FR] France · joint statement"),
        ("title", "Peace & quiet <now>"),
        ("quote", "“We condemn it.”"),
        ("text", "condemnation"),
    ]


def test_without_blocks_the_fallback_is_shown() -> None:
    assert shown(posted(text="*Condemnation* · France")) == [("text", "Condemnation · France")]


def test_no_control_character_reaches_the_terminal() -> None:
    assert shown(posted(section("a\x1b[31mb\u202ec"))) == [("text", "a[31mbc")]
