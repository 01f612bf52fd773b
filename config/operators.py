"""Who runs the service, and how they are told when a source or a destination needs them: never where readers are told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from config.fields import Duration, check_mailbox
from config.source import Strict

CHANNELS = {"slack": "slack", "webhook": "slack-webhook", "mail": "mail"}
"""What a destination starts with -> the outbox's name for it."""
_SLACK = re.compile(r"slack:[CGDU][A-Z0-9_-]+")
_WEBHOOK = re.compile(r"webhook:[a-z0-9][a-z0-9-]{0,62}")


def _destination(value: str) -> str:
    if value.startswith("mail:"):
        return f"mail:{check_mailbox(value.removeprefix('mail:'))}"
    if _SLACK.fullmatch(value) or _WEBHOOK.fullmatch(value):
        return value
    if value.startswith("slack:"):
        raise ValueError(
            f'"{value}" names no Slack channel id: give the id (C0123456789), shown at the end of the channel\'s details'
        )
    raise ValueError(f'"{value}" must be "slack:<channel id>", "webhook:<name>" or "mail:<address>"')


class Operators(Strict):
    """Those who run the service."""

    to: tuple[Annotated[str, AfterValidator(_destination)], ...] = Field(min_length=1)
    """Where they are told."""
    after: int = Field(default=3, ge=1, le=100)
    """Checks in a row that must fail before they are told. A wall or a refusal by robots.txt is told at once."""
    remind: Duration = timedelta(hours=24)
    """The first reminder comes so long after the notice, the second three times, all others seven times so long after the
    one before."""


def misfits(
    to: Iterable[str], *, token: bool, webhooks: Iterable[str], mail: bool, readers: Iterable[str]
) -> Iterable[tuple[int, str]]:
    """What does not fit the rest of the settings: the place in the list and a sentence. ``readers`` are the destinations
    that watches name."""
    seen: list[str] = []
    for at, destination in enumerate(to):
        channel, _, name = destination.partition(":")
        if destination in seen:
            yield at, f'"{destination}" is given twice'
        elif destination in readers:
            yield at, f'"{destination}" is where a watch sends its alerts; readers are not to be told of this'
        elif channel == "slack" and not token:
            yield at, "needs a Slack token"
        elif channel == "webhook" and name not in webhooks:
            yield at, f'the webhook "{name}" is not defined under slack.webhooks'
        elif channel == "mail" and not mail:
            yield at, "needs mail: the server that sends it"
        seen.append(destination)
