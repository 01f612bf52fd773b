"""What all spiders share: they never end, crawl nothing by themselves, and fetch what they are handed.

Requests go through Scrapy's downloader by `engine.download_async` and not through its scheduler: no dupefilter can swallow
the second identical request, and the answer or the error comes back to the check that asked. Redirects, robots.txt and
retries are decided per hop in `spiders.fetch`, so Scrapy's own are off.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from config.source import Source
from spiders.answers import Ask
from statements.model import Extraction


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is known of a list when its older part is to be asked for: ``page`` is the number of pages read, ``listed`` the
    entries that stood on the last one, wanted or not, and ``before`` those of all."""

    page: int
    listed: int
    before: int
    extraction: Extraction
    headers: Mapping[str, str]


SETTINGS: Mapping[str, Any] = {
    # Twisted's reactor is what makes the guarded resolver count; without it the setting would be ignored silently.
    "TWISTED_REACTOR_ENABLED": True,
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    "DOWNLOAD_VERIFY_CERTIFICATES": True,  # off in Scrapy by default
    "DOWNLOAD_FAIL_ON_DATALOSS": True,  # half a feed is not a short feed
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_DELAY": 0,  # spiders.politeness keeps the pauses, for all spiders together
    "CONCURRENT_REQUESTS": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_HANDLERS": {
        "http": "spiders.tls.Handler",
        "https": "spiders.tls.Handler",
        "file": None,
        "ftp": None,
        "s3": None,
        "data": None,
    },
    # Written out, so that nothing else ever stands between us and the site: no cookies, retries, redirects, proxies.
    "DOWNLOADER_MIDDLEWARES_BASE": {
        "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
        "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
        "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    },
    "SPIDER_MIDDLEWARES_BASE": {},
    "EXTENSIONS_BASE": {},  # no telnet console, no remote control, no limits that end a crawl
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "RETRY_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "DEFAULT_REQUEST_HEADERS": {"Accept": "*/*"},
}


class KindSpider(scrapy.Spider):
    """A spider that idles until the engine hands it a request. ``trust`` is the certificate authorities of single hosts."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.stay, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Nothing to begin with."""
        nothing: tuple[scrapy.Request, ...] = ()
        for request in nothing:
            yield request

    def stay(self) -> None:
        """Being idle is no reason to end."""
        raise DontCloseSpider

    async def download(self, request: scrapy.Request) -> Response:
        """The answer to one request, or Scrapy's exception."""
        return await self.crawler.engine.download_async(request)

    def first(self, source: Source, now: datetime) -> tuple[Ask, ...]:
        """What a check asks to begin with: one question for each list that the source has, the newest list first."""
        raise NotImplementedError

    def older(self, source: Source, last: Ask, seen: Seen, now: datetime) -> Ask | None:
        """The question for the entries before those of ``last``, or None if the source has no more or wants no more."""
        raise NotImplementedError
