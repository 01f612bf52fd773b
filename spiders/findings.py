"""What a discovery found: doors with how sure and why, what was refused, and the keys of a source file that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from spiders.extract import learn
from spiders.saved import Saved
from spiders.studies import overlap
from statements.labels import Verdict
from statements.model import Draft

RECENT = timedelta(days=90)
"""A door whose newest entry is older is doubted."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """What was tried and why it is no door."""

    what: str
    url: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A door: ``keys`` as in a source file. ``doubt`` says why it may not be one after all."""

    keys: Mapping[str, Any]
    confidence: float
    reasons: tuple[str, ...]
    drafts: tuple[Draft, ...]
    newest: date | None
    page: Saved
    doubt: str | None = None
    layout: str = ""
    languages: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return str(self.keys["kind"])

    @property
    def entry(self) -> str:
        return str(self.keys["entry"])


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """What was found on a site. ``proposals`` come best first."""

    url: str
    name: str = ""
    language: str | None = None
    proposals: tuple[Proposal, ...] = ()
    refused: tuple[Refused, ...] = ()
    article: learn.LearnedArticle | None = None
    samples: tuple[tuple[Draft, Saved], ...] = ()
    requests: int = 0
    answered: bool = False
    """The site answered the page that was given, whatever it said."""
    failed: Verdict | None = None
    """Why it did not."""

    @property
    def best(self) -> Proposal | None:
        """The first door that is not in doubt."""
        return next((proposal for proposal in self.proposals if proposal.doubt is None), None)


def learnt_keys(discovery: Discovery) -> dict[str, Any] | None:
    """The doors of a discovery as the keys of a source file: the best one, then the others that are not in doubt. None when there is
    none."""
    sure = [one for one in discovery.proposals if one.doubt is None]
    if not sure:
        return None
    best = sure[0]
    keys = dict(best.keys)
    languages = next(
        (one.languages for one in sure if one.languages), (discovery.language,) if discovery.language else ()
    )
    if languages:
        keys["languages"] = list(languages)
    rules = discovery.article.article if discovery.article else None
    article = rules.model_dump(exclude_defaults=True, exclude_none=True, mode="json") if rules else {}
    if article:
        keys["article"] = article
    others = [dict(one.keys) for one in _one_a_kind(sure[1:], best)]
    if others:
        keys["otherwise"] = others
    return keys


def _one_a_kind(doors: Sequence[Proposal], best: Proposal) -> list[Proposal]:
    kinds = {best.kind}
    kept = []
    for door in doors:
        if door.kind not in kinds:
            kinds.add(door.kind)
            kept.append(door)
    return kept


def judged(found: Sequence[Proposal], *, given: str, today: date) -> list[Proposal]:
    """Doubt what is not dated or not recent, and what lists other things than the page that was given."""
    lists = [one for one in found if one.kind == "listing"]
    meant = next((one for one in lists if one.page.url.rstrip("/") == given.rstrip("/")), None)

    def doubt(one: Proposal) -> str | None:
        if one.doubt is not None:
            return one.doubt
        if one.newest is None:
            return "nothing in it bears a date that can be read"
        if today - one.newest > RECENT:
            return f"its newest entry is from {one.newest}"
        if meant in (None, one) or one.kind == "sitemap" or overlap(meant.drafts, one.drafts) >= 0.3:
            return None
        return "it lists other things than the page that was given"

    return [replace(one, doubt=doubt(one)) for one in found]


def why_not(found: Discovery) -> str:
    """Why there is no door, in one sentence."""
    doubts = [f"{one.kind} at {one.entry}: {one.doubt}" for one in found.proposals if one.doubt]
    refused = [f"{one.what} at {one.url}: {one.reason}" for one in found.refused]
    return "; ".join((doubts + refused)[:4]) or "the site answered nothing"
