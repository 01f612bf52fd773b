"""Which sources could not be read in a stretch of time: what a digest tells of its period, and a search of the time it asks about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from archive import Archive
from archive.query import may_answer, parse, period
from archive.records import Gap
from archive.spells import NOT_CHECKED
from config import Config
from pipeline import shapes

MOST_SOURCES = 200
"""Named in one answer, those longest unreadable."""
MOST_GAPS = 10
"""Told of one source, the longest."""


def between(
    config: Config, archive: Archive, start: datetime, end: datetime
) -> tuple[tuple[Gap, ...], frozenset[str]]:
    """Where a source was not read or silent, and the sources not read yet at ``start`` for which no gap says so: the time before
    anybody looked at one is none."""
    first_read = {state.source: state.baseline_at for state in archive.sources.states()}

    def counts(gap: Gap) -> bool:
        if gap.error != NOT_CHECKED or gap.until is None:
            return True
        first = first_read.get(gap.source)
        return first is not None and gap.since >= first

    gaps = tuple(filter(counts, archive.health.gaps(start, end)))
    refused = {gap.source for gap in gaps if gap.since < (first_read.get(gap.source) or end)}
    watched = {source.id for source in config.sources if source.enabled} - refused
    return gaps, frozenset(source for source in watched if (first_read.get(source) or end) > start)


def of_query(config: Config, archive: Archive, text: str, now: datetime) -> dict[str, Any] | None:
    """The ``period`` of a search's answer, see docs/shapes.md: the time that a query is confined to, up to ``now``, and which of the
    sources that could answer it were not read then. None for a query that is not confined. Raises QueryError."""
    node = parse(text)
    limits = period(node, now)
    if limits is None:
        return None
    start, end = limits[0] or datetime.min.replace(tzinfo=UTC), min(limits[1] or now, now)
    asked = {
        source.id
        for source in config.sources
        if source.enabled and may_answer(node, source=source.id, issuer=source.issuer)
    }
    unread: dict[str, list[tuple[timedelta, Gap]]] = {}
    not_yet: frozenset[str] = frozenset()
    if start < end:
        gaps, not_yet = between(config, archive, start, end)
        for gap in gaps:
            length = min(gap.until or end, end) - max(gap.since, start)
            if gap.source in asked and not gap.silent and length > timedelta(0):
                unread.setdefault(gap.source, []).append((length, gap))
    told = [_source(source, mine) for source, mine in unread.items()]
    told.sort(key=lambda one: (-one["seconds"], one["source"]))
    return {
        "since": shapes.moment(limits[0]),
        "until": shapes.moment(limits[1]),
        "unread": told[:MOST_SOURCES],
        "more": len(told[MOST_SOURCES:]),
        "not_yet": None if limits[0] is None else len(asked & not_yet),
    }


def _source(source: str, gaps: list[tuple[timedelta, Gap]]) -> dict[str, Any]:
    """``seconds`` count within the period; the gaps begin and end where they do."""
    gaps.sort(key=lambda one: (-one[0], one[1].since))
    return {
        "source": source,
        "seconds": round(sum(length.total_seconds() for length, _ in gaps)),
        "times": len(gaps),
        "gaps": [shapes.gap(gap) for _, gap in gaps[:MOST_GAPS]],
    }
