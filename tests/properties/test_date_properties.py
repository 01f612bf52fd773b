"""Dates written by somebody else's formatter are read back; no string at all makes the reader raise."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime

import hijridate
import jdatetime
import pytest
from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from statements.dates import resolve
from statements.labels import LANGUAGES, Precision
from statements.model import Published, RawDate

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAYS = st.dates(date(1945, 1, 1), date(2026, 11, 22))


def read(
    raw: str, order: str | None = None, *, origin: str = "x", zone: str = "Asia/Beirut", **more: object
) -> Published:
    return resolve(RawDate(raw=raw, origin=origin), now=NOW, zone=zone, order=order, **more)  # type: ignore[arg-type]


ALPHABET = "0123456789/-.:,٠١٢٣۱۲۳４年月日ZTz+ ampmdecmarسمبرآب1er декабря2024 1403 1446 \u200f\n"


@given(
    st.text() | st.text(st.sampled_from(ALPHABET), max_size=40),
    st.sampled_from([None, "dmy", "mdy", "ymd"]),
    st.sampled_from(["url", "x"]),
)
@example("²² December 2024", None, "x")
@example("1 December ２０２４", None, "x")
@example("२ December 2024", None, "x")
@example("99999999", None, "x")
@example("1500/12/30", "ymd", "x")
def test_no_string_raises_and_no_time_is_naive(raw: str, order: str | None, origin: str) -> None:
    for calendar in (None, "solar-hijri", "hijri"):
        published = read(raw, order, origin=origin, calendar=calendar, formats=("%d.%m.%Y %H:%M",))
        if published.precision is Precision.UNKNOWN:
            assert published.reason
        else:
            assert published.reason is None and published.raw == raw
        if published.instant is not None:
            assert published.instant.utcoffset() == timedelta(0) and published.instant <= NOW + timedelta(
                days=1
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_and_full_forms_of_every_language(language: str) -> None:
    @given(DAYS)
    def check(day: date) -> None:
        for width in ("long", "full", "medium"):
            raw = format_date(day, width, locale=language)
            assert read(raw, "dmy", languages=(language,)).day == day, raw

    check()


@pytest.mark.parametrize(
    "locale",
    [
        "ar_SY",
        "ar_LB",
        "ar_IQ",
        "ar_DZ",
        "ar_MA",
        "ar_EG",
        "en_US",
        "en_GB",
        "en_CA",
        "pt_PT",
        "de_AT",
        "es_MX",
        "fr_CA",
    ],
)
def test_regional_forms(locale: str) -> None:
    @given(DAYS)
    def check(day: date) -> None:
        for width in ("long", "full"):
            raw = format_date(day, width, locale=locale)
            assert read(raw).day == day, raw

    check()


@given(DAYS)
def test_numeric_orders(day: date) -> None:
    assert read(day.strftime("%d/%m/%Y"), "dmy").day == day
    assert read(day.strftime("%m/%d/%Y"), "mdy").day == day
    assert read(day.isoformat()).day == day
    assert read(day.strftime("%Y%m%d")).day == day
    assert read(day.strftime("/news/%Y/%m/%d/title"), origin="url").day == day
    assert read(day.strftime("/xw/t%Y%m%d_1.html"), origin="url").day == day
    assert read(day.strftime("%d.%m.%Y")).day == day, "nobody who writes the month first puts dots"
    undecided = read(day.strftime("%d/%m/%Y"))
    assert undecided.day == (day if day.day > 12 or day.day == day.month else None)


@given(DAYS)
def test_other_calendars(day: date) -> None:
    solar = jdatetime.date.fromgregorian(date=day)
    assert read(f"{solar.year}/{solar.month}/{solar.day}", calendar="solar-hijri").day == day
    month = [
        "فروردین",
        "اردیبهشت",
        "خرداد",
        "تیر",
        "مرداد",
        "شهریور",
        "مهر",
        "آبان",
        "آذر",
        "دی",
        "بهمن",
        "اسفند",
    ][solar.month - 1]
    assert read(f"{solar.day} {month} {solar.year}").day == day
    lunar = hijridate.Gregorian(day.year, day.month, day.day).to_hijri()
    assert read(f"{lunar.day} {lunar.month_name('ar')} {lunar.year} هـ").day == day
    assert read(f"{lunar.day} {lunar.month_name('en')} {lunar.year} AH").day == day
    assert read(f"{lunar.year}-{lunar.month}-{lunar.day}", calendar="hijri").day == day


ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(DAYS.filter(lambda day: day > date(1945, 1, 1)), st.times(), ZONES)
def test_instants(day: date, at: time, zone: timezone) -> None:
    instant = datetime.combine(day, at.replace(microsecond=0), tzinfo=zone)
    for raw in (
        instant.isoformat(),
        format_datetime(instant),
        instant.strftime("%Y-%m-%d %H:%M:%S %z"),
        instant.strftime("%d %B %Y %I:%M:%S %p %z"),
    ):
        assert read(raw).instant == instant, raw
