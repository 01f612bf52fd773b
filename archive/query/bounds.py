"""What a query confines itself to, as far as its tree says: a stretch of time, and the sources that can answer it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from archive.query.nodes import And, Dated, Facet, Node, Not, Or, Seen

Period = tuple[datetime | None, datetime | None]
"""From the first moment until before the second; either may be open, not both."""


def period(node: Node, now: datetime) -> Period | None:
    """The time that a query asks about: the days of publication, as days of UTC, or where it names none the time of first sight.
    None when nothing confines it."""
    return _limits(node, _days) or _limits(node, lambda leaf: _sight(leaf, now))


def _limits(node: Node, of: Callable[[Node], Period | None]) -> Period | None:
    match node:
        case And():
            known = [limits for item in node.items if (limits := _limits(item, of))]
            starts = [start for start, _ in known if start]
            ends = [end for _, end in known if end]
            return _either(max(starts, default=None), min(ends, default=None))
        case Or():
            each = [_limits(item, of) or (None, None) for item in node.items]
            starts = [start for start, _ in each if start]
            ends = [end for _, end in each if end]
            return _either(
                min(starts) if len(starts) == len(each) else None,
                max(ends) if len(ends) == len(each) else None,
            )
        case _:
            return of(node)


def _either(start: datetime | None, end: datetime | None) -> Period | None:
    return None if start is None and end is None else (start, end)


def _days(node: Node) -> Period | None:
    match node:
        case Dated(start=first, end=last):
            after = None if last is None or last == date.max else _midnight(last) + timedelta(days=1)
            return _either(None if first is None else _midnight(first), after)
        case _:
            return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _sight(node: Node, now: datetime) -> Period | None:
    match node:
        case Seen():
            edge = now - node.ago
            return (edge, None) if node.newer else (None, edge)
        case _:
            return None


def may_answer(node: Node, *, source: str, issuer: str) -> bool:
    """Whether a statement of this source can match, as far as ``source:`` and ``issuer:`` say."""
    return _matches(node, {"source": source, "issuer": issuer}) is not False


def _matches(node: Node, of: dict[str, str]) -> bool | None:
    """Whether every statement of a source matches (True), or none does (False); None where it depends on the statement."""
    match node:
        case Facet() if node.field in of:
            return of[node.field] in node.values
        case Not():
            inner = _matches(node.item, of)
            return None if inner is None else not inner
        case And() | Or():
            settles = isinstance(node, Or)  # one that is so settles the whole
            each = [_matches(item, of) for item in node.items]
            return settles if settles in each else None if None in each else not settles
        case _:
            return None
