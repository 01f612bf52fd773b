"""The demo world: what a dozen invented ministry sites say at any moment of one scripted week. Pure.

The texts lie in ``demo/texts``, one file a site, all written for this demonstration; the city they are about does not
exist. Nothing has to be played forward: `Site.shown` and `Site.fault` answer for any instant, so a clock is all the
script there is. Every title carries `MARK`, which no text file can leave out, since it is added here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

MARK = "DEMO"
START = datetime(2024, 12, 2, 6, 0, tzinfo=UTC)
"""The first look at the sites: what stands there is their baseline. A Monday, before the digest's week begins at 8."""
END = datetime(2024, 12, 9, 8, 0, tzinfo=UTC)
"""When the week is over and its digest is due."""
EVERY = timedelta(minutes=20)
"""How often the sites are to be checked. Less than lies between two looks, so that each finds all of them due."""
BEAT = timedelta(hours=2)
"""A look at the sites at least so often, news or none: a source that is due for much longer counts as one at which nobody
looks, and of its silence nothing can be said then (`archive.spells.unwatched`)."""
NOTICED = timedelta(minutes=1)
"""How long after an event the service looks."""


class Layout(StrEnum):
    """How a site offers its statements."""

    FEED = "feed"  # RSS with summaries, the text on the page
    ENCODED = "encoded"  # RSS with the whole text in content:encoded
    ATOM = "atom"  # Atom with the whole text
    WP_REST = "wp_rest"  # a WordPress collection
    LISTING = "listing"  # a page of links


class Fault(StrEnum):
    """What is wrong with a site."""

    SERVER_ERROR = "server-error"  # every page answers 500
    WALL = "wall"  # every page answers 200 with a bot check


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a statement says from an instant on. ``what`` tells in a few words how it differs from the one before."""

    since: datetime
    title: str
    paragraphs: tuple[str, ...]
    what: str | None = None


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement over its life. ``dated`` is the date it bears, which may be another than the one on which it appears,
    or none at all."""

    slug: str
    number: int
    appears: datetime
    dated: datetime | None
    wordings: tuple[Wording, ...]
    withdrawn: datetime | None

    def wording(self, now: datetime) -> Wording | None:
        """What stands there at ``now``; None before it appears and after it was withdrawn."""
        if self.withdrawn is not None and now >= self.withdrawn:
            return None
        return next((wording for wording in reversed(self.wordings) if wording.since <= now), None)


@dataclass(frozen=True, kw_only=True)
class Outage:
    """A stretch in which a site cannot be read; ``until`` is None where nobody mends it."""

    fault: Fault
    since: datetime
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class Site:
    """One ministry's web site."""

    id: str
    issuer: str
    name: str
    layout: Layout
    language: str
    locale: str
    zone: str
    menu: tuple[str, ...]
    cookies: str
    statements: tuple[Statement, ...]
    outages: tuple[Outage, ...]

    def shown(self, now: datetime) -> list[tuple[Statement, Wording]]:
        """What the site shows, newest first by appearance."""
        found = [(one, wording) for one in self.statements if (wording := one.wording(now)) is not None]
        return sorted(found, key=lambda pair: pair[0].appears, reverse=True)

    def fault(self, now: datetime) -> Fault | None:
        """What is wrong with the site at ``now``, if anything."""
        broken = (o.fault for o in self.outages if o.since <= now and (o.until is None or now < o.until))
        return next(broken, None)

    def changed(self, now: datetime) -> datetime:
        """The last time anything on the site changed."""
        return max((event.at for event in _events(self) if event.at <= now), default=START)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happens on a site: ``publishes``, ``edits``, ``withdraws``, ``breaks``, ``is mended``."""

    at: datetime
    site: Site
    what: str
    about: str
    """The title, or what is wrong."""


@dataclass(frozen=True, kw_only=True)
class World:
    """All sites, and when something happens on them."""

    sites: tuple[Site, ...]

    def site(self, identifier: str) -> Site:
        """The site of that id. Raises KeyError."""
        return {site.id: site for site in self.sites}[identifier]

    def events(self, after: datetime = START, until: datetime = END) -> list[Event]:
        """What happens after ``after`` and not later than ``until``, in order."""
        found = [e for site in self.sites for e in _events(site) if after < e.at <= until]
        return sorted(found, key=lambda event: (event.at, event.site.id))

    def looks(self) -> list[datetime]:
        """The instants at which the service looks: the start, soon after each event, never longer apart than a beat,
        and the end."""
        found = [START]
        for wanted in sorted({event.at + NOTICED for event in self.events()} | {END}):
            gap = wanted - found[-1]
            parts = -(-gap // BEAT)
            found += [wanted - gap * left / parts for left in reversed(range(parts))]
        return found


@cache
def load() -> World:
    """The world as written in ``demo/texts``. Raises ValueError where a text is not usable."""
    reader = YAML(typ="safe", pure=True)
    texts = sorted((f for f in files("demo").joinpath("texts").iterdir()), key=lambda f: f.name)
    return World(
        sites=tuple(_site(reader.load(f.read_text("utf-8"))) for f in texts if f.name.endswith(".yaml"))
    )


def _site(data: Mapping[str, Any]) -> Site:
    about = data["site"]
    if MARK not in about["name"]:
        raise ValueError(f"the site {about['id']} is not marked as {MARK}")
    return Site(
        id=about["id"],
        issuer=about["issuer"],
        name=about["name"],
        layout=Layout(about["kind"]),
        language=about["language"],
        locale=about["locale"],
        zone=about["zone"],
        menu=tuple(about["menu"]),
        cookies=about["cookies"],
        statements=tuple(_statement(row, number) for number, row in enumerate(data["statements"], start=1)),
        outages=tuple(
            Outage(
                fault=Fault(row["what"]),
                since=_instant(row["from"]),
                until=_instant(row["until"]) if "until" in row else None,
            )
            for row in data.get("faults", ())
        ),
    )


def _statement(row: Mapping[str, Any], number: int) -> Statement:
    appears = _instant(row["at"])
    dated = row.get("dated", row["at"])
    return Statement(
        slug=row["slug"],
        number=number,
        appears=appears,
        dated=None if dated is None else _instant(dated),
        wordings=tuple(_wordings(row, appears)),
        withdrawn=_instant(row["withdrawn"]) if "withdrawn" in row else None,
    )


def _wordings(row: Mapping[str, Any], appears: datetime) -> Iterator[Wording]:
    title = row["title"]
    yield Wording(since=appears, title=f"{title} ({MARK})", paragraphs=_paragraphs(row["text"]))
    for edit in row.get("edits", ()):
        title = edit.get("title", title)
        yield Wording(
            since=_instant(edit["at"]),
            title=f"{title} ({MARK})",
            paragraphs=_paragraphs(edit["text"]),
            what=edit["what"],
        )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _instant(value: datetime) -> datetime:
    """YAML gives times with Z as naive or aware, by version of its reader; all of ours are in UTC."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _events(site: Site) -> Sequence[Event]:
    found = []

    def happens(at: datetime, what: str, about: str) -> None:
        found.append(Event(at=at, site=site, what=what, about=about))

    for statement in site.statements:
        first, *edits = statement.wordings
        happens(statement.appears, "publishes", first.title)
        for edit in edits:
            happens(edit.since, "edits", f"{edit.title}: {edit.what}")
        if statement.withdrawn is not None:
            happens(statement.withdrawn, "withdraws", statement.wordings[-1].title)
    for outage in site.outages:
        wrong = {Fault.SERVER_ERROR: "every page answers 500", Fault.WALL: "every page is a bot check"}
        happens(outage.since, "breaks", wrong[outage.fault])
        if outage.until is not None:
            happens(outage.until, "is mended", "pages can be read again")
    return found
