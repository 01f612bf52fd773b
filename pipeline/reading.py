"""The second stage: versions without a reading are read, matched against the watches, and their alerts queued.

The reading, its matches and the outbox rows are one transaction: a crash costs time, never an alert.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from alerts.aftermath import returns, withdrawals
from alerts.telling import PLAIN, Setting
from alerts.watches import messages
from archive import Archive
from archive.records import Recorded
from config.watches import Watch
from pipeline import work
from pipeline.fitting import Fitting, FittingFailed
from pipeline.pool import Inline, Pool
from pipeline.silences import beginnings
from pipeline.threads import DatabaseThread
from pipeline.watched import Watched
from statements import diff, novelty
from statements.clock import Clock
from statements.crashpoints import crashpoint
from statements.errors import ModelError
from statements.grading import grade as grade_of
from statements.labels import Grade
from statements.model import Message, Reading, Version

log = structlog.get_logger("communique.read")

BATCH = 50
"""Withdrawals, and returns, that are told of in one transaction."""
LOOK_BACK = timedelta(days=7)
"""Withdrawals of this long ago are told still, so that a service that stood still misses none; no older ones, since the outbox
may forget."""
ATTEMPTS = 3
"""How often a text whose reading fails is tried before it waits for the next start. It stays unread, visibly."""


class ReadStage:
    """Turns unread versions into readings and queued alerts."""

    def __init__(
        self,
        *,
        archive: Archive,
        database: DatabaseThread,
        pool: Pool | Inline,
        clock: Clock,
        watches: Sequence[Watch],
        model: Path | None,
        embeddings: bool,
        demo: bool,
        fitting: Fitting | None = None,
        setting: Setting = PLAIN,
    ) -> None:
        self._archive, self._database, self._pool, self._clock = archive, database, pool, clock
        self._watched = Watched.of(watches)
        self._model, self._embeddings = model, embeddings
        self._setting = replace(setting, demo=demo)
        self._fitting = fitting
        self.queued: Callable[[], None] = lambda: None
        """Is told as soon as there is something to send."""
        self._failures: Counter[int] = Counter()
        self._settled: set[int] = set()
        self._stopped: str | None = None

    @property
    def problem(self) -> str | None:
        """Why nothing is read at the moment, or what it is not read for; or None."""
        return self._stopped or (self._fitting.problem if self._fitting else None)

    def watch(self, watches: Sequence[Watch], setting: Setting | None = None) -> None:
        """Match against these from the next version on, and compose by that ``setting``."""
        self._watched = Watched.of(watches)
        self._settled = set()
        if setting is not None:
            self._setting = setting

    async def run(self) -> int:
        """Read everything that can be read now; returns how many versions, and messages about withdrawals, there were."""
        return await self.read() + await self._tell_what_went()

    async def keep_ready(self) -> None:
        """Have the worker load its model while nothing is to be read: after a new worker has begun, the next alert would else wait
        for that, a second or two."""
        # Who reads a statement tells of these.
        with suppress(ModelError, TimeoutError, MemoryError, work.ReadingFailed):
            await self._pool.run(work.warm, self._model, self._embeddings)

    async def read(self) -> int:
        """Read every text that waits and can be read now; returns how many there were."""
        done = 0
        while (version := await self._next()) is not None:
            reading = await self._read(version)
            if reading is not None:
                await self._record(version, reading)
                done += 1
            elif self._stopped is not None:
                break
        return done

    async def _next(self) -> Version | None:
        """What is to be read first now: what was stored meanwhile may go before what waited already. One whose reading failed lets
        all others go before it."""
        waiting: list[Version] = await self._database(self._archive.readings.unread, 1 + len(self._failures))
        left = [version for version in waiting if self._failures[version.id] < ATTEMPTS]
        return min(left, key=lambda version: self._failures[version.id], default=None)

    async def _tell_what_went(self) -> int:
        """Queue what readers were told of and is gone since, and what is back of which they were told that it is gone. What was
        asked for once is not asked for again, and after a start the outbox takes nothing twice."""
        queued, more = 0, True
        while more:
            more, these = await self._database(
                self._went_and_came, self._watched, self._settled, self._clock.now()
            )
            queued += these
        return queued

    def _went_and_came(self, watched: Watched, settled: set[int], now: datetime) -> tuple[bool, int]:
        """Queue a batch of that, and note in ``settled`` which it was; whether there was any, and how many messages it took."""
        archive, since = self._archive, now - LOOK_BACK
        gone = archive.readings.withdrawals(since, besides=settled, limit=BATCH)
        back = archive.returns.since(since, besides=settled, limit=BATCH)
        if not gone and not back:
            return False, 0

        def muted(source: str) -> Mapping[tuple[str, str], datetime]:
            return archive.mutes.of(source, now)

        found = [
            *withdrawals(
                watched.watches,
                gone,
                now=now,
                stories=archive.stories.of,
                queue=archive.outbox,
                muted=muted,
                setting=self._setting,
            ),
            *returns(
                watched.watches,
                back,
                now=now,
                stories=archive.stories.of,
                queue=archive.outbox,
                muted=muted,
                setting=self._setting,
            ),
        ]
        queued = archive.outbox.put(found, now) if found else 0
        settled |= {one.event for one in gone} | {one.event for one in back}
        return True, queued

    async def _read(self, version: Version) -> Reading | None:
        try:
            reading = await self._within_limits(version)
        except (ModelError, FittingFailed) as error:
            self._stopped = str(error)
            log.warning("cannot read statements", error=str(error))
            return None
        except (TimeoutError, MemoryError, work.ReadingFailed) as error:
            self._failures[version.id] += 1
            log.warning("reading failed", version=version.id, source=version.source, error=repr(error))
            return None
        self._stopped = None
        crashpoint("classify.after")
        return reading

    async def _within_limits(self, version: Version) -> Reading:
        """A text that takes the encoder too long, or ends it, is read by its words alone."""
        arguments = (
            self._model, version.title, version.text, version.language, version.issuer, version.kind,
        )  # fmt: skip
        if self._embeddings:
            try:
                return await self._run(arguments, embeddings=True)
            except (TimeoutError, MemoryError) as error:
                log.warning("read without embeddings", version=version.id, error=repr(error))
        return await self._run(arguments, embeddings=False)

    async def _run(self, arguments: tuple[object, ...], *, embeddings: bool) -> Reading:
        own = await self._fitting.ready() if self._fitting else ()
        reading: Reading = await self._pool.run(work.read, *arguments, embeddings, own)
        if self._fitting:
            self._fitting.missed(reading.scores)
        return reading

    async def _record(self, version: Version, reading: Reading) -> None:
        edit = None if version.n == 1 else await self._compared(version, reading)
        grade, recorded = await self._database(self._write_down, self._watched, version, reading, edit)
        crashpoint("reading.after_commit")
        if recorded.queued:
            self.queued()
        log.info(
            "read",
            version=version.id,
            source=version.source,
            stance=[str(stance) for stance in reading.stances],
            grade=None if grade is None else str(grade),
            matched=list(recorded.matched),
            queued=recorded.queued,
        )

    async def _compared(self, version: Version, reading: Reading) -> Edit | None:
        """A later version beside the one before it."""
        before, previous = await self._database(self._what_was_before, version)
        if before is None:
            return None
        again = None
        if previous is not None and _finds_more(reading, previous):
            # Two models find different things in one text: only by the same one does a difference lie in the text.
            again = await self._read(before)
        return Edit(before=before, previous=again or previous, again=again)

    def _what_was_before(self, version: Version) -> tuple[Version | None, Reading | None]:
        return self._archive.statements.before(version), self._archive.readings.previous(version)

    def _write_down(
        self, watched: Watched, version: Version, reading: Reading, edit: Edit | None
    ) -> tuple[Grade | None, Recorded]:
        """All that the archive is asked and told of a reading, in one go on its thread: each time a reading leaves it, others of the
        checks that are under way come between."""
        archive, now = self._archive, self._clock.now()
        previous, grade = None, None
        edited: Sequence[str] = ()
        already: Collection[str] = ()
        if edit is not None:
            previous = edit.previous
            already = archive.readings.previously_matched(version, watched.queries, now=now, again=edit.again)
            grade = grade_of(edit.before, version, previous, reading)
            edited = diff.summary(diff.segments(edit.before.text, version.text))
        graded = replace(version, grade=grade)
        story = archive.stories.place(graded, reading)
        news = novelty.find(archive.novelties.known(graded, reading), graded, reading, story=story)

        def compose(matched: Sequence[str]) -> Sequence[Message]:
            return messages(
                watched.watches,
                matched,
                graded,
                reading,
                previous,
                now=now,
                previously=already,
                edited=edited,
                story=story,
                news=news,
                queue=archive.outbox,
                muted=archive.mutes.of(version.source, now),
                setting=self._setting,
            )

        recorded = archive.readings.record(
            version,
            reading,
            watches=watched.queries,
            compose=compose,
            now=now,
            grade=grade,
            joined=story.member(version.statement).joined,
            news=news,
            begun=beginnings(watched.watches, graded, reading, already, now),
        )
        return grade, recorded


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What a later version is held against."""

    before: Version
    previous: Reading | None
    """What was found in it: by the model of today, where that of then finds other things."""
    again: Reading | None
    """The reading by the model of today, where it was needed."""


def _finds_more(now: Reading, before: Reading) -> bool:
    """Whether another model read the text before, or topics of one's own were added since."""
    return now.model != before.model or not now.scores.keys() <= before.scores.keys()
