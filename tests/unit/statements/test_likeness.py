"""Copies, re-issues, and what only sounds alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from statements.identity import text_hash
from statements.labels import Relation
from statements.likeness import SKETCH, Printed, likeness, relation, same_but_figures, shared_at_least, sketch

DAY = date(2025, 3, 1)
JOINT = (
    "We, the foreign ministers of France, Germany, the United Kingdom and the United States, follow the events in Aleppo "
    "with grave concern. We urge all parties to de-escalate, to protect civilians and their homes, and to prevent further "
    "displacement. The current escalation only underlines the urgent need for a political solution led by Syrians, in line "
    "with Security Council resolution 2254. We stand ready to work with all who share these aims."
)
ANNIVERSARY = (
    "On the {n}th anniversary of the convention the Ministry pays tribute to all who drafted it, and to those who have since "
    "kept it alive in courts and camps. We call on every state that has not yet ratified it to do so before {month} {year}. "
    "Its promise is as needed today as it was then."
)


def printed(text: str, **more: Any) -> Printed:
    values: dict[str, Any] = {
        "source": "a", "issuer": "FR", "title": "On Aleppo", "text": text, "text_sha256": text_hash(text), "language": "en", "day": DAY,
    }  # fmt: skip
    return Printed(**{**values, **more})


def shares(one: str, other: str) -> bool:
    left, right = sketch(one), sketch(other)
    return len(set(left) & set(right)) >= shared_at_least(len(left))


def test_a_sketch_is_short_stable_and_fits_a_database() -> None:
    values = sketch(JOINT)
    assert len(values) == SKETCH
    assert list(values) == sorted(set(values))
    assert all(0 <= value < 2**63 for value in values)
    assert values == sketch(JOINT.replace(" ", "\n").upper())
    assert sketch("Four words are few") == ()
    assert len(sketch("外交部发言人对此表示严重关切。")) == 10


def test_likeness_counts_words_in_order() -> None:
    assert likeness(JOINT, JOINT) == (1.0, 1.0)
    assert likeness("a b c d", "d c b a")[0] < 0.5
    assert likeness(JOINT, "") == (0.0, 0.0)
    framed = (
        f"The Foreign Office has published the following: {JOINT} It was adopted in Paris. "
        + "More follows. " * 30
    )
    alike, contained = likeness(JOINT, framed)
    assert alike < 0.9 < contained


def test_the_same_text_in_another_source_is_the_same_text() -> None:
    assert relation(printed(JOINT, source="b", issuer="DE"), printed(JOINT)) == (Relation.SAME_TEXT, 1.0)


def test_the_same_title_with_another_text_is_nothing() -> None:
    other = JOINT[::-1]
    assert relation(printed(other, source="b"), printed(JOINT)) is None


def test_a_few_words_are_the_same_text_under_the_same_title_only() -> None:
    short = "The text will be published shortly."
    assert relation(printed(short, source="b"), printed(short)) == (Relation.SAME_TEXT, 1.0)
    assert relation(printed(short, source="b", title="Readout"), printed(short)) is None


def test_a_joint_copy_with_its_own_first_line_is_a_copy() -> None:
    copy = f"Washington, DC. {JOINT} End text."
    what = relation(printed(copy, source="us", issuer="US"), printed(JOINT))
    assert what is not None
    assert what[0] is Relation.COPY and 0.9 <= what[1] < 1
    assert shares(copy, JOINT)


def test_a_republication_inside_a_longer_text_is_a_copy() -> None:
    framed = (
        f"The High Representative said: {JOINT} " + "The ministry welcomes these words and thanks her. " * 12
    )
    assert relation(printed(framed, source="de", issuer="DE"), printed(JOINT)) == (Relation.COPY, 1.0)
    assert shares(framed, JOINT)


def test_habits_of_speech_within_one_source_are_no_copies() -> None:
    one = f"{JOINT} The Minister spoke on Monday."
    other = f"{JOINT.replace('Aleppo', 'Hama').replace('grave concern', 'concern')} She spoke with her colleague on Tuesday at noon in Rome."
    assert relation(printed(one), printed(other)) is None


def test_two_notices_that_differ_in_a_number_are_two() -> None:
    text = f"{JOINT} Case {{}} was heard."
    assert relation(printed(text.format(17)), printed(text.format(18))) is None
    assert relation(printed(f"{text.format(17)} Ends"), printed(text.format(17))) is not None


def test_an_anniversary_text_of_last_year_is_a_reissue() -> None:
    then = ANNIVERSARY.format(n=74, month="June", year=2025)
    now = ANNIVERSARY.format(n=75, month="December", year=2026)
    assert same_but_figures(then, now)
    what = relation(printed(now, day=DAY + timedelta(days=365)), printed(then))
    assert what is not None and what[0] is Relation.REISSUE
    assert shares(now, then)


def test_a_reissue_needs_the_issuer_and_a_fortnight() -> None:
    later = DAY + timedelta(days=15)
    assert relation(printed(JOINT, day=later), printed(JOINT)) == (Relation.REISSUE, 1.0)
    assert relation(printed(JOINT, day=later, source="b"), printed(JOINT)) == (Relation.REISSUE, 1.0)
    near = DAY + timedelta(days=14)
    assert relation(printed(JOINT, day=near), printed(JOINT)) == (Relation.SAME_TEXT, 1.0)
    other = printed(JOINT, day=later, source="b", issuer="DE")
    assert relation(other, printed(JOINT)) == (Relation.SAME_TEXT, 1.0)


def test_condolences_for_another_quake_are_not_the_same_words_again() -> None:
    text = "We are deeply saddened by the loss of life in the {} and send our condolences to the people and the government of {}. {}"
    one = text.format(
        "earthquake", "Türkiye", "France stands ready to send rescue teams and doctors at once."
    )
    two = text.format("flood", "Libya", "Our thoughts are with the wounded; we thank all who help.")
    assert relation(printed(two, day=DAY + timedelta(days=300)), printed(one)) is None
