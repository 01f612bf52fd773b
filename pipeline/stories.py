"""Stories for people and programs: what `communique stories` prints, and what a person decides about them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from archive import Archive
from pipeline import shapes
from pipeline.answers import current
from pipeline.watches import back
from statements.clock import SystemClock
from statements.errors import CommuniqueError
from statements.labels import Basis
from statements.story import Member, Story

Json = dict[str, Any]


def story(found: Story) -> Json:
    """A story: who published, the union of the signatories with the capitals that list each, and every member with why it
    belongs to it, in the order in which they were first seen."""
    copies = {member.version.statement for member in found.copies}
    return {
        "id": found.id,
        "title": found.members[0].version.title,
        "issuers": list(found.issuers),
        "signatories": [
            {"issuer": signatory, "listed_by": list(by)} for signatory, by in found.signatories.items()
        ],
        "members": [_member(member, copy=member.version.statement in copies) for member in found.members],
    }


def _member(member: Member, *, copy: bool) -> Json:
    version, joined = member.version, member.joined
    return {
        "id": version.statement,
        "copy": copy,
        "issuer": version.issuer,
        "source": version.source,
        "language": version.language,
        "published": shapes.published(version.published)["value"],
        "first_seen": shapes.moment(version.first_seen),
        "title": version.title,
        "url": version.url,
        "withdrawn": member.withdrawn,
        "signatories": list(member.reading.signatories) if member.reading else [],
        "basis": joined.basis.value,
        "beside": joined.beside,
        "score": joined.score,
        "because": list(joined.because),
    }


def recent(archive: Archive, *, since: str, alone: bool, limit: int) -> list[Json]:
    """The stories that a statement founded or joined in the last ``since`` (``7d``), the newest first. Raises CommuniqueError."""
    now = SystemClock().now()
    found = archive.stories.recent(back(now, since), now + timedelta(days=1), alone=alone)
    return [story(one) for one in found[:limit]]


def show(archive: Archive, number: int) -> Json:
    """A story by its number, or by that of any statement in it, with what people ruled. Raises CommuniqueError."""
    current(archive, number)
    found = archive.stories.of(number)
    if found is None:
        raise CommuniqueError(f"statement {number} is in no story: it was not read yet")
    rulings = {
        (ruling.one, ruling.other): {
            "one": ruling.one,
            "other": ruling.other,
            "together": ruling.together,
            "person": ruling.person,
            "at": shapes.moment(ruling.at),
        }
        for member in found.members
        for ruling in archive.stories.rulings(member.version.statement)
    }
    return {**story(found), "rulings": list(rulings.values())}


def split(archive: Archive, statement: int, person: str) -> Json:
    """Take a statement, with what came beside it, out of its story. Raises CommuniqueError."""
    current(archive, statement)
    return story(archive.stories.split(statement, person=_named(person), now=SystemClock().now()))


def join(archive: Archive, one: int, other: int, person: str) -> Json:
    """Put ``other``, with what came beside it, into the story of ``one``. Raises CommuniqueError."""
    for statement in (one, other):
        current(archive, statement)
    now = SystemClock().now()
    return story(archive.stories.rule(one, other, together=True, person=_named(person), now=now))


def _named(person: str) -> str:
    if not person.strip():
        raise CommuniqueError("say who decides: --by NAME")
    return person.strip()


WHY = {
    Basis.FOUNDER.value: "began it",
    Basis.SAME_TEXT.value: "same text",
    Basis.COPY.value: "copy",
    Basis.TWIN.value: "other language",
    Basis.JOINT.value: "joint copy",
    Basis.FOLLOW_UP.value: "same event",
    Basis.PERSON.value: "put there",
}
"""The bases in words for a table."""
