"""The kinds of entry point, each with the keys of its own. `config.source` joins them with what every source has.

feed       RSS, Atom, JSON Feed
wp_rest    the REST collection of a WordPress site
listing    a page that lists links
json_api   any other API that answers with JSON, or a page with JSON in it
sitemap    a list of addresses for search engines
browser    a listing that only a browser can show
discover   nothing known but an address, or not even that
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, Self
from urllib.parse import parse_qsl, urlsplit

import re2
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationInfo, field_validator, model_validator

from config.addresses import ContentLink, Entry, ItemLink, OlderPage, Query, check_template, names_in
from config.fields import Duration, JsonPath, Parameter, Pattern, Selector, Url

JSON_LD = "json-ld"
"""In the place of a pattern in ``embedded``: the JSON is the list of the articles in a page's JSON-LD (`spiders.extract.json_ld`)."""


class Strict(BaseModel):
    """Frozen, and every key it does not know is refused. A known key with nothing behind it means its default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_default(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}


class Content(Strict):
    """The second step: where the text of one statement is, if not on its page. Without ``body`` the answer is a page of HTML,
    read with ``article``."""

    find: Pattern | None = None
    """Finds parts of the statement's address: the groups with names, ``(?P<number>[0-9]+)``, which may stand in ``url``."""
    capitals: bool = False
    """Whether what ``find`` finds is put into capital letters."""
    url: ContentLink
    """With ``{path}``, ``{url}`` (of the statement), ``{guid}`` or the names in ``find``."""
    title: JsonPath | None = None
    date: JsonPath | None = None
    modified: JsonPath | None = None
    body: JsonPath | None = None
    language: JsonPath | None = None
    speaker: JsonPath | None = None
    role: JsonPath | None = None
    kind: JsonPath | None = None
    delivered: JsonPath | None = None
    """The day on which a speech was given, where that stands apart from its publication."""
    change_history: JsonPath | None = None
    """The times of public edits, in any order."""
    attachments: JsonPath | None = None

    @field_validator("capitals")
    @classmethod
    def _has_letters(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("find") is None:
            raise ValueError("has no effect without find")
        return value

    @field_validator("url")
    @classmethod
    def _of_the_statement(cls, value: str, info: ValidationInfo) -> str:
        pattern = info.data.get("find")
        groups = tuple(re2.compile(pattern).groupindex) if pattern is not None else ()
        check_template(value, names=("path", "guid", "url", *groups))
        unused = [name for name in groups if name not in names_in(value)]
        if pattern is not None and (unused or not groups):
            what = f"{{{unused[0]}}}" if unused else "a group with a name"
            raise ValueError(f"does not use {what} of find")
        return value

    @model_validator(mode="after")
    def _json_has_a_body(self) -> Self:
        said = sorted(self.model_fields_set - {"url", "body", "find", "capitals"})
        if self.body is None and said:
            raise ValueError(f"{said[0]} needs body: without it the answer is read as a page of HTML")
        return self


class TwoSteps(Strict):
    """A list whose texts may stand elsewhere than on the statements' pages."""

    content: Content | None = None


class Feed(TwoSteps):
    """RSS, Atom or JSON Feed."""

    kind: Literal["feed"] = "feed"
    entry: Entry
    """The address that is asked at every check."""
    body: Literal["feed", "page"] = "page"
    """Whether the feed carries the full text or the article's page must be read."""
    body_element: str | None = Field(default=None, pattern=r"^[A-Za-z_][\w-]*:[A-Za-z_][\w-]*$")
    """The element of a namespace that holds the full text, such as ``yandex:full-text``; needs ``body: feed``."""

    @model_validator(mode="after")
    def _body_is_here(self) -> Self:
        if self.body_element is not None and self.body != "feed":
            raise ValueError("body_element needs body: feed")
        if self.content is not None and self.body == "feed":
            raise ValueError("content has no effect with body: feed")
        return self


class WpRest(Strict):
    """A WordPress collection, such as ``https://example.org/wp-json/wp/v2/posts``; it carries the full text."""

    kind: Literal["wp_rest"] = "wp_rest"
    entry: Entry
    types: tuple[str, ...] = ()
    """Further collections beside that of the entry, such as ``state_briefing``: asked at every check too."""
    per_page: int = Field(default=25, ge=1, le=100)
    max_pages: int = Field(default=4, ge=1, le=20)
    edits_every: Duration | None = timedelta(hours=6)
    """How often to ask for posts that were edited lately (``modified_after``)."""

    @field_validator("entry")
    @classmethod
    def _collection(cls, value: str) -> str:
        parts = urlsplit(value)
        if "/wp-json/" not in parts.path and "rest_route=" not in parts.query:
            raise ValueError("must be a WordPress collection: …/wp-json/wp/v2/posts")
        own = {"page", "per_page", "offset", "modified_after"} & {
            key for key, _ in parse_qsl(parts.query, keep_blank_values=True)
        }
        if own:
            raise ValueError(f"must not hold {sorted(own)[0]}=: paging is ours (per_page, max_pages)")
        return value

    @field_validator("types")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not name.replace("_", "").replace("-", "").isalnum() or not name.isascii():
                raise ValueError(f'"{name}" is no name of a collection')
        if len(set(value)) != len(value):
            raise ValueError("names a collection twice")
        return value


class Rows(Strict):
    """Where the items of a page are, and what each says. All but ``item`` is relative to the item."""

    item: Selector
    link: Selector
    """The address itself (``::attr(href)``, ``@href``), the link element, or with ``link_template`` what holds the id."""
    link_template: ItemLink | None = None
    """Where the page has no addresses but ids (``onclick``): the address with ``{id}``, which ``id_from`` finds."""
    title: Selector | None = None
    date: Selector | None = None
    label: Selector | None = None
    """What the publisher calls the item's form; see ``labels``."""

    @field_validator("link_template")
    @classmethod
    def _of_the_id(cls, value: str | None) -> str | None:
        if value is not None and set(names_in(value)) != {"id"}:
            raise ValueError("must hold {id} and nothing else in braces")
        return value


class OlderPages(Strict):
    """The ways to the older pages of a list that is a page of HTML."""

    next: Selector | None = None
    """The link to the older page."""
    page: OlderPage | None = None
    """Or where page N is, with ``{page}`` (the entry is page 1), or ``{offset}``, the number of items before."""

    @model_validator(mode="before")
    @classmethod
    def _pages_need_a_link(cls, data: object) -> object:
        if isinstance(data, dict):
            nexts = [key for key in ("next", "page") if data.get(key) is not None]
            if len(nexts) == 2:
                raise ValueError("next and page exclude each other: two ways to the older page")
        return data


class Paged(OlderPages, Rows):
    """A list of several pages, newest first."""

    max_pages: int = Field(default=3, ge=1, le=20)

    @field_validator("max_pages")
    @classmethod
    def _is_used(cls, value: int, info: object) -> int:
        data = getattr(info, "data", {})
        if value > 1 and data.get("next") is None and data.get("page") is None:
            raise ValueError("has no effect without next or page, the way to the older page")
        return value


class Listing(Paged, TwoSteps):
    """A page that lists links to articles, newest first."""

    kind: Literal["listing"] = "listing"
    entry: Entry


class Browser(Paged):
    """A listing that is empty without a browser. Needs the extra ``browser`` and ``network.browser``."""

    kind: Literal["browser"] = "browser"
    entry: Entry
    wait_for: Selector
    """The page is ready when this element is there."""

    @field_validator("wait_for")
    @classmethod
    def _is_an_element(cls, value: str) -> str:
        if "::" in value:
            raise ValueError("must select an element, without ::text or ::attr()")
        return value


class Fragment(Rows):
    """HTML inside JSON, read like a listing."""

    at: JsonPath = "@"


class ItemFields(Strict):
    """Where one item says what, as JMESPath from the item."""

    link: JsonPath | None = None
    title: JsonPath | None = None
    date: JsonPath | None = None
    modified: JsonPath | None = None
    body: JsonPath | None = None
    """The full text, HTML or plain; without it the page (or ``content``) is read."""
    language: JsonPath | None = None
    speaker: JsonPath | None = None
    role: JsonPath | None = None
    kind: JsonPath | None = None
    """What the publisher calls the form; see ``labels``."""
    guid: JsonPath | None = None
    attachments: JsonPath | None = None
    """Addresses, or objects with ``url`` and ``title``."""


class Pager(Strict):
    """How the older entries of an API are asked for."""

    by: Literal["page", "offset", "cursor"]
    param: Parameter | None = None
    """The parameter that it goes into: of the query, or of the body of a POST. Without it, ``{page}`` and so on stand in
    ``entry`` or ``post``."""
    size: int | None = Field(default=None, ge=1, le=1000)
    """Entries a page, if all but the last have as many."""
    first: int | None = Field(default=None, ge=0, le=1)
    """What the first page is called; 1 for pages and 0 for offsets when absent."""
    next: JsonPath | None = None
    """Of a cursor: where the answer names the next one, as the value of ``param`` or as an address."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.by == "cursor" and self.next is None:
            raise ValueError("by: cursor needs next, where the answer names the next cursor")
        if self.by != "cursor" and self.next is not None:
            raise ValueError("next belongs to by: cursor")
        if self.by == "offset" and self.size is None:
            raise ValueError("by: offset needs size, the number of entries a page")
        return self


class JsonApi(OlderPages, TwoSteps):
    """An API that answers with JSON, or a page that holds JSON (``embedded``), whose older pages may be found as those of a listing."""

    kind: Literal["json_api"] = "json_api"
    entry: Query
    """With ``{year}``, ``{since}`` (a day, ``window`` ago) and what the pager fills in."""
    window: Duration = timedelta(days=30)
    method: Literal["GET", "POST"] = "GET"
    post: dict[str, JsonValue] | None = None
    """The JSON to send; ``"{page}"`` and so on in its values are filled in."""
    embedded: Pattern | None = None
    """The answer is a page, and its JSON begins behind what this matches; or ``json-ld``: the articles that its JSON-LD lists."""
    items: JsonPath | None = None
    """The list of items, or the one item; the whole answer when absent."""
    fields: ItemFields | None = None
    fragment: Fragment | None = None
    """Instead of ``items`` and ``fields``: HTML inside the JSON."""
    link_base: Url | None = None
    """What relative links belong to; the address that answered when absent."""
    link_template: ItemLink | None = None
    """Instead of ``fields.link``: the address with ``{key}`` or ``{key.key}`` of the item."""
    pager: Pager | None = None
    max_pages: int = Field(default=3, ge=1, le=20)

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.fragment is not None:
            wrong = [name for name in ("items", "fields", "link_template") if getattr(self, name) is not None]
            if wrong:
                raise ValueError(f"{wrong[0]} has no effect with fragment")
        elif self.fields is None or (self.fields.link is None) == (self.link_template is None):
            raise ValueError("needs either fields.link or link_template, and not both (or a fragment)")
        if (self.post is not None) != (self.method == "POST"):
            raise ValueError("method: POST and post, what to send, belong together")
        if self.content is not None and self.fields is not None and self.fields.body is not None:
            raise ValueError("content has no effect with fields.body: the text is in the list")
        return self

    @model_validator(mode="after")
    def _pages(self) -> Self:
        wanted = {"page", "offset", "cursor"} & set(names_in(self.entry + _texts(self.post)))
        of_html = next((name for name in ("next", "page") if getattr(self, name) is not None), None)
        if of_html is not None:
            if self.pager is not None:
                raise ValueError(f"{of_html} and pager exclude each other: two ways to the older page")
            if self.embedded is None or self.post is not None:
                raise ValueError(f"{of_html} needs a page of HTML: embedded, and no post")
        if self.pager is None:
            if wanted:
                raise ValueError(f"{{{sorted(wanted)[0]}}} needs pager")
            if of_html is None and "max_pages" in self.model_fields_set and self.max_pages > 1:
                raise ValueError(
                    "max_pages has no effect without pager, next or page, the ways to older entries"
                )
            return self
        pager = self.pager
        foreign = sorted(wanted - {pager.by})
        if foreign:
            raise ValueError(f"{{{foreign[0]}}} needs pager.by: {foreign[0]}")
        if (pager.param is None) == (pager.by not in wanted) and pager.by != "cursor":
            raise ValueError(f"needs either pager.param or {{{pager.by}}} in entry or post")
        return self


class Sitemap(Strict):
    """A sitemap or an index of sitemaps, plain or gzipped; what it does not say is read from each page."""

    kind: Literal["sitemap"] = "sitemap"
    entry: Entry
    index_include: Pattern | None = None
    """Of an index, only the sitemaps whose address this matches."""
    max_age: Duration | None = timedelta(days=30)
    """Addresses whose ``lastmod`` is older are left out."""
    newest: Literal["first", "last"] = "first"
    """Where the newest stand among those without ``lastmod``."""
    max_items: int = Field(default=500, ge=1, le=5000)
    """At most so many of one sitemap, newest first."""
    max_pages: int = Field(default=3, ge=1, le=20)
    """At most so many sitemaps of an index, newest first."""


class Discover(Strict):
    """A home or news page of which nothing else is known; how to read it is learnt from it. Without an address it cannot be
    switched on."""

    kind: Literal["discover"] = "discover"
    entry: Url | None = None


def _texts(value: JsonValue) -> str:
    """All text in a JSON value."""
    if isinstance(value, dict):
        return "".join(_texts(part) for part in value.values())
    if isinstance(value, list):
        return "".join(_texts(part) for part in value)
    return value if isinstance(value, str) else ""
