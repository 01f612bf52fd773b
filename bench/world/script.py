"""The script of a world: what every site says and when, and what befalls it. Plain values, and what they mean at a moment.

All moments are the world's own time. The service's clock may differ from it (`Script.jumps`); what the service writes down is
translated back by the passes that the driver logged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

START = datetime(2025, 3, 4, tzinfo=UTC)
"""A Tuesday."""

WALLS = ("wall-403", "wall-200", "captcha")
UNSEEN = ("frozen", "slow")
"""Faults that leave a source readable: health must not speak of them."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a statement says from a moment on. ``edit`` names how it differs from the wording before; None for the first."""

    since: datetime
    title: str
    paragraphs: tuple[str, ...]
    cites: bool
    edit: str | None = None

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, kw_only=True)
class Absence:
    """A stretch in which a statement is not to be had: its page answers ``status``, and no list names it."""

    since: datetime
    until: datetime | None
    status: int

    def covers(self, when: datetime) -> bool:
        return self.since <= when and (self.until is None or when < self.until)


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One statement of one site. ``joint`` numbers the group of copies it belongs to, ``again`` is the path of the older
    statement on the same site whose words it repeats."""

    site: int
    number: int
    path: str
    guid: str
    wordings: tuple[Wording, ...]
    absences: tuple[Absence, ...] = ()
    joint: int | None = None
    again: str | None = None

    @property
    def published(self) -> datetime:
        return self.wordings[0].since

    def at(self, when: datetime) -> int | None:
        """The index of the wording that stands at a moment; None before it is published."""
        found = [index for index, wording in enumerate(self.wordings) if wording.since <= when]
        return found[-1] if found else None

    def absence(self, when: datetime) -> Absence | None:
        return next((absence for absence in self.absences if absence.covers(when)), None)

    def stands(self, when: datetime) -> bool:
        return self.published <= when and self.absence(when) is None

    def modified(self, when: datetime) -> datetime:
        """When it was last edited before a moment; its publication if it never was."""
        index = self.at(when)
        assert index is not None
        return self.wordings[index].since


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What befalls a site from ``start`` to ``end``. ``detail`` is a status or the like."""

    kind: str
    site: int
    start: datetime
    end: datetime
    detail: int = 0

    def active(self, when: datetime) -> bool:
        return self.start <= when < self.end


@dataclass(frozen=True, kw_only=True)
class Site:
    """A ministry's web site. ``layout`` is how it lists: feed, feed-full, wp, listing, json, json-full, sitemap, two-doors."""

    number: int
    issuer: str
    layout: str
    every: timedelta
    size: int
    """Items of one list page."""
    guids: str = "own"
    """``own``, ``same`` (one for all) or ``cycle`` (used again after a while)."""
    validators: bool = True
    """Whether it answers with an ETag, and 304 to it."""
    silent: bool = False
    tail_ids: bool = False
    """Whether its addresses end with the publisher's number."""

    @property
    def id(self) -> str:
        return f"ministry-{self.number:03}"

    @property
    def address(self) -> str:
        return f"127.{10 + self.number // 250}.{self.number % 250}.1"

    @property
    def listed_whole(self) -> bool:
        """Whether the list carries the texts."""
        return self.layout in ("feed-full", "wp", "json-full")


@dataclass(frozen=True, kw_only=True)
class Jump:
    """The service's clock moves by ``by``, once."""

    at: datetime
    by: timedelta


@dataclass(frozen=True, kw_only=True)
class Kill:
    """From ``at`` on, the service is killed at the ``nth`` request of a ``kind``: ``entry``, ``page``, or ``post`` (a message that
    Slack has kept and not yet acknowledged)."""

    at: datetime
    kind: str
    nth: int


@dataclass(frozen=True, kw_only=True)
class SlackFault:
    """From ``at`` on, Slack treats the next ``times`` posts as ``fault``."""

    at: datetime
    fault: str
    times: int


@dataclass(frozen=True, kw_only=True)
class Script:
    """Everything that happens."""

    seed: int
    start: datetime
    end: datetime
    sites: tuple[Site, ...]
    publications: tuple[Publication, ...]
    faults: tuple[Fault, ...]
    jumps: tuple[Jump, ...]
    kills: tuple[Kill, ...]
    slack: tuple[SlackFault, ...]
    revisit: tuple[timedelta, ...]
    timeout: timedelta = field(default=timedelta(seconds=3))
    """Seconds of real time that the service waits for an answer."""

    @cached_property
    def by_site(self) -> dict[int, tuple[Publication, ...]]:
        """Newest first."""
        found: dict[int, list[Publication]] = {site.number: [] for site in self.sites}
        for publication in self.publications:
            found[publication.site].append(publication)
        return {
            number: tuple(sorted(those, key=lambda one: one.published, reverse=True))
            for number, those in found.items()
        }

    @cached_property
    def faults_of(self) -> dict[int, tuple[Fault, ...]]:
        found: dict[int, list[Fault]] = {site.number: [] for site in self.sites}
        for fault in sorted(self.faults, key=lambda fault: fault.start):
            found[fault.site].append(fault)
        return {number: tuple(those) for number, those in found.items()}

    def fault(self, site: int, when: datetime) -> Fault | None:
        """What is wrong with a site at a moment."""
        return next((fault for fault in self.faults_of[site] if fault.active(when)), None)

    def listed(self, site: Site, when: datetime, page: int = 1) -> Sequence[Publication]:
        """What a page of the site's list names at a moment, newest first, were it not for faults but stale caches."""
        fault = self.fault(site.number, when)
        if fault is not None and fault.kind == "frozen":
            when = fault.start
        standing = [one for one in self.by_site[site.number] if one.stands(when)]
        return standing[(page - 1) * site.size : page * site.size]

    def shown(self, site: Site, when: datetime) -> datetime:
        """The moment that the site's list shows: an earlier one behind a stale cache."""
        fault = self.fault(site.number, when)
        return fault.start if fault is not None and fault.kind == "frozen" else when
