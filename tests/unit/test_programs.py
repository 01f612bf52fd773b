"""What the tests start as the program is as good as started by hand: forked, but with nothing of anybody else's."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import structlog

from pipeline.pool import Pool
from tests import programs
from tests.nursery import WAY

MINE = "tests.unit.test_programs"


def tell() -> int:
    """What a program finds when it begins."""
    sys.stdout.write(
        json.dumps(
            {
                "open": [int(name) for name in os.listdir("/proc/self/fd") if _is_open(int(name))],  # noqa: PTH208
                "threads": threading.active_count(),
                "tasks": len(list(Path("/proc/self/task").iterdir())),
                "reactor": "twisted.internet.reactor" in sys.modules,
                "logs": structlog.is_configured(),
                "imported": "pipeline.wiring" in sys.modules,
                "leads": os.getsid(0) == os.getpid(),
                "chance": random.random(),
                "argv": sys.argv[1:],
                "environment": os.environ.get("COMMUNIQUE_CRASH_AT"),
                "at": str(Path.cwd()),
                "said": sys.stdin.read(),
            }
        )
    )
    sys.stderr.write("to be heard apart")
    return 7


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:  # the one that listed the folder
        return False
    return True


def at_work() -> dict[str, object]:
    """What a worker of a program finds."""
    os.environ["SET_BY_THE_WORKER"] = "yes"
    return {
        "opened": [
            str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if _is_open(int(path.name))
        ],
        "threads": [thread.name for thread in threading.enumerate()],
        "read later": "wsgiref" in sys.modules,
        "imported": "pipeline.wiring" in sys.modules,
        "parent": os.getppid(),
        "environment": os.environ.get("COMMUNIQUE_CRASH_AT"),
        "at": str(Path.cwd()),
    }


def employ() -> None:
    """A program with something open, a thread and a module of its own, and a worker that is lost once."""
    import wsgiref  # noqa: F401

    os.environ["COMMUNIQUE_CRASH_AT"] = "set by the program"
    os.chdir("/")
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    pool = Pool()

    async def work() -> dict[str, object]:
        with pytest.raises(MemoryError, match="died twice"):
            await pool.run(fall)
        return dict(await pool.run(at_work))

    with Path(sys.argv[1]).open():
        found = asyncio.run(work())
    pool.close()
    assert os.waitpid(-1, os.WNOHANG) == (0, 0), "a worker that ended was not taken for ended"
    Path(sys.argv[1]).write_text(json.dumps({**found, "parent": found["parent"] == os.getpid()}))


def hang() -> None:
    time.sleep(600)  # until it is killed


def fall() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def raise_it() -> None:
    raise ValueError("of the program")


def test_a_program_has_nothing_but_what_it_is_given(tmp_path: Path) -> None:
    environment = {**os.environ, "COMMUNIQUE_CRASH_AT": "somewhere"}
    runs = [
        programs.run(f"{MINE}:tell", "one", "two", env=environment, cwd=tmp_path, input="words")
        for _ in range(2)
    ]
    assert [(done.returncode, done.stderr) for done in runs] == [(7, "to be heard apart")] * 2
    first, second = (json.loads(done.stdout) for done in runs)
    assert first.pop("chance") != second.pop("chance")
    assert first == second == {
        "open": [0, 1, 2, WAY], "threads": 1, "tasks": 1, "reactor": False, "logs": False, "imported": True, "leads": True, "argv": ["one", "two"],
        "environment": "somewhere", "at": str(tmp_path), "said": "words",
    }  # fmt: skip


def test_its_end_is_known_whatever_it_was() -> None:
    assert programs.run(f"{MINE}:fall").returncode == -signal.SIGKILL
    failed = programs.run(f"{MINE}:raise_it")
    assert failed.returncode == 1
    assert failed.stderr.endswith("ValueError: of the program\n")


def test_its_workers_have_nothing_of_what_it_did_since_it_began(tmp_path: Path) -> None:
    (tmp_path / "opened").touch()
    done = programs.run(f"{MINE}:employ", str(tmp_path / "opened"))
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads((tmp_path / "opened").read_text())
    assert str(tmp_path / "opened") not in found.pop("opened")
    assert found.pop("threads")[0] == "MainThread"
    assert found == {
        "read later": False, "imported": True, "parent": True, "environment": "set by the program", "at": "/"
    }  # fmt: skip


def test_one_that_does_not_end_is_killed() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        programs.run(f"{MINE}:hang", timeout=0.2)
