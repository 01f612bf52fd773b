"""Defects of extraction that were found in other collectors and on official sites: one test each, named after the defect."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from spiders.extract.reading import article, sniff
from statements.candidate import from_draft
from statements.labels import LANGUAGES, Precision, Verdict
from statements.language import identify
from statements.model import Candidate, Draft, Published
from tests.pdf_files import column, pdf

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL = "https://ministry.example/news/statement"
LONG = "The Ministry condemns the attack on the town and calls on all parties to protect its people. "


def page(body: str, *, head: str = "", title: str = "Statement on the attack", lang: str = "en") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    ).encode()


def read(body: bytes, *, url: str = URL, content_type: str | None = None) -> Candidate:
    (draft,) = article(None, body, url=url, content_type=content_type).drafts
    return from_draft(draft, source="m", issuer="FR", now=NOW)


def published(html: bytes, *, url: str = URL) -> Published:
    return read(html, url=url).published


# --- what a crawler of ministries' statements was found to do ---


def test_defect_text_after_the_first_bold_word_is_lost() -> None:
    html = page("<p>We <b>strongly condemn</b> the attack and call for restraint.</p>")
    assert read(html).text == "We strongly condemn the attack and call for restraint."


def test_defect_text_after_a_line_break_is_lost() -> None:
    html = page("<p>We condemn the attack on the town.<br/>We call on all parties to show restraint.</p>")
    assert read(html).text == "We condemn the attack on the town.\nWe call on all parties to show restraint."


def test_defect_block_quotes_are_lost() -> None:
    html = page(f"<p>{LONG}</p><blockquote>No cause justifies this.</blockquote><p>{LONG}</p>")
    assert "No cause justifies this." in read(html).text


def test_defect_full_stops_become_line_ends() -> None:
    html = page("<p>The U.N. Security Council gave $1.5 million to rebuild the bridge at Sarn.</p>")
    assert read(html).text == "The U.N. Security Council gave $1.5 million to rebuild the bridge at Sarn."


def test_defect_entities_stay_escaped() -> None:
    html = page(
        "<p>Peace &amp; security matter to Türkiye&#8217;s neighbours, the caf&eacute; owners said.</p>"
    )
    assert read(html).text == "Peace & security matter to Türkiye’s neighbours, the café owners said."


@pytest.mark.parametrize("line", ["", "<p class='date'>soon</p>", "<p class='date'>31 February 2026</p>"])
def test_defect_a_missing_or_unreadable_date_becomes_today(line: str) -> None:
    found = published(page(f"{line}<p>{LONG}</p>"))
    assert (found.precision, found.instant, found.day) == (Precision.UNKNOWN, None, None)
    assert found.reason


def test_defect_a_future_date_becomes_today() -> None:
    found = published(page(f"<p class='date'>1 July 2027</p><p>{LONG}</p>"))
    assert found.precision is Precision.UNKNOWN and found.reason == "more than a day ahead"


def test_defect_a_persian_year_is_read_as_the_year_1403() -> None:
    html = page(f"<p class='date'>تاریخ: ۱۴۰۳/۰۱/۱۵</p><p>{LONG}</p>", lang="fa")
    assert published(html).day == date(2024, 4, 3)


def test_defect_numeric_dates_are_read_day_first_without_a_reason() -> None:
    found = published(page(f"<p class='date'>Published: 03/04/2026</p><p>{LONG}</p>"))
    assert found.precision is Precision.UNKNOWN and "could be either" in (found.reason or "")


def test_defect_the_date_of_a_pdf_is_that_of_its_file() -> None:
    body = pdf([(72, 790, 18, "Statement of the Chair"), *column(LONG, LONG)], created="D:20261001120000Z")
    assert read(body).published.precision is Precision.UNKNOWN


def test_defect_a_scanned_pdf_crashes_the_reader() -> None:
    found = article(None, pdf([]), url=URL, content_type="application/pdf")
    assert found.verdict is Verdict.PARSE_ERROR and "scan" in (found.reason or "")


def test_defect_pdf_pages_after_the_tenth_are_lost() -> None:
    body = pdf(
        *(
            [*column(f"Chapter {number} says what has to be said here, and no more than that.")]
            for number in range(14)
        )
    )
    assert "Chapter 13 says" in read(body).text


def test_defect_a_language_outside_the_table_raises() -> None:
    for text in ("Татарстан Республикасы халкы өчен бу бик мөһим көн булды.", "html", "ಕನ್ನಡ ಭಾಷೆ", "", "123"):
        assert identify(text) in (*LANGUAGES, None)


# --- pitfalls of official sites ---


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Technical Difficulties", "We are experiencing technical difficulties."),
        ("Radware Bot Manager Captcha", "Please prove that you are human."),
        ("Request Rejected", "The requested URL was rejected. Please consult with your administrator."),
        ("Just a moment...", "Checking your browser before accessing the site."),
    ],
)
def test_pitfall_a_block_page_with_status_200(title: str, text: str) -> None:
    found = article(None, page(f"<p>{text}</p>", title=title), url=URL, content_type="text/html")
    assert found.verdict is Verdict.BLOCKED and found.reason


@pytest.mark.parametrize(
    ("title", "text", "url"),
    [
        ("Ministry", "Sorry for the inconvenience caused.", URL),
        ("Page not found", "It may have moved.", URL),
        ("الصفحة غير موجودة", "عذرا", URL),
        ("Ministry", "Welcome to the council.", "https://council.example/404/404.html"),
        (
            "Ministry",
            "All our services at a glance, for citizens and for companies.",
            "https://mea.example/error.htm",
        ),
        (
            "Ministry",
            "All our services at a glance, for citizens and for companies.",
            "https://mea.example/ErrorPage.aspx",
        ),
    ],
)
def test_pitfall_a_soft_404_with_status_200(title: str, text: str, url: str) -> None:
    assert (
        article(None, page(f"<p>{text}</p>", title=title), url=url, content_type=None).verdict
        is Verdict.SOFT_404
    )


def test_pitfall_a_web_page_where_a_feed_was_asked() -> None:
    found = sniff(page(f"<p>{LONG}</p>"), "https://ministry.example/rss/news.xml", None)
    assert found.verdict is Verdict.PARSE_ERROR and "no feed" in (found.reason or "")


def test_pitfall_a_feed_with_status_200_and_nothing_in_it() -> None:
    body = b"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title></channel></rss>"
    assert sniff(body, "https://ministry.example/feed", None).verdict is Verdict.EMPTY


def test_pitfall_a_page_without_the_body_that_was_listed() -> None:
    shell = b"<!DOCTYPE html><html><head><title>MFA</title></head><body><div id='app'></div><script src='/a.js'></script></body></html>"
    found = article(None, shell, url=URL, content_type=None)
    assert found.verdict is Verdict.PARSE_ERROR and "no text could be found" in (found.reason or "")


def test_pitfall_a_placeholder_is_no_text() -> None:
    found = article(None, page("<p>(The text will be coming soon.)</p>"), url=URL, content_type=None)
    assert found.verdict is Verdict.EMPTY and "only announces" in (found.reason or "")


def test_pitfall_the_heading_of_the_whole_site_is_no_title() -> None:
    html = (
        f"<html><head><title>On the ferry to Sarn - Ministry</title></head><body><header><h1>Welcome</h1></header>"
        f"<div class='x'><h2>On the ferry to Sarn</h2><p>{LONG}</p><p>{LONG}</p></div></body></html>"
    ).encode()
    assert read(html).title == "On the ferry to Sarn"


def test_pitfall_a_cookie_banner_is_no_body() -> None:
    banner = "<div class='cookiebar'><p>We use cookies. Cookies help us to understand how this portal is used by you.</p></div>"
    html = page(f"<p>{LONG}</p>").replace(b"<main>", banner.encode() + b"<main>")
    assert read(html).text == LONG.strip()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "Министерство иностранных дел выражает глубокую озабоченность событиями в городе."),
        ("gb18030", "外交部发言人表示，中方对有关事态深表关切，呼吁各方保持最大限度的克制。"),
        ("euc-kr", "외교부는 이번 사태에 깊은 우려를 표명하며 모든 당사자의 자제를 촉구한다."),
        ("windows-1256", "تعرب وزارة الخارجية عن قلقها العميق إزاء الأحداث الجارية في المدينة."),
    ],
)
def test_pitfall_an_old_encoding_that_nothing_declares(encoding: str, text: str) -> None:
    html = f"<html><head><title>T</title></head><body><h1>T</h1><div><p>{text}</p><p>{text}</p></div></body></html>"
    found = read(html.encode(encoding))
    assert found.text.startswith(text) and "\ufffd" not in found.text


# --- traps of dates ---


@pytest.mark.parametrize(
    ("body", "lang", "day"),
    [
        ("<p class='d'>27 كانون الثاني/يناير 2025</p>", "ar", date(2025, 1, 27)),
        ("<p class='d'>12 رمضان 1447 هـ الموافق 01 مارس 2026</p>", "ar", date(2026, 3, 1)),
        ("<p class='d'>٥ أكتوبر ٢٠٢٥</p>", "ar", date(2025, 10, 5)),
        ("<p class='d'>چهارشنبه ۲۳ مهر ۱۴۰۴</p>", "fa", date(2025, 10, 15)),
        ("<p class='d'>Publicado em 03/11/2025 18h42</p>", "pt", date(2025, 11, 3)),
        ("<p class='d'>Yayın Tarihi: 4 Ekim 2025</p>", "tr", date(2025, 10, 4)),
        ("<p class='d'>发布时间：2025年11月3日</p>", "zh", date(2025, 11, 3)),
        ("<p class='d'>掲載日：令和7年11月3日</p>", "ja", date(2025, 11, 3)),
        ("<p class='d'>등록일 2025-11-03</p>", "ko", date(2025, 11, 3)),
        ("<p class='d'>Opublikowano: 3 listopada 2025</p>", "pl", date(2025, 11, 3)),
        ("<p class='d'>Дата публікації: 3 листопада 2025</p>", "uk", date(2025, 11, 3)),
        ("<p class='d'>פורסם בתאריך 3 בנובמבר 2025</p>", "he", date(2025, 11, 3)),
        ("<p class='d'>Veröffentlicht am 3. November 2025</p>", "de", date(2025, 11, 3)),
        ("<p class='d'>Publié le 3 novembre 2025</p>", "fr", date(2025, 11, 3)),
        ("<p class='d'>Pubblicato il 3 novembre 2025</p>", "it", date(2025, 11, 3)),
        ("<p class='d'>Опубликовано 3 ноября 2025</p>", "ru", date(2025, 11, 3)),
        ("<p class='d'>Fecha: 3 de noviembre de 2025</p>", "es", date(2025, 11, 3)),
        ("<p class='d'>Monday 3 November 2025</p>", "en", date(2025, 11, 3)),
    ],
)
def test_trap_the_shown_date_in_every_language(body: str, lang: str, day: date) -> None:
    found = published(page(f"{body}<p>{LONG}</p>", lang=lang))
    shown = found.day or (found.instant.date() if found.instant else None)
    assert shown == day


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("Last updated: 5 November 2025", "en"), ("Mis à jour le 5 novembre 2025", "fr"), ("Stand: 5. November 2025", "de"), ("Actualizado: 5 de noviembre de 2025", "es"),
        ("Ultimo aggiornamento: 5 novembre 2025", "it"), ("Atualizado em 5 de novembro de 2025", "pt"), ("Обновлено: 5 ноября 2025", "ru"), ("آخر تحديث: 5 نوفمبر 2025", "ar"),
        ("آخرین به‌روزرسانی: ۱۴ آبان ۱۴۰۴", "fa"), ("Son güncelleme: 5 Kasım 2025", "tr"), ("更新时间：2025年11月5日", "zh"), ("最終更新日：2025年11月5日", "ja"), ("최종수정일: 2025년 11월 5일", "ko"),
        ("Ostatnia aktualizacja: 5 listopada 2025", "pl"), ("Оновлено: 5 листопада 2025", "uk"), ("עודכן לאחרונה: 5 בנובמבר 2025", "he"),
    ],
)  # fmt: skip
def test_trap_an_update_is_never_taken_for_the_publication(line: str, lang: str) -> None:
    found = read(page(f"<p class='date'>{line}</p><p>{LONG}</p>", lang=lang))
    assert found.published.precision is Precision.UNKNOWN
    assert found.modified is not None and found.modified.day == date(2025, 11, 5)


def test_trap_a_masthead_clock_is_no_date() -> None:
    clock = "<div class='top'><span class='today'>Friday, 20 November 2026 | 14:32:07</span></div>"
    html = page(f"<p>{LONG}</p>").replace(b"<main>", clock.encode() + b"<main>")
    assert published(html).precision is Precision.UNKNOWN


def test_trap_two_dates_that_nothing_decides_are_unknown_and_both_are_named() -> None:
    head = "<meta property='article:published_time' content='2026-10-01T09:00:00+00:00'>"
    found = published(page(f"<p class='date'>Published: 5 November 2025</p><p>{LONG}</p>", head=head))
    assert found.precision is Precision.UNKNOWN
    assert found.reason == "the page gives two dates: meta says 2026-10-01 but dateline says 2025-11-05"


def test_trap_the_address_settles_which_of_two_dates_is_meant() -> None:
    head = "<meta property='article:published_time' content='2026-10-01T09:00:00+00:00'>"
    html = page(f"<p class='date'>Published: 5 November 2025</p><p>{LONG}</p>", head=head)
    found = published(html, url="https://ministry.example/2025/11/05/statement")
    assert found.day == date(2025, 11, 5)
    assert [(other.origin, other.raw) for other in found.dissenting] == [
        ("meta", "2026-10-01T09:00:00+00:00")
    ]


def test_trap_a_dated_posting_of_an_older_event() -> None:
    html = page(f"<p>Delivered on: 1 November 2025</p><p>Published: 3 November 2025</p><p>{LONG}</p>")
    assert published(html).day == date(2025, 11, 3)


def test_trap_the_last_edit_written_as_the_publication() -> None:
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Statement on the attack","datePublished":"2026-10-01","dateModified":"2026-10-01"}</script>'
    html = page(f"<p class='date'>3 November 2025</p><p>{LONG}</p>", head=ld)
    assert published(html).day == date(2025, 11, 3)


def test_trap_local_midnight_is_a_day_and_not_the_evening_before() -> None:
    head = "<meta property='article:published_time' content='2025-11-03T00:00:00+03:00'>"
    found = published(page(f"<p>{LONG}</p>", head=head))
    assert (found.precision, found.day) == (Precision.DAY, date(2025, 11, 3))


def _read(body: str, *, url: str = "https://www.mfa.example/en/press/statement", head: str = "") -> Draft:
    page = f"<html lang='en'><head><title>x</title>{head}</head><body>{body}</body></html>"
    (draft,) = article(None, page.encode(), url=url, content_type="text/html; charset=utf-8").drafts
    return draft


_PROSE = (
    "<p>The Ministry condemns the attack on the hospital and calls on all parties to protect civilians.</p>"
    * 3
)


def test_a_labelled_day_of_publication_stands_before_a_bare_time() -> None:
    box = "<dl><dt>Publication date</dt><dd>25 September 2026</dd></dl>"
    other = "<div><time datetime='2026-09-24'>2026-09-24</time></div>"
    draft = _read(f"<main><h1>Statement on the hospital</h1>{_PROSE}{box}{other}</main>")
    assert [(found.raw, found.sure) for found in draft.dates][:2] == [
        ("25 September 2026", True),
        ("2026-09-24", False),
    ]


def test_the_name_of_an_icon_is_no_part_of_a_date_line() -> None:
    meta = "<div><span class='material-icons'>calendar_today</span><span>October 04, 2025</span></div>"
    draft = _read(f"<section><h2>Transcript of the briefing (October 03, 2025)</h2>{meta}{_PROSE}</section>")
    assert draft.dates[0].raw == "October 04, 2025"


def test_a_heading_by_its_role_is_the_title() -> None:
    draft = _read(
        f"<main><div role='heading' aria-level='1'>Statement on the hospital in Bukavu</div>{_PROSE}</main>"
    )
    assert draft.title == "Statement on the hospital in Bukavu"


def test_cards_of_other_texts_are_cut_though_no_address_links_them() -> None:
    card = "<div class='card'><span>{0} May 2026</span><h5><a>Another text {0}</a></h5><p>The ministers reviewed relations and the regional situation at length.</p></div>"
    cards = "<section><h3>On the same day</h3><div>" + "".join(card.format(day) for day in range(1, 7))
    draft = _read(
        f"<main><h1>Statement on the hospital</h1><div>{_PROSE}</div>{cards}</div></section></main>"
    )
    assert "reviewed" not in draft.body and "condemns" in draft.body
