"""When each destination may be written to next. No destination waits for another."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta

Place = tuple[str, str]
"""Channel and destination."""
BEHIND = 3
"""Messages that step back at a place. If more are not taken, it is the place."""

_EXACT = 0.001
"""Seconds by which a time may be missed: what waited as long as its place does would else come a rounding too early."""


@dataclass
class Pace:
    """Everything is in the seconds of ``monotonic``: a clock that is set back silences nobody. Kept by the caller between passes;
    each channel type has its own when they run beside each other."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _turn: dict[Place, float] = field(default_factory=dict)
    _paused_until: dict[Place, float] = field(default_factory=dict)
    _gathers_until: dict[Place, float] = field(default_factory=dict)
    _failures: Counter[Place] = field(default_factory=Counter)
    _behind: dict[Place, dict[int, bool]] = field(default_factory=dict)
    """Those that stepped back, and whether others were taken since."""

    def ahead(self, place: Place) -> float:
        """Seconds until the destination's turn."""
        return max(self._turn.get(place, 0.0) - self.monotonic(), 0.0)

    def wait(self, place: Place, pace: timedelta) -> None:
        """Sleep until the destination's turn, at most ``pace``, and take the turn."""
        ahead = self.ahead(place)
        if ahead > 0:
            self.sleep(min(ahead, pace.total_seconds()))
        self._turn[place] = self.monotonic() + pace.total_seconds()

    def pause(self, place: Place, time: timedelta) -> None:
        """Write nothing there for some time."""
        self._paused_until[place] = self.monotonic() + time.total_seconds()

    def paused(self, place: Place) -> bool:
        return self._paused_until.get(place, 0.0) > self.monotonic() + _EXACT

    def gather(self, place: Place, time: timedelta) -> None:
        """A summary was made for it: the next one comes after some time at the earliest."""
        self._gathers_until[place] = self.monotonic() + time.total_seconds()

    def gathers(self, place: Place) -> bool:
        return self._gathers_until.get(place, 0.0) > self.monotonic() + _EXACT

    def next_end(self) -> timedelta | None:
        """How long until the next pause or gathering ends. May be asked from another thread than the one that sends."""
        now = self.monotonic()
        # At once: a pause may begin meanwhile.
        ends = [*list(self._paused_until.values()), *list(self._gathers_until.values())]
        return min((timedelta(seconds=end - now) for end in ends if end > now + _EXACT), default=None)

    def failed(self, place: Place) -> int:
        """One more message in a row was not taken; returns how many."""
        self._failures[place] += 1
        return self._failures[place]

    def worked(self, place: Place, message: int) -> None:
        """It takes messages: this one."""
        self._failures.pop(place, None)
        self._behind[place] = {other: True for other in self._behind.get(place, ()) if other != message}

    def failing(self, place: Place) -> bool:
        """Whether it did not take the last message."""
        return self._failures[place] > 0

    def step_back(self, place: Place, message: int) -> None:
        """A message was not taken, and may be the reason itself: others go before it."""
        behind = self._behind.get(place, {})
        known = behind.get(message, False)
        self._behind[place] = {**dict.fromkeys(behind, False), message: known}
        if len(self._behind[place]) > BEHIND:
            del self._behind[place]

    def behind(self, place: Place) -> Collection[int]:
        """The messages that let others go first."""
        return self._behind.get(place, ())

    def at_fault(self, place: Place, message: int) -> bool:
        """Whether it is the message: it was not taken, others were since, and no other failed to be."""
        return self._behind.get(place, {}).get(message, False)
