"""The measurements, each on worker processes of one side."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from bench.classify.process import Worker
from bench.classify.sides import Statement
from bench.classify.texts import joined

FACTORS = (1, 2, 4, 8)
"""Lengths of a statement, in statements of `texts.WORDS` words."""
ROUNDS = 2
"""Times the growth is measured; the least cost counts, since what else runs here can only add to it."""
GROWTH_LIMIT = 1.5
"""A sentence of the longest statement may cost so many times what one of the shortest costs."""
BATCHES = (1, 8, 64)


@dataclass(frozen=True)
class Job:
    """A side, the interpreter that has its libraries, and what was fitted for it."""

    side: str
    interpreter: str
    fitted: Path | None = None

    def load(self, worker: Worker) -> dict[str, Any]:
        return worker.ask("load", side=self.side, fitted=self.fitted and str(self.fitted))


def speed(
    job: Job, processes: int, measured: Sequence[Statement], warm: Sequence[Statement]
) -> dict[str, Any]:
    """Rate, CPU per statement, time to load and memory, the statements dealt out to so many processes."""
    with ExitStack() as stack:
        started = time.perf_counter()
        workers = [stack.enter_context(Worker(job.interpreter)) for _ in range(processes)]
        for worker in workers:
            worker.send("load", side=job.side, fitted=job.fitted and str(job.fitted))
        load_cpu = [worker.receive()["cpu_s"] for worker in workers]
        load = time.perf_counter() - started
        for worker in workers:
            _costs(worker, warm)
        for number, worker in enumerate(workers):
            _hand(worker, measured[number::processes])
        started = time.perf_counter()
        for worker in workers:
            worker.send("read")
        costs = [cost for worker in workers for cost in worker.receive()["ms"]]
        wall = time.perf_counter() - started
        memory = [worker.ask("memory") for worker in workers]
        shares = [each["pss_mb"] for each in memory]
        return {
            "statements_per_s": round(len(measured) / wall, 2),
            "cpu_ms_mean": round(mean(costs), 2),
            "cpu_ms_p95": round(quantiles(costs, n=20)[-1], 2),
            "load_s": round(load, 2),
            "load_cpu_s": round(max(load_cpu), 2),
            "peak_rss_mb_each": max(each["peak_mb"] for each in memory),
            "pss_mb_all": None if None in shares else round(sum(shares), 1),
        }


def more(
    job: Job, parts: Sequence[Statement], again: Sequence[Statement], warm: Sequence[Statement]
) -> dict[str, Any]:
    """What length, repetition and batches do to the cost, on one process."""
    with Worker(job.interpreter) as worker:
        job.load(worker)
        return {
            "growth": _growth(worker, parts, warm),
            "repeated": _repeated(worker, again, warm),
            "batches": _batches(worker, parts, warm),
        }


def grown(costs: dict[int, list[float]], sentences: int) -> dict[str, Any]:
    """Growth from the costs, round for round, of the same ``sentences`` in statements of each length."""
    each = {factor: min(rounds) / sentences for factor, rounds in costs.items()}
    ratio = each[max(each)] / each[min(each)]
    return {
        "ms_per_sentence": {f"{factor}x": round(cost, 3) for factor, cost in each.items()},
        "ratio": round(ratio, 2),
        "limit": GROWTH_LIMIT,
        "linear": ratio <= GROWTH_LIMIT,
    }


def _growth(worker: Worker, parts: Sequence[Statement], warm: Sequence[Statement]) -> dict[str, Any]:
    costs: dict[int, list[float]] = {factor: [] for factor in FACTORS}
    for _ in range(ROUNDS):
        for factor in FACTORS:
            _forget(worker, warm)
            costs[factor].append(sum(_costs(worker, joined(parts, factor))))
    return grown(costs, sum(len(part.sentences) for part in parts))


def _repeated(worker: Worker, again: Sequence[Statement], warm: Sequence[Statement]) -> dict[str, Any]:
    _forget(worker, warm)
    first = mean(_costs(worker, again))
    before = worker.ask("memory")["pss_mb"]
    second = mean(_costs(worker, again))
    after = worker.ask("memory")["pss_mb"]
    return {
        "statements": len(again),
        "first_ms": round(first, 2),
        "again_ms": round(second, 2),
        "ratio": round(second / first, 2),
        "again_grew_mb": None if before is None else round(after - before, 1),
    }


def _batches(worker: Worker, parts: Sequence[Statement], warm: Sequence[Statement]) -> dict[str, Any]:
    sentences = list(dict.fromkeys(s for part in parts for s in part.sentences))[: max(BATCHES)]
    figures: dict[str, float] = {}
    for size in BATCHES:
        _forget(worker, warm)
        batches = [sentences[i : i + size] for i in range(0, len(sentences), size)]
        costs = [worker.ask("score", sentences=b, language=parts[0].language)["ms"] for b in batches]
        figures[str(size)] = round(sum(costs) / len(sentences), 3)
    most = str(BATCHES[-1])
    return {"ms_per_sentence": figures, "ratio": round(figures[most] / figures["1"], 2)}


def _forget(worker: Worker, warm: Sequence[Statement]) -> None:
    """As after loading: nothing remembered, and everything that is made on first use made."""
    worker.ask("forget")
    _costs(worker, warm)


def _hand(worker: Worker, statements: Sequence[Statement]) -> None:
    worker.ask("take", statements=[astuple(statement) for statement in statements])


def _costs(worker: Worker, statements: Sequence[Statement]) -> list[float]:
    """Milliseconds of CPU for each statement."""
    _hand(worker, statements)
    costs: list[float] = worker.ask("read")["ms"]
    return costs
