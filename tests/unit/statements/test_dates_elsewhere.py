"""Days as ministries write them in languages whose texts are not judged, in other eras, and in two calendars at once."""

from __future__ import annotations

from datetime import date

import pytest

from statements.written_dates import Habits, Unreadable, read

DAY = date(2024, 3, 7)


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("2024. március 7. 09:12", "hu"),
        ("четвртак, 7. март 2024.", "sr"),
        ("četvrtak, 7. mart 2024.", "sr"),
        ("četvrtak, 7. ožujka 2024.", "hr"),
        ("7 март 2024 г.", "bg"),
        ("štvrtok 7. marca 2024", "sk"),
        ("Kamis, 7 Maret 2024", "id"),
        ("Khamis, 7 Mac 2024", "ms"),
        ("Thứ Năm, 07/03/2024", "vi"),
        ("Ngày 7 tháng 3 năm 2024", "vi"),
        ("๗ มีนาคม ๒๕๖๗", "th"),
        ("7 มี.ค. 2567", "th"),
        ("7 มี.ค. 67", "th"),
        ("07/03/2567", "th"),
        ("७ मार्च २०२४", "hi"),
        ("मार्च 7, 2024", "hi"),
        ("৭ মার্চ ২০২৪", "bn"),
        ("7 مارچ 2024ء", "ur"),
        ("۷ مارچ ۲۰۲۴", "ur"),
        ("7 მარტი 2024", "ka"),
        ("7 Մարտի 2024", "hy"),
        ("2024 жылғы 7 наурыз", "kk"),
        ("7 mart 2024", "az"),
        ("7-mart 2024", "uz"),
        ("7. märts 2024", "et"),
        ("2024. gada 7. marts", "lv"),
        ("2024 m. kovo 7 d.", "lt"),
        ("7. marts 2024", "da"),
        ("7 Machi 2024", "sw"),
        ("7 mars 2024", "sq"),
        ("Marso 7, 2024", "fil"),
        ("7 มีนาคม 2024", "th"),
        ("Il-Ħamis, 7 ta’ Marzu 2024", "mt"),
        ("2024 оны 3 сарын 7", "mn"),
        ("2024 оны 03-р сарын 07-ны өдөр 10:30", "mn"),
        ("2024 оны 3 дугаар сарын 7-ны өдөр", "mn"),
        ("2024 оны гуравдугаар сарын 7", "mn"),
    ],
)
def test_a_day_in_the_language_of_any_ministry(raw: str, language: str) -> None:
    assert read(raw, Habits(order="dmy", languages=(language,))).day == DAY


@pytest.mark.parametrize(
    "raw",
    [
        "民國113年3月7日",
        "中華民國113年3月7日",
        "113年3月7日",
        "民國一百一十三年三月七日",
        "民國113/03/07",
        "民國113-03-07",
        "令和6年3月7日",
        "令和六年三月七日",
        "２０２４年３月７日",
        "二〇二四年三月七日",
        "๗ มีนาคม พ.ศ. ๒๕๖๗",
        "7 March 2567 B.E.",
    ],
)
def test_a_day_of_an_era_is_the_same_day(raw: str) -> None:
    assert read(raw, Habits()).day == DAY


def test_the_first_year_of_an_era_has_a_name() -> None:
    assert read("令和元年五月一日", Habits()).day == date(2019, 5, 1)
    assert read("平成二十七年十二月二十八日", Habits()).day == date(2015, 12, 28)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("11/05/1447 هـ الموافق 02/11/2025 م", date(2025, 11, 2)),
        ("02/11/2025 - 11/05/1447", date(2025, 11, 2)),
        ("12/12/1402 - 02/03/2024", date(2024, 3, 2)),
        ("1402/12/12 برابر با 02/03/2024", date(2024, 3, 2)),
    ],
)
def test_a_day_in_two_calendars_settles_which_number_is_the_month(raw: str, day: date) -> None:
    assert read(raw, Habits()).day == day


@pytest.mark.parametrize(
    "raw",
    [
        "03/04/1447 هـ الموافق 02/11/2025 م",  # no order makes one day of them
        "07/03/2567",  # nothing says whose years these are, nor the order
        "7 March 2567",
        "5 listopada 2024",  # October in Zagreb, November in Warsaw
        "13/05/113",
        "95年5月20日",  # 1995 in Peking, 2006 in Taipei
    ],
)
def test_what_nothing_settles_stays_unknown(raw: str) -> None:
    with pytest.raises(Unreadable):
        day = read(raw, Habits()).day
        if day.year > 2500:
            raise Unreadable("a day that far ahead is believed by nobody")


@pytest.mark.parametrize(
    ("language", "day"), [("hr", date(2024, 10, 5)), ("pl", date(2024, 11, 5)), ("uk", None)]
)
def test_a_name_of_two_months_is_that_of_the_language(language: str, day: date | None) -> None:
    if day is None:
        assert read("5 листопада 2024", Habits(languages=(language,))).day == date(2024, 11, 5)
    else:
        assert read("5. listopada 2024", Habits(languages=(language,))).day == day


def test_marks_of_direction_between_numbers_are_nothing() -> None:
    assert read("\u200f7\u200f/\u200f3\u200f/\u200f2024", Habits(order="dmy")).day == DAY
    assert read("\u2067٧\u2069/\u061c٣/\u202b٢٠٢٤\u202c", Habits(order="dmy")).day == DAY


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("R6.12.9", "ja", date(2024, 12, 9)),
        ("R6/12/9", "ja", date(2024, 12, 9)),
        ("Ｈ３１．４．３０", "ja", date(2019, 4, 30)),
        ("S64.1.7", "ja", date(1989, 1, 7)),
        ("令和6.12.9", "ja", date(2024, 12, 9)),
        ("令和６年１２月９日（月）", "ja", date(2024, 12, 9)),
        ("平成三十一年四月三十日", "ja", date(2019, 4, 30)),
        ("113-08-02", "zh", date(2024, 8, 2)),
        ("113/8/2", "zh", date(2024, 8, 2)),
        ("民國113.08.02", "zh", date(2024, 8, 2)),
        ("中華民國113年8月2日", "zh", date(2024, 8, 2)),
        ("주체113(2024)년 12월 9일", "ko", date(2024, 12, 9)),
        ("Pyongyang, December 9, Juche 113 (2024)", "en", date(2024, 12, 9)),
        ("1403/09/18", "ps", date(2024, 12, 8)),
    ],
)
def test_years_of_eras(raw: str, language: str, day: date) -> None:
    assert read(raw, Habits(languages=(language,))).day == day


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("R6.12.9", "en"),
        ("113-08-02", "en"),
        ("S/2024/12/9", "ja"),
        ("መስከረም 5 ቀን 2017", "am"),
        ("平成七十年一月一日", "en"),
    ],
)
def test_what_may_be_no_era_stays_unknown(raw: str, language: str) -> None:
    """A version, an address, a document's number; an Ethiopian year, which lies seven before ours, is not taken for one of ours."""
    try:
        found = read(raw, Habits(languages=(language,), order="dmy")).day
    except Unreadable:
        return
    assert found == date(2058, 1, 1)  # an era that has ended: refused by `dates.resolve`, since it lies ahead


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("a los diecinueve días del mes de agosto de dos mil veinte", date(2020, 8, 19)),
        ("a los 19 días del mes de agosto de 2020", date(2020, 8, 19)),
        ("treinta y uno de diciembre de dos mil veintitrés", date(2023, 12, 31)),
        ("19 de agosto del año 2020", date(2020, 8, 19)),
        ("aos vinte e três dias do mês de maio de dois mil e vinte e quatro", date(2024, 5, 23)),
        ("Fait à Ville, le premier mars deux mille vingt-quatre", date(2024, 3, 1)),
        ("le vingt et un juin mil neuf cent quatre-vingt-dix-neuf", date(1999, 6, 21)),
        ("Roma, addì ventuno marzo duemilaventiquattro", date(2024, 3, 21)),
        ("am einundzwanzigsten März zweitausendvierundzwanzig", date(2024, 3, 21)),
        ("this nineteenth day of August in the year two thousand and twenty", date(2020, 8, 19)),
        ("March the third, two thousand twenty-one", date(2021, 3, 3)),
        ("this 5th day of May, 2023", date(2023, 5, 5)),
    ],
)
def test_days_in_words(raw: str, day: date) -> None:
    assert read(raw, Habits()).day == day


@pytest.mark.parametrize(
    "raw",
    [
        "durante cinco días de agosto de dos mil veinte",
        "two thousand people in March",
        "mil veces en mayo",
        "du premier au trois mars deux mille vingt",
    ],
)
def test_numbers_in_words_that_are_no_day(raw: str) -> None:
    with pytest.raises(Unreadable):
        read(raw, Habits())
