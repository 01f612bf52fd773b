"""The reading stage puts what waits together into stories, and its alerts into their threads."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from config.watches import Watch
from statements.clock import SystemClock
from statements.labels import Basis, Part
from tests.contract.examples import new
from tests.unit.pipeline.test_reading import reading, waiting

ENGLISH = (
    "France condemns the siege of Karim in Syria, which began on 27 November and has driven 48,000 people from home.\n\n"
    "We call for a truce of 14 days, in line with resolution 2254."
)
FRENCH = (
    "La France condamne le siège de Karim en Syrie, commencé le 27 novembre, qui a chassé 48 000 personnes de chez elles.\n\n"
    "Nous demandons une trêve de 14 jours, conformément à la résolution 2254."
)


def test_two_languages_of_one_statement_are_one_story_and_one_thread(tmp_path: Path) -> None:
    watch = Watch(id="syria", name="Syria", query="resolution:2254", to=("slack:C1",))
    with waiting(tmp_path, one=ENGLISH) as (_, archive):
        now = SystemClock().now()
        lease = archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
        assert lease is not None
        twin = new("two", text=FRENCH, language="fr", title="Sur la Syrie")
        archive.statements.store(lease, twin, now=now, capture=None, baseline=False)
        archive.sources.release(lease)
        with reading(archive, watches=(watch,)) as stage:
            assert asyncio.run(stage.run()) == 2
        story = archive.stories.story(1)
        assert [member.joined.basis for member in story.members] == [Basis.FOUNDER, Basis.TWIN]
        rows = list(reversed(archive.outbox.list()))
        assert {row.thread for row in rows} == {"story:1"}
        assert [row.part for row in rows][:2] == [Part.HEAD, Part.REPLY]


def test_a_baseline_founds_a_story_and_alerts_nobody(tmp_path: Path) -> None:
    watch = Watch(id="syria", name="Syria", query="resolution:2254", to=("slack:C1",))
    with waiting(tmp_path, one=ENGLISH) as (_, archive):
        now = SystemClock().now()
        lease = archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
        assert lease is not None
        twin = new("two", text=FRENCH, language="fr", title="Sur la Syrie")
        archive.statements.store(lease, twin, now=now, capture=None, baseline=True)
        archive.sources.release(lease)
        with reading(archive, watches=(watch,)) as stage:
            assert asyncio.run(stage.run()) == 2
        assert [member.version.baseline for member in archive.stories.story(1).members] == [False, True]
        assert [row.part for row in archive.outbox.list()] == [Part.HEAD]
