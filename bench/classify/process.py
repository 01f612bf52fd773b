"""Worker processes as seen from the bench."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Any

ROOT = Path(__file__).parents[2]
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
}
"""Nothing is downloaded, and one process is one core, so that two can be set beside one."""


class Missing(Exception):
    """The environment has not what a side needs."""


class Worker:
    """A worker process under an interpreter, started on entry and ended on exit."""

    def __init__(self, interpreter: str) -> None:
        self._interpreter = interpreter

    def __enter__(self) -> Worker:
        self._errors: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        try:
            self._process = subprocess.Popen(
                [self._interpreter, "-m", "bench.classify.worker"],
                cwd=ROOT,
                env=os.environ | ONE_THREAD,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                text=True,
                encoding="utf-8",
            )
        except OSError as error:
            self._errors.close()
            raise Missing(f"the interpreter does not start: {error.strerror}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()
        self._errors.close()

    def send(self, do: str, **what: object) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({"do": do, **what}) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None

    def receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise self._ended()
        answer: dict[str, Any] = json.loads(line)
        if "missing" in answer:
            raise Missing(answer["missing"])
        return answer

    def ask(self, do: str, **what: object) -> dict[str, Any]:
        """A request and its answer. `Missing` when the side's libraries are not there."""
        self.send(do, **what)
        return self.receive()

    def _ended(self) -> RuntimeError:
        self._errors.seek(0)
        last = self._errors.read().strip().splitlines()[-5:]
        return RuntimeError("a worker ended without an answer:\n" + "\n".join(last))
