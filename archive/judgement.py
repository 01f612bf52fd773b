"""How a source is doing, judged against its own history. Pure: both archives use it.

failing, blocked   it could not be read: the check itself says so
degraded           it was read, and what came is not what it should be: pages unread, a far shorter answer than usual, a
                   list older than what was listed before, items without title, date or text
silent             it was read, and has said nothing for longer than it ever does
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median

from archive.records import SourceHealth

ENOUGH = 8
"""Items from which a rhythm can be told. A source with less history is never silent."""
HISTORY = 1000
"""Items, the latest ones, that make a rhythm: ten working weeks of a source with twenty a day."""
LEAST = timedelta(days=1)
"""Nobody is silent overnight."""
RARE = 0.99
PARTS_OF = 20
"""Items whose title, date and text are looked for."""
WHOLE = 0.9
"""Share of them that must have all three."""
BEFORE = 80
"""Items before those, as far as there are any, that tell what a source never gives."""
NEVER = 0.1
"""What fewer of those had is absent by nature."""
SHORT = 0.25
"""Of the usual size; and half of the shortest answer so far: a source that varies is no news."""
SIZES = 20
SIZES_LEAST = 5


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """How a source speaks: the gaps between its ``items``, and when it spoke last."""

    items: int
    median: timedelta
    rare: timedelta
    """The 99th percentile of the gaps; of those of half a day and more, where there are enough of these."""
    last: datetime

    @property
    def limit(self) -> timedelta:
        """The longest pause that is nothing unusual."""
        return max(self.rare, 3 * self.median, LEAST)


@dataclass(frozen=True, kw_only=True)
class Item:
    """Which parts of a statement are there."""

    title: bool
    date: bool
    text: bool


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a judgement rests on."""

    rhythm: Rhythm | None = None
    newest_known: date | None = None
    """The latest day of publication in the archive."""
    newest_listed: date | None = None
    sizes: tuple[int, ...] = ()
    """Bytes of the entry's answers, newest first."""
    items: tuple[Item, ...] = ()
    """Newest first."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A state of health with its reason."""

    health: SourceHealth
    reason: str | None


def news(published: datetime | date | None, first_seen: datetime, *, baseline: bool) -> datetime | None:
    """When a statement was news: the moment its issuer names, never later than we saw it; when we saw it where only a day or
    nothing is named. None for an undated one that stood there before anybody watched."""
    if isinstance(published, datetime):
        return min(published, first_seen)
    if published is None:
        return None if baseline else first_seen
    noon = first_seen.replace(
        year=published.year, month=published.month, day=published.day,
        hour=12, minute=0, second=0, microsecond=0,
    )  # fmt: skip
    return first_seen if not baseline and abs(first_seen - noon) < 2 * LEAST else min(noon, first_seen)


def rhythm(moments: Sequence[datetime], seen: datetime | None = None) -> Rhythm | None:
    """The rhythm of the moments at which a source spoke, in any order; ``seen`` is when something new was last seen there,
    whatever its date. None when they are too few."""
    if len(moments) < ENOUGH:
        return None
    ordered = sorted(moments)
    gaps = sorted(later - earlier for earlier, later in zip(ordered, ordered[1:], strict=False))
    # Of twenty statements a day one gap in a hundred is a night and not even a weekend: pauses of hours say nothing here.
    pauses = [gap for gap in gaps if gap >= LEAST / 2]
    if len(pauses) < ENOUGH:
        pauses = gaps
    return Rhythm(
        items=len(ordered),
        median=gaps[len(gaps) // 2],
        rare=pauses[ceil(RARE * len(pauses)) - 1],
        last=max(ordered[-1], seen or ordered[-1]),
    )


def judge(health: SourceHealth, reason: str | None, facts: Facts, now: datetime, *, watched: bool) -> Judged:
    """The state of a source that was read (``health`` is ``ok`` or ``degraded``). ``watched``: it was read shortly before
    too. Only then is its silence believed: after a stretch in which nobody looked, or a jump of the clock, the next check
    knows more."""
    findings = [found for found in (_short(facts), _old(facts), _parts(facts.items)) if found]
    if findings:
        return Judged(health=SourceHealth.DEGRADED, reason=_joined(*findings, reason))
    if watched and (quiet := silence(facts.rhythm, now)):
        return Judged(health=SourceHealth.SILENT, reason=_joined(quiet, reason))
    return Judged(health=health, reason=reason)


def silence(found: Rhythm | None, now: datetime) -> str | None:
    """The sentence about a source that has been quiet for longer than it ever is."""
    if found is None or now - found.last <= found.limit:
        return None
    usual = "several times a day" if found.median < LEAST / 2 else f"every {span(found.median)}"
    return f"no news for {span(now - found.last)}, usually {usual}"


def span(value: timedelta) -> str:
    """A stretch of time in one unit: ``9 days``, ``5 hours``, ``1 minute``."""
    for unit, length in (("day", LEAST), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        if (count := round(value / length)) >= (1 if unit == "minute" else 2):
            return f"{count} {unit}{'s' if count != 1 else ''}"
    return "less than a minute"


def _short(facts: Facts) -> str | None:
    if len(facts.sizes) <= SIZES_LEAST:
        return None
    size, *before = facts.sizes
    usual = median(before)
    if size >= SHORT * usual or size >= min(before) / 2:
        return None
    return f"the answer has {size:,} bytes where {usual:,.0f} are usual: an error page, or a wall?"


def _old(facts: Facts) -> str | None:
    if facts.rhythm is None or facts.newest_listed is None or facts.newest_known is None:
        return None
    if facts.newest_known - facts.newest_listed <= max(facts.rhythm.limit, LEAST):
        return None
    return (
        f"the newest of what is listed is from {facts.newest_listed}, although {facts.newest_known} was listed before: "
        "an old copy?"
    )


def _parts(items: Sequence[Item]) -> str | None:
    last, before = items[:PARTS_OF], items[PARTS_OF : PARTS_OF + BEFORE]
    if len(last) < ENOUGH:
        return None
    missing = {}
    for part in ("title", "date", "text"):
        by_nature = len(before) >= PARTS_OF and share(before, part) < NEVER
        if not by_nature:
            missing[part] = sum(not getattr(item, part) for item in last)
    whole = sum(all(getattr(item, part) for part in missing) for item in last)
    if whole >= WHOLE * len(last):
        return None
    without = ", ".join(f"{count} without {_NAMES[part]}" for part, count in missing.items() if count)
    return f"of the last {len(last)} items {whole} are whole ({whole / len(last):.0%}): {without}"


_NAMES = {"title": "a title", "date": "a date", "text": "their text"}


def share(items: Sequence[Item], part: str) -> float:
    """Of the items those that have a part, 0 to 1; 1 of none."""
    return sum(getattr(item, part) for item in items) / len(items) if items else 1.0


def _joined(*reasons: str | None) -> str:
    return "; ".join(reason for reason in reasons if reason)
