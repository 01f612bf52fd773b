"""One page, politely and safely: every hop passes the guard, robots.txt and its host's turn, and ends as an answer or a verdict."""

from __future__ import annotations

import asyncio
import importlib.metadata
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from config.fields import host_of, port_of
from config.settings import Network
from config.source import Source, address_of
from spiders import failures
from spiders.answers import Answer, Errand
from spiders.failures import FetchFailed
from spiders.guard import AddressGuard, RefusedAddress
from spiders.kinds import SPIDERS, KindSpider
from spiders.kinds.base import SETTINGS
from spiders.kinds.browser import BrowserSpider
from spiders.light import LightClient
from spiders.politeness import Politeness, host_key, retry_after
from spiders.reactor import current
from spiders.redirects import redirect, site_of, through_gate
from spiders.resolver import GuardedResolver
from spiders.robots import Robots
from spiders.tls import Trust, trust_root
from statements.clock import Clock
from statements.labels import Verdict

if TYPE_CHECKING:
    from spiders.browser import Browser

REDIRECTS = 5
"""Hops after which a chain of redirects is given up."""
_CONDITIONS = ("If-None-Match", "If-Modified-Since")


def user_agent(contact: str) -> str:
    """Who we are, and whom to write to."""
    return f"communique/{_version()} (+{contact})" if contact else f"communique/{_version()}"


@cache
def _version() -> str:
    try:
        return importlib.metadata.version("communique")
    except importlib.metadata.PackageNotFoundError:  # run from a checkout that was not installed
        return "dev"


@dataclass
class _Running:
    spider: KindSpider
    crawler: Crawler
    task: asyncio.Task[None]


@dataclass(kw_only=True)
class Fetcher:
    """Runs the spiders and fetches through them. All methods belong on the reactor's loop."""

    network: Network
    clock: Clock
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random
    _spiders: dict[str, _Running] = field(default_factory=dict, init=False)
    _trust: Trust = field(default_factory=dict, init=False)
    _browser: Browser | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.guard = AddressGuard(self.network.allow, self.network.ports)
        self.politeness = Politeness(
            delay=self.network.delay.total_seconds(),
            jitter=self.network.jitter,
            monotonic=self.monotonic,
            sleep=self.sleep,
            chance=self.chance,
        )
        self.agent = user_agent(self.network.contact)
        self.robots = Robots(ask=self._ask_robots, now=self.clock.now)
        self._room = asyncio.Semaphore(self.network.concurrency)
        self._light = LightClient(self.guard, agent=self.agent, timeout=self.network.timeout.total_seconds())

    async def start(self) -> None:
        """Put the guard before the resolver and start the spiders."""
        logging.getLogger("scrapy").setLevel(logging.ERROR)  # what it warns of becomes a verdict
        self._resolver = GuardedResolver(current(), self.guard)
        self._resolver.install()
        try:
            await self._light.start()
            for spider in SPIDERS:
                self._spiders[spider.name] = await self._open(spider)
        except BaseException:
            await self.stop()
            raise

    async def _open(
        self, spider: type[KindSpider], further: Mapping[str, Any] = MappingProxyType({})
    ) -> _Running:
        settings = {
            **SETTINGS,
            "USER_AGENT": self.agent,
            "DOWNLOAD_TIMEOUT": self.network.timeout.total_seconds(),
            "DOWNLOAD_MAXSIZE": self.network.max_bytes,
            **further,
        }
        crawler = Crawler(spider, settings)
        opened = asyncio.Event()

        def on_start() -> None:
            opened.set()

        crawler.signals.connect(on_start, signal=signals.engine_started)
        task = asyncio.ensure_future(crawler.crawl_async(trust=self._trust))
        waiting = asyncio.ensure_future(opened.wait())
        await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            waiting.cancel()
            task.result()
            raise RuntimeError(f"the {spider.name} spider ended at once")
        assert isinstance(crawler.spider, KindSpider)
        return _Running(crawler.spider, crawler, task)

    async def stop(self) -> None:
        """End the spiders and give the resolver back. Requests in flight should be cancelled first."""
        for running in self._spiders.values():
            await running.crawler.stop_async()
            await running.task
        self._spiders.clear()
        await self._light.stop()
        self._resolver.remove()

    def spider(self, kind: str) -> KindSpider:
        """A spider that knows what a kind of source is asked. Nothing is asked before how to read a site is known, and a browser
        opens lists."""
        return self._spiders["listing" if kind in ("discover", BrowserSpider.name) else kind].spider

    def trust(self, source: Source) -> None:
        """Let the host of ``source`` be trusted by the source's own authority. Raises FetchFailed if its file is no use."""
        if source.ca_file is None:
            return
        try:
            address = address_of(source)
            self._trust[host_of(address), port_of(address)] = trust_root(source.ca_file)
        except (OSError, ValueError) as error:
            raise FetchFailed(Verdict.TLS, f"the source's ca_file is no use: {error}") from error

    async def get(
        self,
        errand: Errand,
        url: str,
        *,
        max_bytes: int,
        headers: Mapping[str, str] | None = None,
        post: bytes | None = None,
        shown: str | None = None,
    ) -> Answer:
        """Fetch ``url``, following redirects; with ``post``, send that JSON there. On a browser's errand the answer is the page
        as it stands once the selector ``shown`` finds something in it. Raises FetchFailed for everything but a usable answer."""
        headers = headers or {}
        if errand.spider == BrowserSpider.name:
            return await self._in_browser().show(errand, url, shown=shown, max_bytes=max_bytes)
        if post is None and self._simple(errand, url, headers):
            answer = await self._glance(errand, url, max_bytes=max_bytes, headers=headers)
            if answer is not None:
                return answer
        return await self._follow(errand, url, max_bytes=max_bytes, headers=headers, obey=True, post=post)

    def _in_browser(self) -> Browser:
        """The browser, which is started when it is needed first. Raises FetchFailed where there is none."""
        if self._browser is None:
            if self.network.browser is None:
                raise FetchFailed(
                    Verdict.PARSE_ERROR, "the page needs a browser, and network.browser names none"
                )
            from spiders.browser import Browser  # needs the extra

            self._browser = Browser(
                opens=self._open_another,
                follow=self._follow,
                now=self.clock.now,
                executable=self.network.browser,
                timeout=self.network.timeout.total_seconds(),
            )
        return self._browser

    async def _open_another(self, spider: type[KindSpider], settings: Mapping[str, Any]) -> KindSpider:
        running = self._spiders[spider.name] = await self._open(spider, settings)
        return running.spider

    async def _ask_robots(self, errand: Errand, url: str, max_bytes: int) -> Answer:
        return await self._follow(errand, url, max_bytes=max_bytes, headers={}, obey=False)

    async def _follow(
        self,
        errand: Errand,
        url: str,
        *,
        max_bytes: int,
        headers: Mapping[str, str],
        obey: bool,
        post: bytes | None = None,
        pause: bool = True,
    ) -> Answer:
        asked = host = host_key_of(url)
        seen: set[str] = set()
        while True:
            answer = await self._hop(
                errand, url, host, max_bytes=max_bytes, headers=headers, obey=obey, pause=pause, post=post
            )
            target = redirect(answer)
            if target is None:
                return self._judged(answer, host, headers)
            if obey and target == url and through_gate(errand, answer):
                continue
            if answer.status in (301, 302, 303):
                post = None  # as every browser does it
            seen.add(url)
            if target in seen:
                raise FetchFailed(Verdict.HTTP_ERROR, f"{url} redirects in a circle", status=answer.status)
            if len(seen) > REDIRECTS:
                raise FetchFailed(
                    Verdict.HTTP_ERROR, f"{url}: more than {REDIRECTS} redirects", status=answer.status
                )
            url, previous = target, host
            host = host_key_of(url)
            pause = host != previous
            if host != asked:  # an ETag is a name; nobody else gets ours
                headers = {name: value for name, value in headers.items() if name not in _CONDITIONS}

    async def _hop(
        self,
        errand: Errand,
        url: str,
        host: str,
        *,
        max_bytes: int,
        headers: Mapping[str, str],
        obey: bool,
        pause: bool,
        post: bytes | None,
    ) -> Answer:
        async with self._turn(errand, url, host, obey=obey, pause=pause):
            response = await self._download(
                errand, url, host, max_bytes=max_bytes, headers=headers, post=post
            )
        return Answer(
            url=url,
            status=response.status,
            headers={
                name.decode("latin-1").lower(): values[0].decode("latin-1")
                for name, values in response.headers.items()
                if values
            },
            body=response.body,
            fetched_at=self.clock.now(),
        )

    @asynccontextmanager
    async def _turn(
        self, errand: Errand, url: str, host: str, *, obey: bool, pause: bool
    ) -> AsyncIterator[None]:
        """Hold the right to ask ``url`` once: the guard, robots.txt and its host's turn admit it. Raises FetchFailed."""
        try:
            self.guard.check_url(url)
        except RefusedAddress as refusal:
            raise FetchFailed(Verdict.REFUSED_ADDRESS, str(refusal)) from refusal
        least = await self.robots.permit(errand, url) if obey else None
        if until := self.politeness.held(host, self.clock.now()):
            raise FetchFailed(
                Verdict.RATE_LIMITED,
                f"{host} asked to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC",
                retry_after=until,
            )
        async with (
            self.politeness.turn(host, delay=errand.delay, least=least or 0.0, pause=pause),
            self._room,
        ):
            errand.requests += 1
            began = self.monotonic()
            try:
                yield
            finally:
                errand.seconds = self.monotonic() - began

    async def _glance(
        self, errand: Errand, url: str, *, max_bytes: int, headers: Mapping[str, str]
    ) -> Answer | None:
        """Ask conditionally without a spider. None when the answer is not a simple one: then the spider asks."""
        host = host_key_of(url)
        async with self._turn(errand, url, host, obey=True, pause=True):
            found = await self._light.get(url, headers, max_bytes=max_bytes)
        if found is None:
            return None
        status, named, body = found
        answer = Answer(url=url, status=status, headers=named, body=body, fetched_at=self.clock.now())
        return self._judged(answer, host, headers)

    def _simple(self, errand: Errand, url: str, headers: Mapping[str, str]) -> bool:
        """Whether a request may be answered without a spider: it is conditional, and no certificate or cookie of the
        source's own is needed."""
        own = (host_of(url), port_of(url)) in self._trust or errand.gate_cookie
        return not own and any(name in headers for name in _CONDITIONS)

    async def _download(
        self,
        errand: Errand,
        url: str,
        host: str,
        *,
        max_bytes: int,
        headers: Mapping[str, str],
        post: bytes | None,
    ) -> Response:
        cookie = errand.cookies.get(site_of(url))
        request = scrapy.Request(
            url,
            method="GET" if post is None else "POST",
            body=post or b"",
            headers={
                **headers,
                **({"Cookie": cookie} if cookie is not None else {}),
                **({"Content-Type": "application/json"} if post is not None else {}),
            },
            meta={"download_maxsize": max_bytes, "download_slot": host},
            dont_filter=True,
        )
        if not self._resolver.installed:
            raise RuntimeError("the address guard is not before the resolver any more")
        with failures.named(
            url, refusal=lambda: self._resolver.refusal(host_of(request.url), port_of(request.url))
        ):
            return await self._spiders[errand.spider].spider.download(request)

    def _judged(self, answer: Answer, host: str, headers: Mapping[str, str]) -> Answer:
        """The answer if it can be used; FetchFailed otherwise."""
        if 200 <= answer.status < 300:
            if encoding := answer.headers.get("content-encoding"):
                raise FetchFailed(
                    Verdict.PARSE_ERROR, f"the answer is packed as {encoding!r}, which is not read"
                )
            return answer
        if answer.status == 304 and any(name in headers for name in _CONDITIONS):
            return answer
        now = self.clock.now()
        wait = retry_after(answer.headers.get("retry-after"), now)
        if wait is not None and answer.status in (429, 503):
            self.politeness.hold(host, wait, now)
        raise failures.of_status(answer.status, answer.url, answer.headers, wait)


def host_key_of(url: str) -> str:
    """`host_key`, or the whole address if it has no readable host (the guard refuses it next)."""
    try:
        return host_key(url)
    except ValueError:
        return url
