"""Many announcements for one destination in one message: what was held, what was too much at once, what an outage kept. Pure.

A summary is a head (how many, why together, by watch and stance, the most important) and, where the list does not fit into it,
pages that answer it in its thread. Every statement has its line: the more there are, the shorter the lines, never fewer. What
belongs to one story stands together; stories are ordered by the highest rung in them, then by time.

Everything is made from what was noted of each message when it was composed (`about`), so a summary of ten thousand needs no
statement's text.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alerts import words
from alerts.announcement import Announcement, What
from archive.posts import Waiting
from statements.issuers import is_issuer, issuer_name
from statements.labels import Held, Stance

TOP = 5
"""Statements that the head names as the most important."""
TITLE = 110
MOST_PAGES = 14
"""As many answers as a thread gets if shorter lines can help it: a burst of 2,000 stays below 20 posts."""


WIDTHS = ((TITLE, True), (80, False), (50, False), (30, False), (0, False))
"""Longest title of a line, and whether it carries the address: the first under which the list takes few enough pages."""
LATE = timedelta(minutes=5)
"""What waited for longer did not wait for its turn: the place took nothing, or we sent nothing."""
LEAD = 600
"""Characters kept for what stands above a list."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much of a list one message of a channel takes. ``pages``: the most messages a reader can be sent; ``whole``: all that is
    known of a statement is sent, not a line of it."""

    characters: int
    pages: int = 1_000
    whole: bool = False

    def taken(self, entry: Entry, line: Line) -> int:
        """How much of it a statement takes at the most."""
        return _bytes(entry) if self.whole else size(line)

    def fits(self, size: int) -> bool:
        return size <= self.characters


ROOMS: Mapping[str, Room] = {
    "slack": Room(characters=8_000),
    "slack-webhook": Room(characters=8_000),
    "mail": Room(characters=400_000),
    "http": Room(characters=240_000, whole=True),
    # It may be a telephone: what is said there is said shortly.
    "apprise": Room(characters=1_500, pages=2),
}
_SERVICES = {
    "slack": "Slack",
    "slack-webhook": "Slack",
    "mail": "The mail server",
    "http": "The receiver",
    "apprise": "The service",
}
_ESCAPED = 5
"""What one of ``&<>`` can take in mark-up; and bytes of a letter outside ASCII, in JSON, against one character's room."""
_WIDE = 3
_NAMES = 250
"""Bytes of the names of an event's fields, and of what is always short in it."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One statement in a summary."""

    what: What
    statement: int
    story: str
    """What it stands together with; the same for the statements of one story."""
    issuer: str
    title: str
    url: str
    archived: str
    """Link to our copy; empty where there is no web service."""
    stance: str
    rung: int
    at: datetime
    """When it would have been told at once."""
    watches: tuple[str, ...]
    """Names of the watches that it matched."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry as it stands in a list. ``title`` is as long as the list has room for, and may be empty; ``link`` only where there
    is room for an address."""

    text: str
    """What stands before the title: ``#12 FR condemnation``."""
    title: str = ""
    link: str | None = None
    follows: bool = False
    """Whether it belongs to the story of the line above."""

    @property
    def plain(self) -> str:
        """The line without mark-up."""
        return f"{'  ' if self.follows else ''}{self.text}{f': {self.title}' if self.title else ''}"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One message of a summary: the head is page 0. All of it is plain text, and cleaned."""

    key: str
    """The dedupe key of the message."""
    head: str
    """The dedupe key of the summary's head."""
    title: str
    """``134 statements, held back``."""
    lead: tuple[str, ...] = ()
    """Sentences on the head: why they come together, how many by watch and stance."""
    top: tuple[Line, ...] = ()
    """The most important, on a head whose list stands on pages of its own."""
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    """Those that ``lines`` tell of, in the same order."""
    page: int = 0
    pages: int = 0
    """How many pages follow the head."""
    zone: str = "UTC"
    domain: str = "localhost"
    """Right-hand side of Message-IDs."""
    demo: bool = False


def about(one: Announcement, *, because: str | None, urgent: bool) -> dict[str, object]:
    """What a summary would say of an announcement, JSON-ready. It is kept with the message; ``urgent``: leave it out of summaries
    as long as that can be."""
    version, reading = one.version, one.reading
    return {
        "what": str(one.kind),
        "statement": version.statement,
        "story": one.thread or f"statement:{version.statement}",
        "issuer": version.issuer,
        "title": words.title(version.title, TITLE),
        "url": version.url if words.is_web_address(version.url) else "",
        "archived": one.archived or "",
        "stance": str(reading.primary) if reading is not None else str(Stance.NEUTRAL),
        "rung": reading.rung if reading is not None else 0,
        "watches": [words.cut(words.visible(name), 60) for name in one.names],
        "because": because,
        "urgent": urgent,
    }


def entry(row: Waiting) -> Entry:
    """What was noted of a message, read back."""
    noted = row.about
    return Entry(
        what=What(str(noted["what"])),
        statement=int(str(noted["statement"])),
        story=str(noted["story"]),
        issuer=str(noted["issuer"]),
        title=str(noted["title"]),
        url=str(noted["url"]),
        archived=str(noted.get("archived", "")),
        stance=str(noted["stance"]),
        rung=int(str(noted["rung"])),
        at=row.created_at,
        watches=tuple(str(name) for name in _items(noted["watches"])),
    )


def pages(
    rows: Sequence[Waiting],
    *,
    channel: str,
    destination: str,
    now: datetime,
    zone: str = "UTC",
    domain: str = "localhost",
    demo: bool = False,
) -> list[Page]:
    """The summary of some messages for one place, its head first. ``rows`` come oldest first."""
    entries = in_order([entry(row) for row in rows])
    room = ROOMS[channel]
    parts: list[list[Line]] = []
    sizes: list[int] = []
    for width in WIDTHS:
        lines = [line(one, before, width) for before, one in _pairs(entries)]
        sizes = [room.taken(*each) for each in zip(entries, lines, strict=True)]
        parts = _parts(lines, sizes, room)
        if len(parts) <= MOST_PAGES or room.whole:
            break
    ids = " ".join(str(row.id) for row in rows)
    head = _key(f"summary|{channel}|{destination}|{ids}")
    title = _title(entries)
    lead = (*_reasons(rows, channel, now, ZoneInfo(zone)), *_counts(entries))
    page = Page(key=head, head=head, title=title, lead=lead, zone=zone, domain=domain, demo=demo)
    if len(parts) == 1 and room.fits(sum(sizes) + sum(map(len, lead)) + LEAD):
        return [replace(page, lines=tuple(parts[0]), entries=tuple(entries))]
    shown, left = parts[: room.pages], [each for part in parts[room.pages :] for each in part]
    if left:
        lead = (*lead, f"{len(left)} are not listed here: communique outbox summary lists them all.")
    top = _most_important(entries, room)
    made = [replace(page, lead=lead, top=tuple(top), pages=len(shown))]
    begin = 0
    for number, part in enumerate(shown, start=1):
        made.append(
            replace(
                page,
                key=_key(f"{head}|page|{number}"),
                lead=(),
                lines=tuple(part),
                entries=tuple(entries[begin : begin + len(part)]),
                page=number,
                pages=len(shown),
            )
        )
        begin += len(part)
    return made


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Stories by the highest rung in them, then by their first statement; within a story by time."""
    stories: dict[str, list[Entry]] = {}
    for one in sorted(entries, key=lambda entry: (entry.at, entry.statement)):
        stories.setdefault(one.story, []).append(one)
    ordered = sorted(stories.values(), key=lambda story: (-max(one.rung for one in story), story[0].at))
    return [one for story in ordered for one in story]


def line(one: Entry, before: Entry | None, width: tuple[int, bool]) -> Line:
    """An entry's line, after the entry ``before``; ``width`` is how long its title may be and whether its address fits."""
    title, linked = width
    said = "" if one.stance == Stance.NEUTRAL else f" {one.stance}"
    marked = f" {one.what}" if one.what in (What.REVISED, What.WITHDRAWN, What.RETURNED) else ""
    return Line(
        text=f"#{one.statement} {one.issuer}{said}{marked}",
        title=words.cut(one.title, title) if title else "",
        link=(one.archived or one.url or None) if linked else None,
        follows=before is not None and before.story == one.story,
    )


def size(one: Line) -> int:
    """Characters of room that a line takes at the most, mark-up and its share of the limit on bytes included. An address is written in
    ASCII."""
    text = f"{one.plain}{words.address(one.link or '')}"
    wide = sum(not char.isascii() for char in text)
    marked = sum(char in "&<>" for char in text)
    return len(text) + 12 + wide * _WIDE + marked * _ESCAPED


def _bytes(one: Entry) -> int:
    """Of the JSON of all that is known of a statement."""
    return _NAMES + len(json.dumps([one.title, one.url, one.archived, one.story, *one.watches]))


def _parts(lines: Sequence[Line], sizes: Sequence[int], room: Room) -> list[list[Line]]:
    parts: list[list[Line]] = []
    used = 0
    for one, taken in zip(lines, sizes, strict=True):
        if not parts or not room.fits(used + taken):
            parts.append([])
            used = 0
        parts[-1].append(one)
        used += taken
    return parts


def _pairs(entries: Sequence[Entry]) -> Iterable[tuple[Entry | None, Entry]]:
    return zip((None, *entries), entries, strict=False)


def _most_important(entries: Sequence[Entry], room: Room) -> list[Line]:
    """The first statement of each of the first stories, with their addresses if these leave room for the rest of the head."""
    firsts = {one.story: one for one in reversed(entries)}
    top = [firsts[story] for story in dict.fromkeys(one.story for one in entries)][:TOP]
    linked = [line(one, None, WIDTHS[0]) for one in top]
    if sum(map(size, linked)) <= room.characters // 3:
        return linked
    return [line(one, None, WIDTHS[1]) for one in top]


def _title(entries: Sequence[Entry]) -> str:
    stories = len({one.story for one in entries})
    said = f"{len(entries)} alerts in one message"
    return said if stories == len(entries) else f"{said}, {stories} stor{'y' if stories == 1 else 'ies'}"


def _counts(entries: Sequence[Entry]) -> list[str]:
    watches = Counter(name for one in entries for name in one.watches)
    stances = Counter(one.stance for one in entries)
    issuers = Counter(one.issuer for one in entries)
    named = Counter({issuer_name(code) if is_issuer(code) else code: n for code, n in issuers.items()})
    return [
        f"{what}: {_listed(counted)}"
        for what, counted in (("Watches", watches), ("Stances", stances), ("Issuers", named))
    ]


def _listed(counted: Counter[str], most: int = 8) -> str:
    shown = [f"{name} {n}" for name, n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]
    more = len(shown) - most
    return ", ".join(shown[:most]) + (f" and {more} more" if more > 0 else "")


def _reasons(rows: Sequence[Waiting], channel: str, now: datetime, zone: ZoneInfo) -> list[str]:
    """Why these come together, a sentence each."""
    found: list[str] = []
    held = Counter((row.held, str(row.about.get("because") or "")) for row in rows if row.held)
    for (why, because), n in held.items():
        match why:
            case Held.QUIET:
                found.append(f"{n} held during {because}.")
            case Held.CAP:
                found.append(f"{n} held back: {because}.")
            case Held.MUTED:
                found.append(f"{n} held while somebody had muted the source.")
            case _:
                found.append(f"{n} for the {why} summary.")
    free = [row for row in rows if row.held is None]
    failed = [row for row in free if row.error_class is not None]
    until = words.moment(now, zone)
    if failed:
        since = words.moment(failed[0].created_at, zone)
        found.append(f"{_SERVICES[channel]} did not take anything from {since} to {until}.")
    elif free and now - free[0].created_at > LATE:
        since = words.moment(free[0].created_at, zone)
        found.append(f"Nothing could be sent here from {since} to {until}.")
    elif free:
        found.append(f"{len(free)} came at once.")
    return found


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else ()


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
