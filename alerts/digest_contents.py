"""What a digest is made of, and how statements are put together in it: a story is told once, with all its capitals. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive.records import Gap
from statements.issuers import is_issuer, issuer_name
from statements.labels import Basis, Grade, Kind, Novelty
from statements.model import Reading, Version
from statements.story import News, Story

_MOST_NEWS = 3


@dataclass(frozen=True, kw_only=True)
class DigestStatement:
    """One statement with what was read in it; ``reading`` is None while it is unread."""

    version: Version
    reading: Reading | None


@dataclass(frozen=True, kw_only=True)
class DigestChange:
    """A statement that changed after it was first seen. ``what`` is ``edited`` or ``withdrawn``; ``detail`` says more."""

    version: Version
    what: str
    when: datetime
    detail: str | None = None

    @property
    def matters(self) -> bool:
        """Whether it is told by itself: an edit of the wording, of spelling or of the page around it is counted only."""
        grade = self.version.grade
        return self.what != "edited" or grade is None or grade.weight >= Grade.FACTS.weight


@dataclass(frozen=True, kw_only=True)
class DigestSection:
    """The statements of the period that one watch matched. ``id`` is the watch's."""

    title: str
    query: str
    statements: tuple[DigestStatement, ...]
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class DigestInput:
    """Everything a digest says. ``statements`` were first seen in [``start``, ``end``), ``before`` in the stretch of the same
    length that begins at ``before_start``, for comparison (None when the archive does not reach back that far)."""

    title: str
    start: datetime
    end: datetime
    zone: str
    statements: tuple[DigestStatement, ...]
    before: tuple[DigestStatement, ...] | None = None
    before_start: datetime | None = None
    earlier: str = "week before"
    """What the stretch before is called."""
    stories: tuple[Story, ...] = ()
    """Those that a statement of the period belongs to, with what had been first seen by its end."""
    news: Mapping[int, tuple[News, ...]] = field(default_factory=dict)
    """What was new in a version when it was read, by the version's id."""
    voices: tuple[str, ...] = ()
    """Issuers that were heard for the first time."""
    sections: tuple[DigestSection, ...] = ()
    changes: tuple[DigestChange, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sources: int = 0
    """How many are watched."""
    source_names: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[int, str] = field(default_factory=dict)
    """The address of our own copy of a statement, by the statement's id."""
    stops: Mapping[str, str] = field(default_factory=dict)
    """The address that ends a section, by its id; under "" that which ends the whole digest."""
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told as one: a statement, or all copies of one that several capitals published. ``copies`` are those among
    the statements told, ``lead`` the first of them."""

    copies: tuple[DigestStatement, ...]
    story: Story | None = None
    follows: Version | None = None
    """The statement that began the story, where this is none of its copies but speaks of the same."""

    @property
    def lead(self) -> DigestStatement:
        return self.copies[0]

    @property
    def key(self) -> int:
        """The same wherever it is told."""
        return self.lead.version.statement if self.story is None or self.follows else -self.story.id

    @property
    def published(self) -> tuple[DigestStatement, ...]:
        """Every copy there is of it, those first seen before included."""
        if self.story is None or self.follows is not None:
            return self.copies
        return tuple(
            DigestStatement(version=member.version, reading=member.reading) for member in self.story.copies
        )

    @property
    def issuers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(copy.version.issuer for copy in self.published))

    @property
    def signatories(self) -> Mapping[str, tuple[str, ...]]:
        """Who is named as a signatory, and the issuers in whose copies."""
        found: dict[str, list[str]] = {}
        for copy in self.published:
            for signatory in copy.reading.signatories if copy.reading else ():
                listed = found.setdefault(signatory, [])
                if copy.version.issuer not in listed:
                    listed.append(copy.version.issuer)
        return {signatory: tuple(by) for signatory, by in found.items()}

    @property
    def is_joint(self) -> bool:
        """Whether several sign it, or its own page calls it so."""
        return len(self.signatories) > 1 or any(
            copy.version.kind is Kind.JOINT_STATEMENT for copy in self.published
        )

    @property
    def capitals(self) -> int:
        """How many stand behind it: who published it or signed it."""
        return len({*self.issuers, *self.signatories})


def together(statements: Iterable[DigestStatement], stories: Sequence[Story]) -> list[Told]:
    """The statements, copies of one told as one, in the order of the first copy."""
    of = {member.version.statement: (story, member) for story in stories for member in story.members}
    found: dict[tuple[str, int], list[DigestStatement]] = {}
    for statement in statements:
        story, member = of.get(statement.version.statement, (None, None))
        copy = story is not None and member is not None and member in story.copies
        key = ("story", story.id) if story and copy else ("alone", statement.version.statement)
        found.setdefault(key, []).append(statement)
    told = []
    for copies in found.values():
        story, member = of.get(copies[0].version.statement, (None, None))
        follows = None
        if story is not None and member is not None and member.joined.basis is Basis.FOLLOW_UP:
            follows = next((m.version for m in story.members if m.version.statement == story.id), None)
        told.append(Told(copies=tuple(copies), story=story, follows=follows))
    return told


def news_of(told: Told, digest: DigestInput) -> list[News]:
    """What was new in any of its copies, each once."""
    return list(
        {
            (copy.version.issuer, one.kind, one.value): one
            for copy in told.copies
            for one in digest.news.get(copy.version.id, ())
        }.values()
    )


def weight(told: Told, digest: DigestInput) -> tuple[float, float]:
    """How much it matters, to be compared: the highest rung, plus one step for each doubling of the capitals behind it and
    one for each thing new in it (a new rung counts twice), at most three of each; among equals the later."""
    seen = told.lead.version.first_seen.timestamp()
    rungs = [copy.reading.rung for copy in told.copies if copy.reading is not None]
    if not rungs:
        return (-1.0, seen)
    new = sum(2 if one.kind is Novelty.RUNG else 1 for one in news_of(told, digest))
    return (max(rungs) + min(3.0, math.log2(told.capitals)) + min(_MOST_NEWS, new), seen)


def who(code: str) -> str:
    """The name of an issuer or a signatory; one that is no code stands as it is."""
    return issuer_name(code) if is_issuer(code) else code
