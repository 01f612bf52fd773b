"""The one event loop of a process: Twisted's reactor on asyncio, as Scrapy needs it. Contains no rules."""

from __future__ import annotations

import asyncio
import atexit
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from twisted.internet import asyncioreactor


def install() -> None:
    """Make Twisted run on asyncio. Must come before anything imports ``twisted.internet.reactor``; harmless when repeated.

    Raises RuntimeError when another reactor is installed already.
    """
    if "twisted.internet.reactor" not in sys.modules:
        loop = asyncio.new_event_loop()
        asyncioreactor.install(loop)  # type: ignore[no-untyped-call]
        atexit.register(loop.close)
    reactor = current()
    if not isinstance(reactor, asyncioreactor.AsyncioSelectorReactor):
        raise RuntimeError(f"Twisted runs on {type(reactor).__name__} already, Scrapy needs asyncio")


def current() -> Any:
    """The installed reactor."""
    from twisted.internet import reactor

    return reactor


def run(main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run ``main()`` on the reactor to its end and return what it returns; its exception is raised here.

    Once a process: a reactor cannot be started again. No signal handlers are installed; ``main`` sets its own on the
    running asyncio loop.
    """
    install()
    reactor = current()
    tasks: list[asyncio.Task[int]] = []

    async def whole() -> int:
        try:
            return await main()
        finally:
            await settle()

    def start() -> None:
        task = asyncio.get_running_loop().create_task(whole())
        task.add_done_callback(lambda _: reactor.stop())
        tasks.append(task)

    reactor.callLater(0, start)  # not callWhenRunning, which comes before the loop turns
    reactor.run(installSignalHandlers=False)
    return tasks[0].result()


async def settle() -> None:
    """Cancel whatever else still runs on this loop, such as the transfers of abandoned requests, and see it end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
