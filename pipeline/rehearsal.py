"""What a watch would have done: the archive is gone through as it was known then, version by version in the order of being read.

Matching is that of the archive's search, on the labels that were stored when each version was read. What fires is what
`alerts.watches.messages` tells: a statement once, an edit where its grade is that of news, or where the version before did not match;
and what `alerts.aftermath` tells: that what was announced is gone, or back. When a message leaves is decided by `alerts.routing`,
as for real ones. Stories are those of today. A mute holds what it held, as far as it is known: of each source and place the last.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.routing import Departure, asked, asks_for_edits, confident, depart, muted_until
from archive import Archive
from archive.mutes import Mute
from archive.query import parse
from archive.replays import Read, Went
from config.destinations import place as place_of
from config.watches import Watch
from pipeline.nearmisses import Miss, near
from statements.labels import Held

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFTEN = 5
"""Alerts a day above which a watch will be muted by its readers, sooner or later."""
ENOUGH = timedelta(days=3)
"""How far back the archive must reach before anybody is warned that a watch fires often."""


@dataclass(frozen=True, kw_only=True)
class Fired:
    """An alert that would have been sent. ``revised``: for an edit, ``came``: by which it came to match; ``gone`` and ``back``: that it
    was withdrawn and came back, of which ``read`` bears the time; ``after``: because an earlier version was told of; ``reply``: in the thread of one before."""

    read: Read
    revised: bool = False
    came: bool = False
    gone: bool = False
    back: bool = False
    after: bool = False
    reply: bool = False

    @property
    def first(self) -> bool:
        """Whether it announces the statement."""
        return not (self.revised or self.gone or self.back)


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
    muted: int = 0
    """Alerts that a mute would have held, of those mutes that are known."""
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
    asks_edits = asks_for_edits(watch.query)
    went = archive.replays.went(since, until)
    doubted: tuple[Miss, ...] = ()
    unsure: Collection[int] = ()
    if watch.min_confidence is not None:
        unsure, doubted = _unsure(archive, watch, read, matched, before, asks_edits)
    earlier: list[Read] = []
    grave = {one.version for one in read if _grave(one, before)}
    changed = {one.statement for one in read if one.version in grave} | {one.statement for one in went}
    if changed and limit is None:  # it may have been announced before the time that is looked at
        earlier = [one for one in archive.replays.read(began, since) if one.statement in changed]
    known = _announced(archive, watch, earlier, asks_edits, archive.replays.went(began, since))
    told = told_of(
        read,
        matched,
        before,
        asks_edits=asks_edits,
        announced=known.last,
        unsure=unsure,
        went=went,
        gone=known.gone,
    )
    heard = {one.read.version for one in told}
    stories = archive.replays.stories([one.read.statement for one in told])
    there = ZoneInfo(watch.quiet.zone if watch.quiet else zone)
    threads = [_thread(one.read, watch, stories, there) for one in told]
    post = _Post(watch, urgent, zone, archive.mutes.active(since), known, grave)
    fired = post.all(told, threads)
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
        messages=post.single + len(post.held),
        replies=sum(one.reply for one in fired),
        summaries=sum(count > 1 for count in post.held.values()),
        muted=post.muted,
        baseline=len({one.statement for one in read if one.baseline and one.version in matched}),
        doubted=tuple(miss for miss in doubted if miss.read.version not in heard),
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
    announced: Mapping[int, Read] = {},
    unsure: Collection[int] = (),
    went: Sequence[Went] = (),
    gone: Collection[int] = (),
) -> list[Fired]:
    """What is told of the versions ``read`` and of what ``went``, by time: of those, ``matched`` match, ``before`` are later versions
    of what matched before, ``unsure`` match not surely enough; ``announced`` are statements that were told of already, as they were
    read then; of those, ``gone`` were told to be withdrawn. See `alerts.watches.messages` and `alerts.aftermath`."""
    told: list[Fired] = []
    known = dict(announced)
    away = set(gone)
    # Of what has one time the reading comes first: what went is told when all is read.
    steps: Iterable[Read | Went] = sorted([*read, *went], key=lambda step: step.at)
    for one in steps:
        if isinstance(one, Went):
            if one.statement in (away if one.back else known):
                at = replace(known[one.statement], at=one.at)
                told.append(Fired(read=at, gone=not one.back, back=one.back))
                away ^= {one.statement}
            continue
        if one.baseline:
            continue
        if _fell(one, matched, before, unsure):
            if one.statement in known:
                told.append(Fired(read=one, revised=True, after=True))
        elif one.version not in matched or one.version in unsure:
            continue
        elif one.n > 1 and one.before is not None:
            news = one.grade is not None and one.grade.alerts
            came = one.version not in before
            if news or asks_edits or came:
                told.append(Fired(read=one, revised=True, came=came))
        elif one.statement not in known:
            told.append(Fired(read=one))
        if told and told[-1].read is one:
            known[one.statement] = one
    return told


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What was told of already: each statement as it was ``last`` read then, those of them that were told to be ``gone``, and those
    that were first told of by an exception (``excepted``)."""

    last: Mapping[int, Read]
    gone: Collection[int]
    excepted: Collection[int]


def _announced(
    archive: Archive, watch: Watch, earlier: Sequence[Read], asks_edits: bool, went: Sequence[Went]
) -> _Known:
    """Those of the statements that were read ``earlier`` of which was told."""
    matched, before = archive.replays.matching(parse(watch.query), earlier)
    urgent = archive.replays.matching(parse(watch.always), earlier)[0] if watch.always else set()
    unsure: Collection[int] = ()
    if watch.min_confidence is not None:
        unsure, _ = _unsure(archive, watch, earlier, matched, before, asks_edits)
    told = told_of(earlier, matched, before, asks_edits=asks_edits, unsure=unsure, went=went)
    ends = {one.read.statement: one.gone for one in told if one.gone or one.back}
    return _Known(
        last={one.read.statement: one.read for one in told},
        gone={statement for statement, gone in ends.items() if gone},
        excepted={one.read.statement for one in told if one.first and one.read.version in urgent},
    )


def _grave(one: Read, before: Collection[int]) -> bool:
    """Whether it is an edit of weight of what matched."""
    return one.before is not None and one.grade is not None and one.grade.alerts and one.version in before


def _fell(one: Read, matched: Collection[int], before: Collection[int], unsure: Collection[int]) -> bool:
    """Whether it is one by which what matched does so no longer, or not surely enough."""
    return _grave(one, before) and (one.version not in matched or one.version in unsure)


def _unsure(
    archive: Archive,
    watch: Watch,
    read: Sequence[Read],
    matched: Collection[int],
    before: Collection[int],
    asks_edits: bool,
) -> tuple[set[int], tuple[Miss, ...]]:
    """Of what would be told those versions in which no label is sure enough for the watch; the surest first as misses."""
    told = [fired.read for fired in told_of(read, matched, before, asks_edits=asks_edits)]
    # An edit of what was never read counts as new where the version before was not told of.
    late = [one for one in read if one.n > 1 and one.before is None]
    hits = archive.replays.hits([one.version for one in (*told, *late) if one.version in matched])
    unsure = {version for version, hit in hits.items() if not confident(watch, hit.reading)}
    labels = asked(watch.query)
    doubted: list[Miss] = []
    for one in told:
        if one.version not in unsure:
            continue
        hit = hits[one.version]
        scores = hit.reading.scores if hit.reading else {}
        best = max(labels, key=lambda label: scores.get(label, 0.0), default=None)
        score = scores.get(best, 0.0) if best else 0.0
        said = f"{best} scored {score:.2f}" if best else "the query asks for no label that could be sure"
        why = f"{said}; the watch wants {watch.min_confidence:.2f}"
        doubted.append(Miss(read=one, hit=hit, why=why, condition="min_confidence", close=score))
    return unsure, tuple(sorted(doubted, key=lambda miss: miss.order, reverse=True))


def _thread(one: Read, watch: Watch, stories: Mapping[int, int], zone: ZoneInfo) -> Hashable:
    if watch.group == "issuer":
        return one.issuer, one.at.astimezone(zone).date()
    return stories.get(one.statement, one.statement) if watch.group == "story" else one.statement


class _Post:
    """What leaves as a message of its own, and what is held together with others until when."""

    def __init__(
        self,
        watch: Watch,
        urgent: Collection[int],
        zone: str,
        mutes: Sequence[Mute],
        known: _Known,
        grave: Collection[int],
    ) -> None:
        self._watch, self._urgent, self._zone, self._grave = watch, urgent, zone, grave
        self._mutes: dict[str, list[Mute]] = {}
        for mute in mutes:
            self._mutes.setdefault(mute.source, []).append(mute)
        self._known, self._excepted = set(known.last), set(known.excepted)
        self._recent: deque[datetime] = deque()
        self.single = self.muted = 0
        self.held = Counter[datetime]()

    def all(self, told: Sequence[Fired], threads: Sequence[Hashable]) -> list[Fired]:
        """What fired with its place in threads."""
        fired: list[Fired] = []
        begun: set[Hashable] = set()
        for one, thread in zip(told, threads, strict=True):
            departure = self._depart(one)
            reply = thread in begun or one.read.statement in self._known
            if departure is not None:
                begun.add(thread)
                self._known.add(one.read.statement)
                if departure.not_before is None:
                    self._recent.append(one.read.at)
                    self.single += 1
                    one = replace(one, reply=reply)
                else:
                    self.held[departure.not_before] += 1
                    self.muted += departure.held is Held.MUTED
            fired.append(one)
        return fired

    def _depart(self, one: Fired) -> Departure | None:
        at, statement = one.read.at, one.read.statement
        while self._recent and self._recent[0] <= at - HOUR:
            self._recent.popleft()
        excepted = statement in self._excepted
        if one.gone or one.back or one.after:  # who heard of it by an exception hears of its end by the same
            urgent = excepted
        else:
            urgent = one.read.version in self._urgent
            self._excepted |= {statement} if urgent and one.first else set()
            # and of an edit by which it is none any more, where nothing else would be sent
            urgent |= excepted and self._watch.rate == "off" and one.read.version in self._grave
        return depart(
            self._watch,
            at,
            urgent=urgent,
            queued=len(self._recent),
            muted_until=self._muted(one.read.source, at),
            zone=self._zone,
        )

    def _muted(self, source: str, at: datetime) -> datetime | None:
        """Until when the source was muted at every place of the watch."""
        there = {
            (mute.channel, mute.destination): mute.until
            for mute in self._mutes.get(source, ())
            if mute.at <= at < mute.until
        }
        ends = [muted_until(place_of(to), there) for to in self._watch.to] if there else []
        return min((end for end in ends if end is not None), default=None) if all(ends) else None


def _most(counts: Mapping[date, int]) -> tuple[date, int] | None:
    """The one with most, the latest of several."""
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=None)
