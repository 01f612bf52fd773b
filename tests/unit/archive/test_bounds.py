"""The time and the sources that a query confines itself to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.query import may_answer, parse, period

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = NOW - timedelta(days=7)


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T00:00+00:00")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", None),
        ("aleppo", None),
        ("-date:2024-12-01", None),
        ("aleppo OR date:2024-12-01", None),
        ("date:2024-12-01.. OR date:..2024-11-01", None),
        ("aleppo date:2024-12-01", (day("2024-12-01"), day("2024-12-02"))),
        ("date:2024-11-27..2024-12-08", (day("2024-11-27"), day("2024-12-09"))),
        ("date:2024-11-27..", (day("2024-11-27"), None)),
        ("date:..2024-12-08", (None, day("2024-12-09"))),
        ("date:2024-11-27.. date:..2024-12-08", (day("2024-11-27"), day("2024-12-09"))),
        ("date:2024-12-01,2024-12-05", (day("2024-12-01"), day("2024-12-06"))),
        ("date:2024-12-01.. OR date:2024-11-01", (day("2024-11-01"), None)),
        ("date:9999-12-31", (day("9999-12-31"), None)),
        ("seen:<7d", (WEEK, None)),
        ("seen:>7d aleppo", (None, WEEK)),
        ("seen:<7d date:2024-12-01", (day("2024-12-01"), day("2024-12-02"))),
    ],
)
def test_the_time_that_a_query_is_confined_to(
    query: str, expected: tuple[datetime | None, datetime | None] | None
) -> None:
    assert period(parse(query), NOW) == expected


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("aleppo", True),
        ("issuer:FR,DE", True),
        ("issuer:US", False),
        ("-issuer:FR", False),
        ("-issuer:US", True),
        ("source:fr-mfa aleppo", True),
        ("aleppo source:us-state", False),
        ("source:us-state OR aleppo", True),
        ("source:us-state OR issuer:US", False),
        ("-(source:fr-mfa aleppo)", True),
        ("-(source:fr-mfa OR aleppo)", False),
    ],
)
def test_the_sources_that_can_answer_a_query(query: str, answers: bool) -> None:
    assert may_answer(parse(query), source="fr-mfa", issuer="FR") is answers
