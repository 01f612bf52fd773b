"""When each destination may be written to next. No destination waits for another."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

Place = tuple[str, str]
"""Channel and destination."""


@dataclass
class Pace:
    """Turns are in the seconds of ``monotonic``, pauses in the time of the clock. Kept by the caller between passes; each
    channel type has its own when they run beside each other."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _turn: dict[Place, float] = field(default_factory=dict)
    _paused_until: dict[Place, datetime] = field(default_factory=dict)
    _failures: Counter[Place] = field(default_factory=Counter)
    _summed_up: dict[Place, datetime] = field(default_factory=dict)

    def ahead(self, place: Place) -> float:
        """Seconds until the destination's turn."""
        return max(self._turn.get(place, 0.0) - self.monotonic(), 0.0)

    def first(self, places: Iterable[Place]) -> Place:
        """Whose turn comes first; the earlier named where several come at once."""
        return min(places, key=self.ahead)

    def wait(self, place: Place, pace: timedelta) -> None:
        """Sleep until the destination's turn, at most ``pace``, and take the turn."""
        ahead = self.ahead(place)
        if ahead > 0:
            self.sleep(min(ahead, pace.total_seconds()))
        self._turn[place] = self.monotonic() + pace.total_seconds()

    def pause(self, place: Place, until: datetime) -> None:
        """Write nothing there before then."""
        self._paused_until[place] = until

    def paused(self, place: Place, now: datetime) -> bool:
        until = self._paused_until.get(place)
        return until is not None and until > now

    def next_end(self, now: datetime) -> datetime | None:
        """When the next pause ends. May be asked from another thread than the one that sends."""
        pauses = list(self._paused_until.values())  # at once: a pause may begin meanwhile
        return min((until for until in pauses if until > now), default=None)

    def failed(self, place: Place) -> int:
        """One more message in a row was not taken; returns how many."""
        self._failures[place] += 1
        return self._failures[place]

    def worked(self, place: Place) -> None:
        """It takes messages."""
        self._failures.pop(place, None)

    def failing(self, place: Place) -> bool:
        """Whether it did not take the last message."""
        return self._failures[place] > 0

    def summed_up(self, place: Place, now: datetime) -> None:
        """A summary was made for it."""
        self._summed_up[place] = now

    def last_summary(self, place: Place) -> datetime | None:
        return self._summed_up.get(place)
