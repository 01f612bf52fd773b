"""A story: the statements that say the same, or speak of the same event, and what is new in one of them. Pure types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from statements.labels import Basis, Novelty
from statements.model import Reading, Version

APART: Final = "figures in one only: "
"""How the sentence of `Joined.because` begins that names what figures two copies do not share."""


@dataclass(frozen=True, kw_only=True)
class Joined:
    """Where a statement belongs. ``story`` is the statement that founded it, its own id when it founds one; ``beside`` the
    member it was found to belong to; ``because`` what the two share and what figures they do not, in words for people."""

    story: int
    basis: Basis
    beside: int | None = None
    score: float = 1.0
    because: tuple[str, ...] = ()

    @property
    def apart(self) -> str | None:
        """What figures stand in one of the two texts only; None where none do."""
        return next((said for said in self.because if said.startswith(APART)), None)


@dataclass(frozen=True, kw_only=True)
class Member:
    """A statement of a story in its newest version; ``reading`` is None while that is unread."""

    version: Version
    reading: Reading | None
    joined: Joined
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class Story:
    """Members in the order in which they were first seen; the first is the founder."""

    id: int
    members: tuple[Member, ...]

    def member(self, statement: int) -> Member:
        """The member that a statement is. Raises KeyError when it is not in the story."""
        for member in self.members:
            if member.version.statement == statement:
                return member
        raise KeyError(statement)

    @property
    def issuers(self) -> tuple[str, ...]:
        """Who published, in the order in which they did."""
        return tuple(dict.fromkeys(member.version.issuer for member in self.members))

    @property
    def copies(self) -> tuple[Member, ...]:
        """The founder and what says the same as it: neither follow-ups, nor copies of those."""
        found: dict[int, Member] = {}
        more = [member for member in self.members if member.joined.basis is Basis.FOUNDER]
        while more:
            found |= {member.version.statement: member for member in more}
            more = [
                member
                for member in self.members
                if member.joined.beside in found
                and (member.joined.basis.copies or member.joined.basis is Basis.PERSON)
                and member.version.statement not in found
            ]
        return tuple(member for member in self.members if member.version.statement in found)

    @property
    def signatories(self) -> Mapping[str, tuple[str, ...]]:
        """Everybody whom any copy names as a signatory, and the issuers whose copies do."""
        found: dict[str, list[str]] = {}
        for member in self.copies:
            for signatory in member.reading.signatories if member.reading else ():
                listed = found.setdefault(signatory, [])
                if member.version.issuer not in listed:
                    listed.append(member.version.issuer)
        return {signatory: tuple(by) for signatory, by in found.items()}


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a person decided about two statements: that they belong together, or that they do not. No machine undoes it."""

    one: int
    other: int
    together: bool
    at: datetime
    person: str


def put_together(person: str) -> str:
    """Why a statement is where a person put it, in words."""
    return f"{person} put them together"


@dataclass(frozen=True, kw_only=True)
class News:
    """Something new in what an issuer says. ``value`` is what is new ("2254", "HTS", a formula, a rung as text), ``subject`` on
    what, where that matters. ``depth`` says how many of the issuer's statements the archive could look back on, ``since``
    from when on: a first time is only as sure as they are deep."""

    kind: Novelty
    value: str
    quote: str | None = None
    subject: str | None = None
    depth: int = 0
    since: datetime | None = None
    before: Mapping[str, object] = field(default_factory=dict)
    """What was the case until now: the last rung and its day; how often a dropped formula was used, and its last quote."""
