"""What can be filtered by, as tokens of the full-text index. Pure.

Every token begins with ``=``, which no word does. A date stands under its day, month, year, decade, century and
millennium, so that any range is a short list of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from archive.analysis import slug
from statements import formulas
from statements.labels import Kind, Novelty
from statements.model import Published, Reading, Version
from statements.story import News

ALL = "=all"
"""Every document has it: what a query that only says NOT takes away from."""
_NEWS = {Novelty.RUNG: (("new", "rung"),), Novelty.DROPPED: (("dropped", "formula"),)}
_PLAIN = re.compile(r"[^a-z0-9_.-]+")


def token(field: str, value: str) -> str:
    """The token for one value of one field."""
    plain = slug(value) if field == "actor" else _PLAIN.sub("_", value.lower())
    return f"={field}:{plain}"


def of(version: Version, reading: Reading | None, news: Sequence[News] = ()) -> tuple[str, ...]:
    """All tokens of a version, with its reading when it has one, and what is new in it."""
    kind = version.kind if reading is None or reading.kind is None else reading.kind
    pairs = [("issuer", version.issuer), ("source", version.source)]
    if version.language is not None:
        pairs.append(("lang", version.language.partition("-")[0]))
    if kind is not None:
        pairs.append(("kind", kind))
    if version.n > 1:
        pairs.append(("is", "revised"))
    if version.grade is not None:
        pairs.append(("edit", version.grade))
    if version.reissue is not None:
        pairs.append(("is", "reissue"))
    if reading is not None:
        used = formulas.find(version.title, version.text, version.language)
        pairs += [("formula", formula) for formula in used]
        pairs.append(("rung", str(int(reading.rung))))
        pairs += [("stance", stance) for stance in reading.stances]
        pairs += [("topic", topic) for topic in (*reading.topics, *reading.own_topics)]
        pairs += [("unsure", label) for label in reading.unsure]
        if reading.unsure:
            pairs.append(("unsure", "any"))
        pairs += [("resolution", resolution) for resolution in reading.resolutions]
        pairs += [("actor", actor.name) for actor in reading.actors]
        pairs += [("signatory", signatory) for signatory in reading.signatories]
    for one in news:
        pairs += _NEWS.get(one.kind, (("first", one.kind), ("first", "any")))
        if one.kind is Novelty.DROPPED:
            pairs.append(("dropped", one.value))
    if kind == Kind.JOINT_STATEMENT or (reading is not None and len(reading.signatories) > 1):
        pairs.append(("is", "joint"))
    day = published_day(version.published)
    days = [] if day is None else [f"=date:{prefix}" for prefix in _prefixes(day)]
    return tuple(dict.fromkeys([ALL, *(token(field, value) for field, value in pairs), *days]))


def published_day(published: Published) -> date | None:
    """The day of publication where the issuer is: as given, or the instant's day in its zone (UTC without one)."""
    if published.instant is None:
        return published.day
    return published.instant.astimezone(UTC if published.zone is None else ZoneInfo(published.zone)).date()


def date_tokens(start: date | None, end: date | None) -> tuple[str, ...]:
    """The fewest tokens that together stand for the days from ``start`` to ``end``, both included, either open."""
    return tuple(f"=date:{prefix}" for prefix in _cover(start or date.min, end or date.max))


def _prefixes(day: date) -> tuple[str, ...]:
    """From millennium to day."""
    iso = day.isoformat()
    return (iso[:1], iso[:2], iso[:3], iso[:4], iso[:7], iso)


def _cover(start: date, end: date) -> Iterator[str]:
    day = start
    while day <= end:
        blocks = ((prefix, *_block(prefix)) for prefix in _prefixes(day))
        prefix, _, last = next(block for block in blocks if block[1] == day and block[2] <= end)
        yield prefix
        if last == date.max:
            return
        day = last + timedelta(days=1)


def _block(prefix: str) -> tuple[date, date]:
    """First and last day that a prefix stands for. The year 0 does not exist; its block begins with year 1."""
    if len(prefix) == 10:
        return date.fromisoformat(prefix), date.fromisoformat(prefix)
    if len(prefix) == 7:
        year, month = int(prefix[:4]), int(prefix[5:])
        after = date(year, month + 1, 1) if month < 12 else None
        return date(year, month, 1), after - timedelta(days=1) if after else date(year, 12, 31)
    return date(max(1, int(prefix.ljust(4, "0"))), 1, 1), date(int(prefix.ljust(4, "9")), 12, 31)
