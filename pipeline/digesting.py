"""The digest stage: is a period closed in its readers' zone and not yet frozen? Then freeze it and queue its mails.

Asking the database instead of trusting that a clock fired makes it proof against restarts, time changes and sleep.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import structlog

from alerts import chart
from alerts import digest as mails
from archive import Archive
from archive.posts import DigestRecord
from archive.unsubscribed import WHOLE
from config import Config
from config.settings import Digest
from pipeline.frozen import members, untold
from pipeline.gathering import gather, sections_of
from pipeline.linking import Links, links_of
from pipeline.ownpages import OwnPages
from pipeline.pool import Inline, Pool
from pipeline.setting import domain_of
from pipeline.threads import DatabaseThread
from statements.clock import Clock
from statements.crashpoints import crashpoint
from statements.errors import CommuniqueError, ConfigError
from statements.model import Message

log = structlog.get_logger("communique.digest")

REACH = timedelta(days=182)
"""How far back the first digest reaches at most: what is older is no news, and would not fit into memory or a mail."""
UNCONFIGURED = Digest(recipients=("reader@example.org",))
"""What is previewed where no digest is configured."""


class DigestStage:
    """Freezes and queues the digests of each closed period, once."""

    def __init__(
        self,
        *,
        config: Config,
        archive: Archive,
        database: DatabaseThread,
        clock: Clock,
        worker: Callable[[], Pool | Inline] = Inline,
    ) -> None:
        """``worker`` makes the process in which one chart is drawn."""
        self._config, self._archive, self._database, self._clock = config, archive, database, clock
        self._worker = worker

    def configure(self, config: Config) -> None:
        """Go on by another configuration."""
        self._config = config

    async def run(self) -> list[DigestRecord]:
        """Make the digest of the last closed period of each that is configured; those that were made. None is made where it
        exists already, or nothing was watched yet in that period."""
        settings, made = self._config.settings, list[DigestRecord]()
        if settings.mail is None:
            return made
        await self.believe_clock()
        for id_, digest in settings.digests.items():
            closed = mails.period(self._clock.now(), digest.weekday, digest.hour, digest.zone)
            period = await self._database(self._untold, id_, digest, *closed)
            record = None if period is None else await self._make(id_, digest, *period)
            if record is not None:
                made.append(record)
        return made

    async def believe_clock(self) -> None:
        """See to it that what is seen from now on is told, also where the clock was set back behind the end of a digest. To be asked
        before anything is looked at."""
        for ahead in await self._database(self._archive.digests.believe_clock, self._clock.now()):
            log.warning("the clock was set back: what is seen now is the next digest's", digest=ahead)

    async def _make(self, id_: str, digest: Digest, start: datetime, end: datetime) -> DigestRecord | None:
        contents, own = await self._gathered(id_, digest, start, end)
        contents = await self._database(untold, self._archive, id_, contents)
        letters: dict[str, Mapping[str, object]] = {}
        made: list[tuple[mails.Rendered, str, list[str]]] = []
        if digest.empty == "send" or not contents.is_empty or contents.gaps or contents.later:
            picture = await self._drawn(contents)
            wishes = await self._database(self._archive.unsubscribed.all, id_)
            for unwanted, recipients in _alike(digest, contents, wishes).items():
                wanted = [section for section in contents.sections if section.id not in unwanted]
                rendered = await asyncio.to_thread(
                    mails.compose, replace(contents, sections=tuple(wanted)), picture=picture
                )
                name = f"without {', '.join(unwanted)}" if unwanted else "whole"
                letters[name] = rendered.letter()
                made.append((rendered, name, recipients))
        domain = domain_of(self._config)

        def messages(number: int) -> Sequence[Message]:
            return [
                message
                for rendered, name, recipients in made
                for message in mails.messages(
                    rendered,
                    subscription=id_,
                    start=start,
                    end=end,
                    recipients=recipients,
                    domain=domain,
                    key=self._key(),
                    digest=number,
                    letter=name,
                    own=lambda recipient: {} if own is None else own.of(recipient, number),
                    unsubscribe=None if own is None else own.unsubscribe,
                )
            ]

        crashpoint("digest.rendered")
        record: DigestRecord | None = await self._database(
            self._archive.digests.create,
            id_, start, end, members(contents), messages, self._clock.now(), letters=letters,
        )  # fmt: skip
        if record is not None:
            crashpoint("digest.after_commit")
            log.info("digest made", digest=id_, start=start, end=end, statements=len(contents.statements))
        return record

    async def _gathered(
        self, id_: str, digest: Digest, start: datetime, end: datetime
    ) -> tuple[mails.DigestInput, OwnPages | None]:
        """What a digest says, with what stands in for the addresses that are each recipient's own, where there are pages."""
        links = self._links()
        contents: mails.DigestInput = await self._database(
            gather, self._config, self._archive, digest, start, end, now=self._clock.now(), links=links
        )
        if links is None:
            return contents, None
        own = OwnPages(
            links,
            subscription=id_,
            sections=sections_of(self._config, digest),
            recipients=digest.recipients,
            key=self._key(),
            name=f"{id_}|{start.isoformat()}|{end.isoformat()}",
        )
        return own.put_into(contents), own

    async def _drawn(self, contents: mails.DigestInput) -> bytes | None:
        """The chart, drawn in a process that ends with it; None when there is nothing to draw or it cannot be done: the mail
        then says the same in words."""
        if not contents.statements:
            return None
        worker = self._worker()
        try:
            png: bytes = await worker.run(chart.draw, mails.bars(contents), contents.earlier)
        except (TimeoutError, MemoryError, ImportError) as error:
            log.warning("the digest goes without its chart", error=repr(error))
            return None
        finally:
            await asyncio.to_thread(worker.close)
        return png

    def _untold(
        self, id_: str, digest: Digest, start: datetime, end: datetime
    ) -> tuple[datetime, datetime] | None:
        """What the next digest has to cover, given the last closed period: periods in which nothing ran are made up for, and
        the first digest reaches back to when watching began, so that no statement falls between. None when nothing is left to
        tell."""
        ended = self._archive.digests.ended(id_)
        if ended is not None:
            return None if ended >= end else (ended, end)
        # Before the first baseline there is nothing to tell about: no digest of a week that nobody watched.
        watched = min(
            (state.baseline_at for state in self._archive.sources.states() if state.baseline_at), default=end
        )
        if watched >= end:
            return None
        earliest = max(watched, end - REACH)
        _, bound = mails.period(earliest, digest.weekday, digest.hour, digest.zone)
        return min(start, bound), end

    def _links(self) -> Links | None:
        try:
            return links_of(self._config)
        except ConfigError as error:
            log.warning("the digest goes without links to our pages", error=str(error))
            return None

    def _key(self) -> bytes:
        """Not a secret to keep: it only has to differ between installations, so that addresses cannot be read off ids."""
        settings = self._config.settings
        return hashlib.sha256(
            f"{settings.database}|{settings.mail.sender if settings.mail else ''}".encode()
        ).digest()

    # -- to look at

    async def preview(
        self, id_: str | None = None, *, at: date | datetime | None = None, current: bool = False
    ) -> Preview:
        """A digest to look at; nothing is stored or sent. That of the last closed period by the settings of today; ``at``: of
        the period that was the last closed one then (a day means its end), as it was sent or would have been; ``current``: of
        the running one. Raises CommuniqueError when there is no such digest, or ``at`` lies ahead."""
        id_, digest = self._chosen(id_)
        now = self._clock.now()
        try:
            then = now if at is None else _then(at, ZoneInfo(digest.zone), now)
            start, end = mails.period(then, digest.weekday, digest.hour, digest.zone)
        except OverflowError as error:
            raise CommuniqueError(f"{at} is no day that a digest could be of") from error
        if current:
            start, end = end, now
        if at is not None:
            record = await self._database(
                self._archive.digests.covering, id_, end - timedelta(microseconds=1)
            )
            letters = {} if record is None else await self._database(self._archive.digests.letters, record.id)
            if record is not None and letters:
                letter = letters.get("whole") or next(iter(letters.values()))
                return Preview(
                    digest=id_,
                    start=record.start,
                    end=record.end,
                    rendered=_sent(str(record.members["subject"]), letter),
                    sent=True,
                )
        contents, _ = await self._gathered(id_, digest, start, end)
        rendered = mails.compose(contents, picture=await self._drawn(contents))
        return Preview(digest=id_, start=start, end=end, rendered=rendered)

    def _chosen(self, id_: str | None) -> tuple[str, Digest]:
        known = self._config.settings.digests
        if id_ is None and len(known) <= 1:
            return next(iter(known.items()), ("weekly", UNCONFIGURED))
        if id_ is None or id_ not in known:
            named = f"no digest {id_!r} is configured" if id_ else "several digests are configured; name one"
            raise CommuniqueError(f"{named}: {', '.join(known) or 'there is none'}")
        return id_, known[id_]

    def example(self, preview: Preview) -> Message:
        """The message that a preview would be sent as, to the first recipient."""
        digest = self._config.settings.digests.get(preview.digest, UNCONFIGURED)
        return mails.messages(
            preview.rendered,
            subscription=preview.digest,
            start=preview.start,
            end=preview.end,
            recipients=digest.recipients[:1],
            domain=domain_of(self._config),
            key=self._key(),
        )[0]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A digest to look at. ``sent``: it is what was sent."""

    digest: str
    start: datetime
    end: datetime
    rendered: mails.Rendered
    sent: bool = False


def _then(at: date | datetime, zone: ZoneInfo, now: datetime) -> datetime:
    if isinstance(at, datetime):
        then = at if at.tzinfo else at.replace(tzinfo=zone)
    else:
        today = at == now.astimezone(zone).date()
        then = (
            now if today else datetime.combine(at + timedelta(days=1), time(0), zone) - timedelta(seconds=1)
        )
    if then > now:
        raise CommuniqueError(f"{at.isoformat()} lies ahead; the running period is shown by --current")
    return then.astimezone(UTC)


def _alike(
    digest: Digest, contents: mails.DigestInput, wishes: Mapping[str, frozenset[str]]
) -> dict[tuple[str, ...], list[str]]:
    """The recipients by what they do not want of it; who wants none of it is left out. One letter is made for each group."""
    found: dict[tuple[str, ...], list[str]] = {}
    for recipient in digest.recipients:
        unwanted = wishes.get(recipient, frozenset())
        if WHOLE not in unwanted:
            here = tuple(section.id for section in contents.sections if section.id in unwanted)
            found.setdefault(here, []).append(recipient)
    return found


def _sent(subject: str, letter: Mapping[str, object]) -> mails.Rendered:
    """A letter as it was rendered."""
    images = cast("Sequence[Mapping[str, str]]", letter["images"])
    return mails.Rendered(
        subject=subject,
        html=str(letter["html"]),
        text=str(letter["text"]),
        images=tuple(
            mails.Image(cid=image["cid"], png=base64.b64decode(image["png"]), alt=image["alt"])
            for image in images
        ),
    )
