"""The command of the exam; what it counts stands in the package's docstring."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from bench.extract import __doc__ as about
from bench.extract import report
from bench.extract.cases import PAGES, Case, load
from bench.extract.score import Mark, mark
from pipeline.sources import extract_file


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.extract",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--cases", metavar="GLOB", default="*", help="only the pages whose name fits")
    parser.add_argument(
        "--pages", metavar="DIR", type=Path, default=PAGES, help="pages kept elsewhere, in the same form"
    )
    parser.add_argument("--json", action="store_true", help="every page's figures, as JSON")
    options = parser.parse_args()
    if not options.pages.is_dir():
        parser.error(f"{options.pages} is no folder")
    cases = load(options.cases, options.pages)
    if not cases:
        parser.error(f"no page in {options.pages} is called {options.cases!r}")
    began = time.monotonic()
    marks = [examine(case) for case in cases]
    found = report.document(marks, time.monotonic() - began)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(report.lines(found)))


def examine(case: Case) -> Mark:
    """One page read and marked. What the extractor raises is a defect: it passes through with the page's name."""
    try:
        answer = extract_file(case.page, url=case.expected["url"] or "", source=None)
    except BaseException as error:
        error.add_note(f"while reading {case.page}")
        raise
    return mark(case, answer)


if __name__ == "__main__":
    main()
