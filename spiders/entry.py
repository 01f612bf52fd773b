"""The entry of a source: asked conditionally, read, followed back as far as it is new, and written down.

What is listed is written down (visits) before its first page is read, and the validators that would make the next answer a
304 are handed out only then: a crash in between reads the entry once more and loses nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from archive.records import Look, Validators, Visit, VisitReason
from config.source import FeedSource, ListingSource, Source, WpRestSource
from spiders import rhythm
from spiders.answers import Answer
from spiders.candidates import EntryRead, Listed, read_entry
from spiders.failures import FetchFailed
from spiders.fetch import user_agent
from spiders.run import Run, capture_of
from statements.changes import newer, same_title
from statements.crashpoints import crashpoint
from statements.identity import is_id
from statements.labels import Verdict
from statements.model import Known

FULL_EVERY = timedelta(hours=24)
"""An entry is fetched without conditions this often: some servers answer 304 for ever."""
STALE = timedelta(days=400)
"""A feed whose newest entry is older looks abandoned. Anniversaries come once a year."""


@dataclass(kw_only=True)
class Entry:
    """Call `take`. ``validators`` is what to ask with next time; empty unless everything listed is written down."""

    run: Run
    validators: dict[str, Validators] = field(default_factory=dict, init=False)
    _known: dict[tuple[str, ...], set[str]] = field(default_factory=dict, init=False)
    """Of each listed item that is known (by its locators) the names that it is known by."""

    def __post_init__(self) -> None:
        self._spider = self.run.fetcher.spider(self.run.source.kind)
        self._url = self._spider.first(self.run.source)

    async def take(self, *, afresh: bool = False) -> None:
        """Fetch and read the entry; plan and store what it lists. ``afresh``: also when it has not changed."""
        key = f"{self._url}#{reading_of(self.run.source)}"
        last = (await self.run.in_thread(self.run.store.sources.validators, self.run.source.id)).get(
            key, Validators()
        )
        whole = (
            afresh or last.full_at is None or not timedelta(0) <= self.run.started - last.full_at < FULL_EVERY
        )
        limit = (
            self.run.network.feed_max_bytes
            if isinstance(self.run.source, FeedSource)
            else self.run.network.max_bytes
        )
        answer = await self.run.fetcher.get(
            self.run.errand, self._url, max_bytes=limit, headers={} if whole else _conditions(last)
        )
        crashpoint("fetch.after")
        self.run.status = answer.status
        if answer.status == 304:
            self.run.verdict = Verdict.UNCHANGED
            return
        digest = hashlib.sha256(answer.body).hexdigest()
        answered = Validators(
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            body_sha256=digest,
            full_at=self.run.started if whole else last.full_at,
        )
        if digest == last.body_sha256 and not whole:  # once a day, what stands there is seen again
            self.run.verdict = Verdict.UNCHANGED
            self.validators = {key: answered}
            return
        read = await self._read_list(answer)
        crashpoint("parse.after")
        if read.extraction.verdict is Verdict.EMPTY and self._never_had_any():
            self.run.trouble(f"{read.extraction.reason}; nothing was ever listed here")
            return
        if read.extraction.verdict is not Verdict.OK:
            self.run.fail(read.extraction.verdict, self._emptied(read))
            return
        if read.extraction.reason:
            self.run.notes.append(read.extraction.reason)
        items = await self._with_older(answer, read)
        await self._take_up(items, answer)
        self.run.read = True
        if not self._looks_abandoned(read):
            self.validators = {key: answered}

    async def _read_list(self, answer: Answer) -> EntryRead:
        read: EntryRead = await self.run.work(
            answer,
            read_entry,
            self.run.source,
            answer.body,
            answer.url,
            answer.content_type,
            self.run.started,
        )
        return read

    async def _with_older(self, answer: Answer, read: EntryRead) -> list[Listed]:
        """The entries of the first page and, as long as a whole page is unknown, of those before it.

        A page that fails fails the check, twice: were its successors' entries taken up alone, the next check would find
        them known and never come back for these. From the third time on, the rest counts more.
        """
        items, page = list(read.listed), 1
        fresh = await self._note_known(read.listed)
        while fresh and (
            url := self._spider.older(
                self.run.source,
                page=page,
                listed=len(read.listed),
                next_url=read.extraction.next_url,
                headers=answer.headers,
            )
        ):
            try:
                answer = await self.run.fetcher.get(
                    self.run.errand, url, max_bytes=self.run.network.max_bytes
                )
                read = await self._read_list(answer)
            except FetchFailed as failure:
                if failure.status == 400 and isinstance(self.run.source, WpRestSource):
                    break  # one page too many
                if self.run.state.failures < rhythm.FAILING - 1:
                    raise
                self.run.incomplete = True
                self.run.trouble(f"older entries could not be read: {failure.reason}")
                break
            page += 1
            if read.extraction.verdict is not Verdict.OK:
                if read.extraction.verdict is not Verdict.EMPTY:
                    self.run.trouble(f"page {page} could not be read: {read.extraction.reason}")
                break
            items.extend(read.listed)
            fresh = await self._note_known(read.listed)
        return items

    async def _note_known(self, items: Sequence[Listed]) -> bool:
        """Count what is known, and tell whether nothing is (and something is there)."""
        names = [name for item in items for name in item.locators]
        found: set[str] = await self.run.in_thread(
            self.run.store.statements.known_locators, self.run.source.id, names
        )
        known = {item.locators: by for item in items if (by := await self._known_by(item, found))}
        self._known |= known
        self.run.listed += len(items)
        self.run.known += sum(1 for item in items if item.locators in known)
        return bool(items) and not known

    async def _known_by(self, item: Listed, found: set[str]) -> set[str]:
        """The names by which an item is known: its address, or its id alone if the title is the archived one. An id may be
        used again for another item, but links with a session in them must not have every page read at every check."""
        mine = found.intersection(item.locators)
        addresses = {name for name in mine if not is_id(name)}
        if addresses or not mine:
            return addresses
        known: Known | None = await self.run.in_thread(
            self.run.store.statements.known, self.run.source.id, item.locators, "", self.run.started
        )
        return mine if known is not None and same_title(item.draft.title, known) else set()

    async def _take_up(self, items: Sequence[Listed], answer: Answer) -> None:
        """Write down the pages to read, then store the entries that carry their text."""
        pages = [
            Visit(
                source=self.run.source.id,
                url=item.draft.url,
                reason=VisitReason.NEW,
                due_at=self.run.started,
                guid=item.draft.guid,
                title=item.draft.title,
                dates=item.draft.dates,
                modified=item.draft.modified,
                baseline=self.run.baseline,
            )
            for item in _to_read(items, self._known)
        ]
        pages += await self._to_read_again(items)
        if pages:
            await self.run.in_thread(self.run.store.visits.plan, self.run.lease, pages, self.run.started)
        still = {
            name for item in items if item.candidate is None for name in self._known.get(item.locators, ())
        }
        if still:
            await self.run.in_thread(
                self.run.store.statements.listed, self.run.lease, sorted(still), self.run.started
            )
        crashpoint("visits.after")
        for item in reversed(items):
            if item.candidate is not None:
                self.run.parsed += 1
                await self.run.keep(item.candidate, capture=capture_of(answer), baseline=self.run.baseline)

    async def _to_read_again(self, items: Sequence[Listed]) -> list[Visit]:
        """Looks at known pages of which the entry says that they were edited, and at withdrawn ones that it lists again:
        those once a day, for many a list goes on naming what is gone."""
        listed = {
            name: item
            for item in items
            if item.candidate is None
            for name in self._known.get(item.locators, ())
        }
        looks: dict[str, Look] = await self.run.in_thread(
            self.run.store.statements.looks, self.run.source.id, list(listed), self.run.started
        )
        again: dict[int, Visit] = {}
        for name, look in looks.items():
            item = listed[name]
            edited = newer(item.modified, look.modified, look.seen)
            if edited or look.withdrawn:
                again[look.statement] = Visit(
                    source=self.run.source.id,
                    url=look.url,
                    reason=VisitReason.REVISIT,
                    due_at=self.run.started if edited else _tomorrow(self.run.started),
                    modified=item.draft.modified if edited else (),
                    statement=look.statement,
                    baseline=look.baseline,
                )
        return list(again.values())

    def _never_had_any(self) -> bool:
        return self.run.state.last_new_at is None and not isinstance(self.run.source, ListingSource)

    def _emptied(self, read: EntryRead) -> str | None:
        reason = read.extraction.reason
        if read.extraction.verdict is Verdict.EMPTY and self.run.state.last_new_at is not None:
            return f"{reason}, although there were statements here before"
        return reason

    def _looks_abandoned(self, read: EntryRead) -> bool:
        limit = (self.run.started - STALE).date()
        if not isinstance(self.run.source, FeedSource) or read.newest is None or read.newest >= limit:
            return False
        self.run.fail(
            Verdict.STALE, f"the newest entry of the feed is from {read.newest}; it looks abandoned"
        )
        return True


def _tomorrow(now: datetime) -> datetime:
    """Midnight: planned again on every check of a day it is one look."""
    return (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _to_read(items: Sequence[Listed], known: Container[tuple[str, ...]]) -> list[Listed]:
    """The items whose pages are new, oldest first, so that ids and alerts follow the order of events. Of several spellings
    of one address the shortest counts: it carries the least that is not part of it."""
    pages: dict[str, Listed] = {}
    for item in reversed(items):
        if item.candidate is None and item.locators not in known:
            same = pages.setdefault(item.locators[-1], item)
            if len(item.draft.url) < len(same.draft.url):
                pages[item.locators[-1]] = item
    return list(pages.values())


def reading_of(source: Source) -> str:
    """A short name of how we read this source now. Validators belong to it: with new selectors or a new version of ours an
    old answer must be read again."""
    how = f"{user_agent('')}\n{source.model_dump_json()}"
    return hashlib.sha256(how.encode()).hexdigest()[:12]


def _conditions(last: Validators) -> dict[str, str]:
    headers = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
    return {name: value for name, value in headers.items() if value}
