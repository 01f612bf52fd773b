"""What changed between two texts, as people read it."""

from __future__ import annotations

import pytest

from statements import diff
from statements.diff import as_json, as_text, segments, summary, word_diff


def test_a_difference_names_what_went_and_what_came() -> None:
    shown = word_diff(
        "The Ministry regrets the attack on Aleppo.", "The Ministry condemns the attack on Aleppo."
    )
    assert shown == "The Ministry [-regrets-] {+condemns+} the attack on Aleppo."


def test_a_comma_is_a_change_and_a_line_end_is_none() -> None:
    assert word_diff("On Monday we met.\n\nWe agreed.", "On Monday, we met. We agreed.") == (
        "On Monday {+,+} we met. We agreed."
    )
    [kept] = segments("a\n\nb", "a b")
    assert (kept.kept, kept.old, kept.new) == (True, "a\n\nb", "a b")


def test_scripts_without_spaces_are_compared_sign_by_sign() -> None:
    assert word_diff("外交部对此表示关切。", "外交部对此表示严重关切。") == "外交部对此表示 {+严重+} 关切。"


def test_a_number_is_one_word() -> None:
    assert word_diff("It gives 1,200,000 euros.", "It gives 1,500,000 euros.") == (
        "It gives [-1,200,000-] {+1,500,000+} euros."
    )


def test_islands_of_a_stray_word_join_the_rewriting_around_them() -> None:
    shown = word_diff(
        "They met early yesterday in the old palace by the river.",
        "They spoke for an hour of the many things between us.",
    )
    assert shown.count("[-") == 1


def test_an_island_gives_back_the_words_at_its_shore() -> None:
    shown = word_diff(
        "The Union deplores the attack.", "The Union condemns in the strongest terms the attack."
    )
    assert shown == "The Union [-deplores-] {+condemns in the strongest terms+} the attack."


def test_a_full_stop_follows_what_was_put_in() -> None:
    assert word_diff("They break the law.", "They break the law and must answer.") == (
        "They break the law {+and must answer+}."
    )


def test_long_stretches_without_change_are_cut() -> None:
    words = " ".join(f"word{n}" for n in range(100))
    shown = word_diff(f"{words} old", f"{words} new")
    assert shown.endswith("[-old-] {+new+}")
    assert "word50" not in shown


def test_very_long_texts_are_compared_by_line_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "_MOST", 3_000)
    paragraphs = [f"Paragraph {n} has its words." for n in range(40)]
    changed = [*paragraphs[:30], "Paragraph 30 has other words.", *paragraphs[31:]]
    old, new = "\n\n".join(paragraphs), "\n\n".join(changed)
    parts = segments(old, new)
    assert [(part.old, part.new) for part in parts if not part.kept] == [("its ", "other ")]
    assert (diff.old_text(parts), diff.new_text(parts)) == (old, new)


def test_a_summary_has_three_lines_and_counts_the_rest() -> None:
    old = ". ".join(f"Sentence {n} is of the kind that stays as it stands here" for n in range(8))
    new = old
    for n in (1, 3, 5, 7):
        new = new.replace(f"Sentence {n} is of", f"Sentence {n} was changed{' a lot' * n} of")
    lines = summary(segments(old, new))
    assert len(lines) == 3
    assert "Sentence 5 [-is-] {+was changed a lot" in lines[0]
    assert lines[2] == "and 2 more changes"
    assert all(len(line) <= 160 for line in lines)
    assert summary(segments(old, old)) == []


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("We regret it.", "We regret it. We will act.", "We regret it. {+We will act.+}"),
        ("We regret it. We will act. So be it.", "We regret it. So be it.", "We regret it. [-We will act.-] So be it."),
        ("关切。", "关切。谴责。", "关切。 {+谴责。+}"),
        ("We met, and spoke.", "We met, ate, and spoke.", "We met, {+ate,+} and spoke."),
    ],
)  # fmt: skip
def test_a_sentence_that_is_new_or_gone_is_one_with_its_full_stop(old: str, new: str, shown: str) -> None:
    assert summary(segments(old, new)) == [shown]
    assert word_diff(old, new) == shown


def test_a_summary_says_where_there_is_more_and_puts_no_blank_before_a_full_stop() -> None:
    old = "At its meeting the Council regrets the attack on the town of Aleppo by night. It met."
    lines = summary(segments(old, old.replace("regrets", "condemns").replace("met", "meets")))
    assert lines == [
        "…its meeting the Council [-regrets-] {+condemns+} the attack on the…",
        "…by night. It [-met-] {+meets+}.",
    ]


def test_a_summary_of_a_rewritten_page_stays_short() -> None:
    [line] = summary(segments("a " * 5_000, "b " * 5_000))
    assert len(line) <= 160
    assert line.startswith("[-a a") and "{+b b" in line
    [put] = summary(segments("We met.", f"We met. {'They spoke. ' * 500}"))
    assert 110 < len(put) <= 160, "what only came in has the room of both"


def test_json_says_what_was_kept_and_what_was_not() -> None:
    assert as_json(segments("We regret it.", "We condemn it.")) == [
        {"kept": "We "},
        {"out": "regret ", "in": "condemn "},
        {"kept": "it."},
    ]
    assert as_text(segments("", "")) == ""


def test_a_text_that_holds_our_marks_does_not_pass_for_an_edit() -> None:
    old = "We [-never-] said {+this+} and regret it."
    parts = diff.segments(old, old.replace("regret", "deplore"))
    assert diff.summary(parts) == ["…this+ } and [-regret-] {+deplore+} it."]
    assert diff.as_text(parts) == "We [ -never- ] said { +this+ } and [-regret-] {+deplore+} it."
    assert diff.old_text(parts) == old
