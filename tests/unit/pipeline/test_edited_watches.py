"""A watch that is added or edited says nothing of the past: only an edit that makes a statement match is news."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from archive import Archive
from archive.posts import OutboxRow
from config.watches import Watch
from statements.clock import SystemClock
from statements.labels import Grade, Part, Stance, Topic
from tests.contract.examples import reading as made_up
from tests.unit.pipeline.test_reading import CONDEMN, REGRET, edits, grades, reading, waiting

TYPO = REGRET.replace("families", "famillies")
FIGURE = f"{REGRET} It lasted 12 hours."


def run(archive: Archive, *watches: Watch) -> int:
    """A start of the service with these watches; how many alerts it queued, edits of what was sent before left out."""
    before = len(alerts(archive))
    with reading(archive, watches=watches) as stage:
        asyncio.run(stage.run())
        asyncio.run(stage.run())
    return len(alerts(archive)) - before


def alerts(archive: Archive) -> list[OutboxRow]:
    return [row for row in archive.outbox.list() if row.part is not Part.EDIT]


def watch(query: str) -> Watch:
    return Watch(id="added", name="Added later", query=query, to=("slack:C1",))


@pytest.mark.parametrize("query", ["market", "stance:concern OR market", "market -football"])
def test_an_edit_of_old_words_is_no_news_to_a_watch_that_was_added_since(tmp_path: Path, query: str) -> None:
    with waiting(tmp_path, one=REGRET) as (_, archive):
        assert run(archive) == 0
        assert run(archive, watch(query)) == 0, "a restart reads nothing again"
        for text in (TYPO, FIGURE):
            edits(archive, text)
            assert run(archive, watch(query)) == 0
        assert grades(archive) == [None, Grade.TYPO, Grade.FACTS]


def test_an_edit_of_old_words_is_no_news_to_a_watch_whose_query_was_changed_since(tmp_path: Path) -> None:
    with waiting(tmp_path, one=REGRET) as (_, archive):
        assert run(archive, watch("football")) == 0
        edits(archive, TYPO)
        assert run(archive, watch("football OR market")) == 0


def test_an_edit_that_makes_a_statement_match_is_news(tmp_path: Path) -> None:
    with waiting(tmp_path, one=REGRET) as (_, archive):
        assert run(archive) == 0
        edits(archive, CONDEMN)
        assert run(archive, watch("stance:condemnation")) == 1, "the stance changed, and it matches now"
        edits(archive, f"{CONDEMN} The Consul follows the matter.")
        assert run(archive, watch("stance:condemnation"), watch("consul").model_copy(update={"id": "w"})) == 1
        assert "Added later" in str(alerts(archive)[0].payload)


def test_what_another_model_or_a_new_topic_finds_in_old_words_is_no_news(tmp_path: Path) -> None:
    """The text before is read again by the model and the topics of today, and matched as that reading says."""
    with waiting(tmp_path, one=CONDEMN) as (_, archive):
        [first] = archive.readings.unread(9)
        strange = made_up(
            model="of last year", stances=(Stance.WARNING,), primary=Stance.WARNING, topics=(Topic.CONSULAR,)
        )
        now = SystemClock().now() - timedelta(hours=1)
        archive.readings.record(first, strange, watches=[], compose=lambda _: [], now=now)
        edits(archive, CONDEMN.replace("market", "markett"))
        assert run(archive, watch("stance:condemnation")) == 0
        assert grades(archive) == [None, Grade.TYPO]
