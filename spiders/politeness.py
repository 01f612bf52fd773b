"""One request a host at a time, with a pause between two, and no request before a server's Retry-After.

A host is a registrable domain (``un.org`` for ``press.un.org``), or a name or address with its port where there is none.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from config.fields import port_of
from spiders.suffixes import registrable

LONGEST_WAIT = timedelta(hours=24)
"""A longer Retry-After is an error of the server; we ask once a day."""


def host_key(url: str) -> str:
    """What politeness counts as one host."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    return registrable(host) or f"{host}:{port_of(url)}"


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """When a ``Retry-After`` header (seconds or an HTTP date) lets us come back, at most a day from now; None if it says
    nothing readable."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        seconds = min(int(text[:9]) if len(text) < 10 else 10**9, int(LONGEST_WAIT.total_seconds()))
        return now + timedelta(seconds=seconds)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return min(max(when, now), now + LONGEST_WAIT)


@dataclass
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    last: float | None = None
    """When the last request ended, on the monotonic clock."""
    held_since: datetime | None = None
    held_until: datetime | None = None


class Politeness:
    """Gives out turns. ``delay`` is in seconds; each pause is stretched or shortened by up to the fraction ``jitter``."""

    def __init__(
        self,
        *,
        delay: float,
        jitter: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        chance: Callable[[], float],
    ) -> None:
        self._delay, self._jitter = delay, jitter
        self._monotonic, self._sleep, self._chance = monotonic, sleep, chance
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(
        self, host: str, *, delay: float | None = None, least: float = 0.0, pause: bool = True
    ) -> AsyncIterator[None]:
        """Wait until ``host`` may be asked, and hold it for the body of the ``with``. ``delay`` replaces the default;
        ``least`` is what the host itself asks for, which chance does not shorten; ``pause=False`` follows a redirect
        without a further wait."""
        state = self._hosts.setdefault(host, _Host())
        async with state.turn:
            wanted = self._delay if delay is None else delay
            wanted = max(wanted * (1 + self._jitter * (2 * self._chance() - 1)), least)
            if pause and state.last is not None and (left := state.last + wanted - self._monotonic()) > 0:
                await self._sleep(left)
            try:
                yield
            finally:
                state.last = self._monotonic()

    def hold(self, host: str, until: datetime, now: datetime) -> None:
        """Ask nothing of ``host`` before ``until``."""
        state = self._hosts.setdefault(host, _Host())
        state.held_since, state.held_until = now, until

    def held(self, host: str, now: datetime) -> datetime | None:
        """Until when ``host`` asked to be left alone, if it did and that time is not over."""
        state = self._hosts.get(host)
        if state is None or state.held_since is None or state.held_until is None:
            return None
        if now < state.held_since:  # the clock went back: it is held for as long as it asked, and no longer
            state.held_until = now + (state.held_until - state.held_since)
            state.held_since = now
        if state.held_until <= now:
            state.held_since = state.held_until = None
        return state.held_until
