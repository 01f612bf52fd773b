"""Where a sentence parts, and which part earned a label."""

import pytest

from classifier import Reader
from classifier.clauses import LEAST, LONG, MOST, cut

LONG_ONE = (
    "Recalling the long ties of friendship, trade and culture that bind the two countries since the treaty of 1931, as well as the "
    "consultations held in spring, the Ministry condemns in the strongest terms the shelling of the hospital at Qara, and will provide "
    "12,5 million euros to the families."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(embeddings=False)


def pieces(sentence: str) -> list[str]:
    return [sentence[a:b] for a, b in cut(sentence)]


def test_pieces_make_up_the_sentence_and_none_is_a_mere_word_or_two() -> None:
    found = pieces(LONG_ONE)
    assert "".join(found) == LONG_ONE
    assert len(found) > 2
    assert all(len(piece.split()) >= LEAST for piece in found)


def test_a_number_with_a_comma_does_not_part() -> None:
    assert any("12,5 million" in piece for piece in pieces(LONG_ONE))


@pytest.mark.parametrize(
    "held", ["at 10:30 local time", "<https://evil.example/x|our embassy>", "in A/79:3", "2:1"]
)
def test_a_colon_within_does_not_part(held: str) -> None:
    sentence = f"The Ministry recalls what it said in the spring about the events {held} and it condemns, as it did: the attack on Qara."
    assert any(held in piece for piece in pieces(sentence))


def test_a_short_sentence_is_one_piece() -> None:
    assert cut("We condemn it, and we call on all to stop.") == [(0, 42)]
    assert len(cut("我们谴责这一袭击，并呼吁各方保持克制。")) == 1


def test_sentences_without_spaces_part_too() -> None:
    chinese = "中方注意到有关国家近日发表的声明和各方在会议上的发言以及媒体的报道，强烈谴责这一袭击平民和医院的行为，呼吁当事方保持最大克制。"
    assert len(chinese) < LONG
    assert len(pieces(chinese)) == 3


def test_a_list_of_a_hundred_items_stays_cheap() -> None:
    endless = ", ".join(f"item {n} of the long list" for n in range(100))
    found = pieces(endless)
    assert len(found) == MOST
    assert "".join(found) == endless


def test_each_label_gets_the_clause_that_says_so(reader: Reader) -> None:
    found = reader.read(title="", text=LONG_ONE, language="en")
    assert found.clauses["condemnation"].startswith(
        "the Ministry condemns in the strongest terms the shelling"
    )
    assert all(clause in found.evidence[label][0] for label, clause in found.clauses.items())
    assert "friendship" not in "".join(found.clauses.values())


def test_a_short_quote_has_no_clause_of_its_own(reader: Reader) -> None:
    found = reader.read(title="", text="We condemn the attack, and we mourn the dead.", language="en")
    assert found.evidence["condemnation"]
    assert not found.clauses


def test_a_clause_is_verbatim_where_the_text_holds_characters_that_cannot_be_read(reader: Reader) -> None:
    text = LONG_ONE.replace("strongest terms", "strongest\x00terms")
    found = reader.read(title="", text=text, language="en")
    assert "strongest\x00terms" in found.clauses["condemnation"]
    assert all(clause in text for clause in found.clauses.values())
