"""Which door of a source is in use, as every archive remembers it."""

from __future__ import annotations

from typing import Any

from archive.records import DoorUse, Lease, SourceHealth, SourceState
from statements.labels import Verdict
from tests.contract.conftest import AnyArchive
from tests.contract.examples import HOUR, MINUTE, NOW, report


def _check(archive: AnyArchive, hours: int, verdict: Verdict = Verdict.OK, **more: Any) -> SourceState:
    now = NOW + hours * HOUR
    lease = archive.sources.claim("a", now, owner="t", lease=MINUTE)
    assert lease is not None
    archive.sources.finish(
        lease, report("a", verdict, now), next_due_at=now + HOUR, validators={}, health=SourceHealth.OK, now=now, **more
    )  # fmt: skip
    state = archive.sources.state("a")
    assert state is not None
    return state


def test_the_first_door_is_in_use_until_another_is(archive: AnyArchive, lease: Lease) -> None:
    archive.sources.release(lease)
    state = _check(archive, 0)
    assert (state.door, state.door_since, state.better_due_at, state.on_trial) == (0, None, None, False)
    since = NOW + HOUR
    state = _check(archive, 1, door=DoorUse(door=2, since=since, better_due_at=since + 6 * HOUR))
    assert (state.door, state.door_since, state.better_due_at) == (2, since, since + 6 * HOUR)
    state = _check(archive, 2)
    assert (state.door, state.door_since) == (2, since), "a check that says nothing of doors changes nothing"
    assert not state.on_trial
    state = _check(archive, 9, door=DoorUse(door=0, since=None, better_due_at=NOW + 9 * HOUR))
    assert (state.door, state.on_trial) == (0, True)
    assert {known.source: known.door for known in archive.sources.states()}["a"] == 0


def test_the_last_good_check_before_a_moment_is_known(archive: AnyArchive, lease: Lease) -> None:
    archive.sources.release(lease)
    assert archive.sources.succeeded_before("a", NOW) is None
    began = report("a", Verdict.OK, NOW).started - NOW
    for hours, verdict in enumerate((Verdict.OK, Verdict.UNCHANGED, Verdict.TIMEOUT, Verdict.OK)):
        _check(archive, hours, verdict)
    assert archive.sources.succeeded_before("a", NOW + 3 * HOUR + began) == NOW + HOUR + began
    assert archive.sources.succeeded_before("a", NOW + 9 * HOUR) == NOW + 3 * HOUR + began
    assert archive.sources.succeeded_before("b", NOW + 9 * HOUR) is None
