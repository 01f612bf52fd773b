"""What a digest told, as it is kept with it: to be listed in full on a page, and to be told by no later digest again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from alerts import digest as mails
from archive import Archive
from pipeline import shapes

Members = Mapping[str, Any]
"""As `members` makes them, in JSON; older digests have fewer keys."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section as it was told: ``versions`` are ids."""

    id: str
    title: str
    query: str
    versions: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A version that a digest told of as ``edited`` or ``withdrawn``."""

    version: int
    what: str


def members(contents: mails.DigestInput) -> dict[str, Any]:
    """What is frozen with a digest."""
    return {
        "title": contents.title,
        "statements": [member.version.id for member in contents.statements],
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "query": section.query,
                "versions": [member.version.id for member in section.statements],
            }
            for section in contents.sections
        ],
        "changes": [_change(change) for change in contents.changes],
        "gaps": [shapes.gap(gap) for gap in contents.gaps],
        "subject": mails.subject(contents),
    }


def statements(found: Members) -> tuple[int, ...]:
    """The versions that a digest told of, by id, in their order."""
    return tuple(found["statements"])


def changes(found: Members) -> tuple[Change, ...]:
    """What a digest counted as edited or withdrawn."""
    return tuple(Change(version=version, what=what) for version, what, *_ in found["changes"])


def sections(found: Members) -> tuple[Section, ...]:
    """The sections of a digest in their order; none of one that was made before they were kept."""
    return tuple(
        Section(
            id=section["id"],
            title=section["title"],
            query=section["query"],
            versions=tuple(section["versions"]),
        )
        for section in found.get("sections", ())
    )


def untold(archive: Archive, subscription: str, contents: mails.DigestInput) -> mails.DigestInput:
    """The contents without what an earlier digest of the subscription has told.

    Periods neither overlap nor leave a gap, so there is something to leave out only where the clock was set back behind the end
    of a digest: its period then ends where the clock went back to, and what the wrong clock saw bears times after that.
    """
    earlier = archive.digests.members(subscription)
    versions = archive.periods.versions_of([one.version.statement for one in contents.statements])
    told = {versions.get(version) for found in earlier for version in found["statements"]}
    spoke = {one.version.issuer for one in contents.statements if one.version.statement in told}
    matched = {
        (section.id, version)
        for found in earlier
        for section in sections(found)
        for version in section.versions
    }
    changed = {tuple(change) for found in earlier for change in found["changes"]}
    return replace(
        contents,
        statements=tuple(one for one in contents.statements if one.version.statement not in told),
        voices=tuple(issuer for issuer in contents.voices if issuer not in spoke),
        sections=tuple(
            replace(
                section,
                statements=tuple(
                    one for one in section.statements if (section.id, one.version.id) not in matched
                ),
            )
            for section in contents.sections
        ),
        changes=tuple(change for change in contents.changes if tuple(_change(change)) not in changed),
    )


def _change(change: mails.DigestChange) -> list[Any]:
    """The version, what happened to it, and when: a statement can be withdrawn again after it came back."""
    return [change.version.id, change.what, shapes.moment(change.when)]
