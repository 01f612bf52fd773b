"""Runs async scenarios on Scrapy's reactor from ordinary tests. A reactor starts once in a process, so all tests of a worker
share one, in a thread of its own."""

from __future__ import annotations

import asyncio
import atexit
import threading
from collections.abc import Callable, Coroutine
from functools import cache, partial
from typing import Any, TypeVar

from spiders import reactor as reactors

T = TypeVar("T")


def on_reactor(scenario: Callable[[], Coroutine[Any, Any, T]], timeout: float = 60.0) -> T:
    """Run ``scenario()`` on the reactor and return or raise what it does."""
    return asyncio.run_coroutine_threadsafe(scenario(), _loop()).result(timeout)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    reactors.install()
    reactor = reactors.current()
    loops: list[asyncio.AbstractEventLoop] = []
    running = threading.Event()

    def started() -> None:
        loops.append(asyncio.get_running_loop())
        running.set()

    # Twisted's own worker threads would keep the interpreter from ending.
    reactor.getThreadPool().threadFactory = partial(threading.Thread, daemon=True)
    reactor.callLater(0, started)
    thread = threading.Thread(
        target=partial(reactor.run, installSignalHandlers=False), name="reactor", daemon=True
    )
    thread.start()
    assert running.wait(60)

    def stop() -> None:
        asyncio.run_coroutine_threadsafe(reactors.settle(), loops[0]).result(10)
        reactor.callFromThread(reactor.stop)
        thread.join(10)

    atexit.register(stop)
    return loops[0]
