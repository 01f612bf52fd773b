"""How soon new items are found: looks by habit against looks at a fixed interval, with the same number of looks.

    python -m bench.rhythms FILE [--within] [--each] [--every 15m 30m 1h 2h]
    python -m bench.rhythms --synthetic SEED

FILE holds {"learn_days", "test_days", "sources": [{"source", "times": seconds from a Monday 00:00 UTC}]}. Habits are learnt from the first
``learn_days`` and, from then on, from what looks have found; delays are those of the items of the last ``test_days``. ``--within``
leaves the test days out altogether: the last 7 of the learning days are tested instead, for choosing constants. ``--synthetic``
invents sources (`bench.rhythmic`).

It is the service's own code that looks: `spiders.tempo` and `spiders.rhythm`, with its random spread. A look finds all items up to its moment. *Per source*, each
source keeps the number of looks of its interval, and is compared with a fixed interval that spends as many looks on that source in the test week as ours did. *Shared*, the
sources share out the looks of all, and are compared with the one fixed interval for all that spends as many in all. Fixed delays are means over 48 evenly spread phases;
``best phase`` is the phase that did best in hindsight, the same for all sources. Two lines say what is possible: ``hindsight`` is our rule with habits fitted to all days,
the tested ones included; ``clairvoyant`` knows each item's moment and places as many looks as ours in the best way (merging neighbours).
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from bench.rhythmic import invent
from config.fields import read_duration
from spiders import rhythm
from spiders.tempo.learning import WINDOW
from spiders.tempo.memory import Tempo
from statements.labels import Verdict

MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
DAY = 86400.0
PHASES = 48
BUDGETS = ("15m", "30m", "1h", "2h")


@dataclass(frozen=True, kw_only=True)
class Rhythms:
    """The times of all sources in seconds, and how they are split."""

    names: tuple[str, ...]
    times: tuple[tuple[float, ...], ...]
    learn: float
    end: float

    @property
    def tested(self) -> list[list[float]]:
        return [[time for time in times if self.learn <= time < self.end] for times in self.times]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What looking gave: for every source the delays of its tested items and the number of looks in the test days."""

    delays: list[list[float]]
    looks: list[int]


def load(path: Path, *, within: bool = False) -> Rhythms:
    """The rhythms of a file; with ``within`` its learning days alone, the last 7 of them tested."""
    data = json.loads(path.read_text())
    learn = data["learn_days"] - (7 if within else 0)
    end = data["learn_days"] if within else learn + data["test_days"]
    return Rhythms(
        names=tuple(source["source"] for source in data["sources"]),
        times=tuple(
            tuple(sorted(float(time) for time in source["times"] if time < end * DAY))
            for source in data["sources"]
        ),
        learn=learn * DAY,
        end=end * DAY,
    )


def watch(
    rhythms: Rhythms, every: timedelta, *, share: bool, hindsight: bool = False, seed: int = 1
) -> Outcome:
    """Look at all sources through the test days, and on until every item is found."""
    chance, tempo = random.Random(seed), Tempo(share=share)
    moments = [[MONDAY + timedelta(seconds=time) for time in times] for times in rhythms.times]
    start, end = (MONDAY + timedelta(seconds=at) for at in (rhythms.learn, rhythms.end))
    if hindsight:
        for _ in range(2):  # once more, when all shares are known
            for index, times in enumerate(moments):
                tempo.learn(str(index), times, now=end, every=every)
    found = [bisect_right(times, rhythms.learn) for times in rhythms.times]
    delays: list[list[float]] = [[] for _ in moments]
    looks = [0] * len(moments)
    queue = [(start + every * chance.random(), index) for index in range(len(moments))]
    heapq.heapify(queue)
    while queue:
        now, index = heapq.heappop(queue)
        times, name = moments[index], str(index)
        before, found[index] = found[index], bisect_right(times, now)
        delays[index] += [(now - time).total_seconds() for time in times[before : found[index]]]
        if now >= end and found[index] == len(times):
            continue
        looks[index] += now < end
        if not hindsight and tempo.needs(name, now):
            tempo.learn(
                name, [time for time in times[: found[index]] if time > now - WINDOW], now=now, every=every
            )
        elif hindsight or found[index] > before:
            tempo.saw(name, times[: found[index]])
        due = rhythm.next_due(
            now,
            every=every,
            verdict=Verdict.OK,
            failures=0,
            retry_after=None,
            unread=False,
            chance=chance.random(),
            chosen=tempo.wait(name, now),
        )
        heapq.heappush(queue, (due, index))
    return Outcome(delays=delays, looks=looks)


def fixed(rhythms: Rhythms, looks: Sequence[float]) -> list[list[list[float]]]:
    """For each phase and source the delays when so many looks at each source are evenly spread."""
    span, tested = rhythms.end - rhythms.learn, rhythms.tested
    phases = []
    for phase in (np.arange(PHASES) + 0.5) / PHASES:
        delays = []
        for times, number in zip(tested, looks, strict=True):
            interval = span / max(number, 1.0)
            since = np.array(times) - rhythms.learn
            delays.append(((phase * interval - since) % interval).tolist())
        phases.append(delays)
    return phases


def clairvoyant(times: Sequence[float], looks: int) -> list[float]:
    """The delays when ``looks`` are placed by somebody who knows the times: on the last of each group of neighbours, the groups that cost least
    joined one after the other."""
    groups = [[time] for time in times]
    while len(groups) > looks:
        costs = [len(groups[at]) * (groups[at + 1][-1] - groups[at][-1]) for at in range(len(groups) - 1)]
        at = int(np.argmin(costs))
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return [group[-1] - time for group in groups for time in group]


def figures(delays: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Mean and 95th percentile over all items, in minutes; zero where there are none."""
    every = [delay / 60 for source in delays for delay in source]
    return (float(np.mean(every)), float(np.percentile(every, 95))) if every else (0.0, 0.0)


def row(rhythms: Rhythms, every: timedelta, *, share: bool) -> dict[str, float]:
    """One line of the table. Delays in minutes, numbers of looks a day and source."""
    ours = watch(rhythms, every, share=share)
    total, sources = sum(ours.looks), len(ours.looks)
    phases = fixed(rhythms, [total / sources] * sources if share else ours.looks)
    mean, p95 = figures(ours.delays)
    fixed_mean = figures([source for phase in phases for source in phase])
    best = min(figures(phase)[0] for phase in phases)
    own = figures([source for phase in fixed(rhythms, ours.looks) for source in phase])[0]
    knowing = [clairvoyant(times, number) for times, number in zip(rhythms.tested, ours.looks, strict=True)]
    days = (rhythms.end - rhythms.learn) / DAY
    after = watch(rhythms, every, share=share, hindsight=True)
    after_interval = (rhythms.end - rhythms.learn) / 60 / (sum(after.looks) / sources)
    after_fixed = (
        after_interval / 2 if share else figures([s for p in fixed(rhythms, after.looks) for s in p])[0]
    )
    return {
        "every": every.total_seconds() / 60,
        "looks": total / sources / days,
        "budget": total / sources / days * every.total_seconds() / DAY,
        "mean": mean,
        "p95": p95,
        "fixed": fixed_mean[0],
        "fixed_p95": fixed_mean[1],
        "best_phase": best,
        "ratio": mean / fixed_mean[0],
        "p95_ratio": p95 / fixed_mean[1],
        "to_best_phase": mean / best,
        "to_own_fixed": mean / own,
        "hindsight": figures(after.delays)[0] / after_fixed,
        "clairvoyant": figures(knowing)[0] / fixed_mean[0],
    }


def each(rhythms: Rhythms, every: timedelta, *, share: bool) -> list[dict[str, float | str]]:
    """One line a source; the fixed interval spends as many looks on it (per source) or on all alike (shared)."""
    ours = watch(rhythms, every, share=share)
    even = sum(ours.looks) / len(ours.looks)
    phases = fixed(rhythms, [even] * len(ours.looks) if share else ours.looks)
    lines: list[dict[str, float | str]] = []
    for index, name in enumerate(rhythms.names):
        if ours.delays[index]:
            mean, p95 = figures([ours.delays[index]])
            by_clock = figures([phase[index] for phase in phases])
            lines.append(
                {
                    "source": name,
                    "items": len(ours.delays[index]),
                    "looks": ours.looks[index] * DAY / (rhythms.end - rhythms.learn),
                    "mean": mean,
                    "p95": p95,
                    "fixed": by_clock[0],
                    "fixed_p95": by_clock[1],
                    "ratio": mean / by_clock[0],
                }
            )
    return lines


def _table(lines: Sequence[Mapping[str, float | str]]) -> None:
    print("  ".join(f"{key:>{max(7, len(key))}}" for key in lines[0]))
    for line in lines:
        print(
            "  ".join(
                f"{value if isinstance(value, str) else format(value, '.2f'):>{max(7, len(key))}}"
                for key, value in line.items()
            )
        )
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="How soon new items are found, at the same number of looks.")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("file", type=Path, nargs="?", metavar="FILE")
    source.add_argument("--synthetic", type=int, metavar="SEED", help="invented sources")
    parser.add_argument("--within", action="store_true", help="test on the last 7 learning days")
    parser.add_argument("--each", action="store_true", help="every source, for the first --every")
    parser.add_argument("--every", nargs="+", default=BUDGETS, help="intervals: 15m, 1h, ...")
    options = parser.parse_args()
    if options.file is None:
        times = invent(options.synthetic)
        names = tuple(f"s{index:02}" for index in range(len(times)))
        rhythms = Rhythms(names=names, times=times, learn=28 * DAY, end=35 * DAY)
    else:
        rhythms = load(options.file, within=options.within)
    budgets = [read_duration(text) for text in options.every]
    for share, title in ((False, "Per source"), (True, "Shared")):
        print(
            f"{title} (delays in minutes; looks a day and source; ratios to fixed intervals at as many looks)"
        )
        _table([row(rhythms, every, share=share) for every in budgets])
        if options.each:
            _table(each(rhythms, budgets[0], share=share))


if __name__ == "__main__":
    main()
