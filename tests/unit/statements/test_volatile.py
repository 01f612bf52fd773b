"""Clocks, counters and bars, and what only looks like them."""

from __future__ import annotations

import pytest

from statements.volatile import is_bar, only_around, only_ticks, ticks


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Visitors: 1,204", "Visitors: 1,311"),
        ("Просмотров: 512", "Просмотров: 640"),
        ("عدد المشاهدات: 120", "عدد المشاهدات: 131"),
        ("浏览次数：35", "浏览次数：41"),
        ("Aufrufe: 12", "Aufrufe: 13"),
        ("12:31:07", "12:46:10"),
        ("Damascus 12:31", "Damascus 12:46"),
        ("Local time in Damascus: 12:31", "Local time in Damascus: 9:46"),
        ("Monday, 2 December 2024 12:31:07", "Tuesday, 3 December 2024 09:00:00"),
        ("Last updated 12:31 PM", "Last updated 1:15 AM"),
    ],
)
def test_a_line_that_ticks(old: str, new: str) -> None:
    assert ticks(old, new)
    assert ticks(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("At 14:30 twelve people were killed.", "At 14:35 twelve people were killed."),
        ("14:30 Meeting with the Ambassador of Japan", "15:30 Meeting with the Ambassador of Japan"),
        ("Killed: 14", "Killed: 17"),
        ("The visit takes place on 3 May.", "The visit takes place on 4 May."),
        (
            "Visits of 12 ministers to the flooded provinces of the south are planned",
            "Visits of 13 ministers",
        ),
        ("Resolution 2254", "Resolution 2259"),
        ("Visitors: 12", "Visitors: twelve"),
    ],
)
def test_a_line_that_says_something(old: str, new: str) -> None:
    assert not ticks(old, new)


def test_only_ticks_needs_a_tick_and_nothing_else() -> None:
    text = "We condemn the attack.\n\n{}\n\nViews: {}"
    assert only_ticks(text.format("It must end.", 3), text.format("It must end.", 4))
    assert not only_ticks(text.format("It must end.", 3), text.format("It must stop.", 4))
    assert not only_ticks(text.format("It must end.", 3), text.format("It must end.", 3))
    assert not only_ticks("a", "a\n\nViews: 3")


def test_only_around_takes_bars_too() -> None:
    assert only_around("We condemn it.\n\nPrint", "We condemn it.\n\nShare this page\n\nBack to top")
    assert only_around("Home\nWe condemn it.\n\nViews: 7", "We condemn it.\n\nViews: 8")
    assert only_around("We condemn it.\n\nPrint", "We condemn it.")
    assert not only_around("We condemn it.", "We condemn it. It must stop.")


@pytest.mark.parametrize(
    "line", ["Print", "» Read more", "© 2024 Ministry of Foreign Affairs", "Поделиться", "طباعة", "Share:"]
)
def test_bars(line: str) -> None:
    assert is_bar(line)


@pytest.mark.parametrize(
    "line", ["Print media were attacked", "Next week we will meet", "X is a hostage of HTS", ""]
)
def test_no_bars(line: str) -> None:
    assert not is_bar(line)
