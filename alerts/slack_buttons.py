"""The buttons under an alert in a channel, and what they carry back. Pure.

Relevant and Not relevant stand in a ``context_actions`` block, which Slack made for feedback; beside them the original and a
menu. What comes back from a click names a statement and a watch; with a secret it is signed, so that
no other app of the workspace and no edited message makes us store what was never shown.

A webhook's messages have no buttons: nobody could answer a click. Their links stand in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from itsdangerous import BadSignature, Signer

from alerts.mrkdwn import link
from alerts.slack_blocks import Block, context
from alerts.words import is_web_address

FEEDBACK, ORIGINAL, MENU = "feedback", "original", "menu"
"""Ids of the actions that a click reports."""
MUTE, WHY = "mute", "why"
"""Entries of the menu."""
ACTIONS = "actions"
_SALT = "communique.slack.button"


@dataclass(frozen=True, kw_only=True)
class Clicked:
    """What a button was about."""

    statement: int
    watch: str


@dataclass(frozen=True, kw_only=True)
class Buttons:
    """What the buttons of an installation carry; there are none where no click comes back to us (Socket Mode). ``secret``
    signs it."""

    secret: str | None = None

    def value(self, statement: int, watch: str) -> str:
        """What a button carries: at most 120 characters (Slack's menu entries take 150)."""
        plain = f"{statement}:{watch}"
        return plain if self.secret is None else Signer(self.secret, salt=_SALT).sign(plain).decode()

    def read(self, value: str) -> Clicked | None:
        """The opposite of `value`; None for what was not made by us."""
        try:
            plain = (
                value
                if self.secret is None
                else Signer(self.secret, salt=_SALT).unsign(value.encode()).decode()
            )
        except (BadSignature, UnicodeError):
            return None
        statement, colon, watch = plain.partition(":")
        if not colon or not (statement.isascii() and statement.isdecimal()) or len(statement) > 18:
            return None
        return Clicked(statement=int(statement), watch=watch)


def blocks(
    buttons: Buttons | None, *, statement: int, watch: str, url: str, archived: str | None
) -> list[Block]:
    """The blocks below an alert. Without buttons the original stands in the text, where it is not what the title leads to
    (``archived`` is the address of our copy)."""
    if buttons is None:
        return (
            [] if archived is None or not is_web_address(url) else [context("links", link(url, "Original"))]
        )
    value = buttons.value(statement, watch)
    return [
        {"type": "context_actions", "block_id": "feedback", "elements": [_feedback(value)]},
        {
            "type": "actions",
            "block_id": ACTIONS,
            "elements": [
                *([_place(url)] if is_web_address(url) else []),
                _menu(value),
            ],
        },
    ]


def chosen(value: str) -> tuple[str, str]:
    """A menu entry's value as the entry and what it carries."""
    entry, _, carried = value.partition(" ")
    return entry, carried


def _feedback(value: str) -> Mapping[str, object]:
    def button(text: str, said: str, label: str) -> dict[str, object]:
        return {"text": _plain(text), "value": f"{said} {value}", "accessibility_label": label}

    return {
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": button("Relevant", "yes", "This statement is relevant to the watch"),
        "negative_button": button("Not relevant", "no", "This statement is not relevant to the watch"),
    }


def _place(url: str) -> Mapping[str, object]:
    return {"type": "button", "action_id": ORIGINAL, "text": _plain("Original"), "url": url}


def _menu(value: str) -> Mapping[str, object]:
    entries = ((MUTE, "Mute this source 24 h"), (WHY, "Why this alert?"))
    return {
        "type": "overflow",
        "action_id": MENU,
        "options": [{"text": _plain(text), "value": f"{entry} {value}"} for entry, text in entries],
    }


def _plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text}
