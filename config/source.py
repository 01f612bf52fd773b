"""One source: where an issuer publishes, in what shape, and how to read it. One YAML file holds one source.

Three kinds: ``feed`` (RSS or Atom), ``wp_rest`` (the REST collection of a WordPress site), ``listing`` (a page that lists
links). What the entry does not carry is read from the article's own page with the selectors under ``article``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from config.fields import (
    DateFormat,
    Duration,
    FilePath,
    Host,
    Identifier,
    Issuer,
    Language,
    Pattern,
    Pause,
    Selector,
    Url,
    Zone,
)
from statements.labels import Kind


class Strict(BaseModel):
    """Frozen, and every key it does not know is refused. A known key with nothing behind it means its default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_default(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}


class Article(Strict):
    """How to read one article's page. What has no selector is found by the generic extractor."""

    title: Selector | None = None
    date: Selector | None = None
    body: Selector | None = None
    language: Selector | None = None
    speaker: Selector | None = None
    drop: tuple[Selector, ...] = ()
    """Parts of the page to remove first: share buttons, related links, cookie banners."""


class SourceBase(Strict):
    """What every source has, whatever its kind."""

    id: Identifier
    name: str = Field(min_length=1, max_length=200)
    issuer: Issuer
    homepage: Url | None = None
    entry: Url
    """The address that is asked at every check."""
    languages: tuple[Language, ...] = ()
    every: Duration = timedelta(minutes=15)
    zone: Zone = "UTC"
    """The zone of dates that name none."""
    date_order: Literal["ymd", "dmy", "mdy"] | None = None
    """How numeric dates such as 03/04/2026 are meant; without it they are unknown."""
    date_formats: tuple[DateFormat, ...] = ()
    calendar: Literal["gregorian", "solar-hijri", "hijri"] = "gregorian"
    delay: Pause | None = None
    """Pause between two requests to this host; the network setting when absent."""
    aliases: dict[Host, Host] = Field(default_factory=dict)
    """Hosts that serve the same pages: other name -> the one to keep."""
    enabled: bool = True
    evidence: Literal["verified", "conditional", "unproven"] = "unproven"
    """``verified``: seen working for a plain client; ``conditional``: depends on the network one asks from."""
    evidence_year: int | None = Field(default=None, ge=2020, le=2100)
    notes: str = ""
    ca_file: FilePath | None = None
    """The owner's certificate authority (PEM), where the system's do not know it."""
    statement_kind: Kind | None = None
    """What everything here is, where the source publishes one form only."""
    link_include: Pattern | None = None
    link_exclude: Pattern | None = None
    title_exclude: Pattern | None = None
    max_new: int = Field(default=200, ge=1, le=1000)
    """At most so many pages are read in one check; the rest wait for the next. Texts that come with the entry do not count."""
    article: Article = Article()

    @field_validator("languages")
    @classmethod
    def _no_repeats(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) != len(value):
            raise ValueError("names a language twice")
        return value


class FeedSource(SourceBase):
    """RSS or Atom."""

    kind: Literal["feed"] = "feed"
    body: Literal["feed", "page"] = "page"
    """Whether the feed carries the full text or the article's page must be read."""


class WpRestSource(SourceBase):
    """A WordPress collection, such as ``https://example.org/wp-json/wp/v2/posts``; it carries the full text."""

    kind: Literal["wp_rest"] = "wp_rest"
    per_page: int = Field(default=25, ge=1, le=100)
    max_pages: int = Field(default=4, ge=1, le=20)

    @field_validator("entry")
    @classmethod
    def _collection(cls, value: str) -> str:
        parts = urlsplit(value)
        if "/wp-json/" not in parts.path and "rest_route=" not in parts.query:
            raise ValueError("must be a WordPress collection: …/wp-json/wp/v2/posts")
        own = {"page", "per_page", "offset"} & {
            key for key, _ in parse_qsl(parts.query, keep_blank_values=True)
        }
        if own:
            raise ValueError(f"must not hold {sorted(own)[0]}=: paging is ours (per_page, max_pages)")
        return value


class ListingSource(SourceBase):
    """A page that lists links to articles, newest first."""

    kind: Literal["listing"] = "listing"
    item: Selector
    link: Selector
    """Relative to the item; the address itself (``::attr(href)``, ``@href``) or the link element."""
    title: Selector | None = None
    date: Selector | None = None
    next: Selector | None = None
    max_pages: int = Field(default=3, ge=1, le=20)

    @field_validator("max_pages")
    @classmethod
    def _pages_need_a_link(cls, value: int, info: ValidationInfo) -> int:
        if value > 1 and info.data.get("next") is None:
            raise ValueError("has no effect without next, the selector of the link to the older page")
        return value


Source = Annotated[FeedSource | WpRestSource | ListingSource, Field(discriminator="kind")]
KINDS: dict[str, type[FeedSource] | type[WpRestSource] | type[ListingSource]] = {
    "feed": FeedSource,
    "wp_rest": WpRestSource,
    "listing": ListingSource,
}
