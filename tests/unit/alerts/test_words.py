"""The words that a reader sees."""

from __future__ import annotations

from alerts import words


def test_of_an_endless_title_the_beginning_is_shown() -> None:
    assert words.title("On  the\u200b talks", 100) == "On the talks"
    assert words.title("word " * 2_000_000, 20) == "word word word word…"
    assert words.title("\u200b" * 5_000 + "late", 20) == "(untitled)", "nobody looks for it further on"
