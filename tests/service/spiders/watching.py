"""A small watch for the engine's tests: a real archive on SQLite, a clock that tests move, sites on loopback."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from archive import Archive, migrate, open_archive
from archive.records import CheckReport, Lease, SourceEntry, SourceState
from config.settings import Network
from config.source import FeedSource, ListingSource, Source, WpRestSource, address_of
from spiders.engine import Engine
from spiders.politeness import host_key
from statements.clock import ManualClock
from statements.model import Version
from tests.fake_ministry import FakeMinistry
from tests.on_reactor import on_reactor

START = datetime(2024, 12, 2, 12, 0, tzinfo=UTC)
REVISIT = (timedelta(hours=1), timedelta(days=1))


class Watch:
    """``with Watch(path, site) as watch: watch.check(source)``. Every check is due and holds a lease of ten minutes."""

    def __init__(self, directory: Path, *sites: FakeMinistry, **network: Any) -> None:
        self.clock = ManualClock(START)
        allow = tuple(site.allow for site in sites)
        self.network = Network(**{"allow": allow, "delay": "0s", "timeout": "30s", **network})
        self._directory = directory
        self._database = ThreadPoolExecutor(1)
        self._stack = ExitStack()
        self.compute: Callable[..., Any] = _inline
        self.slept: list[float] = []

    def __enter__(self) -> Watch:
        path = self._directory / "archive.db"
        if not path.exists():
            shutil.copy(_template(), path)
        self.archive: Archive = self._database.submit(open_archive, f"sqlite:///{path}").result()
        self._stack.callback(self._database.shutdown)
        self._stack.callback(lambda: self._database.submit(self.archive.close).result())
        self.engine = Engine(
            network=self.network,
            store=self.archive,
            in_thread=self._in_thread,
            compute=self._compute,
            clock=self.clock,
            revisit=REVISIT,
            monotonic=lambda: self.clock.now().timestamp(),
            sleep=self._sleep,
            chance=lambda: 0.5,
        )
        on_reactor(self.engine.start)
        self._stack.callback(partial(on_reactor, self.engine.stop))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def check(self, source: Source) -> CheckReport:
        """One check, whatever its due time."""
        lease = self.claim(source)
        return on_reactor(lambda: self.engine.check(source, lease))

    def claim(self, source: Source) -> Lease:
        self.call(self.archive.sources.sync, [entry_of(source)], self.clock.now())
        lease: Lease | None = self.call(
            self.archive.sources.claim, source.id, self.clock.now(), owner="test", lease=timedelta(minutes=10)
        )
        assert lease is not None
        return lease

    def state(self, source: Source) -> SourceState:
        state: SourceState | None = self.call(self.archive.sources.state, source.id)
        assert state is not None
        return state

    def versions(self) -> list[Version]:
        """The newest version of every statement, by id."""
        return [hit.version for hit in self.call(lambda: list(self.archive.statements.export()))]

    def withdrawn(self) -> list[bool]:
        hits = self.call(lambda: list(self.archive.statements.export()))
        return [hit.withdrawn_at is not None for hit in hits]

    def texts(self) -> list[str]:
        return [version.text for version in self.versions()]

    def pending(self) -> int:
        pending: int = self.call(self.archive.visits.pending)
        return pending

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call the archive on its thread."""
        return self._database.submit(partial(function, *args, **kwargs)).result()

    async def _in_thread(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(
            self._database, partial(function, *args, **kwargs)
        )

    async def _compute(self, function: Callable[..., Any], *args: Any) -> Any:
        return await self.compute(function, *args)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.clock.advance(timedelta(seconds=seconds))


@cache
def _template() -> Path:
    """A migrated, empty archive to copy."""
    directory = Path(tempfile.mkdtemp(prefix="communique-test-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    migrate(f"sqlite:///{directory / 'archive.db'}")
    return directory / "archive.db"


async def _inline(function: Callable[..., Any], *args: Any) -> Any:
    return function(*args)


def entry_of(source: Source) -> SourceEntry:
    return SourceEntry(
        id=source.id,
        issuer=source.issuer,
        host=host_key(address_of(source)),
        every=source.every,
        enabled=True,
    )


def feed_source(site: FakeMinistry, path: str = "/feed", **values: Any) -> FeedSource:
    return FeedSource(id="ministry", name="Ministry", issuer="FR", entry=site.url(path), **values)


def wp_source(site: FakeMinistry, **values: Any) -> WpRestSource:
    entry = site.url("/wp-json/wp/v2/posts")
    return WpRestSource(id="ministry", name="Ministry", issuer="FR", entry=entry, **values)


def listing_source(site: FakeMinistry, path: str = "/news/", **values: Any) -> ListingSource:
    return ListingSource(
        id="ministry",
        name="Ministry",
        issuer="FR",
        entry=site.url(path),
        **{"item": "css: li.release", "link": "css: a", "date": "css: .date", "max_pages": 1, **values},
    )
