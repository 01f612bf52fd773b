"""The worker process: it answers, and it can be ended."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from config.shipped import shipped
from pipeline import pool, savedtests, sources
from pipeline.pool import Pool
from spiders.extract import reading
from statements.errors import CommuniqueError


def _grab(size: int) -> int:
    return len(bytearray(size))


def test_it_answers_and_outlives_a_task_that_hangs_one_that_is_too_large_and_one_that_fails() -> None:
    async def scenario() -> None:
        pool = Pool(timeout=3)
        try:
            assert await pool.run(math.sqrt, 9.0) == 3.0
            with pytest.raises(TimeoutError):
                await pool.run(time.sleep, 60)
            with pytest.raises(MemoryError):
                await pool.run(_grab, 8 * 2**30)
            with pytest.raises(ValueError, match="math domain error|expected a nonnegative"):
                await pool.run(math.sqrt, -1.0)
            assert await pool.run(math.sqrt, 16.0) == 4.0
        finally:
            pool.close()

    asyncio.run(scenario())


def _workers() -> list[int]:
    """Processes that this one started to work for it."""
    listed = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "spawn_main"], capture_output=True, text=True
    )
    return [int(number) for number in listed.stdout.split()]


def test_one_piece_of_work_is_done_in_a_process_that_can_be_killed() -> None:
    assert pool.once(os.getpid) != os.getpid()


def test_saved_pages_are_read_in_that_process_and_its_end_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "expected.json").write_text('{"pages": [{"file": "entry.xml", "url": "https://a.example/"}]}')
    (tmp_path / "entry.xml").write_bytes(b"<rss><channel>" + b"<item/>" * 100_000)
    assert savedtests.run(shipped()["un-press"], tmp_path)["verdict"] == "parse-error"
    (tmp_path / "entry.xml").unlink()
    with pytest.raises(CommuniqueError, match=r"entry\.xml is missing"):
        savedtests.run(shipped()["un-press"], tmp_path)


def test_a_page_given_by_hand_is_read_in_that_process_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, page = shipped()["un-press"], tmp_path / "page.html"
    page.write_text("<h1>Statement</h1><p>We condemn the attack on the camp in the strongest terms.</p>")
    # Whatever would be read in this process ends here.
    monkeypatch.setattr(reading, "article", os.abort)
    monkeypatch.setattr(reading, "entry", os.abort)
    assert sources.test_offline(source, page, entry=False)["drafts"][0]["title"] == "Statement"
    assert sources.test_offline(source, page, entry=True)["verdict"] == "parse-error"
    assert sources.test_offline(source, page, entry=False, most=10)["verdict"] == "too-large"
    monkeypatch.setattr(pool, "TIMEOUT", 1.0)
    with pytest.raises(CommuniqueError, match=r"page\.html: a page takes too long"):
        pool.read_once(page, time.sleep, 60)


def _end(code: int) -> None:
    os._exit(code)


def _end_once(note: str) -> str:
    if not Path(note).exists():
        Path(note).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "the second time"


def test_a_worker_that_is_killed_idle_is_replaced() -> None:
    async def scenario() -> None:
        pool = Pool(timeout=20)
        try:
            assert await pool.run(math.sqrt, 9.0) == 3.0
            for worker in _workers():
                os.kill(worker, signal.SIGKILL)
            await asyncio.sleep(0.5)
            assert await pool.run(math.sqrt, 16.0) == 4.0
        finally:
            pool.close()

    asyncio.run(scenario())


def test_a_worker_that_stands_still_is_given_up_and_replaced() -> None:
    async def scenario() -> None:
        pool = Pool(timeout=30)
        try:
            assert await pool.run(math.sqrt, 9.0) == 3.0
            for worker in _workers():
                os.kill(worker, signal.SIGSTOP)
            pool._timeout = pool._grace = 1  # not for workers that have yet to start
            with pytest.raises(TimeoutError):
                await pool.run(math.sqrt, 16.0)
            pool._timeout = pool._grace = 30
            assert await pool.run(math.sqrt, 25.0) == 5.0
        finally:
            pool.close()

    asyncio.run(scenario())


def test_work_that_lost_its_worker_is_tried_once_more_and_then_blamed(tmp_path: Path) -> None:
    async def scenario() -> None:
        pool = Pool(timeout=20)
        try:
            assert await pool.run(_end_once, str(tmp_path / "note")) == "the second time"
            with pytest.raises(MemoryError, match="died twice"):
                await pool.run(_end, 3)
            assert await pool.run(math.sqrt, 16.0) == 4.0
        finally:
            pool.close()

    asyncio.run(scenario())


def test_a_cancelled_task_is_cancelled() -> None:
    async def scenario() -> None:
        pool = Pool(timeout=20)
        try:
            task = asyncio.create_task(pool.run(time.sleep, 30))
            await asyncio.sleep(0.5)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await pool.run(math.sqrt, 16.0) == 4.0
        finally:
            pool.close()

    asyncio.run(scenario())
