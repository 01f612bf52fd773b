"""What one check carries with it: the source, its surroundings, what was counted, and the one way to store a candidate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from archive.records import PUT_ASIDE, Capture, CheckReport, Lease, SourceHealth, SourceState, Validators
from config.settings import Network
from config.source import Source, address_of
from spiders import rhythm
from spiders.answers import Answer, Errand
from spiders.extract import furniture
from spiders.failures import FetchFailed
from spiders.fetch import Fetcher
from spiders.furnishing import as_known, trimmed
from spiders.patience import work
from spiders.ports import CheckStore, Compute, InThread
from spiders.reader import fingerprint
from statements.changes import decide
from statements.clock import Clock
from statements.crashpoints import crashpoint
from statements.labels import Verdict
from statements.model import Candidate, Known, New, Published, Seen

BACKFILL = timedelta(days=7)
"""What is older than this when a broken source was last well goes to the archive without alert, when the source is repaired."""
LAG = timedelta(hours=6)
"""A list may show a statement so long after the time that it bears: caches, approvals. What another door shows of that age was perhaps
not there to be seen before."""
AFRESH = timedelta(hours=1)
"""So long after a site was learnt anew its lists are looked through for the first time. What is listed later is news, however old."""
_NOTES = 5  # sentences of trouble that a report carries at most


@dataclass(kw_only=True)
class Run:
    """One check under way. Writes raise LeaseLost."""

    source: Source
    lease: Lease
    state: SourceState
    network: Network
    fetcher: Fetcher
    store: CheckStore
    in_thread: InThread
    compute: Compute
    clock: Clock
    revisit: Sequence[timedelta]
    fetched: dict[str, Answer | FetchFailed] = field(default_factory=dict)
    """What was asked for already in this check, by address: the answer, or why there is none."""
    validators: Mapping[str, Validators] | None = None
    """What each list answered last time, by name, if that is known already."""
    on_stored: Callable[[], None] = lambda: None
    """Is told whenever a new text is in the archive."""
    relearnt: tuple[datetime, datetime] | None = None
    """When the site was learnt anew after a redesign, and when it was last read well before."""

    listed: int = field(default=0, init=False)
    known: int = field(default=0, init=False)
    parsed: int = field(default=0, init=False)
    stored: int = field(default=0, init=False)
    failed: int = field(default=0, init=False)
    put_aside: int = field(default=0, init=False)
    """New pages that failed for the tenth time."""
    given_up: int = field(default=0, init=False)
    """Looks at known pages that failed for the tenth time."""
    refused: list[str] = field(default_factory=list, init=False)
    """What the pages are that were found to be of the site itself."""
    verdict: Verdict = field(default=Verdict.OK, init=False)
    status: int | None = field(default=None, init=False)
    retry_after: datetime | None = field(default=None, init=False)
    size: int | None = field(default=None, init=False)
    """Bytes that the entry answered; None while it did not, or had not changed."""
    newest: date | None = field(default=None, init=False)
    """The latest day among the dates that were listed."""
    read: bool = field(default=False, init=False)
    """The entry was fetched and read to its end in this check."""
    standing: set[int] = field(default_factory=set, init=False)
    """The statements whose text the entry was seen to hold in this check."""
    troubled: bool = field(default=False, init=False)
    """Something could not be read, although the check succeeds."""
    incomplete: bool = field(default=False, init=False)
    """Not all that is listed or due could be looked at: what is not seen says nothing."""
    notes: list[str] = field(default_factory=list, init=False)
    """What went wrong."""
    told: list[str] = field(default_factory=list, init=False)
    """What is good to know, and no fault."""
    entry_page: Answer | None = field(default=None, init=False)
    """The last page of HTML that was read as a list."""
    article_page: Answer | None = field(default=None, init=False)
    edges: list[tuple[str, ...]] = field(default_factory=list, init=False)
    """The lines at the edges of each new text."""
    titles: list[str] = field(default_factory=list, init=False)
    """Of the pages that were read, in that order."""
    backfilled: int = field(default=0, init=False)
    """Unknown entries that are no news, see `is_old`."""
    bodiless: int = field(default=0, init=False)
    """Pages that showed no text where the source says that it stands."""

    compares: bool = field(default=True, init=False)
    """Texts that were stored before were read in the way of the door in use: a difference is an edit."""
    moved: datetime | None = field(default=None, init=False)
    """When the door in use was gone over to, if another was used before."""
    _furniture: frozenset[str] | None = field(default=None, init=False)

    before: datetime | None = field(default=None, init=False)
    """When the source was last read through that other door: what is older and unknown is no news, it was only not listed."""

    def __post_init__(self) -> None:
        self.started = self.clock.now()
        self.baseline = self.state.baseline_at is None
        self.errand = Errand(spider=self.source.kind)
        self.open(self.source, compares=True)

    def open(self, door: Source, *, compares: bool) -> None:
        """Read through this door from now on. What the one before it said goes; what it cost stays."""
        self.source, self.compares = door, compares
        delay = door.delay
        self.errand = Errand(
            spider=door.kind,
            delay=None if delay is None else delay.total_seconds(),
            gate_cookie=door.gate_cookie,
            requests=self.errand.requests,
        )
        self.verdict, self.status, self.retry_after = Verdict.OK, None, None
        self.listed = self.known = self.parsed = 0
        self.notes.clear()
        self.troubled = False
        self.size = self.newest = None

    def is_old(self, published: Published, *, listed: datetime | None = None) -> bool:
        """Whether an unknown item is older than the last reading through another door or of the site as it was before it was learnt anew,
        or a week older than the last reading of
        a source that was broken until now: what a repaired list shows of that age was missed by the reader and not just
        published. ``listed`` is when it was listed, if not just now: what was listed first since then is news, however old."""
        well = self._last_well()
        if well is not None and (listed is None or listed >= self.started):
            if published.instant is not None and published.instant < well - BACKFILL:
                return True
            if published.day is not None and published.day < (well - BACKFILL).date():
                return True
        if self.relearnt is not None:
            learnt, read = self.relearnt
            if (listed or self.started) - learnt <= AFRESH and _is_before(published, read):
                return True
        if self.before is None or self.moved is None or (listed or self.started) > self.moved:
            return False
        return _is_before(published, self.before)

    def _last_well(self) -> datetime | None:
        """When a source that was broken until this check was last well; None for one that was not broken."""
        state = self.state
        if state.failures >= rhythm.FAILING or state.health in (SourceHealth.FAILING, SourceHealth.BLOCKED):
            return state.last_success_at
        return state.last_new_at if state.health is SourceHealth.SILENT else None

    def fail(self, verdict: Verdict, reason: str | None) -> None:
        """The check did not succeed."""
        self.verdict = verdict
        self.notes.insert(0, reason or verdict.value)

    def trouble(self, reason: str) -> None:
        """The check goes on, but somebody should know."""
        self.troubled = True
        self.notes.append(reason)

    def tell(self, note: str | None, trouble: str | None) -> None:
        """Add what there is to say of how the source is read."""
        if trouble is not None:
            self.trouble(trouble)
        if note is not None:
            self.told.append(note)

    def report(self, now: datetime) -> CheckReport:
        """How it went."""
        notes = self.notes[:_NOTES]
        told = list(self.told)
        if self.backfilled:
            told.append(f"{self.backfilled} older entries went to the archive without alerts")
        if len(self.notes) > _NOTES:
            notes.append(f"and {len(self.notes) - _NOTES} more")
        if self.put_aside:
            notes.append(
                f"{self.put_aside} pages could not be read in {PUT_ASIDE} attempts and are put aside: they are tried once a day, later once a week, and "
                f"`communique sources health {self.source.id} --json` names them"
            )
        if self.given_up:
            notes.append(f"{self.given_up} looks at known pages were given up after {PUT_ASIDE} attempts")
        if self.refused:
            more = f", and {len(self.refused) - _NOTES} more" if len(self.refused) > _NOTES else ""
            told.append(f"{len(self.refused)} refused: {'; '.join(self.refused[:_NOTES])}{more}")
        unchanged = self.verdict is Verdict.UNCHANGED and self.stored
        return CheckReport(
            source=self.source.id,
            verdict=Verdict.OK if unchanged else self.verdict,
            started=self.started,
            finished=now,
            entry=address_of(self.source),
            http_status=self.status,
            listed=self.listed,
            known=self.known,
            new=self.listed - self.known,
            parsed=self.parsed,
            stored=self.stored,
            failed=self.failed,
            requests=self.errand.requests,
            baseline=self.baseline,
            error="; ".join(notes) or None,
            note="; ".join(told) or None,
            retry_after=self.retry_after,
            refused=len(self.refused),
            size=self.size,
            newest=self.newest,
        )

    async def work(self, answer: Answer, function: Any, *args: Any) -> Any:
        """Run a pure function on an answer where it can be killed. Raises FetchFailed when it was, or when it stumbled."""
        return await work(self.compute, function, *args, url=answer.url, status=answer.status)

    async def remembered(self) -> Mapping[str, Validators]:
        """What each list of the source answered last time, by name."""
        if self.validators is None:
            self.validators = await self.in_thread(self.store.sources.validators, self.source.id)
        return self.validators

    async def keep(
        self,
        candidate: Candidate,
        *,
        baseline: bool,
        capture: Capture | None = None,
        visit: int | None = None,
        pages: Mapping[str, Validators] | None = None,
    ) -> None:
        """Decide what a candidate means and store it, together with the looks that a new statement gets later and what its
        ``pages`` answered."""
        now = self.clock.now()
        raw = candidate
        learned = await self._learned()
        known = await self._known(candidate, now)
        if (
            known is None and learned
        ):  # perhaps the same text under another address, stored without its furniture
            known = await self._known(trimmed(candidate, learned), now)
        candidate = as_known(candidate, known, learned)
        intent = decide(candidate, known, now)
        if intent.candidate.locators != candidate.locators:  # its id is another's; is it known without?
            intent = decide(intent.candidate, await self._known(intent.candidate, now), now)
        again = isinstance(intent, New) and (not baseline or self._recent(candidate.published))
        stored = await self.in_thread(
            self.store.statements.store,
            self.lease,
            intent,
            now=now,
            capture=None if capture is None else replace(capture, reader=fingerprint(self.source)),
            visit=visit,
            revisits=[now + age for age in self.revisit] if again else [],
            baseline=baseline,
            pages=pages or {},
        )
        crashpoint("store.after_commit")
        if isinstance(intent, New) and raw.text:
            self.edges.append(furniture.edges(raw.text, title=raw.title))
        if stored.version is not None:
            self.stored += 1
            self.on_stored()
        if visit is None:
            self.standing.add(stored.statement)

    async def note_furniture(self) -> None:
        """Count what stood at the edges of the new texts."""
        if self.edges:
            await self.in_thread(self.store.furniture.note, self.lease, self.edges, self.clock.now())

    async def as_stored(self, candidates: Sequence[Candidate]) -> list[bool]:
        """Which of some candidates that are known by an address stand there as they were stored; that they were seen is noted, of all
        at once. The others are for `keep` to decide about."""
        if not candidates:
            return []
        now = self.clock.now()
        learned = await self._learned()
        known: list[Known | None] = await self.in_thread(
            self.store.statements.known_each, self.source.id, [one.locators for one in candidates]
        )
        intents = [
            decide(as_known(candidate, held, learned), held, now)
            for candidate, held in zip(candidates, known, strict=True)
        ]
        seen = [intent for intent in intents if isinstance(intent, Seen)]
        if seen:
            await self.in_thread(self.store.statements.seen, self.lease, seen, now)
        self.standing |= {one.known.statement for one in seen}
        return [isinstance(intent, Seen) for intent in intents]

    async def _learned(self) -> frozenset[str]:
        """The lines that repeat on the source's pages, as known when the check began."""
        if self._furniture is None:
            counts = await self.in_thread(self.store.furniture.counts, self.source.id)
            self._furniture = furniture.learned(counts)
        return self._furniture

    async def _known(self, candidate: Candidate, now: datetime) -> Known | None:
        known: Known | None = await self.in_thread(
            self.store.statements.known, self.source.id, candidate.locators, candidate.text_sha256, now
        )
        return known

    def _recent(self, published: Published) -> bool:
        """Whether a text of the baseline is young enough to be edited still."""
        if not self.revisit:
            return False
        since = self.started - max(self.revisit)
        if published.instant is not None:
            return published.instant >= since
        return published.day is not None and published.day >= since.date()


def _is_before(published: Published, read: datetime) -> bool:
    """Whether a statement of that date was there to be seen at an earlier reading."""
    if published.instant is not None:
        return published.instant <= read - LAG
    return published.day is not None and published.day < read.date()


def capture_of(answer: Answer) -> Capture:
    """An answer as proof."""
    return Capture(
        url=answer.url,
        fetched_at=answer.fetched_at,
        status=answer.status,
        headers=dict(answer.headers),
        body=answer.body,
    )
