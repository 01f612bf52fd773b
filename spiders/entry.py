"""The entry of a source: asked conditionally, read, followed back as far as it is new, and written down.

What is listed is written down (visits) before its first page is read, and the validators that would make the next answer a
304 are handed out only then: a crash in between reads the entry once more and loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from archive.records import Validators, Visit, VisitReason
from archive.traces import Look
from config.source import FeedSource, WpRestSource, address_of
from spiders.candidates import Listed
from spiders.failures import FetchFailed
from spiders.kinds.wp_rest import WpRestSpider
from spiders.lists import Found, Lists, within
from spiders.looks import again
from spiders.pages import TELL
from spiders.run import Run, capture_of
from statements.crashpoints import crashpoint
from statements.labels import Verdict
from statements.model import Candidate, Published, Told

log = logging.getLogger("communique.check")
OVERLAP = timedelta(hours=14)
"""Edits are asked for from this long before the last time: WordPress counts in the site's own clock."""
STALE = timedelta(days=400)
"""A feed whose newest entry is older looks abandoned. Anniversaries come once a year."""


@dataclass(kw_only=True)
class Entry:
    """Call `take`. ``validators`` is what to ask with next time; empty unless everything listed is written down."""

    run: Run
    validators: dict[str, Validators] = field(default_factory=dict, init=False)
    _edited: Validators | None = field(default=None, init=False)
    """When edits were asked for, once that is settled in this check."""

    def __post_init__(self) -> None:
        self.lists = Lists(run=self.run)

    @property
    def broken(self) -> bool:
        """What failed will not mend by itself."""
        return self.lists.broken

    async def probe(self) -> bool:
        """Whether the entry can be read and lists something; nothing is written down."""
        return await self.lists.probe()

    async def take(self, *, afresh: bool = False, must_list: bool = False) -> None:
        """Fetch and read the entry; plan and store what it lists. ``afresh``: also when it has not changed. ``must_list``: it
        counts as failed unless it lists something."""
        self.lists.remembered = await self.run.remembered()
        lists = await self.lists.read(afresh or must_list)
        if lists is None:
            return
        crashpoint("parse.after")
        found = [one for part in lists for one in part.found]
        if must_list and not found:
            self.run.fail(Verdict.EMPTY, f"{address_of(self.run.source)} lists nothing that can be read")
            return
        if all(part.verdict is Verdict.UNCHANGED for part in lists):
            self.run.verdict = Verdict.UNCHANGED
        else:
            slid_in = {name for part in lists for name in self._slid_in([one.item for one in part.found])}
            await self._take_up(found, slid_in)
            self.run.read = all(part.whole for part in lists)
        newest = max((part.newest for part in lists if part.newest is not None), default=None)
        if not any(part.verdict is Verdict.UNCHANGED for part in lists):
            sizes = [part.size for part in lists if part.size is not None]
            self.run.newest, self.run.size = newest, sum(sizes) if len(sizes) == len(lists) else None
        if all(part.whole for part in lists) and not self._looks_abandoned(newest):
            self.validators = {name: kept for part in lists for name, kept in part.answered.items()}
        if isinstance(self.run.source, WpRestSource):
            await self._edits(self.run.source)

    async def _edits(self, source: WpRestSource) -> None:
        """From time to time, ask for what was edited lately, beyond what the first page lists."""
        key = f"{source.entry}#edited"
        if source.edits_every is None:
            return
        last = self.lists.remembered.get(key, Validators()).full_at
        due = last is not None and not within(last, self.run.started, source.edits_every)
        if self._edited is None:
            asked = self.run.started if due or last is None else last
            if due and last is not None and not await self._take_edits(source, min(last, self.run.started)):
                asked = last  # what was edited since then is still to be asked for
            self._edited = Validators(full_at=asked)
        if self.validators:
            self.validators[key] = self._edited

    async def _take_edits(self, source: WpRestSource, since: datetime) -> bool:
        """Whether all of what was edited since then was answered for."""
        spider = self.lists.spider
        assert isinstance(spider, WpRestSpider)
        for ask in spider.edited(source, since - OVERLAP, self.run.started):
            try:
                read = await self.lists.read_list(answer := await self.lists.get(ask))
            except FetchFailed as failure:
                if failure.stops:
                    raise
                self.run.trouble(f"edits could not be asked for: {failure.reason}")
                return False
            await self.lists.note_known(read.listed, count=False)
            found = [Found(item=item, answer=answer) for item in read.listed]
            await self._take_up([one for one in found if one.item.locators in self.lists.known])
        return True

    def _slid_in(self, items: Sequence[Listed]) -> Iterator[tuple[str, ...]]:
        """The locators of unknown items that stand below everything known and are older than the first reading of the source: they
        were there all the time, below the end of the list, until something was taken out of it or it became longer."""
        since = self.run.state.baseline_at
        last = max((at for at, item in enumerate(items) if item.locators in self.lists.known), default=None)
        if since is None or last is None:
            return
        for item in items[last + 1 :]:
            dates = (item.published, *([item.modified] if item.modified is not None else []))
            if any(_is_before(date, since) for date in dates):
                yield item.locators

    async def _take_up(
        self, found: Sequence[Found], slid_in: Container[tuple[str, ...]] = frozenset()
    ) -> None:
        """Write down the pages to read, then store the entries that carry their text. Those that ``slid_in`` are no news."""
        items = [one.item for one in found]
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
                told=Told.of(item.draft),
                baseline=self.run.baseline or item.locators in slid_in or self.run.is_old(item.published),
            )
            for item in _to_read(items, self.lists.known)
        ]
        if not self.run.baseline:
            self.run.backfilled += sum(page.baseline for page in pages)
        pages += await self._to_read_again(items)
        if pages:
            await self.run.in_thread(self.run.store.visits.plan, self.run.lease, pages, self.run.started)
        # A text that came through another door than before may differ in its typography alone: it is seen, not compared.
        still = {
            name
            for item in items
            if item.candidate is None or not self.run.compares
            for name in self.lists.known.get(item.locators, ())
        }
        if still:
            await self.run.in_thread(
                self.run.store.statements.listed, self.run.lease, sorted(still), self.run.started
            )
        crashpoint("visits.after")
        texts = [(one, candidate) for one in reversed(found) if (candidate := one.item.candidate) is not None]
        # What is new does not wait for what is known, of which a list that has changed is full.
        new = [(one, candidate) for one, candidate in texts if one.item.locators not in self.lists.known]
        for done, (one, candidate) in enumerate(new):
            if done % TELL == 0 and len(new) >= TELL:
                name, stored = self.run.source.id, self.run.stored
                log.info("%s: %d of %d listed texts looked at, %d stored", name, done, len(new), stored)
            self.run.parsed += 1
            self.run.backfilled += self._is_old(one.item, slid_in) and not self.run.baseline
            await self._keep(one, candidate, slid_in)
        if not self.run.compares:
            return
        known = [(one, candidate) for one, candidate in texts if one.item.locators in self.lists.known]
        self.run.parsed += len(known)
        stand = await self.run.as_stored([candidate for _, candidate in known])
        for (one, candidate), stands in zip(known, stand, strict=True):
            if not stands:
                await self._keep(one, candidate, slid_in)

    async def _keep(self, one: Found, candidate: Candidate, slid_in: Container[tuple[str, ...]]) -> None:
        baseline = self.run.baseline or self._is_old(one.item, slid_in)
        await self.run.keep(candidate, capture=capture_of(one.answer), baseline=baseline)

    def _is_old(self, item: Listed, slid_in: Container[tuple[str, ...]]) -> bool:
        return item.locators in slid_in or self.run.is_old(item.published)

    async def _to_read_again(self, items: Sequence[Listed]) -> list[Visit]:
        """Looks at known pages of which the entry says that they were edited, and at withdrawn ones that it lists again:
        those once a day, for many a list goes on naming what is gone."""
        listed = {
            name: item
            for item in items
            if item.candidate is None
            for name in self.lists.known.get(item.locators, ())
        }
        if not listed:
            return []
        looks: dict[str, Look] = await self.run.in_thread(
            self.run.store.statements.looks, self.run.source.id, list(listed), self.run.started
        )
        return again(self.run.source.id, listed, looks, self.run.started)

    def _looks_abandoned(self, newest: date | None) -> bool:
        limit = (self.run.started - STALE).date()
        if not isinstance(self.run.source, FeedSource) or newest is None or newest >= limit:
            return False
        self.run.fail(Verdict.STALE, f"the newest entry of the feed is from {newest}; it looks abandoned")
        return True


def _is_before(date: Published, moment: datetime) -> bool:
    if date.instant is not None:
        return date.instant < moment
    return date.day is not None and date.day < moment.date()


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
