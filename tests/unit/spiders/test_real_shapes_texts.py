"""Titles and texts as pages of blogs, offices and newspapers were seen to set them, on pages of our own."""

from __future__ import annotations

import pytest

from spiders.extract.reading import article, sniff
from statements.labels import Verdict
from statements.model import Draft

TITLE = "Council of the Lakes agrees on the dredging of the northern channel"
LINES = (
    "The Council of the Lakes agreed on Tuesday to dredge the northern channel before the winter.",
    "The four members will share the cost of the work, which the commission puts at nine million crowns.",
    "The first barge is to leave Port Almere as soon as the ice allows, the Secretary of the Council said.",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
TYPE = "text/html; charset=utf-8"


def read(body: str, *, title: str = TITLE, head: str = "", url: str = "https://lakes.example/n/77") -> Draft:
    page = f"<html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    found = article(None, page.encode(), url=url, content_type=TYPE)
    assert found.verdict is Verdict.OK, found.reason
    return found.drafts[0]


def test_a_page_whose_first_tags_are_closed_in_themselves_is_read_whole() -> None:
    page = f'<!DOCTYPE html>\n<html lang="en" />\n<head /><title>{TITLE}</title></head><body class="b" /><h1>{TITLE}</h1>{TEXT}</body>'
    found = sniff(page.encode(), "https://lakes.example/n/77", TYPE)
    assert found.drafts and found.drafts[0].body.split("\n\n") == list(LINES)


@pytest.mark.parametrize("kind", ["post-template single single-post", "single"])
def test_the_page_of_one_post_is_no_list_however_much_is_listed_beside_it(kind: str) -> None:
    others = "".join(
        f'<div class=item><h3><a href="/2024/0{n}/x{n}">Communiqué number {n} of the Council of the Lakes</a></h3><p>0{n}.02.2024</p></div>'
        for n in range(1, 8)
    )
    page = (
        f"<html lang=en><head><title>{TITLE}</title></head><body class='{kind}'><h1>News</h1><div class=e><p class=date>"
        f"<a href=/2024/05>31 May 2024</a></p><h2>{TITLE}</h2><p>{LINES[0]}</p></div><div class=more>{others}</div></body></html>"
    )
    found = sniff(page.encode(), "https://lakes.example/2024/05/31/x", TYPE)
    assert (found.what, len(found.drafts)) == ("article", 1)
    assert found.drafts[0].title == TITLE


def test_a_short_text_above_a_cookie_bar_is_a_text() -> None:
    bar = "<div class=Notice><p>Our website uses cookies to offer you optimal navigation.</p><p>By continuing, you agree to the use of cookies.</p></div>"
    draft = read(f"<main><article><h1>{TITLE}</h1><p>{LINES[0]} {LINES[1]}</p></article>{bar}</main>")
    assert draft.body == f"{LINES[0]} {LINES[1]}"


def test_what_a_statement_says_of_cookies_is_kept() -> None:
    said = "The Council will propose a rule on cookies to the ministers of the four states in the spring."
    draft = read(f"<main><h1>{TITLE}</h1>{TEXT}<p>{said}</p></main>")
    assert draft.body.endswith(said)


def test_a_note_of_an_update_is_part_of_the_text() -> None:
    note = "Update, 9 March: Added the names of the barges."
    draft = read(f"<main><h1>{TITLE}</h1>{TEXT}<p>{note}</p></main>")
    assert draft.body.endswith(note)


@pytest.mark.parametrize(
    "tail",
    [
        '<div class="row-recommend"><ul class=recommend>' + "<li><a href=/1>Harbour fees</a> The fees were raised again by the port of Almere in May.</li>" * 3 + "</ul></div>",
        "<div class=disclaimer><p>This page was put up by an agency, which alone answers for what is said on it.</p></div>",
        '<div id=footer><p>Read the rules you agree to by using this website in our terms of service.</p></div>',
        "<div class=widget_twitter><p>Our ships are on their way through the ice tonight, and we wish them well.</p></div>",
    ],
)  # fmt: skip
def test_furniture_under_the_text(tail: str) -> None:
    draft = read(f"<div class=page><div class=c><h1>{TITLE}</h1><div class=t>{TEXT}</div></div>{tail}</div>")
    assert tuple(line for line in draft.body.splitlines() if line) == LINES


@pytest.mark.parametrize(
    ("page", "head"),
    [
        pytest.param(
            f"<div class=breadcrumbs><ul><li><a href=/>Home</a></li><li><a href=/b>Blog</a></li><li><a href=/b/x>Ice on the lakes</a></li></ul></div>"
            f"<div class=p><div><h1><a href=/b/x>Ice on the lakes</a></h1></div><div>{TEXT}</div><h2>Write your own comment</h2></div>",
            "Blog - Ice on the lakes",
            id="the last step of the path is the page",
        ),
        pytest.param(
            f"<div><h1>Ice on the lakes</h1><div>{TEXT}</div><h2>“In good time”</h2></div><div class=f>© Lakes 2024 | Ice on the lakes</div>",
            "Ice on the lakes | Lakes",
            id="repeated behind the owner's name",
        ),
        pytest.param(
            f'<h1><a rel=home href="https://lakes.example/"><img src=l.svg alt="lakes.example"></a></h1><div class=b><h2>Ice on the lakes</h2></div><main>{TEXT}</main>',
            "lakes.example",
            id="the host is no title",
        ),
        pytest.param(
            f"<div class=t><h2 class=entry-title><time>Jun 17</time> Ice on the lakes</h2></div><div class=c>{TEXT}</div>",
            "Ice on the lakes | Lakes",
            id="a day without its year in the heading",
        ),
        pytest.param(
            f"<main><h1>Ice on the lakes <span class=label>Subscribers</span></h1>{TEXT}</main>",
            "Ice on the lakes | Columns | Lakes",
            id="a label in the heading",
        ),
    ],
)
def test_the_title(page: str, head: str) -> None:
    assert read(page, title=head, url="https://lakes.example/ice-on-the-lakes").title == "Ice on the lakes"
