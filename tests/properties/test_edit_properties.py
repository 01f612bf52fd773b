"""Differences rebuild both texts, and grades do not depend on which text came first."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from statements import diff
from statements.grading import facts_differ, grade
from statements.labels import Grade
from statements.likeness import likeness, sketch
from statements.text import fold_for_identity
from statements.volatile import only_around, only_ticks

WORDS = (
    "We", "the", "condemn", "condemns", "attack", "attacks", "on", "Aleppo", "Idlib", "Russia", "France", "3", "12", "twelve", "May",
    "resolution", "2254", "2,254", ".", ",", "\n\n", "Print", "Views: 3", "外交部", "关切", "هجوم", "not", "now", "The", "Minister", "Lavrov",
)  # fmt: skip
texts = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
languages = st.sampled_from((None, "en", "de", "fr", "zh", "ar"))


@dataclass(frozen=True, kw_only=True)
class Text:
    title: str
    text: str
    language: str | None


@given(texts, texts)
def test_applying_a_difference_gives_the_new_text_and_undoing_it_the_old(old: str, new: str) -> None:
    parts = diff.segments(old, new)
    assert diff.new_text(parts) == new
    assert diff.old_text(parts) == old
    assert all(one.kept != other.kept for one, other in zip(parts, parts[1:], strict=False))


@given(texts, texts)
def test_what_is_kept_is_the_same_but_for_white_space(old: str, new: str) -> None:
    for part in diff.segments(old, new):
        if part.kept:
            assert "".join(part.old.split()) == "".join(part.new.split())
    assert len(diff.summary(diff.segments(old, new))) <= 3


@given(texts)
def test_nothing_changed_is_nothing_shown(text: str) -> None:
    assert all(part.kept for part in diff.segments(text, text))
    assert diff.summary(diff.segments(text, text)) == []


@given(texts, texts, texts, texts, languages)
def test_facts_and_grades_are_symmetric(one: str, other: str, first: str, second: str, language: str) -> None:
    left, right = (
        Text(title=first, text=one, language=language),
        Text(title=second, text=other, language=language),
    )
    assert facts_differ(left, right) == facts_differ(right, left)
    assert only_around(one, other) == only_around(other, one)
    assert only_ticks(one, other) == only_ticks(other, one)
    if Grade.WITHDRAWN not in (grade(left, right), grade(right, left)):
        assert grade(left, right) is grade(right, left)


@given(texts, texts, languages)
def test_the_same_wording_is_never_an_edit_of_weight(one: str, other: str, language: str) -> None:
    text = Text(title="t", text=one, language=language)
    assert grade(text, text) is Grade.FURNITURE
    changed = Text(title="t", text=other, language=language)
    if grade(text, changed) is Grade.FURNITURE and not only_around(one, other):
        assert fold_for_identity(one) == fold_for_identity(other)


@given(texts, texts)
def test_likeness_is_symmetric_and_within_its_bounds(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert all(0 <= value <= 1 for value in likeness(one, other))
    assert sketch(one) == sketch(f"  {one}\n")
