"""The lists of a source: asked conditionally, read, followed back as far as they are new, with those that they name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from archive.records import Validators
from config.source import BrowserSource, FeedSource, JsonApiSource, ListingSource, Source
from spiders import rhythm
from spiders.answers import Answer, Ask
from spiders.candidates import EntryRead, Listed, day_of, read_entry, text_is_listed
from spiders.failures import FetchFailed
from spiders.fetch import user_agent
from spiders.kinds.base import Seen
from spiders.run import Run
from statements.changes import same_title
from statements.crashpoints import crashpoint
from statements.identity import is_id
from statements.labels import Verdict
from statements.model import Known

FULL_EVERY = timedelta(hours=24)
"""An entry is fetched without conditions this often: some servers answer 304 for ever."""
_TOO_FAR = {"wp_rest": (400,), "json_api": (400, 404, 416, 422)}
"""How APIs answer to one page too many, by kind. WordPress: rest_post_invalid_page_number."""
_HTML = re.compile(rb"[\s\xef\xbb\xbf]*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One item of a list, with the answer that it stood in."""

    item: Listed
    answer: Answer


@dataclass(kw_only=True)
class ListRead:
    """What came of one question."""

    verdict: Verdict
    reason: str | None = None
    found: list[Found] = field(default_factory=list)
    answered: dict[str, Validators] = field(default_factory=dict)
    """What to ask with next time, by name."""
    newest: date | None = None
    size: int | None = None
    """Bytes of the first answer, where there was one alone."""
    whole: bool = True
    """Read to its end, or unchanged."""


@dataclass(kw_only=True)
class Lists:
    """Call `read`, or `probe`."""

    run: Run
    remembered: Mapping[str, Validators] = field(default_factory=dict, init=False)
    """What was answered last time, by name."""
    known: dict[tuple[str, ...], set[str]] = field(default_factory=dict, init=False)
    """Of each listed item that is known (by its locators) the names that it is known by."""
    broken: bool = field(default=False, init=False)
    """What failed will not mend by itself: the address is gone, forbidden, or answers with something else."""

    _languages: dict[str, str | None] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.spider = self.run.fetcher.spider(self.run.source.kind)

    async def probe(self) -> bool:
        """Whether the entry can be read and lists something; nothing is written down. Raises nothing for a fault of the site."""
        try:
            for ask in self.spider.first(self.run.source, self.run.started):
                read = await self.read_list(await self.get(ask))
                further = read.extraction.further
                if further:
                    read = await self.read_list(await self.get(Ask(url=further[0], name=further[0])))
                if read.listed:
                    return True
        except FetchFailed:
            return False
        return False

    async def read(self, afresh: bool) -> list[ListRead] | None:
        """What the lists of the source answered; None when the check has failed."""
        asks = self.spider.first(self.run.source, self.run.started)
        lists: list[ListRead] = []
        failed: FetchFailed | None = None
        for ask in asks:
            try:
                lists.append(await self._list(ask, afresh))
            except FetchFailed as failure:
                absent = (
                    failure.gone and "year" in ask.values
                )  # the list of a year that has hardly begun, or is over
                if len(asks) == 1 or failure.stops or failure.transport or (self.run.baseline and not absent):
                    self._note_broken(failure)
                    raise
                failed = failed or failure
                if not absent:
                    self.run.incomplete = True
                    self.run.trouble(failure.reason)
        if not lists and failed is not None:
            self._note_broken(failed)
            raise failed
        bad = [part for part in lists if not part.verdict.success]
        if bad and (self.run.baseline or len(bad) == len(lists)):
            self.broken = self.broken or bad[0].verdict is Verdict.SOFT_404
            self.run.fail(bad[0].verdict, bad[0].reason)
            return None
        for part in bad:
            self.run.incomplete = True
            self.run.trouble(part.reason or part.verdict.value)
        return [part for part in lists if part.verdict.success]

    def _note_broken(self, failure: FetchFailed) -> None:
        self.broken = failure.gone or failure.verdict in (Verdict.ROBOTS, Verdict.SOFT_404)

    async def _list(self, ask: Ask, afresh: bool, *, named: bool = False) -> ListRead:
        """Ask one question and read the answer, its older pages and the lists that it names; those that are ``named`` by an index
        must not be indexes themselves, else one that names itself would be read without end."""
        key = f"{ask.name}#{reading_of(self.run.source)}"
        last = self.remembered.get(key, Validators())
        whole = afresh or not within(last.full_at, self.run.started, FULL_EVERY)
        answer = await self.get(ask, headers={} if whole or ask.post is not None else conditions(last))
        crashpoint("fetch.after")
        self.run.status = answer.status
        if answer.status == 304:
            return ListRead(verdict=Verdict.UNCHANGED, answered={key: last})
        digest, size = hashlib.sha256(answer.body).hexdigest(), len(answer.body)
        answered = Validators(
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            body_sha256=digest,
            full_at=self.run.started if whole else last.full_at,
        )
        if digest == last.body_sha256 and not whole:  # once a day, what stands there is seen again
            return ListRead(verdict=Verdict.UNCHANGED, answered={key: answered})
        read = await self.read_list(answer)
        extraction = read.extraction
        if extraction.verdict is Verdict.EMPTY and self._never_had_any():
            self.run.trouble(f"{extraction.reason}; nothing was ever listed here")
            return ListRead(verdict=Verdict.OK, whole=False)
        if extraction.verdict is not Verdict.OK:
            self.broken = self.broken or self._is_something_else(answer)
            return ListRead(verdict=extraction.verdict, reason=self._emptied(read))
        if extraction.reason:
            self.run.notes.append(extraction.reason)
        if extraction.further and named:
            return ListRead(verdict=Verdict.PARSE_ERROR, reason=f"{ask.url} is an index, named by an index")
        if extraction.further:  # an index that has not changed says nothing of the lists that it names
            return await self._further(extraction.further, afresh)
        found = await self._with_older(ask, answer, read)
        return ListRead(
            verdict=Verdict.OK, found=found, answered={key: answered}, newest=read.newest, size=size
        )

    async def _further(self, urls: Sequence[str], afresh: bool) -> ListRead:
        """The lists that an index names, as one."""
        parts = []
        for url in urls:
            part = await self._list(Ask(url=url, name=url), afresh, named=True)
            if not part.verdict.success:
                return part
            parts.append(part)
        unchanged = all(part.verdict is Verdict.UNCHANGED for part in parts)
        return ListRead(
            verdict=Verdict.UNCHANGED if unchanged else Verdict.OK,
            found=[one for part in parts for one in part.found],
            answered={key: kept for part in parts for key, kept in part.answered.items()},
            whole=all(part.whole for part in parts),
        )

    async def get(self, ask: Ask, *, headers: Mapping[str, str] | None = None) -> Answer:
        fetched = self.run.fetched.pop(ask.url, None) if ask.post is None else None
        if isinstance(fetched, FetchFailed):
            raise fetched
        if fetched is not None:
            return fetched
        network = self.run.network
        limit = network.feed_max_bytes if isinstance(self.run.source, FeedSource) else network.max_bytes
        return await self.run.fetcher.get(
            self.run.errand,
            ask.url,
            max_bytes=limit,
            headers=headers,
            post=ask.post,
            shown=self.run.source.wait_for if isinstance(self.run.source, BrowserSource) else None,
        )

    async def read_list(self, answer: Answer) -> EntryRead:
        if isinstance(self.run.source, ListingSource) or self._is_embedded():
            self.run.entry_page = answer
        if self._languages is None:
            # Most of what a changed list holds is known.
            languages = self.run.store.statements.languages
            self._languages = (
                await self.run.in_thread(languages, self.run.source.id)
                if text_is_listed(self.run.source)
                else {}
            )
        read: EntryRead = await self.run.work(
            answer,
            read_entry,
            self.run.source,
            answer.body,
            answer.url,
            answer.content_type,
            self.run.started,
            self._languages,
        )
        return read

    async def _with_older(self, ask: Ask, answer: Answer, read: EntryRead) -> list[Found]:
        """The entries of the first page and, as long as a whole page is unknown, of those before it.

        A page that fails fails the check, twice: were its successors' entries taken up alone, the next check would find
        them known and never come back for these. From the third time on, the rest counts more.
        """
        items = [Found(item=item, answer=answer) for item in read.listed]
        page, before = 1, read.extraction.total
        fresh = await self.note_known(read.listed)
        while fresh:
            seen = Seen(
                page=page,
                listed=read.extraction.total,
                before=before,
                extraction=read.extraction,
                headers=answer.headers,
            )
            following = self.spider.older(self.run.source, ask, seen, self.run.started)
            if following is None:
                break
            try:
                answer = await self.get(following)
                read = await self.read_list(answer)
            except FetchFailed as failure:
                if failure.status in _TOO_FAR.get(self.run.source.kind, ()):
                    break  # one page too many
                if self.run.state.failures < rhythm.FAILING - 1:
                    raise
                self.run.incomplete = True
                self.run.trouble(f"older entries could not be read: {failure.reason}")
                break
            ask, page, before = following, page + 1, before + read.extraction.total
            if read.extraction.verdict is not Verdict.OK:
                if read.extraction.verdict is not Verdict.EMPTY:
                    self.run.incomplete = True
                    self.run.trouble(f"page {page} could not be read: {read.extraction.reason}")
                break
            if {found.item.locators for found in items}.issuperset(item.locators for item in read.listed):
                break  # a page that leads to itself, or one too many that shows the last one again
            items.extend(Found(item=item, answer=answer) for item in read.listed)
            fresh = await self.note_known(read.listed)
        if fresh and "year" not in ask.values and self._began_after_us([found.item for found in items]):
            self.run.notes.append(
                f"all {len(items)} entries are new and later than the last look: what was listed between may have been missed"
            )
        return items

    def _began_after_us(self, items: Sequence[Listed]) -> bool:
        """Whether a list does not reach back to when it was last read, more than a day ago. No source that is watched waits so long."""
        last = self.run.state.last_success_at
        days = [day for item in items if (day := day_of(item.published)) is not None]
        return (
            last is not None
            and not self.run.baseline
            and bool(days)
            and min(days) - last.date() > timedelta(days=1)
        )

    async def note_known(self, items: Sequence[Listed], *, count: bool = True) -> bool:
        """Count what is known, and tell whether nothing is (and something is there)."""
        names = [name for item in items for name in item.locators]
        found: set[str] = await self.run.in_thread(
            self.run.store.statements.known_locators, self.run.source.id, names
        )
        known = {item.locators: by for item in items if (by := await self._known_by(item, found))}
        self.known |= known
        if count:
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

    def _never_had_any(self) -> bool:
        page = isinstance(self.run.source, (ListingSource, BrowserSource))
        return self.run.state.last_new_at is None and not page

    def _emptied(self, read: EntryRead) -> str | None:
        reason = read.extraction.reason
        if read.extraction.verdict is Verdict.EMPTY and self.run.state.last_new_at is not None:
            return f"{reason}, although there were statements here before"
        return reason

    def _is_something_else(self, answer: Answer) -> bool:
        """Whether a page of HTML came where none was expected."""
        page = isinstance(self.run.source, (ListingSource, BrowserSource)) or self._is_embedded()
        return not page and _HTML.match(answer.body) is not None

    def _is_embedded(self) -> bool:
        """Whether the list is JSON within a page."""
        return isinstance(self.run.source, JsonApiSource) and self.run.source.embedded is not None


_readings: dict[str, tuple[Source, str]] = {}
"""The last name made for each source: making one costs as much as the rest of an unchanged check."""


def reading_of(source: Source) -> str:
    """A short name of how we read this source now. Validators belong to it: with new selectors or a new version of ours an
    old answer must be read again."""
    known = _readings.get(source.id)
    if known is None or known[0] is not source:
        how = f"{user_agent('')}\n{source.model_dump_json()}"
        known = _readings[source.id] = (source, hashlib.sha256(how.encode()).hexdigest()[:12])
    return known[1]


def within(asked: datetime | None, now: datetime, every: timedelta) -> bool:
    """Whether something was asked less than ``every`` ago. A time in the future is none: the clock went back."""
    return asked is not None and timedelta(0) <= now - asked < every


def conditions(last: Validators) -> dict[str, str]:
    """The headers that make the next answer a 304 if nothing has changed."""
    headers = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
    return {name: value for name, value in headers.items() if value}
