"""What a running engine remembers of its sources' habits: learnt once a day from the archive, and asked after every check."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from spiders.tempo.crowding import SHORTEST
from spiders.tempo.learning import Habits, learn, local_seconds
from spiders.tempo.looking import Bounds, past_rates, price, wait
from spiders.tempo.sharing import shares

AFRESH = timedelta(days=1)
"""How often habits are learnt anew."""
_SHORTER, _LONGER = 16, 8  # times the interval: how far a single wait may leave it
_LONGEST = timedelta(hours=6)
_RECENT = 50  # items that may still draw others after them


@dataclass(kw_only=True)
class _Known:
    zone: ZoneInfo
    every: timedelta
    learnt: datetime
    habits: Habits | None
    bounds: Bounds
    price: float = 0.0
    root: float = 0.0
    share: float = 1.0
    share_then: float = 1.0
    """The share with which the price was set."""
    recent: tuple[float, ...] = ()


class Tempo:
    """Waits for all sources of one engine. With ``share`` they share out their looks among them, see `sharing`; without, each keeps its own
    average. Nothing here must survive a restart: it is learnt again from the archive."""

    def __init__(self, *, share: bool = True) -> None:
        self._share = share
        self._known: dict[str, _Known] = {}

    def needs(self, source: str, now: datetime) -> bool:
        """Whether habits should be learnt now: never yet, a day ago, or the clock has gone back since."""
        known = self._known.get(source)
        return known is None or not known.learnt <= now < known.learnt + AFRESH

    def learn(
        self,
        source: str,
        times: Sequence[datetime],
        *,
        now: datetime,
        every: timedelta,
        zone: str = "UTC",
        politeness: timedelta = timedelta(),
        kept: int | None = None,
    ) -> None:
        """Learn from the ``times`` at which items appeared in the last weeks. ``every`` is the interval wanted on average, ``politeness`` the pause
        that its host is owed, ``kept`` how many items the entry lists, where that is known."""
        before = self._known.get(source)
        known = _Known(
            zone=ZoneInfo(zone),
            every=every,
            learnt=now,
            habits=learn(times, now=now, zone=ZoneInfo(zone)),
            bounds=bounds(every, politeness=politeness, safe=loses_nothing(times, kept)),
            share=1.0 if before is None else before.share,
        )
        self._known[source] = known
        self.saw(source, times)
        if known.habits is not None:
            rates = past_rates(known.habits)
            known.root = float(np.sqrt(rates).mean())
            self._share_out()
            known.share_then = known.share
            every_now = min(
                max(known.bounds.every / known.share, known.bounds.shortest), known.bounds.longest
            )
            aim = Bounds(every=every_now, shortest=known.bounds.shortest, longest=known.bounds.longest)
            known.price = price(known.habits, rates, aim)

    def saw(self, source: str, times: Sequence[datetime]) -> None:
        """Take note of the newest items: what has just appeared draws more after it."""
        known = self._known.get(source)
        if known is not None:
            known.recent = tuple(sorted(local_seconds(time, known.zone) for time in times)[-_RECENT:])

    def wait(self, source: str, now: datetime) -> timedelta | None:
        """From a look made ``now`` to the next one. None when nothing is known that would make it another than the source's interval."""
        known = self._known.get(source)
        if known is None or known.habits is None:
            return None
        seconds = wait(
            known.habits,
            known.recent,
            local_seconds(now, known.zone),
            price=known.price * known.share_then / known.share,
            bounds=known.bounds,
        )
        return timedelta(seconds=seconds)

    def _share_out(self) -> None:
        if not self._share:
            return
        sharing = [known for known in self._known.values() if known.habits is not None]
        counts = [0 if known.habits is None else known.habits.count for known in sharing]
        factors = shares([known.root for known in sharing], [known.bounds.every for known in sharing], counts)
        for known, factor in zip(sharing, factors, strict=True):
            known.share = factor


def bounds(every: timedelta, *, politeness: timedelta = timedelta(), safe: timedelta | None = None) -> Bounds:
    """How far a wait may leave the interval: a sixteenth of it (never under a minute, nor under what politeness asks) to eight times it or six hours,
    and never longer than ``safe``, which also shortens the average where it must."""
    least = max(min(SHORTEST, every), every / _SHORTER, politeness)
    most = max(min(every * _LONGER, _LONGEST), every, least)
    if safe is not None:
        most = max(min(most, safe), least)
    return Bounds(
        every=min(max(every, least), most).total_seconds(),
        shortest=least.total_seconds(),
        longest=most.total_seconds(),
    )


def loses_nothing(times: Sequence[datetime], kept: int | None) -> timedelta | None:
    """The longest wait after which an entry that keeps so many items would not have lost one of these: half the shortest time in
    which that many appeared. None when they never did, or ``kept`` is unknown. Items that came all at once tell nothing: no wait would have helped."""
    if kept is None or kept < 2 or len(times) < kept:
        return None
    seconds = sorted(time.timestamp() for time in times)
    spans = [last - first for first, last in zip(seconds, seconds[kept - 1 :], strict=False)]
    shortest = min((span for span in spans if span >= 2 * SHORTEST.total_seconds()), default=math.inf)
    return None if math.isinf(shortest) else timedelta(seconds=shortest / 2)
