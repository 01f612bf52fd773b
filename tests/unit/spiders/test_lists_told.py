"""Pages that are nothing but a list, of statements or of addresses, whatever they are called. All pages are ours."""

from __future__ import annotations

import pytest

from statements.labels import Verdict
from tests.unit.spiders.test_no_statements import framed, read, refused

ENTRIES = "".join(
    f"<li class=x><div class={{name}}><a href='/news/subject-{n}'>Statement on the subject of number {n}</a></div>"
    f"<p>Funding for food, shelter and clean water through the winter, part {n}.</p><time datetime='2025-11-1{n}'>1{n} November 2025</time></li>"
    for n in range(1, 9)
)


@pytest.mark.parametrize("title", ["What we have said", "Deeds and words"])
@pytest.mark.parametrize(
    "above", ["", "<h2>5,318 results</h2><label>Sort by</label><select><option>Newest</option></select>"]
)
@pytest.mark.parametrize("name", ["t", "card-links", "item-tools"])
def test_a_page_whose_text_is_what_its_entries_say_is_a_list(title: str, above: str, name: str) -> None:
    found = read(
        framed(
            "en", title, f"<main><h1>{title}</h1>{above}<ul>{ENTRIES.replace('{name}', name)}</ul></main>"
        ),
        "/search/x",
    )
    assert (found.what, len(found.drafts)) == ("listing", 8)


ADDRESSES = {
    "Where we are": "<ul><li>Alpenland – Technikerstrasse 2, Wien – Tel. +43 1 555 75 00</li><li>Altamar – Avenida Arequipa 3415 – Tel. +51 1 555 85 00</li><li>Kesh – 49 Krtsanisi – Tel. +995 32 555 14</li><li>Lusia – Rua Santos 5 – Tel. +351 21 555 91</li></ul>",
    "The house in Kesh": "<table><tr><th>Address</th><td>5th Floor, Kosmonavtov St. 62</td></tr><tr><th>Telephone</th><td>7172-555-843</td></tr><tr><th>Fax</th><td>7172-555-842</td></tr><tr><th>Open</th><td>9:15 – 12:00, 14:00 – 17:00</td></tr></table><p>consul@mission.example</p><p>trade@mission.example</p>",
    "Персонал": "<p>Приёмная: (495) 555-12-00</p><p>Канцелярия: (495) 555-12-01</p><p>Пресс-служба: press@mid.example</p><p>Факс: (495) 555-12-02</p>",
    "طاقم السفارة": "<p>السفير: هاتف 0021255512345</p><p>القنصل: هاتف 0021255512346</p><p>الملحق: هاتف 0021255512347</p><p>فاكس: 0021255512348</p>",
    "館員": "<p>大使室 電話：03-5551-1200</p><p>領事部 電話：03-5551-1201</p><p>広報 電話：03-5551-1202</p><p>FAX：03-5551-1203</p>",
}


@pytest.mark.parametrize("title", ADDRESSES)
def test_a_page_of_nothing_but_addresses_and_numbers_is_no_statement(title: str) -> None:
    page = framed("en", title, f"<main><h1>{title}</h1>{ADDRESSES[title]}</main>")
    assert refused(page) in (Verdict.EMPTY, Verdict.PARSE_ERROR)


NUMBERS = "<ul><li>Tel. +43 1 555 75 00</li><li>Tel. +43 1 555 75 01</li><li>Tel. +43 1 555 75 02</li><li>crisis@mfa.example</li><li>flood@mfa.example</li></ul>"
STATEMENTS = {
    "Lines for families of the missing": f"<p>Families of the missing may call the crisis centre day and night.</p>{NUMBERS}",
    "Hotlines after the earthquake": f"<p>The following lines are open to our citizens in Kerovia:</p>{NUMBERS}",
    "Линии для родственников пропавших": f"<p>Родственники пропавших без вести могут звонить круглосуточно.</p>{NUMBERS}",
    "失踪者家属热线": f"<p>失踪者家属可全天候拨打以下电话，我馆将协助联系当地救援部门。</p>{NUMBERS}",
    "Persons added to the list": "<table><tr><th>Name</th><th>Born</th></tr>"
    + "".join(
        f"<tr><td>Orest Halvin-Sorn the {n}th of Dahlan</td><td>1{n}.05.1961</td></tr>" for n in range(4, 9)
    )
    + "</table>",
    "Pledges of the day": "<table>"
    + "".join(
        f"<tr><td>Kingdom of Upper Norland and Kesh</td><td>{n} 250 000</td></tr>" for n in range(12, 18)
    )
    + "</table>",
}


@pytest.mark.parametrize("title", STATEMENTS)
def test_a_short_text_with_numbers_in_it_is_read(title: str) -> None:
    found = read(framed("en", title, f"<main><h1>{title}</h1>{STATEMENTS[title]}</main>"))
    assert len(found.drafts) == 1, found
    assert found.drafts[0].title == title
