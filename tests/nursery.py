"""The worker processes of a forked program, forked as well: a worker that is started anew imports for two seconds what `tests.programs`
has imported already.

Before a program begins it leaves a process behind that does nothing but wait. What asks for a process in the way of
``multiprocessing``'s "spawn" gets one that is forked from there: it has nothing of what the program did since, no thread and no
open file but those that it is given. It is a child of the program, which can wait for it and kill it like any other.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import multiprocessing.util
import os
import re
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from operator import itemgetter
from typing import Any

_SUBREAPER = (
    36  # PR_SET_CHILD_SUBREAPER of prctl(2): whose parent ends becomes our child, not that of process 1
)
WAY = 100
"""The file descriptor by which a program asks; from here on they are nobody else's."""
_CALL = re.compile(r"from (multiprocessing\.\w+) import (\w+); ?\w+\((.*)\)")
_NUMBERS = re.compile(r"(?:(\w+)=)?(\d+)")


def leave() -> Callable[[], object] | None:
    """Called once, by a program that has no thread yet. Returns None in the program, and in each worker what it is to do."""
    ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)
    near, asked = socket.socketpair(type=socket.SOCK_SEQPACKET)
    if os.fork() == 0:
        near.close()
        return _wait(asked)
    asked.close()
    with near:
        asks = socket.socket(fileno=fcntl.fcntl(near.fileno(), fcntl.F_DUPFD_CLOEXEC, WAY))

    def spawn(path: bytes, arguments: Sequence[Any], files: Sequence[int]) -> int:
        call = _CALL.search(" ".join(map(str, arguments)))
        assert call, arguments
        request = {"call": call.groups(), "files": list(files), "env": dict(os.environ)}
        socket.send_fds(asks, [json.dumps(request).encode()], files)
        return int(asks.recv(20))

    multiprocessing.util.spawnv_passfds = spawn  # type: ignore[assignment]
    return None


def _wait(asked: socket.socket) -> Callable[[], object]:
    """Fork a worker for each request, until the program ends."""
    for number in (signal.SIGINT, signal.SIGTERM):  # they are sent to all processes of the program at once
        signal.signal(number, signal.SIG_IGN)
    while True:
        message, files, _, _ = socket.recv_fds(asked, 1 << 18, 20)
        if not message:
            os._exit(0)
        reads, writes = os.pipe()
        between = os.fork()
        if between == 0:
            worker = os.fork()
            if worker == 0:
                for fd in (asked.detach(), reads, writes):
                    os.close(fd)
                return _begin(json.loads(message), files)
            os.write(writes, str(worker).encode())
            os._exit(0)
        for fd in (writes, *files):
            os.close(fd)
        os.waitpid(between, 0)  # from now on the worker is the program's own child
        asked.send(os.read(reads, 20))
        os.close(reads)


def _begin(request: dict[str, Any], files: Sequence[int]) -> Callable[[], object]:
    """Be as a new interpreter that ``multiprocessing`` started with these open files."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    aside = [fcntl.fcntl(fd, fcntl.F_DUPFD, WAY) for fd in files]
    for fd in files:
        os.close(fd)
    for fd, number in zip(aside, request["files"], strict=True):
        os.dup2(fd, number)
        os.close(fd)
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv[:] = ["-c", "--multiprocessing-fork"]
    module, function, given = request["call"]
    numbers = [(name, int(number)) for name, number in _NUMBERS.findall(given)]
    unnamed, named = [number for name, number in numbers if not name], dict(filter(itemgetter(0), numbers))
    return lambda: getattr(import_module(module), function)(*unnamed, **named)
