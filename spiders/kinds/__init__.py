"""One long-lived Scrapy spider a kind of source: what to ask first, and what to ask next."""

from __future__ import annotations

from spiders.kinds.base import KindSpider
from spiders.kinds.feed import FeedSpider
from spiders.kinds.json_api import JsonApiSpider
from spiders.kinds.listing import ListingSpider
from spiders.kinds.sitemap import SitemapSpider
from spiders.kinds.wp_rest import WpRestSpider

SPIDERS: tuple[type[KindSpider], ...] = (
    FeedSpider,
    WpRestSpider,
    ListingSpider,
    JsonApiSpider,
    SitemapSpider,
)

__all__ = ["SPIDERS", "KindSpider"]
