"""Slack messages as a page for a browser: the blocks as Slack shows them, threads below their heads, light and dark. Pure.

For looking at alerts without a Slack: every text is escaped by the template, and mrkdwn is rendered by the small renderer
here, which knows what our messages use (links, bold, italics, strikes, code, quotes, emoji by name). Flags and signals are
drawn by the page's own style, so that the page looks the same where no emoji font is installed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

_LINK = re.compile(r"<(https?://[^|<>\s]+)(?:\|([^<>]*))?>")
_MARKED = re.compile(
    r"(?<![\w*~`])(?P<mark>[*_~`])(?P<inner>[^\s](?:[^\n]*?[^\s])?)(?P=mark)(?![\w*~`])|:(?P<emoji>[a-z0-9_+-]+):"
)
_TAGS = {"*": "strong", "_": "em", "~": "s", "`": "code"}
_SIGNS = {
    "red_circle": "red",
    "large_orange_circle": "orange",
    "large_yellow_circle": "yellow",
}
_WORDS = {"new": "NEW", "warning": "!", "rotating_light": "!!"}
_EDGE = "\u200b"
_NO_HOLDERS = dict.fromkeys((0xE000, 0xE001))
"""What stands for a link while the marks around it are read; private characters, so nothing readable is lost."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A message as it stands in a channel, with the replies below it. ``payload`` is as composed for Slack."""

    payload: Mapping[str, Any]
    time: str
    edited: bool = False
    broadcast: bool = False
    replies: tuple[Shown, ...] = ()


def page(messages: Sequence[Shown], *, channel: str, dark: bool | None = None) -> str:
    """A whole HTML page of a channel. ``dark`` None follows the reader's system."""
    theme = {None: "", True: "dark", False: "light"}[dark]
    html: str = _template().render(messages=messages, channel=channel, theme=theme)
    return html


def mrkdwn(text: str) -> str:
    """A text of Slack's as HTML: lines that begin with ``>`` as a quote, everything that is no mark escaped."""
    parts: list[str] = []
    quoted: list[str] = []

    def flush() -> None:
        if quoted:
            parts.append(f'<blockquote dir="auto">{"<br>".join(quoted)}</blockquote>')
            quoted.clear()

    for line in text.split("\n"):
        if line.startswith((">", "&gt;")):
            quoted.append(_inline(line.removeprefix("&gt;").removeprefix(">").lstrip()))
        else:
            flush()
            parts.append(f'<div dir="auto">{_inline(line)}</div>')
    flush()
    return "".join(parts)  # every piece of text in it went through _plain


def _inline(text: str) -> str:
    """One line. Links first: their addresses hold characters that are marks elsewhere."""
    shown, last = "", 0
    text = text.translate(_NO_HOLDERS)
    holders: list[str] = []
    for found in _LINK.finditer(text):
        address = escape(unescape(found[1]), quote=True)
        holders.append(f'<a href="{address}" rel="noreferrer">{_marks(found[2] or found[1])}</a>')
        shown += text[last : found.start()] + f"\ue000{len(holders) - 1}\ue001"
        last = found.end()
    html = _marks(shown + text[last:])
    return re.sub("\ue000(\\d+)\ue001", lambda found: holders[int(found[1])], html)


def _marks(text: str) -> str:
    shown, last = "", 0
    for found in _MARKED.finditer(text):
        shown += _plain(text[last : found.start()])
        last = found.end()
        if found["emoji"] is not None:
            shown += _emoji(found["emoji"])
        else:
            tag = _TAGS[found["mark"]]
            inner = _plain(found["inner"]) if tag == "code" else _marks(found["inner"])
            shown += f"<{tag}>{inner}</{tag}>"
    return shown + _plain(text[last:])


def _plain(text: str) -> str:
    return escape(unescape(text.replace(_EDGE, "")), quote=True)


def _emoji(name: str) -> str:
    if name.startswith("flag-"):
        return f'<span class="flag">{escape(name.removeprefix("flag-").upper())}</span>'
    if name in _SIGNS:
        return f'<span class="sign {_SIGNS[name]}"></span>'
    if name in _WORDS:
        return f'<span class="word {name}">{_WORDS[name]}</span>'
    return escape(f":{name}:")


@cache
def _template() -> Any:
    loader = PackageLoader("alerts")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["mrkdwn"] = mrkdwn
    return environment.get_template("slack_preview.html.j2")
