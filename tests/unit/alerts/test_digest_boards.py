"""Boards in a digest, and what an edit took out of a section."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from alerts import digest
from alerts.digest import DigestBoard, DigestSection, Rendered
from tests.unit.alerts.weeks import END, board, statement, week


def test_a_section_says_who_has_spoken_and_what_the_silence_of_the_others_is_worth() -> None:
    made = digest.compose(week(9))
    text = " ".join(made.text.split())
    said = (
        "Who has spoken: 4 of 13 since 25 Nov 2024 13:00 CET",
        "- Germany: 25 Nov 2024 13:00 CET · warning",
        "- Canada: 25 Nov 2024 18:00 CET · signed what United Kingdom published · concern",
        "No statement found: France, Italy, Spain, Poland, Japan",
        "Partly readable - Türkiye: Ministry of Foreign Affairs blocked",
        "(readable 46 h of 48 h)",
        "Source unreadable - Iran: Presidency timeout since",
        "Not watched - China: no source of it is switched on - India:",
    )
    html = " ".join(re.sub(r"<[^>]+>", " ", made.html).split())
    for line in said:
        assert line in text, line
    assert "Who has spoken: 4 of 13 since 25 Nov 2024 13:00 CET" in html
    assert (
        html.index("No statement found: France") < html.index("Partly readable") < html.index("Not watched")
    )
    assert len(made.html.encode()) <= digest.MAX_HTML


def test_a_board_that_did_not_look_through_all_says_so() -> None:
    def made(newest: int | None) -> Rendered:
        cut = DigestSection(
            id="w", title="Watch", query="x", statements=(), board=replace(board(), newest=newest)
        )
        return digest.compose(week(9, sections=(cut,)))

    said = "Only the newest 5,000 statements were looked through: whoever spoke before them is missing here."
    for text in (made(5_000).html, made(5_000).text):
        assert " ".join(text.split()).count(said) == 1
    assert "looked through" not in made(None).html + made(None).text


def test_boards_of_all_the_world_still_fit_into_a_mail() -> None:
    voices = board().voices * 15
    sections = tuple(
        DigestSection(id=f"w{n}", title=f"Watch {n}", query="x", statements=(), board=DigestBoard(voices=voices, start=END))
        for n in range(12)
    )  # fmt: skip
    made = digest.compose(week(300, sections=sections))
    assert len(made.html.encode()) <= digest.MAX_HTML
    assert "Who has spoken: 60 of 195" in made.html


def test_what_an_edit_took_out_of_a_section_says_so() -> None:
    edited = datetime(2024, 11, 30, 11, 5, tzinfo=UTC)
    one = statement(1)
    left = DigestSection(id="talks", title="Talks", query="talks", statements=(replace(one, until=edited),))
    for made in (
        digest.compose(week(0, statements=(), stories=(), sections=(left,))),
        digest.compose(
            week(0, statements=(one,), stories=(), sections=(left,))
        ),  # told above: by its title only
    ):
        assert made.html.count("Matched until edited on 30 Nov 2024 12:05 CET") == 1
        assert made.text.count("Matched until edited on 30 Nov 2024 12:05 CET") == 1
    kept = replace(left, statements=(one,))
    assert "Matched until" not in digest.compose(week(0, statements=(), sections=(kept,))).html
