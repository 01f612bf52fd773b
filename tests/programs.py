"""The real program in processes of its own that need not import everything anew: each is forked from one parent, which has imported
the program's parts and done nothing else. It has no thread, no reactor, no open file and has read no configuration, so a child has
all that is its own for itself, and can be killed, as if it had been started by hand.

A child is the program from its entry point to the interpreter's own end. What it does not show is a cold start; the tests of the
command line and of the README start the program by its name.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

# A worker process of the program imports this module once more, since it is its main one: nothing heavy may be imported above.

ROOT = Path(__file__).parents[1]
COMMUNIQUE = "cli:main"
_PARTS = (
    "pipeline.wiring", "pipeline.proposals", "pipeline.answers", "spiders.engine", "spiders.extract.article", "alerts.pace",
    "archive.upgrade", "typer.main", "rich.table",
    "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql.psycopg",
)  # fmt: skip
"""What is imported before. No module of ``cli``: rich looks at the environment when its console is made."""


class Process:
    """A program that was started; `wait` for it."""

    def __init__(self, told: int) -> None:
        self._told = os.fdopen(told, "rb", buffering=0)
        self._pid = int(self._line(60))

    def wait(self, timeout: float) -> int:
        """Its exit status; that of a signal is negative. Raises TimeoutExpired after ``timeout`` seconds, when it is killed."""
        with self._told:
            try:
                return int(self._line(timeout))
            except subprocess.TimeoutExpired:
                os.killpg(self._pid, signal.SIGKILL)
                raise

    def _line(self, timeout: float) -> bytes:
        if not select.select([self._told], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("a forked program", timeout)
        line = self._told.readline()
        assert line, "the parent of the programs died"
        return line


def start(entry: str, *arguments: str, env: Mapping[str, str], cwd: Path, files: Sequence[int]) -> Process:
    """Call ``entry`` (``module:function``) as a program, with these open ``files`` as stdin, stdout and stderr."""
    request = json.dumps({"entry": entry, "argv": [entry, *arguments], "env": dict(env), "cwd": str(cwd)})
    ours, theirs = os.pipe()
    try:
        server, message = _server(), request.encode()
        socket.send_fds(server, [len(message).to_bytes(4)], [*files, theirs])
        server.sendall(message)
    finally:
        os.close(theirs)
    return Process(ours)


def run(
    entry: str,
    *arguments: str,
    env: Mapping[str, str] = os.environ,
    cwd: Path = ROOT,
    input: str = "",
    timeout: float = 120,
) -> subprocess.CompletedProcess[str]:
    """As `subprocess.run` with captured output. Raises TimeoutExpired."""
    with TemporaryFile("w+") as given, TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        given.write(input)
        given.seek(0)
        files = [file.fileno() for file in (given, out, err)]
        status = start(entry, *arguments, env=env, cwd=cwd, files=files).wait(timeout)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess([entry, *arguments], status, out.read(), err.read())


@contextmanager
def talking(entry: str, *arguments: str) -> Iterator[tuple[IO[str], IO[str]]]:
    """A program as the two ends of a talk, its stdin and its stdout. It is to end well when the first is closed."""
    hears, asked = (os.fdopen(fd, mode) for fd, mode in zip(os.pipe(), "rw", strict=True))
    told, says = (os.fdopen(fd, mode) for fd, mode in zip(os.pipe(), "rw", strict=True))
    with told, asked:
        with hears, says:
            process = start(
                entry, *arguments, env=os.environ, cwd=ROOT, files=(hears.fileno(), says.fileno(), 2)
            )
        try:
            yield asked, told
        finally:
            asked.close()
            status = process.wait(60)
        assert status == 0


@cache
def _server() -> socket.socket:
    """The way to the parent of all programs of this test process; it ends when this end is closed."""
    ours, theirs = socket.socketpair()
    with theirs:
        # The threads of a numerical library would not survive the fork.
        single = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.programs", str(theirs.fileno())],
            cwd=ROOT, env=single, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
        )  # fmt: skip

    def end() -> None:
        ours.close()
        process.wait(10)

    atexit.register(end)
    return ours


def _serve(server: socket.socket) -> Callable[[], object] | None:
    """Fork a program for each request. Returns in the parent None at the end, and in each child what it is to do."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait
    while True:
        head, fds, _, _ = socket.recv_fds(server, 4, 4)
        if not head:
            return None
        message = server.recv(int.from_bytes(head), socket.MSG_WAITALL)
        if os.fork() == 0:
            server.close()
            return _begin(json.loads(message), fds)
        for fd in fds:
            os.close(fd)


def _begin(request: dict[str, str | list[str] | dict[str, str]], fds: list[int]) -> Callable[[], object]:
    """Fork once more: one process waits to tell what became of the other, which goes on as the program."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *files, told = fds
    child = os.fork()
    if child:
        os.write(told, f"{child}\n".encode())
        for fd in (*files, 0, 1, 2):
            os.close(fd)  # or who reads what the program writes would wait for us too
        _, status = os.waitpid(child, 0)
        os.write(told, f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os._exit(0)
    os.setsid()
    for number, fd in enumerate(files):
        os.dup2(fd, number)
    for fd in fds:
        os.close(fd)
    os.environ.clear()
    os.environ.update(request["env"])  # type: ignore[arg-type]
    os.chdir(str(request["cwd"]))
    sys.argv[:] = list(request["argv"])
    module, _, function = str(request["entry"]).partition(":")
    return lambda: getattr(importlib.import_module(module), function)()


def main() -> object:
    server = socket.socket(fileno=int(sys.argv[1]))
    for part in _PARTS:
        importlib.import_module(part)
    gc.collect()
    gc.freeze()  # or each child would copy all of it when it looks for garbage
    program = _serve(server)
    return program and program()


if __name__ == "__main__":
    sys.exit(main())  # type: ignore[arg-type]
