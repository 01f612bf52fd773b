"""Titles and texts on pages of systems that nobody described: what is named otherwise, and what stands between the paragraphs."""

from __future__ import annotations

import json

import pytest

from spiders.extract.reading import article
from statements.labels import Verdict
from statements.model import Draft

TITLE = "Ministry welcomes the agreement on the northern ferry"
LINES = (
    "The Ministry of Foreign Affairs welcomes the agreement on the northern ferry that was reached by both sides.",
    "“A strait is a road with better manners”, said the Minister, who thanked the mediators for eleven weeks of work.",
    "The first ship is to leave before the winter, and the consulates will publish its timetable as soon as it is known.",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)


def read(
    body: str, *, title: str = TITLE, head: str = "", url: str = "https://mfa.val.example/n/77"
) -> Draft:
    page = f"<html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    found = article(None, page.encode(), url=url, content_type="text/html; charset=utf-8")
    assert found.verdict is Verdict.OK, found.reason
    (draft,) = found.drafts
    return draft


def paragraphs(draft: Draft) -> tuple[str, ...]:
    return tuple(line for line in draft.body.splitlines() if line)


@pytest.mark.parametrize(
    "between",
    [
        "<p>Read also: Minister opens the harbour museum</p>",
        "<div class=x>اقرأ أيضاً: الوزير يفتتح المتحف</div>",
        "<p><strong>Lea también:</strong> <a href=/m>El ministro inaugura el museo</a></p>",
        "<p>Читайте также: <a href=/m>Министр открыл музей</a></p>",
        "<blockquote>A strait is a road with better manners</blockquote>",
        "<aside class=quote><p>„A strait is a road with better manners“</p></aside>",
        "<figure class=wp-block-pullquote><blockquote><p>A strait is a road with better manners</p></blockquote></figure>",
        "<div class=ry-pull>“A strait is a road with better manners”</div>",
        "<div><h4>Newsletter</h4><p>Receive the decisions of the Ministry in your inbox every Friday.</p></div>",
        "<div class=ad><span>Publicidad institucional</span></div>",
        "<p>צילום: משרד החוץ</p>",
        "<div><span>112 views</span><span>0 comments</span></div>",
    ],
)
def test_what_stands_between_the_paragraphs_and_is_none(between: str) -> None:
    first, rest = TEXT.split("</p>", 1)
    middle, last = rest.split("</p>", 1)
    draft = read(f"<div class=a><h1>{TITLE}</h1>{first}</p>{middle}</p>{between}{last}</div>")
    assert paragraphs(draft) == LINES


@pytest.mark.parametrize(
    "between",
    [
        "<blockquote>We shall keep the ferry running, whatever the weather says.</blockquote>",
        "<p>See also the Charter of the Strait of 1990.</p>",
        "<p>The parties agree as follows: the ferry sails daily.</p>",
        "<aside><p>x</p></aside><p>About the ferry: it was built in 1961.</p>",
        "<h3>About the agreement</h3>",
        "<table><tr><th>Ship</th><td>Anna</td></tr><tr><th>Port</th><td>Holm</td></tr></table>",
    ],
)
def test_what_stands_between_the_paragraphs_and_belongs_there(between: str) -> None:
    first, rest = TEXT.split("</p>", 1)
    draft = read(f"<div class=a><h1>{TITLE}</h1>{first}</p>{between}{rest}</div>")
    assert len(paragraphs(draft)) > len(LINES)


@pytest.mark.parametrize(
    "foot",
    [
        "<div class=zz><div><h3>Ministry of Velmark</h3><address>Piazza 1<br>Tel. 555</address></div><div><h4>Enrol</h4><p>Get our releases by mail every morning.</p></div><div>© 2024 Ministry of Velmark. All rights reserved.</div></div>",
        "<table><tr><td>Concord Square 1, Holm</td></tr><tr><td>Copyright © 2024 Ministry of Velmark</td></tr></table>",
        "<div class=zz><p><a href=/a>Statements</a> | <a href=/b>Speeches</a> | <a href=/c>Consular services</a> | <a href=/d>Visas</a></p><p>Ministry of Velmark © 2024.</p></div>",
        "<p>(c) 2019-2024 Ministry of Velmark</p>",
    ],
)
def test_the_foot_of_a_page_is_cut_whatever_it_is_called(foot: str) -> None:
    assert paragraphs(read(f"<div class=a><h1>{TITLE}</h1>{TEXT}</div>{foot}")) == LINES
    assert paragraphs(read(f"<h2>{TITLE}</h2><div class=q>{TEXT}</div>{foot}")) == LINES


def test_one_sentence_among_longer_boxes_is_the_text() -> None:
    boxes = (
        "<div class=s><h3>Stay informed</h3><p>Sign up for a weekly digest of the statements, readouts and speeches of the Minister, delivered every Friday. You may leave at any moment.</p></div>"
        "<div class=t><h3>About the Ministry</h3><p>The Ministry promotes the interests of the country and its citizens abroad through two hundred missions, and coordinates the work of others.</p></div>"
    )
    draft = read(f"<section><h1>{TITLE}</h1><div class=q><p>{LINES[0]}</p></div>{boxes}</section>")
    assert paragraphs(draft) == LINES[:1]


def test_rows_of_fields_above_a_text_are_none_of_it() -> None:
    rows = f"<tr><th>Title</th><td>{TITLE}</td></tr><tr><th>Desk</th><td>Spokesman</td><th>Seen</th><td>2,318</td></tr>"
    draft = read(f"<h1>Board</h1><table>{rows}<tr><td colspan=4>{TEXT}</td></tr></table>")
    assert draft.title == TITLE
    assert paragraphs(draft) == LINES


def test_running_heads_are_cut_and_numbered_articles_are_not() -> None:
    text = "".join(
        f"<p>{LINES[place % 3]}</p><p>LC/31/COM page {place + 2}</p><p>Article {place + 1}</p>"
        for place in range(4)
    )
    found = paragraphs(read(f"<h1>{TITLE}</h1><div class=d>{text}<p>{LINES[0]}</p></div>"))
    assert not any("page" in line for line in found)
    assert [line for line in found if line.startswith("Article")] == [f"Article {n}" for n in range(1, 5)]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (f"<h1>{TITLE}</h1>{TEXT}", TITLE),
        (f"<ul><li><a href=/p>Press notices</a></li></ul><h1>Press notices</h1><h2>{TITLE}</h2>{TEXT}", "Press notices"),
        (f"<h1>Velmark Foreign Office</h1><h2>{TITLE}</h2>{TEXT}<p>© 2024 Velmark Foreign Office</p>", "Velmark Foreign Office"),
        (f"<h1 class=hide-accessible>Communiqué 071 - Press room</h1><h2>{TITLE}</h2>{TEXT}", "Communiqué 071 - Press room"),
        (f"<table><tr><td>No: 45, 18 February 2015</td></tr><tr><td>{TITLE.upper()}</td></tr></table>{TEXT}", "Velmark MFA press 2015-47"),
        (f"<div>:: Velmark Foreign Office ::</div><div class=t>{TITLE}</div><div>{TEXT}</div><p>© 2024 Velmark Foreign Office</p>", ":: Velmark Foreign Office ::"),
        (f"<h1><span>Press release</span><br>{TITLE[:17]}<br>{TITLE[17:]}</h1><div>{TEXT}</div>", TITLE),
    ],
)  # fmt: skip
def test_a_title_is_told_from_what_names_the_site_its_section_or_its_number(body: str, title: str) -> None:
    draft = read(body, title=title)
    assert draft.title.casefold() == TITLE.casefold()
    assert paragraphs(draft)[:3] == LINES


def test_a_preformatted_text_has_its_paragraphs_and_title() -> None:
    wrapped = "\n\n".join("\n".join((line[:50], line[50:])) for line in LINES)
    page = f"<center><b>Velmark</b></center><pre>No. 2015/47\n\nJune 3, 2015\n\n     {TITLE[:17].upper()}\n   {TITLE[17:].upper()}\n\n{wrapped}</pre>"
    draft = read(page, title="Velmark MFA press 2015-47")
    assert draft.title == TITLE.upper()


@pytest.mark.parametrize("mode", ["shadowrootmode=open", "shadowroot=open"])
def test_a_text_in_a_shadow_template_is_read(mode: str) -> None:
    draft = read(
        f"<x-shell><template {mode}><main><slot></slot></main></template><x-art><template {mode}><h1>{TITLE}</h1>{TEXT}</template></x-art></x-shell>",
        title="Velmark",
    )
    assert (draft.title, paragraphs(draft)) == (TITLE, LINES)


@pytest.mark.parametrize("key", ["publishedDate", "datePublished", "publishedAt", "releaseDate"])
@pytest.mark.parametrize("site", ["", " | Velmark", " – Foreign Office of Velmark"])
def test_the_article_of_a_page_that_a_script_draws_is_read_from_its_state(key: str, site: str) -> None:
    state = {"props": {"menu": [{"title": "News"}], "other": {"title": "Museum", "body": TEXT * 3, key: "2020-01-01"},
             "doc": {"title": TITLE, "body": TEXT, key: "2024-03-07"}}}  # fmt: skip
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    draft = read(f"<div id=__next><span>Loading</span></div>{script}", title=TITLE + site)
    assert (draft.title, paragraphs(draft)) == (TITLE, LINES)
    assert [(found.raw, found.origin) for found in draft.dates] == [("2024-03-07", "state")]


def test_latin_bytes_that_call_themselves_utf_8_keep_their_letters() -> None:
    title = "Erklärung des Außenministers zu den Anschlägen"
    text = (
        "<p>Unsere Gedanken sind bei den Angehörigen der Opfer, denen wir beistehen, und bei den Verletzten in Brückwerder.</p>"
        * 2
    )
    page = f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
    found = article(None, page.encode("cp1252"), url="https://a.example/1", content_type=None)
    assert found.drafts[0].title == title
    assert "Brückwerder" in found.drafts[0].body


def test_a_title_as_long_as_a_paragraph_stands_above_the_text() -> None:
    """On pages made by hand it is no heading, and only its missing full stop tells it from the first sentence."""
    title = "Statement by Ambassador Ilse Brandvik, Permanent Representative, at the open debate of the Council on the northern straits"
    html = (
        f"<table><tr><td><b>Candidate</b><br>Council 2021-22</td><td><p align=center>{title}</p>"
        f"<p align=center>Port Town, 26 October 2017</p><hr><div>{TEXT}</div></td></tr></table>"
    )
    found = read(html, title="Permanent Mission to the Union")
    assert found.title == title
    assert paragraphs(found)[-3:] == LINES and title not in found.body
