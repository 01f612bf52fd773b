"""Feeds: one address, no older pages."""

from __future__ import annotations

from datetime import datetime

from config.source import Source, address_of
from spiders.answers import Ask
from spiders.kinds.asking import ask, years
from spiders.kinds.base import KindSpider, Seen


class FeedSpider(KindSpider):
    """RSS, Atom and JSON Feed."""

    name = "feed"

    def first(self, source: Source, now: datetime) -> tuple[Ask, ...]:
        entry = address_of(source)
        return tuple(ask(source, entry, year, now) for year in years(source, entry, now))

    def older(self, source: Source, last: Ask, seen: Seen, now: datetime) -> Ask | None:
        return None
