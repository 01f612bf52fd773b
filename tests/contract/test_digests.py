"""Digests: one for each period, frozen before anything is sent."""

from __future__ import annotations

import pytest

from statements.model import Message
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, NOW, message

WEEK = 7 * DAY


def test_a_period_is_frozen_once(archive: AnyArchive) -> None:
    def messages(digest: int) -> list[Message]:
        return [message(f"{digest}:{to}", channel="mail", destination=to, digest=digest) for to in ("x", "y")]

    made = archive.digests.create("weekly", NOW - WEEK, NOW, {"matches": [1, 2]}, messages, NOW)
    assert made is not None
    assert (made.start, made.end, made.created_at, made.members) == (
        NOW - WEEK,
        NOW,
        NOW,
        {"matches": [1, 2]},
    )
    assert archive.outbox.counts()["pending"] == 2
    assert {row.digest for row in archive.outbox.list()} == {made.id}
    assert archive.digests.create("weekly", NOW - WEEK, NOW, {}, messages, NOW) is None
    assert archive.outbox.counts()["pending"] == 2
    assert archive.digests.get(made.id) == archive.digests.latest("weekly") == made
    assert archive.digests.get(99) is None
    assert archive.digests.latest("daily") is None


def test_latest_is_that_of_the_latest_period(archive: AnyArchive) -> None:
    for weeks in (0, 2, 1):
        end = NOW + weeks * WEEK
        archive.digests.create("weekly", end - WEEK, end, {"weeks": weeks}, lambda digest: [], NOW)
    latest = archive.digests.latest("weekly")
    assert latest is not None
    assert latest.members == {"weeks": 2}


def test_when_composing_fails_there_is_no_digest(archive: AnyArchive) -> None:
    def broken(digest: int) -> list[Message]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        archive.digests.create("weekly", NOW - WEEK, NOW, {}, broken, NOW)
    assert archive.digests.latest("weekly") is None
