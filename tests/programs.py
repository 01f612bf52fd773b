"""The real program in processes of its own that need not import everything anew: each is forked from one parent, which has imported
the program's parts and done nothing else. It has no thread, no reactor, no open file and has read no configuration, so a child has
all that is its own for itself, and can be killed, as if it had been started by hand.

A child is the program from its entry point to the interpreter's own end, at which all of it is taken apart but what was imported
before. What it does not show is a cold start; the tests of the command line and of the README start the program by its name.
"""

from __future__ import annotations

import atexit
import ctypes
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
from threading import Thread
from typing import IO, Self

from tests import nursery, warming

# A worker process of the program imports this module once more, since it is its main one: nothing heavy may be imported above.

ROOT = Path(__file__).parents[1]
COMMUNIQUE = "cli:main"
_PARTS = (
    "pipeline.wiring", "pipeline.proposals", "pipeline.answers", "pipeline.work", "spiders.engine", "spiders.candidates", "alerts.pace",
    "archive.upgrade", "typer.main", "rich.table",
    "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql.psycopg",
)  # fmt: skip
"""What is imported before. No module of ``cli``: rich looks at the environment when its console is made."""
_imported: list[str] = []


class Process:
    """A program that was started; `wait` for it."""

    def __init__(self, told: int) -> None:
        self._told = os.fdopen(told, "rb", buffering=0)
        self.pid = int(self._line(120))

    def wait(self, timeout: float) -> int:
        """Its exit status; that of a signal is negative. Raises TimeoutExpired after ``timeout`` seconds, when it is killed."""
        with self._told:
            try:
                return int(self._line(timeout))
            except subprocess.TimeoutExpired:
                os.killpg(self.pid, signal.SIGKILL)
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


class Running:
    """A program that goes on, its stderr to be read meanwhile; used as a `subprocess.Popen` is."""

    def __init__(
        self, entry: str, *arguments: str, env: Mapping[str, str] = os.environ, cwd: Path = ROOT
    ) -> None:
        reads, writes = os.pipe()
        self.stderr = os.fdopen(reads, "r")
        self._out = TemporaryFile("w+")  # noqa: SIM115 - closed at the exit
        with Path(os.devnull).open() as nothing, os.fdopen(writes):
            files = [nothing.fileno(), self._out.fileno(), writes]
            self._process = start(entry, *arguments, env=env, cwd=cwd, files=files)
        self.pid = self._process.pid
        self.returncode: int | None = None

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """What has not ended is killed, with all that it started."""
        if self.returncode is None:
            os.killpg(self.pid, signal.SIGKILL)
            self.wait(60)
        self.stderr.close()
        self._out.close()

    def wait(self, timeout: float) -> int:
        """Raises TimeoutExpired."""
        if self.returncode is None:
            self.returncode = self._process.wait(timeout)
        return self.returncode

    def communicate(self, timeout: float = 120) -> tuple[str, str]:
        """What it said on stdout, and on stderr what was not read yet. Raises TimeoutExpired."""
        rest: list[str] = []
        # Or it could not write on, and so not end.
        reading = Thread(target=lambda: rest.extend(self.stderr), daemon=True)
        reading.start()
        self.wait(timeout)
        reading.join()
        self._out.seek(0)
        return self._out.read(), "".join(rest)


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
        process.wait(60)

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
    if worker := nursery.leave():
        return worker
    module, _, function = str(request["entry"]).partition(":")
    return lambda: getattr(importlib.import_module(module), function)()


def _keep() -> None:
    """Leave what was imported before the fork as it is at a child's end: to take it apart, the child would first copy all of it."""
    for name in _imported:
        sys.modules.pop(name, None)


def main() -> object:
    atexit.register(_keep)  # the first to be registered is the last to be called
    server = socket.socket(fileno=int(sys.argv[1]))
    for part in _PARTS:
        importlib.import_module(part)
    warming.warm()
    _imported.extend(sys.modules.keys() - {"sys", "builtins"})
    for name in _imported:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(sys.modules[name]))
    gc.collect()
    gc.freeze()  # or each child would copy all of it when it looks for garbage
    program = _serve(server)
    return program and program()


if __name__ == "__main__":
    sys.exit(main())  # type: ignore[arg-type]
