"""A page as a browser shows it, with every request of the page made by our own fetcher.

The browser has no way to the network. What a page wants passes the guard, robots.txt and its host's turn like everything else
that is asked; pictures, frames, media and whatever else no text needs is not asked for at all. Needs the extra ``browser``.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import scrapy
from playwright.async_api import Error, Page
from playwright.async_api import TimeoutError as Late
from scrapy.http import TextResponse
from scrapy_playwright.page import PageMethod

from config.fields import split_selector
from spiders.answers import Answer, Errand
from spiders.failures import FetchFailed
from spiders.kinds.base import KindSpider
from spiders.kinds.browser import BrowserSpider, Wanted, settings
from spiders.politeness import host_key
from statements.labels import Verdict

MOST = 80
"""Requests that one page may make."""
AT_ONCE = 20
"""Of these, how many follow each other without the host's pause, as in any browser; a page that wants more waits for each."""
SHARE = 2
"""Times the largest body that one page and all its parts may hold together."""
_NEEDED = ("document", "script", "stylesheet", "xhr", "fetch")

Open = Callable[[type[KindSpider], Mapping[str, Any]], Awaitable[KindSpider]]
Follow = Callable[..., Awaitable[Answer]]


class Browser:
    """Shows pages. ``opens`` starts a spider with further settings, ``follow`` fetches as `Fetcher` does."""

    def __init__(
        self, *, opens: Open, follow: Follow, now: Callable[[], datetime], executable: Path, timeout: float
    ) -> None:
        self._opens, self._follow, self._now = opens, follow, now
        self._executable, self._timeout = executable, timeout
        self._starting = asyncio.Lock()
        self._spider: KindSpider | None = None
        self._names = count(1)
        logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)  # what it warns of becomes a verdict

    async def show(self, errand: Errand, url: str, *, shown: str | None, max_bytes: int) -> Answer:
        """The page at ``url`` once ``shown``, a selector, finds something in it, or else once nothing more is loaded. Raises
        FetchFailed when the page itself cannot be had."""
        async with self._starting:
            if self._spider is None:
                self._spider = await self._opens(BrowserSpider, settings(self._executable, self._timeout))
        visit = _Visit(self._follow, errand, url, max_bytes)
        name = f"page-{next(self._names)}"
        request = scrapy.Request(
            url,
            dont_filter=True,
            meta={
                "playwright": True,
                "playwright_context": name,
                "playwright_context_kwargs": {"service_workers": "block", "accept_downloads": False},
                "playwright_page_methods": [PageMethod(_ready, shown, self._timeout)],
                "download_slot": name,
            },
        )
        BrowserSpider.pages[name] = visit.serve
        try:
            response = await self._spider.download(request)
        except Late as error:
            raise visit.failed or FetchFailed(Verdict.TIMEOUT, f"{url} takes too long to show") from error
        except Error as error:
            said = str(error).splitlines()[0][:160]
            raise visit.failed or FetchFailed(
                Verdict.HTTP_ERROR, f"the browser cannot show {url}: {said}"
            ) from error
        finally:
            del BrowserSpider.pages[name]
        if visit.failed is not None or visit.document is None:
            raise visit.failed or FetchFailed(Verdict.HTTP_ERROR, f"the browser did not ask for {url}")
        body = response.text.encode() if isinstance(response, TextResponse) else response.body
        if len(body) > max_bytes:
            raise FetchFailed(Verdict.TOO_LARGE, f"{url} grows larger than allowed")
        return Answer(
            url=visit.document.url,
            status=visit.document.status,
            headers={**visit.document.headers, "content-type": "text/html; charset=utf-8"},
            body=body,
            fetched_at=self._now(),
        )


class _Visit:
    """What one page asks for while it is shown."""

    def __init__(self, follow: Follow, errand: Errand, url: str, max_bytes: int) -> None:
        self._follow, self._errand, self._url, self._max_bytes = follow, errand, url, max_bytes
        self._asked = 0
        self._left = SHARE * max_bytes
        self.document: Answer | None = None
        self.failed: FetchFailed | None = None

    async def serve(self, wanted: Wanted) -> Answer | None:
        """Get what the page wants, if it may have it."""
        if not self._may(wanted):
            return None
        self._asked += 1
        errand = Errand(spider="listing", delay=self._errand.delay, cookies=self._errand.cookies)
        try:
            answer = await self._follow(
                errand,
                wanted.url,
                max_bytes=min(self._max_bytes, self._left),
                headers={},
                obey=True,
                post=wanted.body if wanted.method == "POST" else None,
                pause=wanted.main or self._asked > AT_ONCE,
            )
        except FetchFailed as failure:
            if wanted.main and self.document is None:
                self.failed = failure
            return None
        finally:
            self._errand.requests += errand.requests
        self._left -= len(answer.body)
        if wanted.main:
            self.document = self.document or answer
        return answer

    def _may(self, wanted: Wanted) -> bool:
        if wanted.kind not in _NEEDED or (wanted.kind == "document" and not wanted.main):
            return False
        if self._asked >= MOST or self._left <= 0:
            return False
        if wanted.method == "GET":
            return True
        # A search may be a question in JSON to the site itself; nothing else is sent anywhere.
        mine = wanted.method == "POST" and wanted.body is not None and "json" in wanted.content_type.lower()
        return mine and _same_site(wanted.url, self._url)


def _same_site(one: str, other: str) -> bool:
    try:
        return host_key(one) == host_key(other)
    except ValueError:
        return False


async def _ready(page: Page, shown: str | None, timeout: float) -> None:
    """Wait until the page shows something. One that never does is read as it is: it may be a wall, which says so itself."""
    try:
        if shown is None:
            await page.wait_for_load_state("networkidle", timeout=timeout * 1000)
            return
        language, expression = split_selector(shown)
        await page.wait_for_selector(f"{language}={expression}", state="attached", timeout=timeout * 1000)
    except Late:
        return
