"""When a match may leave for a destination: rates, quiet hours, caps, mutes, and the exceptions from them. Pure.

Every rule defers and none drops: what may not leave now gets a later time and the reason for it (`statements.labels.Held`), and what
is due at one time leaves together, as a summary. Only ``rate: off`` sends nothing at all.

Quiet hours are instants, not readings of a clock: they begin when the clock in their zone shows ``begin`` for the first time and
end when it shows ``end`` for the last time. So the night in which the clock goes back is an hour longer and not quiet twice, and
in the night in which it goes forward a time that does not exist stands for the moment of the jump.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from archive import query
from config.destinations import place as place_of
from config.watches import Quiet, Watch
from statements.labels import Held
from statements.model import Reading

Place = tuple[str, str]
"""A destination as the outbox knows it: channel and name."""
MORNING = time(8)
"""When daily summaries leave, and on Mondays the weekly ones."""
HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Departure:
    """When a message may leave at the earliest (None: at once), and why not before, in a word and in words."""

    not_before: datetime | None = None
    held: Held | None = None
    because: str | None = None


@dataclass(frozen=True, kw_only=True)
class Route:
    """One message for one destination: all watches it is for, and when it leaves. ``watch`` is the one that lets it leave first."""

    destination: str
    watches: tuple[Watch, ...]
    watch: Watch
    departure: Departure
    urgent: bool
    """Whether it leaves at once by an exception (``always``)."""


def routes(
    watches: Sequence[Watch],
    matched: Collection[str],
    reading: Reading | None,
    now: datetime,
    *,
    urgent: Collection[str] = (),
    queued: Mapping[tuple[Place, str], int] | None = None,
    muted: Mapping[Place, datetime] | None = None,
    zone: str = "UTC",
) -> list[Route]:
    """Where a match of the watches ``matched`` goes and when, one route a destination, in the order they are named.

    ``urgent`` are the watches whose ``always`` matched too; ``queued`` counts the messages of the last hour by place and watch;
    ``muted`` says until when somebody wants nothing of this source at a place (``*`` = everywhere of that channel, and
    ``("*", "*")`` everywhere). ``zone`` is the zone of hourly, daily and weekly summaries of watches that name none. A watch
    that is off, or whose `min_confidence` the ``reading`` does not reach, asks for nothing.
    """
    wanting: dict[str, list[Watch]] = {}
    for watch in watches:
        if watch.enabled and watch.id in matched and confident(watch, reading):
            for destination in watch.to:
                wanting.setdefault(destination, []).append(watch)
    found = []
    for destination, asking in wanting.items():
        place = place_of(destination)
        until = muted_until(place, muted or {})
        leaving = []
        for watch in asking:
            departure = depart(
                watch,
                now,
                urgent=watch.id in urgent,
                queued=(queued or {}).get((place, watch.id), 0),
                muted_until=until,
                zone=zone,
            )
            if departure is not None:
                leaving.append((watch, departure))
        if leaving:
            first, departure = min(leaving, key=lambda pair: pair[1].not_before or now)
            found.append(
                Route(
                    destination=destination,
                    watches=tuple(watch for watch, _ in leaving),
                    watch=first,
                    departure=departure,
                    urgent=departure.held is None and any(watch.id in urgent for watch, _ in leaving),
                )
            )
    return found


def depart(
    watch: Watch,
    now: datetime,
    *,
    urgent: bool = False,
    queued: int = 0,
    muted_until: datetime | None = None,
    zone: str = "UTC",
) -> Departure | None:
    """When one watch lets a match leave; None when it never does (``rate: off``). ``queued`` is how many of its messages were
    queued for the place within the last hour. Nothing holds what is ``urgent``, not even a mute: who silences a chatty source has
    not unsaid what the desk must hear at once."""
    if urgent:
        return Departure()
    if watch.rate == "off":
        return None
    earliest, held, because = now, None, None
    if muted_until is not None and muted_until > now:
        earliest, held, because = muted_until, Held.MUTED, "its source is muted"
    there = ZoneInfo(watch.quiet.zone if watch.quiet else zone)
    if watch.rate in _RATES:
        reason = _RATES[watch.rate]
        earliest = next_departure(reason, earliest, there)
        held, because = held or reason, because or f"sent {reason}"
    elif held is None and watch.cap is not None and queued >= watch.cap:
        earliest = next_departure(Held.HOURLY, earliest, there)
        held, because = Held.CAP, f"more than {watch.cap} an hour"
    if watch.quiet is not None:
        end = quiet_until(watch.quiet, earliest)
        if end is not None:
            earliest = end
            held, because = held or Held.QUIET, because or quiet_words(watch.quiet)
    return Departure(not_before=earliest if held else None, held=held, because=because)


_RATES = {"hourly": Held.HOURLY, "daily": Held.DAILY, "weekly": Held.WEEKLY}


def next_departure(rate: Held, now: datetime, zone: ZoneInfo) -> datetime:
    """The next time at which what is held by a rate leaves, after ``now``: the full hour, `MORNING`, or `MORNING` of a Monday."""
    local = now.astimezone(zone)
    if rate is Held.HOURLY:
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return (now - past + HOUR).astimezone(UTC)
    day = local.date()
    if rate is Held.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    step = 7 * _DAY if rate is Held.WEEKLY else _DAY
    moment = instant(day, MORNING, zone)
    return moment if moment > now else instant(day + step, MORNING, zone)


def quiet_until(quiet: Quiet, now: datetime) -> datetime | None:
    """The end of the quiet hours that ``now`` lies in, those that follow on without a break included; None outside them."""
    moment = now
    # A night, a weekend and the night after it can follow on each other; on a working day there is always a break.
    while True:
        end = max((end for begin, end in _quiet(quiet, moment) if begin <= moment < end), default=None)
        if end is None:
            return moment if moment != now else None
        moment = end


def _quiet(quiet: Quiet, around: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The quiet times that can hold an instant, each from its beginning until before its end."""
    zone = ZoneInfo(quiet.zone)
    today = around.astimezone(zone).date()
    for day in (today - _DAY, today):
        last = day if quiet.begin < quiet.end else day + _DAY
        yield instant(day, quiet.begin, zone), instant(last, quiet.end, zone, last=True)
    if quiet.weekends and today.weekday() >= _SATURDAY:
        saturday = today - timedelta(days=today.weekday() - _SATURDAY)
        yield instant(saturday, time(0), zone), instant(saturday + 2 * _DAY, time(0), zone)


def quiet_words(quiet: Quiet) -> str:
    """``quiet hours 20:00-07:00 Europe/Berlin``."""
    weekends = " and weekends" if quiet.weekends else ""
    return f"quiet hours {quiet.begin:%H:%M}-{quiet.end:%H:%M}{weekends} {quiet.zone}"


def instant(day: date, at: time, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """When the clock in ``zone`` shows ``at`` on that day: for the first time, or the ``last`` where it does twice; the jump
    where it never does."""
    wall = datetime.combine(day, at, zone)
    first, second = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= second:
        return second if last else first
    # The clock jumps over it, somewhere between the two readings of it: by the offset after the jump, and before.
    before, after = second, first
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def advice(watch: Watch) -> list[str]:
    """What of a watch's routing does not do what it seems to, a sentence each."""
    found = []
    if watch.rate == "off" and watch.quiet is not None and watch.always is None and watch.board is None:
        found.append("with rate: off nothing is sent, so its quiet hours change nothing")
    if watch.always is not None and watch.rate == "now" and watch.quiet is None and watch.cap is None:
        found.append("everything it matches leaves at once anyway, so always: changes nothing")
    quiet = watch.quiet
    if quiet is not None and watch.rate in ("daily", "weekly"):
        over_night = quiet.begin > quiet.end
        after, before = quiet.begin <= MORNING, quiet.end > MORNING
        if (after or before) if over_night else (after and before):
            found.append(
                f"its {watch.rate} summary is due at {MORNING:%H:%M}, in its quiet hours: it comes at {quiet.end:%H:%M}"
            )
    return found


def confident(watch: Watch, reading: Reading | None) -> bool:
    """Whether a reading is sure enough for a watch: the best score among the labels that its query asks for."""
    if watch.min_confidence is None or reading is None:
        return True
    scores = [reading.scores.get(label, 0.0) for label in asked(watch.query)]
    return max(scores, default=0.0) >= watch.min_confidence


def asked(text: str) -> tuple[str, ...]:
    """The stances and topics that a query asks for, those it excludes left out. Raises QueryError."""
    facets = (one for one in _wanted(query.parse(text)) if one.field in ("stance", "topic"))
    return tuple(dict.fromkeys(value for one in facets for value in one.values))


def asks_for_edits(text: str) -> bool:
    """Whether a query asks for edits of some grade (``edit:``); one that excludes some does not. Raises QueryError."""
    return any(one.field == "edit" for one in _wanted(query.parse(text)))


def _wanted(node: query.Node) -> Iterator[query.Facet]:
    """What a query asks for, without what it excludes."""
    match node:
        case query.And() | query.Or():
            for item in node.items:
                yield from _wanted(item)
        case query.Facet():
            yield node


def muted_until(place: Place, muted: Mapping[Place, datetime]) -> datetime | None:
    """Until when a place wants nothing, by what is ``muted``; None where it wants all."""
    channel, _ = place
    ends = [muted[key] for key in (place, (channel, "*"), ("*", "*")) if key in muted]
    return max(ends, default=None)
