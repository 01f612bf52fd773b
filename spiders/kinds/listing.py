"""Listing pages: the page links the older one, if the source says how to find that link."""

from __future__ import annotations

from collections.abc import Mapping

from config.source import ListingSource, Source, address_of
from spiders.kinds.base import KindSpider


class ListingSpider(KindSpider):
    """HTML pages that list links to statements."""

    name = "listing"

    def first(self, source: Source) -> str:
        return address_of(source)

    def older(
        self, source: Source, *, page: int, listed: int, next_url: str | None, headers: Mapping[str, str]
    ) -> str | None:
        assert isinstance(source, ListingSource)
        return next_url if page < source.max_pages else None
