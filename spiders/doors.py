"""Which of a source's doors is read: the one in use, another when it breaks, a better one when it works again.

A door breaks when it failed three times in a row, or at once when it is gone, forbidden, answers with something else or is
a site that could not be learnt.
Another takes its place only if it lists something. A better door is tried again after 6 h, 12 h, 24 h and is taken back when
it answers twice in a row: first beside the door in use, then in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from archive.records import DoorUse
from config.source import DiscoverSource, Source, address_of
from spiders import rhythm
from spiders.candidates import read_alike
from spiders.entry import Entry
from spiders.failures import FetchFailed
from spiders.politeness import host_key
from spiders.run import Run
from statements.labels import Verdict

AGAIN = timedelta(hours=6)
"""When a better door is tried for the first time; then each time twice as long after, up to `LONGEST`."""
LONGEST = timedelta(hours=24)
SETTLED = timedelta(days=4)
"""So long after its return the first door is what it was before: pages that were listed then have been read or given up."""
MOST = 3
"""Other doors that are tried in one check."""


@dataclass(kw_only=True)
class Doors:
    """Call `take` once. ``use`` is what to remember then, if anything changed."""

    run: Run
    doors: tuple[Source, ...]
    trust: Callable[[Source], None]
    """Lets the host of a door be trusted by the source's own authority; raises FetchFailed."""
    use: DoorUse | None = field(default=None, init=False)

    async def take(self) -> Entry:
        """Read the source's list through a door; returns the entry that was read last. Faults of the site are in the run."""
        state = self.run.state
        at = state.door if state.door < len(self.doors) else 0
        if at != state.door:  # the file has fewer doors than it had
            self.use = DoorUse(door=0, since=None, better_due_at=None)
        trial = at == state.door and state.on_trial
        if trial:
            self._moves()
        elif at == 0 and state.door_since is not None and self.run.started - state.door_since >= SETTLED:
            self.use = DoorUse(door=0, since=None, better_due_at=None)
        elif state.door_since is not None:
            self.run.moved = state.door_since
            self.run.before = await self.run.in_thread(
                self.run.store.sources.succeeded_before, self.run.source.id, state.door_since
            )
        entry = await self._through(at)
        if self.run.verdict.success:
            if trial:
                self._keep(at)
            elif at and (state.better_due_at is None or state.better_due_at <= self.run.started):
                await self._try_better(at)
            return entry
        unlearnt = isinstance(self.doors[at], DiscoverSource)  # waiting does not mend it
        broken = entry.broken or unlearnt or trial or state.failures + 1 >= rhythm.FAILING
        return await self._other(at, entry) if broken else entry

    async def _through(self, at: int, *, must_list: bool = False) -> Entry:
        door = self.doors[at]
        self.run.open(door, compares=read_alike(self.doors[0], door))
        entry = Entry(run=self.run)
        try:
            if isinstance(door, DiscoverSource):
                raise FetchFailed(Verdict.PARSE_ERROR, "how to read this site is not known yet")
            self.trust(door)
            await entry.take(must_list=must_list)
        except FetchFailed as failure:
            self.run.fail(failure.verdict, failure.reason)
            self.run.status = failure.status or self.run.status
            self.run.retry_after = failure.retry_after
        return entry

    async def _other(self, at: int, entry: Entry) -> Entry:
        """The entry of the first other door that lists something; if none does, of the one in use, with its own failure."""
        run = self.run
        failed = (run.verdict, "; ".join(run.notes), run.status, run.retry_after)
        held = host_key(address_of(self.doors[at])) if run.verdict is Verdict.RATE_LIMITED else None
        others = [
            other
            for other in (*range(at + 1, len(self.doors)), *range(at))
            if held is None or host_key(address_of(self.doors[other])) != held
        ]
        if others:
            self._moves()
        tried = []
        for other in others[:MOST]:
            found = await self._through(other, must_list=True)
            if run.verdict.success:
                self._keep(other)
                where = address_of(self.doors[at])
                run.trouble(
                    f"{where} is broken ({failed[1]}), and {address_of(self.doors[other])} is read now"
                )
                return found
            tried.append(f"{address_of(self.doors[other])}: {'; '.join(run.notes)}")
        run.open(self.doors[at], compares=read_alike(self.doors[0], self.doors[at]))
        run.fail(failed[0], failed[1])
        run.status, run.retry_after = failed[2], failed[3]
        if tried:
            run.notes.append(f"{len(tried)} further doors could not be read either")
        return entry

    async def _try_better(self, at: int) -> None:
        """Look whether a better door answers, beside the one in use, and remember when to look again."""
        run = self.run
        for better in range(at):
            if isinstance(self.doors[better], DiscoverSource):
                continue
            probe = replace(run, source=self.doors[better])
            try:
                self.trust(self.doors[better])
                works = await Entry(run=probe).probe()
            except FetchFailed:
                works = False
            run.errand.requests += probe.errand.requests
            if works:
                self.use = DoorUse(door=better, since=None, better_due_at=run.started)
                return
        since = run.state.door_since or run.started
        wait = min(max(2 * (run.started - since), AGAIN), LONGEST)
        self.use = DoorUse(door=at, since=since, better_due_at=run.started + wait)

    def _moves(self) -> None:
        """From here on, another door is read than at the last check that succeeded."""
        self.run.moved, self.run.before = self.run.started, self.run.state.last_success_at

    def _keep(self, at: int) -> None:
        again: datetime | None = self.run.started + AGAIN if at else None
        self.use = DoorUse(door=at, since=self.run.started, better_due_at=again)
