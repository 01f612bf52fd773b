"""Whether the service's memory stays flat: many rounds of checks, with a new statement now and then.

    python -m bench.watch.rounds --out DIR [--sources 20] [--rounds 1000] [--every 1]

A round is one check of every source. Every tenth round a site publishes, so that extraction, reading and delivery take part. Prints the
memory of the whole tree (PSS) ten times on the way; the last column compares it with that after the first tenth.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.watch import sides
from bench.watch.__main__ import answers
from bench.watch.meter import memory

PORT = 8842


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sources", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--every", type=int, default=1, help="seconds between two checks of a source")
    options = parser.parse_args(arguments)
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    urls, service = sides.feeds(options.sources, PORT), options.out / "communique"
    with (
        sides.world(options.sources, PORT, options.out / "world.log") as base,
        sides.communique(service, urls, base, options.every) as pid,
    ):
        while answers(base, reset=False) < options.sources or not sides.all_read(service):
            time.sleep(2)  # another process, which can only be asked
        answers(base)
        first, published, tenths = 0.0, 0, 1
        while tenths <= 10:
            time.sleep(options.every)
            done = answers(base, reset=False) / options.sources
            while published < done / 10:
                sides.call(f"{base}/_ctl/publish?site={published % options.sources}", post=True)
                published += 1
            if done >= tenths * options.rounds / 10:
                now = memory(pid)
                first = first or now
                sys.stdout.write(
                    f"{int(done):6} rounds  {published:5} published  {now:7.1f} MiB  {now / first:5.2f}\n"
                )
                sys.stdout.flush()
                tenths += 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
