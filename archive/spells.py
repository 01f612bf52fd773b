"""Spells of health: what a check does to the open one, and what a row of them says. Pure: both archives use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.records import SourceHealth, Spell

PATIENCE = timedelta(hours=1)
"""A source that is due for longer than this and three intervals is not being looked at."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happens to a source's open spell: it ends at ``close``, another begins at ``begin`` (``inherit``: the same trouble
    goes on in it, and what the operators were told counts there too). Neither: it goes on, with a new reason at most."""

    close: datetime | None = None
    begin: datetime | None = None
    inherit: bool = False
    backwards: bool = False
    """The clock went back: what was written down for later is no longer true."""


def follow(
    current: Spell | None,
    *,
    health: SourceHealth,
    success: bool,
    start: datetime,
    end: datetime,
    unwatched_since: datetime | None = None,
) -> Step:
    """What a check from ``start`` to ``end`` means. A source was unreadable from the start of the first check that failed to
    the end of the first that did not. ``unwatched_since``: nobody looked between then and ``start``."""
    edge = end if success else start
    if current is None:
        return Step(begin=edge)
    same = current.health is health and current.readable == success
    goes_on = same or not (current.readable or success)
    if current.since > end:
        return Step(close=edge, begin=edge, inherit=goes_on, backwards=True)
    if unwatched_since is not None:
        return Step(
            close=max(unwatched_since, current.since),
            begin=start,
            inherit=goes_on,
        )
    if same:
        return Step()
    edge = max(edge, current.since)
    return Step(close=edge, begin=edge, inherit=goes_on)


def unwatched(
    *, last_check: datetime | None, due: datetime, every: timedelta, start: datetime
) -> datetime | None:
    """Since when nobody looked at a source that was due at ``due`` and is looked at from ``start`` on; None when it was
    looked at in time."""
    if last_check is None or start - due <= 3 * every + PATIENCE:
        return None
    return last_check


def was_watched(last_success: datetime | None, every: timedelta, now: datetime) -> bool:
    """Whether a source was read shortly before ``now`` too, so that its silence can be believed."""
    patience = max(3 * every, timedelta(days=1))
    return last_success is not None and timedelta(0) <= now - last_success <= patience


def readable_share(
    spells: Sequence[Spell], start: datetime, end: datetime, *, known: datetime | None
) -> float | None:
    """The share of a period in which a source was read, 0 to 1: of the time from its first spell on to ``known``, the end
    of its last check, without that in which it was switched off. None when nobody looked in the period."""
    if not spells or known is None:
        return None
    begin, stop = max(start, spells[0].since), min(end, known)
    read, wanted = timedelta(0), max(stop - begin, timedelta(0))
    for spell in spells:
        length = max(timedelta(0), min(spell.until or stop, stop) - max(spell.since, begin))
        if spell.health is SourceHealth.PAUSED:
            wanted -= length
        elif spell.readable:
            read += length
    return read / wanted if wanted > timedelta(0) else None


def is_one_trouble(spell: Spell, other: Spell) -> bool:
    """Whether two spells of a source that follow each other are one and the same trouble: it could be read in neither, or was in the
    same state in both, with a stretch between them in which nobody looked or the clock was wrong."""
    if SourceHealth.PAUSED in (spell.health, other.health):
        return False
    return not (spell.readable or other.readable) or (
        spell.health is other.health and spell.readable == other.readable
    )


def is_trouble(spell: Spell) -> bool:
    """Whether somebody should do something about it."""
    return not spell.readable or spell.health in (SourceHealth.SILENT, SourceHealth.DEGRADED)


NOT_CHECKED = "not checked in this period"
