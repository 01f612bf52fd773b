"""What must hold at the end of a world, each by its name. Pure functions over the script, its course and what came of it; each gives
a sentence for every breach. This file: what was archived. `bench.world.judging` has
health, `bench.world.telling` messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from bench.world.observing import Check, Row, World
from bench.world.script import Publication
from statements.labels import Happening, Relation

Invariant = Callable[[World], Iterator[str]]
_HARMLESS = ("slow", "frozen", "dead-door")
"""Faults in which a statement's own page can be believed."""


def nothing_lost(world: World) -> Iterator[str]:
    """What a source offered when it was read whole is archived, and was at that very check."""
    for publication, check in _offered(world).items():
        row = world.row(publication)
        if row is None:
            yield f"{_name(publication)} was listed when {check.site.id} was read at {check.at:%H:%M}, and is not archived"
        elif row.seen.world > check.at:
            yield f"{_name(publication)} was listed at {check.at:%H:%M} and archived only at {row.seen.world:%H:%M}"


def no_version_lost(world: World) -> Iterator[str]:
    """Every wording that was served to us whole is a version, at once."""
    for number, checks in world.checks.items():
        for check in checks:
            if not check.site.listed_whole or not check.whole:
                continue
            for publication in world.script.listed(check.site, check.at):
                index = publication.at(world.script.shown(check.site, check.at))
                row = world.row(publication)
                if row is not None and not _has(row, index, check):
                    yield f"wording {index} of {_name(publication)} stood in the list of {number} at {check.at:%H:%M} and is no version"
    for asked in world.course.pages:
        made = world.by_world[asked.at]
        row = world.row(asked.publication)
        if asked.wording is None or made.did is None or row is None or row.site.listed_whole:
            continue
        if not any(one.wording == asked.wording and one.made.world <= asked.at for one in row.versions):
            yield f"wording {asked.wording} of {_name(asked.publication)} was read at {asked.at:%H:%M} and is no version"


def nothing_doubled(world: World) -> Iterator[str]:
    """One statement for each publication of each source; no version twice, none out of order."""
    for url, count in Counter((row.site.id, row.url) for row in world.rows).items():
        if count > 1:
            yield f"{url[1]} is archived {count} times"
    for row in world.rows:
        order = [version.wording for version in row.versions if version.wording is not None]
        if any(later <= earlier for earlier, later in zip(order, order[1:], strict=False)):
            yield f"{row.url} has the versions {order}"


def nothing_made_up(world: World) -> Iterator[str]:
    """No statement, wording or date that the script does not hold, and none before its time."""
    for row in world.rows:
        if row.publication is None:
            yield f"{row.site.id} never published {row.url}"
            continue
        for version in row.versions:
            if version.wording is None:
                yield f"version {version.n} of {row.url} says what {row.site.id} never said"
                continue
            if row.publication.wordings[version.wording].since > version.made.world:
                yield f"version {version.n} of {row.url} was archived before it was published"
            published = row.publication.published
            if version.instant not in (None, published) or (
                version.instant is None and version.day != published.date()
            ):
                yield f"version {version.n} of {row.url} is dated {version.instant or version.day} and not {published}"


def no_absence_made_up(world: World) -> Iterator[str]:
    """Nothing is called missing, withdrawn or back that was not, and nothing is inferred while a site is not well."""
    for row in world.rows:
        if row.publication is None:
            continue
        for event in row.events:
            at = event.made.world
            gone = row.publication.absence(at) is not None
            if gone == (event.what is Happening.RETURNED):
                yield f"{row.url} was called {event.what} at {at:%H:%M}, and was not"
            fault = world.script.fault(row.site.number, at)
            if event.what is not Happening.RETURNED and fault is not None and fault.kind not in _HARMLESS:
                yield f"{row.url} was called {event.what} at {at:%H:%M}, while the site suffered from {fault.kind}"


def withdrawals_found(world: World) -> Iterator[str]:
    """A page that a sound look found gone is missing, and withdrawn at the second such look."""
    for row, asked in _looks(world):
        assert row.publication is not None
        for absence in row.publication.absences:
            looks = [one for one in asked if absence.covers(one.at) and one.well and one.status in (404, 410)]
            events = [event for event in row.events if absence.covers(event.made.world)]
            if looks and not events:
                yield f"{row.url} was found gone at {looks[0].at:%H:%M}, and nothing was made of it"
            if len({one.at for one in looks}) > 1 and not any(
                one.what is Happening.WITHDRAWN for one in events
            ):
                yield f"{row.url} was found gone {len(looks)} times from {looks[0].at:%H:%M} on, and is not withdrawn"


def returns_found(world: World) -> Iterator[str]:
    """What was taken away and is seen again is back, in one history."""
    for row, asked in _looks(world):
        assert row.publication is not None
        for absence in row.publication.absences:
            if absence.until is None:
                continue
            seen = [one.at for one in asked if one.at >= absence.until and one.wording is not None]
            if row.site.listed_whole:
                seen += [
                    check.at
                    for check in world.checks[row.site.number]
                    if check.whole and check.at >= absence.until and row.publication in world.script.listed(row.site, check.at)
                    and world.script.shown(row.site, check.at) >= absence.until
                ]  # fmt: skip
            if seen and row.gone is not None:
                yield f"{row.url} was seen again at {min(seen):%H:%M}, and is {row.gone} still"


def looks_made(world: World) -> Iterator[str]:
    """Each statement is looked at again at every age that the settings name, by the first sound check after."""
    asked: dict[tuple[int, str], list[int]] = {}
    order = {id(one): at for at, one in enumerate(world.course.passes)}
    for one in world.course.pages:
        place = (one.publication.site, one.publication.path)
        asked.setdefault(place, []).append(order[id(world.by_world[one.at])])
    for row in world.rows:
        if row.publication is None or row.versions[0].baseline:
            continue
        since = order[id(row.seen)]
        checks = [check for check in world.checks[row.site.number] if order[id(check.made)] > since]
        looks = asked.get((row.site.number, row.publication.path), [])
        for age in world.script.revisit:
            due = row.seen.service + age
            sound = next((check for check in checks if check.whole and check.made.service >= due), None)
            if sound is None:
                continue
            # A pass in which the service was killed made looks too.
            first = next(one for one in world.course.passes[since:] if one.service >= due)
            if not any(order[id(first)] <= look <= order[id(sound.made)] for look in looks):
                yield f"{row.url}, first seen at {row.seen.world:%H:%M}, was not looked at again after {age}"


def joint_copies_linked(world: World) -> Iterator[str]:
    """The copies of a joint statement know of each other, and each is a statement of its own."""
    groups: dict[int, list[Row]] = {}
    for row in world.rows:
        if row.publication is not None and row.publication.joint is not None:
            groups.setdefault(row.publication.joint, []).append(row)
    for rows in groups.values():
        for row in rows:
            missing = {other.id for other in rows if other.id != row.id} - {
                link.statement for link in row.links
            }
            if missing:
                yield f"{row.url} is not linked with {len(missing)} of its {len(rows) - 1} copies"


def reissues_marked(world: World) -> Iterator[str]:
    """Old words under a new date are marked, and nothing else is."""
    for row in world.rows:
        if row.publication is None:
            continue
        marked = row.versions[0].reissue
        if row.publication.again is None:
            if any(version.reissue is not None for version in row.versions):
                yield f"{row.url} is called a re-issue, and is none"
            continue
        original = world.by_publication.get((row.site.number, row.publication.again))
        if original is not None and original.id < row.id and marked != original.id:
            yield f"{row.url} repeats statement {original.id}, and is marked as a re-issue of {marked}"


def no_link_made_up(world: World) -> Iterator[str]:
    """Only what belongs together is linked."""
    rows = {row.id: row for row in world.rows}
    for row in world.rows:
        for link in row.links:
            one, other = row.publication, rows[link.statement].publication
            if one is None or other is None:
                continue
            joint = one.joint is not None and one.joint == other.joint
            again = one.site == other.site and (
                one.again == other.path
                or other.again == one.path
                or (one.again is not None and one.again == other.again)
            )
            if not joint and not (
                again and link.relation in (Relation.REISSUE, Relation.SAME_TEXT, Relation.COPY)
            ):
                yield f"{row.url} is linked with {rows[link.statement].url} as {link.relation} ({link.score:.2f})"


def everything_read(world: World) -> Iterator[str]:
    """No version waits for its reading, no message for its way."""
    if world.unread:
        yield f"{world.unread} versions are not read"


def proof_holds(world: World) -> Iterator[str]:
    """The chain of seals is whole, every text follows from its bytes, every quote stands in its text."""
    for fault in world.tally.listed:
        yield f"{fault.what}: {fault.reason}"
    versions = sum(len(row.versions) for row in world.rows)
    if world.tally.seals != versions:
        yield f"{world.tally.seals} seals for {versions} versions"
    # What was read before a module of ours changed under the running world is not derived by the new one.
    if world.tally.derived + world.tally.otherwise != versions:
        yield f"{world.tally.derived} of {versions} texts could be derived again"


def _offered(world: World) -> dict[Publication, Check]:
    """Every publication that a list named when it was read whole, with the first check that did so."""
    found: dict[Publication, Check] = {}
    for checks in world.checks.values():
        for check in checks:
            if not check.whole:
                continue
            for publication in world.script.listed(check.site, check.at):
                if check.site.listed_whole or publication.stands(check.at):
                    found.setdefault(publication, check)
    return found


def _has(row: Row, index: int | None, check: Check) -> bool:
    return any(one.wording == index and one.made.world <= check.at for one in row.versions)


def _looks(world: World) -> Iterator[tuple[Row, list]]:  # type: ignore[type-arg]
    """The rows whose statement was taken away at some time, with the looks at their pages that were lived through."""
    for row in world.rows:
        if row.publication is not None and row.publication.absences:
            yield (
                row,
                [
                    one
                    for one in world.course.pages
                    if one.publication == row.publication and world.by_world[one.at].did is not None
                ],
            )


def _name(publication: Publication) -> str:
    return f"ministry-{publication.site:03}{publication.path}"


ARCHIVE: dict[str, Invariant] = {
    "nothing lost": nothing_lost,
    "no version lost": no_version_lost,
    "nothing doubled": nothing_doubled,
    "nothing made up": nothing_made_up,
    "no absence made up": no_absence_made_up,
    "withdrawals found": withdrawals_found,
    "returns found": returns_found,
    "looks made": looks_made,
    "joint copies linked": joint_copies_linked,
    "re-issues marked": reissues_marked,
    "no link made up": no_link_made_up,
    "everything read": everything_read,
    "proof holds": proof_holds,
}
