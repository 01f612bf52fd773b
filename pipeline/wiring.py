"""The composition root: from a configuration to a service that runs. Nothing is decided here but which part goes where."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import Any

from alerts.apprising import AppriseSender
from alerts.hooks import Hook, HttpSender
from alerts.mail import POLICY as MAIL_POLICY
from alerts.mail import MailSender
from alerts.ports import Sender
from alerts.slack import SlackSender, WebhookSender
from archive.instance import hold
from archive.posts import OutboxRow, OutboxState
from archive.recovery import recover
from config import Config
from config.source import Source
from pipeline import shapes
from pipeline.checking import Checker
from pipeline.delivering import Delivery
from pipeline.digesting import DigestStage
from pipeline.fitting import Fitting, definitions, folder
from pipeline.letters import lettered
from pipeline.memory import frugal, keep
from pipeline.notices import Notices
from pipeline.opening import archive_of, check_queries, secrets_of
from pipeline.pool import Inline, Pool
from pipeline.reading import ReadStage
from pipeline.service import Service
from pipeline.setting import house_of, setting_of
from pipeline.silences import Silences
from pipeline.threads import DatabaseThread
from spiders.guard import AddressGuard
from statements.clock import Clock, SystemClock
from statements.errors import CommuniqueError
from statements.model import Message

__all__ = ["guard_of", "mail_of", "offline", "run", "run_live_test", "secrets_of", "senders_of"]

TEST_PAGES = 5
"""Statements that a live test of a source reads: enough to see whether its file fits, and no burden to the site."""


def guard_of(config: Config) -> AddressGuard:
    """Which addresses this installation may contact."""
    network = config.settings.network
    return AddressGuard(allow=network.allow, ports=network.ports)


def guards_itself(guard: AddressGuard) -> bool:
    """Whether the guard refuses this very machine, as it should on a server."""
    try:
        guard.check_address("localhost", "127.0.0.1", 80)
    except CommuniqueError:
        return True
    return False


def senders_of(config: Config, clock: Clock) -> dict[str, Sender]:
    """One sender for each kind of destination that is configured. Raises ConfigError when one cannot be used.

    Messages go where the operator's own settings say, private addresses included: those are not remote input.
    """
    settings, found = config.settings, dict[str, Sender]()
    if settings.slack and settings.slack.token:
        found["slack"] = SlackSender(
            token=settings.slack.token.get_secret_value(),
            base_url=settings.slack.base_url,
            clock=clock,
            pace=settings.slack.pace,
        )
    if settings.slack and settings.slack.webhooks:
        hooks = {
            name: hook.url.get_secret_value() for name, hook in settings.slack.webhooks.items() if hook.url
        }
        found["slack-webhook"] = WebhookSender(hooks, clock=clock, pace=settings.slack.pace)
    if settings.mail:
        mail = settings.mail
        found["mail"] = MailSender(
            host=mail.host,
            port=mail.port,
            security=mail.security,
            user=mail.user,
            password=mail.password.get_secret_value() if mail.password else None,
            sender=mail.sender,
            clock=clock,
            policy=replace(MAIL_POLICY, between=mail.pace),
        )
    hooked = {
        name: Hook(url=hook.url, secret=hook.secret.get_secret_value())
        for name, hook in settings.hooks.items()
        if hook.secret
    }
    if hooked:
        found["http"] = HttpSender(hooked, clock=clock)
    services = {
        name: service.url.get_secret_value() for name, service in settings.apprise.items() if service.url
    }
    if services:
        found["apprise"] = AppriseSender(services)
    return found


def mail_of(config: Config, clock: Clock, message: Message) -> bytes:
    """The mail that a message to a reader would be sent as, for looking at."""
    sender = senders_of(config, clock).get("mail")
    if not isinstance(sender, MailSender):
        sender = MailSender(
            host="localhost", port=25, security="none", sender="communique@example.org", clock=clock
        )
    now = clock.now()
    row = OutboxRow(
        id=0, dedupe_key=message.dedupe_key, channel=message.channel, destination=message.destination,
        kind=message.kind, payload=message.payload, state=OutboxState.PENDING, attempts=0, not_before=now,
        created_at=now,
    )  # fmt: skip
    return sender.mail(row).as_bytes()


def assemble(
    config: Config,
    *,
    clock: Clock | None = None,
    fetching: bool = True,
    pool: Pool | Inline | None = None,
) -> Service:
    """A service of a configuration. With ``fetching`` the reactor must be installed (spiders.reactor). Raises
    ArchiveError, ConfigError."""
    check_queries(config)
    clock = clock or SystemClock()
    pool = pool or Pool()
    archive = archive_of(config)
    database = DatabaseThread()
    owner = f"{socket.gethostname()}:{os.getpid()}"
    settings = config.settings
    enabled = {source.id: source for source in config.sources if source.enabled}
    engine = checker = None
    if fetching:
        # These import Scrapy, which must not happen before the reactor is installed.
        from pipeline.proposals import proposer
        from spiders.engine import Engine

        engine = Engine(
            network=settings.network,
            store=archive,
            in_thread=database,
            compute=pool.run,
            clock=clock,
            revisit=settings.revisit,
            propose=proposer(config.directory / "sources", clock),
        )
        checker = Checker(
            engine=engine,
            archive=archive,
            database=database,
            clock=clock,
            sources=enabled,
            owner=owner,
            concurrency=settings.network.concurrency,
        )

    def senders(chosen: Config) -> dict[str, Sender]:
        return lettered(senders_of(chosen, clock), archive.digests)

    return Service(
        config=config,
        archive=archive,
        database=database,
        pool=pool,
        clock=clock,
        engine=engine,
        checker=checker,
        reader=ReadStage(
            archive=archive,
            database=database,
            pool=pool,
            clock=clock,
            watches=config.watches,
            model=None,
            embeddings=settings.classifier.embeddings,
            demo=settings.demo,
            setting=setting_of(config),
            fitting=Fitting(
                model=None,
                embeddings=settings.classifier.embeddings,
                at=folder(config),
                wanted=definitions(config),
                inline=isinstance(pool, Inline),
                clock=clock,
            ),
        ),
        digests=DigestStage(
            config=config,
            archive=archive,
            database=database,
            clock=clock,
            worker=Inline if isinstance(pool, Inline) else Pool,
        ),
        silences=Silences(config=config, archive=archive, database=database, clock=clock),
        notices=Notices(config=config, archive=archive, database=database, clock=clock),
        delivery=Delivery(
            archive=archive, senders=senders(config), clock=clock, owner=owner, house=house_of(config)
        ),
        sources=enabled,
        senders=senders,
    )


def offline(config: Config) -> Service:
    """A service without the part that fetches: for previews."""
    return assemble(config, fetching=False, pool=Inline())


def run(config: Config, body: Callable[[Service], Awaitable[int]], *, clock: Clock | None = None) -> int:
    """Run ``body`` with a started service on the reactor, as the only instance on this database; returns its status.

    SIGINT and SIGTERM cancel it (CancelledError comes out) unless ``body`` sets handlers of its own; what was in hand is
    taken up again by the next run. Raises ArchiveError when another instance holds the database.
    """
    from spiders import reactor

    frugal()
    reactor.install()
    service = assemble(config, clock=clock)

    async def main() -> int:
        task = asyncio.current_task()
        assert task is not None
        for number in (signal.SIGINT, signal.SIGTERM):  # the reactor sets none
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        await service.database(recover, service.archive, service.clock.now())
        await service.start()
        keep()
        try:
            return await body(service)
        finally:
            await service.stop()

    try:
        with hold(service.archive, owner="communique") as service.keep:
            return reactor.run(main)
    finally:
        service.close()


def run_live_test(config: Config, source: Source) -> dict[str, Any]:
    """Check a source for real into an archive that is thrown away; gives what would have been stored. At most `TEST_PAGES`
    pages are read; an entry that carries whole texts shows all of them."""
    with TemporaryDirectory(prefix="communique-test-") as scratch:
        settings = config.settings.model_copy(
            update={"database": f"sqlite:///{scratch}/scratch.db", "digests": {}}
        )
        trial = replace(
            config,
            settings=settings,
            sources=(source.model_copy(update={"max_new": TEST_PAGES, "enabled": True}),),
            watches=(),
            topics=(),
        )
        result: dict[str, Any] = {}

        async def body(service: Service) -> int:
            report = await service.check_one(source.id)
            hits = list(service.archive.statements.export())
            result.update(
                verdict=report["verdict"],
                reason=report["error"],
                drafts=[shapes.stored_draft(hit.version) for hit in hits],
                unread=[shapes.unread(page) for page in service.archive.visits.failing(source.id)],
            )
            return 0

        run(trial, body)
        return result
