"""The board of a watch: who is expected, when it is told, and what of it cannot be used."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from alerts.routing import advice
from config import load
from pipeline.watches import warnings
from tests.unit.config.directories import SOURCE, problems, write

SETTINGS = """
network: {contact: 'mailto:desk@example.org'}
mail: {host: 127.0.0.1, security: none, sender: desk@example.org}
"""
HOUR = timedelta(hours=1)


def desk(tmp_path: Path, board: str, to: str = "['mail:a@example.org']", more: str = "") -> Path:
    watch = f"watches:\n  - {{id: w, name: W, query: aleppo, to: {to}, board: {board}{more}}}\n"
    return write(tmp_path, SETTINGS, watches=watch, sources={"example.yaml": SOURCE})


@pytest.mark.parametrize(
    ("board", "after", "pause"),
    [
        ("{expected: [FR], after: 24h}", (24 * HOUR,), 168 * HOUR),
        ("{expected: [p5, fr, DE], after: [90m, 1d], pause: 2d}", (1.5 * HOUR, 24 * HOUR), 48 * HOUR),
        ("{expected: [FR], after: 7d}", (168 * HOUR,), 168 * HOUR),
    ],
)
def test_what_can_be_said(tmp_path: Path, board: str, after: tuple[timedelta, ...], pause: timedelta) -> None:
    [watch] = load(desk(tmp_path, board), {}).watches
    assert watch.board is not None
    assert (watch.board.after, watch.board.pause) == (after, pause)


@pytest.mark.parametrize(
    ("board", "said"),
    [
        ("{expected: [], after: 6h}", "watches[0].board.expected: must have at least one entry"),
        ("{after: 6h}", "watches[0].board.expected: is required"),
        ("{expected: [p6], after: 6h}", "watches[0].board.expected: nobody is called 'p6'"),
        ("{expected: [France], after: 6h}", "did you mean FR?"),
        ("{expected: [FR]}", "watches[0].board.after: is required"),
        ("{expected: [FR], after: []}", "watches[0].board.after: must have at least one entry"),
        ("{expected: [FR], after: soon}", "board.after"),
        ("{expected: [FR], after: 0s}", "must be longer than nothing"),
        ("{expected: [FR], after: [1h, 2h, 3h, 4h, 5h, 6h]}", "board.after"),
        ("{expected: [FR], after: [24h, 6h]}", "after: must go from the shortest to the longest, each once"),
        ("{expected: [FR], after: [6h, 360m]}", "after: must go from the shortest to the longest, each once"),
        ("{expected: [FR], after: 8d}", "after: must not be longer than pause"),
        ("{expected: [FR], after: 6h, pause: 1h}", "after: must not be longer than pause"),
        ("{expected: [FR], after: 6h, pause: 800000d}", "pause: must be a year at most"),
        ("{expected: [FR], after: 6h, mute: 1h}", "board.mute"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(tmp_path: Path, board: str, said: str) -> None:
    [problem] = problems(desk(tmp_path, board))
    assert problem.startswith("watches.yaml:2: watches[0].board")
    assert said in problem


def test_a_board_needs_somebody_to_tell(tmp_path: Path) -> None:
    [problem] = problems(desk(tmp_path, "{expected: [FR], after: 6h}", to="[]"))
    assert problem.endswith("watches[0].board: has nowhere to go; name a destination under to:")


def test_whom_nobody_can_hear_is_warned_of(tmp_path: Path) -> None:
    config = load(desk(tmp_path, "{expected: [FR, RU, CN], after: 6h}"), {})
    [warning] = warnings(config)
    assert warning.startswith("the watch 'w': no source of RU, CN is switched on")
    assert warnings(load(desk(tmp_path, "{expected: [FR], after: 6h}"), {})) == []


def test_quiet_hours_of_a_watch_that_tells_its_board_alone_change_something(tmp_path: Path) -> None:
    quiet = ", rate: off, quiet: {begin: '20:00', end: '07:00'}"
    [watch] = load(desk(tmp_path, "{expected: [FR], after: 6h}", more=quiet), {}).watches
    assert advice(watch) == []
    assert len(advice(watch.model_copy(update={"board": None}))) == 1
