"""What a digest is made of, and how statements are put together in it: a story is told once, with all its capitals. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive.records import Gap
from archive.voices import Voice
from statements.issuers import is_issuer, issuer_name
from statements.labels import Basis, Grade, Kind, Novelty
from statements.model import Reading, Version
from statements.story import Member, News, Story

CHANGES = "/changes"
"""Stands for what was edited or withdrawn where the id of a section would, which has no stroke."""
_MOST_NEWS = 3
_COPIES = frozenset({*(basis for basis in Basis if basis.copies), Basis.PERSON})
"""What makes a member say the same as the one it stands beside."""


@dataclass(frozen=True, kw_only=True)
class DigestStatement:
    """One statement with what was read in it; ``reading`` is None while it is unread."""

    version: Version
    reading: Reading | None
    until: datetime | None = None
    """When an edit took it out of the section that it stands in; None while it belongs there."""


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
class DigestBoard:
    """Who has spoken on the question of a section since ``start``, and what the silence of the others is worth. Reasons are worded
    for the reader."""

    voices: tuple[Voice, ...]
    start: datetime | None
    newest: int | None = None
    """Only so many statements, the newest, were looked through: there were more."""


@dataclass(frozen=True, kw_only=True)
class DigestSection:
    """The statements of the period that one watch matched. ``id`` is the watch's."""

    title: str
    query: str
    statements: tuple[DigestStatement, ...]
    id: str = ""
    board: DigestBoard | None = None
    """Of those who should speak on it, where the digest says who that is."""


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
    later: int = 0
    """How many of them were not read yet when the period began, for which no gap says so."""
    source_names: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[int, str] = field(default_factory=dict)
    """The address of our own copy of a statement, by the statement's id."""
    stops: Mapping[str, str] = field(default_factory=dict)
    """The address that ends a section, by its id; under "" that which ends the whole digest."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """The address of the page with all statements of a section, by its id; under "" of those of the digest, under `CHANGES` of all
    that was edited or withdrawn. With ``?at=`` and the number of a statement it opens at that one."""
    manage: str | None = None
    """The address at which a recipient chooses what to get."""
    demo: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said and nothing said before changed: a line tells all there is."""
        return not (self.statements or self.changes or any(one.statements for one in self.sections))


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told as one: a statement, or all copies of one that several capitals published. ``copies`` are those among
    the statements told, ``lead`` the first of them."""

    copies: tuple[DigestStatement, ...]
    published: tuple[DigestStatement, ...]
    """Every copy there is of it, those first seen before included."""
    follows: Version | None = None
    """The statement that began the story, where this is none of its copies but speaks of the same."""

    @property
    def lead(self) -> DigestStatement:
        return self.copies[0]

    @property
    def key(self) -> int:
        """The same wherever it is told."""
        return self.published[0].version.statement

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
    said = {statement: text for story in stories for statement, text in _texts(story).items()}
    found: dict[int, list[DigestStatement]] = {}
    for statement in statements:
        number = statement.version.statement
        found.setdefault(said[number].first if number in said else number, []).append(statement)
    told = []
    for copies in found.values():
        text = said.get(copies[0].version.statement)
        told.append(
            Told(
                copies=tuple(copies),
                published=tuple(copies) if text is None else text.copies,
                follows=None if text is None else text.follows,
            )
        )
    return told


@dataclass(frozen=True, kw_only=True)
class _Text:
    """What several members of a story say alike."""

    first: int
    copies: tuple[DigestStatement, ...]
    follows: Version | None


def _texts(story: Story) -> dict[int, _Text]:
    """The text that each statement of a story is a copy of."""
    members = {member.version.statement: member for member in story.members}
    groups: dict[int, list[Member]] = {}
    for member in story.members:
        at, seen = member, {member.version.statement}
        while at.joined.basis in _COPIES and at.joined.beside in members and at.joined.beside not in seen:
            at = members[at.joined.beside]
            seen.add(at.version.statement)
        groups.setdefault(at.version.statement, []).append(member)
    begun = members.get(story.id)
    return {
        member.version.statement: _Text(
            first=first,
            copies=tuple(DigestStatement(version=m.version, reading=m.reading) for m in group),
            follows=None if begun is None or first == story.id else begun.version,
        )
        for first, group in groups.items()
        for member in group
    }


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
