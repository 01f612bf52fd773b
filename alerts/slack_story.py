"""What an alert says of the story it belongs to: who else has spoken and when, who signed and who lists whom, why a copy
belongs there, and what is new in it. Pure: lines of mrkdwn, escaped."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from alerts import words
from alerts.mrkdwn import escape
from alerts.news import sentence
from alerts.slack_blocks import LISTED, ROOM, bounded, fitting, listed, name
from alerts.slack_room import ROOMS
from statements.labels import Basis
from statements.model import Version
from statements.names import ORGANISATIONS
from statements.story import Member, News, Story

SIGNED = "Signed by "
"""How the line about the signatories begins."""
SINCE = ("*Withdrawn since:*", "*Edited since:*")
"""How lines begin that say what became of a text."""
MOST = ROOMS[0].names
_ROOM = 1_500
_NAME = 20
"""Characters of a name, as names go."""
_USUAL = 6
"""Capitals that copies of a joint statement are expected from, as things go."""
_GROWTH = 90
"""Characters that the head of any story may grow by: another capital, or an edit,"""
_QUARREL = 80
"""and that of a statement of several besides: both, and who lists whom."""
_TELLING = 3
"""Names: with fewer it is said that copies differ, and not in what."""
_BECAUSE = 200
_NEW = 300
_SAID = {
    Basis.FOUNDER: "Began the story",
    Basis.SAME_TEXT: "The same text as {whose}",
    Basis.COPY: "A copy of {whose}",
    Basis.TWIN: "{whose} in another language",
    Basis.JOINT: "Another capital's copy of {whose}",
    Basis.FOLLOW_UP: "Follows up on {whose}",
    Basis.PERSON: "Put beside {whose} by hand",
}


def capitals(story: Story, zone: ZoneInfo, most: int = MOST) -> str | None:
    """``*4 capitals so far:* France (1 Dec 2024 23:04), Germany (23:08), …``: each with the time at which its first statement
    was first seen, ``most`` of them. None for a story of one."""
    first: dict[str, Member] = {}
    for member in story.members:
        first.setdefault(member.version.issuer, member)
    if len(first) < 2:
        return None
    shown, day = [], None
    for issuer, member in first.items():
        local = member.version.first_seen.astimezone(zone)
        when = f"{local:%H:%M}" if local.date() == day else words.moment(local, zone)
        following = ", follow-up" if member.joined.basis is Basis.FOLLOW_UP else ""
        shown.append(f"{escape(name(issuer))} ({when}{following})")
        day = local.date()
    kind = "voices" if any(issuer in ORGANISATIONS for issuer in first) else "capitals"
    return f"*{len(first)} {kind} so far:* {bounded(shown, ', ', most=most, room=_ROOM)}"


def to_come(signatories: Sequence[str], story: Story | None, zone: ZoneInfo, most: int) -> int:
    """Characters by which the line of the `capitals` may grow while those who signed publish their copies, or others follow."""
    there = story and capitals(story, zone, most)
    expected = sum(len(name(code)) + len(" (23:08), ") for code in signatories[: min(most, _USUAL)])
    return max(_GROWTH + (_QUARREL if len(signatories) > 1 else 0) + expected - len(there or ""), 0)


def since(story: Story, zone: ZoneInfo, most: int = MOST) -> list[str]:
    """What became of the members after they were told of: withdrawn, or edited in a way that is news. Of more than ``most`` those that
    were withdrawn go first, and the last line counts the others."""
    lines = []
    for member in story.members:
        version = member.version
        who = escape(name(version.issuer))
        if member.withdrawn:
            lines.append(f"{SINCE[0]} {who}'s text is no longer on its site")
        elif version.n > 1 and version.grade is not None and version.grade.alerts:
            when = words.moment(version.seen, zone)
            lines.append(f"{SINCE[1]} {who}, version {version.n} ({version.grade}), {when}")
    left = len(lines) - most
    if left <= 0:
        return lines
    shown = sorted(lines, key=lambda line: not line.startswith(SINCE[0]))[:most]
    return [*shown[:-1], f"{shown[-1]} · and {left} more edited or withdrawn"]


def signed(
    signatories: Sequence[str], story: Story | None = None, *, most: int = MOST, where: str = ""
) -> list[str]:
    """``Signed by France, Germany``, everybody once, whoever of the story's copies lists them; then who lists whom, where the
    copies differ. Of more than ``most`` it says how many there are, and ``where`` their names stand. Empty for a statement of one."""
    by: dict[str, tuple[str, ...]] = dict.fromkeys(signatories, ())
    if story is not None:
        by |= story.signatories
    if not by:
        return []
    lines = [f"{SIGNED}{listed([name(code) for code in by], most, _ROOM, where)}"]
    issuers = () if story is None else _copying(story)
    if len(issuers) > 1:
        lines += _disagreement({code: set(listing) for code, listing in by.items()}, issuers, most)
    return lines


def _copying(story: Story) -> tuple[str, ...]:
    """The issuers whose copies were read, and list anybody."""
    return tuple(
        dict.fromkeys(
            m.version.issuer for m in story.copies if m.reading is not None and m.reading.signatories
        )
    )


def _disagreement(by: dict[str, set[str]], issuers: Sequence[str], most: int) -> list[str]:
    room, most = min(ROOM, most * _NAME), min(most, LISTED)
    differing: dict[str, list[str]] = {}
    for code, listing in by.items():
        given = [issuer for issuer in issuers if issuer in listing]
        missing = [issuer for issuer in issuers if issuer not in listing]
        if given and missing:
            few, how = (given, "listed by") if len(given) <= len(missing) else (missing, "not listed by")
            only = " only" if few is given else ""
            where = f"{how} {listed([name(issuer) for issuer in few], most)}{only}"
            differing.setdefault(where, []).append(name(code))
    if differing and most < _TELLING:
        return ["The copies differ on who signed"]
    return (
        [bounded([f"{listed(codes, most)} {where}" for where, codes in differing.items()], "; ", room=room)]
        if differing
        else []
    )


def belongs(story: Story, version: Version, zone: ZoneInfo) -> str | None:
    """Why the statement stands in this thread: ``Another capital's copy of France's statement of 1 Dec 2024 23:04 CET (the same
    signatories, the same numbers)``. None for a statement that is not, or that founded the story."""
    member = next((m for m in story.members if m.version.statement == version.statement), None)
    if member is None or member.joined.basis is Basis.FOUNDER:
        return None
    joined = member.joined
    beside = next((m.version for m in story.members if m.version.statement == joined.beside), None)
    beside = beside or story.members[0].version
    when = words.published(beside.published, beside.first_seen, zone)
    said = _SAID[joined.basis].format(whose=f"{name(beside.issuer)}'s statement of {when}")
    because = (
        f" ({fitting('; '.join(map(words.visible, joined.because)), _BECAUSE)})" if joined.because else ""
    )
    return f"{escape(said)}{because}"


def differs(story: Story, version: Version, most: int = LISTED) -> str | None:
    """How a copy's signatories differ from those of all other copies together: what a reader of the thread's head would
    not know."""
    own = next((m for m in story.copies if m.version.statement == version.statement), None)
    others = [m for m in story.copies if m is not own and m.reading is not None and m.reading.signatories]
    if own is None or own.reading is None or not own.reading.signatories or not others:
        return None
    known = list(dict.fromkeys(code for m in others if m.reading for code in m.reading.signatories))
    more = [code for code in own.reading.signatories if code not in known]
    less = [code for code in known if code not in own.reading.signatories]
    parts = [
        f"{how} {listed([name(code) for code in codes], most)}"
        for how, codes in (("also lists", more), ("does not list", less))
        if codes
    ]
    return " · ".join(parts)[:1].upper() + " · ".join(parts)[1:] if parts else None


def new(news: Sequence[News], issuer: str, most: int = ROOMS[0].news, room: int = _NEW) -> str | None:
    """What is new, a line each, at most so many lines of so many characters."""
    lines = [f":new: {fitting(sentence(one, issuer), min(room, _NEW))}" for one in news[:most]]
    left = len(news) - len(lines)
    return (
        "\n".join([*lines, *([f"and {left} more first{'s' if left > 1 else ''}"] if left > 0 else [])])
        or None
    )
