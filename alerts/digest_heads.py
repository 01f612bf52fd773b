"""What a digest says of itself as a whole: its subject, what there is in a line, and its chart in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from alerts import digest_numbers as numbers
from alerts import digest_period as periods
from alerts import words
from alerts.digest_contents import DigestInput

NAME, _NAMES = 60, 5
"""Characters of a source's name, and how many are named."""


def summary(digest: DigestInput) -> str:
    """What there is, and what could not be read, in a line. One sentence, with names, where nothing else is told."""
    said = "No statement was first seen in this period"
    if digest.is_empty:
        return f"{'; '.join([said, *_and(_caveats(digest, named=True))])}."
    if digest.statements:
        issuers = len({s.version.issuer for s in digest.statements})
        said = (
            f"{numbers.plural(len(digest.statements), 'statement')} from {numbers.plural(issuers, 'issuer')}"
        )
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in (said, *_caveats(digest, named=False)))


def _caveats(digest: DigestInput, *, named: bool) -> list[str]:
    """What could not be read; ``named``: which sources these are, since no list of them follows."""
    unread = dict.fromkeys(gap.source for gap in digest.gaps if not gap.silent)
    silent = dict.fromkeys(gap.source for gap in digest.gaps if gap.silent and gap.source not in unread)
    found = []
    if named:
        wholly = [source for source in unread if _wholly(digest, source)]
        partly = [source for source in unread if source not in wholly]
        found += _of(digest, wholly, "could not be read at all")
        found += _of(digest, partly, "could not be read for part of it")
    elif unread:
        found.append(f"{numbers.plural(len(unread), 'source')} could not be read for a time; see below")
    if digest.later:
        was = "was" if digest.later == 1 else "were"
        found.append(f"{numbers.plural(digest.later, 'source')} {was} not read yet when the period began")
    if not found and digest.sources:
        whole = "the only source" if digest.sources == 1 else f"all {digest.sources} sources"
        found.append(f"{whole} could be read all the time")
    return [*found, *_of(digest, list(silent), "said nothing for longer than usual")] if named else found


def _wholly(digest: DigestInput, source: str) -> bool:
    """Whether no part of the period is outside of the gaps of a source."""
    reached = digest.start
    for gap in sorted(digest.gaps, key=lambda gap: gap.since):
        if gap.source == source and not gap.silent and gap.since <= reached:
            reached = digest.end if gap.until is None else max(reached, gap.until)
    return reached >= digest.end


def _of(digest: DigestInput, sources: Sequence[str], what: str) -> list[str]:
    """``2 sources could not be read at all (Ministry A, Ministry B)``."""
    names = [words.cut(words.visible(digest.source_names.get(source, source)), NAME) for source in sources]
    more = [f"and {len(names) - _NAMES} more"] if len(names) > _NAMES else []
    told = ", ".join([*names[:_NAMES], *more])
    return [f"{numbers.plural(len(sources), 'source')} {what} ({told})"] if sources else []


def _and(parts: Sequence[str]) -> list[str]:
    return [" and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]] if parts else []


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
