"""How alike two texts are, and a short sketch by which likely pairs are found among very many. Pure.

A sketch is the 16 smallest hashes of a text's shingles of five words: two texts that share most of their shingles share most of
their sketches, so a look-up by sketch value finds the few candidates that are worth comparing word by word.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Indel

from statements import diff, months
from statements.agreement import agree, taken_over
from statements.changes import JOIN_WINDOW, PLACEHOLDER
from statements.labels import Relation
from statements.text import fold_for_identity

SKETCH: Final = 16
SHINGLE: Final = 5
"""Words (signs, in scripts without spaces)."""
SHARED: Final = 4
"""Sketch values that a candidate shares at least; fewer of a text too short to have 16."""
COPY: Final = 0.9
"""Likeness or containment from which a text elsewhere is a copy."""
REISSUE: Final = 0.97
"""Likeness from which a text of the same issuer under another date is the same words again."""
REPRINTED: Final = 3
"""Days within which what follows a different date line is the same text going round; later it may be a phrase used again."""
CONTAINED: Final = 40
"""Words below which a text that stands inside another is a phrase, not an excerpt."""
_COMPARED: Final = 20_000
"""Words of a text that are compared; a speech has 5,000."""
_WORD = re.compile(r"\w")
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What is compared of a statement. ``day``: published, or first seen where it is undated."""

    source: str
    issuer: str
    title: str
    text: str
    text_sha256: str
    language: str | None
    day: date


@lru_cache(maxsize=4)  # a new text is held against one after the other
def words(text: str) -> tuple[str, ...]:
    """The words of a text as compared: folded, in lower case, without punctuation."""
    found = (word.strip() for word in diff.tokens(fold_for_identity(text).casefold()))
    return tuple(word for word in found if _WORD.search(word))[:_COMPARED]


def sketch(text: str) -> tuple[int, ...]:
    """Up to `SKETCH` numbers of 63 bits, ascending; none of a text shorter than a shingle."""
    found = words(text)
    shingles = {" ".join(found[at : at + SHINGLE]) for at in range(len(found) - SHINGLE + 1)}
    hashes = (
        int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest()) >> 1 for shingle in shingles
    )
    return tuple(sorted(hashes)[:SKETCH])


def shared_at_least(size: int) -> int:
    """How many sketch values two texts must share to be compared, where the one looked up has ``size``."""
    return min(SHARED, max(1, size // 2))


def likeness(one: str, other: str) -> tuple[float, float]:
    """How alike two texts are, 0 to 1, word by word in order; and how much of the shorter stands in the longer."""
    left, right = words(one), words(other)
    if not left or not right:
        return 0.0, 0.0
    common = (len(left) + len(right) - Indel.distance(left, right)) / 2
    shorter = min(len(left), len(right))
    contained = common / shorter if shorter >= CONTAINED else 0.0
    return 2 * common / (len(left) + len(right)), contained


def same_but_figures(one: str, other: str) -> bool:
    """Whether two texts are the same but for numbers and the dates in them ("the 75th anniversary", "on 4 March")."""
    return _without_dates(one) == _without_dates(other)


def relation(later: Printed, earlier: Printed) -> tuple[Relation, float] | None:
    """How ``later`` belongs to the statement ``earlier``, and how alike they are; None when by its words it does not.

    The same issuer's words again under a date further than 14 days away are a re-issue. The same words at another place are the
    same text, unless they are too short to tell anything and their titles differ. Nearly the same words in another source
    are a copy, if they agree in what they speak of (see statements.agreement: condolences are worded alike); in one source
    they are its habit of speech, unless they are as near as a re-issue would be.
    """
    same = bool(later.text) and later.text_sha256 == earlier.text_sha256
    apart = abs(later.day - earlier.day) > JOIN_WINDOW
    if same:
        titles = [fold_for_identity(title) for title in (later.title, earlier.title)]
        if len(later.text) < PLACEHOLDER and titles[0] != titles[1]:
            return None
        again = apart and later.issuer == earlier.issuer
        return (Relation.REISSUE if again else Relation.SAME_TEXT), 1.0
    alike, contained = likeness(later.text, earlier.text)
    same_words = alike >= REISSUE or (alike >= 0.5 and same_but_figures(later.text, earlier.text))
    if later.issuer == earlier.issuer and apart and same_words:
        return (Relation.REISSUE, alike) if agree(later.text, earlier.text, dates=False) else None
    if later.source == earlier.source:
        near_enough = alike >= REISSUE and _same_figures(later, earlier) and agree(later.text, earlier.text)
        return (Relation.COPY, alike) if near_enough else None
    near = alike if alike >= COPY else contained
    if near < COPY or (alike < COPY and taken_over(later.text, earlier.text) < COPY):
        return None
    days = abs((later.day - earlier.day).days)
    return (Relation.COPY, near) if agree(later.text, earlier.text, openings=days <= REPRINTED) else None


def _same_figures(one: Printed, other: Printed) -> bool:
    """Two notices of one ministry that differ in a number are two notices."""
    return Counter(_FIGURES.findall(one.text)) == Counter(_FIGURES.findall(other.text))


def _without_dates(text: str) -> Sequence[str]:
    return [
        word
        for word in words(text)
        if not any(char.isdigit() for char in word)
        and word not in _ORDINALS
        and months.match([months.fold(word)], 0) is None
    ]


_ORDINALS: Final = frozenset({"st", "nd", "rd", "th", "er", "ère", "ème"})
