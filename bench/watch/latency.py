"""From publication to Slack, by a judge and a world that somebody else wrote, our service beside changedetection.io.

    python -m bench.watch.latency --out DIR --world ministries.py --judge watch_bench.py [--sources 200] [--every 15]
                                  [--every-theirs 15] [--articles 20] [--embeddings] [--changedetection BIN] [--judge-options ...]

The world serves ``/s/<i>/feed.xml`` on a host of its own for each site, publishes at ``/_ctl/publish`` and takes messages below
``/slack/``; the judge is given ``--server``, ``--pid``, ``--sites`` and ``--name``, meters that process and prints one JSON line. Both
sides run one after the other on a fresh world. ``--every-theirs`` is for the comparison at the same processor time: ours asks more
often then. Prints the lines of the judge, memory as PSS and, of ours, how long an alert took from the site's answer to Slack's
acceptance; compare only figures of one run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from bench.watch import sides
from bench.watch.__main__ import answers, at, settle
from bench.watch.meter import memory

PORT = 8850
BASE = f"http://127.0.0.1:{PORT}"
HOOK = "/slack/hook/x"


def feeds(count: int) -> list[str]:
    """Where the world serves its sites: 250 hosts a network."""
    return [f"http://127.0.{1 + i // 250}.{1 + i % 250}:{PORT}/s/{i}/feed.xml" for i in range(count)]


@contextmanager
def world(script: Path, options: argparse.Namespace, log: Path) -> Iterator[None]:
    """A fresh world."""
    command = [sys.executable, str(script), "--sites", str(options.sources), "--port", str(PORT), "--hosts"]
    with sides.process([*command, "--articles", str(options.articles)], log):
        for _ in range(300):
            try:
                sides.call(f"{BASE}/_ctl/stats")
                break
            except OSError:
                time.sleep(0.1)
        yield


def judged(
    name: str,
    start: Callable[[], AbstractContextManager[int]],
    options: argparse.Namespace,
    done: Callable[[], bool],
) -> dict[str, Any]:
    """One side on a fresh world: first everything is seen once and worked off, then the judge has it."""
    with world(options.world, options, options.out / f"{name}-world.log"):
        answers(BASE)
        with start() as pid:
            settle(pid, lambda: answers(BASE, reset=False) >= options.sources and done(), options.patience)
            command = [
                sys.executable,
                str(options.judge),
                "--server",
                BASE,
                "--pid",
                str(pid),
                "--name",
                name,
            ]
            command += ["--sites", str(options.sources), *options.judge_options]
            told = subprocess.run(command, capture_output=True, text=True, check=True)
            return {**json.loads(told.stdout), "pss_mib": round(memory(pid), 1)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--world", type=Path, required=True)
    parser.add_argument("--judge", type=Path, required=True)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--every", type=int, default=15, help="seconds between two checks of a source")
    parser.add_argument("--every-theirs", type=int, help="the same for changedetection.io, where it differs")
    parser.add_argument("--articles", type=int, default=20, help="statements on each site from the beginning")
    parser.add_argument("--patience", type=int, default=3600, help="seconds for the first sight")
    parser.add_argument("--embeddings", action="store_true", help="ours reads with them")
    parser.add_argument("--changedetection", type=Path)
    parser.add_argument("--judge-options", nargs=argparse.REMAINDER, default=[])
    options = parser.parse_args(arguments)
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    urls, rows = feeds(options.sources), []
    ours, theirs = options.out / "communique", options.out / "changedetection"
    rows.append(
        judged(
            f"communique-{options.every}s",
            lambda: sides.communique(ours, urls, BASE, options.every, embeddings=options.embeddings),
            options,
            lambda: sides.all_read(ours),
        )
    )
    taken = sides.way_to_slack(ours)
    rows[0] |= {
        "alerts": len(taken),
        "answer_to_slack_p50": at(taken, 0.5),
        "answer_to_slack_p95": at(taken, 0.95),
    }
    if options.changedetection is not None:
        every = options.every_theirs or options.every
        rows.append(
            judged(
                f"changedetection.io-{every}s",
                lambda: sides.changedetection(options.changedetection, theirs, urls, BASE, every, HOOK),
                options,
                lambda: True,
            )
        )
    (options.out / "latency.json").write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
    for row in rows:
        sys.stdout.write(json.dumps(row) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
