"""Sitemaps: one address; an index names further ones, which are part of the same answer."""

from __future__ import annotations

from datetime import datetime

from config.source import Source, address_of
from spiders.answers import Ask
from spiders.kinds.asking import ask, years
from spiders.kinds.base import KindSpider, Seen


class SitemapSpider(KindSpider):
    """Sitemaps and indexes of sitemaps."""

    name = "sitemap"

    def first(self, source: Source, now: datetime) -> tuple[Ask, ...]:
        entry = address_of(source)
        return tuple(ask(source, entry, year, now) for year in years(source, entry, now))

    def older(self, source: Source, last: Ask, seen: Seen, now: datetime) -> Ask | None:
        return None
