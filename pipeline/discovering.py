"""Discovery for a person at the command line: look at a site now, and say what was found, how sure, and what was refused and why."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

from config import Config
from pipeline.pool import Pool
from spiders.findings import Discovery, Proposal
from statements.clock import Clock, SystemClock


def look(config: Config, url: str, *, clock: Clock | None = None) -> Discovery:
    """Look for the doors of a site, by the rules of any check. Once a process: it runs the reactor."""
    from spiders import reactor

    reactor.install()
    from spiders.discover import discover
    from spiders.fetch import Fetcher

    clock = clock or SystemClock()
    pool = Pool()
    found: list[Discovery] = []

    async def main() -> int:
        task = asyncio.current_task()
        assert task is not None
        for number in (signal.SIGINT, signal.SIGTERM):  # the reactor sets none
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        fetcher = Fetcher(network=config.settings.network, clock=clock)
        await fetcher.start()
        try:
            found.append(await discover(url, fetcher=fetcher, compute=pool.run, now=clock.now()))
        finally:
            await fetcher.stop()
        return 0

    try:
        reactor.run(main)
    finally:
        pool.close()
    return found[0]


def shape(found: Discovery, *, id_: str | None, issuer: str | None, written: list[str]) -> dict[str, Any]:
    """The answer of `communique sources new`."""
    return {
        "url": found.url,
        "id": id_,
        "issuer": issuer,
        "name": found.name,
        "language": found.language,
        "requests": found.requests,
        "proposals": [_proposal(one) for one in found.proposals],
        "article": {"confidence": found.article.confidence, "reasons": list(found.article.reasons)}
        if found.article
        else None,
        "refused": [{"what": one.what, "url": one.url, "reason": one.reason} for one in found.refused],
        "written": written,
    }


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "entry": one.entry,
        "confidence": one.confidence,
        "newest": one.newest.isoformat() if one.newest else None,
        "entries": len(one.drafts),
        "reasons": list(one.reasons),
        "doubt": one.doubt,
        "keys": dict(one.keys),
    }
