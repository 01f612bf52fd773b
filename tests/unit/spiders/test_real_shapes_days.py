"""Days as pages of blogs, offices and newspapers were seen to give them, on pages of our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spiders.extract.article import article
from spiders.extract.dates import url_date
from statements.candidate import from_draft
from statements.labels import Verdict

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TITLE = "Council of the Lakes agrees on the dredging of the northern channel"
LEAD = "The Council of the Lakes agreed on Tuesday to dredge the northern channel before the winter."
TEXT = (
    "<p>The four members will share the cost of the work, which the commission puts at nine million crowns.</p>"
    "<p>The first barge is to leave Port Almere as soon as the ice allows, the Secretary of the Council said.</p>"
)


def day(body: str, *, url: str = "https://lakes.example/n/77", lang: str = "en") -> str | None:
    page = f"<html lang={lang}><head><title>{TITLE}</title></head><body>{body}</body></html>"
    found = article(None, page.encode(), url=url, content_type="text/html; charset=utf-8")
    assert found.verdict is Verdict.OK, found.reason
    published = from_draft(found.drafts[0], source="", issuer="", now=NOW).published
    known = published.day or (published.instant and published.instant.date())
    return known.isoformat() if known else None


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            f"<div class=wrap><aside class=top><h1>{TITLE}</h1><p>2024-03-07 11:10 Press office</p></aside><div>{TEXT}</div></div>",
            id="title and day in an aside",
        ),
        pytest.param(
            f'<article><h1>{TITLE}</h1><span class=posted-on><a href="/n/77" rel=bookmark>'
            f'<time class="entry-date published" datetime="2024-03-07T08:40:32+01:00">7 March 2024</time>'
            f'<time class=updated datetime="2024-03-09T12:08:45+01:00">9 March 2024</time></a></span>{TEXT}</article>',
            id="the day alone is a link to the page itself",
        ),
        pytest.param(
            f'<div class=post><div class=meta><a href="/2024/03/07">07/03/2024</a> <a href="/by/ilse-verhagen">by Ilse Verhagen</a>'
            f' <a href="#c">No comments</a> <em><a href="/t/1">Lakes</a>, <a href="/t/2">Shipping</a>, <a href="/t/3">Press room</a></em></div>'
            f'<h2><a href="/n/77">{TITLE}</a></h2><p>On 25/02/2024 and 13/02/2024 the Council met.</p>{TEXT}</div>',
            id="links to author and sections beside it",
        ),
        pytest.param(
            f'<main><h2>{TITLE}</h2><p>by <a rel=author href="/by/1">Ilse Katharina Verhagen</a>, 7.3.24</p>{TEXT}</main>',
            id="an author linked as such",
        ),
        pytest.param(
            f"<article><h1>{TITLE}</h1><div class=info><span class=updated>2024-06-02T17:27:31+02:00</span>"
            f'<span>March 7th, 2024</span> | <a href="/t/1">Lakes</a> | 3 comments</div>{TEXT}</article>',
            id="the instant of the last edit stands before it unseen",
        ),
        pytest.param(
            f"<div class=post><h1>{TITLE}</h1><p>Thursday | 7. March 2024 | 15:49 BY Ilse Verhagen IN Lakes | 0 COMMENTS</p>{TEXT}</div>",
            id="a row of fields that reads like a sentence",
        ),
        pytest.param(
            f"<div class=d><h2>{TITLE}</h2><p class=lead>{LEAD}</p><div class='social-share x'><div><h5>07.03.2024</h5></div></div>{TEXT}</div>",
            id="beside the buttons to share, under the lead",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><ul><li>Published <time datetime=2024-03-07>7 March 2024</time></li>"
            f"<li>Last updated <time datetime=2024-03-09>9 March 2024</time></li><li>By Ilse Verhagen</li></ul>{TEXT}</main>",
            id="a list of what is told of the text",
        ),
        pytest.param(
            f"<div class='main sidebar-right'><div class=post><h2>{TITLE}</h2><p class=d>7 March 2024</p>{TEXT}</div></div>",
            id="a wrapper named after its sidebar holds the title too",
        ),
        pytest.param(
            f"<main><div class=row>7 mar 24 | 5h27 By Ilse Verhagen</div><h1>{TITLE}</h1><p>{LEAD}</p>{TEXT}</main>",
            id="a year of two digits after the month's name",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>{LEAD}</p><div class=offer>You have seen 3 of the 10 pages that are free this month. Subscribe now.</div>"
            f"<div class=ar-date>7 March 2024, 19:16</div><p>{LEAD}</p>{TEXT}<meta itemprop=dateCreated content=2025-05-07></main>",
            id="named so over the text, under its lead and an offer",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><div class='col sidebar-info'><p>Ilse Verhagen</p><p class=a__time>7 March 2024 1:16 pm</p></div>{TEXT}</main>",
            id="in a small box named as a sidebar, as a date",
        ),
        pytest.param(
            f"<article><div><h1>{TITLE}</h1></div><aside class=author>7 March 2024 by ilse</aside><p>{LEAD}</p>{TEXT}</article>",
            id="in an aside of its own",
        ),
        pytest.param(
            f"<header><h1>{TITLE}</h1><aside class=entry-details><ul><li>7 March 2024|</li><li>By Ilse</li></ul></aside></header><div>{TEXT}</div>",
            id="in an aside of details",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><div class=page-sidebar><div><p>7 March 2024 10:09</p></div><div>{TEXT}</div></div></main>",
            id="a column named as a sidebar holds the text too",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>{LEAD}</p><div id=by>on 7 March 2024 at 12:06 PM, updated 9 March 2024 at 12:10 PM</div>{TEXT}</main>",
            id="before that of an edit, under the lead",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>First posted: 7 March 2024 05:18 PM | Updated: 8 March 2024 12:41 AM</p>{TEXT}</main>",
            id="first posted",
        ),
    ],
)
def test_the_day_is_found(page: str) -> None:
    assert day(page) == "2024-03-07"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            f"<div><h2>{TITLE}</h2><dl><dt>Beginn:</dt><dd>7. März 2024 11:00</dd><dt>Ende:</dt><dd>7. März 2024 18:00</dd></dl>{TEXT}</div>",
            id="called beginning and end",
        ),
        pytest.param(
            f"<div><h2>{TITLE}</h2><dl><dt>Von</dt><dd class=event-meta-start>7 March 2024 11:00</dd></dl>{TEXT}</div>",
            id="named so in the mark-up",
        ),
        pytest.param(
            f"<div><h1>{TITLE}</h1><p>{LEAD}</p><h3>7 March 2024</h3>{TEXT}<h3>9 March 2024</h3>{TEXT}</div>",
            id="the heading of a chapter",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1>{TEXT}<section><h2>Soon</h2><ul><li><time datetime=2024-03-07>7 Mar</time> Procession of lamps</li>"
            "<li><time datetime=2024-03-09>9 Mar</time> Open day of the lock keepers</li></ul></section></main>",
            id="a list of events",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><div>Thursday 7 March 2024, last update 14:21 (GMT)</div><p>{LEAD}</p>{TEXT}</main>",
            id="of an edit, whose hour is called so",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><p>By Ilse Verhagen, Anton de Wit and Karl Overbeek of the press office, Port Almere.</p>"
            f"<div>March 7, 2024 -- Updated 0203 GMT</div>{TEXT}</main>",
            id="of an edit, whose hour has no mark",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><div class=sidebar><h4>Next meeting</h4><p class=date>7 March 2024</p></div>{TEXT}</main>",
            id="under a heading of its own in a sidebar",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><aside><p>Next meeting</p><p>7 March 2024</p></aside>{TEXT}</main>",
            id="with other words in an aside",
        ),
        pytest.param(
            f"<main><h1>{TITLE}</h1><aside><p class=date>7 March 2024</p><a href=/n/78>The northern lock is open</a></aside>{TEXT}</main>",
            id="over the title of another text",
        ),
    ],
)
def test_a_day_of_something_else_is_not_taken(page: str) -> None:
    assert day(page) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/business/202403070019", "2024-03-07"),
        ("https://a.example/news/dredging-20240307203045-nt.html", "2024-03-07"),
        ("https://a.example/2024/lakes_and_rivers/03/07/dredging/index.html", "2024-03-07"),
        ("https://a.example/2024/issue/3/7/dredging", None),
        ("https://a.example/n/20240307001", None),  # eleven digits are a number
        ("https://a.example/n/id-202403071234567", None),
        ("https://archive.example/web/20240916140120/https://www.lakes.example/dredging", None),
        (
            "https://archive.example/web/20240916140120/https://www.lakes.example/2024/03/07/dredging",
            "2024-03-07",
        ),
    ],
)
def test_days_in_addresses(url: str, expected: str | None) -> None:
    assert url_date(url) == expected


def of_post(foot: str, *, head: str = "", lang: str = "en", path: str = "/n/77") -> str | None:
    body = f"<div class=post><h1>{TITLE}</h1>{head}<div class=text><p>{LEAD}</p>{TEXT}</div>{foot}</div>"
    return day(body, lang=lang, url=f"https://lakes.example{path}")


IN_MARCH = "/2024/03/dredging.html"


@pytest.mark.parametrize(
    ("foot", "lang", "path"),
    [
        pytest.param(
            "<div class=by>Gespeichert von redaktion am 7. März 2024 - 18:55</div>", "de", "/n/77", id="who saved it, German"
        ),
        pytest.param("<div class=by>Soumis par redaction le 7 mars 2024</div>", "fr", "/n/77", id="who sent it in, French"),
        pytest.param("<div class=m>Seiten: 32 Erschienen:07.03.2024</div>", "de", "/n/77", id="appeared"),
        pytest.param(
            "<div class=by>März 07, 2024 / Ilse / 1 Meinung</div>", "de", IN_MARCH, id="under the text, in the month of the address"
        ),
        pytest.param(
            "<div class=by>7 March 2024 / Ilse</div><div class=k>Next meeting<br>9 April 2024</div>", "en", IN_MARCH,
            id="a day of another month beside it",
        ),
    ],
)  # fmt: skip
def test_the_day_under_the_text_is_found(foot: str, lang: str, path: str) -> None:
    assert of_post(foot, lang=lang, path=path) == "2024-03-07"


@pytest.mark.parametrize(
    ("foot", "path"),
    [
        pytest.param("<div class=by>7 March 2024 / Ilse / 1 comment</div>", "/n/77", id="nothing else tells its month"),
        pytest.param("<div class=by>7 March 2024 / Ilse / 1 comment</div>", "/2024/02/dredging.html", id="another month"),
        pytest.param(f"<div>Anton<br>7 March 2024</div><p>{LEAD}</p>", IN_MARCH, id="over a comment"),
        pytest.param(
            "<div class=by>7 March 2024 / Ilse / 1 comment</div><div class=k>9 March 2024 / Anton / edit</div>", IN_MARCH, id="two days of the month"
        ),
        pytest.param("<h3>Upcoming events</h3><p>28 March 2024</p>", IN_MARCH, id="under a heading"),
        pytest.param("<h3>Upcoming events</h3><p>28 March 2024 / Lakeside / Talks</p>", IN_MARCH, id="fields under a heading"),
        pytest.param("<div>Next meeting</div><div>28 March 2024</div>", IN_MARCH, id="under a label"),
        pytest.param("<div>Page generated</div><div>23.03.2024</div>", IN_MARCH, id="of the page's making"),
        pytest.param("<div>Page generated 23.03.2024</div>", IN_MARCH, id="of the page's making, in one line"),
        pytest.param("<div>28 March 2024</div>", IN_MARCH, id="a day and nothing else"),
    ],
)  # fmt: skip
def test_a_day_under_the_text_that_nothing_confirms_is_not_taken(foot: str, path: str) -> None:
    assert of_post(foot, path=path) is None


@pytest.mark.parametrize(
    ("head", "lang", "expected"),
    [
        pytest.param("<p>发布时间：24-03-07 23:16</p>", "", "2024-03-07", id="Chinese: the year of two digits is first"),
        pytest.param("<p>Posted: 24-03-07 23:16</p>", "en", None, id="English: it may be last"),
        pytest.param(
            "<meta itemprop=dateUpdate content='2024-03-07 23:16:11'><p>发布时间：03-07 23:16 湖泊委员会</p>", "zh", "2024-03-07",
            id="the year of an edit on the day",
        ),
        pytest.param(
            "<meta itemprop=dateUpdate content='2024-03-09 10:00:00'><p>发布时间：03-07 23:16 湖泊委员会</p>", "zh", None,
            id="no edit on the day",
        ),
    ],
)  # fmt: skip
def test_days_with_half_a_year_or_none(head: str, lang: str, expected: str | None) -> None:
    assert of_post("", head=head, lang=lang) == expected


@pytest.mark.parametrize(
    "name",
    ["prism.publicationDate", "iso-8601-publish-date", "cXenseParse:publishtime", "DC:date", "Publish_Date"],
)
def test_names_of_meta_are_known_by_their_letters(name: str) -> None:
    assert of_post("", head=f"<meta name='{name}' content='2024-03-07'>") == "2024-03-07"


@pytest.mark.parametrize(
    ("path", "expected"), [("/2017/7/12/dredging", None), ("/2024/3/1/dredging", "2024-03-07")]
)
def test_a_day_in_the_address_long_before_all_others_leaves_the_day_unknown(
    path: str, expected: str | None
) -> None:
    stamp = "2024-03-07T18:28:00+02:00"
    head = (
        f'<script type="application/ld+json">{{"@type": "Article", "headline": "{TITLE}", "datePublished": "{stamp}"}}</script>'
        f'<time class=published datetime="{stamp}">7 March 2024</time>'
    )
    assert of_post("", head=head, path=path) == expected


@pytest.mark.parametrize(
    ("host", "lang", "beside", "expected"),
    [
        ("courts.lakes.gov", "en", "", "2024-03-07"),
        ("www.lakes.state.xx.us", "", "", "2024-03-07"),
        ("www.lakes.gov.uk", "en", "", "2024-07-03"),
        ("www.lakes.gc.ca", "en", "", None),
        ("xx.usembassy.gov", "en", "", None),
        ("courts.lakes.gov", "es", "", None),
        ("courts.lakes.gov", "fr", "", "2024-07-03"),
        ("courts.lakes.gov", "en", "<p>Last meeting: 29/02/2024</p>", "2024-07-03"),
    ],
)
def test_numbers_are_read_in_the_order_of_the_page_its_language_or_its_country(
    host: str, lang: str, beside: str, expected: str | None
) -> None:
    body = f"<div class=post><h1>{TITLE}</h1><p>Posted on 03/07/2024</p><p>{LEAD}</p>{TEXT}{beside}</div>"
    assert day(body, lang=lang, url=f"https://{host}/n/77") == expected
