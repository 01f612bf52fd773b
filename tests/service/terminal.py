"""The command line called in this process: quick, and everything but signals and pipes is as in a terminal."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from dataclasses import dataclass
from typing import Any

import structlog

from cli.app import run


@dataclass(frozen=True)
class Answer:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def communique(*arguments: str, stdin: bytes = b"") -> Answer:
    """Run one command line. Logging is put back as it was."""
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""), io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            sys.stdin = given
            status = run(arguments)
    finally:
        sys.stdin = sys.__stdin__
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()
    out.seek(0)
    return Answer(status, out.read(), err.getvalue())
