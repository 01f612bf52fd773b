"""Who has not spoken, as a message: the words that all its forms share. Pure.

Remote words are cleaned of what a reader cannot see and cut to size here; whoever puts them into mark-up escapes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alerts import words
from archive.records import Hit
from archive.voices import Standing, Voice, after, hours
from config.watches import Watch
from statements import shapes
from statements.issuers import issuer_name
from statements.labels import Part

NAME, REASON, LATE = 100, 240, timedelta(minutes=90)
"""Characters of a watch's name and of a reason; what is told later than this after it was due says so."""
_HEADS = {
    Standing.SILENT: "No statement found",
    Standing.PARTLY: "Partly readable",
    Standing.UNREADABLE: "Source unreadable",
    Standing.NOT_WATCHED: "Not watched",
}


@dataclass(frozen=True, kw_only=True)
class Call:
    """A board for one destination: who of the expected had spoken so long ``after`` the first statement."""

    watch: Watch
    after: timedelta
    voices: Sequence[Voice]
    first: Hit
    start: datetime
    """Where delays count from."""
    until: datetime
    """When it was due, and as of when it stands."""
    now: datetime
    others: Sequence[str] = ()
    """Who spoke and was not expected."""
    newest: int | None = None
    """How many statements were looked through, where there were more."""
    unread: int = 0
    """Texts that wait to be read."""
    key: str
    """The dedupe key of the message."""
    thread: str
    part: Part = Part.HEAD
    archived: Callable[[int], str] | None = None
    """Makes the link to our copy of a statement, where there is a web service; else links lead to the originals."""
    zone: str = "UTC"
    domain: str = "localhost"
    demo: bool = False

    @property
    def spoke(self) -> list[Voice]:
        return [voice for voice in self.voices if voice.standing is Standing.SPOKE]

    @property
    def unasked(self) -> list[str]:
        """Sources of whom no statement was found that nobody asked again since it was due."""
        silent = [voice for voice in self.voices if voice.standing in (Standing.SILENT, Standing.PARTLY)]
        return [
            ear.source
            for voice in silent
            for ear in voice.ears
            if ear.asked is not None and ear.asked < self.until
        ]

    @property
    def late(self) -> bool:
        return self.now - self.until > LATE


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line: a name, and what is to be said of it. Either may be empty."""

    name: str = ""
    said: str = ""
    issuer: str | None = None
    """Whose name it is, for a flag."""
    link: str | None = None

    @property
    def plain(self) -> str:
        return ": ".join(part for part in (self.name, self.said) if part)


def key(watch: str, first: int, step: timedelta, destination: str) -> str:
    """The name of a board for ever: of a watch, by the version that the episode began with, at one of its moments, for one place."""
    return hashlib.sha256(
        f"board|{watch}|{first}|{step.total_seconds():g}|{destination}".encode()
    ).hexdigest()


def title(call: Call) -> str:
    """``Who has not spoken on Aleppo: 3 of 7 have spoken after 24 h``."""
    name = words.cut(words.visible(call.watch.name), NAME)
    have = "has" if len(call.spoke) == 1 else "have"
    mark = "[demo] " if call.demo else ""
    return f"{mark}{name}: {len(call.spoke)} of {len(call.voices)} {have} spoken after {_length(call.after)}"


def lead(call: Call) -> list[str]:
    """Sentences above the lists: as of when, and what may be missing."""
    zone = ZoneInfo(call.zone)
    first = f"First: {issuer_name(call.first.version.issuer)}, {words.moment(call.start, zone)}."
    found = [f"As of {words.moment(call.until, zone)}. {first}"]
    if call.late:
        found.append(f"Told late, on {words.moment(call.now, zone)}; it stands as of when it was due.")
    if call.unread:
        texts = "1 text waits" if call.unread == 1 else f"{call.unread:,} texts wait"
        found.append(f"{texts} to be read: who is missing here may have spoken in one.")
    if call.unasked:
        names = words.cut(words.visible(", ".join(call.unasked)), REASON)
        found.append(
            f"Not asked again since then: {names}. Who is missing here may have spoken shortly before."
        )
    if call.newest is not None:
        found.append(f"Only the newest {call.newest:,} statements were looked through.")
    return found


def lists(call: Call) -> list[tuple[str, list[Row]]]:
    """Who has not spoken, by what is known of them, then who has: a heading and its lines each."""
    found = [
        (head, _missing([voice for voice in call.voices if voice.standing is standing], standing))
        for standing, head in _HEADS.items()
    ]
    spoke = [_spoke(voice, call) for voice in call.spoke]
    if call.others:
        also = ", ".join(issuer_name(issuer) for issuer in call.others)
        spoke.append(Row(said=f"Also spoke, not expected: {words.cut(also, REASON)}"))
    return [(head, rows) for head, rows in (*found, ("Have spoken", spoke)) if rows]


def shape(voice: Voice) -> dict[str, object]:
    """What is known of one who is expected, JSON-ready: see `communique board` in docs/shapes.md."""
    version, reading = (voice.hit.version, voice.hit.reading) if voice.hit else (None, None)
    return {
        "issuer": voice.issuer,
        "name": issuer_name(voice.issuer),
        "standing": voice.standing.value,
        "reason": voice.reason,
        "id": version.statement if version else None,
        "title": version.title if version else None,
        "url": version.url if version else None,
        "source": version.source if version else None,
        "at": shapes.moment(voice.at),
        "exact": voice.exact,
        "delay": None if voice.delay is None else int(voice.delay.total_seconds()),
        "by": voice.by,
        "stance": list(reading.stances) if reading else [],
        "rung": int(reading.rung) if reading else None,
        "quote": voice.quote,
        "withdrawn": shapes.moment(voice.hit.withdrawn_at) if voice.hit else None,
        "statements": voice.statements,
    }


def _missing(voices: Sequence[Voice], standing: Standing) -> list[Row]:
    """Those of one standing: together where the same is to be said of all."""
    by_reason: dict[str, list[Voice]] = {}
    for voice in voices:
        by_reason.setdefault(words.cut(words.visible(voice.reason or ""), REASON), []).append(voice)
    rows: list[Row] = []
    for reason, some in by_reason.items():
        if len(some) == 1:
            rows.append(Row(name=issuer_name(some[0].issuer), said=reason, issuer=some[0].issuer))
        else:
            names = ", ".join(issuer_name(voice.issuer) for voice in some)
            rows.append(Row(name=words.cut(names, 900), said=reason))
    return rows


def _spoke(voice: Voice, call: Call) -> Row:
    hit = voice.hit
    if hit is None or voice.at is None or voice.delay is None:
        raise AssertionError
    delay, about = after(voice.delay), "" if voice.exact else "about "
    at = words.moment(voice.at, ZoneInfo(call.zone))
    said = [f"first, {about}{at}" if delay == "first" else f"{about}{delay}"]
    if voice.by:
        said.append(f"signed what {issuer_name(voice.by)} published")
    if hit.reading is None:
        said.append("not read yet")
    else:
        said += [words.label(hit.reading, hit.reading.primary), words.RUNGS[hit.reading.rung]]
    if hit.withdrawn_at is not None:
        said.append("withdrawn since")
    url = call.archived(hit.version.statement) if call.archived else hit.version.url
    return Row(
        name=issuer_name(voice.issuer),
        said=" · ".join(said),
        issuer=voice.issuer,
        link=url if words.is_web_address(url) else None,
    )


def _length(step: timedelta) -> str:
    """``24 h``, ``90 min``, ``3 days``."""
    days = step / timedelta(days=1)
    return f"{days:g} days" if days >= 2 and days.is_integer() else hours(step)
