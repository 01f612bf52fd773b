"""How far two texts in whatever languages say the same, by their marks. Pure: see `statements.marks`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean
from typing import Final

from rapidfuzz.distance import LCSseq

from statements import marks
from statements.marks import Marks
from statements.model import Reading

DAY, LARGE, THREE, TWO, ONE, YEAR = 2.0, 2.5, 2.0, 1.5, 0.6, 0.5
"""What a shared figure is worth: a day of the year; a number of four digits or more, of three, two, one (and what is as often
written as a word); a year."""
NAME: Final = 1.2


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What two texts share. Shares are 0 to 1, None where there is nothing to compare."""

    figures: tuple[str, ...]
    only: tuple[tuple[str, ...], tuple[str, ...]]
    """Figures of the first and of the second that do not stand in the other, without those that may be a word there."""
    weight: float
    """What the shared figures are worth together."""
    figure_share: float | None
    """Of the figures of both, by worth."""
    contained: float | None
    """Of the figures of the one with fewer."""
    order: float | None
    """How many of the shared figures stand in the same order."""
    names: tuple[str, ...]
    name_share: float | None
    """Of the names that are surely names."""
    parties: tuple[str, ...]
    party_share: float | None
    """Of the parties of both, those whose texts they are left out."""
    shape: float
    """How alike the paragraphs are in number and length."""


def compare(one: Marks, other: Marks, *, own: Iterable[str] = ()) -> Shared:
    """What two texts share; ``own`` are parties that say nothing, since the texts are theirs."""
    left, right = dict.fromkeys(one.figures), dict.fromkeys(other.figures)
    both = tuple(figure for figure in left if figure in right)
    weight, lighter = worth(both), min(worth(left), worth(right))
    total = worth(left) + worth(right)
    named = [name for name in one.names if name in other.heard]
    named += [name for name in other.names if name in one.heard and name not in named]
    comparable = (len(one.names) if other.heard else 0) + (len(other.names) if one.heard else 0)
    found = sum(name in other.heard for name in one.names) + sum(name in one.heard for name in other.names)
    without = set(own)
    parties = [[party for party in each.parties if party not in without] for each in (one, other)]
    shared = tuple(party for party in parties[0] if party in parties[1])
    most = len({*parties[0], *parties[1]})
    return Shared(
        figures=both,
        only=(_only(left, right), _only(right, left)),
        weight=weight,
        figure_share=2 * weight / total if total else None,
        contained=weight / lighter if lighter else None,
        order=_order(one.figures, other.figures, set(both)),
        names=tuple(sorted(named)),
        name_share=found / comparable if comparable else None,
        parties=shared,
        party_share=len(shared) / most if most else None,
        shape=_shape(one.paragraphs, other.paragraphs),
    )


def weighed_alike(one: Reading | None, other: Reading | None) -> bool:
    """Whether one model weighed two short texts alike, sentence for sentence, whatever labels it gave in the end."""
    left, right = (None if reading is None else reading.leanings for reading in (one, other))
    if left is None or right is None or one is None or other is None or one.model != other.model:
        return False
    if len(left.sentences) != len(right.sentences):
        return False
    found = fmean(map(_correlation, left.sentences, right.sentences))
    return found >= max(left.enough, right.enough)


def _correlation(one: Sequence[int], other: Sequence[int]) -> float:
    try:
        return correlation(one, other)
    except StatisticsError:  # all alike: nothing is said by it
        return 0.0


def _only(mine: Iterable[str], theirs: Container[str]) -> tuple[str, ...]:
    return tuple(figure for figure in mine if figure not in theirs and figure not in marks.SPOKEN)


def worth(figures: Iterable[str]) -> float:
    """What figures say together about a text being the one text that has them."""
    return sum(_worth(figure) for figure in figures)


def _worth(figure: str) -> float:
    if marks.is_day(figure):
        return DAY
    if marks.is_year(figure):
        return YEAR
    if figure in marks.SPOKEN:
        return ONE
    digits = len(figure.replace(".", ""))
    return {1: ONE, 2: TWO, 3: THREE}.get(digits, LARGE)


def _order(one: Sequence[str], other: Sequence[str], both: set[str]) -> float | None:
    left, right = ([figure for figure in each if figure in both] for each in (one, other))
    if not left or not right:
        return None
    return LCSseq.similarity(left, right) / min(len(left), len(right))


def _shape(one: Sequence[int], other: Sequence[int]) -> float:
    """1 for the same paragraphs; the shares that they have of their texts are compared in order, an opening or closing paragraph
    that only one of them has left out if that fits better."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return 0.0
    if len(longer) > 40:
        return len(shorter) / len(longer)
    best = 0.0
    for at in range(min(3, len(longer) - len(shorter) + 1)):
        part = longer[at : at + len(shorter)]
        left, right = sum(shorter) or 1, sum(part) or 1
        apart = sum(abs(a / left - b / right) for a, b in zip(shorter, part, strict=True)) / 2
        best = max(best, 1 - apart)
    return best * (2 * len(shorter) / (len(shorter) + len(longer)))
