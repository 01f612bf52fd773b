"""Listing pages: the page links the older one, or its address is known."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urljoin

from config.kinds import OlderPages, Paged
from config.source import Source, address_of
from spiders.answers import Ask
from spiders.kinds.asking import ask, years
from spiders.kinds.base import KindSpider, Seen


class ListingSpider(KindSpider):
    """HTML pages that list links to statements."""

    name = "listing"

    def first(self, source: Source, now: datetime) -> tuple[Ask, ...]:
        entry = address_of(source)
        return tuple(ask(source, entry, year, now) for year in years(source, entry, now))

    def older(self, source: Source, last: Ask, seen: Seen, now: datetime) -> Ask | None:
        assert isinstance(source, Paged)
        return None if seen.page >= source.max_pages else older_page(source, last, seen, now)


def older_page(source: Source, last: Ask, seen: Seen, now: datetime) -> Ask | None:
    """The older page of a list that is a page of HTML; None where it links none."""
    assert isinstance(source, OlderPages)
    if source.page is None:
        following = seen.extraction.next_url
        return None if following is None else Ask(url=following, name=following, values=last.values)
    values = {**last.values, "page": seen.page + 1, "index": seen.page, "offset": seen.before}
    return ask(source, urljoin(address_of(source), source.page), values, now)
