"""Who has spoken on something, who is silent, and of whom that cannot be said. Pure: rules over what the archive gave.

A silence is evidence only where somebody listened. So one who said nothing is *silent* (every source was read all the time),
*partly readable* (some were not, for some of it), *unreadable* (none can be read still, or none could in all of it) or *not watched* (there
is no source, or nobody asked it since).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from archive.records import Gap, Hit
from statements import quotes
from statements.labels import Precision, Verdict
from statements.model import Reading, Version
from statements.novelty_signs import is_joint, published_at

Tell = Callable[[datetime], str]

_TOLD = 3
"""Stretches that are named of a source that could not be read at times."""


class Standing(StrEnum):
    """What is known of an issuer in a stretch of time."""

    SPOKE = "spoke"
    SILENT = "no statement found"
    PARTLY = "partly readable"
    UNREADABLE = "source unreadable"
    NOT_WATCHED = "not watched"


@dataclass(frozen=True, kw_only=True)
class Ear:
    """A source that is listened to. ``since``: when it was first read, None if it never was; ``asked``: when it was last asked for
    news, whatever came of it; ``gaps``: when it could not be read."""

    source: str
    since: datetime | None
    asked: datetime | None
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One issuer. ``hit`` is its first statement, ``at`` when that was published, ``delay`` how long after the beginning; ``by``
    who published it, if that was another signatory; ``statements`` how many it published or signed; ``reason`` why a silence
    may mean nothing."""

    issuer: str
    standing: Standing
    hit: Hit | None = None
    at: datetime | None = None
    delay: timedelta | None = None
    by: str | None = None
    statements: int = 0
    ears: tuple[Ear, ...] = ()
    reason: str | None = None

    @property
    def exact(self) -> bool:
        """Whether the hour of the first statement is the issuer's own word, not ours or a guess within a day."""
        return self.hit is not None and self.hit.version.published.precision is Precision.INSTANT

    @property
    def quote(self) -> str | None:
        """The sentence that stands for the first statement: of its main stance, its rung, or its first."""
        return None if self.hit is None else quote_of(self.hit.version, self.hit.reading)


def quote_of(version: Version, reading: Reading | None) -> str | None:
    """The sentence that stands for a statement: of its main stance, its rung, or its first."""
    if reading is not None:
        for label in (str(reading.primary), "rung"):
            if found := reading.evidence.get(label):
                return found[0]
    text = version.text.strip()
    return quotes.around(text, 0, 1) if text else None


def speakers(hit: Hit) -> tuple[str, ...]:
    """For whom a statement speaks: its issuer, and the signatories of a joint one."""
    signed = hit.reading.signatories if hit.reading is not None and is_joint(hit.reading) else ()
    return tuple(dict.fromkeys((hit.version.issuer, *signed)))


def in_time(version: Version, until: datetime) -> bool:
    """Whether it was published before then. Of what bears no hour that can only be denied where its day begins later: when we saw it
    is no word of its issuer, and who may have spoken is not silent."""
    published = version.published
    if published.precision is Precision.INSTANT:
        return published_at(version) < until
    zone = ZoneInfo(published.zone) if published.zone else UTC
    return published.day is None or datetime.combine(published.day, time(), tzinfo=zone) < until


def draw(
    expected: Sequence[str],
    hits: Sequence[Hit],
    ears: Mapping[str, Sequence[Ear]],
    *,
    since: datetime | None,
    until: datetime,
    tell: Tell | None = None,
) -> list[Voice]:
    """The expected issuers, those who spoke in the order in which they did, then the silent in the order of ``expected``. Counted are
    statements published from ``since`` (None: from the first of all) until before ``until`` (see `in_time`). Delays count from
    ``since``, or from the first of all. ``tell`` writes the moments in reasons; without, they are those of `day`."""
    told = sorted(
        ((published_at(hit.version), hit.version.statement, hit) for hit in hits), key=lambda one: one[:2]
    )
    within = [
        (at, hit) for at, _, hit in told if (since is None or at >= since) and in_time(hit.version, until)
    ]
    start = since or (within[0][0] if within else None)
    said: dict[str, list[tuple[datetime, Hit]]] = {}
    for at, hit in within:
        for speaker in speakers(hit):
            said.setdefault(speaker, []).append((at, hit))
    found = [
        _voice(issuer, said.get(issuer, ()), ears.get(issuer, ()), start, until, tell or day)
        for issuer in dict.fromkeys(expected)
    ]
    spoke = sorted((one for one in found if one.at is not None), key=lambda one: (one.at, one.by is not None))
    return [*spoke, *(one for one in found if one.at is None)]


def _voice(
    issuer: str,
    own: Sequence[tuple[datetime, Hit]],
    ears: Sequence[Ear],
    start: datetime | None,
    until: datetime,
    tell: Tell,
) -> Voice:
    if own:
        # Of the copies of a joint statement that came out at once, one's own.
        at, hit = min(own, key=lambda one: (one[0], one[1].version.issuer != issuer))
        assert start is not None  # somebody spoke
        return Voice(
            issuer=issuer,
            standing=Standing.SPOKE,
            hit=hit,
            at=at,
            delay=at - start,
            by=None if hit.version.issuer == issuer else hit.version.issuer,
            statements=len(own),
            ears=tuple(ears),
        )
    standing, reason = _silence(ears, start or until, until, tell)
    return Voice(issuer=issuer, standing=standing, ears=tuple(ears), reason=reason)


def _silence(
    ears: Sequence[Ear], start: datetime, until: datetime, tell: Tell
) -> tuple[Standing, str | None]:
    if not ears:
        return Standing.NOT_WATCHED, "no source of it is switched on"
    deaf = {ear.source: why for ear in ears if (why := _deaf(ear, start, until, tell)) is not None}
    unasked = {
        ear.source: why
        for ear in ears
        if ear.source not in deaf and (why := _unasked(ear, start, until, tell)) is not None
    }
    heard = [ear for ear in ears if ear.source not in unasked and ear.source not in deaf]
    reasons = [
        f"{ear.source} {why}"
        for ear in ears
        if (why := unasked.get(ear.source) or deaf.get(ear.source) or _at_times(ear, start, until, tell))
    ]
    said = "; ".join(reasons)
    if not heard:
        return (Standing.UNREADABLE if deaf else Standing.NOT_WATCHED), said
    return (Standing.PARTLY, said) if reasons else (Standing.SILENT, None)


def _unasked(ear: Ear, start: datetime, end: datetime, tell: Tell) -> str | None:
    """Why nobody can say what a source told in a period: it was not asked since that began, or not before it was over."""
    if ear.asked is None:
        return "was not asked yet"
    if ear.asked <= start < end:
        return f"was last asked {tell(ear.asked)}, before this began"
    for gap in ear.gaps:
        if _unchecked(gap) and gap.since <= start and (gap.until is None or gap.until >= end):
            until = "" if gap.until is None else f" to {tell(gap.until)}"
            return f"was not asked from {tell(gap.since)}{until}"
    return None


def _deaf(ear: Ear, start: datetime, end: datetime, tell: Tell) -> str | None:
    """Why a source heard nothing of a period: it still cannot be read, or could not from its beginning to its end. What was only
    read later had stood in its list meanwhile, if the list went back so far."""
    for stretch in _stretches(ear.gaps):
        begin, until = stretch[0].since, stretch[-1].until
        if begin < end and (until is None or (begin <= start and until >= end)):
            gap = next((one for one in stretch if not _unchecked(one)), None)
            if gap is None:  # nobody asks any more, which says nothing of the source
                continue
            readable = _readable(ear, start, end)
            before = f" ({readable} before)" if readable else ""
            return f"{_why(gap)} since {tell(gap.since)}{before}"
    return "was never read" if ear.since is None and ear.asked is not None else None


def _stretches(gaps: Sequence[Gap]) -> list[list[Gap]]:
    """Gaps that follow each other without the source having been read between: where nobody looked for a while, and it could not be
    read before or after. Between two gaps in which nobody looked somebody did, and could read it."""
    found: list[list[Gap]] = []
    for gap in sorted(gaps, key=lambda gap: gap.since):
        last = found[-1][-1] if found else None
        if last is not None and last.until == gap.since and not (_unchecked(last) and _unchecked(gap)):
            found[-1].append(gap)
        else:
            found.append([gap])
    return found


def _at_times(ear: Ear, start: datetime, end: datetime, tell: Tell) -> str | None:
    """When a source that can be read could not; None if it could be read in all of the period."""
    spans: list[tuple[str, datetime, datetime]] = []
    for gap in sorted(ear.gaps, key=lambda gap: gap.since):
        until = end if gap.until is None else gap.until
        if gap.since >= end or until <= start:
            continue
        why, begin = _why(gap), gap.since
        if spans and spans[-1][0] == why and spans[-1][2] == begin:
            _, begin, _ = spans.pop()
        spans.append((why, begin, until))
    readable = _readable(ear, start, end)
    if spans:
        more = f" and {len(spans) - _TOLD} more times" if len(spans) > _TOLD else ""
        told = ", ".join(f"{why} {tell(begin)} to {tell(until)}" for why, begin, until in spans[:_TOLD])
        return f"{told}{more} ({readable or 'read at moments only'})"
    if ear.since is not None and ear.since > start:
        return f"was first read {tell(ear.since)}, before that as far back as its list went ({readable or 'not readable'})"
    return None


def _readable(ear: Ear, start: datetime, end: datetime) -> str | None:
    """For how much of a period a source could be read; None for no part of it."""
    begin = start if ear.since is None else max(start, ear.since)
    left, edge = timedelta(0), begin
    for gap in sorted(ear.gaps, key=lambda gap: gap.since):
        left += max(timedelta(0), min(gap.since, end) - edge)
        edge = max(edge, end if gap.until is None else gap.until)
    left += max(timedelta(0), end - edge)
    return f"readable {hours(left)} of {hours(end - start)}" if left else None


def hours(length: timedelta) -> str:
    """``46 h``, ``1.5 h``, ``20 min``."""
    minutes = round(length.total_seconds() / 60)
    return f"{minutes} min" if minutes < 60 else f"{round(minutes / 60, 1):g} h"


def after(delay: timedelta) -> str:
    """How long after: ``first``, ``+25 min``, ``+3 h 05 min``, ``+2 d 4 h``."""
    minutes = round(delay.total_seconds() / 60)
    if minutes == 0:
        return "first"
    if minutes < 60:
        return f"+{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"+{hours} h {minutes:02} min" if hours < 48 else f"+{hours // 24} d {hours % 24} h"


def _unchecked(gap: Gap) -> bool:
    return gap.verdict is Verdict.STALE


def _why(gap: Gap) -> str:
    return "not asked" if _unchecked(gap) else gap.verdict.value


def day(at: datetime) -> str:
    """A moment to the minute, in UTC."""
    return at.strftime("%Y-%m-%d %H:%M")
