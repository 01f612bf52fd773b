"""Texts made to keep the patterns of the facts busy. Nothing here looks at a clock: what were exponential would not come back."""

from __future__ import annotations

import pytest

from classifier import facts, sentences
from classifier.facts.due import due
from classifier.facts.money import sums
from classifier.folding import fold
from classifier.process import named

TIMES = 5_000
ANCHORS = (
    "Security Council resolution 2254",
    "UN Charter Article 2 ",
    "will provide EUR 5 by ",
    "قرار ",
)
FILLINGS = {
    "spaces": " ",
    "line breaks": "\n",
    "spaces and line breaks": " \n\t",
    "of": "of ",
    "the year": "the year ",
    "and": "and ",
    "commas": ", ",
    "digits": "1",
    "numbers": "242 ",
    "a list of numbers": "242, ",
    "groups of digits": "000 ",
    "dashes": "-",
    "brackets": "(",
    "full stops": ". ",
    "capitals": "A ",
    "a resolution": "resolution 2254 ",
    "the word alone": "resolution ",
    "a Charter": "UN Charter Article 2 ",
    "an office": "Minister of ",
    "the end of": "by the end of ",
    "a sum": "EUR 5 ",
    "an announcement": "announces ",
    "Chinese numbers": "1, x决议",
    "a council in Turkish": "bmgk-",
    "a council in Ukrainian": "рад",
    "a resolution in Russian": "резолюция",
    "a conjunction in Arabic": "و",
    "a decision in Chinese": "决定",
}


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=FILLINGS.keys())
def test_no_fact_is_slow_on_purpose(filling: str) -> None:
    for anchor in ANCHORS:
        text = f"{anchor}{filling * TIMES}x"
        folded = fold(text)
        due(folded)
        list(sums(folded))
        facts.resolutions(text)
        facts.instruments(text)
        facts.kind(text, text)
        # Sentences come cut to a size.
        cut = [sentence.text for sentence in sentences.split(text)][:3]
        none: list[frozenset[str]] = [frozenset()] * len(cut)
        facts.pledges(cut, none)
        named("Syria", cut, None)
        facts.actors(cut, none, issuer="FR", language=None)


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=FILLINGS.keys())
def test_nor_is_who_speaks_or_signs(filling: str) -> None:
    for anchor in ("Joint statement by ", "Minister "):
        text = f"{anchor}{filling * TIMES}x"
        facts.speaker(text, text, issuer="FR", language=None)
        facts.signatories(text, text)


def test_white_space_of_any_length_parts_no_citation() -> None:
    assert facts.resolutions("Security Council resolution\n\n \n2254 ,\t\t\n\n 2401\n \n(2018)") == (
        "2254",
        "2401",
    )


def test_the_year_behind_several_connectives() -> None:
    assert due("by the end of the year 2027") == "2027-12-31"
    assert due("d'ici la fin de l'annee 2027") == "2027-12-31"
    assert due("bis ende des jahres 2027") == "2027-12-31"
    assert due("will provide by " + "of " * TIMES) is None
