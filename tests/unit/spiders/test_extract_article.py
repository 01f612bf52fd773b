"""One statement's page: title, date, text, language, and the pages that are none."""

from __future__ import annotations

import pytest

from config.source import Article, FeedSource
from spiders.extract.dates import url_date
from spiders.extract.reading import article
from spiders.extract.titles import without_site
from statements.labels import Verdict
from statements.model import Draft, Extraction

URL = "https://ministry.example/news/statement"
TEXT = "<p>We condemn the attack on the city in the strongest terms.</p><p>Civilians must be protected.</p>"
BODY = "We condemn the attack on the city in the strongest terms.\n\nCivilians must be protected."


def source(**rules: object) -> FeedSource:
    return FeedSource(id="m", name="M", issuer="FR", entry=URL, article=Article.model_validate(rules))


def read(html: str, *, url: str = URL, **rules: object) -> Extraction:
    return article(source(**rules), html.encode(), url=url, content_type="text/html; charset=utf-8")


def draft(html: str, *, url: str = URL, **rules: object) -> Draft:
    (found,) = read(html, url=url, **rules).drafts
    return found


def page(body: str, head: str = "", lang: str = "en") -> str:
    return f"<!DOCTYPE html><html lang='{lang}'><head><title>Statement | Ministry</title>{head}</head><body>{body}</body></html>"


def test_the_selectors_of_the_source_come_first() -> None:
    html = page(
        f"<h1>Site</h1><div id='t'>On the attack</div><span class='when'>1 December 2024</span><i class='who'>Spokesperson</i>"
        f"<div class='text' lang='fr-FR'>{TEXT}<div class='share'>Share this</div></div>",
        "<meta property='og:title' content='Other'>",
    )
    found = draft(
        html,
        title="css: #t",
        date="css: .when",
        body="css: .text",
        speaker="css: .who",
        drop=("css: .share",),
    )
    assert (found.title, found.body, found.language, found.speaker) == (
        "On the attack",
        BODY,
        "fr",
        "Spokesperson",
    )
    assert (found.dates[0].raw, found.dates[0].origin) == ("1 December 2024", "selector")


def test_several_body_elements_are_joined_once() -> None:
    html = page(
        f"<div class='b'>{TEXT}<div class='b'><p>Inner.</p></div></div><div class='b'><p>Last.</p></div>"
    )
    assert draft(html, body="css: .b").body == f"{BODY}\n\nInner.\n\nLast."


def test_a_body_selector_that_finds_nothing_is_a_doubt_and_not_a_loss() -> None:
    extraction = read(page(f"<article><h1>T</h1>{TEXT}</article>"), body="css: .gone")
    assert extraction.drafts[0].body == BODY
    assert extraction.reason == "the body selector 'css: .gone' finds no text"


def test_without_selectors_the_page_is_read_as_it_presents_itself() -> None:
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(30))
    html = page(
        f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>Statement</h1><time datetime='2024-12-01'>1 Dec</time>{TEXT}</article></main><footer>Contact</footer>"
    )
    found = draft(html)
    assert (found.title, found.body, found.language) == ("Statement", BODY, "en")
    assert (
        draft(page(f"<div><h1>S</h1><div itemprop='articleBody'>{TEXT}</div><p>Related</p></div>")).body
        == BODY
    )


@pytest.mark.parametrize(
    ("stated", "heading", "site", "title"),
    [
        ("On the attack | Ministry", "On the attack", "", "On the attack"),
        ("On the attack - Ministry of X", "Other", "Ministry of X", "On the attack"),
        ("Israel - Palestine: statement", "Other", "Ministry", "Israel - Palestine: statement"),
        ("A – B – Ministry", "A – B", "", "A – B"),
        ("Plain", "", "", "Plain"),
        ("", "H", "S", ""),
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(stated: str, heading: str, site: str, title: str) -> None:
    assert without_site(stated, headings=[heading], site=site) == title


def test_dates_in_their_order() -> None:
    head = (
        "<meta property='article:modified_time' content='2024-12-05'><meta property='article:published_time' content='2024-12-02'>"
        '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},'
        '{"@type":["NewsArticle"],"datePublished":"2024-12-01T10:00:00Z","dateModified":"2024-12-06"}]}</script>'
        '<script type="application/ld+json">{broken</script>'
    )
    body = f"<header><time datetime='2030-01-01'>today</time></header><article><time datetime='2024-12-03'>x</time>{TEXT}</article>"
    found = draft(page(body, head), url="https://ministry.example/2024/12/04/statement")
    assert [(date.raw, date.origin) for date in found.dates] == [
        ("2024-12-01T10:00:00Z", "json-ld"), ("2024-12-02", "meta"), ("2024-12-03", "time"), ("2024-12-04", "url"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://a.example/2024/12/01/x", "2024-12-01"),
        ("https://a.example/eng/202412/t20241201_11537.html", "2024-12-01"),
        ("https://a.example/en/20241201/x", "2024-12-01"),
        ("https://a.example/news2024-12-1.html", "2024-12-01"),
        ("https://a.example/MediaCenter/Pages/news2024-12-1-3.aspx", "2024-12-01"),
        ("https://a.example/press20241201.html", "2024-12-01"),
        ("https://a.example/2024/12/1/ferry", "2024-12-01"),
        ("https://a.example/2024/dec/01/ferry", "2024-12-01"),
        ("https://a.example/news/2024/December/1", "2024-12-01"),
        ("https://a.example/fa/1403/09/11/x", "1403-09-11"),
        ("https://a.example/agenda2024-12-1.html", None),
        ("https://a.example/resolution2024-12-1", None),
        ("https://a.example/2024/decade/01/", None),
        ("https://a.example/13990911", None),
        ("https://a.example/news-2024-12-1.html", "2024-12-01"),
        ("https://a.example/1446/05/30/x", "1446-05-30"),
        ("https://a.example/id/20249999/", None),
        ("https://a.example/2024/13/01/", None),
        ("https://a.example/doc/12345678", None),
        ("https://a.example/x?d=2024-12-01", None),
    ],
)
def test_dates_in_addresses(url: str, date: str | None) -> None:
    assert url_date(url) == date


def test_a_long_statement_may_quote_what_walls_say() -> None:
    quote = (
        "<p>The portal said: Access denied, checking your browser, page not found, verify you are human.</p>"
    )
    paragraphs = "".join(
        f"<p>Paragraph {n} of a statement about censorship and the open web.</p>" for n in range(40)
    )
    assert draft(page(f"<article><h1>Statement</h1>{quote}{paragraphs}</article>")).body.startswith(
        "The portal said"
    )
    assert draft(page(f"<h1>S</h1><div class='b'>{quote}</div>"), body="css: .b").body.startswith(
        "The portal said"
    )


@pytest.mark.parametrize(
    ("title", "text", "verdict"),
    [
        ("Just a moment...", "Enable JavaScript and cookies to continue", Verdict.BLOCKED),
        ("Attention Required! | Cloudflare", "Sorry, you have been blocked. Ray ID: 1", Verdict.BLOCKED),
        ("Radware Bot Manager Captcha", "", Verdict.BLOCKED),
        (
            "",
            "The requested URL was rejected. Please consult with your administrator. Your support ID is: 1",
            Verdict.BLOCKED,
        ),
        ("Technical Difficulties", "We are experiencing technical difficulties", Verdict.BLOCKED),
        ("Access Denied", "You don't have permission to access this on this server.", Verdict.BLOCKED),
        ("Before you continue", "We use data. Accept all", Verdict.BLOCKED),
        ("Page not found", "Sorry", Verdict.SOFT_404),
        ("404 - Ministry", "Nothing here", Verdict.SOFT_404),
        ("Страница не найдена", "", Verdict.SOFT_404),
        ("الصفحة غير موجودة", "", Verdict.SOFT_404),
        ("Ministry", "Sorry for the inconvenience caused.", Verdict.SOFT_404),
    ],
)
def test_pages_that_are_no_content(title: str, text: str, verdict: Verdict) -> None:
    extraction = read(f"<html><head><title>{title}</title></head><body><p>{text}</p></body></html>")
    assert (extraction.verdict, extraction.drafts) == (verdict, ()) and extraction.reason


def test_an_address_that_is_none_is_no_base_for_links() -> None:
    assert draft(page(f"<article>{TEXT}</article>", "<base href='http://['>")).url == URL


def test_an_element_with_a_name_that_html_lets_through_is_read() -> None:
    found = draft(page(f'<article><h1>T</h1><p>Before.</p><p--x">{TEXT}</p--x"></article>'))
    assert "Before." in found.body


def test_a_login_page_and_a_missing_path() -> None:
    assert read("<title>Sign in</title><form><input type='password'></form>").verdict is Verdict.BLOCKED
    assert (
        read(page(f"<article>{TEXT}</article>"), url="https://a.example/404/404.html").verdict
        is Verdict.SOFT_404
    )


@pytest.mark.parametrize(
    "html", ["", "<", "plain words", "\x00\x01", "<html><body></body></html>", "<p>.</p>"]
)
def test_a_page_without_text_is_a_parse_error(html: str) -> None:
    assert read(html).verdict is Verdict.PARSE_ERROR


def test_a_saved_page_may_know_its_own_address() -> None:
    html = page(
        f"<article><h1>T</h1>{TEXT}</article>", "<link rel='canonical' href='https://ministry.example/a'>"
    )
    assert draft(html, url="").url == "https://ministry.example/a"
    assert draft(html).url == URL
    assert draft(page(f"<article><h1>T</h1>{TEXT}</article>"), url="").url == ""
