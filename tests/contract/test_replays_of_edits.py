"""Rehearsal of what follows an announcement: who heard of a statement hears of its edits, as from the service. On both engines."""

from __future__ import annotations

import pytest

from archive import Archive
from config.watches import Watch
from pipeline.rehearsal import rehearse
from tests.contract.examples import DAY, HOUR, NOW
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
