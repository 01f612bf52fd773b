"""The statistics of feedback, against textbook values and by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.posts import Answer
from config.loading import load
from pipeline.feedback import ENOUGH, Judged, judged, report, share, suggest, wilson
from statements.labels import Stance, Topic
from tests.contract.examples import NOW, reading
from tests.unit.config.directories import write


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [  # Newcombe 1998, table I, method 3; and the ends
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_that_of_the_textbook(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_mirrors(counted: tuple[int, int]) -> None:
    right, of = counted
    low, high = wilson(right, of)
    assert 0 <= low <= high <= 1
    assert of == 0 or low <= right / of <= high
    assert wilson(of - right, of) == pytest.approx((1 - high, 1 - low))


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def answer(
    statement: int, relevant: bool, *, watch: str = "w", person: str = "ana", score: float = 0.9
) -> Answer:
    given = reading(
        stances=(Stance.WARNING,),
        primary=Stance.WARNING,
        topics=(Topic.SANCTIONS,),
        own_topics=(),
        scores={"warning": score, "sanctions": 0.99},
    )
    return Answer(
        statement=statement,
        watch=watch,
        person=person,
        relevant=relevant,
        via="slack",
        at=NOW,
        reading=given,
    )


def statements(*pairs: tuple[float, bool]) -> list[Judged]:
    return judged(answer(n, relevant, score=score) for n, (score, relevant) in enumerate(pairs))


def test_a_statement_is_judged_once_by_most_and_a_tie_is_not_relevant() -> None:
    found = judged(
        [
            answer(1, True, person="ana"),
            answer(1, True, person="bo"),
            answer(1, False, person="cy"),
            answer(2, True, person="ana"),
            answer(2, False, person="bo"),
            answer(3, False),
        ]
    )
    assert [(one.statement, one.relevant) for one in found] == [(1, True), (2, False), (3, False)]
    assert (share(found).right, share(found).asked, share(found).precision) == (1, 3, 0.3333)


def test_a_threshold_is_the_lowest_that_reaches_the_target_and_says_what_it_costs() -> None:
    good = [(0.9, True)] * 30 + [(0.7, True)] * 10
    bad = [(0.5, True)] * 4 + [(0.5, False)] * 30
    found = suggest("stance:warning", statements(*good, *bad))
    assert found.min_confidence == 0.7
    assert found.kept is not None
    assert (found.kept.right, found.kept.asked) == (40, 40)
    assert found.kept.low >= 0.8
    assert found.recall == round(40 / 44, 4)
    stricter = suggest("stance:warning", statements(*good, (0.7, False), (0.7, False), *bad), target=0.88)
    assert stricter.min_confidence == 0.9
    assert stricter.recall == round(30 / 44, 4)


def test_no_threshold_is_suggested_without_need_or_without_ground() -> None:
    enough = [(0.9, True)] * ENOUGH
    assert suggest("stance:warning", statements(*enough)).why == "good as it is"
    few = suggest("stance:warning", statements(*enough[:-1]))
    assert (few.min_confidence, few.why) == (
        None,
        f"too few answers: {ENOUGH - 1}, and {ENOUGH} are needed to say anything",
    )
    words = suggest("aleppo -stance:warning", statements(*enough))
    assert words.min_confidence is None
    assert "no label" in words.why
    mixed = suggest("stance:warning", statements(*[(0.5, True), (0.5, False)] * 20))
    assert mixed.min_confidence is None
    assert "no threshold reaches 80%" in mixed.why


def test_what_lies_below_the_threshold_in_force_was_never_asked_about() -> None:
    above = [(0.9, True)] * 40 + [(0.7, False)] * 30
    found = suggest("stance:warning", statements(*above), present=0.6)
    assert found.min_confidence == 0.9
    assert suggest("stance:warning", statements(*above), present=0.95).min_confidence is None


def test_the_report_counts_by_watch_and_by_label(tmp_path: Path) -> None:
    write(
        tmp_path,
        "network: {contact: 'mailto:desk@example.org'}",
        watches="watches: [{id: w, name: W, query: 'stance:warning'}]",
    )
    config = load(tmp_path, {})
    given_to = [
        answer(1, True),
        answer(2, False),
        answer(2, False, person="bo"),
        answer(3, True, watch=""),
        answer(4, True, watch="old"),
    ]
    found = report(config, given_to)
    assert (found["answers"], found["people"], found["statements"]) == (5, 2, 4)
    [old, mine] = found["watches"]
    assert (old["watch"], old["suggested"]["why"]) == ("old", "there is no watch of that id any more")
    assert (mine["watch"], mine["right"], mine["asked"], mine["precision"]) == ("w", 1, 2, 0.5)
    assert (round(mine["low"], 3), round(mine["high"], 3)) == (0.095, 0.905)
    assert [(row["label"], row["right"], row["asked"]) for row in found["labels"]] == [
        ("sanctions", 3, 4),
        ("warning", 3, 4),
    ]
    assert report(config, [])["watches"] == []
