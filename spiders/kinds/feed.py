"""Feeds: one address, no older pages."""

from __future__ import annotations

from collections.abc import Mapping

from config.source import Source
from spiders.kinds.base import KindSpider
from statements.model import Extraction


class FeedSpider(KindSpider):
    """RSS and Atom."""

    name = "feed"

    def first(self, source: Source) -> str:
        return source.entry

    def older(
        self, source: Source, *, page: int, extraction: Extraction, headers: Mapping[str, str]
    ) -> str | None:
        return None
