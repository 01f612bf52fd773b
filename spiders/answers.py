"""What goes out to a site and comes back: an errand and an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(kw_only=True)
class Errand:
    """On whose behalf is asked: the spider that asks, the pause its source wants (seconds; None = the usual one), and how
    many requests it has cost so far."""

    spider: str
    delay: float | None = None
    requests: int = 0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a server answered: 200 to 299, or 304 to conditions we sent. ``url`` is where redirects led."""

    url: str
    status: int
    headers: Mapping[str, str]
    """Names in lower case; of repeated headers the first."""
    body: bytes
    fetched_at: datetime

    @property
    def content_type(self) -> str | None:
        return self.headers.get("content-type")
