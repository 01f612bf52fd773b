"""The main loop of a process, run as a process."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import asyncio, sys
from spiders import reactor
async def main():
    await asyncio.sleep(0)
    {ending}
sys.exit(reactor.run(main))
"""


def run(ending: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM.format(ending=ending)],
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_exit_code_of_main_is_returned() -> None:
    done = run("return 7")
    assert (done.returncode, done.stderr) == (7, "")


def test_an_error_of_main_is_raised() -> None:
    done = run("raise LookupError('lost')")
    assert done.returncode == 1 and "LookupError: lost" in done.stderr


def test_what_main_leaves_running_is_ended_quietly() -> None:
    done = run("task = asyncio.ensure_future(asyncio.sleep(600)); await asyncio.sleep(0); return 0")
    assert (done.returncode, done.stderr) == (0, "")


def test_another_reactor_is_refused() -> None:
    program = "from twisted.internet import pollreactor; pollreactor.install()\nfrom spiders import reactor\nreactor.install()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "Scrapy needs asyncio" in done.stderr
