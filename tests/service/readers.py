"""A desk whose readers get digests: a service without the part that fetches, and the mailbox of its readers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from archive import Archive
from archive.posts import DigestRecord
from archive.records import SourceEntry, WatchQuery
from config import load
from pipeline import wiring
from pipeline.pool import Inline
from pipeline.service import Service
from statements.clock import ManualClock
from statements.model import Reading
from tests.contract.examples import HOUR, MINUTE, candidate, finish, new, reading, revised
from tests.service.mailserver import Mailbox, serving

MONDAY = datetime(2024, 12, 2, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
WEEKLY = {"weekly": {"recipients": ["ana@example.org", "ben@example.org"]}}
WEB = {"url": "https://desk.example.org"}


@dataclass
class Desk:
    """A service without the part that fetches, its archive, its readers' mailbox, and what time it is."""

    service: Service
    clock: ManualClock
    mailbox: Mailbox

    @property
    def archive(self) -> Archive:
        return self.service.archive

    def watch(self, now: datetime) -> None:
        """The source is looked at, and was never before."""
        self.archive.sources.sync([SourceEntry(id="a", issuer="FR", host="a", every=15 * MINUTE)], now)
        lease = self.archive.sources.claim("a", now, owner="test", lease=HOUR)
        assert lease is not None
        finish(self.archive, lease, now)

    def say(self, name: str, at: datetime, text: str = "", *, read: Reading | None = None) -> None:
        """A statement, or another version of it, is seen and read."""
        self.say_all([(name, at, text)], read=read)

    def say_all(self, said: Sequence[tuple[str, datetime, str]], *, read: Reading | None = None) -> None:
        """Several, at one look at the source."""
        lease = self.archive.sources.claim("a", said[0][1], owner="test", lease=WEEK)
        assert lease is not None
        for name, at, text in said:
            given = candidate(name, title=f"Title of {name}", text=text or f"Text of {name}.")
            known = self.archive.statements.known("a", given.locators, given.text_sha256, at)
            fresh = new(name, title=given.title, text=given.text)
            again = known and revised(known, name=name, title=given.title, text=given.text)
            self.archive.statements.store(lease, again or fresh, now=at, capture=None, baseline=False)
        self.archive.sources.release(lease)
        for version in self.archive.readings.unread(1000):
            self.archive.readings.record(
                version,
                read or reading(signatories=(), kind=None),
                watches=[WatchQuery(id="talks", query="talks")],
                compose=lambda _: [],
                now=version.seen,
            )

    def digest(self, now: datetime) -> list[DigestRecord]:
        """Make and send what is due."""
        self.clock.set(now)

        async def both() -> list[DigestRecord]:
            made = await self.service.digests.run()
            await self.service.deliver()
            return made

        return asyncio.run(both())

    def mails(self, recipient: str) -> list[EmailMessage]:
        return [mail for to, mail in self.mailbox.accepted if to == recipient]


@contextmanager
def desk(
    directory: Path, database: str, digests: object = WEEKLY, *, pace: str = "0s", **settings: object
) -> Iterator[Desk]:
    mailbox, clock = Mailbox(), ManualClock(MONDAY)
    with serving(mailbox) as port:
        directory.mkdir()
        mail = {
            "host": "127.0.0.1",
            "port": port,
            "security": "none",
            "sender": "desk@example.org",
            "pace": pace,
        }
        chosen = {"database": database, "mail": mail, "digests": digests, **settings}
        (directory / "settings.yaml").write_text(json.dumps(chosen))
        watch = {"id": "talks", "name": "Talks", "query": "talks"}
        (directory / "watches.yaml").write_text(json.dumps({"watches": [watch]}))
        service = wiring.assemble(
            load(directory, {"COMMUNIQUE_WEB__SECRET": "a-secret-of-the-tests"} if "web" in settings else {}),
            clock=clock,
            fetching=False,
            pool=Inline(),
        )
        try:
            yield Desk(service, clock, mailbox)
        finally:
            service.close()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("related", "html"))
    assert body is not None
    html = body if body.get_content_type() == "text/html" else next(iter(body.iter_parts()))
    return str(cast("EmailMessage", html).get_content())


def told(archive: Archive, records: Sequence[DigestRecord]) -> list[str]:
    versions = [v for record in records for v in cast("list[int]", record.members["statements"])]
    return [archive.statements.version(version).title.removeprefix("Title of ") for version in versions]
