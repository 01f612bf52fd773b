"""The readers of this package by what there is to read: see `spiders.extract`."""

from __future__ import annotations

from datetime import datetime

from config.source import (
    BrowserSource,
    DiscoverSource,
    FeedSource,
    JsonApiSource,
    ListingSource,
    SitemapSource,
    Source,
    WpRestSource,
)
from spiders.extract.article import article
from spiders.extract.feed import feed
from spiders.extract.json_api import api_content, json_api
from spiders.extract.listing import listing
from spiders.extract.sitemap import sitemap
from spiders.extract.sniffing import sniff
from spiders.extract.wp_rest import wp_rest
from statements.labels import Verdict
from statements.model import Extraction

__all__ = ["api_content", "article", "entry", "sniff"]


def entry(
    source: Source, body: bytes, *, url: str, content_type: str | None, now: datetime | None = None
) -> Extraction:
    """Read an entry page of ``source`` as it answered at ``url``. ``now`` is what the age of a sitemap's entries counts from;
    without it none is too old.

    Drafts come in the order of the page, without bodies where the page of each must be read. ``ok`` may carry a reason
    when entries had to be left out; ``empty`` means the entry is well formed and lists nothing.
    """
    try:
        match source:
            case FeedSource():
                return feed(source, body, url=url, content_type=content_type)
            case WpRestSource():
                return wp_rest(source, body, url=url, content_type=content_type)
            case JsonApiSource():
                return json_api(source, body, url=url, content_type=content_type)
            case ListingSource() | BrowserSource():
                return listing(source, body, url=url, content_type=content_type)
            case SitemapSource():
                return sitemap(source, body, url=url, content_type=content_type, now=now)
            case DiscoverSource():
                reason = "how to read this site is not known yet"
                return Extraction(verdict=Verdict.PARSE_ERROR, reason=reason)
    except RecursionError:
        return Extraction(verdict=Verdict.PARSE_ERROR, reason="the answer is nested too deeply to be read")
