"""The figures of a world, and which of its invariants hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from bench.world.invariants import ARCHIVE
from bench.world.judging import JUDGING, meetings
from bench.world.observing import World
from bench.world.telling import TELLING

INVARIANTS = {**ARCHIVE, **JUDGING, **TELLING}
SHOWN = 10
"""Breaches of one invariant that are shown; all are in the report."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """``breaches`` by invariant, each a sentence; ``figures`` are what happened and what it cost."""

    figures: dict[str, Any]
    breaches: dict[str, list[str]]

    @property
    def holds(self) -> bool:
        return not any(self.breaches.values())

    def lines(self) -> list[str]:
        found = [f"{name:28} {value}" for name, value in self.figures.items()]
        found += ["", f"{'invariant':28} breaches"]
        for name, sentences in self.breaches.items():
            found.append(f"{name:28} {len(sentences) or 'none'}")
            found += [f"    {sentence}" for sentence in sentences[:SHOWN]]
        return found


def judge(world: World) -> Report:
    """Hold a world against every invariant."""
    return Report(
        figures=_figures(world), breaches={name: list(found(world)) for name, found in INVARIANTS.items()}
    )


def _figures(world: World) -> dict[str, Any]:
    script, course = world.script, world.course
    checks = [check for those in world.checks.values() for check in those]
    met = [one for one in meetings(world) if one.failing]
    seen = [one.failing[0].at - max(one.noticeable, script.start) for one in met]
    over = [one.after.at - one.fault.end for one in met if one.after is not None and one.after.well]
    edits = Counter(
        f"{row.publication.wordings[version.wording].edit} as {version.grade}"
        for row in world.rows
        if row.publication is not None
        for version in row.versions
        if version.n > 1 and version.wording is not None
    )
    requests = sum(course.requests.values())
    return {
        "seed": script.seed,
        "sources": len(script.sites),
        "hours": (script.end - script.start) / timedelta(hours=1),
        "published": sum(one.published >= script.start for one in script.publications),
        "standing before": sum(one.published < script.start for one in script.publications),
        "edits": sum(len(one.wordings) - 1 for one in script.publications),
        "withdrawals": sum(len(one.absences) for one in script.publications),
        "faults": f"{len(script.faults)} ({len(met)} met by a check)",
        "kills": ", ".join(kill.kind for kill in course.killed) or "none",
        "passes": len(course.passes),
        "checks": f"{len(checks)} ({sum(not check.well for check in checks)} failed)",
        "requests": f"{requests} ({dict(course.requests.most_common())}, {course.unchanged} answered 304)",
        "statements archived": len(world.rows),
        "versions archived": sum(len(row.versions) for row in world.rows),
        "edits as graded": dict(edits.most_common()),
        "found withdrawn": sum(any(event.what == "withdrawn" for event in row.events) for row in world.rows),
        "found back": sum(any(event.what == "returned" for event in row.events) for row in world.rows),
        "marked as re-issues": sum(row.versions[0].reissue is not None for row in world.rows),
        "alerts": dict(Counter(alert.what for alert in world.alerts)),
        "notices to operators": dict(Counter(line.what for line in world.told)),
        "fault to health": _spread(seen),
        "end of fault to recovery": _spread(over),
        "texts derived again": f"{world.tally.derived} of {world.tally.seals} sealed",
        "wall time": f"{course.wall:.0f} s",
        "processor time": f"{course.cpu:.0f} s ({1000 * course.cpu / max(len(checks), 1):.1f} ms a check)",
        "memory at most": f"{course.memory / 1024:.0f} MiB",
    }  # fmt: skip


def _spread(values: list[timedelta]) -> str:
    """Median and maximum in minutes."""
    minutes = [value / timedelta(minutes=1) for value in values]
    return f"median {median(minutes):.0f}, at most {max(minutes):.0f} minutes" if minutes else "none"
