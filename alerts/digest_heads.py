"""What a digest says of itself as a whole: its subject, what there is in a line, and its chart in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from alerts import digest_numbers as numbers
from alerts import digest_period as periods
from alerts.digest_contents import DigestInput


def summary(digest: DigestInput) -> str:
    """What there is, and what could not be read, in a line: one sentence where nothing else is told."""
    unread, later = len({gap.source for gap in digest.gaps if not gap.silent}), digest.later
    caveats = []
    if unread:
        extent = "part of it" if digest.is_empty else "a time; see below"
        caveats.append(f"{numbers.plural(unread, 'source')} could not be read for {extent}")
    if later:
        was = "was" if later == 1 else "were"
        caveats.append(f"{numbers.plural(later, 'source')} {was} not read yet when the period began")
    if not caveats and digest.sources:
        whole = "the only source" if digest.sources == 1 else f"all {digest.sources} sources"
        caveats.append(f"{whole} could be read all the time")
    said = "No statement was first seen in this period"
    if digest.is_empty:
        return "; ".join([said, *([" and ".join(caveats)] if caveats else [])]) + "."
    if digest.statements:
        issuers = len({s.version.issuer for s in digest.statements})
        said = (
            f"{numbers.plural(len(digest.statements), 'statement')} from {numbers.plural(issuers, 'issuer')}"
        )
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in (said, *caveats))


def subject(digest: DigestInput) -> str:
    """``[Week 47] 63 statements: 9 condemnations, 4 warnings``."""
    mark = "[demo] " if digest.demo else ""
    name = periods.name(digest.start, digest.end, ZoneInfo(digest.zone))
    if not digest.statements:
        return f"{mark}[{name}] No statements"
    stances = numbers.stances(digest.statements)
    said = [numbers.counted(stances[s], s) for s in numbers.SHARP if stances[s]]
    tail = f": {', '.join(said)}" if said else ""
    return f"{mark}[{name}] {numbers.plural(len(digest.statements), 'statement')}{tail}"


def chart_words(bars: Sequence[numbers.Bar], earlier: str) -> str:
    """What the picture shows, for who does not see it."""
    said = []
    for bar in bars:
        parts = [f"{bar.sharp} condemning or warning"] if bar.sharp else []
        parts += [] if bar.before is None else [f"{earlier} {bar.before}"]
        said.append(f"{bar.name}: {bar.count}" + (f" ({', '.join(parts)})" if parts else ""))
    return f"Statements by the time they were first seen. {'; '.join(said)}."
