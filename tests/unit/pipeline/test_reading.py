"""The reading stage with a real archive and a real worker process, which one text kills."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from archive import Archive, open_archive
from archive.records import SourceEntry
from config.loading import Config, load
from config.watches import Watch
from pipeline import health
from pipeline.pool import Inline, Pool
from pipeline.reading import ATTEMPTS, ReadStage
from pipeline.threads import DatabaseThread
from statements.clock import SystemClock
from statements.labels import Grade, Part, Precision, Stance
from statements.model import Published
from tests.contract.examples import new, revised
from tests.contract.examples import reading as made_up
from tests.unit.config.directories import write

POISON = "the text that no worker survives"


HEAVY = "We condemn the attack, in a text that only the encoder does not survive."


def _read_or_die(function: Callable[..., Any], *arguments: Any) -> Any:
    if POISON in arguments or (HEAVY in arguments and any(said is True for said in arguments)):
        os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does when memory runs out
    return function(*arguments)


class Killed(Pool):
    """A pool whose worker dies of one text, and counts how often."""

    deaths = 0

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        self.deaths += POISON in args
        return await super().run(_read_or_die, function, *args)


@contextmanager
def waiting(tmp_path: Path, **texts: str) -> Iterator[tuple[Config, Archive]]:
    """A configuration and its archive, in which these texts wait to be read."""
    now = SystemClock().now() - timedelta(hours=1)
    config: Config = load(write(tmp_path, "network: {contact: 'mailto:desk@example.org'}"), {})
    with open_archive(config.settings.database, migrate=True) as archive:
        entry = SourceEntry(id="a", issuer="FR", host="a.example", every=timedelta(hours=1))
        archive.sources.sync([entry], now)
        lease = archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
        assert lease is not None
        for name, text in texts.items():
            archive.statements.store(lease, new(name, text=text), now=now, capture=None, baseline=False)
        archive.sources.release(lease)
        yield config, archive


@contextmanager
def reading(
    archive: Archive, *, pool: Pool | None = None, embeddings: bool = False, watches: tuple[Watch, ...] = ()
) -> Iterator[ReadStage]:
    """The stage, which reads here unless it is given a worker."""
    work, database = pool or Inline(), DatabaseThread()
    try:
        yield ReadStage(
            archive=archive,
            database=database,
            pool=work,
            clock=SystemClock(),
            watches=watches,
            model=None,
            embeddings=embeddings,
            demo=False,
        )
    finally:
        work.close()
        database.close()


def test_a_text_whose_reading_fails_stays_unread_for_all_to_see_and_the_others_go_on(tmp_path: Path) -> None:
    texts = {"one": "We condemn the attack.", "two": POISON, "three": "Talks go on."}
    with waiting(tmp_path, **texts) as (config, archive):
        pool = Killed()
        with reading(archive, pool=pool) as stage:
            assert asyncio.run(stage.run()) == 2
            assert pool.deaths == ATTEMPTS
            assert asyncio.run(stage.run()) == 0
            assert pool.deaths == ATTEMPTS, "given up until the next start"

        [left] = archive.readings.unread(9)
        assert left.text == POISON
        status = health.status(config, archive)
        assert (status["unread"], status["idle"]) == (1, False)
        [problem] = status["problems"]
        assert problem.startswith("1 texts are not read since ")
        assert f"version {left.id}" in problem


def test_a_text_that_the_encoder_does_not_survive_is_read_by_its_words(tmp_path: Path) -> None:
    with waiting(tmp_path, one=HEAVY, two="Talks go on.") as (_, archive):
        with reading(archive, pool=Killed(), embeddings=True) as stage:
            assert asyncio.run(stage.run()) == 2
        models = {hit.version.text: hit.reading.model for hit in archive.statements.export() if hit.reading}
        assert models[HEAVY] == f"{models['Talks go on.']}-words"
        assert archive.readings.unread_count() == 0


REGRET = "The Ministry regrets the shelling of the market in the northern town and mourns with the families of the dead."
CONDEMN = "We condemn in the strongest terms the shelling of the market in the northern town. Those responsible must answer for it."


def edits(archive: Archive, *texts: str) -> None:
    """The statement ``one`` is edited to each of the texts in turn."""
    now = SystemClock().now()
    lease = archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
    assert lease is not None
    for text in texts:
        known = archive.statements.known("a", new("one").candidate.locators, "", now)
        assert known is not None
        archive.statements.store(
            lease, revised(known, name="one", text=text), now=now, capture=None, baseline=False
        )
    archive.sources.release(lease)


def grades(archive: Archive) -> list[Grade | None]:
    return [version.grade for version in archive.statements.history(1)]


def test_each_edit_is_graded_when_it_is_read_and_only_news_is_told_again(tmp_path: Path) -> None:
    watch = Watch(id="all", name="All", query="market", to=("slack:C1",))
    with waiting(tmp_path, one=REGRET) as (_, archive):
        edits(
            archive,
            REGRET.replace("families", "famillies"),
            f"{REGRET} It lasted 12 hours.",
            CONDEMN,
            f"{CONDEMN}\n\nPrint",
        )
        with reading(archive, watches=(watch,)) as stage:
            assert asyncio.run(stage.run()) == 5
        assert grades(archive) == [None, Grade.TYPO, Grade.FACTS, Grade.STANCE, Grade.FURNITURE]
        rows = list(reversed(archive.outbox.list()))
        assert [row.part for row in rows] == [Part.HEAD, Part.REPLY, Part.EDIT]
        told = [str(row.payload) for row in rows]
        assert "*Revised* (stance) · version 4" in told[1]
        assert "We condemn" in told[1] and "The Ministry regrets" in told[1], "what was changed stands in it"
        found = archive.search("edit:furniture", now=SystemClock().now())
        assert [hit.version.n for hit in found.hits] == [5]


def test_a_change_of_the_model_is_no_change_of_the_stance(tmp_path: Path) -> None:
    """The text before is read again by the model of today: only then does a difference lie in the text."""
    with waiting(tmp_path, one=REGRET) as (_, archive):
        [first] = archive.readings.unread(9)
        strange = made_up(model="of last year", stances=(Stance.WARNING,), primary=Stance.WARNING, unsure=())
        archive.readings.record(first, strange, watches=[], compose=lambda _: [], now=SystemClock().now())
        edits(archive, REGRET.replace("regrets", "regretts"))
        with reading(archive) as stage:
            assert asyncio.run(stage.run()) == 1
        assert grades(archive) == [None, Grade.TYPO]


def test_a_reissue_is_announced_as_one(tmp_path: Path) -> None:
    watch = Watch(id="all", name="All", query="market", to=("slack:C1",))
    with waiting(tmp_path, one=REGRET) as (_, archive):
        now = SystemClock().now()
        lease = archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
        assert lease is not None
        later = Published(precision=Precision.DAY, day=date(2025, 12, 1), zone="UTC", origin="feed")
        again = new("two", text=REGRET, published=later)
        archive.statements.store(lease, again, now=now, capture=None, baseline=False)
        with reading(archive, watches=(watch,)) as stage:
            asyncio.run(stage.run())
        first, second = (
            str(row.payload) for row in reversed(archive.outbox.list()) if row.part is not Part.EDIT
        )
        assert "Re-issue" not in first
        assert "Re-issue of #1 of 1 Dec 2024 (100% the same words)" in second
        assert archive.search("is:reissue", now=now).total == 1


def test_a_withdrawal_is_queued_once_and_no_transaction_is_opened_for_it_again(tmp_path: Path) -> None:
    watch = Watch(id="all", name="All", query="market", to=("slack:C1",))
    with waiting(tmp_path, one=REGRET) as (_, archive):
        with reading(archive, watches=(watch,)) as stage:
            assert asyncio.run(stage.run()) == 1
            now = SystemClock().now()
            lease = archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
            assert lease is not None
            for at in (now - timedelta(hours=1), now):
                archive.statements.missing(lease, 1, at, at + timedelta(hours=1), "HTTP 404")
            writes: list[str] = []
            sa.event.listen(archive.database.writer, "begin", lambda _: writes.append("begin"))
            assert asyncio.run(stage.read()) == 0, "which keeps no alert waiting"
            assert asyncio.run(stage.run()) == 2, "the withdrawal, and what it makes of the first alert"
            assert writes == ["begin"]
            assert asyncio.run(stage.run()) == 0
            assert writes == ["begin"]
        with reading(archive, watches=(watch,)) as stage:
            assert asyncio.run(stage.run()) == 0, "nor after a start"
        assert len(archive.outbox.list()) == 3


def _loaded() -> bool:
    from pipeline import work
    from statements import language

    return work._loaded.cache_info().currsize == 1 and language._model.cache_info().currsize == 1


def test_a_worker_loads_its_model_before_there_is_anything_to_read(tmp_path: Path) -> None:
    async def scenario(stage: ReadStage, pool: Pool) -> tuple[bool, bool]:
        before = await pool.run(_loaded)
        await stage.keep_ready()
        return before, await pool.run(_loaded)

    pool = Pool()
    with waiting(tmp_path) as (_, archive), reading(archive, pool=pool) as stage:
        assert asyncio.run(scenario(stage, pool)) == (False, True)
