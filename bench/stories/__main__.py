"""`make bench-stories`: reads the planted statements with the shipped classifier into an archive of their own, and says by kind
how many pairs were rightly and wrongly put together."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from archive import Archive, open_archive
from bench.stories.filling import fill
from bench.stories.planted import read, score, table
from classifier import Reader


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-stories", description=__doc__)
    parser.add_argument(
        "sets", nargs="*", default=["tuned", "held", "fresh"], help="which of tuned, held, fresh"
    )
    parser.add_argument("--faults", action="store_true", help="name the pairs that are wrong or missed")
    arguments = parser.parse_args()
    reader = Reader.load()
    for name in arguments.sets:
        with tempfile.TemporaryDirectory() as folder:
            with open_archive(f"sqlite:///{Path(folder) / 'stories.db'}", migrate=True) as archive:
                _run(archive, reader, name, arguments.faults)


def _run(archive: Archive, reader: Reader, name: str, faults: bool) -> None:
    planted, took = read(name), []
    found = fill(archive, reader, planted, timed=lambda seconds: took.append(seconds))
    scores = score(planted, found)
    print(f"\n{name}: {len(planted)} statements; {_took(took)} to place one")
    print(*table(scores), sep="\n")
    if faults:
        print(*scores["all"].faults, *scores["all"].unfollowed, sep="\n")


def _took(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    return f"median {1000 * ordered[len(ordered) // 2]:.1f} ms, p95 {1000 * ordered[int(len(ordered) * 0.95)]:.1f} ms"


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    print(f"\n{time.perf_counter() - started:.1f} s")
