"""The weekly stage: is a period closed in the readers' zone and not yet frozen? Then freeze it and queue its mails.

Asking the database instead of trusting that a clock fired makes it proof against restarts, time changes and sleep.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from alerts import digest as weekly
from archive import Archive
from archive.records import DigestRecord, Hit
from archive.spells import NOT_CHECKED
from config import Config
from config.settings import Digest
from pipeline import shapes
from pipeline.threads import DatabaseThread
from statements.clock import Clock
from statements.crashpoints import crashpoint
from statements.diff import word_diff
from statements.model import Message

log = structlog.get_logger("communique.digest")

SUBSCRIPTION = "weekly"
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
"""A week in which the clocks go back is longer by this."""
DETAIL = 300
"""Characters of a change that a digest quotes."""


class DigestStage:
    """Freezes and queues the digest of each closed period, once."""

    def __init__(self, *, config: Config, archive: Archive, database: DatabaseThread, clock: Clock) -> None:
        self._config, self._archive, self._database, self._clock = config, archive, database, clock

    def configure(self, config: Config) -> None:
        """Go on by another configuration."""
        self._config = config

    @property
    def _settings(self) -> Digest | None:
        return next(iter(self._config.settings.digests.values()), None)

    async def run(self) -> DigestRecord | None:
        """Make the digest of the last closed period; None when there is none to make (no digest is configured, it exists
        already, or nothing was watched yet in that period)."""
        settings, mail = self._settings, self._config.settings.mail
        if settings is None or mail is None:
            return None
        closed = weekly.period(self._clock.now(), settings.weekday or "monday", settings.hour, settings.zone)
        period = await self._database(self._untold, *closed)
        if period is None:
            return None
        start, end = period
        rendered, members = await self.compose(start, end)
        domain = mail.domain or mail.sender.rpartition("@")[2].rstrip(">")
        # Not a secret to keep: it only has to differ between installations, so that addresses cannot be read off ids.
        key = hashlib.sha256(f"{self._config.settings.database}|{mail.sender}".encode()).digest()

        def messages(digest: int) -> Sequence[Message]:
            return weekly.messages(
                rendered,
                subscription=SUBSCRIPTION,
                start=start,
                end=end,
                recipients=settings.recipients,
                domain=domain,
                key=key,
                digest=digest,
            )

        record = await self._database(
            self._archive.digests.create, SUBSCRIPTION, start, end, members, messages, self._clock.now()
        )
        if record is not None:
            crashpoint("digest.after_commit")
            log.info("digest made", start=start, end=end, statements=len(members["statements"]))
        return record

    async def compose(self, start: datetime, end: datetime) -> tuple[weekly.Rendered, dict[str, Any]]:
        """A period's digest rendered, and its frozen members."""
        found = await self._database(self._gather, start, end)
        rendered = await asyncio.to_thread(weekly.compose, found)
        members = {
            "statements": [member.version.id for member in found.statements],
            "changes": [[change.version.id, change.what] for change in found.changes],
            "gaps": [shapes.gap(gap) for gap in found.gaps],
            "subject": rendered.subject,
        }
        return rendered, members

    def _untold(self, start: datetime, end: datetime) -> tuple[datetime, datetime] | None:
        """What the next digest has to cover, given the last closed period: weeks in which nothing ran are made up for, so
        that no statement falls between two digests. None when nothing is left to tell."""
        latest = self._archive.digests.latest(SUBSCRIPTION)
        if latest is not None:
            return None if latest.end >= end else (latest.end, end)
        # Before the first baseline there is nothing to tell about: no digest of a week that nobody watched.
        watched = min(
            (state.baseline_at for state in self._archive.sources.states() if state.baseline_at), default=end
        )
        return None if watched >= end else (start, end)

    def _gather(self, start: datetime, end: datetime) -> weekly.DigestInput:
        settings = self._config.settings
        periods = self._archive.periods
        chosen = self._settings
        shown = chosen.sections if chosen else ()
        watches = {watch.id: watch for watch in self._config.watches if watch.enabled}
        baselines = [state.baseline_at for state in self._archive.sources.states() if state.baseline_at]
        # Only whole weeks are compared: a digest that makes up for several has no week before it to stand beside.
        reaches_back = bool(baselines) and min(baselines) <= start - WEEK and end - start <= WEEK + HOUR
        return weekly.DigestInput(
            title=chosen.heading if chosen else "Digest of official statements",
            start=start,
            end=end,
            zone=chosen.zone if chosen else "UTC",
            statements=tuple(_member(hit) for hit in periods.statements(start, end)),
            before=tuple(_member(hit) for hit in periods.statements(start - WEEK, start))
            if reaches_back
            else None,
            sections=tuple(
                weekly.DigestSection(
                    title=watches[watch].name,
                    query=watches[watch].query,
                    statements=_once(
                        _member(match.hit)
                        for match in self._archive.readings.matches(start, end, watch)
                        if not match.hit.version.baseline
                    ),
                )
                for watch in shown or watches
            ),
            changes=tuple(
                [
                    weekly.DigestChange(
                        version=edit.version,
                        what="edited",
                        when=edit.version.seen,
                        detail=word_diff(edit.before, edit.version.text)[:DETAIL],
                    )
                    for edit in periods.edits(start, end)
                ]
                + [
                    weekly.DigestChange(version=hit.version, what="withdrawn", when=hit.withdrawn_at)
                    for hit in periods.withdrawals(start, end)
                    if hit.withdrawn_at is not None
                ]
            ),
            gaps=tuple(
                gap
                for gap in self._archive.health.gaps(start, end)
                # The clock of the demonstration is moved from look to look: that nobody looked in between says nothing.
                if not (settings.demo and gap.error == NOT_CHECKED)
            ),
            source_names={source.id: source.name for source in self._config.sources},
            demo=settings.demo,
        )


def _member(hit: Hit) -> weekly.DigestStatement:
    return weekly.DigestStatement(version=hit.version, reading=hit.reading)


def _once(members: Any) -> tuple[weekly.DigestStatement, ...]:
    """Each statement once, in its latest version that matched."""
    return tuple({member.version.statement: member for member in members}.values())


async def preview(stage: DigestStage, *, current: bool, config: Config, now: datetime) -> weekly.Rendered:
    """The digest of the last closed week, or of the running one; nothing is stored or sent."""
    settings = next(iter(config.settings.digests.values()), None)
    day, hour, zone = (
        (settings.weekday or "monday", settings.hour, settings.zone) if settings else ("monday", 8, "UTC")
    )
    start, end = weekly.period(now, day, hour, zone)
    if current:
        start, end = end, now
    rendered, _ = await stage.compose(start, end)
    return rendered
