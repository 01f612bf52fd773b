"""Who has spoken on a question or in a story, when, how; and what a silence is worth. The rules are `archive.voices`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from alerts.boards import shape
from archive import Archive
from archive.records import Hit
from archive.voices import Ear, Standing, Tell, Voice, draw, in_time, speakers
from config import Config
from config.packs import issuers_of
from config.source import Source
from pipeline import shapes
from pipeline.opening import check_sources, check_topics
from statements.errors import CommuniqueError
from statements.labels import Precision
from statements.novelty_signs import published_at

MOST = 5_000
"""Statements that are looked through. What is found beyond them is older."""
_PAGE = 200
_AGO = re.compile(r"([0-9]{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True, kw_only=True)
class Board:
    """The expected issuers. ``start`` is where delays count from (None: nobody spoke); ``first`` the first statement of all, whoever
    made it; ``others`` who spoke and was not expected; ``truncated``: there were more statements than are looked through."""

    voices: tuple[Voice, ...]
    start: datetime | None
    until: datetime
    first: Hit | None
    others: tuple[str, ...]
    truncated: bool = False

    @property
    def missing(self) -> list[str]:
        """The expected of whom no statement is known; none where nobody spoke at all, since then there is nothing to speak on."""
        silent = [voice.issuer for voice in self.voices if voice.standing is not Standing.SPOKE]
        return [] if self.first is None else silent


def of(
    config: Config,
    archive: Archive,
    *,
    query: str | None = None,
    story: int | None = None,
    expected: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    now: datetime,
) -> Board:
    """The board of a query, or of the story that a statement is in. ``expected``: issuers; none stands for all of whom a source is
    switched on. Without ``since`` the time begins with the first statement; it ends with ``until``, or now. Raises QueryError,
    and CommuniqueError for a statement that is in no story."""
    end = min(until or now, now)
    hits, truncated = _hits(config, archive, query, story, now)
    wanted = tuple(expected) or tuple(dict.fromkeys(source.issuer for source in _watched(config)))
    told = [
        hit
        for hit in hits
        if (since is None or published_at(hit.version) >= since) and published_at(hit.version) < end
    ]
    return _drawn(config, archive, told, wanted, since, end, truncated=truncated)


def of_period(
    config: Config,
    archive: Archive,
    *,
    query: str,
    expected: Sequence[str],
    start: datetime,
    end: datetime,
    tell: Tell,
) -> Board:
    """The board of what a query finds among the statements that were first seen from ``start`` until before ``end``, as a digest of
    that time has it: it begins with the first of them, with the period where there is none. Sources stand in it by their
    names. Raises QueryError."""
    # From there, not from the newest of today: what came later would use up what is looked through of a period long past.
    bound = archive.periods.bound(end)
    hits, truncated = _hits(config, archive, query, None, end, before=bound, since=start)
    told = [
        hit
        for hit in hits
        if start <= hit.version.first_seen < end
        and (not hit.version.baseline or published_at(hit.version) >= start)
    ]
    since = None if told else start
    return _drawn(config, archive, told, expected, since, end, truncated=truncated, tell=tell)


def of_episode(
    config: Config,
    archive: Archive,
    *,
    query: str,
    expected: Sequence[str],
    since: datetime,
    until: datetime,
    now: datetime,
    tell: Tell,
    before: int | None = None,
) -> Board:
    """The board of what a query finds among the statements that were published from ``since`` until before ``until`` (see `in_time`),
    with ``before`` only among those of smaller ids. It begins with the first of them. Sources stand in it by their names. Raises
    QueryError."""
    hits, truncated = _hits(config, archive, query, None, now, before=before, since=since)
    told = [
        hit
        for hit in hits
        if since <= published_at(hit.version)
        and in_time(hit.version, until)
        # Of what was there before anybody watched and bears no day, nobody knows when it was said.
        and not (hit.version.baseline and hit.version.published.precision is Precision.UNKNOWN)
    ]
    return _drawn(config, archive, told, expected, None, until, truncated=truncated, tell=tell)


def _drawn(
    config: Config,
    archive: Archive,
    told: Sequence[Hit],
    wanted: Sequence[str],
    since: datetime | None,
    end: datetime,
    *,
    truncated: bool,
    tell: Tell | None = None,
) -> Board:
    first = min(told, key=lambda hit: (published_at(hit.version), hit.version.statement), default=None)
    start = since or (published_at(first.version) if first else None)
    ears = _ears(config, archive, start or end, end, named=tell is not None)
    spoke = dict.fromkeys(one for hit in told for one in speakers(hit))
    return Board(
        voices=tuple(draw(wanted, told, ears, since=since, until=end, tell=tell)),
        start=start,
        until=end,
        first=first,
        others=tuple(issuer for issuer in spoke if issuer not in wanted),
        truncated=truncated,
    )


def expect(names: str) -> tuple[str, ...]:
    """Issuers from codes and the names of packs, between commas (``p5,DE,TR``), see `config.packs.issuers_of`."""
    return issuers_of(part for part in (part.strip() for part in names.split(",")) if part)


def moment(text: str, now: datetime, *, end: bool = False) -> datetime:
    """A day (``2024-12-01``; its end when ``end``), an instant (``2024-12-01T18:00Z``; UTC where it has no zone) or a time ago (``36h``,
    ``7d``, ``2w``). Raises CommuniqueError."""
    if ago := _AGO.fullmatch(text):
        return now - int(ago[1]) * _UNITS[ago[2]]
    try:
        if len(text) == 10:
            midnight = datetime.combine(date.fromisoformat(text), time(), tzinfo=UTC)
            return midnight + timedelta(days=1) if end else midnight
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise CommuniqueError(
            f"cannot read the time {text!r}; write a day (2024-12-01), an instant (2024-12-01T18:00Z) or 36h, 7d, 2w for so long ago"
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _hits(
    config: Config,
    archive: Archive,
    query: str | None,
    story: int | None,
    now: datetime,
    before: int | None = None,
    since: datetime | None = None,
) -> tuple[list[Hit], bool]:
    """What a query finds, newest first, or the members of a story; whether there is more than is looked through. ``before`` and
    ``since``: only statements of smaller ids, and those that were first seen from then on."""
    if story is not None:
        found = archive.stories.of(story)
        if found is None:
            raise CommuniqueError(f"statement {story} is in no story: there is none, or it was not read yet")
        return [
            archive_hit
            for member in found.members
            if (archive_hit := archive.statements.current(member.version.statement))
        ], False
    asked = query or ""
    check_sources(
        asked, {state.source for state in archive.sources.states()} | {one.id for one in config.sources}
    )
    check_topics(asked, [topic.id for topic in config.topics])
    hits: list[Hit] = []
    while len(hits) < MOST:
        page = archive.search(asked, limit=_PAGE, before=before, now=now)
        recent = [hit for hit in page.hits if since is None or hit.version.first_seen >= since]
        hits += recent
        before = page.next_before
        if before is None or not recent:
            return hits, False
    return hits, True


def _watched(config: Config) -> list[Source]:
    return [source for source in config.sources if source.enabled]


def _ears(
    config: Config, archive: Archive, start: datetime, end: datetime, *, named: bool
) -> dict[str, list[Ear]]:
    gaps = [gap for gap in archive.health.gaps(start, end) if not gap.silent]
    states = {state.source: state for state in archive.sources.states()}
    ears: dict[str, list[Ear]] = {}
    for source in _watched(config):
        state = states.get(source.id)
        ear = Ear(
            source=source.name if named else source.id,
            since=None if state is None else state.baseline_at,
            asked=None if state is None else state.last_check_at,
            gaps=tuple(gap for gap in gaps if gap.source == source.id),
        )
        ears.setdefault(source.issuer, []).append(ear)
    return ears


def as_json(board: Board, *, query: str | None, story: int | None) -> dict[str, Any]:
    """The answer of `communique board --json`, see docs/shapes.md."""
    first = board.first
    return {
        "query": query,
        "story": story,
        "since": shapes.moment(board.start),
        "until": shapes.moment(board.until),
        "first": None
        if first is None
        else {
            "issuer": first.version.issuer,
            "id": first.version.statement,
            "at": shapes.moment(published_at(first.version)),
        },
        "voices": [_voice(voice) for voice in board.voices],
        "others": list(board.others),
        "truncated": board.truncated,
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        **shape(voice),
        "sources": [
            {
                "id": ear.source,
                "since": shapes.moment(ear.since),
                "asked": shapes.moment(ear.asked),
                "gaps": [shapes.gap(gap) for gap in ear.gaps],
            }
            for ear in voice.ears
        ],
    }
