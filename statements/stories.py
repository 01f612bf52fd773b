"""To which story a statement belongs, decided from what is known of those that may be in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from statements.labels import Basis, Relation
from statements.story import Joined, Member, Ruling

_BY_LINK: Final = {
    Relation.SAME_TEXT: Basis.SAME_TEXT,
    Relation.COPY: Basis.COPY,
    Relation.TWIN: Basis.TWIN,
}
"""A re-issue is the same words about another day, and begins a story of its own."""
_WORDS: Final = {
    Basis.SAME_TEXT: "the same text",
    Basis.COPY: "nearly the same text",
    Basis.TWIN: "the same statement in another language, as the publisher says",
}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A statement whose story the new one may belong to. ``relation`` and ``score``: how the archive linked the two, if it did."""

    member: Member
    relation: Relation | None = None
    score: float = 0.0


def decide(new: Member, candidates: Sequence[Candidate], rulings: Iterable[Ruling] = ()) -> Joined:
    """Where ``new`` belongs; its ``joined`` is not looked at. A story of its own where it belongs to none of them."""
    statement = new.version.statement
    apart = _ruled_out(statement, rulings)
    found = [
        Joined(
            story=one.member.joined.story,
            basis=basis,
            beside=one.member.version.statement,
            score=round(one.score, 4),
            because=(_WORDS[basis],),
        )
        for one in candidates
        if one.member.version.statement not in apart
        and one.relation is not None
        and (basis := _BY_LINK.get(one.relation)) is not None
    ]
    if not found:
        return alone(statement)
    order = list(Basis)
    return min(found, key=lambda one: (order.index(one.basis), -one.score, one.beside))


def alone(statement: int) -> Joined:
    """A statement that founds a story."""
    return Joined(story=statement, basis=Basis.FOUNDER)


def _ruled_out(statement: int, rulings: Iterable[Ruling]) -> set[int]:
    pairs = [ruling for ruling in rulings if not ruling.together and statement in (ruling.one, ruling.other)]
    return {ruling.other if ruling.one == statement else ruling.one for ruling in pairs}
