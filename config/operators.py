"""Who runs the service, and how they are told when a source or a destination needs them: never where readers are told."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from config.destinations import Destination
from config.fields import Duration
from config.source import Strict


class Operators(Strict):
    """Those who run the service."""

    to: tuple[Destination, ...] = Field(min_length=1)
    """Where they are told."""
    after: int = Field(default=3, ge=1, le=100)
    """Checks in a row that must fail before they are told. A wall or a refusal by robots.txt is told at once."""
    remind: Duration = timedelta(hours=24)
    """The first reminder comes so long after the notice, the second three times, all others seven times so long after the
    one before."""
