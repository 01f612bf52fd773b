"""Tables that people keep by hand: titles that are no links, rows of other sorts, a link too many. All pages are ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from spiders.extract.learn import Listed, learn_listing
from spiders.extract.page import parse
from spiders.extract.reading import sniff
from statements.candidate import from_draft
from statements.model import Extraction
from tests.unit.spiders.learning.entries import HOST, TITLES, chrome
from tests.unit.spiders.learning.test_lists_elsewhere import days, found

LATEST = date(2024, 11, 29)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EN = TITLES["en"]
DAYS = [LATEST - timedelta(days=3 * n) for n in range(24)]


def told(rows: str) -> Listed:
    answer = found(chrome(f"<div><table>{rows}</table></div>"))
    assert answer is not None
    return answer


def row(n: int, links: str, *, title: str = "") -> str:
    words = title or f"{EN[n % len(EN)]}, part {n}"
    return f"<tr><td>{DAYS[n]:%B %d, %Y}</td><td>{words}</td><td>{links}</td></tr>"


@pytest.mark.parametrize(
    "links",
    [
        '<a href="/files/{n}.pdf">PDF</a>',
        '[<a href="/files/{n}.pdf">PDF</a>] [<a href="/files/{n}.doc">Word</a>]',
        '<a href="/files/{n}.pdf">Text</a><br><a href="/files/{n}-s.pdf">Summary</a><br><a href="/files/{n}-f.pdf">FR</a>',
        '<a href="/files/{n}.pdf">No. {n}</a> <a href="/how-to-order.htm">order</a>',
    ],
)
@pytest.mark.parametrize("pager", ["", '<tr><td colspan="3"><a href="?page=2">next</a></td></tr>'])
def test_a_row_whose_links_are_its_documents_is_one_entry(links: str, pager: str) -> None:
    answer = told("".join(row(n, links.format(n=n)) for n in range(8)) + pager)
    assert [draft.url for draft in answer.drafts] == [f"{HOST}/files/{n}.pdf" for n in range(8)]
    assert [draft.title for draft in answer.drafts] == [f"{EN[n % len(EN)]}, part {n}" for n in range(8)]
    assert days(answer.drafts) == DAYS[:8]


def test_rows_without_links_and_a_row_of_another_make_lose_nothing() -> None:
    rows = ""
    for n in range(12):
        rows += "<tr><td colspan=3>&nbsp;</td></tr>" if n % 4 == 0 else ""
        title = f'<a href="/files/{n}.pdf">{EN[n % len(EN)]}, part {n}</a>'
        rows += row(n, "", title=f"<p><b>{title}</b></p>" if n in (3, 9) else title)
    answer = told(rows)
    assert [draft.url for draft in answer.drafts] == [f"{HOST}/files/{n}.pdf" for n in range(12)]
    assert days(answer.drafts) == DAYS[:12]


def test_a_row_with_a_link_too_many_does_not_hide_the_list() -> None:
    rows = "".join(
        row(
            n,
            "",
            title=('<a href="/annex-to-all.htm">*</a> ' if n == 7 else "")
            + f'<a href="/files/{n}.pdf">{EN[n % len(EN)]}, part {n}</a>',
        )
        for n in range(24)
    )
    answer = told(rows)
    assert len(answer.drafts) == 24
    assert days(answer.drafts) == DAYS


def test_links_in_a_row_of_text_among_anchors_are_read() -> None:
    body = "".join(
        f'<a name="n{n}"></a><a href="/s/{n}-text">{EN[n % len(EN)]}, part {n}</a><br>' for n in range(9)
    )
    answer = found(chrome(f"<div>{body}</div>"))
    assert answer is not None
    assert [draft.url for draft in answer.drafts] == [f"{HOST}/s/{n}-text" for n in range(9)]


@pytest.mark.parametrize(
    "remnant", ["<a href='/files/{n}.pdf'></a>", '<a target="_blank" href="/files/{n}.pdf"> &nbsp;</a>']
)
def test_links_that_an_editor_left_empty_lead_nowhere(remnant: str) -> None:
    left = "".join(remnant.format(n=n) for n in (5, 9, 10))
    rows = "".join(row(n, f'<p>{left}<a href="/files/{n}.pdf">Opinion</a></p>') for n in range(12))
    answer = told(rows)
    assert [draft.url for draft in answer.drafts] == [f"{HOST}/files/{n}.pdf" for n in range(12)]
    assert days(answer.drafts) == DAYS[:12]


def test_links_without_words_that_are_all_there_is_are_links() -> None:
    rows = "".join(row(n, f'<a href="/files/{n}.pdf"></a>') for n in range(8))
    assert [draft.url for draft in told(rows).drafts] == [f"{HOST}/files/{n}.pdf" for n in range(8)]


def test_an_address_that_is_listed_under_two_days_has_neither() -> None:
    rows = "".join(row(n, f'<a href="/files/{n if n != 7 else 2}.pdf">PDF</a>') for n in range(12))
    answer = told(rows)
    twice = next(draft for draft in answer.drafts if draft.url.endswith("/2.pdf"))
    published = from_draft(twice, source="", issuer="", now=NOW).published
    assert published.day is None
    assert published.reason is not None and "two dates" in published.reason
    page = parse(chrome(f"<div><table>{rows}</table></div>").encode(), url=f"{HOST}/list", content_type=None)
    learnt = learn_listing([page])
    assert learnt is not None
    assert dict(zip((draft.url for draft in learnt.drafts), learnt.days, strict=True))[twice.url] is None


INTRODUCTION = (
    "<p>"
    + "The registry posts decisions here on the day they are given, as files to be read by anybody. " * 6
    + "</p>"
)


def page_of(before: str, *, rows: int) -> Extraction:
    table = "".join(row(n, f'<a href="/files/{n}.pdf">PDF</a>') for n in range(rows))
    body = chrome(
        f"<div><h1>Decisions of the Harbour Court of Almere</h1>{before}<table>{table}</table></div>"
    )
    return sniff(body.encode(), f"{HOST}/decisions/", "text/html; charset=utf-8")


def test_a_long_list_under_its_introduction_is_a_list() -> None:
    found = page_of(INTRODUCTION, rows=24)
    assert found.what == "listing"
    assert len(found.drafts) == 24


@pytest.mark.parametrize(
    ("before", "rows"),
    [
        pytest.param(INTRODUCTION, 4, id="a text with a few papers"),
        pytest.param(
            f"<p>3 December 2024</p>{INTRODUCTION}", 24, id="a text with a day that is none of theirs"
        ),
    ],
)
def test_a_text_with_a_list_below_it_is_a_text(before: str, rows: int) -> None:
    found = page_of(before, rows=rows)
    assert found.what == "article"
    assert "The registry posts decisions here" in found.drafts[0].body


def test_a_list_of_a_thousand_rows_is_read_whole() -> None:
    def entry(n: int) -> str:
        return f'<li><a href="/d/{n}.pdf">{EN[n % len(EN)]}, part {n}</a> ({LATEST - timedelta(days=n):%d %B %Y})</li>'

    answer = found(chrome(f"<div><ul>{''.join(map(entry, range(1000)))}</ul></div>"))
    assert answer is not None
    assert days(answer.drafts) == [LATEST - timedelta(days=n) for n in range(1000)]


@pytest.mark.parametrize(
    ("host", "order"), [("courts.lakes.gov", "mdy"), ("www.lakes.gov.uk", "dmy"), ("lakes.example", None)]
)
def test_days_that_may_be_read_two_ways_are_read_as_their_country_does(host: str, order: str | None) -> None:
    rows = "".join(
        f'<tr><td>0{n + 1}/0{n + 1 + n % 3}/2024</td><td><a href="/files/{n}.pdf">{EN[n % len(EN)]}, part {n}</a></td></tr>'
        for n in (5, 1, 4, 2, 0)
    )
    page = parse(
        chrome(f"<div><table>{rows}</table></div>").encode(), url=f"https://{host}/list", content_type=None
    )
    learnt = learn_listing([page])
    assert learnt is not None
    assert learnt.date_order == order


def test_years_of_two_digits_are_read_where_one_order_alone_gives_days() -> None:
    rows = "".join(
        f'<tr><td>{day:%m/%d/%y}</td><td><a href="/files/{n}.pdf">{EN[n % len(EN)]}, part {n}</a></td></tr>'
        for n, day in enumerate(DAYS[:8])
    )
    learnt = learn_listing(
        [parse(chrome(f"<table>{rows}</table>").encode(), url=f"{HOST}/list", content_type=None)]
    )
    assert learnt is not None
    assert learnt.date_order == "mdy"
    assert list(learnt.days) == DAYS[:8]
