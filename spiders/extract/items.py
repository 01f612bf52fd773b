"""What the readers of all kinds of lists share: the publisher's id and its name for a form, and a count of what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import unquote

import re2

from config.source import SourceBase
from spiders.extract.page import wanted
from statements.labels import Kind, Verdict
from statements.model import Draft, Extraction
from statements.text import fold_for_identity

_DAYS = 8  # days of one address: more tell no more
_TELLING = 25  # letters of a title that is no "read more"
_KINDS = {kind.value: kind for kind in Kind}


def identifier(source: SourceBase | None, *texts: str | None) -> str | None:
    """The publisher's id as ``id_from`` finds it in the first of ``texts`` that holds one. Percent signs are resolved: one
    page may write the same words of an address in both ways."""
    if source is None or source.id_from is None:
        return None
    for text in texts:
        found = re2.search(source.id_from, text) if text else None
        if found is not None and found[1]:
            return unquote(found[1])
    return None


def kind_of(source: SourceBase | None, label: str | None) -> Kind | None:
    """Our kind for what the publisher calls a form: by ``labels``, or because it says the same word."""
    if not label:
        return None
    given = source.labels.get(label) if source is not None else None
    return given or _KINDS.get(label.strip().lower().replace("_", "-").replace(" ", "-"))


@dataclass
class Tally:
    """The drafts of one list, one for each address, and what became of the rest. ``what`` names the items in the plural."""

    source: SourceBase | None
    what: str
    total: int
    drafts: dict[str, Draft] = field(default_factory=dict)
    without_link: int = 0
    filtered: int = 0
    doubled: int = 0
    """Whose address another has, of another title: what has no address of its own cannot be told from it."""

    def add(self, draft: Draft) -> None:
        """Take a draft, unless the source's patterns leave it out or its address was there before."""
        if wanted(self.source, url=draft.url, title=draft.title):
            first = self.drafts.setdefault(draft.url, draft)
            if first is not draft:
                self.doubled += _differ(first.title, draft.title)
                # A page that lists an address twice under two days does not tell which is its own.
                more = (raw for raw in draft.dates if raw.origin == "listing" and raw not in first.dates)
                self.drafts[draft.url] = replace(first, dates=(*first.dates, *more)[:_DAYS])
        else:
            self.filtered += 1

    def notes(self) -> list[str]:
        """What a person should know of the rest."""
        found = []
        if self.without_link:
            found.append(
                f"{self.without_link} of {self.total} {self.what} have no usable link and were left out"
            )
        if self.doubled:
            found.append(
                f"{self.doubled} of {self.total} {self.what} have the address of another, with another title, and were left out"
            )
        if self.filtered and not self.drafts:
            found.append(f"none of the {self.total} {self.what} passes the link and title patterns")
        return found

    def extraction(self, *more: str, next_url: str | None = None, cursor: str | None = None) -> Extraction:
        """The drafts in their order, with every note."""
        return Extraction(
            verdict=Verdict.OK,
            drafts=tuple(self.drafts.values()),
            reason="; ".join([*self.notes(), *more]) or None,
            total=self.total,
            next_url=next_url,
            cursor=cursor,
        )


def _differ(*titles: str) -> bool:
    """Whether two titles are of two items, and neither is the other cut short or a button."""
    one, other = (fold_for_identity(title).casefold().rstrip(" .…") for title in titles)
    return min(len(one), len(other)) >= _TELLING and one not in other and other not in one
