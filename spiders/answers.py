"""What goes out to a site and comes back: an errand and an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(kw_only=True)
class Errand:
    """On whose behalf is asked: the spider that asks, the pause its source wants (seconds; None = the usual one), whether
    cookies of a gate are given back, and how many requests it has cost so far."""

    spider: str
    delay: float | None = None
    gate_cookie: bool = False
    requests: int = 0
    seconds: float = 0.0
    """What the last request took, pauses and waiting left out."""
    cookies: dict[str, str] = field(default_factory=dict)
    """What sites gave at their gates in this check, by scheme and host; never kept for the next."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question to a source. ``name`` is its address as it is remembered between checks, ``values`` what was filled in."""

    url: str
    name: str = ""
    post: bytes | None = None
    """JSON to send; None asks with GET."""
    values: Mapping[str, object] = field(default_factory=dict)


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
