"""What must hold of notices and alerts at the end of a world, see `bench.world.invariants`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from archive.records import SourceHealth
from bench.world.drive import AFTER, REMIND
from bench.world.invariants import Invariant
from bench.world.judging import Meeting, meetings
from bench.world.observing import Check, Row, Told, World
from statements.labels import Grade, Happening, Verdict

LATE = timedelta(minutes=15)
"""How long a message may take to its reader: Slack is out of order now and then, and the service killed."""


def operators_told(world: World) -> Iterator[str]:
    """The operators hear of a wall at once, of another fault after three checks, and of nothing that is not."""
    told = _by_site(world)
    for met in meetings(world):
        lines = [line for line in told.get(met.site.number, ()) if line.what == "trouble"]
        first = _notice_due(met)
        if first is None:
            if any(met.noticeable <= line.at < met.fault.end for line in lines):
                yield f"the operators were told of {met.fault.kind} of {met.site.id} after {len(met.failing)} checks"
            continue
        before = [line.service for line in told.get(met.site.number, ()) if line.at < first.at]
        if before and first.made.service - max(before) < REMIND / 4:
            continue  # they were told of this source just now
        if first.at > world.script.end - LATE:
            continue
        if not any(first.at <= line.at <= first.at + LATE for line in lines):
            when = ", ".join(f"{line.at:%H:%M}" for line in lines) or "never"
            yield f"{met.fault.kind} of {met.site.id} should have been told at {first.at:%H:%M}, and was told {when}"
    ill = {met.site.number for met in meetings(world)}
    for number, lines in told.items():
        if number not in ill and not all(line.health == SourceHealth.SILENT for line in lines):
            yield f"the operators were told of {lines[0].site.id} at {lines[0].at:%H:%M}, which is well"


def no_notice_repeated(world: World) -> Iterator[str]:
    """After a notice comes its recovery, or a reminder when it is time."""
    for lines in _by_site(world).values():
        current: Told | None = None
        for line in lines:
            if line.what == "over":
                if current is None:
                    yield f"{line.site.id} is said to be well again at {line.at:%H:%M}, and nobody had said otherwise"
                current = None
                continue
            if current is not None and line.what == "trouble" and line.health == current.health:
                yield f"{line.site.id} is said to be {line.health} at {line.at:%H:%M} once more"
            # A message may lie with us while Slack is out of order; the next reminder counts from when it was queued.
            if (
                current is not None
                and line.service - current.service < REMIND - LATE
                and line.health == current.health
            ):
                yield f"{line.site.id} was reminded of after {line.service - current.service}"
            current = line


def recoveries_told(world: World) -> Iterator[str]:
    """Each trouble that was told and is over is said to be over, once."""
    for met in meetings(world):
        lines = _by_site(world).get(met.site.number, ())
        told = [
            line for line in lines if line.what == "trouble" and met.noticeable <= line.at < met.fault.end
        ]
        if not told or met.after is None or not met.after.well or met.after.at > world.script.end - LATE:
            continue
        over = [
            line for line in lines if line.what == "over" and met.after.at <= line.at <= met.after.at + LATE
        ]
        if len(over) != 1:
            yield f"{met.site.id} was well again at {met.after.at:%H:%M}, and the operators were told {len(over)} times"


def alerts_as_scripted(world: World) -> Iterator[str]:
    """The readers are told once of each statement that cites what they watch, of its edits that are news, of its withdrawal."""
    sent = Counter((alert.url, alert.what) for alert in world.alerts if not alert.marked)
    repeated = {(alert.url, alert.what) for alert in world.alerts if alert.marked}
    due = Counter(line for row in world.rows for line in _due(row))
    for line in sorted({*sent, *due}):
        if sent[line] != due[line] and not (line in repeated and sent[line] < due[line]):
            yield f"{line[0]} ({line[1]}) was told {sent[line]} times, and not {due[line]}"


def no_old_news(world: World) -> Iterator[str]:
    """What stood on a site before anybody watched it is never told as new."""
    rows = {row.url: row for row in world.rows}
    for alert in world.alerts:
        row = rows.get(alert.url)
        if alert.what != "new" or row is None or row.publication is None:
            continue
        first = next((check for check in world.checks[row.site.number] if check.whole), None)
        # What was away at first and is put back later is.
        if first is not None and row.publication.published < first.at and not row.publication.absences:
            yield f"{alert.url} of {row.publication.published:%Y-%m-%d %H:%M} was told as new at {alert.at:%H:%M}"


def no_message_twice(world: World) -> Iterator[str]:
    """What Slack kept twice says so."""
    keys = Counter(
        str(((message.metadata or {}).get("event_payload") or {}).get("key"))
        for message in world.course.messages
        if "may repeat an earlier" not in message.text.lower()
    )
    for key, count in keys.items():
        if count > 1:
            message = next(m for m in world.course.messages if key in str(m.metadata))
            yield f"{message.text[:80]!r} was posted {count} times"


def nothing_waits(world: World) -> Iterator[str]:
    """No message is left behind, dead or in doubt."""
    for state, count in world.waiting.items():
        yield f"{count} messages are {state}"


def _due(row: Row) -> Iterator[tuple[str, str]]:
    """What is to be told of a statement."""
    if row.publication is None:
        return
    cited = told = False
    for version in row.versions:
        if version.wording is None:
            continue
        cites = row.publication.wordings[version.wording].cites
        news = version.grade is not None and version.grade.weight >= Grade.SIGNATORIES.weight
        if version.n == 1 and cites and not version.baseline:
            told = True
            yield row.url, "new"
        elif version.n > 1 and cites and (not cited or news) and not version.baseline:
            told = True
            yield row.url, "revised"
        elif version.n > 1 and cited and not cites and told:
            yield row.url, "revised"  # it no longer matches what it was announced for
        cited = cites
    gone = False
    for event in row.events:
        if event.what is Happening.WITHDRAWN and told:
            gone = True
            yield row.url, "withdrawn"
        elif event.what is Happening.RETURNED and gone:
            gone = False
            yield row.url, "returned"


def _by_site(world: World) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    for line in world.told:
        found.setdefault(line.site.number, []).append(line)
    return found


def _notice_due(met: Meeting) -> Check | None:
    """The check after which the operators are to be told of a fault."""
    walls = [
        check
        for check in met.failing
        if check.verdict in (Verdict.BLOCKED, Verdict.ROBOTS, Verdict.REFUSED_ADDRESS)
    ]
    if walls:
        return walls[0]
    return met.failing[AFTER - 1] if len(met.failing) >= AFTER else None


TELLING: dict[str, Invariant] = {
    "operators told": operators_told,
    "no notice repeated": no_notice_repeated,
    "recoveries told": recoveries_told,
    "alerts as scripted": alerts_as_scripted,
    "no old news": no_old_news,
    "no message twice": no_message_twice,
    "nothing waits": nothing_waits,
}
