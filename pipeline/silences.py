"""The stage that tells who has not spoken: has so long passed since the first statement of an episode? Then it looks who is missing.

Asking the database instead of trusting that a clock fired makes it proof against restarts, time changes and sleep. Which episodes there
are is written down with the readings (`archive.episodes`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo

import structlog

from alerts import boards as told
from alerts import words
from alerts.forms_board import message
from alerts.routing import confident, quiet_until
from archive import Archive
from archive.chunks import CHUNK
from archive.episodes import Beginning, Episode
from config import Config
from config.destinations import place as place_of
from config.packs import issuers_of
from config.watches import Watch
from pipeline import board as boards
from pipeline.board import Board
from pipeline.rehearsal import Rehearsal
from pipeline.setting import setting_of
from pipeline.threads import DatabaseThread
from statements.clock import Clock
from statements.labels import Held, Part
from statements.model import Message, Reading, Version
from statements.novelty_signs import published_at

log = structlog.get_logger("communique.board")

PATIENCE = timedelta(hours=1)
"""How long a board waits for the sources of who is expected to be asked once more, and for texts to be read."""


def beginnings(
    watches: Sequence[Watch], version: Version, reading: Reading, already: Collection[str], now: datetime
) -> list[Beginning]:
    """What a version begins, or goes on with, for those of the ``watches`` that have a board, should it match them. Nothing begins with
    what was there before anybody watched, an issuer's own older text, one that was published longer ago than the pause or is not sure
    enough for the watch, and an edit of what matched ``already``."""
    if version.baseline or version.reissue is not None:
        return []
    began = published_at(version)
    return [
        Beginning(
            watch=watch.id, query=watch.query, began=began, after=watch.board.after, pause=watch.board.pause
        )
        for watch in watches
        if watch.board is not None
        and watch.id not in already
        and now - began < watch.board.pause
        and confident(watch, reading)
    ]


def drawn(
    config: Config,
    archive: Archive,
    watch: Watch,
    began: datetime,
    step: timedelta,
    now: datetime,
    *,
    zone: str,
    before: int | None = None,
) -> Board:
    """The board of a watch so long after an episode ``began``, by what is known ``now``, or with ``before`` by statements of smaller
    ids. Counted is what was published from a pause before it began: who spoke before the first statement that was read here is not
    silent."""
    if watch.board is None:
        raise ValueError(f"{watch.id} has no board")
    return boards.of_episode(
        config,
        archive,
        query=watch.query,
        expected=issuers_of(watch.board.expected),
        since=began - watch.board.pause,
        until=began + step,
        now=now,
        tell=partial(words.moment, zone=ZoneInfo(zone)),
        before=before,
    )


def rehearsed(config: Config, archive: Archive, rehearsal: Rehearsal) -> int:
    """How many boards the watch of a rehearsal would have told, by the statements as they are today."""
    asked = rehearsal.watch.board
    if asked is None:
        return 0
    came = [one.read for one in rehearsal.fired if one.first or one.came]
    found, last = 0, None
    for one, version in zip(came, _versions(archive, [one.version for one in came]), strict=True):
        began = published_at(version)
        if version.reissue is not None or one.at - began >= asked.pause:
            continue
        begins, last = last is None or last <= one.at - asked.pause, one.at
        # Of several moments that had passed when it was read the last would have been told.
        moments = {max(began + step, one.at): step for step in asked.after} if begins else {}
        for at, step in moments.items():
            if at < rehearsal.until:
                known = archive.periods.bound(at + timedelta.resolution)
                board = drawn(config, archive, rehearsal.watch, began, step, at, zone="UTC", before=known)
                found += bool(board.missing)
    return found


def _versions(archive: Archive, ids: Sequence[int]) -> Iterator[Version]:
    """In their order, some at a time: a watch may have fired for most of an archive."""
    for start in range(0, len(ids), CHUNK):
        yield from (hit.version for hit in archive.periods.hits(ids[start : start + CHUNK]))


class Silences:
    """Looks at the episodes that are due, and queues what is to be told."""

    def __init__(self, *, config: Config, archive: Archive, database: DatabaseThread, clock: Clock) -> None:
        self._archive, self._database, self._clock = archive, database, clock
        self._waiting: dict[tuple[int, datetime], datetime] = {}
        """Since when a board waits, by episode and when it was due."""
        self.configure(config)

    def configure(self, config: Config) -> None:
        """Go on by another configuration."""
        self._config, self._setting = config, setting_of(config)

    async def run(self, *, now: bool = False) -> int:
        """Tell who has not spoken, where that is due; returns how many messages were queued. A board waits until the sources of who is
        expected were asked after it was due and what they gave was read: `PATIENCE` at most, and not at all if it shall be ``now``."""
        queued, moment = 0, self._clock.now()
        for episode in await self._database(self._archive.episodes.due, moment):
            queued += await self._database(self._look, episode, moment, not now)
        return queued

    def _look(self, episode: Episode, now: datetime, patiently: bool) -> int:
        watch = next((one for one in self._config.watches if one.id == episode.watch and one.enabled), None)
        if watch is None or watch.board is None or watch.query != episode.query:
            self._archive.episodes.told(episode, None, [], now)
            log.info("no board is told, since its watch was edited", watch=episode.watch)
            return 0
        step = episode.step(now)
        if patiently and self._waits(episode, issuers_of(watch.board.expected), episode.began + step, now):
            return 0
        messages = self._messages(watch, episode, step, now)
        queued = self._archive.episodes.told(episode, episode.following(step), messages, now) or 0
        self._waiting.pop((episode.id, episode.began + step), None)
        log.info("board", watch=watch.id, began=episode.began, after=str(step), queued=queued)
        return queued

    def _waits(self, episode: Episode, expected: Collection[str], until: datetime, now: datetime) -> bool:
        asked = {state.source: state.last_check_at for state in self._archive.sources.states()}
        listened = [
            asked.get(source.id)
            for source in self._config.sources
            if source.enabled and source.issuer in expected
        ]
        heard = all(at is not None and at >= until for at in listened)
        if heard and not self._archive.readings.unread(1):
            return False
        since = self._waiting.setdefault((episode.id, until), now)
        return timedelta(0) <= now - since < PATIENCE

    def _messages(self, watch: Watch, episode: Episode, step: timedelta, now: datetime) -> list[Message]:
        """One message a destination, in the thread of the first; none when all have spoken, or nobody any more: an edit can make that
        what began it matches no longer."""

        @cache
        def seen_from(zone: str) -> Board:
            return drawn(self._config, self._archive, watch, episode.began, step, now, zone=zone)

        name = f"board:{watch.id}:{episode.version}"
        heads = self._archive.outbox.threads([name])
        unread = self._archive.readings.unread_count()
        end = quiet_until(watch.quiet, now) if watch.quiet else None
        found = []
        for destination in watch.to:
            channel, place = place_of(destination)
            zone = self._setting.shown_in(channel, place)
            board = seen_from(zone)
            if board.first is None or board.start is None or not board.missing:
                return []
            call = told.Call(
                watch=watch,
                after=step,
                voices=board.voices,
                first=board.first,
                start=board.start,
                until=board.until,
                now=now,
                others=board.others,
                newest=boards.MOST if board.truncated else None,
                unread=unread,
                key=told.key(watch.id, episode.version, step, destination),
                thread=name,
                part=Part.REPLY if (channel, place, name) in heads else Part.HEAD,
                archived=self._setting.archived,
                zone=zone,
                domain=self._setting.domain,
                demo=self._setting.demo,
            )
            found.append(message(call, destination, not_before=end, held=None if end is None else Held.QUIET))
        return found
