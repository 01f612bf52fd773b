"""Rehearsal of what follows an announcement: who heard of a statement hears of its edits, as from the service. On both engines."""

from __future__ import annotations

import pytest

from archive import Archive
from config.watches import Quiet, Watch
from pipeline.rehearsal import rehearse
from tests.contract.examples import DAY, HOUR, MINUTE, NOW
from tests.contract.test_replays import SENTENCES, Desk, key_of

pytestmark = pytest.mark.parametrize("archive", ["sqlite", "postgres"], indirect=True)


def test_an_edit_that_leaves_a_match_less_sure_is_told_where_it_was_announced(archive: Archive) -> None:
    sure = Watch(
        id="sure", name="Sure", query="stance:condemnation,concern", to=("webhook:sure",), min_confidence=0.98
    )
    desk = Desk(archive, sure)
    for text in (SENTENCES[3], SENTENCES[0]):
        desk.publish("one", text)
        desk.publish("two", SENTENCES[0])
        desk.read()
        desk.clock.advance(HOUR)
    desk.close()
    found = rehearse(archive, sure, since=NOW - DAY, until=desk.now)
    told = desk.told(sure)
    assert [key_of(one, sure) for one in found.fired] == [row.dedupe_key for row in reversed(told)]
    assert [(one.read.statement, one.revised) for one in found.fired] == [(1, False), (1, True)]
    assert "No longer matches" not in str(told)
    assert [miss.read.statement for miss in found.doubted] == [2], "who was told of the other is no miss"


def test_what_an_exception_announced_is_followed_at_once(archive: Archive) -> None:
    night = Quiet.model_validate({"begin": "00:00", "end": "23:59"})
    loud = Watch(
        id="loud",
        name="L",
        query="stance:condemnation",
        always="aleppo",
        to=("webhook:l",),
        quiet=night,
    )
    desk = Desk(archive, loud)
    desk.publish("one", SENTENCES[0])
    desk.publish("two", SENTENCES[0])
    desk.read()
    desk.publish("one", SENTENCES[3])
    for _ in range(2):
        desk.clock.advance(HOUR)
        desk.gone(2)
        desk.read()
    desk.close()
    found = rehearse(archive, loud, since=NOW - DAY, until=desk.now + HOUR)
    told = desk.told(loud)
    assert sorted(key_of(one, loud) for one in found.fired) == sorted(row.dedupe_key for row in told)
    assert [(one.revised, one.gone) for one in found.fired] == [
        (False, False),
        (False, False),
        (True, False),
        (False, True),
    ]
    assert [row.held for row in told] == [None] * 4
    assert (found.messages, found.summaries) == (4, 0)


def test_what_an_exception_announced_before_is_followed_as_one(archive: Archive) -> None:
    """Two statements are announced by exceptions although nothing else is sent; one loses its exception by an edit, the other
    the match, and both go. Looked at as a whole, and from after their announcement on."""
    off = Watch(
        id="off",
        name="O",
        query="stance:condemnation",
        always="market",
        to=("webhook:off",),
        rate="off",
    )
    plain = SENTENCES[0].replace("market", "town")
    edited = f"{plain} {SENTENCES[2]} {SENTENCES[6]}"
    desk = Desk(archive, off)
    desk.publish("one", SENTENCES[0])
    desk.publish("two", SENTENCES[0])
    desk.publish("other", plain)
    desk.read()
    announced = desk.now + MINUTE
    desk.clock.advance(HOUR)
    desk.publish("one", edited)
    desk.publish("two", SENTENCES[3])
    desk.publish("other", edited)
    desk.read()
    for _ in range(2):
        desk.clock.advance(HOUR)
        for statement in (1, 2, 3):
            desk.gone(statement)
        desk.read()
    desk.close()
    told = desk.told(off)
    assert len(told) == 6, "two announcements, two edits, two withdrawals; nothing of what was no exception"
    whole = rehearse(archive, off, since=NOW - DAY, until=desk.now + HOUR)
    assert (whole.messages, whole.summaries) == (6, 0)
    late = rehearse(archive, off, since=announced, until=desk.now + HOUR)
    assert (late.messages, late.replies) == (4, 4)
