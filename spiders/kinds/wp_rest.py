"""WordPress collections: numbered pages, newest first; the answer says how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from config.source import Source, WpRestSource
from spiders.kinds.base import KindSpider


class WpRestSpider(KindSpider):
    """``/wp-json/wp/v2/<collection>``."""

    name = "wp_rest"

    def first(self, source: Source) -> str:
        return _page(source, 1)

    def older(
        self, source: Source, *, page: int, listed: int, next_url: str | None, headers: Mapping[str, str]
    ) -> str | None:
        assert isinstance(source, WpRestSource)
        # Without the header (a cache may drop it) a full page means that there may be another; one too many is answered
        # with an error that the check takes for the end.
        stated = headers.get("x-wp-totalpages", "").strip()
        last = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 9 else None
        more = page < last if last is not None else listed >= source.per_page
        return _page(source, page + 1) if more and page < source.max_pages else None


def _page(source: Source, number: int) -> str:
    assert isinstance(source, WpRestSource)
    query = {"per_page": source.per_page}
    if number > 1:
        query["page"] = number
    joint = "&" if urlsplit(source.entry).query else "?"
    return f"{source.entry}{joint}{urlencode(query)}"
