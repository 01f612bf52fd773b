"""What must hold of health at the end of a world, see `bench.world.invariants`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.judgement import rhythm
from archive.records import SourceHealth
from bench.world.drive import STEP
from bench.world.invariants import Invariant
from bench.world.observing import Check, World
from bench.world.script import UNSEEN, WALLS, Fault, Site
from spiders import rhythm as backoff
from spiders.robots import KEEP_UNREADABLE
from statements.labels import Verdict

SEEN_IN = 2
"""Intervals within which a fault shows in health."""
_NAMED = {
    "rate-limit": {Verdict.RATE_LIMITED}, "error": {Verdict.HTTP_ERROR}, "timeout": {Verdict.TIMEOUT}, "truncated": {Verdict.HTTP_ERROR},
    "empty": {Verdict.EMPTY}, "emptied": {Verdict.EMPTY}, "absent": {Verdict.HTTP_ERROR}, "dns": {Verdict.DNS},
    "unresolvable": {Verdict.DNS}, "html": {Verdict.PARSE_ERROR, Verdict.SOFT_404}, "redesign": {Verdict.EMPTY, Verdict.PARSE_ERROR},
    "robots": {Verdict.ROBOTS}, **{wall: {Verdict.BLOCKED} for wall in WALLS},
}  # fmt: skip
"""What a check that meets a fault must say."""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A fault with the checks that fell into it, the one before and the first after it."""

    fault: Fault
    site: Site
    noticeable: datetime
    """From when on it could show: robots.txt is read anew when the service starts."""
    checks: Sequence[Check]
    before: Check | None
    after: Check | None

    @property
    def failing(self) -> list[Check]:
        return [check for check in self.checks if not check.well]


def meetings(world: World, *, readable: bool = False) -> list[Meeting]:
    """Every fault that makes its source unreadable (``readable``: or does not)."""
    sites = {site.number: site for site in world.script.sites}
    found = []
    for fault in world.script.faults:
        if (fault.kind in (*UNSEEN, "dead-door")) != readable:
            continue
        checks = world.checks[fault.site]
        start = fault.start
        if fault.kind == "robots":
            start = min((b for life in range(1, world.course.passes[-1].life + 1) if (b := world.born(life)) >= fault.start), default=fault.end)  # fmt: skip
        found.append(
            Meeting(
                fault=fault,
                site=sites[fault.site],
                noticeable=start,
                checks=[check for check in checks if start <= check.at < fault.end],
                before=next((check for check in reversed(checks) if check.at < start), None),
                after=next((check for check in checks if check.at >= fault.end), None),
            )
        )
    return found


def faults_seen(world: World) -> Iterator[str]:
    """A fault shows in health within two intervals, and every check that meets it."""
    for met in meetings(world):
        if not met.checks:
            if met.fault.end - met.noticeable > SEEN_IN * met.site.every and met.noticeable < met.fault.end:
                yield f"{met.site.id} was not looked at while it suffered from {met.fault.kind}"
            continue
        late = met.checks[0].at - max(met.noticeable, world.script.start)
        if late > SEEN_IN * met.site.every:
            yield f"{met.fault.kind} of {met.site.id} was met only after {late}"
        for check in met.checks:
            health = world.health(check)
            if check.well:
                yield f"{met.site.id} suffered from {met.fault.kind} at {check.at:%H:%M}, and its check said {check.verdict}"
            elif health not in (None, SourceHealth.DEGRADED, SourceHealth.FAILING, SourceHealth.BLOCKED):
                yield f"{met.site.id} suffered from {met.fault.kind} at {check.at:%H:%M}, and health said {health}"


def faults_named(world: World) -> Iterator[str]:
    """Each fault goes under its own name."""
    for met in meetings(world):
        for check in met.failing:
            if check.verdict not in _NAMED[met.fault.kind]:
                yield f"{met.fault.kind} of {met.site.id} was called {check.verdict} at {check.at:%H:%M}: {check.error}"


def faults_over(world: World) -> Iterator[str]:
    """The first check after a fault succeeds, comes when the back-off promised it, and health says that all is well."""
    for met in meetings(world):
        if not met.failing or met.fault.end > world.script.end:
            continue
        promised = _promised(world, met)
        if met.after is None:
            if world.script.end > max(promised, met.fault.end) + 2 * STEP:
                yield f"{met.site.id} was not looked at after its {met.fault.kind}"
            continue
        if met.after.at > max(promised, met.fault.end) + 2 * STEP:
            yield f"{met.site.id} was looked at {met.after.at - met.fault.end} after its {met.fault.kind}, and not by {promised:%H:%M}"
        if _still_held(world, met.after):
            continue
        health = world.health(met.after)
        if not met.after.well or health not in (None, SourceHealth.OK, SourceHealth.SILENT):
            yield f"{met.site.id} was well again at {met.after.at:%H:%M}, and health said {health}: {met.after.error}"


def no_fault_made_up(world: World) -> Iterator[str]:
    """A check fails only where the script has a fault, and what can be read is not called broken."""
    for number, checks in world.checks.items():
        for check in checks:
            fault = world.script.fault(number, check.at)
            if _still_held(world, check):
                continue
            if check.well and (fault is None or fault.kind in UNSEEN):
                health = world.health(check)
                if health not in (None, SourceHealth.OK, SourceHealth.SILENT) and not _newest_taken(
                    world, check
                ):
                    yield f"{check.site.id} was well at {check.at:%H:%M}, and health said {health}: {check.error}"
            if not check.well and (fault is None or fault.kind in (*UNSEEN, "dead-door")):
                yield f"{check.site.id} was well at {check.at:%H:%M}, and its check said {check.verdict}: {check.error}"


def _still_held(world: World, check: Check) -> bool:
    """Whether a fault that is over goes on for a while, and rightly: an unreadable robots.txt is kept for minutes, and a site that
    asked for rest is left alone for as long as it asked, from anew where our clock went back."""
    for fault in world.script.faults_of[check.site.number]:
        rest = {"robots": KEEP_UNREADABLE, "rate-limit": timedelta(seconds=fault.detail)}.get(fault.kind)
        if rest is not None and fault.end <= check.at < fault.end + rest:
            return True
    return False


def _newest_taken(world: World, check: Check) -> bool:
    """Whether the newest of what a list named has been taken out of it: that looks like an old copy, and may be called so."""
    listed = [one.published for one in world.script.listed(check.site, check.at)]
    known = [
        row.publication.published
        for row in world.rows
        if row.site is check.site and row.publication and row.seen.world <= check.at
    ]
    return max(listed, default=check.at).date() < max(known, default=check.at).date()


def doors_changed(world: World) -> Iterator[str]:
    """A door that dies is left in the same check, and health says so."""
    for met in meetings(world, readable=True):
        if met.fault.kind != "dead-door" or not met.checks:
            continue
        first = met.checks[0]
        if not first.second_door or world.health(first) not in (None, SourceHealth.DEGRADED):
            yield f"the first door of {met.site.id} was dead at {first.at:%H:%M}, and {first.entry} was read"
        for check in met.checks[1:]:
            if not check.second_door:
                yield f"the first door of {met.site.id} was dead at {check.at:%H:%M}, and {check.entry} was read"


def silence_told_apart(world: World) -> Iterator[str]:
    """A source is silent when it is read and has said nothing for longer than it ever does, and only then."""
    for site in world.script.sites:
        mine = [row for row in world.rows if row.site is site]
        for check in world.checks[site.number]:
            health = world.health(check)
            called = health is SourceHealth.SILENT
            shown = world.script.shown(site, check.at)
            moments = [
                one.published
                for one in world.script.by_site[site.number]
                if one.published <= shown and world.row(one)
            ]
            # Whatever its date: what appears while somebody watches is a sign of life.
            signs = [
                row.seen.service
                for row in mine
                if row.seen.world <= check.at and not row.versions[0].baseline
            ]
            habit = rhythm(moments, max(signs, default=None))
            quiet = habit is not None and check.made.service - habit.last > habit.limit
            if called and not quiet:
                yield f"{site.id} was called silent at {check.at:%H:%M}, and was not"
            first = check is world.checks[site.number][0]
            if quiet and check.well and not first and health is SourceHealth.OK:
                yield f"{site.id} was silent at {check.at:%H:%M}, and nobody noticed"


def past_remembered(world: World) -> Iterator[str]:
    """What could be read when is kept: the spells agree with the checks, but for hours that our clock took back."""
    for checks in world.checks.values():
        for check in checks:
            spell = world.spell(check)
            if spell is not None and spell.readable != check.well:
                yield f"{check.site.id} was {check.verdict} at {check.at:%H:%M}, and is remembered as {spell.health} then"


def sources_watched(world: World) -> Iterator[str]:
    """A source that is well is looked at within an interval and a tenth, whatever befalls others, our clock or our process."""
    for site in world.script.sites:
        checks = world.checks[site.number]
        for check, following in zip(checks, [*checks[1:], None], strict=False):
            at = following.at if following is not None else world.script.end
            if (
                check.well
                and at - check.at
                > 1.1 * site.every + backoff.SPREAD_AT_MOST + 2 * STEP + _backwards(world, check.at, at)
            ):
                yield f"{site.id} was well at {check.at:%H:%M}, and not looked at again before {at:%H:%M}"


def _promised(world: World, met: Meeting) -> datetime:
    """By when the first check after a fault has to come, in the world's time."""
    last, failures = met.failing[-1], len(met.failing)
    wait = min(met.site.every * 2.0 ** min(failures, 20), max(backoff.LONGEST, met.site.every)) * (
        1 + backoff.SPREAD
    )
    if last.retry_after is not None:
        wait = max(last.retry_after - last.made.service, met.site.every * (1 + backoff.SPREAD))
    due = last.at + wait
    while (
        later := last.at + wait + _backwards(world, last.at, due)
    ) != due:  # every hour taken back is waited for
        due = later
    return due


def _backwards(world: World, start: datetime, end: datetime) -> timedelta:
    """By how much our clock went back in a stretch of the world's time."""
    return sum(
        (-jump.by for jump in world.script.jumps if start <= jump.at <= end and jump.by < timedelta(0)),
        timedelta(0),
    )


JUDGING: dict[str, Invariant] = {
    "sources watched": sources_watched,
    "faults seen": faults_seen,
    "faults named": faults_named,
    "faults over": faults_over,
    "no fault made up": no_fault_made_up,
    "doors changed": doors_changed,
    "silence told apart": silence_told_apart,
    "past remembered": past_remembered,
}
