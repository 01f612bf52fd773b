"""Remote text inside Slack's mrkdwn: nothing in it may format, link, mention or break out. Pure.

Slack's control characters are ``& < >``; they have entities. The formatting marks ``* _ ~ ` :emoji:`` have none, so one that
could format is replaced by its typographic twin; inside words (``snake_case``) they format nothing and stay.
"""

from __future__ import annotations

import re

from alerts import words
from alerts.words import is_web_address, visible

_TWINS = str.maketrans({"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"})
_MARK = re.compile(r"(?<!\w)[*_~]|[*_~](?!\w)|`")
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:)", re.IGNORECASE)
URL_LIMIT = 1600
"""Longest address that is linked; a section holds 3000 characters, the escaped title included."""


def escape(text: str) -> str:
    """``text`` for a mrkdwn field: one visible line, control characters as entities, formatting marks disarmed."""
    plain = _MARK.sub(lambda mark: mark.group().translate(_TWINS), visible(text))
    plain = _EMOJI.sub("\u2236", plain)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, label: str) -> str:
    """A link with an escaped label; only the label when ``url`` is no web address or too long to link."""
    if not is_web_address(url):
        return escape(label)
    address = words.address(url).replace("&", "&amp;")
    if len(address) > URL_LIMIT:
        return escape(label)
    # A bar would end the address; in a label it is harmless, the first one has already divided the two.
    return f"<{address}|{escape(label)}>"


def mrkdwn(text: str) -> dict[str, object]:
    """A text object. ``verbatim`` keeps Slack from linking addresses, channels and people named in the text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}
