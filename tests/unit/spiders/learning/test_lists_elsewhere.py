"""Lists whose days stand elsewhere than beside their titles, and lists among tables: right, or honestly undated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urljoin

import pytest

from spiders.extract.learn import Listed, listing
from spiders.extract.page import parse
from spiders.extract.reading import sniff
from statements.dates import resolve
from statements.model import Draft
from tests.unit.spiders.learning.entries import HOST, TITLES, chrome
from tests.unit.spiders.learning.test_articles import START

TYPE = "text/html; charset=utf-8"
DAYS = (
    date(2024, 11, 29), date(2024, 11, 29), date(2024, 11, 21), date(2024, 11, 4), date(2024, 10, 30), date(2024, 10, 12), date(2024, 10, 2),
)  # fmt: skip
KO = (
    "외교부 대변인 성명",
    "장관, 신임 대사 접견",
    "제3차 정책협의회 개최 결과",
    "여행경보 단계 조정 안내",
    "장관 통화 결과",
    "공동 성명 발표",
    "재외국민 보호 대책 회의",
)
EN = TITLES["en"]
MENU = "".join(
    f'<tr><td height="20"><a href="part.asp?m={n}">{word}</a></td></tr>'
    for n, word in enumerate(("Home", "Minister", "Policy", "Visas", "News", "Contact"))
)


def found(html: str, path: str = "/news/") -> Listed | None:
    return listing(parse(html.encode(), url=urljoin(HOST, path), content_type=TYPE))


def days(drafts: Sequence[Draft], language: str = "en") -> list[date | None]:
    return [
        resolve(draft.dates, now=START, zone="UTC", languages=(language,)).day if draft.dates else None
        for draft in drafts
    ]


def titles_in(language: str) -> tuple[str, ...]:
    return KO if language == "ko" else TITLES[language][: len(DAYS)]


def groups(
    language: str, head: str, entry: str, *, open_: str = "<ul>", close: str = "</ul>", by: str = "month"
) -> str:
    """The entries of `DAYS` under a heading for each month or day."""
    parts: list[str] = []
    last: object = None
    for number, (title, day) in enumerate(zip(titles_in(language), DAYS, strict=False)):
        period: object = day if by == "day" else (day.year, day.month)
        if period != last:
            parts.append((close if last else "") + head.format(d=day) + open_)
            last = period
        parts.append(entry.format(d=day, n=number, t=title))
    return "".join(parts) + close


GROUPED = {
    "day before the link under a month": ("en", groups("en", "<h3>{d:%B %Y}</h3>", '<li>{d:%d} – <a href="/s/{n}-a">{t}</a></li>')),
    "day and month under a year": ("en", groups("en", "<h2>Press releases {d:%Y}</h2>", '<li><em>{d:%d %b}</em><a href="/s/{n}-a">{t}</a></li>')),
    "month first under a bold year": ("en", groups("en", "<p><b>{d:%Y}</b></p>", '<tr><td>{d:%b %d}</td><td><a href="/s/{n}-a">{t}</a></td></tr>', open_="<table>", close="</table>")),
    "numbers under a year": ("de", groups("de", "<h2>{d:%Y}</h2>", '<li><span class="tag">{d:%d.%m.}</span> <a href="/s/{n}-a">{t}</a></li>')),
    "Chinese month and day under a year": ("zh", groups("zh", "<h2>{d:%Y}年</h2>", '<li><a href="/s/{n}.htm">{t}</a><span>{d:%m-%d}</span></li>')),
    "Korean day under a month": ("ko", groups("ko", "<h3>{d.year}년 {d.month}월</h3>", '<li><i class="d">{d.day}일</i> <a href="/s/{n}.do">{t}</a></li>')),
    "days as rows of their own": ("en", "<table>" + groups("en", '<tr><th colspan="2">{d:%d %B %Y}</th></tr>', '<tr><td>10:2{n}</td><td><a href="/s/{n}-a">{t}</a></td></tr>', open_="", close="", by="day") + "</table>"),
    "days as paragraphs": ("fr", groups("fr", '<p class="jour">{d:%d/%m/%Y}</p>', '<div class="breve"><a href="/s/{n}-a">{t}</a></div>', open_="", close="", by="day")),
    "days as classes of their own": ("en", groups("en", '<div class="day-title">{d:%A, %d %B %Y}</div>', '<div class="entry"><a href="/s/{n}-a">{t}</a></div>', open_="<div>", close="</div>", by="day")),
}  # fmt: skip


@pytest.mark.parametrize("case", GROUPED)
def test_the_heading_over_a_group_gives_its_days(case: str) -> None:
    language, rows = GROUPED[case]
    answer = found(chrome(f"<main><h1>News</h1>{rows}</main>", language=language))
    assert answer is not None
    assert [draft.title for draft in answer.drafts] == list(titles_in(language))
    assert days(answer.drafts, language) == list(DAYS[: len(titles_in(language))])


def test_a_day_that_stands_once_holds_for_the_rows_below_it() -> None:
    rows, last = "", None
    for number, day in enumerate(DAYS):
        cell = f'<td rowspan="2">{day:%d %B %Y}</td>' if day != last else ""
        rows += f'<tr>{cell}<td><a href="/s/{number}-a">{EN[number]}</a></td></tr>'
        last = day
    answer = found(chrome(f"<main><table>{rows}</table></main>"))
    assert answer is not None
    assert days(answer.drafts) == list(DAYS)


def test_numbers_of_entries_and_the_day_of_the_visit_are_no_days() -> None:
    numbered = "".join(f'<li><b>{n}.</b> <a href="/s/{n}-a">{EN[n]}</a></li>' for n in range(1, 7))
    page = chrome(
        f'<div class="clock">Monday, 2 December 2024</div><main><h2>November 2024</h2><ul>{numbered}</ul></main>'
    )
    answer = found(page)
    assert answer is not None
    assert days(answer.drafts) == [None] * 6


def table(rows: str, *, name: str = "", pager: str) -> str:
    """Two tables side by side: a menu, and a list."""
    return (
        f'<html><head><title>Releases</title></head><body><table width="980"><tr valign="top"><td><table>{MENU}</table></td><td><table{name}>'
        f"<tr><th>Date</th><th><a href=\"javascript:__doPostBack('g','Sort$Title')\">Title</a></th></tr>{rows}{pager}</table></td></tr></table></body></html>"
    )


POSTBACK = "<tr><td colspan=\"2\"><table><tr><td><span>1</span></td><td><a href=\"javascript:__doPostBack('g','Page$2')\">2</a></td></tr></table></td></tr>"
LINKED = (
    '<tr><td align="right">12 pages <a href="index_1.htm">next</a> <a href="index_11.htm">last</a></td></tr>'
)


@pytest.mark.parametrize("pager", [POSTBACK, LINKED, ""], ids=["post back", "linked", "none"])
@pytest.mark.parametrize("name", ["", ' id="GridView1"'], ids=["nameless", "named"])
@pytest.mark.parametrize("form", ["%m/%d/%Y", "%d.%m.%Y", "[%Y-%m-%d]", "%Y年%m月%d日"])
def test_a_list_in_a_table_is_told_from_the_menu_and_the_pager(form: str, name: str, pager: str) -> None:
    rows = "".join(
        f'<tr><td>{day.strftime(form)}</td><td><a href="release.aspx?id={n}">{EN[n]}</a> <a href="/pdf/{n}.pdf"><img alt="PDF"></a></td></tr>'
        for n, day in enumerate(DAYS)
    )
    answer = sniff(table(rows, name=name, pager=pager).encode(), urljoin(HOST, "/press/list.aspx"), TYPE)
    assert answer.what == "listing"
    assert [draft.url for draft in answer.drafts] == [
        f"{HOST}/press/release.aspx?id={n}" for n in range(len(DAYS))
    ]
    assert [draft.title for draft in answer.drafts] == list(EN[: len(DAYS)])
    assert days(answer.drafts) == list(DAYS)


@pytest.mark.parametrize(
    "base", ["https://papers.mfa.example/council/", "/council/", "https://docs.league.example/c/"]
)
def test_an_undated_list_is_read_where_its_base_leads(base: str) -> None:
    rows = "".join(
        f'<li><a href="s/{n}-text">{title}</a> [<a href="s/{n}.pdf">PDF, {n} kB</a>] [<a href="s/{n}/fr">FR</a>]</li>'
        for n, title in enumerate(EN[:6])
    )
    page = chrome(
        f"<main><h1>Decisions</h1><ul>{rows}</ul><p>See the <a href='old'>archive of older papers</a>.</p></main>",
        head=f'<base href="{base}">',
    )
    answer = sniff(page.encode(), urljoin(HOST, "/list"), TYPE)
    assert answer.what == "listing"
    assert [draft.url for draft in answer.drafts] == [
        urljoin(urljoin(HOST, base), f"s/{n}-text") for n in range(6)
    ]
    assert [draft.title for draft in answer.drafts] == list(EN[:6])


BOX = "".join(
    f'<li><a href="/n/{n}-a">{title}</a> <span>{day:%d %B %Y}</span></li>'
    for n, (title, day) in enumerate(zip(EN, DAYS, strict=False))
)
SENTENCE = "The ministry condemns the attack on the convoy."


@pytest.mark.parametrize("heading", ["Other news", "Related news", "Most read", "You may also like"])
@pytest.mark.parametrize(
    "body",
    [f'<p class="date">3 November 2024</p><p>{SENTENCE}</p>', f"<p>{SENTENCE}</p>"],
    ids=["dated", "undated"],
)
def test_one_sentence_beside_other_news_stays_a_statement(body: str, heading: str) -> None:
    page = chrome(
        f"<main><h1>On the attack in the north</h1><div>{body}</div><div><h3>{heading}</h3><ul>{BOX}</ul></div></main>"
    )
    answer = sniff(page.encode(), urljoin(HOST, "/s/7-attack"), TYPE)
    assert (answer.what, answer.drafts[0].body) == ("article", SENTENCE)


def test_latest_news_under_a_section_is_its_list() -> None:
    page = chrome(
        f"<main><h1>Press releases</h1><p>All releases of the ministry, newest first.</p><section><h2>Latest news</h2><ul>{BOX}</ul></section></main>"
    )
    answer = sniff(page.encode(), urljoin(HOST, "/press"), TYPE)
    assert answer.what == "listing"
    assert days(answer.drafts) == list(DAYS)


@pytest.mark.parametrize("charset,language", [("windows-1251", "ru"), ("windows-1256", "ar"), ("shift_jis", "ja"), ("gb18030", "zh"), ("euc-kr", "ko"), ("iso-8859-9", "tr"), ("windows-1255", "he")])  # fmt: skip
def test_lists_in_other_encodings(charset: str, language: str) -> None:
    titles = titles_in(language)[:6]
    rows = "".join(
        f'<tr><td>{day:%Y-%m-%d}</td><td><a href="/s/{n}-a">{title}</a></td></tr>'
        for n, (title, day) in enumerate(zip(titles, DAYS, strict=False))
    )
    html = chrome(f"<table>{rows}</table>", language=language).replace("utf-8", charset)
    answer = sniff(html.encode(charset, "xmlcharrefreplace"), urljoin(HOST, "/list"), None)
    assert answer.what == "listing"
    assert [draft.title for draft in answer.drafts] == list(titles)
    assert days(answer.drafts, language) == list(DAYS[:6])
