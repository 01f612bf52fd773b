"""Whether two statements that do not say the same speak of one event. Pure.

What makes two texts be about one event is what few other texts of those days have: the name of a small place, of a ship, of a
prisoner; the day it happened; how many died; the number of a case; that the one says that it goes on from the other. That both
speak of Syria, and condemn, is what most texts of a week share.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

from statements import cldr, marks, months, references
from statements.issuers import find_countries
from statements.labels import Kind, Topic
from statements.marks import Marks
from statements.model import Reading, Version
from statements.places import is_seat
from statements.sameness import Shared
from statements.story import Member

NEEDED: Final = 4.0
NAME, SOUND, SHORT, KNOWN = 1.5, 1.5, 1.0, 0.3
"""What a shared name is worth: one that is written alike; one that sounds alike, of four consonants or more, and of three, which
two words have by chance more easily; one that stands in the texts of every week."""
DAY, ANSWER, TODAY = 2.0, 1.5, 1.0
"""A day of the last ten that both name; one that the other was published on and speaks of as today, by a text that names its issuer
and by one that does not."""
GOES_ON, CITES = 2.5, 1.5
CASE, LARGE, NUMBER = 3.5, 2.0, 1.0
"""The number of a case before a court; a number of three digits or more; one of two."""
OLDER: Final = 1.0
"""A day longer ago that both name, where they share one of the last ten."""
SURER: Final = 0.5
"""How much more it takes where one is the readout of a meeting, which names many things."""
VOTE: Final = 1.5
"""A state votes once on a day."""
SUBJECT: Final = 0.7
NAMELESS: Final = 0.5
"""A number where the names of one of the texts cannot be heard (Chinese, Japanese, Korean), beside what it is worth."""
_TALK: Final = (Kind.BRIEFING, Kind.REMARKS)
_CASE = re.compile(r"(?<![\d/])(?!(?:19|20)\d\d/)(\d{4,6}/\d{2})(?![\d/])")
"""No resolution ("75/1") and no regulation ("2024/1689") looks like this: those stand in statements on many events."""
_STEM = 5
"""Letters that the name of a state shares with that of its people."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """How surely two statements speak of one event, 0 to 1, and why."""

    score: float
    because: tuple[str, ...]


def same(
    new: Member, old: Member, shared: Shared, left: Marks, right: Marks, *, common: Collection[str] = ()
) -> Event | None:
    """What speaks for ``new`` being about the event of ``old``; None where that cannot be said. ``common`` are names, by their
    sound, that were in use before the two."""
    if new.reading is None or old.reading is None:
        return None
    kinds = {new.reading.kind, old.reading.kind}
    if kinds & set(_TALK):
        return None
    reference = _reference(new.version, old.version)
    states = _states(new.version) & _states(old.version)
    if new.version.issuer == old.version.issuer:
        states -= {new.version.issuer}
    names = dict(_names(new.version, old.version, left, right, common))
    telling = {name: value for name, value in names.items() if value > KNOWN}
    day, days = _days(new.version, old.version)
    if not day and not reference and _apart(new.version, old.version):
        return None
    cases = _cases(new.version) & _cases(old.version)
    parts = {part for case in cases for part in case.split("/")}
    numbers = [figure for figure in shared.figures if marks.is_rare(figure) and figure not in parts]
    alike = _alike(new.reading, old.reading)
    voted = (
        day >= DAY
        and Topic.ELECTIONS_GOVERNANCE in set(new.reading.topics) & set(old.reading.topics)
        and bool(states)
    )
    nameless = not (_written(new.version) and right.heard) and not (_written(old.version) and left.heard)
    anchored = telling or cases or voted or (alike and reference >= GOES_ON) or (nameless and day and numbers)
    about = max(len(states), len(shared.parties))
    if not anchored or not (about or cases or reference or len(telling) > 1):
        return None
    own = new.version.issuer == old.version.issuer
    if not (reference or cases or (day >= DAY if own else day or numbers)):
        return None
    found = (
        day
        + reference
        + NAMELESS * (nameless and bool(numbers))
        + SUBJECT * alike
        + VOTE * voted
        + CASE * bool(cases)
        + 0.5 * min(about, 2)
    )
    found += sum(sorted(names.values(), reverse=True)[:2])
    found += sum(sorted((LARGE if len(one) > 2 else NUMBER for one in numbers), reverse=True)[:2])
    if found < NEEDED + SURER * (Kind.READOUT in kinds and not reference):
        return None
    return Event(
        score=round(min(0.9, 0.4 + 0.05 * found), 4),
        because=tuple(_because(reference, days, [*cases, *numbers], telling)),
    )


def refers(new: Version, old: Version) -> bool:
    """Whether the later of two statements says that it goes on from one that its issuer made on the day of the other."""
    return _reference(new, old) >= GOES_ON


def said(issuer: str, day: date) -> str:
    """Under what a statement is written down for those that refer to it by its day."""
    return f"{issuer}!{day.isoformat()}"


def share_day(new: Version, old: Version) -> bool:
    """Whether two statements are about a day of the last ten."""
    return _days(new, old)[0] > 0


def keys(version: Version, *, most: int = 6) -> tuple[str, ...]:
    """Under what a statement is written down so that others on its event find it: recent days with the states it speaks of."""
    refers = references.of(version)
    days = sorted(refers.days | _published(version), reverse=True)
    states = [state for state in _in_order(version) if state != version.issuer] or [version.issuer]
    return tuple(f"{one.isoformat()}@{state}" for state in states[:3] for one in days[:2])[:most]


def _reference(new: Version, old: Version) -> float:
    """What it is worth that one points to an earlier statement of its issuer of the other's day."""
    if new.issuer != old.issuer:
        return 0.0
    earlier, later = sorted((new, old), key=lambda one: (references.day(one), one.first_seen))
    if references.updates(later.title, earlier.title):
        return NEEDED
    day = references.day(earlier)
    to = [one for one in references.of(later).earlier if one.day == day]
    return 0.0 if not to else GOES_ON if any(one.goes_on for one in to) else CITES


def _days(new: Version, old: Version) -> tuple[float, tuple[date, ...]]:
    """The days that both texts are about, and what that is worth."""
    one, other = references.of(new), references.of(old)
    both = one.days & other.days
    back, forth = one.days & _published(old), other.days & _published(new)
    if not (both or back or forth):
        return 0.0, ()
    answers = (back and old.issuer in _in_order(new)) or (forth and new.issuer in _in_order(old))
    older = OLDER if (one.older | one.days) & (other.older | other.days) - both else 0.0
    return (DAY if both else ANSWER if answers else TODAY) + older, tuple(sorted(both or back | forth))


def _published(version: Version) -> frozenset[date]:
    return frozenset({references.day(version)} if references.of(version).today else ())


def _apart(new: Version, old: Version) -> bool:
    """Whether each text names days of its own, or looks back."""
    one, other = references.of(new), references.of(old)
    return bool((one.days or one.older) and (other.days or other.older))


def _cases(version: Version) -> frozenset[str]:
    return frozenset(_CASE.findall(version.text[: marks.READ]))


def _alike(new: Reading, old: Reading) -> bool:
    return bool(set(new.topics) & set(old.topics)) or new.primary is old.primary


def _names(
    new: Version, old: Version, left: Marks, right: Marks, common: Collection[str]
) -> Iterator[tuple[str, float]]:
    """The names that both texts have, with what each is worth."""
    one, other = _written(new), _written(old)
    told: set[str] = set()
    for word in sorted(one & other):
        told.add(marks.sound(word))
        yield word, KNOWN if is_seat(word) or marks.sound(word) in common else NAME
    for words, heard, beside in ((one, right.heard, old), (other, left.heard, new)):
        caseless = (beside.language or "")[:2] in ("ar", "fa", "he", "ur")
        for word in sorted(words):
            sound = marks.sound(word)
            if len(sound) < 3 or sound not in heard or sound in told:
                continue
            told.add(sound)
            known = is_seat(word) or sound in common
            yield word, KNOWN if known else SOUND if len(sound) > 3 else SHORT / 2 if caseless else SHORT


def _written(version: Version) -> frozenset[str]:
    """The names in a text that may be those of places, persons and ships: no weekdays, no peoples."""
    language = (version.language or "").partition("-")[0]
    stems = _peoples(language)
    return frozenset(
        word
        for word in marks.written(version.text[: marks.READ], version.language)
        if word[:_STEM] not in stems
    )


@cache
def _peoples(language: str) -> frozenset[str]:
    tables = cldr.tables()
    states = tables["territories"].get(language, {}).values()
    week = (name for names in tables["weekdays"].get(language, ()) for name in names)
    folded = [months.fold(word) for name in states for word in name.split()]
    return frozenset({word[:_STEM] for word in (*folded, *map(months.fold, week)) if len(word) >= _STEM})


def abroad(text: str, version: Version) -> frozenset[str]:
    """The states other than its issuer that a text of a version names."""
    return frozenset(_named_states(text, version.language)) - {version.issuer}


def _states(version: Version) -> frozenset[str]:
    """The states that a statement is of or about."""
    return frozenset(_in_order(version)) | {version.issuer}


def _in_order(version: Version) -> tuple[str, ...]:
    return _named_states(f"{version.title}\n{version.text[: marks.READ]}", version.language)


@lru_cache(maxsize=256)
def _named_states(text: str, language: str | None) -> tuple[str, ...]:
    """Those that a text names, in the order of first mention."""
    found = (code for code, _, _ in find_countries(text, language))
    return tuple(dict.fromkeys(code for code in found if len(code) == 2 and code not in ("EU", "UN")))


def _because(
    reference: float, days: Collection[date], numbers: Collection[str], names: Collection[str]
) -> Iterator[str]:
    if reference:
        yield "the later refers to a statement of that day"
    if days:
        yield f"both speak of {', '.join(one.isoformat() for one in days)}"
    if numbers:
        yield f"both give {', '.join(list(numbers)[:4])}"
    if names:
        yield f"both name {', '.join(name.capitalize() for name in list(names)[:4])}"
