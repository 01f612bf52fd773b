"""When each destination may be written to next."""

from __future__ import annotations

from datetime import timedelta

from alerts.pace import BEHIND, Pace

HOUR = timedelta(hours=1)
ONE, TWO = ("slack", "C1"), ("slack", "C2")


class Seconds:
    """A monotonic clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


def test_it_is_known_when_the_next_pause_or_gathering_ends() -> None:
    seconds = Seconds()
    pace = Pace(monotonic=seconds)
    assert pace.next_end() is None
    pace.pause(ONE, 2 * HOUR)
    pace.gather(TWO, HOUR)
    assert (pace.paused(ONE), pace.paused(TWO), pace.gathers(TWO)) == (True, False, True)
    assert pace.next_end() == HOUR
    seconds.now += HOUR.total_seconds()
    assert pace.next_end() == HOUR
    assert not pace.gathers(TWO)
    seconds.now += HOUR.total_seconds()
    assert pace.next_end() is None
    assert not pace.paused(ONE)


def test_a_pause_may_begin_while_it_is_asked_when_pauses_end() -> None:
    seconds = Seconds()

    class Meanwhile(float):
        """The end of a pause; while it is compared, another destination is told to wait."""

        def __gt__(self, other: float) -> bool:
            pace.pause(("slack", f"new {len(pace._paused_until)}"), 2 * HOUR)
            return super().__gt__(other)

    pace = Pace(monotonic=seconds)
    pace._paused_until[ONE] = Meanwhile(seconds.now + 60)
    pace.pause(TWO, 3 * HOUR)
    assert pace.next_end() == timedelta(minutes=1)


def test_what_is_not_taken_while_others_are_is_at_fault_itself() -> None:
    pace = Pace()
    pace.step_back(ONE, 1)
    assert (list(pace.behind(ONE)), pace.at_fault(ONE, 1)) == ([1], False), "nobody knows yet"
    pace.worked(TWO, 9)
    assert not pace.at_fault(ONE, 1), "that was elsewhere"
    pace.worked(ONE, 2)
    assert pace.at_fault(ONE, 1)
    pace.step_back(ONE, 1)
    assert pace.at_fault(ONE, 1), "still"
    pace.step_back(ONE, 3)
    assert not pace.at_fault(ONE, 1), "it may be the place by now"
    pace.worked(ONE, 4)
    assert [pace.at_fault(ONE, message) for message in (1, 3, 4)] == [True, True, False]
    pace.worked(ONE, 1)
    assert list(pace.behind(ONE)) == [3], "it was taken in the end"


def test_where_many_are_not_taken_it_is_the_place_and_they_keep_their_order() -> None:
    pace = Pace()
    for message in range(1, BEHIND + 1):
        pace.step_back(ONE, message)
    assert len(pace.behind(ONE)) == BEHIND
    pace.step_back(ONE, BEHIND + 1)
    assert list(pace.behind(ONE)) == []
