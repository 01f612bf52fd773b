"""The clock of `run`: it beats, it ends on a signal, and it goes on after the wall clock jumped."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any

import pytest

from scheduler import serve


class Beats:
    """Counts beats and ends when it has seen enough."""

    def __init__(self, enough: int) -> None:
        self.count, self.drained, self._enough = 0, False, enough

    def stages(self, stopping: asyncio.Event) -> Sequence[Coroutine[Any, Any, None]]:
        async def loop() -> None:
            await stopping.wait()

        return [loop()]

    async def beat(self) -> None:
        self.count += 1
        if self.count == self._enough:
            os.kill(os.getpid(), signal.SIGTERM)

    async def drain(self, seconds: float) -> None:
        self.drained = True


def test_it_beats_until_a_signal_and_then_drains() -> None:
    beats = Beats(enough=3)
    assert asyncio.run(serve(beats, tick=timedelta(milliseconds=20))) == 0
    assert beats.count >= 3
    assert beats.drained


@pytest.mark.parametrize("jump", [-3600.0, 3600.0])
def test_a_jump_of_the_wall_clock_is_answered_with_a_beat_and_a_new_ticker(jump: float) -> None:
    beats = Beats(enough=2)  # the first at the start; the tick is too slow to give the second
    looks = 0

    def wall() -> float:
        nonlocal looks
        looks += 1
        return time.time() + (jump if looks > 1 else 0)  # the first look sets what is normal

    assert asyncio.run(serve(beats, tick=timedelta(hours=1), wall=wall, look=0.02)) == 0
    assert looks > 1
    assert beats.count >= 2


def test_a_stage_that_dies_of_a_bug_is_not_hidden() -> None:
    class Broken(Beats):
        def stages(self, stopping: asyncio.Event) -> Sequence[Coroutine[Any, Any, None]]:
            async def loop() -> None:
                raise ZeroDivisionError("a bug")

            return [loop()]

    with pytest.raises(ZeroDivisionError):
        asyncio.run(serve(Broken(enough=99), tick=timedelta(hours=1), look=0.02))
