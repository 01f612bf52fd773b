"""Feeds: one address, no older pages."""

from __future__ import annotations

from collections.abc import Mapping

from config.source import Source, address_of
from spiders.kinds.base import KindSpider


class FeedSpider(KindSpider):
    """RSS and Atom."""

    name = "feed"

    def first(self, source: Source) -> str:
        return address_of(source)

    def older(
        self, source: Source, *, page: int, listed: int, next_url: str | None, headers: Mapping[str, str]
    ) -> str | None:
        return None
