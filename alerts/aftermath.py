"""What becomes of a statement after it was announced: that it was withdrawn, or is back, is told to those who were told of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from alerts import routing
from alerts.announcement import Announcement, What
from alerts.routing import Place, Route
from alerts.telling import NOTHING, PLAIN, Queue, Setting, dedupe_key, written
from archive.traces import Return, Withdrawal
from config.destinations import place as place_of
from config.watches import Watch
from statements.model import Message, Version
from statements.story import Story


def withdrawals(
    watches: Sequence[Watch],
    gone: Sequence[Withdrawal],
    *,
    now: datetime,
    stories: Callable[[int], Story | None] = lambda statement: None,
    queue: Queue = NOTHING,
    muted: Callable[[str], Mapping[Place, datetime]] = lambda source: {},
    setting: Setting = PLAIN,
) -> list[Message]:
    """The alerts that statements were withdrawn: one a destination that was told of the statement before, for those watches
    that had matched it. What matched in a baseline was told to nobody, and its end is no news either."""
    found = []
    for one in gone:
        version = one.hit.version
        kind = f"withdrawn:{one.at.isoformat()}"
        routes = routes_of(watches, one.watches, version, now, queue, muted, setting)
        told = [route for route in routes if place_of(route.destination) in one.told]
        announcement = Announcement(
            kind=What.WITHDRAWN,
            version=version,
            reading=one.hit.reading,
            watches=(),
            key=kind,
            at=one.at,
            reason=one.reason,
            story=stories(version.statement) if told else None,
        )
        found += written(announcement, told, now, queue, setting, loud=True)
    return found


def returns(
    watches: Sequence[Watch],
    back: Sequence[Return],
    *,
    now: datetime,
    stories: Callable[[int], Story | None] = lambda statement: None,
    queue: Queue = NOTHING,
    muted: Callable[[str], Mapping[Place, datetime]] = lambda source: {},
    setting: Setting = PLAIN,
) -> list[Message]:
    """The alerts that statements are offered again: one a destination that was told of the withdrawal before it, and to
    nobody else."""
    found = []
    for one in back:
        version = one.hit.version
        kind = f"returned:{one.at.isoformat()}"
        routes = routes_of(watches, one.watches, version, now, queue, muted, setting)
        gone = f"withdrawn:{one.gone_at.isoformat()}"
        heard = queue.known({dedupe_key(version.statement, gone, route.destination) for route in routes})
        told = [route for route in routes if dedupe_key(version.statement, gone, route.destination) in heard]
        announcement = Announcement(
            kind=What.RETURNED,
            version=version,
            reading=one.hit.reading,
            watches=(),
            key=kind,
            at=one.at,
            story=stories(version.statement) if told else None,
        )
        found += written(announcement, told, now, queue, setting, loud=True)
    return found


def routes_of(
    watches: Sequence[Watch],
    matched: Collection[str],
    version: Version,
    now: datetime,
    queue: Queue,
    muted: Callable[[str], Mapping[Place, datetime]],
    setting: Setting,
) -> list[Route]:
    """Where word of what was announced before goes. How sure its reading was was asked then; what an exception announced
    is followed as one, whatever the rate: who was told at night that it was said is told at night that it is not."""
    exceptions = {watch.id: watch.to for watch in watches if watch.always is not None and watch.id in matched}
    keys = {to: dedupe_key(version.statement, "new", to) for places in exceptions.values() for to in places}
    rows = queue.known(set(keys.values()))
    at_once = {to for to, key in keys.items() if key in rows and (rows[key].about or {}).get("urgent")}
    return routing.routes(
        watches,
        matched,
        None,
        now,
        urgent={watch for watch, places in exceptions.items() if not at_once.isdisjoint(places)},
        queued=queue.recent(now - routing.HOUR),
        muted=muted(version.source),
        zone=setting.zone,
    )
