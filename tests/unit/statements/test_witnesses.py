"""Several places of one page that tell its day: on whose clock it is read, and when none of them is believed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from statements.dates import resolve
from statements.model import Published, RawDate

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def told(*places: tuple[str, str], zone: str = "UTC") -> Published:
    raws = [RawDate(raw=raw, origin=origin, order="dmy") for origin, raw in places]
    return resolve(raws, now=NOW, zone=zone)


@pytest.mark.parametrize(
    ("system", "shown", "zone", "instant"),
    [
        ("2024-03-06T16:30:42Z", "7 March 2024, 00:30", "UTC", "2024-03-07T00:30:42+08:00"),
        ("2024-03-07T01:10:00Z", "6 March 2024, 20:10", "UTC", "2024-03-06T20:10:00-05:00"),
        ("2024-03-06T20:00:00Z", "7 March 2024, 01:45", "UTC", "2024-03-07T01:45:00+05:45"),
        (
            "2024-03-06T16:30:00Z",
            "6 March 2024, 16:37",
            "UTC",
            "2024-03-06T16:30:00+00:00",
        ),  # no zone is so far
        ("2024-03-06T16:30:00Z", "7 March 2024, 09:30", "UTC", "2024-03-06T16:30:00+00:00"),
        ("2024-03-06T16:30:00+01:00", "6 March 2024, 17:30", "UTC", "2024-03-06T16:30:00+01:00"),
        ("2024-03-06T23:30:00Z", "7 March 2024, 00:30", "Europe/Paris", "2024-03-06T23:30:00+00:00"),
    ],
)
def test_an_instant_is_on_the_clock_that_the_page_shows(
    system: str, shown: str, zone: str, instant: str
) -> None:
    found = told(("json-ld", system), ("dateline", shown), zone=zone).instant
    assert found is not None
    assert found.isoformat() == instant


@pytest.mark.parametrize(
    "places",
    [
        [("json-ld", "2024-03-07T10:00:00Z")],
        [("time", "2024-03-07")],
        [("dateline", "7 March 2024")],
        [("json-ld", "2024-03-07T10:00:00Z"), ("time", "2024-03-07"), ("dateline", "7 March 2024")],
    ],
)
def test_an_address_from_long_before_leaves_the_day_unknown(places: list[tuple[str, str]]) -> None:
    found = told(*places, ("url", "2022-05-04"))
    assert found.instant is None and found.day is None
    assert found.reason is not None and "url says 2022-05-04" in found.reason
    assert told(*places, ("url", "2024-03-01")).reason is None
    assert told(*places, ("url", "2024-05-01")).reason is None


def test_what_the_source_itself_names_is_believed_whatever_the_address_says() -> None:
    assert told(("selector", "7 March 2024"), ("url", "2022-05-04")).reason is None
