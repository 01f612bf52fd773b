"""What all pages have in common: the archive, who may open what, how a page is written, and that one thing is stored at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

from fastapi import HTTPException, Response
from fastapi.concurrency import run_in_threadpool

from archive import Archive
from config import Config
from pipeline.linking import Links
from statements.clock import Clock
from web import pages

Result = TypeVar("Result")


class Desk:
    """One installation, as its pages see it."""

    def __init__(self, config: Config, archive: Archive, links: Links, clock: Clock) -> None:
        self.config, self.archive, self.links, self.clock = config, archive, links, clock
        self._templates = pages.environment()
        web = config.settings.web
        self._root = urlsplit(web.url).path.rstrip("/") if web else ""
        self._writing = threading.Lock()

    def page(self, template: str, values: Mapping[str, object], status: int = 200) -> Response:
        """A page of the template."""
        shown = {"root": self._root, "demo": self.config.settings.demo, **values}
        text = self._templates.get_template(template).render(shown)
        return Response(text.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")

    async def store(self, act: Callable[[], Result]) -> Result:
        """Do what writes to the archive, after whatever else does."""

        def alone() -> Result:
            with self._writing:
                return act()

        return await run_in_threadpool(alone)


def number(text: str) -> int:
    """An id, as links write it. Raises HTTPException (404)."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19) or text != str(int(text)):
        raise HTTPException(404)
    return int(text)
