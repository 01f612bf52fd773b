"""How often one word or clause flips exactly the label it should.

The pairs are data, in `pairs/`: author, language, phenomenon, label, a text in which the issuer's own words carry the label, and
its twin in which they do not. All were written before any model read them. Where the last stance of a text goes, `neutral` comes.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from bench.pairs import GROUPS, Outcome, by, pairs, rate, run, table
from classifier import Reader
from statements.labels import Stance, Topic

PAIRS = pairs()

# The model card states these figures; a model that does worse must not be shipped silently.
FLOOR = 0.67
FLOOR_WORDS = 0.60
FLOOR_BY_AUTHOR = {"one": 0.91, "two": 0.63}


@cache
def _outcomes(*, embeddings: bool = True) -> list[Outcome]:
    return run(Reader.load(embeddings=embeddings), PAIRS)


def test_the_pairs_are_well_formed() -> None:
    labels = {*Stance, *Topic} - {Stance.NEUTRAL}
    assert max(Counter(pair.id for pair in PAIRS).values()) == 1
    assert max(Counter(text for pair in PAIRS for text in (pair.present, pair.absent)).values()) == 1
    assert [pair.id for pair in PAIRS if pair.label not in labels] == []


def test_the_pairs_cover_every_language_and_label() -> None:
    languages = Counter(pair.language for pair in PAIRS if pair.author == "two")
    assert languages["en"] >= 170
    assert min(languages[name] for name in ("fr", "de", "es", "ar", "ru", "zh")) >= 12
    assert min(languages[name] for name in ("fa", "tr", "pl", "it", "pt", "uk", "he", "ja", "ko")) >= 8
    assert {pair.label for pair in PAIRS} == {*Stance, *Topic} - {Stance.NEUTRAL}


def test_pairs_pass_at_the_stated_rate() -> None:
    assert rate(_outcomes()) >= FLOOR, table(_outcomes())


def test_pairs_pass_at_the_stated_rate_by_words_alone() -> None:
    assert rate(_outcomes(embeddings=False)) >= FLOOR_WORDS, table(_outcomes(embeddings=False))


@pytest.mark.parametrize("author", FLOOR_BY_AUTHOR)
def test_pairs_of_each_author_pass_at_the_stated_rate(author: str) -> None:
    outcomes = by(GROUPS["author"], _outcomes())[author]
    assert rate(outcomes) >= FLOOR_BY_AUTHOR[author], table(outcomes)
