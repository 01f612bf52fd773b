"""WordPress collections: numbered pages, newest first; the answer says how many there are."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

from config.source import Source, WpRestSource
from spiders.answers import Ask
from spiders.kinds.asking import ask, with_parameter, years
from spiders.kinds.base import KindSpider, Seen

EDITED = 50
"""Posts that one poll for edits asks for; more at once is an import, and what is edited later is polled later."""


class WpRestSpider(KindSpider):
    """``/wp-json/wp/v2/<collection>``."""

    name = "wp_rest"

    def first(self, source: Source, now: datetime) -> tuple[Ask, ...]:
        assert isinstance(source, WpRestSource)
        return tuple(
            ask(source, _paged(source, collection, 1), year, now)
            for collection in _collections(source)
            for year in years(source, collection, now)
        )

    def older(self, source: Source, last: Ask, seen: Seen, now: datetime) -> Ask | None:
        assert isinstance(source, WpRestSource)
        # Without the header (a cache may drop it) a full page means that there may be another; one too many is answered
        # with an error that the check takes for the end.
        stated = seen.headers.get("x-wp-totalpages", "").strip()
        total = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 9 else None
        more = seen.page < total if total is not None else seen.listed >= source.per_page
        if not more or seen.page >= source.max_pages:
            return None
        return ask(source, with_parameter(last.url, "page", str(seen.page + 1)), {}, now)

    def edited(self, source: WpRestSource, since: datetime, now: datetime) -> tuple[Ask, ...]:
        """The questions for what was edited after ``since``."""
        # WordPress compares with the site's own clock; an hour of overlap costs nothing, since what is known is compared.
        query = {
            "per_page": EDITED,
            "orderby": "modified",
            "modified_after": since.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        return tuple(
            ask(source, f"{collection}{_joint(collection)}{urlencode(query)}", year, now)
            for collection in _collections(source)
            for year in years(source, collection, now)
        )


def _collections(source: WpRestSource) -> list[str]:
    """The addresses of the entry's collection and of the further ones beside it."""
    parts = urlsplit(source.entry)
    path, _, _ = parts.path.rstrip("/").rpartition("/")
    return [source.entry, *(urlunsplit(parts._replace(path=f"{path}/{name}")) for name in source.types)]


def _paged(source: WpRestSource, collection: str, number: int) -> str:
    query = {"per_page": source.per_page, **({"page": number} if number > 1 else {})}
    return f"{collection}{_joint(collection)}{urlencode(query)}"


def _joint(address: str) -> str:
    return "&" if urlsplit(address).query else "?"
