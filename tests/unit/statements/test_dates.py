"""Written dates: every language, every calendar, every trap that official pages set."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from statements.dates import resolve
from statements.labels import Precision
from statements.model import Published, RawDate

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FIRST = date(2024, 12, 1)


def read(
    raw: str,
    *,
    zone: str = "UTC",
    order: str | None = None,
    languages: tuple[str, ...] = (),
    formats: tuple[str, ...] = (),
    calendar: str | None = None,
    origin: str = "selector",
    now: datetime = NOW,
) -> Published:
    return resolve(
        RawDate(raw=raw, origin=origin),
        now=now,
        zone=zone,
        order=order,
        languages=languages,
        formats=formats,
        calendar=calendar,
    )


@pytest.mark.parametrize(
    "raw",
    [
        "1 December 2024",
        "December 1, 2024",
        "Dec. 1, 2024",
        "Sunday 1 December 2024",
        "Sunday, December 1st, 2024",
        "the 1st of December 2024",
        "Published: 1 Dec 2024",
        "1-Dec-2024",
        "01 DEC 24",
        "2024 December 1",
        "WASHINGTON, December 1, 2024 —",
        "1er décembre 2024",
        "le 1 décembre 2024",
        "Publié le 1er déc. 2024",
        "dimanche 1ᵉʳ décembre 2024",
        "1. Dezember 2024",
        "Sonntag, den 1. Dez. 2024",
        "1 de diciembre de 2024",
        "1º de diciembre del 2024",
        "1 dicembre 2024",
        "domenica 1° dicembre 2024",
        "1 de dezembro de 2024",
        "1.º de dezembro de 2024",
        "1 декабря 2024 года",
        "1-го декабря 2024 г.",
        "воскресенье, 1 дек. 2024",
        "1 грудня 2024 року",
        "1 ديسمبر 2024",
        "١ ديسمبر ٢٠٢٤ م",
        "الأحد، 1 ديسمبر، 2024",
        "1 كانون الأول 2024",
        "١ كانون الأول ٢٠٢٤",
        "1 كانون الأول/ديسمبر 2024",
        "1 دجنبر 2024",
        "۱ دسامبر ۲۰۲۴",
        "1 Aralık 2024 Pazar",
        "1 ARALIK 2024",
        "2024年12月1日",
        "2024 年 12 月 1 日（星期日）",
        "２０２４年１２月１日",
        "二〇二四年十二月一日",
        "令和6年12月1日",
        "2024년 12월 1일",
        "2024. 12. 1.",
        "1 grudnia 2024 r.",
        "1 gru 2024",
        "1 בדצמבר 2024",
        "ב-1 בדצמבר 2024",
        "1 december 2024",
        "1 decembrie 2024",
        "1 Δεκεμβρίου 2024",
        "den 1 december 2024",
        "1. joulukuuta 2024",
        "1. prosince 2024",
        "2024-12-01",
        "2024-12-1",
        "2024/12/01",
        "2024.12.01",
        "2024-12-01+03:00",
        "20241201",
        "1 December 2024 (1 December 2024)",
    ],
)
def test_the_first_of_december(raw: str) -> None:
    published = read(raw, zone="Asia/Damascus")
    assert (published.precision, published.day, published.reason) == (Precision.DAY, FIRST, None)
    assert (published.zone, published.raw, published.origin) == ("Asia/Damascus", raw, "selector")


LEVANT = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"]  # fmt: skip
EGYPT = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]  # fmt: skip


@pytest.mark.parametrize("names", [LEVANT, EGYPT])
def test_both_families_of_arabic_months_in_both_sets_of_digits(names: list[str]) -> None:
    eastern = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    for month, name in enumerate(names, 1):
        for raw in (f"15 {name} 2024", f"15 {name} 2024".translate(eastern)):
            assert read(raw).day == date(2024, month, 15), raw


@pytest.mark.parametrize(
    ("raw", "calendar", "languages", "day"),
    [
        ("۱۱ آذر ۱۴۰۳", None, (), FIRST),
        ("یکشنبه ۱۱ آذر ماه ۱۴۰۳", None, (), FIRST),
        ("1403/09/11", "solar-hijri", (), FIRST),
        ("۱۴۰۳/۹/۱۱", None, ("fa",), FIRST),
        ("1403-09-11", "solar-hijri", ("fa",), FIRST),
        ("31 اردیبهشت 1403", None, (), date(2024, 5, 20)),
        ("30 اسفند 1403", None, (), date(2025, 3, 20)),
        ("29 جمادى الأولى 1446 هـ", None, (), FIRST),
        ("29 جمادى الأولى 1446هـ الموافق 1 ديسمبر 2024م", None, ("ar",), FIRST),
        ("٢٩ جُمادى الأُولى ١٤٤٦", None, (), FIRST),
        ("1446/05/29", "hijri", ("ar",), FIRST),
        ("29/05/1446", "hijri", ("ar",), FIRST),
        ("1 محرم 1446", None, (), date(2024, 7, 7)),
        ("10 ذو الحجة 1445", None, (), date(2024, 6, 16)),
        ("Jumada al-Ula 29, 1446", None, (), FIRST),
        ("2024-12-01", "solar-hijri", ("fa",), FIRST),
    ],
)
def test_other_calendars(raw: str, calendar: str | None, languages: tuple[str, ...], day: date) -> None:
    published = read(raw, calendar=calendar, languages=languages, order="dmy")
    assert (published.day, published.reason) == (day, None)


@pytest.mark.parametrize(
    ("raw", "zone", "instant"),
    [
        ("2024-12-01T22:04:05Z", "America/New_York", "2024-12-01T22:04:05"),
        ("2024-12-01T22:04:05.123456+03:00", "UTC", "2024-12-01T19:04:05"),
        ("2024-12-01T22:04:05+0300", "UTC", "2024-12-01T19:04:05"),
        ("2024-12-01t22:04-05", "UTC", "2024-12-02T03:04:00"),
        ("2024-12-01T22:04:05", "America/New_York", "2024-12-02T03:04:05"),
        ("2024-07-01 22:04", "America/New_York", "2024-07-02T02:04:00"),
        ("2024-12-01 22:04:05 UTC", "America/New_York", "2024-12-01T22:04:05"),
        ("20241201T220405Z", "UTC", "2024-12-01T22:04:05"),
        ("20241201220405", "UTC", "2024-12-01T22:04:05"),
        ("Sun, 01 Dec 2024 22:04:05 GMT", "America/New_York", "2024-12-01T22:04:05"),
        ("Sun, 01 Dec 2024 22:04:05 +0300", "UTC", "2024-12-01T19:04:05"),
        ("Sun, 1 Dec 24 22:04 EST", "UTC", "2024-12-02T03:04:00"),
        ("Sun, 01 Dec 2024 22:04:05 -0000", "Asia/Tokyo", "2024-12-01T22:04:05"),
        ("Sun, 01 Dec 2024 10:00:00 CST", "Asia/Shanghai", "2024-12-01T02:00:00"),
        ("Sun, 01 Dec 2024 10:00:00 CST", "America/New_York", "2024-12-01T16:00:00"),
        ("Sun, 01 Dec 2024 10:00:00 IST", "Asia/Kolkata", "2024-12-01T04:30:00"),
        ("Sun Dec 01 2024 10:00:00 GMT+0300 (Arabian Standard Time)", "UTC", "2024-12-01T07:00:00"),
        ("Sun Dec  1 10:00:00 UTC 2024", "Asia/Tokyo", "2024-12-01T10:00:00"),
        ("December 1, 2024 at 4:05 PM", "America/New_York", "2024-12-01T21:05:00"),
        ("December 1, 2024, 12:30 a.m.", "UTC", "2024-12-01T00:30:00"),
        ("4 pm, December 1, 2024", "UTC", "2024-12-01T16:00:00"),
        ("14:30 - 01.12.2024", "UTC", "2024-12-01T14:30:00"),
        ("01.12.2024, 14.30 Uhr", "Europe/Berlin", "2024-12-01T13:30:00"),
        ("le 1er décembre 2024 à 14h30", "Europe/Paris", "2024-12-01T13:30:00"),
        ("1 Aralık 2024 Pazar, 14:30", "Europe/Istanbul", "2024-12-01T11:30:00"),
        ("1 декабря 2024 18:40 МСК", "UTC", "2024-12-01T15:40:00"),
        ("2024年12月1日 15时30分", "Asia/Shanghai", "2024-12-01T07:30:00"),
        ("2024年12月1日午後3時5分", "Asia/Tokyo", "2024-12-01T06:05:00"),
        ("2024년 12월 1일 오후 3:05", "Asia/Seoul", "2024-12-01T06:05:00"),
        ("1 ديسمبر 2024 - 10:30 م", "Asia/Amman", "2024-12-01T19:30:00"),
        ("۱۱ آذر ۱۴۰۳ - ۱۴:۳۰", "Asia/Tehran", "2024-12-01T11:00:00"),
        ("2016-12-31T23:59:60Z", "UTC", "2016-12-31T23:59:59"),
    ],
)
def test_instants(raw: str, zone: str, instant: str) -> None:
    published = read(raw, zone=zone, order="dmy")
    assert published.reason is None
    assert published.precision is Precision.INSTANT and published.instant is not None
    assert published.instant.replace(microsecond=0) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "order", "day"),
    [
        ("25.09.2026", None, date(2026, 9, 25)),
        ("09/25/2026", None, date(2026, 9, 25)),
        ("12/12/2024", None, date(2024, 12, 12)),
        ("01/12/2024", "dmy", FIRST),
        ("12/01/2024", "mdy", FIRST),
        ("1-12-2024", "dmy", FIRST),
        ("01.12.24", "dmy", FIRST),
        ("12/1/24", "mdy", FIRST),
        ("24/12/01", "ymd", FIRST),
        ("13/12/2024", "mdy", date(2024, 12, 13)),
        ("01/12/2024 | 01/12/2024", "dmy", FIRST),
        ("١/١٢/٢٠٢٤", "dmy", FIRST),
    ],
)
def test_numeric_dates(raw: str, order: str | None, day: date) -> None:
    assert read(raw, order=order).day == day


@pytest.mark.parametrize(
    ("raw", "options", "reason"),
    [
        ("01/12/2024", {}, "day or month first"),
        ("01/12/2024", {"order": "ymd"}, "day or month first"),
        ("01/12/24", {}, "order of 01-12-24 is not known"),
        ("25.25.2024", {}, "not a date"),
        ("31 February 2024", {}, "there is no day"),
        ("2024-13-01", {}, "there is no day"),
        ("December 2024", {}, "no day"),
        ("1 December", {}, "no year"),
        ("12月1日", {}, "no date found"),
        ("1-3 December 2024", {}, "a range of days"),
        ("December 1–3, 2024", {}, "a range of days"),
        ("Updated 3 December 2024. Published 1 December 2024", {}, "more than one date"),
        ("2 hours ago", {}, "no date found"),
        ("today", {}, "no date found"),
        ("", {}, "nothing stood there"),
        (" \n ", {}, "nothing stood there"),
        ("1403/09/11", {}, "calendar that is not configured"),
        ("1 December 1024", {}, "implausible"),
        ("1 December 1944", {}, "implausible"),
        ("0001-01-01T00:00:00", {}, "implausible"),
        ("2024-12-01T25:00:00Z", {}, "not a time of day"),
        ("1 December 2024 10:75", {}, "not a time of day"),
        ("2024-12-01T10:00:00+25:00", {}, "not a time zone"),
        ("2027-07-01", {}, "more than a day ahead"),
        ("1 lipca 2027", {}, "more than a day ahead"),
        ("2026-11-23T12:00:01Z", {}, "more than a day ahead"),
        ("9999-12-31T23:59:59Z", {}, "more than a day ahead"),
    ],
)
def test_unknown_says_why(raw: str, options: dict[str, str], reason: str) -> None:
    published = read(raw, order=options.get("order"))
    assert published.precision is Precision.UNKNOWN
    assert published.raw == raw and published.origin == "selector"
    assert published.reason is not None and reason in published.reason


def test_tomorrow_is_allowed_since_it_may_have_begun_somewhere() -> None:
    assert read("2026-11-23T12:00:00Z").instant == datetime(2026, 11, 23, 12, tzinfo=UTC)
    # At noon UTC tomorrow it is 02:00 of the day after in Kiritimati.
    assert read("2026-11-24", zone="Pacific/Kiritimati").day == date(2026, 11, 24)
    assert read("2026-11-25").reason == "more than a day ahead"


def test_the_first_readable_date_wins_and_keeps_its_origin() -> None:
    raws = (
        RawDate(raw="yesterday", origin="listing"),
        RawDate(raw="2027-07-01", origin="json-ld"),
        RawDate(raw="1 December 2024", origin="dateline"),
        RawDate(raw="2 December 2024", origin="meta"),
    )
    published = resolve(raws, now=NOW, zone="UTC")
    assert (published.day, published.origin, published.raw) == (FIRST, "dateline", "1 December 2024")
    unknown = resolve(raws[:2], now=NOW, zone="UTC")
    assert (unknown.origin, unknown.raw, unknown.reason) == ("listing", "yesterday", "no date found")
    assert resolve((), now=NOW, zone="UTC").reason == "no date was given"


@pytest.mark.parametrize(
    ("url", "order", "calendar", "day"),
    [
        ("https://mfa.example/news/2024/12/01/statement", None, None, FIRST),
        ("https://mfa.example/2024/12/1", None, None, FIRST),
        ("https://mfa.example/2024-12-01-statement.html", None, None, FIRST),
        ("https://mfa.example/eng/xw/202412/t20241201_11535631.html", None, None, FIRST),
        ("https://mfa.example/en/20241201/joint-statement", None, None, FIRST),
        ("https://mfa.example/a/news2024-12-1.aspx", None, None, FIRST),
        ("https://mfa.example/world/2024/dec/01/talks", None, None, FIRST),
        ("https://mfa.example/2024-12/01/c_1.htm", None, None, FIRST),
        ("https://mfa.example/news/01-12-2024-uae", "dmy", None, FIRST),
        ("https://mfa.example/news/2024/12/01/visit-of-2024-12-03", None, None, FIRST),
        ("https://mfa.example/ar/1446/05/29/x", None, "hijri", FIRST),
        ("/news/2024/12/01/", None, None, FIRST),
    ],
)
def test_dates_in_addresses(url: str, order: str | None, calendar: str | None, day: date) -> None:
    assert read(url, origin="url", order=order, calendar=calendar).day == day


@pytest.mark.parametrize(
    "url", ["https://mfa.example/2024/12/", "https://mfa.example/doc/123456789", "http://[broken", "x"]
)
def test_addresses_without_a_day(url: str) -> None:
    assert read(url, origin="url").precision is Precision.UNKNOWN


def test_an_address_is_searched_only_when_it_is_one() -> None:
    assert read("report t20241201_x", origin="selector").precision is Precision.UNKNOWN


@pytest.mark.parametrize(
    ("raw", "pattern", "value"),
    [
        ("01|12|2024", "%d|%m|%Y", FIRST),
        ("12/01/2024", "%m/%d/%Y", FIRST),
        ("٠١|١٢|٢٠٢٤", "%d|%m|%Y", FIRST),
        ("01|12|2024 10.30", "%d|%m|%Y %H.%M", datetime(2024, 12, 1, 9, 30, tzinfo=UTC)),
        ("01|12|2024 10.30 +0300", "%d|%m|%Y %H.%M %z", datetime(2024, 12, 1, 7, 30, tzinfo=UTC)),
        ("1 December 2024", "%d|%m|%Y", FIRST),  # does not fit: the general reading follows
        ("1 December 2024", "%d %B", FIRST),  # a format without a year would invent 1900
        ("11|09|1403", "%d|%m|%Y", FIRST),
    ],
)
def test_formats_go_first(raw: str, pattern: str, value: date | datetime) -> None:
    calendar = "solar-hijri" if "1403" in raw else None
    published = read(raw, formats=(pattern,), zone="Europe/Paris", order="dmy", calendar=calendar)
    assert value in (published.day, published.instant)


def test_a_name_that_differs_between_languages_needs_the_language() -> None:
    # Croatian and Czech or Polish "listopad" would be such; of ours, "czerwiec" and "červenec" only look alike.
    assert read("1 lipca 2024").day == date(2024, 7, 1)
    assert read("1 července 2024").day == date(2024, 7, 1)
    assert read("1 czerwca 2024").day == date(2024, 6, 1)


def test_settings_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        read("2024-12-01", order="ydm")
    with pytest.raises(ValueError, match="lunar"):
        read("2024-12-01", calendar="lunar")
