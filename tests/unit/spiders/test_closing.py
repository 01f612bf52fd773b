"""Checks that end together: one that cannot be written down takes no other with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from archive.memory import MemoryArchive
from archive.records import Closing, Lease, SourceHealth
from spiders.closing import Closer
from statements.errors import ArchiveError
from tests.contract.examples import HOUR, MINUTE, NOW, entry, report

NAMES = ("bad", "one", "two")


def closing(lease: Lease, now: datetime = NOW) -> Closing:
    return Closing(
        lease=lease,
        report=report(lease.source),
        next_due_at=now + HOUR,
        validators={},
        health=SourceHealth.OK,
        now=now,
    )


def close_together(
    fault: Callable[[Sequence[Closing]], None],
) -> tuple[list[BaseException | None], list[str]]:
    """Close three checks at once, of which a first is written down before them; what each ended with, and what was closed."""
    archive = MemoryArchive()
    archive.sources.sync([entry(name) for name in ("first", *NAMES)], NOW)

    async def in_thread(function: Callable[..., Any], closings: Sequence[Closing]) -> Any:
        await asyncio.sleep(0)
        fault(closings)
        return function(closings)

    async def run() -> list[BaseException | None]:
        closer = Closer(archive.sources, in_thread)
        waiting = []
        for name in ("first", *NAMES):
            lease = archive.sources.claim(name, NOW, owner="test", lease=MINUTE)
            assert lease is not None
            waiting.append(closer.close(closing(lease)))
        return (await asyncio.gather(*waiting, return_exceptions=True))[1:]

    ended = asyncio.run(run())
    return ended, [state.source for state in archive.sources.states() if state.last_check_at is not None]


def test_one_check_that_cannot_be_written_down_takes_no_other_of_its_batch_with_it() -> None:
    def refuse(closings: Sequence[Closing]) -> None:
        if any(one.lease.source == "bad" for one in closings):
            raise ValueError("a report that no table takes")

    ended, closed = close_together(refuse)
    assert [type(end) for end in ended] == [ValueError, type(None), type(None)]
    assert closed == ["first", "one", "two"]


def test_an_archive_that_does_not_work_is_not_asked_for_each_check_again() -> None:
    tried = []

    def fail(closings: Sequence[Closing]) -> None:
        tried.append(len(closings))
        raise ArchiveError("the disk is full")

    ended, closed = close_together(fail)
    assert [str(end) for end in ended] == ["the disk is full"] * 3
    assert (closed, sum(tried)) == ([], 4)


def under_way(*, stored: int) -> tuple[list[list[str]], list[str]]:
    """Three checks of which the second waits for the first to be written down when it ``stored`` anything, and else ends a few
    turns of the loop later; the batches that were written, and the sources in the order in which their checks ended."""
    archive, batches, order = MemoryArchive(), list[list[str]](), list[str]()
    archive.sources.sync([entry(name) for name in NAMES], NOW)

    async def in_thread(function: Callable[..., Any], closings: Sequence[Closing]) -> Any:
        batches.append([one.lease.source for one in closings])
        return function(closings)

    async def run() -> None:
        closer, first_ended = Closer(archive.sources, in_thread), asyncio.Event()

        async def check(turns: int, name: str) -> None:
            lease = archive.sources.claim(name, NOW, owner="test", lease=MINUTE)
            assert lease is not None
            with closer.check():
                for _ in range(turns):
                    await asyncio.sleep(0)
                if stored and turns > 1:
                    await first_ended.wait()
                found = report(name, stored=stored, new=stored)
                await closer.close(replace(closing(lease), report=found))
                order.append(name)
                first_ended.set()

        await asyncio.gather(*(check(3 * turns + 1, name) for turns, name in enumerate(NAMES)))

    asyncio.run(run())
    return batches, order


def test_checks_under_way_together_are_written_down_together() -> None:
    assert under_way(stored=0) == ([list(NAMES)], list(NAMES))


def test_a_check_that_brought_news_waits_for_no_other() -> None:
    batches, order = under_way(stored=1)
    assert batches[0] == [NAMES[0]] and order[0] == NAMES[0]
