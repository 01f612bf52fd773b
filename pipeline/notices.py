"""The operators' stage: what went wrong, goes on and is over is told to those who run the service, and to nobody else.

What they were told is counted in the database with the message that tells it, so a restart repeats nothing and forgets
nothing. Without ``operators`` in the settings only the passing of time is judged here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from alerts import notices as words
from archive import Archive
from archive.records import SourceHealth
from archive.troubles import Trouble
from config import Config
from config.operators import Operators
from pipeline.setting import domain_of
from pipeline.threads import DatabaseThread
from statements.clock import Clock
from statements.model import Message

log = structlog.get_logger("communique.notice")

LOOK = timedelta(minutes=1)
"""Between two looks of the running service: what fails together is told together."""
UNREAD = timedelta(hours=1)
"""A text that has not been read for so long waits for somebody."""
GROWTH = (1, 3, 7)
"""Reminders come after so many times ``operators.remind``; the last one repeats."""
QUIET = 4
"""After any word about a source its next trouble is told no sooner than a quarter of ``operators.remind`` later: one that
comes and goes is not told each time."""


class Notices:
    """Looks for what the operators should know, and queues it."""

    def __init__(self, *, config: Config, archive: Archive, database: DatabaseThread, clock: Clock) -> None:
        self._config, self._archive, self._database, self._clock = config, archive, database, clock
        self._looked: datetime | None = None
        self.refused: str | None = None
        """Why an edit of the configuration is not in force."""
        self.advice: Mapping[str, str] = {}
        """What of the last edit is unwise and was not told yet: sentences, by what names each for ever."""

    def configure(self, config: Config) -> None:
        """Go on by another configuration."""
        self._config = config

    async def run(self, *, now: bool = False) -> int:
        """Queue what is to be told; returns how many messages. Looks once a minute unless it shall be ``now``."""
        moment = self._clock.now()
        if not now and self._looked is not None and timedelta(0) <= moment - self._looked < LOOK:
            return 0
        self._looked = moment
        queued = await self._database(self._look, moment)
        if queued:
            log.info("operators told", messages=queued)
        return queued

    def _look(self, now: datetime) -> int:
        for source in self._archive.health.pass_time(now):
            log.warning("silent", source=source)
        self._archive.troubles.believe_clock(now)
        operators = self._config.settings.operators
        if operators is None:
            return 0
        due = [trouble for trouble in self._archive.troubles.open() if is_due(trouble, operators, now)]
        over, passed_on = self._archive.troubles.over()
        enabled = sum(source.enabled for source in self._config.sources)
        notice = words.of_sources(due, over, sources=enabled, now=now)
        queued = self._archive.troubles.told(
            troubles={trouble.spell.id: trouble.spell.notices + 1 for trouble in due},
            over=[*passed_on, *(recovery.spell.id for recovery in over)],
            messages=[] if notice is None else self._messages(notice, operators),
            now=now,
        ) if due or over or passed_on else 0  # fmt: skip
        period = int(now.timestamp() // operators.remind.total_seconds())
        chores = words.of_chores(self._chores(now), period=period)
        if chores is not None:
            queued += self._archive.outbox.put(self._messages(chores, operators), now)
        advice = self.advice
        if advice:
            queued += self._archive.outbox.put(self._messages(words.of_advice(advice), operators), now)
            if self.advice is advice:  # there may have been another edit meanwhile
                self.advice = {}
        return queued

    def _messages(self, notice: words.Notice, operators: Operators) -> list[Message]:
        settings = self._config.settings
        return words.messages(notice, operators.to, domain=domain_of(self._config), demo=settings.demo)

    def _chores(self, now: datetime) -> dict[str, str]:
        """What waits for somebody besides the sources, by name."""
        found = {}
        dead = self._archive.outbox.counts().get("dead", 0)
        if dead:
            one = dead == 1
            found["dead"] = (
                f"{dead} message{'' if one else 's'} {'was' if one else 'were'} refused for good: "
                "communique outbox list --state dead"
            )
        parked = self._archive.outbox.parked()
        if parked:
            places = ", ".join(
                f"{place.channel} {'' if place.destination == '*' else place.destination}".strip()
                for place in parked
            )
            found["parked"] = f"no message is taken by {places}: {parked[0].reason}"
        unread = self._archive.readings.unread(1)
        if unread and now - unread[0].seen > UNREAD:
            found["unread"] = (
                f"{self._archive.readings.unread_count()} texts wait to be read, the first since {unread[0].seen:%Y-%m-%d %H:%M} "
                "UTC: communique status"
            )
        if self.refused is not None:
            found["configuration"] = (
                f"an edit of the configuration cannot be used, and the service goes on with what it had: {self.refused}"
            )
        proposed = proposals(self._config.directory)
        if proposed:
            found["repairs"] = (
                f"a changed site was learnt anew; look at the proposal and put it in the old file's place: {', '.join(proposed)}"
            )
        return found


def is_due(trouble: Trouble, operators: Operators, now: datetime) -> bool:
    """Whether the operators are to be told of a trouble, or told again."""
    spell = trouble.spell
    if spell.notices:
        wait = operators.remind * GROWTH[min(spell.notices, len(GROWTH)) - 1]
        return spell.noticed_at is None or not timedelta(0) <= now - spell.noticed_at < wait
    if trouble.told_at is not None and timedelta(0) <= now - trouble.told_at < operators.remind / QUIET:
        return False
    if not spell.readable:
        return spell.health is SourceHealth.BLOCKED or trouble.failures >= operators.after
    return spell.health is SourceHealth.SILENT or now - trouble.since >= operators.remind


def proposals(directory: Path) -> list[str]:
    """Source files that were proposed in place of others, relative to the configuration."""
    return sorted(str(path.relative_to(directory)) for path in directory.glob("sources/**/*.proposed*"))
