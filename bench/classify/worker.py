"""A process that holds one side and answers requests, a line of JSON each, so that its time and memory can be told apart.

Runs in whichever environment has the side's libraries; imports nothing else.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.classify import sides
from bench.classify.sides import Side, Statement


class Holder:
    """What has been loaded and handed over so far."""

    def __init__(self) -> None:
        self._side: Side | None = None
        self._statements: list[Statement] = []

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Do what is asked: ``fit``, ``load``, ``take``, ``read``, ``score``, ``forget`` or ``memory``."""
        match request["do"]:
            case "fit":
                rows = json.loads(Path(request["rows"]).read_text("utf-8"))
                texts, labels = [row[0] for row in rows], [row[1] for row in rows]
                sides.fit(request["side"], texts, labels, Path(request["into"]))
                return {"cpu_s": time.process_time()}
            case "load":
                fitted = request.get("fitted")
                self._side = sides.make(request["side"], Path(fitted) if fitted else None)
                return {"cpu_s": time.process_time()}
            case "take":
                self._statements = [
                    Statement(language, text, tuple(sentences))
                    for language, text, sentences in request["statements"]
                ]
                return {}
            case "read":
                return {"ms": [self._cost(statement) for statement in self._statements]}
            case "score":
                before = time.process_time()
                self._loaded().score(request["sentences"], request["language"])
                return {"ms": (time.process_time() - before) * 1000}
            case "forget":
                self._loaded().forget()
                return {}
            case "memory":
                return memory()
            case other:
                raise ValueError(f"unknown request: {other}")

    def _loaded(self) -> Side:
        if self._side is None:
            raise ValueError("nothing is loaded")
        return self._side

    def _cost(self, statement: Statement) -> float:
        side = self._loaded()
        before = time.process_time()
        side.read(statement)
        return (time.process_time() - before) * 1000


def memory() -> dict[str, float | None]:
    """Megabytes of this process: most that was resident at once, and its share of what is resident now (None off Linux)."""
    # Not ru_maxrss where it can be helped: that starts from the size of the process that started this one.
    peak = _kilobytes("/proc/self/status", "VmHWM")
    if peak is None:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        peak = most // 1024 if sys.platform == "darwin" else most
    share = _kilobytes("/proc/self/smaps_rollup", "Pss")
    return {"peak_mb": round(peak / 1024, 1), "pss_mb": None if share is None else round(share / 1024, 1)}


def _kilobytes(path: str, key: str) -> int | None:
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{key}:")), None)


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print must not come between the answers
    holder = Holder()
    for line in sys.stdin:
        try:
            answer = holder.answer(json.loads(line))
        except ImportError as error:
            answer = {"missing": str(error)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
