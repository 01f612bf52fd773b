"""From a matched statement to the messages it causes: one a destination, however many watches match. Pure.

Where and when a message goes is decided by `alerts.routing`. Here it finds its thread: the first that a destination hears of a
story (or of an issuer's day, see `config.watches.Watch.group`) is the head, what comes later answers it, and in Slack the head is
edited to say how far its story has come. What happens to a statement later (an edit, its withdrawal, its return) answers in the
thread in which the statement was announced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from alerts import compose, forms, routing, summary
from alerts.announcement import Announcement, What
from alerts.routing import Place, Route
from alerts.slack_buttons import Buttons
from archive.posts import OutboxRow, OutboxState, Thread
from archive.records import WatchQuery
from archive.traces import Return, Withdrawal
from config.destinations import place as place_of
from config.watches import Watch
from statements.labels import Basis, Part
from statements.model import Message, Reading, Version
from statements.story import News, Story

_ALWAYS = " always"
"""Ends the name of a watch's exceptions among the queries; no id holds a blank."""


class Queue(Protocol):
    """What is asked of the outbox."""

    def threads(self, names: Collection[str]) -> Mapping[tuple[str, str, str], Thread]:
        """The threads of these names that have a head, by channel, destination and name."""

    def known(self, keys: Collection[str]) -> Mapping[str, OutboxRow]:
        """The messages ever queued under these dedupe keys."""

    def recent(self, since: datetime) -> Mapping[tuple[Place, str], int]:
        """How many alerts were queued since then to leave at once, by place and watch."""


class _Nothing:
    """A queue that never held a message."""

    def threads(self, names: Collection[str]) -> Mapping[tuple[str, str, str], Thread]:
        return {}

    def known(self, keys: Collection[str]) -> Mapping[str, OutboxRow]:
        return {}

    def recent(self, since: datetime) -> Mapping[tuple[Place, str], int]:
        return {}


NOTHING: Queue = _Nothing()


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What all messages of an installation have in common."""

    zone: str = "UTC"
    """In which times are shown, and in which daily and weekly summaries leave where a watch names none."""
    domain: str = "localhost"
    """Right-hand side of Message-IDs."""
    buttons: Buttons | None = None
    """What the buttons under Slack's messages carry; None where no click comes back."""
    archived: Callable[[int], str] | None = None
    """Makes the link to our copy of a statement."""
    why: Callable[[int, str | None], str] | None = None
    """Makes the link to the page that says why a statement matched a watch."""
    demo: bool = False


PLAIN = Setting()


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
        asked = {watch.id for watch in watches if "edit:" in watch.query.lower()}
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
    if revised and grave:
        reached = {route.destination for route in found}
        others = _routes_of(watches, previously, version, now, queue, lambda source: muted or {}, setting)
        found += _heard(version, [one for one in others if one.destination not in reached], queue)
    return _written(one, found, now, queue, setting, loud=grave)


def _heard(version: Version, routes: Sequence[Route], queue: Queue) -> list[Route]:
    """Those ``routes`` whose places were told of an earlier version."""
    kinds = ("new", *(f"revised:{n}" for n in range(2, version.n)))
    keys = [{dedupe_key(version.statement, kind, one.destination) for kind in kinds} for one in routes]
    known = queue.known({key for some in keys for key in some}) if routes else {}
    return [one for one, some in zip(routes, keys, strict=True) if not some.isdisjoint(known)]


def withdrawals(
    watches: Sequence[Watch],
    gone: Sequence[Withdrawal],
    *,
    now: datetime,
    queued: Collection[str] = (),
    stories: Callable[[int], Story | None] = lambda statement: None,
    queue: Queue = NOTHING,
    muted: Callable[[str], Mapping[Place, datetime]] = lambda source: {},
    setting: Setting = PLAIN,
) -> list[Message]:
    """The alerts that statements were withdrawn: one a destination that was told of the statement before, for those watches
    that had matched it. What matched in a baseline was told to nobody, and its end is no news either. Those whose dedupe
    keys are ``queued`` already are left out."""
    found = []
    for one in gone:
        version = one.hit.version
        kind = f"withdrawn:{one.at.isoformat()}"
        to = {
            to for watch in watches if watch.id in one.watches for to in watch.to if place_of(to) in one.told
        }
        left = {place for place in to if dedupe_key(version.statement, kind, place) not in queued}
        if not left:  # this is asked for all of the last days, each time that anything is read
            continue
        routes = _routes_of(watches, one.watches, version, now, queue, muted, setting)
        told = [route for route in routes if route.destination in left]
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
        found += _written(announcement, told, now, queue, setting, loud=True)
    return found


def returns(
    watches: Sequence[Watch],
    back: Sequence[Return],
    *,
    now: datetime,
    queued: Collection[str] = (),
    stories: Callable[[int], Story | None] = lambda statement: None,
    queue: Queue = NOTHING,
    muted: Callable[[str], Mapping[Place, datetime]] = lambda source: {},
    setting: Setting = PLAIN,
) -> list[Message]:
    """The alerts that statements are offered again: one a destination that was told of the withdrawal before it, and to
    nobody else. Those whose dedupe keys are ``queued`` already are left out."""
    found = []
    for one in back:
        version = one.hit.version
        kind = f"returned:{one.at.isoformat()}"
        routes = [
            route
            for route in _routes_of(watches, one.watches, version, now, queue, muted, setting)
            if dedupe_key(version.statement, kind, route.destination) not in queued
        ]
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
        found += _written(announcement, told, now, queue, setting, loud=True)
    return found


def dedupe_key(statement: int, kind: str, destination: str) -> str:
    """The name of an alert for ever: the same announcement to the same place has the same key, whatever caused it."""
    return hashlib.sha256(f"{statement}|{kind}|{destination}".encode()).hexdigest()


def _routes_of(
    watches: Sequence[Watch],
    matched: Collection[str],
    version: Version,
    now: datetime,
    queue: Queue,
    muted: Callable[[str], Mapping[Place, datetime]],
    setting: Setting,
) -> list[Route]:
    """Where word of what was announced before goes. How sure its reading was was asked then; an exception stays one."""
    exceptions = [watch for watch in watches if watch.always is not None and watch.id in matched]
    keys = {dedupe_key(version.statement, "new", place) for watch in exceptions for place in watch.to}
    first = {row.watch for row in queue.known(keys).values()}
    return routing.routes(
        watches,
        matched,
        None,
        now,
        urgent={watch.id for watch in exceptions if watch.rate == "off" and watch.id in first},
        queued=queue.recent(now - routing.HOUR),
        muted=muted(version.source),
        zone=setting.zone,
    )


def _written(
    one: Announcement, routes: Sequence[Route], now: datetime, queue: Queue, setting: Setting, *, loud: bool
) -> list[Message]:
    """The messages of an announcement (its ``key`` says of what) along some routes. ``loud``: an answer shows in the channel
    too, where a channel can do that."""
    statement = one.version.statement
    announced = queue.known({dedupe_key(statement, "new", route.destination) for route in routes})
    names = {
        route.destination: _thread(route, one, now, setting, announced.get(dedupe_key(statement, "new", route.destination)))
        for route in routes
    }  # fmt: skip
    threads = queue.threads(set(names.values())) if routes else {}
    found: list[Message] = []
    for route in routes:
        key = dedupe_key(statement, one.key, route.destination)
        if key in announced:
            continue
        channel, place = place_of(route.destination)
        thread = threads.get((channel, place, names[route.destination]))
        if thread is not None and _leaves_later(thread.head, route, now):
            thread = None
        told = _told(one, route, key, names[route.destination], thread, setting)
        payload = forms.payload(channel, told)
        if thread is not None and channel == "mail" and "message_id" in thread.head.payload:
            payload["references"] = [thread.head.payload["message_id"]]
        if told.part is Part.REPLY and channel == "slack" and loud:
            payload["broadcast"] = True
        message = Message(
            dedupe_key=key,
            channel=channel,
            destination=place,
            kind="alert",
            payload=payload,
            version=one.version.id,
            watch=route.watch.id,
            thread=names[route.destination],
            part=told.part,
            not_before=route.departure.not_before,
            held=route.departure.held,
            about=summary.about(told, because=route.departure.because, urgent=route.urgent),
        )
        found.append(message)
        if thread is not None and channel == "slack":
            found += _edit(told, message, thread, setting)
    return found


def _thread(
    route: Route, one: Announcement, now: datetime, setting: Setting, announced: OutboxRow | None
) -> str:
    """The thread that an announcement belongs to. One about a statement that was announced stays with it."""
    if announced is not None and announced.thread is not None:
        return announced.thread
    version = one.version
    if route.watch.group == "story":
        return f"story:{one.story.id if one.story else version.statement}"
    if route.watch.group == "issuer":
        zone = route.watch.quiet.zone if route.watch.quiet else setting.zone
        return f"issuer:{version.issuer}:{now.astimezone(ZoneInfo(zone)).date().isoformat()}"
    return f"statement:{version.statement}"


def _leaves_later(head: OutboxRow, route: Route, now: datetime) -> bool:
    """Whether the head is held for longer than what would answer it: that begins the thread anew then."""
    held = head.state is OutboxState.PENDING and head.held is not None
    return held and head.not_before > (route.departure.not_before or now)


def _told(
    one: Announcement, route: Route, key: str, name: str, thread: Thread | None, setting: Setting
) -> Announcement:
    """An announcement as one destination hears it."""
    kind = one.kind
    if kind is What.NEW and thread is not None and name.startswith("story:"):
        kind = What.COPY if _is_copy(one) else What.FOLLOW_UP
    statement = one.version.statement
    return replace(
        one,
        kind=kind,
        watches=route.watches,
        key=key,
        part=Part.HEAD if thread is None else Part.REPLY,
        thread=name,
        archived=setting.archived(statement) if setting.archived else None,
        why=setting.why(statement, route.watch.id) if setting.why else None,
        buttons=setting.buttons,
        zone=setting.zone,
        domain=setting.domain,
        demo=setting.demo,
    )


def _is_copy(one: Announcement) -> bool:
    bases = (
        [m.joined.basis for m in one.story.members if m.version.statement == one.version.statement]
        if one.story
        else []
    )
    return any(basis is Basis.FOUNDER or basis.copies for basis in bases)


def _edit(told: Announcement, answer: Message, thread: Thread, setting: Setting) -> list[Message]:
    """The edit of the head that an answer causes: none where a summary told of the head, or where the head is about
    something else than the story of the answer."""
    story, statement = told.story, told.version.statement
    if not thread.told or story is None or answer.thread is None:
        return []
    if not answer.thread.startswith("story:"):
        if (thread.head.about or {}).get("statement") != statement:
            return []
        story = replace(story, members=tuple(m for m in story.members if m.version.statement == statement))
    what = f"{answer.channel}:{answer.destination}|{told.kind}:{told.version.n}:{told.at.isoformat() if told.at else ''}"
    return [
        Message(
            dedupe_key=hashlib.sha256(f"{answer.thread}|edit|{statement}|{what}".encode()).hexdigest(),
            channel=answer.channel,
            destination=answer.destination,
            kind="alert",
            payload=compose.head(thread.head.payload, story=story, zone=ZoneInfo(setting.zone)),
            version=told.version.id,
            thread=answer.thread,
            part=Part.EDIT,
            not_before=answer.not_before,
            about={"head": thread.head.id},
        )
    ]
