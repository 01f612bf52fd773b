"""What the archive knows after the demo week: who spoke, who was silent, who could not be read; and whether all went well."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from archive import Archive
from archive.records import Gap, Hit
from demo import pages
from demo.configuration import CITY
from demo.server import DemoServer
from demo.slack import FakeSlack
from demo.world import END, NOTICED, START, World

_ALL = 200


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """One site over the week. ``spoke``: its statements about the city, oldest first; ``other``: how many it published
    about something else; ``gaps``: when it could not be read."""

    site: str
    name: str
    issuer: str
    spoke: tuple[Hit, ...]
    other: int
    gaps: tuple[Gap, ...]

    @property
    def standing(self) -> str:
        """``spoke``, ``silent`` (read without a gap and said nothing) or ``unreadable`` (so its silence means nothing)."""
        if any(gap.until is None for gap in self.gaps):
            return "spoke, then unreadable" if self.spoke else "unreadable"
        if self.spoke:
            return "spoke"
        return "unreadable at times" if self.gaps else "silent"


def conduct(archive: Archive, world: World, *, now: datetime) -> list[Conduct]:
    """Every site's week, those that spoke most first. Baseline texts count for nobody."""
    about = archive.search(CITY, limit=_ALL, now=now).hits
    news = [hit.version for hit in archive.periods.statements(START, END)]
    gaps = [gap for gap in archive.health.gaps(START, now) if not gap.silent]
    found = []
    for site in world.sites:
        spoke = [hit for hit in reversed(about) if hit.version.source == site.id and not hit.version.baseline]
        found.append(
            Conduct(
                site=site.id,
                name=site.name,
                issuer=site.issuer,
                spoke=tuple(spoke),
                other=sum(version.source == site.id for version in news) - len(spoke),
                gaps=tuple(gap for gap in gaps if gap.source == site.id),
            )
        )
    return sorted(found, key=lambda one: (-len(one.spoke), one.issuer))


def expected(world: World, server: DemoServer) -> set[str]:
    """The addresses of the statements that a working service has archived: all that a site showed while it could be
    read."""
    return {
        f"{server.url(site.id)}{pages.LISTING}{statement.slug}"
        for site in world.sites
        for statement in site.statements
        if site.fault(max(START, statement.appears + NOTICED)) is None
    }


def faults(archive: Archive, server: DemoServer, slack: FakeSlack) -> list[str]:
    """What should have happened and did not, one sentence each."""
    wanted = expected(server.world, server)
    archived = Counter(hit.version.url for hit in archive.statements.export())
    found = []
    if missing := wanted - set(archived):
        found.append(f"{len(missing)} of {len(wanted)} statements are not in the archive: {min(missing)}")
    if extra := set(archived) - wanted:
        found.append(f"{len(extra)} texts are in the archive that no site offered: {min(extra)}")
    if twice := [url for url, count in archived.items() if count > 1]:
        found.append(f"{len(twice)} statements are in the archive twice: {min(twice)}")
    if unread := archive.readings.unread_count():
        found.append(f"{unread} texts were not read by the classifier")
    if not slack.messages:
        found.append("no alert reached Slack")
    waiting = {
        state: n
        for state, n in archive.outbox.counts().items()
        if n and state not in ("sent", "bundled", "overtaken")
    }
    if waiting:
        found.append(f"messages did not leave: {', '.join(f'{n} {state}' for state, n in waiting.items())}")
    if not archive.periods.edits(START, END):
        found.append("no edit was noticed")
    if not archive.periods.withdrawals(START, END):
        found.append("no withdrawal was noticed")
    return found
