"""What a watch would have done: the archive is gone through as it was known then, version by version in the order of being read.

Matching is that of the archive's search, on the labels that were stored when each version was read. What fires is what
`alerts.watches.messages` tells: a statement once, an edit where its grade is that of news, or where the version before did not match.
When a message leaves is decided by `alerts.routing`, as for real ones. Stories are those of today; mutes play no part.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.routing import asked, confident, depart
from archive import Archive
from archive.query import parse
from archive.replays import Read
from config.watches import Watch
from pipeline.nearmisses import Miss, near

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFTEN = 5
"""Alerts a day above which a watch will be muted by its readers, sooner or later."""
ENOUGH = timedelta(days=3)
"""How far back the archive must reach before anybody is warned that a watch fires often."""


@dataclass(frozen=True, kw_only=True)
class Fired:
    """An alert that would have been sent. ``revised``: for an edit; ``reply``: in the thread of one before."""

    read: Read
    revised: bool
    reply: bool = False


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What a watch would have done from ``since`` until before ``until``. ``since`` is no earlier than the first text was read:
    nobody can say what came before."""

    watch: Watch
    since: datetime
    until: datetime
    began: datetime
    """When the first text of the archive was read."""
    looked: int
    """Versions read in that time, those of baselines left out."""
    fired: tuple[Fired, ...] = ()
    messages: int = 0
    """What would have been posted at each destination: alerts and summaries."""
    replies: int = 0
    """Those of them that would stand in the thread of another."""
    summaries: int = 0
    baseline: int = 0
    """Statements that matched and were there when their source was first read: archived, never alerted."""
    doubted: tuple[Miss, ...] = ()
    """What matched, and not surely enough for ``min_confidence``, the surest first."""
    week: tuple[date, int] | None = None
    """The Monday of the loudest week, and how often it fired."""
    day: tuple[date, int] | None = None

    @property
    def days(self) -> float:
        return (self.until - self.since) / DAY

    @property
    def per_day(self) -> float:
        return len(self.fired) / max(self.days, 1.0)

    @property
    def too_often(self) -> bool:
        """Whether it would fire so often that it will be muted. A watch that sums up, or sends nothing, does not disturb."""
        return self.watch.rate == "now" and self.until - self.began >= ENOUGH and self.per_day > OFTEN


def rehearse(
    archive: Archive,
    watch: Watch,
    *,
    since: datetime,
    until: datetime,
    zone: str = "UTC",
    limit: int | None = None,
) -> Rehearsal:
    """Go through the archive with a watch, whether it is on or not. ``zone`` is that of days, weeks and summaries where the watch names
    none; with a ``limit`` only the last so many versions are gone through. Raises QueryError."""
    read = archive.replays.read(since, until, limit=limit)
    began = archive.replays.begin() or until
    since = max(since, began)
    if limit is not None and len(read) == limit:
        since = read[0].at
    matched, before = archive.replays.matching(parse(watch.query), read)
    urgent = archive.replays.matching(parse(watch.always), read)[0] if watch.always else set()
    asks_edits = "edit:" in watch.query.lower()
    lost = {one.statement for one in read if _lost(one, matched, before)}
    announced: set[int] = set()
    if lost and limit is None:  # it may have been announced before the time that is looked at
        earlier = [one for one in archive.replays.read(began, since) if one.statement in lost]
        then, before_then = archive.replays.matching(parse(watch.query), earlier)
        announced = {one.read.statement for one in told_of(earlier, then, before_then, asks_edits=asks_edits)}
    told = told_of(read, matched, before, asks_edits=asks_edits, announced=announced)
    doubted: tuple[Miss, ...] = ()
    if watch.min_confidence is not None:
        told, doubted = _sure(archive, watch, told, matched)
    stories = archive.replays.stories([one.read.statement for one in told])
    there = ZoneInfo(watch.quiet.zone if watch.quiet else zone)
    threads = [_thread(one.read, watch, stories, there) for one in told]
    fired, messages, summaries = _post(watch, told, threads, urgent, zone)
    days = Counter(one.read.at.astimezone(there).date() for one in fired)
    weeks = Counter[date]()
    for day, count in days.items():
        weeks[day - timedelta(days=day.weekday())] += count
    return Rehearsal(
        watch=watch,
        since=since,
        until=until,
        began=began,
        looked=sum(not one.baseline for one in read),
        fired=tuple(fired),
        messages=messages,
        replies=sum(one.reply for one in fired),
        summaries=summaries,
        baseline=len({one.statement for one in read if one.baseline and one.version in matched}),
        doubted=doubted,
        week=_most(weeks),
        day=_most(days),
    )


def misses(archive: Archive, rehearsal: Rehearsal, *, most: int) -> tuple[list[Miss], dict[str, int]]:
    """What nearly fired: not surely enough, or but for one condition of the query; and how many statements each condition alone
    held back."""
    query = parse(rehearsal.watch.query)
    read = [one for one in archive.replays.read(rehearsal.since, rehearsal.until) if not one.baseline]
    matched, _ = archive.replays.matching(query, read)
    found, alone = near(archive, query, read, matched, most=most)
    return [*rehearsal.doubted[: (most + 1) // 2 if found else most], *found][:most], alone


def told_of(
    read: Sequence[Read],
    matched: Collection[int],
    before: Collection[int],
    *,
    asks_edits: bool,
    announced: Collection[int] = (),
) -> list[Fired]:
    """What is told of the versions ``read``, in that order: those ``matched`` match, those of ``before`` are later versions of what
    matched before, ``announced`` are statements that were told of already. See `alerts.watches.messages`."""
    told: list[Fired] = []
    known = set(announced)
    for one in read:
        if one.baseline:
            continue
        if _lost(one, matched, before):
            if one.statement in known:
                told.append(Fired(read=one, revised=True))
        elif one.version not in matched:
            continue
        elif one.n > 1 and one.before is not None:
            news = one.grade is not None and one.grade.alerts
            if news or asks_edits or one.version not in before:
                told.append(Fired(read=one, revised=True))
        elif one.statement not in known:
            told.append(Fired(read=one, revised=False))
        known.update(fired.read.statement for fired in told[-1:])
    return told


def _lost(one: Read, matched: Collection[int], before: Collection[int]) -> bool:
    """Whether it is an edit of weight by which what matched does so no longer."""
    grave = one.before is not None and one.grade is not None and one.grade.alerts
    return grave and one.version in before and one.version not in matched


def _sure(
    archive: Archive, watch: Watch, told: Sequence[Fired], matched: Collection[int]
) -> tuple[list[Fired], tuple[Miss, ...]]:
    """Those in which a label is sure enough for the watch, and the others. What matches no longer is not asked."""
    hits = archive.replays.hits([one.read.version for one in told])
    sure: list[Fired] = []
    doubted: list[tuple[float, Miss]] = []
    labels = asked(watch.query)
    for one in told:
        hit = hits[one.read.version]
        if one.read.version not in matched or confident(watch, hit.reading):
            sure.append(one)
            continue
        scores = hit.reading.scores if hit.reading else {}
        best = max(labels, key=lambda label: scores.get(label, 0.0), default=None)
        score = scores.get(best, 0.0) if best else 0.0
        said = f"{best} scored {score:.2f}" if best else "the query asks for no label that could be sure"
        why = f"{said}; the watch wants {watch.min_confidence:.2f}"
        doubted.append((score, Miss(read=one.read, hit=hit, why=why, condition="min_confidence")))
    ordered = sorted(doubted, key=lambda item: (item[0], item[1].read.version), reverse=True)
    return sure, tuple(miss for _, miss in ordered)


def _thread(one: Read, watch: Watch, stories: Mapping[int, int], zone: ZoneInfo) -> Hashable:
    if watch.group == "issuer":
        return one.issuer, one.at.astimezone(zone).date()
    return stories.get(one.statement, one.statement) if watch.group == "story" else one.statement


def _post(
    watch: Watch, told: Sequence[Fired], threads: Sequence[Hashable], urgent: Collection[int], zone: str
) -> tuple[list[Fired], int, int]:
    """What fired with its place in threads, how many messages that makes, and how many of them are summaries."""
    fired: list[Fired] = []
    begun: set[Hashable] = set()
    recent: deque[datetime] = deque()
    held = Counter[datetime]()
    single = 0
    for one, thread in zip(told, threads, strict=True):
        at = one.read.at
        while recent and recent[0] <= at - HOUR:
            recent.popleft()
        departure = depart(watch, at, urgent=one.read.version in urgent, queued=len(recent), zone=zone)
        if departure is None:
            fired.append(one)
            continue
        reply = thread in begun
        begun.add(thread)
        if departure.not_before is None:
            recent.append(at)
            single += 1
            fired.append(replace(one, reply=reply))
        else:
            held[departure.not_before] += 1
            fired.append(one)
    return fired, single + len(held), sum(count > 1 for count in held.values())


def _most(counts: Mapping[date, int]) -> tuple[date, int] | None:
    """The one with most, the latest of several."""
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=None)
