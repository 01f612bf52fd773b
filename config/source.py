"""One source: where an issuer publishes, in what shape, and how to read it. One YAML file holds one source.

What a source has whatever its kind is here; the kinds' own keys are in `config.kinds`. A source may name further doors
(``otherwise``): other ways to the same statements, tried in order when the one before breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, field_validator

from config.fields import (
    DateFormat,
    Duration,
    FilePath,
    Host,
    Identifier,
    IdPattern,
    Issuer,
    Language,
    Parameter,
    Pattern,
    Pause,
    Selector,
    Url,
    Zone,
    host_of,
    is_loopback,
)
from config.kinds import Browser, Discover, Feed, JsonApi, Listing, Sitemap, Strict, WpRest
from statements.labels import Kind

__all__ = [
    "DOORS",
    "KINDS",
    "Article",
    "BrowserSource",
    "DiscoverSource",
    "Door",
    "FeedDoor",
    "FeedSource",
    "JsonApiSource",
    "ListingDoor",
    "ListingSource",
    "SitemapSource",
    "Source",
    "SourceBase",
    "Strict",
    "WpRestSource",
    "address_of",
    "doors",
    "insecure_http",
]


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
    preset: str | None = None
    """A shipped beginning that this file completes and overrides."""
    homepage: Url | None = None
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
    not_watchable: str | None = Field(default=None, min_length=1, max_length=500)
    """Why this source must not be asked (its robots.txt, its terms). It is listed, and cannot be switched on."""
    ca_file: FilePath | None = None
    """The owner's certificate authority (PEM), where the system's do not know it."""
    statement_kind: Kind | None = None
    """What everything here is, where the source publishes one form only."""
    labels: dict[str, Kind] = Field(default_factory=dict)
    """What the publisher calls its forms -> ours. Our own names need no entry."""
    link_include: Pattern | None = None
    link_exclude: Pattern | None = None
    title_exclude: Pattern | None = None
    id_from: IdPattern | None = None
    """Finds the publisher's id in a link (or what ``link`` selects); its one group is the id. A statement keeps its id when
    its address changes."""
    max_new: int = Field(default=200, ge=1, le=1000)
    """At most so many pages are read in one check; the rest wait for the next. Texts that come with the entry do not count."""
    gate_cookie: bool = False
    """The site answers first with a cookie and a redirect to the same page: taken back once, if robots.txt can be read."""
    cache_buster: Parameter | None = None
    """A query parameter that gets a new value at every check, where a cache in between serves old answers."""
    article: Article = Article()
    otherwise: tuple[Door, ...] = Field(default=(), max_length=8)
    """Further doors, best first."""

    @field_validator("languages")
    @classmethod
    def _no_repeats(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) != len(value):
            raise ValueError("names a language twice")
        return value


class DoorBase(Strict):
    """What a further door may say differently; what it does not say is as at the first door."""

    preset: str | None = None
    languages: tuple[Language, ...] | None = None
    zone: Zone | None = None
    date_order: Literal["ymd", "dmy", "mdy"] | None = None
    date_formats: tuple[DateFormat, ...] | None = None
    calendar: Literal["gregorian", "solar-hijri", "hijri"] | None = None
    statement_kind: Kind | None = None
    labels: dict[str, Kind] | None = None
    link_include: Pattern | None = None
    link_exclude: Pattern | None = None
    title_exclude: Pattern | None = None
    id_from: IdPattern | None = None
    gate_cookie: bool | None = None
    cache_buster: Parameter | None = None
    article: Article | None = None


class FeedSource(Feed, SourceBase):
    """A feed."""


class WpRestSource(WpRest, SourceBase):
    """A WordPress site."""


class ListingSource(Listing, SourceBase):
    """A page that lists links."""


class JsonApiSource(JsonApi, SourceBase):
    """An API that answers with JSON."""


class SitemapSource(Sitemap, SourceBase):
    """A sitemap."""


class BrowserSource(Browser, SourceBase):
    """A page that needs a browser."""


class DiscoverSource(Discover, SourceBase):
    """A site that is still to be learnt."""


class FeedDoor(Feed, DoorBase):
    """A feed as a further door."""


class WpRestDoor(WpRest, DoorBase):
    """A WordPress collection as a further door."""


class ListingDoor(Listing, DoorBase):
    """A listing as a further door."""


class JsonApiDoor(JsonApi, DoorBase):
    """An API as a further door."""


class SitemapDoor(Sitemap, DoorBase):
    """A sitemap as a further door."""


class BrowserDoor(Browser, DoorBase):
    """A browser as a further door."""


Door: TypeAlias = Annotated[
    FeedDoor | WpRestDoor | ListingDoor | JsonApiDoor | SitemapDoor | BrowserDoor,
    Field(discriminator="kind"),
]
Source: TypeAlias = Annotated[
    FeedSource
    | WpRestSource
    | ListingSource
    | JsonApiSource
    | SitemapSource
    | BrowserSource
    | DiscoverSource,
    Field(discriminator="kind"),
]
KINDS: dict[str, type[SourceBase]] = {
    "feed": FeedSource,
    "wp_rest": WpRestSource,
    "listing": ListingSource,
    "json_api": JsonApiSource,
    "sitemap": SitemapSource,
    "browser": BrowserSource,
    "discover": DiscoverSource,
}
DOORS: dict[str, type[DoorBase]] = {
    "feed": FeedDoor,
    "wp_rest": WpRestDoor,
    "listing": ListingDoor,
    "json_api": JsonApiDoor,
    "sitemap": SitemapDoor,
    "browser": BrowserDoor,
}
for _model in KINDS.values():
    _model.model_rebuild()
_OF_THE_FILE = ("preset", "otherwise")


def doors(source: Source) -> tuple[Source, ...]:
    """Every way to the statements of a source, best first: the source itself, then its further doors, each as a source of
    its own kind with the same id and everything it does not say itself taken over."""
    if not source.otherwise:
        return (source,)
    shared = {name: getattr(source, name) for name in SourceBase.model_fields if name not in _OF_THE_FILE}
    return (source, *_further(source, shared))


def _further(source: Source, shared: dict[str, Any]) -> Iterator[Source]:
    for door in source.otherwise:
        said = {name: getattr(door, name) for name in door.model_fields_set if name not in _OF_THE_FILE}
        model: Any = KINDS[door.kind]
        yield model(**{**shared, **said})


def address_of(source: Source) -> str:
    """The address that is asked. Raises ValueError for a source that has none (yet)."""
    if source.entry is None:
        raise ValueError(f"no address is known for {source.id}")
    return source.entry


def insecure_http(source: Source) -> bool:
    """Whether a door is asked over plain http, so that nobody can tell if what arrives is what the issuer sent."""
    return any(
        door.entry is not None and door.entry.startswith("http://") and not is_loopback(host_of(door.entry))
        for door in doors(source)
    )
