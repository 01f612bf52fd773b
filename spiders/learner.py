"""Sources that are read by what was learnt of their site, and sites that were rebuilt: before a check, how to read; after it, whether
that still holds.

A rebuilt site shows by its fruits: nothing is listed where something was, the same title on item after item, pages without their text.
Together with another layout that is a redesign; a new layout alone is none. What was learnt is then learnt again, at most once a day;
for a source with selectors of its own a new file is proposed, and never used until somebody accepts it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from archive.records import LearnedRecord, Lease
from config.source import DiscoverSource, Source, address_of
from spiders import rhythm
from spiders.answers import Errand
from spiders.extract.learn_shape import alike
from spiders.failures import FetchFailed
from spiders.fetch import Fetcher
from spiders.learnt import as_learnt
from spiders.lists import reading_of
from spiders.ports import Compute, InThread, LearnedStore
from spiders.run import Run
from spiders.saved import Saved, study_layout
from statements.clock import Clock
from statements.labels import Verdict

# Learning a site is rare, and what it needs is imported then: 3 MB that most days no check asks for.
if TYPE_CHECKING:
    from spiders.findings import Discovery

AGAIN = timedelta(hours=24)
"""A site is learnt at most so often."""
ANOTHER = 0.5
"""Likeness of two layouts below which the site was rebuilt."""
# "well" stays: it says what a first look through the new design shows that is no news.
_PASSING = ("distrust", "distrust_of", "distrust_by", "proposed", "failed")
SAME_TITLES = 3
"""So many successive items with one title: the selector finds the site's name, not theirs."""
BODILESS = 2
"""So many pages without their text in one check, and none with."""

Propose = Callable[[Source, "Discovery", str], str | None]
"""Takes a proposal for a source with selectors of its own: the source, what was found, why. Gives the reason when it cannot be
taken."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a check reads: ``source`` as it is to be read, and what to say of that in the report."""

    source: Source
    record: LearnedRecord | None = None
    note: str | None = None
    trouble: str | None = None
    requests: int = 0
    verdict: Verdict | None = None
    """Why the site could not be learnt, where it refused to be."""

    @property
    def relearnt(self) -> tuple[datetime, datetime] | None:
        """When a site that was read before was learnt anew, and when it was last read well before that."""
        well = _said(self.record, "well")
        return (
            None
            if self.record is None or well is None
            else (self.record.learned_at, datetime.fromisoformat(well))
        )


@dataclass(kw_only=True)
class Learner:
    """One for all sources. ``propose`` is told of a repair for a source that has selectors of its own."""

    fetcher: Fetcher
    store: LearnedStore
    in_thread: InThread
    compute: Compute
    clock: Clock
    propose: Propose | None = None

    async def known(self, source: Source) -> Source | None:
        """How a source is read, if nothing is to be learnt: itself, or as its site was learnt and is not distrusted."""
        if not isinstance(source, DiscoverSource):
            return source
        record: LearnedRecord | None = await self.in_thread(self.store.get, source.id)
        plan = None if _said(record, "distrust") else _planned(source, record)
        return None if plan is None else plan.source

    async def plan(self, source: Source, lease: Lease, *, well: datetime | None = None) -> Plan:
        """How to read a source now; a site that is not known yet, or no longer, is learnt first. ``well``: when it was last read."""
        record: LearnedRecord | None = await self.in_thread(self.store.get, source.id)
        if not isinstance(source, DiscoverSource):
            return Plan(source=source, record=record)
        now = self.clock.now()
        known = _planned(source, record)
        if known is not None and not _said(record, "distrust"):
            return known
        if source.entry is None or _within(record, "tried_at", now):
            if known is not None:
                return known
            why = _said(record, "failed") or "how to read this site is not known, and no address is"
            return Plan(source=source, record=record, trouble=why)
        errand = Errand(spider="listing", delay=_seconds(source.delay), gate_cookie=source.gate_cookie)
        try:
            self.fetcher.trust(source)
        except FetchFailed as failure:
            return Plan(source=source, record=record, trouble=failure.reason, verdict=failure.verdict)
        from spiders.discover import discover
        from spiders.findings import why_not

        found = await discover(
            source.entry, fetcher=self.fetcher, compute=self.compute, now=now, errand=errand
        )
        learnt = _learnt(found, now)
        planned = _planned(source, learnt)
        if learnt is None or planned is None:
            why = why_not(found) if learnt is None else "what was learnt makes no source that can be read"
            return await self._in_vain(source, lease, record, known, found, why, now)
        before = _said(record, "well") or (None if well is None else well.isoformat())
        if before is not None:
            learnt = replace(learnt, document={**learnt.document, "well": before})
        await self.in_thread(self.store.put, lease, learnt)
        return replace(planned, record=learnt, requests=found.requests)

    async def _in_vain(
        self,
        source: DiscoverSource,
        lease: Lease,
        record: LearnedRecord | None,
        known: Plan | None,
        found: Discovery,
        reason: str,
        now: datetime,
    ) -> Plan:
        """Nothing was learnt. What was known before goes on being used; a site that answered is let alone for a day."""
        why = f"nothing was found at {found.url} that can be watched: {reason}"
        if found.answered:
            old = record or LearnedRecord(document={}, learned_at=now, confidence=0.0, reason=why)
            document = {**old.document, "tried_at": now.isoformat(), "failed": why}
            record = replace(old, document=document)
            await self.in_thread(self.store.put, lease, record)
        if known is None:
            return Plan(
                source=source, record=record, trouble=why, requests=found.requests, verdict=found.failed
            )
        return replace(known, record=record, trouble=why, requests=found.requests)

    async def judge(self, source: Source, plan: Plan, run: Run, lease: Lease) -> None:
        """Look at how a check went: note the layout while all is well, and a redesign when it is not. ``source`` is the configured one."""
        signs = _signs(run)
        now = self.clock.now()
        if isinstance(source, DiscoverSource) and plan.verdict is None and _lost(run):
            reason = "what was learnt does not lead to statements any more"
        elif not signs:
            await self._all_is_well(source, plan, run, lease, now)
            return
        else:
            layout = await self._layout(run)
            old = plan.record.document.get("layout") if plan.record is not None else None
            if not _rebuilt(old, layout):
                return
            reason = f"the site seems to have been rebuilt: {'; '.join(signs)}"
        run.troubled = True
        run.notes.insert(0, reason)
        record = plan.record or LearnedRecord(
            document={}, learned_at=now, confidence=1.0, reason="its file gives the selectors"
        )
        document: dict[str, Any] = {
            **record.document,
            "distrust": reason,
            "distrust_of": "pages" if run.verdict.success else "list",
            "distrust_by": reading_of(source),
        }
        well = run.state.last_success_at
        if isinstance(source, DiscoverSource) and well is not None and _said(record, "distrust") is None:
            document["well"] = well.isoformat()  # this check itself may count as a success, of a kind
        if not isinstance(source, DiscoverSource):
            if _within(record, "tried_at", now):
                if _said(record, "proposed"):
                    run.notes.insert(1, f"a new file is proposed: communique sources accept {source.id}")
                return
            document["tried_at"] = now.isoformat()
            errand = Errand(spider="listing", delay=_seconds(source.delay), gate_cookie=source.gate_cookie)
            from spiders.discover import discover
            from spiders.findings import why_not

            found = await discover(
                address_of(run.source),
                fetcher=self.fetcher,
                compute=self.compute,
                now=now,
                errand=errand,
                front_only=True,
            )
            run.errand.requests += found.requests
            if not _mends(found, run) or self.propose is None:
                run.notes.insert(1, f"no repair was found: {why_not(found)}")
            elif (why := self.propose(source, found, reason)) is not None:
                run.notes.insert(1, f"a repair was found and could not be proposed: {why}")
            else:
                document["proposed"] = now.isoformat()
                run.notes.insert(1, f"a new file is proposed: communique sources accept {source.id}")
        await self.in_thread(self.store.put, lease, replace(record, document=document))

    async def _all_is_well(self, source: Source, plan: Plan, run: Run, lease: Lease, now: datetime) -> None:
        """Remember the layout, once a day, and that nothing is to be distrusted any more."""
        record = plan.record
        distrusted = _said(record, "distrust") is not None
        if distrusted and not _mended(record, source, run):
            run.troubled = True
            run.notes.insert(0, _said(record, "distrust") or "")
            if _said(record, "proposed"):
                run.notes.insert(1, f"a new file is proposed: communique sources accept {source.id}")
            return
        if (
            run.entry_page is None
            or not (run.listed or run.parsed)
            or (_within(record, "layout_at", now) and not distrusted)
        ):
            return
        layout = await self._layout(run)
        old: Mapping[str, Any] = record.document if record is not None else {}
        kept = {key: value for key, value in old.items() if key not in _PASSING}
        before = kept.get("layout")
        document = {
            **kept,
            "layout": {**(before if isinstance(before, dict) else {}), **layout},
            "layout_at": now.isoformat(),
        }
        record = record or LearnedRecord(
            document={}, learned_at=now, confidence=1.0, reason="its file gives the selectors"
        )
        await self.in_thread(self.store.put, lease, replace(record, document=document))

    async def _layout(self, run: Run) -> dict[str, str]:
        """The shape of the pages that this check read."""
        pages = {"entry": run.entry_page, "article": run.article_page}
        found: dict[str, str] = {}
        for name, answer in pages.items():
            if answer is not None:
                try:
                    found[name] = await run.work(answer, study_layout, Saved.of(answer))
                except FetchFailed as failure:
                    run.trouble(failure.reason)
        return found


def _signs(run: Run) -> list[str]:
    """What shows that a source is not read as it should be."""
    signs = []
    before = run.state.last_new_at is not None
    if before and run.entry_page is not None and run.verdict in (Verdict.EMPTY, Verdict.PARSE_ERROR):
        signs.append("nothing can be found in its list, although there were statements before")
    titles = [title for title in run.titles if title]
    if len(titles) >= SAME_TITLES and len(set(titles[-SAME_TITLES:])) == 1:
        signs.append(f"{SAME_TITLES} items in a row have the title {titles[-1][:60]!r}")
    if before and run.bodiless >= BODILESS and run.bodiless >= run.parsed:
        signs.append(f"{run.bodiless} pages show no text where it was")
    return signs


def _lost(run: Run) -> bool:
    """Whether the learnt doors are gone for good, rather than away for a while."""
    gone = run.verdict is Verdict.HTTP_ERROR and run.status in (404, 410)
    useless = run.verdict in (Verdict.PARSE_ERROR, Verdict.SOFT_404, Verdict.STALE)
    return (gone or useless) and run.state.failures + 1 >= rhythm.FAILING


def _mended(record: LearnedRecord | None, source: Source, run: Run) -> bool:
    """Whether a check without signs shows that a site can be read again: with another file, or as what was missing is there. That there
    is nothing new to be read wrongly shows nothing."""
    if _said(record, "distrust_by") != reading_of(source):
        return True
    if _said(record, "distrust_of") == "list":  # an unchanged one is as it was when it was read well
        return run.listed > 0 or run.verdict is Verdict.UNCHANGED
    return len(set(run.titles)) > 1 and not run.bodiless


def _mends(found: Discovery, run: Run) -> bool:
    """Whether a discovery is a repair: there is a door, and a place for the texts if it is those that are missing."""
    if found.best is None:
        return False
    return not run.bodiless or (found.article is not None and found.article.article.body is not None)


def _rebuilt(old: object, now: Mapping[str, str]) -> bool:
    """Whether a page has another layout than it had; also when nobody knows what it had."""
    if not isinstance(old, dict) or not any(old.get(name) for name in now):
        return True
    return any(alike(str(old[name]), shape) < ANOTHER for name, shape in now.items() if old.get(name))


def _learnt(found: Discovery, now: datetime) -> LearnedRecord | None:
    """What is to be remembered of a discovery; None when it found no door."""
    from spiders.findings import learnt_keys

    keys, best = learnt_keys(found), found.best
    if keys is None or best is None:
        return None
    layout, sure = {"entry": best.layout}, best.confidence
    if found.article is not None:
        layout["article"] = found.article.fingerprint
        sure = round((sure + found.article.confidence) / 2, 2)
    document = {"reads": keys, "layout": layout, "tried_at": now.isoformat(), "layout_at": now.isoformat()}
    return LearnedRecord(document=document, learned_at=now, confidence=sure, reason="; ".join(best.reasons))


def _planned(source: DiscoverSource, record: LearnedRecord | None) -> Plan | None:
    """How to read a source by what was learnt of its site; None when nothing was that can be used."""
    learnt = as_learnt(source, record)
    if record is None or learnt is None:
        return None
    note = f"read by what was learnt on {record.learned_at:%Y-%m-%d}, sure {record.confidence:.2f}"
    return Plan(source=learnt, record=record, note=note)


def _said(record: LearnedRecord | None, key: str) -> str | None:
    value = record.document.get(key) if record is not None else None
    return value if isinstance(value, str) else None


def _within(record: LearnedRecord | None, key: str, now: datetime) -> bool:
    """Whether something happened less than a day ago. A time in the future is none: the clock went back."""
    value = _said(record, key)
    return value is not None and timedelta(0) <= now - datetime.fromisoformat(value) < AGAIN


def _seconds(pause: timedelta | None) -> float | None:
    return None if pause is None else pause.total_seconds()
