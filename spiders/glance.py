"""The check that most checks are: the lists have not changed, nothing else is due, and that is all there is to write down.

It asks what the whole check would ask, with the same conditions. What it was answered is handed to the whole check when there is more
to do, so that no site is asked twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from archive.records import Calm, CheckReport, Validators
from config.settings import Network
from config.source import FeedSource, Source, WpRestSource, address_of
from spiders.answers import Answer, Errand
from spiders.failures import FetchFailed
from spiders.fetch import Fetcher
from spiders.lists import FULL_EVERY, conditions, reading_of, within
from statements.labels import Verdict


@dataclass(kw_only=True)
class Glance:
    """Call `take` once."""

    fetcher: Fetcher
    network: Network
    fetched: dict[str, Answer | FetchFailed] = field(default_factory=dict, init=False)
    """What each address was answered, or why it was not."""
    requests: int = field(default=0, init=False)

    async def take(self, source: Source, calm: Calm, *, started: datetime) -> int | None:
        """Ask for the lists of ``source``; the HTTP status if none of them changed, None when a whole check is needed."""
        last = self._asked_last(source, calm, started)
        if last is None:
            return None
        try:
            self.fetcher.trust(source)
        except FetchFailed:
            return None
        delay = None if source.delay is None else source.delay.total_seconds()
        errand = Errand(spider=source.kind, delay=delay, gate_cookie=source.gate_cookie)
        limit = self.network.feed_max_bytes if isinstance(source, FeedSource) else self.network.max_bytes
        status = None
        for url, known in last.items():
            try:
                answer = await self.fetcher.get(errand, url, max_bytes=limit, headers=conditions(known))
            except FetchFailed as failure:
                self.fetched[url] = failure
                status = None
                break
            finally:
                self.requests = errand.requests
            self.fetched[url] = answer
            status = answer.status
            if status != 304 and hashlib.sha256(answer.body).hexdigest() != known.body_sha256:
                status = None
                break
        return status

    def _asked_last(self, source: Source, calm: Calm, started: datetime) -> Mapping[str, Validators] | None:
        """What each list was answered last time, by address; None unless a condition can be made of each."""
        if isinstance(source, WpRestSource) and source.edits_every is not None:
            asked = calm.validators.get(f"{source.entry}#edited", Validators()).full_at
            if not within(asked, started, source.edits_every):
                return None
        found = {}
        for ask in self.fetcher.spider(source.kind).first(source, started):
            last = calm.validators.get(f"{ask.name}#{reading_of(source)}", Validators())
            fresh = within(last.full_at, started, FULL_EVERY)
            if ask.post is not None or not fresh or not conditions(last):
                return None
            found[ask.url] = last
        return found or None


def unchanged(
    source: Source, status: int, *, requests: int, started: datetime, finished: datetime
) -> CheckReport:
    """The report of a check that found nothing changed."""
    return CheckReport(
        source=source.id,
        verdict=Verdict.UNCHANGED,
        started=started,
        finished=finished,
        entry=address_of(source),
        http_status=status,
        requests=requests,
    )
