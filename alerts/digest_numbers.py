"""The numbers of a digest, each beside that of the stretch before, and the bars that show them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts import digest_period as periods
from alerts.digest_contents import DigestInput, DigestStatement
from statements.issuers import issuer_name
from statements.labels import Stance

PLURALS = {
    Stance.WARNING: "warnings",
    Stance.CONDEMNATION: "condemnations",
    Stance.DEMAND: "demands",
    Stance.DE_ESCALATION: "calls for de-escalation",
    Stance.CONCERN: "of concern",
    Stance.SUPPORT: "of support",
    Stance.COMMITMENT: "commitments",
    Stance.NEUTRAL: "neutral",
}
SHARP = (Stance.CONDEMNATION, Stance.WARNING)
"""What a reader wants to know first."""

Count = Callable[[Iterable[DigestStatement]], Counter[str]]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A number with its bars; ``share`` and ``share_before`` are percent of the longest bar. ``before`` is None where the
    archive does not reach back."""

    name: str
    count: int
    before: int | None
    share: int
    share_before: int


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of the chart: statements first seen in a stretch, how many of them condemn or warn, and how many there were
    in the same stretch before."""

    name: str
    count: int
    sharp: int
    before: int | None
    short: str = ""
    """Its name where there is little room."""


def plural(count: int, noun: str) -> str:
    """``1 source``, ``2 sources``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def counted(count: int, stance: Stance) -> str:
    """``1 warning``, ``4 warnings``."""
    return f"{count} {stance if count == 1 else PLURALS[stance]}"


def stances(statements: Iterable[DigestStatement]) -> Counter[str]:
    return Counter(str(stance) for s in statements if s.reading is not None for stance in s.reading.stances)


def issuers(statements: Iterable[DigestStatement]) -> Counter[str]:
    return Counter(issuer_name(s.version.issuer) for s in statements)


def topics(statements: Iterable[DigestStatement]) -> Counter[str]:
    """The user's own topics included."""
    return Counter(
        str(topic)
        for s in statements
        if s.reading is not None
        for topic in (*s.reading.topics, *s.reading.own_topics)
    )


def rows(count: Count, digest: DigestInput, most: int) -> tuple[list[Row], int]:
    """The most frequent ones, and how many others there are."""
    now, earlier = count(digest.statements), count(digest.before or ())
    names = sorted({*now, *earlier}, key=lambda name: (-now[name], -earlier[name], name))
    top = max((*now.values(), *earlier.values()), default=0) or 1
    found = [
        Row(
            name=name,
            count=now[name],
            before=None if digest.before is None else earlier[name],
            share=_share(now[name], top),
            share_before=_share(earlier[name], top),
        )
        for name in names
    ]
    return found[:most], len(found[most:])


def _share(count: int, top: int) -> int:
    return max(1, round(100 * count / top)) if count else 0


def bars(digest: DigestInput) -> list[Bar]:
    """The period cut up, see `digest_period.edges`."""
    zone = ZoneInfo(digest.zone)
    bounds = periods.edges(digest.start, digest.end, zone)
    now = [statement.version.first_seen for statement in digest.statements]
    sharp = [
        statement.version.first_seen
        for statement in digest.statements
        if statement.reading is not None and set(SHARP) & set(statement.reading.stances)
    ]
    earlier: list[int] | None = None
    if digest.before is not None:
        began = digest.before_start or digest.start - (digest.end - digest.start)
        before_bounds = periods.edges(began, began + (digest.end - digest.start), zone)
        earlier = _within([s.version.first_seen for s in digest.before], before_bounds)
    counts, sharps = _within(now, bounds), _within(sharp, bounds)
    return [
        Bar(
            name=periods.edge_name(bounds[at], digest.end - digest.start, zone),
            count=count,
            sharp=sharps[at],
            before=None if earlier is None else earlier[at] if at < len(earlier) else 0,
            short=periods.edge_name(bounds[at], digest.end - digest.start, zone, short=True),
        )
        for at, count in enumerate(counts)
    ]


def _within(moments: Sequence[datetime], bounds: Sequence[datetime]) -> list[int]:
    """How many lie between each bound and the next."""
    return [
        sum(one <= moment < other for moment in moments)
        for one, other in zip(bounds, bounds[1:], strict=False)
    ]
