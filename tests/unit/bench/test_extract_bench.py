"""The exam of extraction: its figures, computed by hand here, and that its pages are whole. Nothing is said of the extractor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.extract import report
from bench.extract.cases import PAGES, Case, load
from bench.extract.score import HONEST, MISREAD, MISSED, READ, REFUSED, RIGHT, WRONG, dated, mark
from bench.extract.words import address, days, folded, overlap, words

EXPECTED: dict[str, Any] = {
    "kind": "article",
    "url": "https://m.example/1",
    "title": "A “quiet” word",
    "date": "2026-05-11",
    "body": "We condemn the attack.\n\nWe mourn.",
    "language": "en",
}
ITEMS: list[dict[str, Any]] = [
    {"title": "First", "url": "https://m.example/a/1", "date": "2026-05-03"},
    {"title": "Second", "url": "https://m.example/a/2", "date": None},
]


def _case(expected: dict[str, Any]) -> Case:
    return Case(name="made-up", kind=expected["kind"], page=Path("page.html"), expected=expected)


def _day(value: str | None) -> dict[str, Any]:
    return {"value": value, "precision": "day" if value else "unknown", "zone": None, "from": "meta"}


def _draft(title: str, url: str, day: str | None, body: str = "", language: str = "en") -> dict[str, Any]:
    return {"title": title, "url": url, "published": _day(day), "body": body, "language": language}


def _ok(*drafts: dict[str, Any]) -> dict[str, Any]:
    return {"verdict": "ok", "reason": None, "drafts": list(drafts)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Minister's 2nd visit — re-run", ["the", "minister", "s", "2nd", "visit", "re", "run"]),
        ("外交部12月1日", ["外", "交", "部", "12", "月", "1", "日"]),
        ("カタカナ々。", ["カ", "タ", "カ", "ナ", "々"]),
        ("정부는 규탄한다", ["정부는", "규탄한다"]),
        ("بيانٌ رسمي", ["بيان", "رسمي"]),
        ("گفت\u200cوگو", ["گفتوگو"]),
        ("co\u00adoperation\u200b", ["cooperation"]),
    ],
)
def test_words_are_han_characters_kana_and_runs_of_letters(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_overlap_counts_each_word_as_often_as_it_stands() -> None:
    found = overlap("we condemn the attack we mourn", "Home: we condemn the attack")
    # Four of six words are found; four of five found words belong; 2 * (2/3) * (4/5) / (2/3 + 4/5) = 8/11.
    assert (found.recall, found.precision) == (4 / 6, 4 / 5)
    assert found.f1 == pytest.approx(8 / 11)
    assert (found.lost, found.surplus) == (("we", "mourn"), ("home",))
    assert overlap("words", "").f1 == 0


def test_folding_leaves_only_what_a_reader_would_call_a_difference() -> None:
    assert folded("«Quiet»\n WORD – now…") == folded('"quiet" word - now...')
    assert folded("Quiet word") != folded("Quiet words")


def test_addresses_agree_without_fragment_last_slash_and_encoding() -> None:
    assert address("HTTPS://M.example/%D8%A7/?b=2&a=1#top") == address("https://m.example/ا?a=1&b=2")
    assert address("https://m.example/x?dtl/1") != address("https://m.example/x?dtl/2")
    assert address("http://m.example/x") != address("https://m.example/x")


def test_an_instant_may_be_called_by_its_day_in_utc_or_in_the_zone_of_the_case() -> None:
    late = {"value": "2021-11-28T19:05:00Z"}
    assert days(late, None) == {"2021-11-28"}
    assert days(late, "Pacific/Auckland") == {"2021-11-28", "2021-11-29"}
    assert days({"value": None}, None) == set()


def test_a_date_is_right_honestly_unknown_wrong_or_missed() -> None:
    assert dated("2026-05-11", _day("2026-05-11"), None) == RIGHT
    assert dated("2026-05-11", _day("2026-11-05"), None) == WRONG
    assert dated("2026-05-11", _day(None), None) == MISSED
    assert dated(None, _day(None), None) == HONEST
    assert dated(None, _day("2026-05-11"), None) == WRONG


def test_an_article_is_marked_on_body_title_date_and_language() -> None:
    answer = _ok(_draft('A "quiet" word', "", "2026-05-12", "We condemn the attack.", "fr"))
    found = mark(_case(EXPECTED), answer)
    # Four words of six, none surplus: recall 2/3, precision 1, F1 4/5.
    assert found.figures == {
        "f1": pytest.approx(0.8),
        "recall": pytest.approx(2 / 3),
        "precision": 1.0,
        "title": True,
        "date": WRONG,
        "language": False,
    }
    assert found.points == pytest.approx((0.8 + 1 + 0 + 0) / 4)
    assert found.faults == (
        "body F1 0.80 lost 2 (we mourn)",
        "date 2026-05-12 from meta, expected 2026-05-11",
        "language fr",
    )


@pytest.mark.parametrize("drafts", [[], [_draft("A", "", None), _draft("B", "", None)]])
def test_an_article_without_one_draft_scores_nothing(drafts: list[dict[str, Any]]) -> None:
    answer = {"verdict": "empty", "reason": "no text", "drafts": drafts}
    found = mark(_case({**EXPECTED, "date": None}), answer)
    assert (found.points, found.figures["f1"], found.figures["date"]) == (0, 0, MISSED)
    assert found.faults


def test_a_listing_counts_items_by_address_and_title_and_those_with_their_day() -> None:
    case = _case({"kind": "listing", "url": None, "items": ITEMS})
    answer = _ok(
        _draft("First", "https://m.example/a/1/", "2026-05-04"),
        _draft("Contact", "https://m.example/c", None),
    )
    found = mark(case, answer)
    assert found.figures == {"items": 2, "found": 1, "given": 2, "dated": 0, "in_order": True}
    # F of the items is 1/2 and weighs three parts, the days none of two.
    assert found.points == pytest.approx(3 * 0.5 / 4)
    assert len(found.faults) == 3


def test_a_feed_is_read_only_with_every_item_in_order_dated_and_with_its_text() -> None:
    items = [{**ITEMS[0], "body": "Bare text."}, ITEMS[1]]
    case = _case({"kind": "feed", "url": None, "items": items})
    first, second = (
        _draft("First", ITEMS[0]["url"], "2026-05-03", "Bare text."),
        _draft("Second", ITEMS[1]["url"], None),
    )
    assert mark(case, _ok(first, second)).figures["outcome"] == READ
    for drafts in (
        [second, first],
        [first],
        [first, second, second],
        [{**first, "published": _day(None)}, second],
        [{**first, "body": ""}, second],
    ):
        assert mark(case, _ok(*drafts)).figures["outcome"] == MISREAD
    refusal = {"verdict": "parse-error", "reason": "not well-formed", "drafts": []}
    assert mark(case, refusal).figures["outcome"] == MISREAD
    allowed = _case({**case.expected, "verdicts": ["parse-error"], "mentions": ["well-formed"]})
    assert mark(allowed, refusal).figures["outcome"] == REFUSED
    assert mark(allowed, {**refusal, "reason": "no"}).figures["outcome"] == MISREAD


def test_what_is_no_statement_needs_its_verdict_and_a_reason() -> None:
    case = _case({"kind": "refused", "url": None, "verdicts": ["blocked"]})
    assert mark(case, {"verdict": "blocked", "reason": "a wall", "drafts": []}).figures["outcome"] == REFUSED
    assert mark(case, {"verdict": "blocked", "reason": None, "drafts": []}).figures["outcome"] == MISREAD
    assert mark(case, {"verdict": "empty", "reason": "a wall", "drafts": []}).figures["outcome"] == MISREAD
    assert mark(case, _ok(_draft("Just a moment", "", None))).figures["outcome"] == MISREAD


def test_the_report_averages_pages_and_lists_the_worst_first() -> None:
    good = mark(_case(EXPECTED), _ok(_draft(EXPECTED["title"], "", "2026-05-11", EXPECTED["body"])))
    bad = mark(_case(EXPECTED), _ok())
    found = report.document([good, bad], 0.0)
    overall = found["articles"]["overall"]
    assert (overall["f1"], overall["title"], overall["date_right_or_honestly_unknown"]) == (0.5, 0.5, 0.5)
    assert overall["dates"] == {RIGHT: 1, HONEST: 0, WRONG: 0, MISSED: 1}
    assert [page["points"] for page in found["worst"]] == [0.0]
    assert any(line.startswith("overall") for line in report.lines(found))


def test_every_page_of_the_exam_is_whole() -> None:
    cases = load()
    assert len(cases) == len(list(PAGES.iterdir())) >= 90
    assert sum(case.kind == "article" for case in cases) >= 60
    for case in cases:
        expected = case.expected
        assert case.page.stat().st_size
        if case.kind == "article":
            assert expected["title"] and expected["body"] and expected["language"]
            assert all(paragraph.strip() == paragraph != "" for paragraph in expected["body"].split("\n\n"))
        elif case.kind == "refused":
            assert expected["verdicts"] and "ok" not in expected["verdicts"]
        else:
            assert len(expected["items"]) >= 2
            assert len({json.dumps(address(item["url"])) for item in expected["items"]}) == len(
                expected["items"]
            )
