"""Pages that only a browser can show. The spider for them, and how its browser is started: cut off from the network."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from spiders.answers import Answer
from spiders.kinds.listing import ListingSpider

_HANDLER = "spiders.kinds.browser_handler.Handler"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a page asks for: ``kind`` as the browser calls it (document, script, xhr …), ``main`` for the page itself."""

    url: str
    method: str
    kind: str
    main: bool
    body: bytes | None
    content_type: str


Serve = Callable[[Wanted], Awaitable[Answer | None]]
"""Gets what a page wants, or None when the page must do without."""


class BrowserSpider(ListingSpider):
    """Listings that are empty without a browser. ``pages`` says who gets what the page of each context wants."""

    name = "browser"
    pages: ClassVar[dict[str, Serve]] = {}


def settings(executable: Path, timeout: float) -> Mapping[str, Any]:
    """Scrapy's settings for the browser. ``timeout`` in seconds is that of one request; a page makes several, one by one."""
    return {
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER, "file": None, "ftp": None, "s3": None, "data": None},
        "DOWNLOAD_TIMEOUT": 0,  # the browser keeps its own
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 4 * timeout * 1000,
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": str(executable),
            "chromium_sandbox": os.geteuid() != 0,  # Chromium has none for root
            "args": [
                # Whatever a page wants is served by us. What might slip past that finds no name and no way out.
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--proxy-server=http://127.0.0.1:9",
                "--proxy-bypass-list=<-loopback>",
                "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-domain-reliability",
                "--no-pings",
            ],
        },
    }  # fmt: skip
