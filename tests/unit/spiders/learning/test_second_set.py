"""A second set of list pages, written after the learner was done and without looking at it: what the first set had not thought of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import urljoin

import pytest

from spiders.extract.learn import learn_listing
from spiders.extract.page import parse
from tests.unit.spiders.learning.entries import HOST, TODAY

TITLES = (
    "Statement by the Spokesperson on developments in the south",
    "Readout of the Minister's meeting with the UN Special Envoy",
    "Joint statement of the quartet on humanitarian access",
    "Travel of the Deputy Minister to Cairo and Amman",
    "Press briefing, transcript of questions and answers",
    "Condolences on the passing of the former president",
    "Remarks at the opening of the donor conference",
)
DAYS = tuple(
    map(
        date.fromisoformat,
        ("2024-11-30", "2024-11-28", "2024-11-28", "2024-11-21", "2024-11-14", "2024-10-30", "2024-10-12"),
    )
)
HIJRI = (
    "28 جمادى الأولى",
    "26 جمادى الأولى",
    "26 جمادى الأولى",
    "19 جمادى الأولى",
    "12 جمادى الأولى",
    "27 ربيع الآخر",
    "9 ربيع الآخر",
)
Row = Callable[[int, str, date], str]


def each(row: Row, places: Sequence[int] = range(7)) -> str:
    return "".join(row(n, TITLES[n], DAYS[n]) for n in places)


def page(body: str, *, head: str = "", language: str = "en") -> str:
    return f'<!doctype html><html lang="{language}"><head><title>News</title>{head}</head><body>{body}</body></html>'


def column(n: int, title: str, day: date) -> str:
    return f'<li class="n"><span>{day:%d/%m/%Y}</span><a href="/story/{n}/x">{title}</a></li>'


def month(name: str, places: Sequence[int]) -> str:
    return (
        f"<li><strong>{name}</strong><ul>"
        + each(lambda n, t, d: f'<li>{d.day} {name}: <a href="/rel/{n}">{t}</a></li>', places)
        + "</ul></li>"
    )


def twice(name: str) -> str:
    return (
        f'<div class="{name}">'
        + each(
            lambda n, t, d: (
                f'<div class="{name}-item"><span class="{name}-date">{d:%d %b %Y}</span><a href="/n/{n}">{t}</a></div>'
            )
        )
        + "</div>"
    )


POPULAR = each(lambda n, t, d: f'<p><a href="/en/news/{80 + n}">{t}</a></p>')
EVENTS = "".join(
    f'<li><b>{n + 3} December 2024</b> <a href="/events/{n}">Open day for schools in the ministry, part {n}</a></li>'
    for n in range(4)
)
PAGES: dict[str, tuple[str, str]] = {
    "a table whose rows link a PDF too": (
        page('<div id="wrap"><table class="tbl"><thead><tr><th>No</th><th>Title</th><th>Date</th></tr></thead><tbody>'
             + each(lambda n, t, d: f'<tr><td class="num">{9 - n}</td><td><a href="/doc/{n}">{t}</a> <a href="/pdf/{n}.pdf">PDF</a></td><td class="dt">{d:%d.%m.%Y}</td></tr>')
             + "</tbody></table></div>"), "/doc/{n}"),
    "cards with a link to their category, a date beside a number of views, and popular news": (
        page('<div class="row"><div class="col-lg-8">' + each(lambda n, t, d: f'<div class="card mb-3"><div class="card-body"><a class="badge" href="/category/{n % 3}">Statements</a><h5 class="card-title"><a href="/en/news/{90 + n}" class="stretched-link">{t}</a></h5><p class="text-muted small"><i class="far fa-calendar"></i> {d:%B %d, %Y} &nbsp;|&nbsp; <i class="far fa-eye"></i> 1,2{n}3</p></div></div>')
             + f'</div><div class="col-lg-4 sidebar"><h4>Most read</h4>{POPULAR}</div></div>'), "/en/news/9{n}"),
    "ids in the query and a base element": (
        page('<div class="board_list">' + each(lambda n, t, d: f'<div class="row"><div class="col-xs-2">{d:%Y.%m.%d}</div><div class="col-xs-10"><a href="view.do?seq=50{n}&amp;page=1">{t}</a></div></div>') + "</div>",
             head='<base href="https://www.mfa.example/eng/brd/">'), "/eng/brd/view.do?seq=50{n}&page=1"),
    "two columns": (page(f'<section><div class="a"><ul>{each(column, (0, 2, 4, 6))}</ul></div><div class="b"><ul>{each(column, (1, 3, 5))}</ul></div></section>'), "/story/{n}/x"),
    "the date in the first words of the summary": (page('<div class="inner">' + each(lambda n, t, d: f'<article><h3><a href="/a/{n}/x">{t}</a></h3><p>Ankara, {d:%d %B %Y} - The ministry announced today that the matter is under review and more will follow.</p></article>') + "</div>"), "/a/{n}/x"),
    "whole cards as links, a weekday before the date": (page('<main><div class="teasers">' + each(lambda n, t, d: f'<a class="teaser" href="/de/presse/{n}-meldung.html"><p class="teaser__kicker">Samstag, {d:%d.%m.%Y}</p><p class="teaser__headline">{t}</p><p class="teaser__text">Kurzer Text zur Meldung.</p></a>') + "</div></main>", language="de"), "/de/presse/{n}-meldung.html"),
    "lunar Hijri days": (page('<div class="content">' + each(lambda n, t, d: f'<div class="item"><span class="date">{HIJRI[n]} 1446</span><a href="/ar/news/{n}.aspx">بيان رقم {n} صادر عن وزارة الخارجية حول المستجدات</a></div>') + "</div>", language="ar"), "/ar/news/{n}.aspx"),
    "dated events before news whose days are in the addresses": (page(f'<div id="events"><h3>Events</h3><ul>{EVENTS}</ul></div><div id="news"><h3>News</h3>' + each(lambda n, t, d: f'<p class="headline"><a href="/{d:%Y/%m/%d}/{n}-text.html">{t}</a></p>') + "</div>"), "/{day:%Y/%m/%d}/{n}-text.html"),
    "lists within a list of months": (page(f'<div><ul class="archive">{month("November 2024", range(5))}{month("October 2024", (5, 6))}</ul></div>'), "/rel/{n}"),
    "classes of looks only": (page('<div class="flex"><div class="w-1/4"><a class="block p-2" href="/x1">Home of ministry pages</a><a class="block p-2" href="/x2">About the ministry pages</a></div><div class="w-3/4">' + each(lambda n, t, d: f'<div class="flex flex-col gap-2 p-4"><time class="text-sm">{d:%d %B %Y}</time><a class="text-xl font-bold" href="/posts/{n}-abc"><span>{t}</span></a><div class="flex gap-1"><span class="text-xs">Africa</span></div></div>') + "</div></div>"), "/posts/{n}-abc"),
    "a list that is named like navigation": (page('<div class="press-nav">' + each(lambda n, t, d: f'<div class="press-nav-item"><small>{d.day}.{d.month}.{d.year}</small><h4><a href="/tiskove/{n}.html">{t}</a></h4></div>') + "</div>", language="cs"), "/tiskove/{n}.html"),
    "the same list again for telephones": (page(twice("desktop") + twice("phone")), "/n/{n}"),
    "rows of rules between rows, and a link that is none": (page("<table><tr><td><table>" + each(lambda n, t, d: f'<tr><td><img src="b.gif"></td><td><font color="#000">{d:%d-%m-%Y}</font>&nbsp;<a href="javascript:void(0)">+</a> <a href="/index.php?option=com_content&amp;id=70{n}">{t}</a></td></tr><tr><td colspan=2><hr></td></tr>') + "</table></td></tr></table>"), "/index.php?option=com_content&id=70{n}"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_entries_and_days_are_right(name: str) -> None:
    html, path = PAGES[name]
    learned = learn_listing(
        [parse(html.encode(), url=f"{HOST}/news/", content_type="text/html; charset=utf-8")], latest=TODAY
    )
    assert learned is not None
    found = dict(zip((draft.url for draft in learned.drafts), learned.days, strict=True))
    assert found == {urljoin(HOST, path.format(n=n, day=day)): day for n, day in enumerate(DAYS)}
    if not name.startswith("lunar"):
        titles = [draft.title for draft in learned.drafts]
        assert sorted(titles) == sorted(TITLES)


def test_an_issuer_that_calls_everything_statement_is_believed() -> None:
    html = page(
        '<main><ul class="list">'
        + each(
            lambda n, t, d: (
                f'<li><a href="/web/o/{n}"><span class="date">{d:%d.%m.%Y}</span><span class="title">MFA statement</span><span class="intro">{t}</span></a></li>'
            )
        )
        + "</ul></main>"
    )
    learned = learn_listing(
        [parse(html.encode(), url=f"{HOST}/news/", content_type="text/html")], latest=TODAY
    )
    assert learned is not None
    assert {draft.title for draft in learned.drafts} == {"MFA statement"}


def test_days_without_a_year_are_left_to_the_articles() -> None:
    html = page(
        "<main><h2>Latest</h2><ul>"
        + each(lambda n, t, d: f'<li><em>{d:%d %b}</em><a href="/s/{n}-statement">{t}</a></li>')
        + "</ul></main>"
    )
    learned = learn_listing(
        [parse(html.encode(), url=f"{HOST}/news/", content_type="text/html")], latest=TODAY
    )
    assert learned is not None
    assert len(learned.drafts) == 7
    assert (learned.date, set(learned.days)) == (None, {None})
