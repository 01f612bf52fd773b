"""Bytes to candidates: extraction and what the source's settings make of it. Pure, and sent to the worker pool as a whole.

What reads imports the readers itself: who only sends it needs none of them (see `spiders.extract`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from urllib.parse import urlsplit, urlunsplit

import re2
from rapidfuzz import fuzz

from archive.records import Visit, VisitReason
from config.addresses import fill, names_in
from config.kinds import Content, TwoSteps
from config.source import FeedSource, JsonApiSource, Source, WpRestSource
from statements.candidate import from_draft
from statements.dates import resolve
from statements.identity import locators
from statements.labels import Verdict
from statements.model import Candidate, Draft, Extraction, Published, RawDate
from statements.text import fold_for_identity

# Of several dates for one statement: the source's own selector, then the feed or API, then what the page says of itself;
# a listing's line of text and a date in an address come last. They tell days where the others tell instants.
_ORIGINS = ("selector", "feed", "api", "json-ld", "state", "meta", "time", "listing", "url")
_SAME_TITLE = (
    75.0  # per cent of similarity from which a page's heading is the title that was listed, perhaps edited
)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One entry of a list. ``candidate`` is None when the list holds no text: the page must be read."""

    draft: Draft
    locators: tuple[str, ...]
    candidate: Candidate | None
    published: Published
    modified: Published | None = None
    """When the list says that it was last edited."""


@dataclass(frozen=True, kw_only=True)
class EntryRead:
    """What an entry page gave. ``newest`` is the latest day among its dated entries."""

    extraction: Extraction
    listed: tuple[Listed, ...] = ()
    newest: date | None = None


@dataclass(frozen=True, kw_only=True)
class PageRead:
    """What a statement's page gave; ``candidate`` is None unless the verdict is ``ok``."""

    extraction: Extraction
    candidate: Candidate | None = None


def read_entry(
    source: Source,
    body: bytes,
    url: str,
    content_type: str | None,
    now: datetime,
    known: Mapping[str, str | None] = MappingProxyType({}),
) -> EntryRead:
    """Extract an entry page and make candidates of the entries that carry their text. ``known``: the languages of texts of the
    source, by their hashes."""
    from spiders.extract.reading import entry

    extraction = entry(source, body, url=url, content_type=content_type, now=now)
    listed = tuple(_listed(source, draft, now, known) for draft in extraction.drafts)
    days = [day for item in listed if (day := day_of(item.published)) is not None]
    return EntryRead(extraction=replace(extraction, drafts=()), listed=listed, newest=max(days, default=None))


def _listed(source: Source, draft: Draft, now: datetime, known: Mapping[str, str | None]) -> Listed:
    candidate = candidate_of(source, draft, now, known) if draft.body else None
    return Listed(
        draft=replace(draft, body=""),
        locators=locators(draft.url, draft.guid, aliases=source.aliases),
        candidate=candidate,
        published=candidate.published if candidate else _published(source, draft.dates, now),
        modified=_published(source, draft.modified, now) if draft.modified else None,
    )


def text_is_listed(source: Source) -> bool:
    """Whether the texts come with the list, so that no page needs to be read."""
    match source:
        case WpRestSource():
            return True
        case FeedSource():
            return source.body == "feed"
        case JsonApiSource():
            return source.fields is not None and source.fields.body is not None
        case _:
            return False


def read_alike(one: Source, other: Source) -> bool:
    """Whether two doors of a source lead to the same words of the same text: read from the same place by the same rules."""

    def place(door: Source) -> object:
        if text_is_listed(door):
            return door.kind, door.model_dump(include={"fields", "body_element"})
        return _elsewhere(door) or "page", door.article

    return place(one) == place(other)


def address_to_read(source: Source, visit: Visit) -> str:
    """Where the text of a statement is read: its own page, or what the API has of it. Raises ValueError when the publisher's
    id is needed and unknown."""
    content = _elsewhere(source)
    if content is None:
        return visit.url
    if visit.guid is None and "guid" in names_in(content.url):
        raise ValueError(f"the publisher's id of {visit.url} is not known")
    path = urlsplit(visit.url).path or "/"
    return fill(
        content.url, {"path": path, "url": visit.url, "guid": visit.guid, **_found_in(visit.url, content)}
    )


def _elsewhere(source: Source) -> Content | None:
    """Where the texts stand if not on the statements' pages."""
    return source.content if isinstance(source, TwoSteps) else None


def _names_title(source: Source) -> bool:
    """Whether the source says where a statement's title stands."""
    content = _elsewhere(source)
    if content is not None and content.body is not None:
        return content.title is not None
    return source.article.title is not None


def _found_in(url: str, content: Content) -> dict[str, str]:
    """What ``find`` finds in the address of a statement, by name."""
    if content.find is None:
        return {}
    found = re2.search(content.find, url)
    if found is None:
        raise ValueError(f"{url} is not what content.find describes, so where its text stands is not known")
    return {
        name: part.upper() if content.capitals else part for name, part in found.groupdict(default="").items()
    }


def read_page(
    source: Source,
    body: bytes,
    url: str,
    content_type: str | None,
    visit: Visit,
    title: str | None,
    now: datetime,
) -> PageRead:
    """Extract a statement's page, as ``url`` answered, and join it with what the list said of it. ``title`` is the one
    listed or archived.

    Where the source says where its texts are and there is none, the generic reader may guess only at a new statement and
    only on the very page that was asked for: what it finds on a section's index is no edit of the article that was there.
    """
    from spiders.extract.given import Given
    from spiders.extract.reading import api_content, article

    given = Given(title=title or "", item=_is_item(source, visit))
    elsewhere = not _same_page(source, address_to_read(source, visit), url)
    content = _elsewhere(source)
    if content is not None and content.body is not None:
        extraction = api_content(
            source, content, body, url=url, statement=visit.url, content_type=content_type
        )
    else:
        extraction = article(
            source,
            body,
            url=url,
            content_type=content_type,
            generic=not elsewhere and visit.reason is VisitReason.NEW,
            given=given,
        )
    if not extraction.drafts:
        if elsewhere and source.article.body is not None and extraction.verdict is Verdict.PARSE_ERROR:
            reason = f"leads to {url}, which is no statement: {extraction.reason}"
            extraction = replace(extraction, verdict=Verdict.SOFT_404, reason=reason)
        return PageRead(extraction=extraction)
    page = extraction.drafts[0]
    draft = replace(
        page,
        url=visit.url,
        guid=visit.guid,
        title=best_title(page.title, title or "", configured=_names_title(source)),
        dates=best_dates((*visit.dates, *page.dates)),
        modified=(*visit.modified, *page.modified),
        **visit.told.completing(page),
    )
    return PageRead(extraction=replace(extraction, drafts=()), candidate=candidate_of(source, draft, now))


def _is_item(source: Source, visit: Visit) -> bool:
    """Whether a page is known to be a publication before it is read: it is archived, it is dated in its list, or listed where nothing
    else is. A date may be one that nobody can read, but it has a number."""
    if visit.statement is not None or isinstance(source, (FeedSource, WpRestSource)):
        return True
    if isinstance(source, JsonApiSource) and source.fields is not None:
        return True
    return any(character.isdigit() for date in visit.dates for character in date.raw)


def modified_of(source: Source, visit: Visit, now: datetime) -> Published | None:
    """When the entry that led to a visit says that the page was edited."""
    return _published(source, visit.modified, now) if visit.modified else None


def _same_page(source: Source, asked: str, answered: str) -> bool:
    """Whether an answer comes from the address asked, up to its scheme, ``www.`` and the like."""
    names = locators(asked, None, aliases=source.aliases)
    return not set(names).isdisjoint(locators(answered, None, aliases=source.aliases))


def best_title(page: str, listed: str, *, configured: bool) -> str:
    """The page's heading or the listed title. A configured selector is believed; otherwise the heading counts as long as it
    resembles what was listed (lists cut titles short, issuers edit headings), since a heading may also be the site's name."""
    if configured or not listed or not page:
        return page or listed
    short = fold_for_identity(listed).rstrip(". …")
    alike = fuzz.partial_ratio(short, fold_for_identity(page)) >= _SAME_TITLE and 2 * len(page) >= len(short)
    return page if alike else listed


def best_dates(dates: Sequence[RawDate]) -> tuple[RawDate, ...]:
    """All candidates for a date, best origin first."""
    rank = {origin: place for place, origin in enumerate(_ORIGINS)}
    return tuple(sorted(dates, key=lambda found: rank.get(found.origin, len(rank))))


def fetchable(listed: str, canonical: str) -> str:
    """The canonical address with the trailing slash as it was listed: some servers know only one of the two."""
    parts = urlsplit(canonical)
    if urlsplit(listed).path.endswith("/") and not parts.path.endswith("/"):
        return urlunsplit(parts._replace(path=f"{parts.path}/"))
    return canonical


def candidate_of(
    source: Source, draft: Draft, now: datetime, known: Mapping[str, str | None] = MappingProxyType({})
) -> Candidate:
    """A draft as its source's settings say to read it. Raises ValueError for an address that is not http."""
    candidate = from_draft(
        draft,
        source=source.id,
        issuer=source.issuer,
        now=now,
        zone=source.zone,
        order=source.date_order,
        formats=source.date_formats,
        calendar=source.calendar,
        languages=source.languages,
        aliases=source.aliases,
        kind=source.statement_kind or draft.kind,
        known=known,
    )
    return replace(candidate, url=fetchable(draft.url, candidate.url))


def _published(source: Source, dates: Sequence[RawDate], now: datetime) -> Published:
    return resolve(
        dates,
        now=now,
        zone=source.zone,
        order=source.date_order,
        languages=source.languages,
        formats=source.date_formats,
        calendar=source.calendar,
    )


def day_of(published: Published) -> date | None:
    """The day of a date, in UTC if it is an instant."""
    return published.instant.date() if published.instant is not None else published.day
