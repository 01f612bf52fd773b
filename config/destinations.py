"""Where messages go: ``slack:C0123456789``, ``webhook:desk``, ``mail:desk@example.org``, ``http:intake``, ``apprise:phone``."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from config.fields import check_mailbox

CHANNELS = {
    "slack": "slack",
    "webhook": "slack-webhook",
    "mail": "mail",
    "http": "http",
    "apprise": "apprise",
}
"""What a destination starts with -> the outbox's name for it."""
_SLACK = re.compile(r"[CGDU][A-Z0-9_-]+")
_NAMED = re.compile(r"(?:webhook|http|apprise):[a-z0-9][a-z0-9-]{0,62}")


def destination(value: str) -> str:
    """A destination whose form is right. Raises ValueError with a sentence."""
    if value.startswith("mail:"):
        return f"mail:{check_mailbox(value.removeprefix('mail:'))}"
    if value.startswith("slack:"):
        return f"slack:{slack_channel(value.removeprefix('slack:'))}"
    if _NAMED.fullmatch(value):
        return value
    raise ValueError(
        f'"{value}" must be "slack:<channel id>", "webhook:<name>", "mail:<address>", "http:<name>" or "apprise:<name>"'
    )


def slack_channel(value: str) -> str:
    """The id of a channel, which stays when it is renamed; its name is none. Raises ValueError with a sentence."""
    if not _SLACK.fullmatch(value):
        raise ValueError(
            f'"{value}" names no Slack channel id: give the id (C0123456789), shown at the end of the channel\'s details; '
            "names change"
        )
    return value


Destination = Annotated[str, AfterValidator(destination)]
SlackChannel = Annotated[str, AfterValidator(slack_channel)]


def place(value: str) -> tuple[str, str]:
    """The outbox's channel of a destination, and its name there."""
    scheme, _, name = value.partition(":")
    return CHANNELS[scheme], name
