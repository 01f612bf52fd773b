"""What came of it, as plain values: everything that the archive holds and Slack was told, in the world's own time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa

from archive import Archive, open_archive, schema
from archive.records import SourceHealth, Spell
from archive.traces import Link
from bench.world.drive import OPERATORS, READERS, Course, Pass
from bench.world.pages import SECOND_DOOR
from bench.world.script import Publication, Script, Site
from config import load
from demo.slack import Posted
from pipeline.verifying import Tally, verify
from statements.labels import READ_WHOLE, Grade, Happening, Verdict

DAY = timedelta(days=1)
_TROUBLE = re.compile(r"^- (?P<source>\S+) is (?P<still>still )?(?P<health>[a-z]+) since ", re.MULTILINE)
_OVER = re.compile(r"^- (?P<source>\S+) is well again; it was (?P<health>[a-z]+) from ", re.MULTILINE)
_MORE = re.compile(r"^- and \d+ more", re.MULTILINE)
SETTLED = ("sent", "bundled", "overtaken")
"""States of a message of which nothing more is to come."""
_LINK = re.compile(r"<(http://[^|>]+)\|")
_LISTED = re.compile(r"[•↳] #(?P<id>\d+) \w+(?P<said>[a-z -]*)")
_LATER = ("revised", "withdrawn", "returned")


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check as the archive has it. ``made`` is the pass that it was made in."""

    id: int
    site: Site
    made: Pass
    verdict: Verdict
    entry: str
    error: str | None
    retry_after: datetime | None

    @property
    def at(self) -> datetime:
        return self.made.world

    @property
    def well(self) -> bool:
        return self.verdict.success

    @property
    def whole(self) -> bool:
        return self.verdict in READ_WHOLE

    @property
    def second_door(self) -> bool:
        return urlsplit(self.entry).path == SECOND_DOOR and self.site.layout == "two-doors"


@dataclass(frozen=True, kw_only=True)
class Archived:
    """One version. ``wording`` is that of the script with the same words; None when it has none."""

    n: int
    made: Pass
    wording: int | None
    instant: datetime | None
    day: date | None
    grade: Grade | None
    baseline: bool
    reissue: int | None


@dataclass(frozen=True, kw_only=True)
class Event:
    made: Pass
    what: Happening


@dataclass(frozen=True, kw_only=True)
class Row:
    """One statement of the archive. ``publication`` is that of the script at its address; None when there is none."""

    id: int
    site: Site
    url: str
    publication: Publication | None
    versions: tuple[Archived, ...]
    events: tuple[Event, ...]
    links: tuple[Link, ...]

    @property
    def seen(self) -> Pass:
        return self.versions[0].made

    @property
    def gone(self) -> Happening | None:
        """``missing`` or ``withdrawn``, as it stands at the end."""
        last = self.events[-1].what if self.events else Happening.RETURNED
        return None if last is Happening.RETURNED else last


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line to the operators about a source. ``what`` is ``trouble``, ``still`` or ``over``."""

    site: Site
    what: str
    health: str
    at: datetime
    service: datetime


@dataclass(frozen=True, kw_only=True)
class Alert:
    """What readers were told of one statement, in a message of its own or in a line of a summary. ``what`` is ``new``, ``revised``,
    ``withdrawn`` or ``returned``."""

    url: str
    what: str
    key: str
    marked: bool
    at: datetime


@dataclass(kw_only=True)
class World:
    """A script, its course and what came of it."""

    script: Script
    course: Course
    checks: Mapping[int, tuple[Check, ...]]
    """By site, in order."""
    rows: tuple[Row, ...]
    spells: Mapping[int, tuple[Spell, ...]]
    """By site, in the service's time."""
    told: tuple[Told, ...]
    cut: int
    """Messages to the operators that named only the first of many sources."""
    alerts: tuple[Alert, ...]
    unread: int
    waiting: Mapping[str, int]
    """Messages by state, those sent left out."""
    tally: Tally

    @cached_property
    def by_publication(self) -> dict[tuple[int, str], Row]:
        return {
            (row.site.number, row.publication.path): row for row in self.rows if row.publication is not None
        }

    def row(self, publication: Publication) -> Row | None:
        return self.by_publication.get((publication.site, publication.path))

    @cached_property
    def by_moment(self) -> dict[datetime, Pass]:
        """By the service's time."""
        return {one.service: one for one in self.course.passes}

    @cached_property
    def undone(self) -> dict[datetime, datetime]:
        """For each pass, by the world's time, the earliest time that the service had after it."""
        found, least = {}, datetime.max.replace(tzinfo=UTC)
        for one in reversed(self.course.passes):
            found[one.world] = least = min(least, one.service)
        return found

    @cached_property
    def by_world(self) -> dict[datetime, Pass]:
        return {one.world: one for one in self.course.passes}

    def health(self, check: Check) -> SourceHealth | None:
        """The state that a check left its source in; None when the service was killed before it could be asked."""
        if check.made.did is None:
            return None
        return SourceHealth(check.made.did["ill"].get(check.site.id, SourceHealth.OK))

    def spell(self, check: Check) -> Spell | None:
        """The spell that a check left its source in, as it is remembered; None when our clock went back before it later."""
        at = check.made.service
        if at > self.undone.get(check.made.world, at):
            return None
        found = [
            one
            for one in self.spells[check.site.number]
            if one.since <= at and (one.until is None or at < one.until)
        ]
        return found[-1] if found else None

    def born(self, life: int) -> datetime:
        """When a life of the service began."""
        return next(one.world for one in self.course.passes if one.life == life)


def observe(script: Script, course: Course, directory: Path) -> World:
    """Read the archive of ``directory`` and what Slack was told."""
    passes = {one.service: one for one in course.passes}
    config = load(directory, {})
    with open_archive(config.settings.database) as archive:
        sites = {site.id: site for site in script.sites}
        told, cut = _told(course, sites)
        rows = _rows(archive, script, sites, passes)
        urls = {row.id: row.url for row in rows}
        return World(
            script=script,
            course=course,
            checks=_checks(archive, sites, passes),
            rows=rows,
            spells={
                site.number: tuple(archive.health.spells(site.id, script.start - DAY, script.end + DAY))
                for site in script.sites
            },
            told=told,
            cut=cut,
            alerts=tuple(
                alert
                for message in course.messages
                if message.channel == READERS
                for alert in _alerts(message, urls)
            ),
            unread=archive.readings.unread_count(),
            waiting={state: count for state, count in archive.outbox.counts().items() if state not in SETTLED and count},
            tally=verify(archive, {source.id: source for source in config.sources}),
        )  # fmt: skip


def _checks(
    archive: Archive, sites: Mapping[str, Site], passes: Mapping[datetime, Pass]
) -> dict[int, tuple[Check, ...]]:
    found: dict[int, list[Check]] = {site.number: [] for site in sites.values()}
    with archive.database.read() as connection:
        for row in connection.execute(sa.select(schema.check).order_by(schema.check.c.id)):
            site = sites[row.source]
            found[site.number].append(
                Check(
                    id=row.id,
                    site=site,
                    made=passes[row.started],
                    verdict=Verdict(row.verdict),
                    entry=row.entry,
                    error=row.error,
                    retry_after=row.retry_after,
                )
            )
    return {number: tuple(those) for number, those in found.items()}


def _rows(
    archive: Archive, script: Script, sites: Mapping[str, Site], passes: Mapping[datetime, Pass]
) -> tuple[Row, ...]:
    by_path = {(one.site, one.path): one for one in script.publications}
    found = []
    for hit in list(archive.statements.export()):
        statement, site = hit.version.statement, sites[hit.version.source]
        url = hit.version.url
        publication = by_path.get((site.number, urlsplit(url).path))
        versions = []
        for record in archive.statements.history(statement):
            version = archive.statements.version(record.id)
            said = (record.title, record.text)
            wordings = publication.wordings if publication is not None else ()
            matching = [at for at, wording in enumerate(wordings) if (wording.title, wording.text) == said]
            versions.append(
                Archived(
                    n=record.n,
                    made=passes[record.seen],
                    wording=matching[0] if matching else None,
                    instant=record.published.instant,
                    day=record.published.day,
                    grade=record.grade,
                    baseline=version.baseline,
                    reissue=version.reissue.statement if version.reissue is not None else None,
                )
            )
        events = archive.statements.events(statement)
        found.append(
            Row(
                id=statement,
                site=site,
                url=url,
                publication=publication,
                versions=tuple(versions),
                events=tuple(
                    Event(made=passes[event.at], what=event.what)
                    for event in events
                    if event.what is not Happening.REPUBLISHED
                ),
                links=tuple(archive.links.of(statement)),
            )
        )
    return tuple(found)


def _told(course: Course, sites: Mapping[str, Site]) -> tuple[tuple[Told, ...], int]:
    by_world = {one.world: one.service for one in course.passes}
    found, cut = [], 0
    for message in course.messages:
        if message.channel != OPERATORS:
            continue
        cut += len(_MORE.findall(message.text))
        lines = [
            (line.start(), line) for pattern in (_TROUBLE, _OVER) for line in pattern.finditer(message.text)
        ]
        for _, line in sorted(lines, key=lambda pair: pair[0]):
            groups = line.groupdict()
            what = "over" if "still" not in groups else "still" if groups["still"] else "trouble"
            found.append(
                Told(
                    site=sites[groups["source"]],
                    what=what,
                    health=groups["health"],
                    at=message.arrived,
                    service=by_world[message.arrived],
                )
            )
    return tuple(found), cut


def _alerts(message: Posted, urls: Mapping[int, str]) -> Iterator[Alert]:
    """What a message tells: of one statement, or as the summary of those that waited for Slack of one a line."""
    marked = "may repeat an earlier alert" in message.text.lower()
    key = str(((message.metadata or {}).get("event_payload") or {}).get("key"))
    lists = [block for block in message.blocks if str(block.get("block_id", "")).startswith("list-")]
    for line in _LISTED.finditer(json.dumps(lists, ensure_ascii=False)):
        what = next((word for word in line["said"].split() if word in _LATER), "new")
        yield Alert(url=urls[int(line["id"])], what=what, key=key, marked=marked, at=message.arrived)
    if lists:
        return
    link = _LINK.search(json.dumps(message.blocks, ensure_ascii=False))
    first = message.text.partition(" ")[0]
    yield Alert(
        url=link[1] if link else "",
        what={"Revised:": "revised", "Withdrawn:": "withdrawn", "Back": "returned"}.get(first, "new"),
        key=key,
        marked=marked,
        at=message.arrived,
    )
