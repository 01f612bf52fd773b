"""Whether two texts that are worded alike speak of the same: ministries condemn and condole in set phrases. Pure.

Two condolences after different earthquakes share nine words in ten; what differs are the place, the toll and the day. Two
copies of one text differ in what frames them, in spelling, in the name that a country goes by. So what counts is what one
text has in the place where the other has something else. What only one of them has contradicts nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from statements import diff, months
from statements.issuers import find_countries
from statements.text import fold_for_identity

REWORDED: Final = 100
"""Words of a text per ordinary word that a copy may put otherwise. A set phrase is shorter than this, and may not."""
RENAMED: Final = 400
"""Words of a text per name or figure that a copy may have otherwise: one slip in a long communiqué."""
SPELLED_ALIKE: Final = 74.0
"""Per cent from which two words are spellings of one: "Kyiv" and "Kiev" have 75, "Hama" and "Homs" 50."""
DATE_LINE: Final = 8
"""Words of an opening ("Washington, 1 December 2024 -") that each issuer writes in its own way."""
RUN: Final = 5
"""Words in a row from which on they are taken over; two or three are found in order in any long text."""
_COMPARED: Final = 20_000
"""Words of a text that are compared; a speech has 5,000."""
_LETTER = re.compile(r"\w")
_DIGIT = re.compile(r"\d")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_OPENING_ENDS = re.compile(r"(?:[.:)\n。]|(?<=\d)-)\s*$")  # dashes are folded
_SENTENCE_ENDS = re.compile(r"[.!?:;…\n。]\s*$")


@dataclass(frozen=True, kw_only=True)
class _Swap:
    """What the two texts have in one place. ``opening``: it lies in a date line; ``after``: the word before."""

    left: Sequence[str]
    right: Sequence[str]
    opening: bool
    after: str


def agree(one: str, other: str, *, dates: bool = True, openings: bool = False) -> bool:
    """Whether two texts that are worded alike have nothing different in the same place: no name, no figure, no other word.

    Spellings of one word and names of one country are the same; long texts may differ in a word or two. ``dates``: False lets
    figures and months differ, as they do from one anniversary to the next. ``openings``: True lets the date lines differ.
    """
    left, right = _words(one), _words(other)
    counts = Counter(map(_key, left)), Counter(map(_key, right))
    more = counts[0] - counts[1], counts[1] - counts[0]
    shorter = min(len(left), len(right))
    names = ordinary = 0
    for swap in _swaps(left, right):
        if openings and swap.opening:
            continue
        news = _news(swap.left, more[0], dates=dates), _news(swap.right, more[1], dates=dates)
        if not all(news) or _one_country(swap) or _spelled_alike(*news):
            continue
        told = [word for new in news for word in new]
        begins = swap.after == "" or _SENTENCE_ENDS.search(swap.after) is not None
        firsts = {swap.left[0], swap.right[0]} if begins else set()
        if any(_DIGIT.search(word) or (word[0].isupper() and word not in firsts) for word in told):
            names += 1
        else:
            ordinary += 1
    return names <= shorter // RENAMED and ordinary <= shorter // REWORDED


def taken_over(one: str, other: str) -> float:
    """How much of the shorter of two texts stands in the longer, in runs of `RUN` words or more; 0 to 1."""
    left, right = ([_key(word) for word in _words(text)] for text in (one, other))
    if not left or not right:
        return 0.0
    lengths = (step.src_end - step.src_start for step in Indel.opcodes(left, right) if step.tag == "equal")
    return sum(length for length in lengths if length >= RUN) / min(len(left), len(right))


def _words(text: str) -> list[str]:
    """The words of a text, case kept, each with the signs behind it."""
    folded = "\n".join(fold_for_identity(line) for line in text.splitlines() if line.strip())
    found: list[str] = []
    for token in diff.tokens(folded):
        if _LETTER.search(token):
            found.append(token)
        elif found:
            found[-1] += token
    return found[:_COMPARED]


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", "".join(re.findall(r"[\w'\u2019]+", word)))


def _key(word: str) -> str:
    return _bare(word).casefold()


def _swaps(left: Sequence[str], right: Sequence[str]) -> Iterator[_Swap]:
    steps = Indel.opcodes([_key(word) for word in left], [_key(word) for word in right])
    bounds: list[list[int]] = []
    joined = False  # whether the stretch before this step is a change too
    for step in steps:
        if step.tag == "equal":
            # A date line runs up to the first words that both have in a row, whatever year both name in it.
            opening = len(bounds) == 1 and 0 in (bounds[0][0], bounds[0][2])
            joined = joined and opening and step.src_end - step.src_start < RUN
            continue
        if joined:
            bounds[-1][1], bounds[-1][3] = step.src_end, step.dest_end
        else:
            bounds.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
        joined = True
    for a, b, c, d in bounds:
        if a < b and c < d:
            opening = 0 in (a, c) and _ends_date_line(left, b) and _ends_date_line(right, d)
            yield _Swap(left=left[a:b], right=right[c:d], opening=opening, after=left[a - 1] if a else "")


def _ends_date_line(words: Sequence[str], end: int) -> bool:
    """Whether the date line that a change up to ``end`` may be part of is over by then, or soon after (", 2024.")."""
    return any(_OPENING_ENDS.search(word) for word in words[end - 1 : DATE_LINE])


def _news(words: Sequence[str], more: Container[str], *, dates: bool) -> list[str]:
    """Those of the words that stand more often in this text than in the other: what changed places alone is no news. Little
    words of a script with letters tell nothing."""
    found = [bare for word in words if (bare := _bare(word)) and bare.casefold() in more]
    found = [word for word in found if len(word) > 2 or not word.isascii() or _DIGIT.search(word)]
    if dates:
        return found
    return [
        word for word in found if not _DIGIT.search(word) and months.match([months.fold(word)], 0) is None
    ]


def _one_country(swap: _Swap) -> bool:
    one, other = ({code for code, _, _ in find_countries("".join(side))} for side in (swap.left, swap.right))
    return bool(one) and one == other


def _spelled_alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether each word of the side that has fewer is a spelling of one on the other side."""
    fewer, others = sorted((left, right), key=len)
    return all(any(_is_spelling(word, other) for other in others) for word in fewer)


def _is_spelling(one: str, other: str) -> bool:
    if _DIGIT.search(one + other) or len(one) < 2:
        return False
    return fuzz.ratio(one.casefold(), other.casefold()) >= SPELLED_ALIKE
