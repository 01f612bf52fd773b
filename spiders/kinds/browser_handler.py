"""Scrapy's handler for pages in a browser, changed in one point: the browser never goes to the network itself. Needs the extra
``browser``; imported by Scrapy by its name, so that nothing else does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import scrapy
from playwright.async_api import Error, Request, Route
from scrapy.crawler import Crawler
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from spiders.answers import Answer
from spiders.kinds.browser import BrowserSpider, Wanted

_OURS = ("content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie", "set-cookie2")
"""Headers that speak of the way here, or of cookies that nobody keeps."""


class Handler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """Serves every request of a page through `BrowserSpider.pages`; each page has a context of its own, closed after it."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._starting = asyncio.Lock()

    async def _download_request(self, request: scrapy.Request, spider: Any = None) -> scrapy.http.Response:
        async with self._starting:  # made for the first request, it has missed the engine's start
            if not hasattr(self, "browser_provider"):
                await self._launch()
        try:
            response: scrapy.http.Response = await super()._download_request(request, spider)
            return response
        finally:
            context = self.context_wrappers.get(request.meta["playwright_context"])
            if context is not None:
                await context.context.close()

    def _make_request_handler(
        self, context_name: str, *_: Any, initial_request_done: asyncio.Event, **__: Any
    ) -> Callable[[Route, Request], Any]:
        async def handle(route: Route, request: Request) -> None:
            if request.is_navigation_request():
                initial_request_done.set()
            try:
                answer = await _served(context_name, request)
                if answer is None:
                    await route.abort()
                    return
                headers = {name: value for name, value in answer.headers.items() if name not in _OURS}
                await route.fulfill(status=answer.status, headers=headers, body=answer.body)
            except Error:  # the page was closed meanwhile
                return

        return handle


async def _served(context: str, request: Request) -> Answer | None:
    serve = BrowserSpider.pages.get(context)
    if serve is None:
        return None
    wanted = Wanted(
        url=request.url.partition("#")[0],
        method=request.method.upper(),
        kind=request.resource_type,
        main=request.is_navigation_request() and request.frame.parent_frame is None,
        body=request.post_data_buffer,
        content_type=request.headers.get("content-type", ""),
    )
    return await serve(wanted)
