"""What those who run the service are told: which sources need somebody, which are well again and what may be missing. Pure.

One message holds everything that is new in one look, so that an outage of the network is one message and not a hundred. It
is plain text everywhere, with sentences of sites in it only after cleaning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts import words
from alerts.columns import wrap
from alerts.forms_http import VERSION
from alerts.mrkdwn import escape
from archive.judgement import span
from archive.records import SourceHealth
from archive.troubles import Recovery, Trouble
from config.destinations import place as place_of
from statements.labels import Verdict
from statements.model import Message

SHOWN = 20
"""Sources that one message names; the others are counted."""
REASON = 240
MANY = 5
"""Sources that fail for want of a connection in one look from which the fault is looked for on this side."""
_UNREACHED = (Verdict.DNS, Verdict.TIMEOUT, Verdict.TLS, Verdict.HTTP_ERROR)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A message in the making. ``parts`` name for ever what is told: the same parts to the same place are the same message."""

    parts: tuple[str, ...]
    subject: str
    text: str


def of_sources(
    troubles: Sequence[Trouble], recoveries: Sequence[Recovery], *, sources: int, now: datetime
) -> Notice | None:
    """What is to be told of the sources, of which ``sources`` are watched; None when nothing is."""
    if not troubles and not recoveries:
        return None
    unreadable = [trouble for trouble in troubles if not trouble.spell.readable]
    readable = [trouble for trouble in troubles if trouble.spell.readable]
    lines: list[str] = []
    unreached = [trouble for trouble in unreadable if trouble.spell.verdict in _UNREACHED]
    if len(unreached) >= MANY and len(unreached) > sources / 2:
        lines.append(
            f"{len(unreached)} of {sources} sources cannot be reached at once: look at this machine's network first."
        )
    lines += _limited([_trouble(trouble, now) for trouble in (*unreadable, *readable)])
    lines += _limited([_recovery(recovery) for recovery in recoveries])
    lines.append("More: communique sources health")
    said = [
        _count(unreadable, "cannot be read"),
        _count(
            [t for t in readable if t.spell.health is SourceHealth.SILENT],
            "has gone silent",
            "have gone silent",
        ),
        _count(
            [t for t in readable if t.spell.health is SourceHealth.DEGRADED], "is not whole", "are not whole"
        ),
        _count(recoveries, "is well again", "are well again"),
    ]
    return Notice(
        parts=(
            *(f"spell {trouble.spell.id} notice {trouble.spell.notices + 1}" for trouble in troubles),
            *(f"spell {recovery.spell.id} over" for recovery in recoveries),
        ),
        subject=", ".join(part for part in said if part),
        text="\n".join(lines),
    )


def of_chores(chores: Mapping[str, str], *, period: int) -> Notice | None:
    """What else waits for somebody, a sentence each by name, told once in a ``period`` (its number)."""
    if not chores:
        return None
    return Notice(
        parts=(f"chores {' '.join(sorted(chores))} in {period}",),
        subject=f"{len(chores)} thing{'s' if len(chores) > 1 else ''} to look at",
        text="\n".join(f"- {_clean(text)}" for text in chores.values()),
    )


def of_advice(advice: Mapping[str, str]) -> Notice:
    """What is unwise in an edit that is in force, a sentence each by what names it for ever: the same is told once."""
    return Notice(
        parts=tuple(f"advice {name}" for name in advice),
        subject="the edited configuration is in force, and could be better",
        text="\n".join(f"- {sentence}" for sentence in advice.values()),
    )


def messages(notice: Notice, destinations: Iterable[str], *, domain: str, demo: bool) -> list[Message]:
    """One message a destination (``slack:…``, ``mail:…``). ``domain`` is the right-hand side of Message-IDs."""
    found = []
    for destination in destinations:
        channel, place = place_of(destination)
        key = hashlib.sha256("|".join(["notice", *sorted(notice.parts), destination]).encode()).hexdigest()
        payload = _payload(channel, notice, key=key, domain=domain, demo=demo)
        found.append(
            Message(dedupe_key=key, channel=channel, destination=place, kind="notice", payload=payload)
        )
    return found


def _payload(channel: str, notice: Notice, *, key: str, domain: str, demo: bool) -> dict[str, object]:
    mark = "[demo] " if demo else ""
    subject = f"{mark}[communique] {notice.subject}"
    if channel == "mail":
        text = "\n".join(wrap(line) for line in notice.text.split("\n")) + "\n"
        return {"subject": subject, "text": text, "message_id": f"<notice-{key[:24]}@{domain}>"}
    if channel == "http":
        said = {"subject": notice.subject, "text": notice.text}
        return {"event": {"version": VERSION, "id": key, "type": "notice", "demo": demo, **said}}
    if channel == "apprise":
        return {"title": subject, "body": notice.text}
    lines = [escape(line) for line in (notice.subject, *notice.text.split("\n"))]
    return {"text": f"{mark}*communique*: " + "\n".join(lines)}


def _trouble(trouble: Trouble, now: datetime) -> str:
    spell = trouble.spell
    since = f"since {words.moment(trouble.since)}"
    still = "still " if spell.notices else ""
    reason = _clean(spell.reason or (spell.verdict.value if spell.verdict else "no reason was recorded"))
    if spell.readable:
        return f"- {spell.source} is {still}{spell.health} {since}: {reason}"
    last = max(now - trouble.since, now - now)
    checks = f"{trouble.failures} check{'s' if trouble.failures != 1 else ''}"
    return f"- {spell.source} is {still}{spell.health} {since} ({span(last)}, {checks}): {reason}"


def _recovery(recovery: Recovery) -> str:
    spell = recovery.spell
    lasted = f"{words.moment(recovery.since)} to {words.moment(recovery.until)}, {span(recovery.until - recovery.since)}"
    head = f"- {spell.source} is well again; it was {spell.health} from {lasted}."
    if spell.readable:
        return head
    if not recovery.listed:
        return f"{head} Whatever it published and took back in that time is missing."
    if not recovery.known:
        return (
            f"{head} None of the {recovery.listed} entries it lists now was known before: what came before them may be "
            "missing."
        )
    return (
        f"{head} Its list of {recovery.listed} reaches back to {recovery.known} known before, so only what it published and "
        "took back in that time is missing."
    )


def _limited(lines: Sequence[str]) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], *([f"- and {more} more"] if more > 0 else [])]


def _count(found: Sequence[object], one: str, many: str | None = None) -> str:
    if not found:
        return ""
    return f"1 source {one}" if len(found) == 1 else f"{len(found)} sources {many or one}"


def _clean(text: str) -> str:
    return words.cut(words.visible(text), REASON)
