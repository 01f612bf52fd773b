"""What discovery makes of the answers it gets: pure functions, sent to the worker pool as a whole, because any answer may be hostile."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any, Final
from urllib.parse import urlsplit

from config.source import KINDS, Article, Source
from spiders.candidates import read_entry
from spiders.extract import learn, reading
from spiders.extract.learn_dates import in_address
from spiders.extract.learn_front import Front, front
from spiders.extract.learn_item import shape, weight
from spiders.extract.page import parse
from spiders.saved import Saved
from statements.dates import resolve
from statements.labels import Precision, Verdict
from statements.model import Draft

WHOLE = 500
"""Weighted characters from which a text in a feed may be the whole statement."""


@dataclass(frozen=True, kw_only=True)
class Study:
    """What a door gave: ``days`` as far as known; ``reason`` when it is no door."""

    drafts: tuple[Draft, ...] = ()
    days: tuple[date | None, ...] = ()
    whole: bool = False
    """It carries the texts."""
    further: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def newest(self) -> date | None:
        return max((day for day in self.days if day), default=None)


def trial(door: Mapping[str, Any], **common: Any) -> Source:
    """A door as a source that can be tried. Raises ValueError when it cannot be one."""
    model: Any = KINDS[str(door["kind"])]
    found: Source = model.model_validate({"id": "learnt", "name": "learnt", "issuer": "UN", **common, **door})
    return found


def reader(rules: Article) -> Source:
    """A source that is only good for reading articles."""
    return trial(
        {
            "kind": "listing",
            "entry": "https://learnt.invalid/",
            "item": "css: li",
            "link": "css: a",
            "max_pages": 1,
            "article": rules,
        }
    )


def study_front(page: Saved) -> tuple[Front | None, str | None]:
    """The doors that a page names; or why there is nothing to see."""
    parsed = parse(page.body, url=page.url, content_type=page.content_type)
    if wall := parsed.wall():
        return None, wall.reason
    return front(parsed), None


def study_door(door: Mapping[str, Any], page: Saved, now: datetime) -> Study:
    """Read an answer as a door of a kind."""
    source = trial(door)
    read = read_entry(source, page.body, page.url, page.content_type, now)
    if read.extraction.verdict is not Verdict.OK:
        return Study(reason=read.extraction.reason)
    if further := read.extraction.further:
        return Study(further=further)
    days = []
    for item in read.listed:
        published = (
            item.candidate.published
            if item.candidate
            else resolve((*item.draft.dates, *item.draft.modified), now=now, zone="UTC")
        )
        days.append(
            published.instant.date() if published.instant else published.day or in_address(item.draft.url)
        )
    texts = [weight(item.candidate.text) for item in read.listed if item.candidate]
    whole = len(texts) >= 0.8 * len(read.listed) > 0 and median(texts) >= WHOLE
    return Study(drafts=tuple(item.draft for item in read.listed), days=tuple(days), whole=whole)


def study_listing(page: Saved, now: datetime) -> learn.Learned | None:
    """Learn to read a page as a list."""
    return learn.learn_listing(
        [parse(page.body, url=page.url, content_type=page.content_type)], latest=now.date()
    )


def study_articles(
    pages: Sequence[Saved], listed: Sequence[Draft], language: str | None
) -> learn.LearnedArticle | None:
    """Learn to read the articles of a site."""
    return learn.learn_article(
        [parse(page.body, url=page.url, content_type=page.content_type) for page in pages],
        listed=listed,
        language=language,
    )


def study_article(source: Source, page: Saved, now: datetime) -> tuple[date | None, str]:
    """The day and the text of an article read with a source's settings."""
    found = reading.article(source, page.body, url=page.url, content_type=page.content_type)
    if not found.drafts:
        return None, ""
    draft = found.drafts[0]
    published = resolve(
        draft.dates,
        now=now,
        zone=source.zone,
        order=source.date_order,
        languages=source.languages,
        calendar=source.calendar,
    )
    if published.precision is Precision.UNKNOWN:
        return None, draft.body
    return (published.instant.date() if published.instant else published.day), draft.body


def study_addresses(
    drafts: Sequence[Draft], days: Sequence[date | None], known: Sequence[str]
) -> tuple[str, tuple[int, ...]] | None:
    """Which addresses of a sitemap are articles: a pattern, and the places of those it takes. ``known`` are articles seen elsewhere."""
    if known:
        wanted = Counter(_folder(url) for url in known).most_common(1)[0][0]
    else:
        recent: Counter[str] = Counter()
        for draft, day in zip(drafts, days, strict=True):
            slug = urlsplit(draft.url).path.rstrip("/").rpartition("/")[2]
            if day is not None and (len(slug) >= 12 or re.search(r"\d{2,}", draft.url)):
                recent[_folder(draft.url)] += 1
        if not recent:
            return None
        newest = {
            folder: max(
                day for draft, day in zip(drafts, days, strict=True) if day and _folder(draft.url) == folder
            )
            for folder in recent
        }
        wanted = max(recent, key=lambda folder: (recent[folder] >= 3, newest[folder], recent[folder]))
    taken = tuple(place for place, draft in enumerate(drafts) if _folder(draft.url) == wanted)
    return (
        (f"^{re.escape(wanted)}".replace(r"\-", "-").replace(r"\/", "/") + "[^/]", taken) if taken else None
    )


NOTHING: Final[Mapping[Callable[..., object], object]] = {
    study_front: (None, None),
    study_door: Study(),
    study_listing: None,
    study_articles: None,
    study_article: (None, ""),
    study_addresses: None,
}
"""What each study gives for an answer that shows nothing."""


def _folder(url: str) -> str:
    """The part of an address that all articles of a section share: host and first folder."""
    parts = urlsplit(url)
    folders = parts.path.split("/")[1:-1]
    return f"{parts.scheme}://{parts.netloc}/" + "".join(
        f"{folder}/" for folder in folders[:2] if not re.search(r"\d", folder)
    )


def overlap(some: Sequence[Draft], others: Sequence[Draft]) -> float:
    """How far one list speaks of the same things as another: shared addresses, or addresses built alike."""
    if not some or not others:
        return 0.0
    urls, shapes = {draft.url for draft in others}, {shape(draft.url) for draft in others}
    return sum(draft.url in urls or shape(draft.url) in shapes for draft in some) / len(some)
