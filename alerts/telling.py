"""From an announcement and its routes to the messages that tell of it: one a destination, each in its thread. Pure.

The first that a destination hears of a story (or of an issuer's day, see `config.watches.Watch.group`) is the head, what comes later
answers it, and in Slack the head is edited to say how far its story has come. What happens to a statement later answers in the
thread in which it was announced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from alerts import forms, slack_head, summary
from alerts.announcement import Announcement, What
from alerts.house import House
from alerts.routing import Place, Route
from alerts.slack_buttons import Buttons
from archive.posts import OutboxRow, OutboxState, Thread
from config.destinations import place as place_of
from statements import diff
from statements.grading import grade
from statements.labels import Basis, Grade, Part
from statements.model import Message, Version
from statements.story import Story


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
class Setting(House):
    """What all alerts of an installation have in common."""

    buttons: Buttons | None = None
    """What the buttons under Slack's messages carry; None where no click comes back."""
    archived: Callable[[int], str] | None = None
    """Makes the link to our copy of a statement."""
    why: Callable[[int, str | None], str] | None = None
    """Makes the link to the page that says why a statement matched a watch."""
    feedback: Callable[[int, str, str], str] | None = None
    """Makes the link at which one address says whether a statement was relevant to a watch; in mails, which have no buttons."""

    def copies(self, version: Version, story: Story | None) -> dict[int, str]:
        """The links to our copies of a statement and of the others of its story, by statement; none without a web service."""
        if self.archived is None:
            return {}
        others = story.members if story is not None else ()
        statements = {version.statement, *(member.version.statement for member in others)}
        return {statement: self.archived(statement) for statement in statements}


PLAIN = Setting()


def dedupe_key(statement: int, kind: str, destination: str) -> str:
    """The name of an alert for ever: the same announcement to the same place has the same key, whatever caused it."""
    return hashlib.sha256(f"{statement}|{kind}|{destination}".encode()).hexdigest()


def written(
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
        grave = loud
        if told.kind is What.COPY:
            told, grave = _corrected(told)
        payload = forms.payload(channel, told)
        if thread is not None and channel == "mail" and "message_id" in thread.head.payload:
            payload["references"] = [thread.head.payload["message_id"]]
        if told.part is Part.REPLY and channel == "slack" and grave:
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
        zone = route.watch.quiet.zone if route.watch.quiet else setting.shown_in(*place_of(route.destination))
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
        kind = What.COPY if _says_the_same(one) else What.FOLLOW_UP
    statement = one.version.statement
    channel, place = place_of(route.destination)
    return replace(
        one,
        kind=kind,
        watches=route.watches,
        key=key,
        part=Part.HEAD if thread is None else Part.REPLY,
        thread=name,
        copies=setting.copies(one.version, one.story),
        why=setting.why(statement, route.watch.id) if setting.why else None,
        feedback=setting.feedback(statement, route.watch.id, place)
        if setting.feedback and channel == "mail"
        else None,
        buttons=setting.buttons,
        zone=setting.shown_in(channel, place),
        domain=setting.domain,
        demo=setting.demo,
    )


def _says_the_same(one: Announcement) -> bool:
    """Whether it stands in its story as one of the same statement, the first of them included, and not as what followed."""
    bases = (
        [m.joined.basis for m in one.story.members if m.version.statement == one.version.statement]
        if one.story
        else []
    )
    return any(basis is Basis.FOUNDER or basis.copies for basis in bases)


def _corrected(one: Announcement) -> tuple[Announcement, bool]:
    """A copy by the issuer of what it copies is a correction where it says something else: then with what differs, as an edit,
    and whether an edit that did as much would be news."""
    version, story = one.version, one.story
    if story is None:
        return one, False
    beside = story.member(version.statement).joined.beside
    before = next((member for member in story.members if member.version.statement == beside), None)
    if before is None or not _same_hand(before.version, version):
        return one, False
    old, now = before.reading, one.reading
    if old is None or now is None or old.model != now.model:
        old = now = None  # two models find different things in one text
    changed = grade(before.version, version, old, now)
    if changed in (Grade.FURNITURE, Grade.TYPO):
        return one, False
    edited = diff.summary(diff.segments(before.version.text, version.text))
    return replace(one, previous=old, edited=tuple(edited)), changed.alerts


def _same_hand(one: Version, other: Version) -> bool:
    return (one.issuer, one.language) == (other.issuer, other.language)


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
            payload=slack_head.head(thread.head.payload, story=story, zone=ZoneInfo(told.zone)),
            version=told.version.id,
            thread=answer.thread,
            part=Part.EDIT,
            not_before=answer.not_before,
            about={"head": thread.head.id},
        )
    ]
