"""The sentence around a place in a text: verbatim, whole, and never half an abbreviation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import quotes


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("One here. Two here. Three.", "Two", "Two here."),
        ("One.\n\nThe second line\n\nThree.", "second", "The second line"),
        ("We met Mr. Smith of the U.S. Embassy. He left.", "Smith", "We met Mr. Smith of the U.S. Embassy."),
        ("It costs 3.5 million. So be it.", "million", "It costs 3.5 million."),
        ("We recall resolution 2254 (2015). 5 more.", "2254", "We recall resolution 2254 (2015)."),
        ("In 2015. We said so.", "said", "We said so."),
        ("He said “never again.” Then he left.", "never", "He said “never again.”"),
        ("Stop! Now? Yes.", "Now", "Now?"),
        ("第一句。第二句！第三句。", "第二", "第二句！"),
        ("هل هذا صحيح؟ نعم صحيح.", "نعم", "نعم صحيح."),
        ("Раз случилось. Два случилось.", "Два", "Два случилось."),
        ("- to withdraw;\n- to release the hostages;", "release", "to release the hostages;"),
        ("1. To withdraw.\n2. To release.", "release", "To release."),
    ],
)
def test_the_sentence_around_a_place(text: str, words: str, expected: str) -> None:
    assert quotes.naming(text, words) == expected


def test_a_sentence_without_end_is_cut_at_words_around_the_place() -> None:
    text = "word " * 1_000 + "here " + "word " * 1_000
    found = quotes.naming(text, "here")
    assert found is not None
    assert len(found) <= quotes.LONGEST
    assert "here" in found
    assert set(found.split()) == {"word", "here"}
    assert len(quotes.around("x" * 5_000, 2_500, 2_501)) <= quotes.LONGEST


def test_what_is_not_there_has_no_sentence() -> None:
    assert quotes.naming("One.", "Two") is None
    assert quotes.naming("One.", "") is None


@given(st.text(alphabet="ab .!?\n(-1)。…”", max_size=80), st.data())
def test_it_is_verbatim_and_holds_the_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 5)))
    found = quotes.around(text, start, end)
    assert found in text
    assert "\n" in text[start:end] or text[start:end].strip() in found
