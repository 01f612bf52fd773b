"""Facets: dates as short lists of tokens, days where the issuer is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from archive import facets
from statements.labels import Precision
from statements.model import Published


def tokens(day: date) -> set[str]:
    iso = day.isoformat()
    return {f"=date:{iso[:n]}" for n in (1, 2, 3, 4, 7, 10)}


near = st.dates(date(2022, 1, 1), date(2026, 12, 31))


@settings(deadline=None, derandomize=True)
@given(near | st.dates(), near | st.dates(), near | st.dates(), st.booleans(), st.booleans())
def test_a_range_has_exactly_its_days(
    one: date, other: date, day: date, open_start: bool, open_end: bool
) -> None:
    start, end = min(one, other), max(one, other)
    cover = facets.date_tokens(None if open_start else start, None if open_end else end)
    inside = (open_start or start <= day) and (open_end or day <= end)
    assert bool(tokens(day) & set(cover)) == inside
    assert len(cover) == len(set(cover)) <= 140


def test_whole_blocks_stay_whole() -> None:
    assert facets.date_tokens(None, None) == tuple(f"=date:{n}" for n in range(10))
    assert facets.date_tokens(date(2024, 1, 1), date(2024, 12, 31)) == ("=date:2024",)
    assert facets.date_tokens(date(2024, 2, 1), date(2024, 2, 29)) == ("=date:2024-02",)


def test_the_day_is_the_issuers() -> None:
    late = datetime(2024, 12, 1, 23, 30, tzinfo=UTC)
    for zone, day in (
        ("Asia/Tokyo", date(2024, 12, 2)),
        ("America/New_York", date(2024, 12, 1)),
        (None, late.date()),
    ):
        published = Published(precision=Precision.INSTANT, instant=late, zone=zone)
        assert facets.published_day(published) == day
    given_day = Published(precision=Precision.DAY, day=late.date() + timedelta(days=1), zone="UTC")
    assert facets.published_day(given_day) == date(2024, 12, 2)
    assert facets.published_day(Published(precision=Precision.UNKNOWN)) is None
