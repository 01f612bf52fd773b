"""What a list said and what the page said, joined."""

from __future__ import annotations

import pytest

from spiders.candidates import best_dates, best_title, fetchable
from statements.model import RawDate


@pytest.mark.parametrize(
    ("page", "listed", "configured", "title"),
    [
        ("The Minister meets her counterpart in Cairo", "The Minister meets her…", False, "The Minister meets her counterpart in Cairo"),
        ("The Minister meets her counterpart in Cairo", "The Minister meets her ...", False, "The Minister meets her counterpart in Cairo"),
        ("Statement on Aleppo, corrected", "Statement on Aleppo", False, "Statement on Aleppo, corrected"),
        ("Ministry of Foreign Affairs", "Condemnation of the attack on the airport", False, "Condemnation of the attack on the airport"),
        ("Press", "Press release on the situation in the north", False, "Press release on the situation in the north"),
        ("Ministry of Foreign Affairs", "Condemnation of the attack", True, "Ministry of Foreign Affairs"),
        ("", "Listed", False, "Listed"),
        ("", "Listed", True, "Listed"),
        ("Page", "", False, "Page"),
    ],
)  # fmt: skip
def test_titles(page: str, listed: str, configured: bool, title: str) -> None:
    assert best_title(page, listed, configured=configured) == title


def test_a_title_stays_what_it_was_when_nothing_changes() -> None:
    """A later look compares with the archived title, which must not drift."""
    for page, listed in [
        ("Site name", "A statement on something"),
        ("A statement on something else", "A statement on someth…"),
    ]:
        first = best_title(page, listed, configured=False)
        assert best_title(page, first, configured=False) == first


def test_dates_in_order_of_trust() -> None:
    origins = ["url", "listing", "meta", "time", "feed", "selector", "json-ld"]
    dates = [RawDate(raw=origin, origin=origin) for origin in origins]
    assert [date.origin for date in best_dates(dates)] == [
        "selector",
        "feed",
        "json-ld",
        "meta",
        "time",
        "listing",
        "url",
    ]


@pytest.mark.parametrize(
    ("listed", "canonical", "address"),
    [
        ("https://a.example/x/?utm_source=rss", "https://a.example/x", "https://a.example/x/"),
        ("https://a.example/x/?id=1", "https://a.example/x?id=1", "https://a.example/x/?id=1"),
        ("https://a.example/x", "https://a.example/x", "https://a.example/x"),
        ("https://a.example", "https://a.example/", "https://a.example/"),
    ],
)
def test_an_address_stays_fetchable(listed: str, canonical: str, address: str) -> None:
    assert fetchable(listed, canonical) == address
