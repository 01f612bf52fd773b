"""robots.txt, obeyed with care: what cannot be read is not permission.

404 and 410 mean that there are no rules. Any other answer but a readable rule file means: do not crawl now. A host that does
not answer at all is reported as what it is (dns, tls, timeout). Rules are kept for 24 hours, unreadable ones for minutes.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from spiders.answers import Answer, Errand
from spiders.failures import FetchFailed
from statements import text as texts
from statements.labels import Verdict

AGENT = "communique"
"""The name that rules may address us by."""
KEEP = timedelta(hours=24)
KEEP_UNREADABLE = timedelta(minutes=5)
"""Long enough that a check of many pages asks once."""
MAX_BYTES = 4 * 2**20
PARSED_BYTES = 500_000  # RFC 9309 §2.5 asks for at least 500 KiB; the rest is ignored from a line's end on
LONGEST_DELAY = 60.0  # seconds; a longer Crawl-delay would keep a host's queue from ever ending
_MOST = 2_000  # sites remembered; more means links that lead everywhere

_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|script|meta|title|div)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Rules:
    parsed: Protego | None
    """None: there are no rules."""
    read: datetime
    expires: datetime
    refusal: FetchFailed | None = None
    """Why nothing may be asked, if the rules cannot be read."""


class Robots:
    """The rules of all sites asked. ``ask(errand, url, max_bytes)`` fetches without asking for permission again."""

    def __init__(
        self, *, ask: Callable[[Errand, str, int], Awaitable[Answer]], now: Callable[[], datetime]
    ) -> None:
        self._ask, self._now = ask, now
        self._rules: dict[str, _Rules] = {}

    async def permit(self, errand: Errand, url: str) -> float | None:
        """Return the pause in seconds that the site's rules ask for, if any. Raises FetchFailed (``robots``) when they forbid
        ``url`` or cannot be read."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules.get(site)
        if (
            rules is None or not rules.read <= self._now() < rules.expires
        ):  # in the future: the clock went back
            rules = await self._read(errand, f"{site}/robots.txt")
            if len(self._rules) >= _MOST:
                self._rules.clear()
            self._rules[site] = rules
        if rules.refusal is not None:
            raise rules.refusal
        if rules.parsed is None:
            return None
        if not rules.parsed.can_fetch(url, AGENT):
            raise FetchFailed(Verdict.ROBOTS, f"{site}/robots.txt asks us not to read {parts.path or '/'}")
        delay = rules.parsed.crawl_delay(AGENT)
        return min(float(delay), LONGEST_DELAY) if delay is not None and delay > 0 else None

    async def _read(self, errand: Errand, url: str) -> _Rules:
        try:
            answer = await self._ask(errand, url, MAX_BYTES)
        except FetchFailed as failure:
            if failure.gone:
                return self._kept(None)
            refusal = _unreadable(url, failure)
            if refusal.verdict is not Verdict.ROBOTS:
                raise refusal from failure
            return self._refused(refusal)
        text, _ = texts.decode(answer.body[:PARSED_BYTES], answer.content_type)
        if len(answer.body) > PARSED_BYTES:
            text = text[: text.rfind("\n") + 1]
        if _MARKUP.match(text):
            what = f"{url} is a web page and no rule file, so nothing is asked of the site now"
            return self._refused(FetchFailed(Verdict.ROBOTS, what))
        return self._kept(Protego.parse(text))

    def _kept(self, parsed: Protego | None) -> _Rules:
        now = self._now()
        return _Rules(parsed=parsed, read=now, expires=now + KEEP)

    def _refused(self, refusal: FetchFailed) -> _Rules:
        now = self._now()
        return _Rules(parsed=None, read=now, expires=now + KEEP_UNREADABLE, refusal=refusal)


def _unreadable(url: str, failure: FetchFailed) -> FetchFailed:
    """An HTTP answer that is no rule file forbids; a host that cannot be reached keeps its own verdict."""
    answered = failure.status is not None or failure.verdict in (Verdict.TOO_LARGE, Verdict.PARSE_ERROR)
    keeps = not answered or failure.verdict is Verdict.RATE_LIMITED
    return FetchFailed(
        failure.verdict if keeps else Verdict.ROBOTS,
        failure.reason
        if keeps
        else f"robots.txt cannot be read, so nothing is asked of the site now: {failure.reason}",
        status=failure.status if keeps else None,
        retry_after=failure.retry_after,
    )
