"""Word differences and guarded CSV cells."""

from __future__ import annotations

import pytest

from pipeline.answers import _cell, word_diff


def test_a_difference_names_what_went_and_what_came() -> None:
    shown = word_diff(
        "The Ministry regrets the attack on Aleppo.", "The Ministry condemns the attack on Aleppo."
    )
    assert shown == "The Ministry [-regrets-] {+condemns+} the attack on Aleppo."


def test_long_stretches_without_change_are_cut() -> None:
    words = " ".join(f"word{n}" for n in range(100))
    shown = word_diff(f"{words} old", f"{words} new")
    assert "[-old-] {+new+}" in shown
    assert "word50" not in shown


def test_very_long_texts_are_compared_by_paragraph() -> None:
    paragraphs = [f"Paragraph {n} " + "word " * 200 for n in range(60)]
    changed = [*paragraphs[:30], "Another paragraph.", *paragraphs[31:]]
    assert "{+Another paragraph.+}" in word_diff("\n\n".join(paragraphs), "\n\n".join(changed))


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@cmd", " =1", "\u00a0=1", "fine\n=cmd()", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(formula: str) -> None:
    guarded = str(_cell(formula, guarded=True))
    assert not any(
        line.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t")) for line in guarded.split("\n")
    )
    assert _cell(formula, guarded=False) == formula


def test_ordinary_cells_are_left_alone() -> None:
    assert _cell("Statement on Aleppo", guarded=True) == "Statement on Aleppo"
    assert _cell(12, guarded=True) == 12
