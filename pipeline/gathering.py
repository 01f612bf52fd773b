"""What a digest says, taken from the archive. Everything is asked as it stood at the end of the period, so that a past
period gives what it gave then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alerts import digest as mails
from alerts import words
from archive import Archive
from archive.records import Hit
from config import Config
from config.packs import issuers_of
from config.settings import Digest
from pipeline import board as boards
from pipeline import unread
from pipeline.linking import Links
from statements import diff
from statements.story import Story

JOINED = timedelta(days=1)
"""Beyond the end of a period in which its last statements are read, and so found to belong to a story."""
SLACK = timedelta(hours=1)
"""A day or week in which the clocks go back is longer by this."""


def gather(
    config: Config,
    archive: Archive,
    digest: Digest,
    start: datetime,
    end: datetime,
    *,
    now: datetime,
    links: Links | None = None,
) -> mails.DigestInput:
    """The contents of a digest of the half-open period [``start``, ``end``)."""
    settings, periods = config.settings, archive.periods
    statements = tuple(_member(hit) for hit in periods.statements(start, end, as_of=end))
    before_start = _before(archive, digest, start, end)
    earlier = None if before_start is None else before_start + min(end - start, start - before_start)
    gaps, later = unread.between(config, archive, start, end)
    return mails.DigestInput(
        title=digest.heading,
        start=start,
        end=end,
        zone=digest.zone,
        statements=statements,
        before_start=before_start,
        before=None
        if before_start is None or earlier is None
        else tuple(_member(hit) for hit in periods.statements(before_start, earlier, as_of=start)),
        earlier="day before" if digest.every == "day" else "week before",
        stories=_stories(archive, start, end, now),
        news=periods.news(start, min(now, end + JOINED)),
        voices=tuple(periods.voices(start, end)) if before_start is not None else (),
        sections=tuple(
            _section(config, archive, digest, id_, start, end) for id_ in sections_of(config, digest)
        ),
        changes=_changes(archive, start, end),
        gaps=gaps,
        later=len(later),
        sources=sum(source.enabled for source in config.sources),
        source_names={source.id: source.name for source in config.sources},
        copies={one.version.statement: links.archived(one.version.statement) for one in statements}
        if links is not None
        else {},
        demo=settings.demo,
    )


def sections_of(config: Config, digest: Digest) -> dict[str, tuple[str, str]]:
    """The sections of a digest in their order: name and query of the watch, by its id."""
    watches = {watch.id: (watch.name, watch.query) for watch in config.watches if watch.enabled}
    return {id_: watches[id_] for id_ in digest.sections or watches}


def _before(archive: Archive, digest: Digest, start: datetime, end: datetime) -> datetime | None:
    """The start of the stretch to compare with. None where the archive does not reach back to it, and where the digest makes
    up for several periods: nothing stands beside those."""
    baselines = [state.baseline_at for state in archive.sources.states() if state.baseline_at]
    began, bound = mails.period(start, digest.weekday, digest.hour, digest.zone)
    whole = timedelta(days=1 if digest.every == "day" else 7) + SLACK
    if bound != start or end - start > whole or not baselines or min(baselines) > began:
        return None
    return began


def _stories(archive: Archive, start: datetime, end: datetime, now: datetime) -> tuple[Story, ...]:
    """The stories of the period with what was first seen before its end."""
    found = []
    for story in archive.stories.recent(start, min(now, end + JOINED)):
        members = tuple(member for member in story.members if member.version.first_seen < end)
        if members:
            found.append(Story(id=story.id, members=members))
    return tuple(found)


def _changes(archive: Archive, start: datetime, end: datetime) -> tuple[mails.DigestChange, ...]:
    edited = [
        mails.DigestChange(
            version=edit.version,
            what="edited",
            when=edit.version.seen,
            detail=" … ".join(diff.summary(diff.segments(edit.before, edit.version.text))) or None,
        )
        for edit in archive.periods.edits(start, end)
    ]
    gone = [
        mails.DigestChange(version=hit.version, what="withdrawn", when=hit.withdrawn_at)
        for hit in archive.periods.withdrawals(start, end)
        if hit.withdrawn_at is not None
    ]
    return tuple(edited + gone)


def _member(hit: Hit) -> mails.DigestStatement:
    return mails.DigestStatement(version=hit.version, reading=hit.reading)


def _section(
    config: Config, archive: Archive, digest: Digest, id_: str, start: datetime, end: datetime
) -> mails.DigestSection:
    """What a watch matched in the period, each statement once, in its latest version that matched; and the board of its query."""
    name, query = sections_of(config, digest)[id_]
    matched = [
        match.hit for match in archive.readings.matches(start, end, id_) if not match.hit.version.baseline
    ]
    hits: dict[int, Hit] = {}
    for hit in (
        matched
    ):  # by the time of the match, which a clock that was set back has not in the order of versions
        known = hits.get(hit.version.statement)
        if known is None or hit.version.n > known.version.n:
            hits[hit.version.statement] = hit
    lost = archive.matches.lost(id_, [hit.version.id for hit in hits.values()], end)
    board = None
    if id_ in digest.expected:
        zone = ZoneInfo(digest.zone)
        found = boards.of_period(
            config,
            archive,
            query=query,
            expected=issuers_of(digest.expected[id_]),
            start=start,
            end=end,
            tell=lambda at: words.moment(at, zone),
        )
        board = mails.DigestBoard(
            voices=found.voices, start=found.start, newest=boards.MOST if found.truncated else None
        )
    return mails.DigestSection(
        id=id_,
        title=name,
        query=query,
        statements=tuple(replace(_member(hit), until=lost.get(hit.version.id)) for hit in hits.values()),
        board=board,
    )
