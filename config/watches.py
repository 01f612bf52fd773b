"""Watches: saved queries and where their matches go. ``watches.yaml`` holds them all, under ``watches:``."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from config.fields import Identifier
from config.source import Strict

_CHANNEL = re.compile(r"slack:[CGDU][A-Z0-9_-]+")
_WEBHOOK = re.compile(r"webhook:[a-z0-9][a-z0-9-]{0,62}")


def _destination(value: str) -> str:
    if _CHANNEL.fullmatch(value) or _WEBHOOK.fullmatch(value):
        return value
    if value.startswith("slack:"):
        raise ValueError(
            f'"{value}" names no Slack channel id: give the id (C0123456789), shown at the end of the channel\'s details; '
            "names change"
        )
    raise ValueError(f'"{value}" must be "slack:<channel id>" or "webhook:<name>"')


Destination = Annotated[str, AfterValidator(_destination)]


class Watch(Strict):
    """A saved query. Its syntax is checked by the archive, which also runs it."""

    id: Identifier
    name: str = Field(min_length=1, max_length=150)
    query: str = Field(min_length=1, max_length=2000)
    to: tuple[Destination, ...] = ()
    """Where a match is sent; none means that it only shows in digests and searches."""
    enabled: bool = True


class WatchFile(Strict):
    """The whole of ``watches.yaml``."""

    watches: tuple[Watch, ...] = ()
