"""A walk over one site to learn what it is: few requests, each at most once, by the rules of any check, and what was refused written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from spiders import studies
from spiders.answers import Answer, Errand
from spiders.failures import FetchFailed
from spiders.fetch import Fetcher
from spiders.findings import Refused
from spiders.patience import work
from spiders.ports import Compute
from spiders.saved import Saved
from statements.labels import Verdict

MOST = 25
"""Requests that a walk costs a site at most, robots.txt and redirects included."""


@dataclass(kw_only=True)
class Walk:
    """``url`` is where it begins. ``refused`` is what was asked or read in vain, ``failed`` why the beginning did not answer."""

    url: str
    fetcher: Fetcher
    compute: Compute
    now: datetime
    errand: Errand
    refused: list[Refused] = field(default_factory=list)
    failed: Verdict | None = None
    _asked: dict[str, Answer | None] = field(default_factory=dict)
    _stopped: bool = False

    def __post_init__(self) -> None:
        self._before = self.errand.requests

    @property
    def requests(self) -> int:
        """What the walk has cost the site so far."""
        return self.errand.requests - self._before

    @property
    def answered(self) -> bool:
        """The site answered the first address, whatever it said."""
        return self._asked.get(self.url) is not None

    async def get(self, url: str, what: str) -> Answer | None:
        """An answer, or None after writing down why there is none. Nothing is asked twice, and nothing after a wall."""
        if url in self._asked:
            return self._asked[url]
        if self._stopped or self.requests >= MOST - 1:
            return None
        self._asked[url] = None
        try:
            answer = await self.fetcher.get(self.errand, url, max_bytes=self.fetcher.network.max_bytes)
        except FetchFailed as failure:
            self.refuse(what, url, failure.reason)
            self.failed = failure.verdict if url == self.url else self.failed
            # One forbidden address among others is none of the others' business; nothing but refusals is a wall.
            self._stopped = failure.stops and not any(self._asked.values())
            return None
        self._asked[url] = answer
        return answer

    async def study(self, function: Callable[..., Any], *args: Any) -> Any:
        """What a study gives; what it gives for a page that shows nothing, if it was killed or stumbled."""
        url = next((one.url for one in args if isinstance(one, Saved)), self.url)
        try:
            return await work(self.compute, function, *args, url=url)
        except FetchFailed as failure:
            self.refuse("what was answered", url, failure.reason)
            return studies.NOTHING[function]

    def refuse(self, what: str, url: str, reason: str) -> None:
        """Write down what is no door, and why."""
        self.refused.append(Refused(what=what, url=url, reason=reason))
