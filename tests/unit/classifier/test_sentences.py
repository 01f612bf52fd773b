"""Cutting texts into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import sentences
from classifier.passages import corpus


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We condemn this. We urge calm.", ["We condemn this.", "We urge calm."]),
        ("Mr. Adler and Dr. Roth met at 3 p.m. in Bern.", ["Mr. Adler and Dr. Roth met at 3 p.m. in Bern."]),
        ("The U.S. Government agrees. So do we.", ["The U.S. Government agrees.", "So do we."]),
        ("He is in the U.S. The talks go on.", ["He is in the U.S.", "The talks go on."]),
        ("Am 3. Dezember sprach er. Danach ging er.", ["Am 3. Dezember sprach er.", "Danach ging er."]),
        (
            "Il a dit : « Nous condamnons. » Puis il est parti.",
            ["Il a dit : « Nous condamnons. »", "Puis il est parti."],
        ),
        ("В 2015 г. Совет собрался. Это важно.", ["В 2015 г. Совет собрался.", "Это важно."]),
        ("我们谴责。我们呼吁克制！", ["我们谴责。", "我们呼吁克制！"]),
        ("ندين الهجوم. هل هذا كاف؟ لا.", ["ندين الهجوم.", "هل هذا كاف؟", "لا."]),
        ("- Release them\n- Open the road\n", ["Release them", "Open the road"]),
        ("It costs 3.5 million. Fine.", ["It costs 3.5 million.", "Fine."]),
        ("", []),
        ("…\n\n--", []),
    ],
)
def test_cuts(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences.split(text)] == expected


@given(st.text(max_size=400))
def test_sentences_are_verbatim_ordered_and_lose_no_word(text: str) -> None:
    pieces = sentences.split(text)
    last = 0
    for piece in pieces:
        assert text[piece.start : piece.end] == piece.text != ""
        assert piece.start >= last
        last = piece.end
    kept = "".join(c for p in pieces for c in p.text if c.isalpha())
    # Only list markers like "a)" may be dropped.
    assert len([c for c in text if c.isalpha()]) - len(kept) <= text.count(")") + text.count(".")


def test_long_texts_are_bounded() -> None:
    assert max(len(s.text) for s in sentences.split("word " * 2000)) <= sentences.MAX_SENTENCE
    assert len(sentences.split("Yes. " * 5000)) == sentences.MAX_SENTENCES


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Question: It was grave.\n\nDoes Paris condemn it?\n\nAnswer: We do.\n\nFully.",
            [True, True, False, False],
        ),
        ("Q - La France condamne-t-elle ?\nR - Oui.", [True, False]),
        ("MS HALE: Good day.\nQUESTION: And Sudan?\nThey kill.\nMS HALE: Yes.", [False, True, False, False]),
        ("AFP: Will China respond?\nMao Ning: China is concerned.", [True, False]),
        ("法新社记者：中方是否谴责？\n毛宁：中方表示关切。", [True, False]),
        ("问：有何评论？\n答：我们敦促各方。", [True, False]),
        ("Вопрос: Осуждает ли Москва?\nОтвет: Да.", [True, False]),
        ("سؤال: هل تدين؟\nجواب: نعم.", [True, False]),
        ("기자: 규탄합니까?\n대변인: 그렇습니다.", [True, False]),
        ("The minister said: we condemn it.\nNext steps: talks.", [False, False]),
        ("Question of Palestine\nWe condemn it.", [False, False]),
        ("Q: Why?\n\nThe answer was long: nobody knew.", [True, False]),
        ("Q: Does he condemn it? R - Yes. We do.", [True, False, False]),
        ("Question : Condamnez-vous ? Le porte-parole : Oui.", [True, False]),
        ("سؤال: هل تدين؟ المتحدث الرسمي: نعم.", [True, False]),
        ("QUESTION (Polsat): Will you?\nSPOKESPERSON: We will.", [True, False]),
        ("Q: Will you?\n\nWe will, and soon.", [True, False]),
    ],
)
def test_a_question_lasts_until_the_next_speaker(text: str, asked: list[bool]) -> None:
    assert [piece.asked for piece in sentences.split(text)] == asked


def test_no_stance_of_the_corpus_was_only_asked() -> None:
    """Held to the labels of all authors: an answer is never taken for the question before it."""
    swallowed = []
    for passage in corpus():
        asked = [piece for piece in sentences.split(passage.text) if piece.asked]
        for stance in passage.stances if asked else ():
            for quote in passage.quotes.get(str(stance), ()):
                begin = passage.text.find(quote)
                if any(min(p.end, begin + len(quote)) - max(p.start, begin) > len(quote) / 2 for p in asked):
                    swallowed.append((passage.id, quote))
    assert len(swallowed) <= 1, swallowed  # one answer without a mark stands in its question's line
