"""From a matched statement to the messages it causes: one a destination, however many watches match. Pure.

Where and when a message goes is decided by `alerts.routing`, in which thread it stands by `alerts.telling`; what happens to a
statement later, besides its edits, is told by `alerts.aftermath`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from alerts import routing
from alerts.aftermath import routes_of
from alerts.announcement import Announcement, What
from alerts.routing import Place, Route
from alerts.telling import NOTHING, PLAIN, Queue, Setting, dedupe_key, written
from archive.records import WatchQuery
from config.watches import Watch
from statements.model import Message, Reading, Version
from statements.story import News, Story

_ALWAYS = " always"
"""Ends the name of a watch's exceptions among the queries; no id holds a blank."""


def queries(watches: Sequence[Watch]) -> list[WatchQuery]:
    """What the archive matches for these watches: their queries, and the exceptions among the matches."""
    asked = [WatchQuery(id=watch.id, query=watch.query) for watch in watches]
    exceptions = [
        WatchQuery(id=f"{watch.id}{_ALWAYS}", query=watch.always, noted=False)
        for watch in watches
        if watch.always is not None
    ]
    return asked + exceptions


def messages(
    watches: Sequence[Watch],
    matched_ids: Sequence[str],
    version: Version,
    reading: Reading,
    previous: Reading | None,
    *,
    now: datetime | None = None,
    previously: Collection[str] = (),
    edited: Sequence[str] = (),
    story: Story | None = None,
    news: Sequence[News] = (),
    queue: Queue = NOTHING,
    muted: Mapping[Place, datetime] | None = None,
    setting: Setting = PLAIN,
) -> list[Message]:
    """The alerts for ``version``, which matched the watches ``matched_ids`` (of those that `queries` gives), in the order the
    destinations are named; each edit of a head after the answer that it is about.

    ``previous`` is the reading of the version before, ``previously`` the ids of the watches that one matched, ``edited`` says
    in a few lines what was changed; ``story`` is where it belongs, with itself in it; ``muted`` says until when its source is
    muted, by place. A statement is announced once per destination. A later version is announced, as *revised*, where its
    grade is that of news (`Grade.alerts`: signatories, stance, withdrawn), or to a watch that the previous version did not
    match or that asks for edits itself (``edit:``): a corrected comma or number alerts nobody else a second time. A first
    version, and a later one whose predecessor was never read, are announced as new. An edit of such a grade by which a statement
    matches no more is told too, where it was announced: who condemns no longer is news. ``now`` is when it was read.
    """
    now = now or version.seen
    revised = version.n > 1 and previous is not None
    grave = version.grade is not None and version.grade.alerts
    matched = [one for one in matched_ids if not one.endswith(_ALWAYS)]
    if revised and not grave:
        asked = {watch.id for watch in watches if routing.asks_for_edits(watch.query)}
        matched = [watch for watch in matched if watch not in previously or watch in asked]
    if not matched and not (revised and grave):
        return []
    one = Announcement(
        kind=What.REVISED if revised else What.NEW,
        version=version,
        reading=reading,
        watches=(),
        key=f"revised:{version.n}" if revised else "new",
        previous=previous,
        edited=tuple(edited),
        story=story,
        news=tuple(news),
    )
    found = routing.routes(
        watches,
        matched,
        reading,
        now,
        urgent={name.removesuffix(_ALWAYS) for name in matched_ids if name.endswith(_ALWAYS)},
        queued=queue.recent(now - routing.HOUR),
        muted=muted,
        zone=setting.zone,
    )
    told = written(one, found, now, queue, setting, loud=grave)
    if revised and grave:
        reached = {route.destination for route in found}
        # What still matches, and is only less sure or no exception any more, is a plain revision to who heard of it.
        for lost in (False, True):
            ids = [watch for watch in previously if (watch not in matched) is lost]
            others = routes_of(watches, ids, version, now, queue, lambda source: muted or {}, setting)
            heard = _heard(version, [way for way in others if way.destination not in reached], queue)
            told += written(replace(one, lost=lost), heard, now, queue, setting, loud=True)
            reached |= {route.destination for route in heard}
    return told


def _heard(version: Version, routes: Sequence[Route], queue: Queue) -> list[Route]:
    """Those ``routes`` whose places were told of an earlier version."""
    kinds = ("new", *(f"revised:{n}" for n in range(2, version.n)))
    keys = [{dedupe_key(version.statement, kind, one.destination) for kind in kinds} for one in routes]
    known = queue.known({key for some in keys for key in some}) if routes else {}
    return [one for one, some in zip(routes, keys, strict=True) if not some.isdisjoint(known)]
