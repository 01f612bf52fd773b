"""The pages of single statements that are due: read, stored, put off, or found to be gone."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from archive.records import PUT_ASIDE, Validators, Visit, VisitReason
from config.source import Source
from spiders import rhythm
from spiders.candidates import PageRead, address_to_read, modified_of, read_page, text_is_listed
from spiders.extract.pdf_mark import is_pdf
from spiders.failures import FetchFailed
from spiders.looks import Absences, answered, conditions, unchanged
from spiders.reader import fingerprint
from spiders.redirects import redirected_home
from spiders.run import Run, capture_of
from statements.identity import locators
from statements.labels import Precision, Verdict
from statements.model import Candidate, Known, Published

log = logging.getLogger("communique.check")
TELL = 25
"""Pages, or texts of a list, after which a check says how far it is."""
_WALLED = 2  # pages in a row that show a wall before the host is left alone; one may only look like it
_PATIENCE = 3  # pages in a row that never came to an answer before the host is left alone


@dataclass(kw_only=True)
class Pages:
    """Call `read_due` once. A failing page keeps its place and holds up no other."""

    run: Run
    read_entry: Callable[[], Awaitable[None]]
    """Reads the entry even if it has not changed."""
    unread: bool = field(default=False, init=False)
    """Pages are left that could have been read now."""
    _absences: Absences = field(default_factory=Absences, init=False)

    async def read_due(self) -> None:
        """Read the pages that are due, new ones first. A failing page keeps its place and holds up no other."""
        limit = self.run.source.max_new
        visits: list[Visit] = await self.run.in_thread(
            self.run.store.visits.due, self.run.source.id, self.run.clock.now(), limit
        )
        self.unread = len(visits) == limit
        # A last page may take as long as two time-outs (robots.txt and itself); the lease must outlive it.
        spare = min(2 * self.run.network.timeout, (self.run.lease.until - self.run.started) / 4)
        unanswered = walled = 0
        looked_at: set[int] = set()
        in_order = sorted(
            visits, key=lambda visit: (visit.aside, visit.reason is not VisitReason.NEW, visit.due_at)
        )
        for done, visit in enumerate(in_order):
            if done % TELL == 0 and len(visits) >= TELL:
                self._tell(done, len(visits))
            if self.run.clock.now() >= self.run.lease.until - spare:
                self.unread = self.run.incomplete = True
                break
            if visit.statement is not None:
                # After a stretch in which nothing ran several looks are due. Two within a minute are no second opinion
                # on whether a page is gone.
                if visit.statement in looked_at:
                    await self._drop(visit)
                    continue
                looked_at.add(visit.statement)
            try:
                await self._read(visit)
                unanswered = walled = 0
            except FetchFailed as failure:
                await self._set_aside(visit, failure)
                # Known for days, and the last to be asked: it says nothing of the site as it is today.
                if visit.aside and failure.verdict is not Verdict.RATE_LIMITED:
                    if failure.stops or failure.transport:
                        self.unread = False  # nor any hurry to ask a wall for what was put aside
                        break
                    continue
                shown = failure.verdict is Verdict.BLOCKED and failure.status == 200
                walled = walled + 1 if shown else 0
                if failure.stops and (not shown or walled >= _WALLED):
                    raise  # what was found gone stays due: this check has not seen enough to say so
                unanswered = unanswered + 1 if failure.transport else 0
            if unanswered >= _PATIENCE:
                self.unread = False  # there is no hurry to ask a host that does not answer
                break
        await self._conclude()

    def _tell(self, done: int, due: int) -> None:
        """Say how far this check is: at a polite pace a hundred pages take minutes."""
        more = " or more" if self.unread else ""
        log.info(
            "%s: %d of %d%s pages read, %d texts stored", self.run.source.id, done, due, more, self.run.stored
        )

    async def look_back(self) -> None:
        """Say so when listed pages are waiting for another attempt."""
        waiting: int = await self.run.in_thread(self.run.store.visits.pending, self.run.source.id)
        if waiting and not self.unread:
            self.run.trouble(f"{waiting} listed pages could not be read yet")

    async def _drop(self, visit: Visit) -> None:
        assert visit.id is not None
        await self.run.in_thread(self.run.store.visits.drop, self.run.lease, visit.id)

    async def _read(self, visit: Visit) -> None:
        assert visit.id is not None
        known: Known | None = None
        if visit.reason is VisitReason.REVISIT:
            names = locators(visit.url, visit.guid, aliases=self.run.source.aliases)
            known = await self.run.in_thread(
                self.run.store.statements.known, self.run.source.id, names, "", self.run.clock.now()
            )
        source, now = self.run.source, self.run.clock.now()
        try:
            address = address_to_read(source, visit)
        except ValueError as error:
            raise FetchFailed(Verdict.PARSE_ERROR, str(error)) from error
        reading = fingerprint(source)
        last: Validators | None = None
        if known is not None:
            last = await self.run.in_thread(self.run.store.visits.validators, source.id, visit.url)
        answer = await self.run.fetcher.get(
            self.run.errand,
            address,
            max_bytes=self.run.network.max_bytes,
            headers=conditions(last, visit, reading, now),
            shown=source.article.body,
        )
        if redirected_home(address, answer.url):
            raise FetchFailed(Verdict.SOFT_404, f"{address} leads to the front page", status=answer.status)
        elsewhere = text_is_listed(source) or not self.run.compares
        if known is not None and (elsewhere or unchanged(answer, last, reading)):
            # Where the text is read elsewhere, which brings its edits, the page only shows that it still stands.
            self._absences.standing += 1
            seen = _as_known(source, known, modified_of(source, visit, now))
            asked = None if last is None else {visit.url: last}
            await self.run.keep(seen, visit=visit.id, baseline=False, pages=asked)
            return
        title = known.title if known is not None else visit.title
        read: PageRead = await self.run.work(
            answer,
            read_page,
            self.run.source,
            answer.body,
            answer.url,
            answer.content_type,
            visit,
            title,
            self.run.clock.now(),
        )
        self.run.article_page = answer
        # A scanned document has no text to be found: that its site was rebuilt would be another thing.
        self.run.bodiless += (
            read.extraction.reason is not None and source.article.body is not None and not is_pdf(answer.body)
        )
        if read.candidate is None:
            raise FetchFailed(
                read.extraction.verdict,
                f"{visit.url}: {read.extraction.reason}",
                status=answer.status,
                refused=read.extraction.refused,
            )
        if read.extraction.reason:
            self.run.trouble(f"{visit.url}: {read.extraction.reason}")
        candidate = read.candidate
        if known is not None and known.published.precision is not Precision.UNKNOWN:
            candidate = replace(candidate, published=known.published)  # an edit does not change the day
        if known is not None:
            candidate = replace(candidate, **known.told.completing(candidate))
        self.run.parsed += 1
        self.run.titles.append(candidate.title)
        self._absences.standing += visit.reason is VisitReason.REVISIT
        await self.run.keep(
            candidate,
            pages={visit.url: answered(answer, reading, now)},
            capture=capture_of(answer),
            visit=visit.id,
            baseline=self._baseline(visit, candidate),
        )

    def _baseline(self, visit: Visit, candidate: Candidate) -> bool:
        if visit.reason is VisitReason.REVISIT:
            return self.run.baseline
        return visit.baseline or self.run.is_old(candidate.published, listed=visit.due_at)

    async def _set_aside(self, visit: Visit, failure: FetchFailed) -> None:
        """A page that could not be read: later, or never again, or gone for good."""
        if failure.verdict is Verdict.RATE_LIMITED:
            return  # no fault of the page; it stays due
        gone = failure.gone and visit.reason is VisitReason.REVISIT and visit.statement is not None
        if gone and text_is_listed(self.run.source):
            if self.run.verdict is Verdict.UNCHANGED and not self.run.read:
                await self.read_entry()
            if visit.statement in self.run.standing:
                await self._drop(visit)  # only the link is dead
                return
            # Through another door nothing that is listed was held against the archive: it tells nothing of what is not.
            gone = self.run.read and self.run.compares
        if gone:
            self._absences.gone.append((visit, failure))
            return
        if not visit.aside and (failure.stops or failure.transport or (failure.status or 0) >= 500):
            self.run.incomplete = True
        await self._put_off(visit, failure)

    async def _conclude(self) -> None:
        """What was found gone counts, if this check saw enough to say so; else it is looked at again later."""
        if not self._absences.gone:
            return
        doubt = self._absences.doubt(self.run.verdict, incomplete=self.run.incomplete)
        if doubt is not None:
            self.run.notes.append(f"pages gone: {len(self._absences.gone)}, and nothing inferred: {doubt}")
        for visit, failure in self._absences.gone:
            if doubt is not None:
                await self._put_off(visit, failure)
                continue
            now = self.run.clock.now()
            confirm = now + (self.run.revisit[0] if self.run.revisit else timedelta(hours=1))
            await self.run.in_thread(
                self.run.store.statements.missing,
                self.run.lease,
                visit.statement,
                now,
                confirm,
                f"HTTP {failure.status}",
                visit.id,
            )

    async def _put_off(self, visit: Visit, failure: FetchFailed) -> None:
        """Look again later. A known page is given up after too many times; a new one never, it is put aside."""
        assert visit.id is not None
        attempts = visit.attempts + 1
        if failure.refused:
            self.run.refused.append(failure.reason)
        else:
            self.run.failed += 1
            if visit.aside:
                self.run.told.append(failure.reason)
            else:
                self.run.trouble(failure.reason)
        if visit.reason is not VisitReason.NEW and attempts >= PUT_ASIDE:
            self.run.given_up += 1
            await self._drop(visit)
            return
        self.run.put_aside += attempts == PUT_ASIDE and not failure.refused
        aside = failure.refused or attempts >= PUT_ASIDE
        await self.run.in_thread(
            self.run.store.visits.failed,
            self.run.lease,
            visit.id,
            verdict=failure.verdict,
            error=failure.reason,
            due_at=rhythm.page_retry(
                self.run.clock.now(), attempts, read=aside and failure.verdict is Verdict.EMPTY
            ),
            aside=failure.refused,
        )


def _as_known(source: Source, known: Known, modified: Published | None) -> Candidate:
    """A known statement as a candidate of its own: it was seen, nothing else."""
    return Candidate(
        source=source.id,
        issuer=source.issuer,
        url=known.url,
        locators=tuple(sorted(known.locators)),
        title=known.title,
        text=known.text,
        sha256=known.sha256,
        text_sha256=known.text_sha256,
        published=known.published,
        language=known.language,
        modified=modified,
    )
