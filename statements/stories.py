"""To which story a statement belongs, decided from what is known of those that may be in it. Pure.

Copies are found by their words in one language (`statements.likeness`, before this) and by their marks across languages
(`statements.sameness`); a publisher's own links count as they stand. Everything here would rather leave two copies in two stories
than put two statements into one: a wrong join hides an alert in a thread, a missed one sends it twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from statements import events, likeness, marks, references
from statements.changes import JOIN_WINDOW
from statements.issuers import issuer_name
from statements.labels import Basis, Relation
from statements.marks import Marks
from statements.model import Version
from statements.sameness import NAME, Shared, compare, weighed_alike, worth
from statements.story import APART, Joined, Member, Ruling, put_together

WINDOW: Final = timedelta(days=5)
"""Capitals publish a joint statement within days of each other; by the day each gives, however late it is found."""
NEEDED: Final = 3.5
"""Evidence that two texts of one day must share to be one, see `_evidence`."""
PER_DAY: Final = 1.0
"""And how much more of it for each day between them: those who speak together on Monday may do so again on Wednesday."""
SHORT: Final = 0.6
"""How sure a translation is that shares no figure."""
REFERRED: Final = timedelta(days=31)
"""How far back an issuer's word that it goes on from a statement of its own is followed."""
PARTY: Final = 0.6
WORDS: Final = 0.75
"""Likeness or containment from which two capitals' texts in one language are the text that both agreed on."""
_LINKED: Final = {
    Relation.SAME_TEXT: Basis.SAME_TEXT,
    Relation.COPY: Basis.COPY,
    Relation.TWIN: Basis.TWIN,
}
"""A re-issue is the same words about another day, and begins a story of its own."""
_WORDS: Final = {
    Basis.SAME_TEXT: "the same text",
    Basis.COPY: "nearly the same text",
    Basis.TWIN: "the same statement in another language, by the publisher's own link or number",
}
_ORDER: Final = (
    Basis.PERSON,
    Basis.SAME_TEXT,
    Basis.COPY,
    Basis.TWIN,
    Basis.JOINT,
    Basis.FOLLOW_UP,
)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A statement whose story the new one may belong to. ``relation`` and ``score``: how the archive linked the two, if it did."""

    member: Member
    relation: Relation | None = None
    score: float = 0.0


def decide(
    new: Member,
    candidates: Sequence[Candidate],
    rulings: Iterable[Ruling] = (),
    *,
    common: Collection[str] = (),
) -> Joined:
    """Where ``new`` belongs; its ``joined`` is not looked at. A story of its own where it belongs to none of theirs. What people
    ruled goes first: it joins what it was joined with, and no story with a statement from which it was parted.
    ``common`` are names, by their sound, that say little about an event, see `events.same`."""
    statement = new.version.statement
    mine = {
        ruling.other if ruling.one == statement else ruling.one: ruling
        for ruling in rulings
        if statement in (ruling.one, ruling.other)
    }
    parted = {
        one.member.joined.story
        for one in candidates
        if (ruling := mine.get(one.member.version.statement)) is not None and not ruling.together
    }
    founders = {one.member.version.statement: one.member for one in candidates}
    found: list[tuple[tuple[int, float, timedelta, int], Joined]] = []
    for one in candidates:
        version, story = one.member.version, one.member.joined.story
        if version.statement == statement or story in parted:
            continue
        joined = _by_ruling(one, mine.get(version.statement)) or _beside(new, one, founders, common)
        if joined is not None:
            apart = abs(references.day(version) - references.day(new.version))
            rank = (_ORDER.index(joined.basis), -joined.score, apart, version.statement)
            found.append((rank, joined))
    doubtful = {joined.story for _, joined in found if joined.basis is Basis.TWIN and joined.score == SHORT}
    if len(doubtful) > 1:  # two that may be the one whose translation this is
        found = [pair for pair in found if pair[1].score != SHORT]
    return min(found, key=lambda pair: pair[0])[1] if found else alone(statement)


def alone(statement: int) -> Joined:
    """A statement that founds a story."""
    return Joined(story=statement, basis=Basis.FOUNDER)


def _by_ruling(one: Candidate, ruling: Ruling | None) -> Joined | None:
    if ruling is None or not ruling.together:
        return None
    return _joined(one, Basis.PERSON, 1.0, put_together(ruling.person))


def _beside(
    new: Member, one: Candidate, known: Mapping[int, Member], common: Collection[str]
) -> Joined | None:
    """Whether ``new`` belongs beside a candidate, and why. ``known`` are those that may have begun its story."""
    mine, theirs = new.version, one.member.version
    apart = abs(references.day(mine) - references.day(theirs))
    left, right = marks.of(mine, new.reading), marks.of(theirs, one.member.reading)
    own = {issuer_name(mine.issuer), issuer_name(theirs.issuer)}
    shared = compare(left, right, own=own)
    linked = None if one.relation is None else _LINKED.get(one.relation)
    if one.relation is Relation.REISSUE:
        return None
    if linked is not None and _holds(linked, mine, theirs, apart, shared):
        return _joined(one, linked, one.score, _WORDS[linked], *_apart(shared))
    score = None if apart > WINDOW else _same_across_words(new, one.member, shared, left, right, apart)
    if score is not None:
        basis = Basis.TWIN if mine.issuer == theirs.issuer else Basis.JOINT
        return _joined(one, basis, score, *_because(shared))
    if _short_translation(new, one.member, shared, left, right):
        return _joined(
            one,
            Basis.TWIN,
            SHORT,
            "one issuer and day, the same states, and sentence for sentence weighed alike",
        )
    refers = events.refers(mine, theirs)
    if apart <= (REFERRED if refers else WINDOW) and (refers or _may_follow(new, one.member, known)):
        event = events.same(new, one.member, shared, left, right, common=common)
        if event is not None:
            return _joined(one, Basis.FOLLOW_UP, event.score, *event.because)
    return None


def _may_follow(new: Member, old: Member, known: Mapping[int, Member]) -> bool:
    """What follows on a follow-up must be about a day that the beginning of the story is about too, or a story would drift from event
    to event."""
    if old.joined.basis is not Basis.FOLLOW_UP:
        return old.joined.basis is not Basis.PERSON
    founder = known.get(old.joined.story)
    return founder is not None and events.share_day(new.version, founder.version)


def _holds(linked: Basis, mine: Version, theirs: Version, apart: timedelta, shared: Shared) -> bool:
    """Whether a link between two texts makes them one story. The same text elsewhere may come late. Nearly the same text may be a
    formula that is used again about another place: it must agree about what it speaks of."""
    if linked is Basis.TWIN:
        return apart <= JOIN_WINDOW
    if apart > JOIN_WINDOW:
        return linked is Basis.SAME_TEXT and mine.issuer != theirs.issuer and apart <= 2 * JOIN_WINDOW
    if linked is Basis.SAME_TEXT:
        return True
    return (
        (shared.contained is None or shared.contained >= 0.8)
        and (shared.name_share is None or shared.name_share >= 0.6)
        and (shared.party_share is None or shared.party_share >= 0.5)
    )


def _same_across_words(
    new: Member, old: Member, shared: Shared, left: Marks, right: Marks, apart: timedelta
) -> float | None:
    """How surely two texts say the same in other words, 0 to 1; None when they may not."""
    mine, theirs = new.version, old.version
    if mine.language == theirs.language:
        return _same_in_most_words(new, old, shared, left, right)
    if not (mine.issuer == theirs.issuer or _mutual(new, old, left, right) or _beyond_chance(shared)):
        return None
    if not _figures_agree(shared, left, right) or not _parties_agree(shared, left, right):
        return None
    found = _evidence(new, old, shared)
    if found < NEEDED + PER_DAY * apart.days or shared.shape < (0.7 if found >= 6 else 0.8):
        return None
    parts = [shared.figure_share, shared.order, shared.party_share, shared.shape]
    known = [part for part in parts if part is not None]
    return round(sum(known) / len(known), 4)


def _short_translation(new: Member, old: Member, shared: Shared, left: Marks, right: Marks) -> bool:
    """Whether two texts without figures are one issuer's statement of a day in two languages: neither their titles nor their texts
    each name a state of their own (one may name fewer: by an adjective, say), their paragraphs are alike, and sentence for sentence
    the model weighed them alike."""
    mine, theirs = new.version, old.version
    if mine.issuer != theirs.issuer or mine.language == theirs.language:
        return False
    if references.day(mine) != references.day(theirs) or shared.shape < 0.8:
        return False
    if not marks.is_figureless(left) or not marks.is_figureless(right):
        return False
    titles = [events.abroad(one.title, one) for one in (mine, theirs)]
    texts = [events.abroad(f"{one.title}\n{one.text[: marks.READ]}", one) for one in (mine, theirs)]
    return (
        not texts[0].isdisjoint(texts[1])
        and _one_within_the_other(*titles)
        and _one_within_the_other(*texts)
        and weighed_alike(new.reading, old.reading)
    )


def _one_within_the_other(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _same_in_most_words(new: Member, old: Member, shared: Shared, left: Marks, right: Marks) -> float | None:
    """The same in one language: each capital puts sentences of its own before and after the text that was agreed. An issuer
    does not write one statement twice in one language."""
    if new.version.issuer == old.version.issuer or not _mutual(new, old, left, right):
        return None
    shares = (shared.contained, shared.party_share, shared.name_share)
    if any(share is not None and share < 0.5 for share in shares):
        return None
    alike, contained = likeness.likeness(new.version.text, old.version.text)
    return round(max(alike, contained), 4) if max(alike, contained) >= WORDS else None


def _figures_agree(shared: Shared, left: Marks, right: Marks) -> bool:
    """Few figures that stand in one of the texts only, and the shared ones in one order. One text may leave out a part."""
    if worth(left.figures) + worth(right.figures) < 1:
        return True
    if shared.figure_share is None or shared.contained is None or (shared.order or 0) < 0.6:
        return False
    return shared.figure_share >= 0.7 or (shared.contained >= 0.9 and shared.weight >= 6)


def _parties_agree(shared: Shared, left: Marks, right: Marks) -> bool:
    """Whether both name the same parties; one may list fewer of those who sign."""
    if shared.party_share is None or shared.party_share >= 0.5:
        return True
    fewer = min(len(left.parties), len(right.parties)) - 2
    return len(shared.parties) >= max(4, 0.8 * fewer) and (shared.figure_share or 0) >= 0.7


def _evidence(new: Member, old: Member, shared: Shared) -> float:
    """What speaks for two texts being one: shared figures by their worth, names, parties, signatures, and that both were read
    alike, which in two languages they seldom are entirely."""
    found = shared.weight + NAME * len(shared.names[:4]) + PARTY * len(shared.parties[:5])
    if _signed(new, old):
        found += 1.5
    if new.reading is not None and old.reading is not None:
        read = [{*member.reading.stances, *member.reading.topics} for member in (new, old) if member.reading]
        if len(read[0] & read[1]) >= 0.6 * len(read[0] | read[1]):
            found += 1.0
    return found


def _mutual(new: Member, old: Member, left: Marks, right: Marks) -> bool:
    """Whether each of two issuers stands in the other's text: as those do who speak together."""
    names = [issuer_name(new.version.issuer), issuer_name(old.version.issuer)]
    signed = [set(member.reading.signatories) if member.reading else set() for member in (new, old)]
    both = {new.version.issuer, old.version.issuer}
    return (names[1] in left.parties and names[0] in right.parties) or any(both <= one for one in signed)


def _beyond_chance(shared: Shared) -> bool:
    """So many figures in one order that the texts can only be one, whoever published them."""
    return shared.weight >= 8 and (shared.figure_share or 0) >= 0.9 and (shared.order or 0) >= 0.9


def _signed(new: Member, old: Member) -> bool:
    """Whether one of the texts is signed by three or more, both issuers among them."""
    both = {new.version.issuer, old.version.issuer}
    signed = [member.reading.signatories for member in (new, old) if member.reading is not None]
    return any(len(one) > 2 and both <= set(one) for one in signed)


def _because(shared: Shared) -> tuple[str, ...]:
    """What two texts share, for people."""
    said = []
    if shared.figures:
        order = " in the same order" if (shared.order or 0) > 0.99 and len(shared.figures) > 1 else ""
        which = "shared" if any(shared.only) else "the same"
        said.append(f"{which} figures{order}: {', '.join(shared.figures[:6])}")
    said += _apart(shared)
    if shared.parties:
        said.append(f"both name {', '.join(shared.parties[:5])}")
    if shared.names:
        count = len(shared.names)
        said.append(f"{count} other {'names sound' if count > 1 else 'name sounds'} the same")
    if shared.shape >= 0.9:
        said.append("paragraphs of the same lengths")
    return tuple(said)


def _apart(shared: Shared) -> list[str]:
    """What figures stand in one of two texts only."""
    sides = zip(shared.only, ("here", "there"), strict=True)
    said = [f"{', '.join(only[:4])} {where}" for only, where in sides if only]
    return [f"{APART}{'; '.join(said)}"] if said else []


def _joined(one: Candidate, basis: Basis, score: float, *because: str) -> Joined:
    return Joined(
        story=one.member.joined.story,
        basis=basis,
        beside=one.member.version.statement,
        score=round(score, 4),
        because=because,
    )
