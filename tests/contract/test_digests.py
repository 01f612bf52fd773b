"""Digests: one for each period, frozen before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest

from statements.model import Message
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, message

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


def test_what_its_mails_say_is_kept_once_beside_it(archive: AnyArchive) -> None:
    letters = {"all": {"html": "<p>naïve</p>"}, "few": {"html": ""}}
    arguments: tuple[Any, ...] = ("weekly", NOW - WEEK, NOW, {}, lambda digest: [], NOW)
    made = archive.digests.create(*arguments, letters=letters)
    assert made is not None
    assert archive.digests.create(*arguments, letters={"more": {}}) is None
    assert archive.digests.letters(made.id) == letters
    assert archive.digests.letter(made.id, "few") == {"html": ""}
    assert archive.digests.letter(made.id, "none") is None
    assert archive.digests.letters(99) == {}


def test_digests_are_found_by_time(archive: AnyArchive) -> None:
    first, second, daily = (
        archive.digests.create(name, start, start + WEEK, {}, lambda digest: [], NOW)
        for name, start in (("weekly", NOW - WEEK), ("weekly", NOW), ("daily", NOW))
    )
    assert archive.digests.covering("weekly", NOW - DAY) == first
    assert archive.digests.covering("weekly", NOW) == second, "a period holds its start, not its end"
    assert archive.digests.covering("weekly", NOW + WEEK) is None
    assert archive.digests.covering("daily", NOW - DAY) is None
    assert archive.digests.ended("weekly") == NOW + WEEK
    assert archive.digests.ended("monthly") is None
    assert archive.digests.recent(2) == [daily, second]
    assert archive.digests.members("weekly") == [{}, {}]
    assert archive.digests.members("monthly") == []


def test_what_was_made_before_the_clock_was_set_back_ends_now(archive: AnyArchive) -> None:
    later = NOW + WEEK
    for start, end, made in (
        (NOW - WEEK, NOW + HOUR, NOW + 2 * HOUR),
        (NOW + HOUR, NOW + WEEK, later),
        (NOW - 2 * WEEK, NOW - WEEK, NOW + HOUR),
    ):
        archive.digests.create("weekly", start, end, {}, lambda digest: [], made)
    assert archive.digests.believe_clock(later) == []
    assert archive.digests.believe_clock(NOW) == ["weekly", "weekly"]
    assert archive.digests.ended("weekly") == NOW - MINUTE
    assert (
        archive.digests.covering("weekly", NOW) is archive.digests.covering("weekly", NOW + 2 * HOUR) is None
    )
    assert archive.digests.believe_clock(NOW) == []


def test_how_far_its_mails_are_is_counted(archive: AnyArchive) -> None:
    def messages(digest: int) -> list[Message]:
        return [message(to, channel="mail", destination=to, digest=digest) for to in ("x", "y")]

    made = archive.digests.create("weekly", NOW - WEEK, NOW, {}, messages, NOW)
    assert made is not None
    (row, _) = archive.outbox.claim(NOW, owner="test", limit=5, lease=DAY)
    assert archive.outbox.sent(row, "ref", NOW)
    assert archive.digests.mails(made.id) == {"sending": 1, "sent": 1}
    assert archive.digests.mails(99) == {}
