"""Tables that people keep by hand: titles that are no links, rows of other sorts, a link too many. All pages are ours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spiders.extract.learn import Listed
from tests.unit.spiders.learning.entries import HOST, TITLES, chrome
from tests.unit.spiders.learning.test_lists_elsewhere import days, found

LATEST = date(2024, 11, 29)
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
