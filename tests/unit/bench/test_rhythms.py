"""The polling bench counts what it says it counts."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bench.rhythmic import DAY, invent
from bench.rhythms import PHASES, Rhythms, clairvoyant, each, figures, fixed, load, row, watch

HOUR = timedelta(hours=1)


def rhythms(*times: tuple[float, ...], learn: float = 28 * DAY, end: float = 35 * DAY) -> Rhythms:
    return Rhythms(names=tuple(f"s{index}" for index in range(len(times))), times=times, learn=learn, end=end)


def test_a_fixed_interval_finds_things_half_an_interval_late_on_average() -> None:
    phases = fixed(rhythms(invent(1, sources=1)[0]), [7 * 24])
    assert len(phases) == PHASES
    mean, p95 = figures([source for phase in phases for source in phase])
    assert mean == pytest.approx(30, rel=0.01)
    assert p95 == pytest.approx(57, rel=0.02)


def test_every_tested_item_is_found_once_and_only_looks_of_the_test_days_count() -> None:
    given = rhythms(*invent(2, sources=3))
    found = watch(given, HOUR, share=False)
    assert [len(delays) for delays in found.delays] == [len(times) for times in given.tested]
    assert all(delay >= 0 for delays in found.delays for delay in delays)
    assert all(looks == pytest.approx(7 * 24, rel=0.06) for looks in found.looks)


def test_nothing_is_learnt_from_what_no_look_has_seen() -> None:
    past = tuple(day * DAY + 36000.0 for day in range(28))
    one = watch(rhythms((*past, 34.99 * DAY)), HOUR, share=False)
    two = watch(rhythms((*past, *(34.99 * DAY + part for part in range(40)))), HOUR, share=False)
    assert abs(one.looks[0] - two.looks[0]) <= 1


def test_a_source_without_a_past_is_looked_at_by_the_clock() -> None:
    assert watch(rhythms((34.5 * DAY,)), HOUR, share=True).looks[0] == pytest.approx(168, abs=2)


def test_somebody_who_knows_the_times_misses_little() -> None:
    assert clairvoyant([0, 60, 5000], 3) == [0, 0, 0]
    assert clairvoyant([0, 60, 5000], 2) == [60, 0, 0]
    assert clairvoyant([], 2) == []


def test_a_file_is_split_as_it_says_and_within_never_shows_the_test_days(tmp_path: Path) -> None:
    times = [day * DAY for day in range(35)]
    data = {"unit": "s", "learn_days": 28, "test_days": 7, "sources": [{"source": "a", "per_day": 1, "times": times}]}  # fmt: skip
    (tmp_path / "file.json").write_text(json.dumps(data))
    whole, within = load(tmp_path / "file.json"), load(tmp_path / "file.json", within=True)
    assert [len(source) for source in whole.tested] == [7]
    assert (within.learn, within.end, max(within.times[0])) == (21 * DAY, 28 * DAY, 27 * DAY)
    assert len(within.tested[0]) == 7


def test_a_line_compares_at_the_same_number_of_looks() -> None:
    given = rhythms(*invent(4, sources=4))
    for share in (False, True):
        line = row(given, 2 * HOUR, share=share)
        assert line["budget"] == pytest.approx(1, abs=0.06)
        assert line["fixed"] == pytest.approx(24 * 60 / line["looks"] / 2, rel=0.2)
        assert line["clairvoyant"] < line["hindsight"] and line["ratio"] < 1
        assert {str(one["source"]) for one in each(given, 2 * HOUR, share=share)} <= set(given.names)


def test_invented_sources_are_the_same_each_time_and_differ_by_seed() -> None:
    assert invent(7) == invent(7) != invent(8)
    assert all(0 <= time < 35 * DAY for times in invent(7) for time in times)
