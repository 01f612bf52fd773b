"""How often another state's act, told by its name, is no longer taken for the issuer's, and whether the issuer's own stay.

`abroad/pairs.jsonl` has the issuer's act and, in nearly the same words, another state's; `abroad/own.jsonl` acts of the issuer beside which
other states are named. Both were written by somebody who had not seen the rule, to be hard. Of the pairs, those of the author ``seen`` were
looked at, those of ``blind`` only counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.pairs import Pair, pairs
from classifier import Reader

FOLDER = Path(__file__).parent / "abroad"
PAIRS = pairs(FOLDER, "pairs.jsonl")
FLOOR = {"seen": 0.24, "blind": 0.12}
"""Of the acts of others that the model takes for the issuer's, those that the rule takes back."""
LOST = 0
"""Of more than two hundred own acts."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(embeddings=False)


def _given(reader: Reader, text: str, language: str, label: str, issuer: str | None) -> bool:
    return label in reader.read(title="", text=text, language=language, issuer=issuer).stances


def _own() -> Iterator[tuple[str, str, str, str]]:
    for pair in PAIRS:
        assert pair.issuer
        yield pair.present, pair.language, pair.label, pair.issuer
    for line in (FOLDER / "own.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], row["lang"], row["label"], row["issuer"]


def _taken(reader: Reader, pair: Pair) -> list[bool]:
    return [_given(reader, pair.absent, pair.language, pair.label, issuer) for issuer in (None, pair.issuer)]


@pytest.mark.parametrize("author", FLOOR)
def test_acts_of_others_are_taken_back(reader: Reader, author: str) -> None:
    read = [_taken(reader, pair) for pair in PAIRS if pair.author == author]
    mistaken = [after for before, after in read if before]
    assert len(mistaken) > 50
    assert mistaken.count(False) / len(mistaken) >= FLOOR[author]


def test_the_issuers_own_stay(reader: Reader) -> None:
    acts = [one for one in _own() if _given(reader, one[0], one[1], one[2], None)]
    lost = [
        text for text, language, label, issuer in acts if not _given(reader, text, language, label, issuer)
    ]
    assert len(acts) > 150
    assert len(lost) <= LOST, lost
