"""``python -m bench.world``: a day of a world, and whether what must hold of it holds. Exit status 1 when something does not."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.world.drive import run
from bench.world.generating import generate
from bench.world.observing import observe
from bench.world.report import judge


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.world", description="A day of many ministries in compressed time."
    )
    parser.add_argument("--sources", type=int, default=120)
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--statements", type=int, default=2000, help="published while the service watches")
    parser.add_argument("--every", type=float, default=15, help="minutes between two checks of a source")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--out", type=Path, help="keep configuration, archive, log and report in this new directory"
    )
    options = parser.parse_args()
    try:
        script = generate(
            sources=options.sources, hours=options.hours, statements=options.statements, seed=options.seed,
            every=timedelta(minutes=options.every),
        )  # fmt: skip
    except ValueError as error:
        parser.error(str(error))
    if options.out is not None and options.out.exists():
        parser.error(f"{options.out} exists already")
    with TemporaryDirectory(prefix="communique-world-") as scratch:
        directory = options.out or Path(scratch) / "world"
        course = run(script, directory)
        report = judge(observe(script, course, directory))
        (directory / "report.json").write_text(
            json.dumps({"figures": report.figures, "breaches": report.breaches}, indent=1), "utf-8"
        )
    print("\n".join(report.lines()))
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main())
