"""Many unchanged sources and a few new statements, by our service and by other watchers, in one run.

    python -m bench.watch --out DIR [--sources 1000] [--every 60] [--window 120] [--publish 40]
                          [--changedetection BIN] [--urlwatch BIN] [--reader PYTHON]

Services run one after another on the same ministries, are metered for ``--window`` seconds with nothing new, and again with
``--publish`` new statements; passes are run four times (first sight, unchanged twice, some new). Milliseconds are processor time of
the watcher and its children for each answer the ministries gave; memory is the proportional set size. Prints a table with ratios
to ours and writes ``DIR/watch.json``. Compare only figures of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from bench.watch import sides
from bench.watch.meter import memory, processor
from bench.watch.sites import address

PORT = 8840
Side = Callable[[], AbstractContextManager[int]]


def answers(base: str, *, reset: bool = True) -> int:
    """How many answers the ministries gave since the last reset."""
    return sum(sides.call(f"{base}/_ctl/stats{'?reset=1' if reset else ''}").values())


def serve(
    name: str,
    start: Side,
    base: str,
    options: argparse.Namespace,
    *,
    done: Callable[[], bool] = lambda: True,
) -> dict[str, Any]:
    """Meter a service: quiet, then with news. ``done``: whether it says that what it saw first is worked off."""
    answers(base)
    with start() as pid:
        settle(pid, lambda: answers(base, reset=False) >= options.sources and done(), options.patience)
        sides.call(f"{base}/_ctl/messages?reset=1")
        answers(base)
        before, began = processor(pid), time.monotonic()
        time.sleep(options.window)
        quiet, checks = processor(pid) - before, answers(base)
        took = time.monotonic() - began
        noise = len(sides.call(f"{base}/_ctl/messages?reset=1"))
        before = processor(pid)
        published = publish(base, options)
        delays = arrivals(base, published, patience=2.5 * options.every + 10)
        busy, later = processor(pid) - before, answers(base)
        per_check = quiet / max(checks, 1)
        return {
            "name": name,
            "checks": checks,
            "checks_a_second": checks / took,
            "ms_a_check": 1000 * per_check,
            "ms_an_item": 1000 * max(0.0, busy - later * per_check) / len(published),
            "memory_mib": memory(pid),
            "published": len(published),
            "notified": len(delays),
            "delay_p50_s": at(delays, 0.5),
            "delay_p95_s": at(delays, 0.95),
            "messages_while_quiet": noise,
        }


def settle(pid: int, seen: Callable[[], bool], patience: float) -> None:
    """Wait until everything was ``seen`` once and what that brought is worked off: the watcher goes on using about the least it ever used.
    Ends the run after ``patience`` seconds: what is measured while that work goes on means nothing."""
    deadline = time.monotonic() + patience
    late = f"what was seen first was not worked off within {patience:g} s; a longer --patience waits for it"
    while not seen():
        if time.monotonic() > deadline:
            raise SystemExit(late)
        time.sleep(2)
    before, calm, least = processor(pid), 0, float("inf")
    while calm < 3:
        if time.monotonic() > deadline:
            raise SystemExit(late)
        time.sleep(10)
        now = processor(pid)
        used, before = now - before, now
        calm = calm + 1 if used > 0.8 * least or used < 0.5 else 0
        least = min(least, used)


def publish(base: str, options: argparse.Namespace) -> dict[str, float]:
    """Publish on sites chosen at random, evenly over the window; gives the time of each by the title it has."""
    chance, published = random.Random(7), dict[str, float]()
    for site in chance.sample(range(options.sources), min(options.publish, options.sources)):
        told = sides.call(f"{base}/_ctl/publish?site={site}", post=True)
        published[f"Statement {told['site']}-{told['k']} "] = told["at"]
        time.sleep(options.window / options.publish)
    return published


def arrivals(base: str, published: dict[str, float], *, patience: float) -> list[float]:
    """Seconds from publication to the first message that names it, for those that arrived."""
    deadline, found = time.monotonic() + patience, dict[str, float]()
    while len(found) < len(published) and time.monotonic() < deadline:
        time.sleep(1)
        for message in sides.call(f"{base}/_ctl/messages"):
            for title, when in published.items():
                number = title.split(" ")[1].split("-")[0]
                host = address(int(number))
                if title not in found and (title in message["body"] or f"{host}:" in message["body"]):
                    found[title] = message["at"] - when
    return sorted(found.values())


def at(values: Sequence[float], share: float) -> float | None:
    """The value below which ``share`` of the sorted values lie."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else None


def passes(
    name: str, command: list[str], base: str, options: argparse.Namespace, home: Path
) -> dict[str, Any]:
    """Meter a tool that runs and exits: unchanged passes, then one with news."""
    costs: list[tuple[float, int, float]] = []
    for number in range(4):
        if number == 3:
            for site in random.Random(7).sample(range(options.sources), options.publish):
                sides.call(f"{base}/_ctl/publish?site={site}", post=True)
        answers(base)
        environment = os.environ | {"HOME": str(home), "EDITOR": "true"}
        with (home / "out.txt").open("ab") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(
                f"{name} ended with status {os.waitstatus_to_exitcode(status)}: {home / 'out.txt'}"
            )
        costs.append((usage.ru_utime + usage.ru_stime, answers(base), usage.ru_maxrss / 1024))
    unchanged = costs[1:3]
    per_check = sum(cost for cost, _, _ in unchanged) / max(1, sum(count for _, count, _ in unchanged))
    return {
        "name": name,
        "checks": sum(count for _, count, _ in unchanged),
        "ms_a_check": 1000 * per_check,
        "ms_an_item": 1000 * max(0.0, costs[3][0] - per_check * costs[3][1]) / options.publish,
        "memory_mib": max(cost[2] for cost in costs),
    }


def show(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as a table with ratios to the first."""
    ours = rows[0]
    lines = [
        "| watcher | checks | ms a check | theirs / ours | ms a new item | memory MiB | theirs / ours | notified | p50 s | p95 s |",
        "|---|---:|---:|---:|---:|---:|---:|---|---:|---:|",
    ]
    for row in rows:
        notified = f"{row['notified']} of {row['published']}" if "published" in row else ""
        p50, p95 = (
            f"{row[key]:.1f}" if row.get(key) is not None else "" for key in ("delay_p50_s", "delay_p95_s")
        )
        lines.append(
            f"| {row['name']} | {row['checks']} | {row['ms_a_check']:.2f} | {row['ms_a_check'] / ours['ms_a_check']:.2f} "
            f"| {row['ms_an_item']:.0f} | {row['memory_mib']:.0f} | {row['memory_mib'] / ours['memory_mib']:.2f} "
            f"| {notified} | {p50} | {p95} |"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--every", type=int, default=60, help="seconds between two checks of a source")
    parser.add_argument("--window", type=int, default=120, help="seconds of each measurement")
    parser.add_argument("--publish", type=int, default=40)
    parser.add_argument("--patience", type=int, default=3600, help="seconds for the first sight")
    parser.add_argument("--changedetection", type=Path)
    parser.add_argument("--urlwatch", type=Path)
    parser.add_argument("--reader", type=Path, help="the interpreter of an environment that has reader")
    options = parser.parse_args()
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    urls = sides.feeds(options.sources, PORT)
    rows: list[dict[str, Any]] = []
    with sides.world(options.sources, PORT, options.out / "sites.log") as base:
        ours = options.out / "communique"
        rows.append(
            serve(
                "communique",
                lambda: sides.communique(ours, urls, base, options.every),
                base,
                options,
                done=lambda: sides.all_read(ours),
            )
        )
        if binary := options.changedetection:
            theirs = options.out / "changedetection"
            rows.append(
                serve(
                    "changedetection.io",
                    lambda: sides.changedetection(binary, theirs, urls, base, options.every),
                    base,
                    options,
                )
            )
        for name, program, make in (
            ("urlwatch", options.urlwatch, sides.urlwatch),
            ("reader", options.reader, sides.reader),
        ):
            if program is not None:
                home = options.out / name
                command = make(program, home, urls)
                rows.append(passes(name, command, base, options, home))
    (options.out / "watch.json").write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
    sys.stdout.write(show(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
