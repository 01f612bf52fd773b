"""The worker process: it answers, and it can be ended."""

from __future__ import annotations

import asyncio
import math
import time

import pytest

from pipeline.pool import Pool


def _grab(size: int) -> int:
    return len(bytearray(size))


def test_it_answers_and_outlives_a_task_that_hangs_one_that_is_too_large_and_one_that_fails() -> None:
    async def scenario() -> None:
        pool = Pool(timeout=1)
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
