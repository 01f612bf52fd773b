"""List pages of ministries of many makes: entries, titles, days, older pages and the order of dates, learnt without a hint."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import pytest

from config.source import ListingSource
from spiders.extract.learn import Learned, alike, fingerprint, learn_listing, listing
from spiders.extract.listing import listing as read_listing
from spiders.extract.page import Page, parse
from tests.unit.spiders.learning.entries import HOST, TODAY, chrome, entries, rows, words
from tests.unit.spiders.learning.makes import MAKES, Make

TYPE = "text/html; charset=utf-8"


def page_of(html: str, path: str = "/news") -> Page:
    return parse(html.encode(), url=urljoin(HOST, path), content_type=TYPE)


def as_source(learned: Learned, entry: str) -> ListingSource:
    keys = {"id": "x", "name": "x", "issuer": "UN", "entry": entry, "max_pages": 3 if learned.next else 1}
    return ListingSource.model_validate({**keys, **learned.selectors()})


@pytest.mark.parametrize("build", MAKES, ids=lambda build: build.__name__)
def test_a_list_is_learnt_right_without_a_hint(build: Callable[[], Make]) -> None:
    make = build()
    page = page_of(make.html, make.path)
    learned = learn_listing([page], latest=TODAY)
    assert learned is not None
    wanted = [(urljoin(HOST, entry.path), entry.title, entry.day) for entry in make.entries]
    found = zip(learned.drafts, learned.days, strict=True)
    assert [(draft.url, draft.title, day) for draft, day in found] == wanted, learned
    assert learned.date_order == make.order
    assert learned.confidence >= 0.75
    assert learned.languages == (make.language,)
    listed = listing(page)
    assert listed is not None
    assert listed.drafts == learned.drafts
    source = as_source(learned, page.url)
    again = read_listing(source, make.html.encode(), url=page.url, content_type=TYPE)
    assert again.next_url == (urljoin(HOST, make.next) if make.next else None)


@pytest.mark.parametrize("build", MAKES, ids=lambda build: build.__name__)
def test_what_was_learnt_reads_the_same_list_a_month_later(build: Callable[[], Make]) -> None:
    """The selectors speak of the make and not of the entries of one day: here of those without the newest two."""
    make = build()
    learned = learn_listing([page_of(make.html, make.path)], latest=TODAY)
    assert learned is not None
    source = as_source(learned, HOST)
    root = page_of(make.html, make.path)
    for entry in make.entries[:2]:
        for link in root.root.xpath(f"//a[@href='{entry.path}']"):
            link.root.set("href", entry.path.replace("4", "5"))
    html = root.root.get() or ""
    found = read_listing(source, html.encode(), url=urljoin(HOST, make.path), content_type=TYPE)
    assert len(found.drafts) == len(make.entries)


def test_no_selector_holds_a_generated_class_or_an_id_of_one_entry() -> None:
    for build in MAKES:
        make = build()
        learned = learn_listing([page_of(make.html, make.path)], latest=TODAY)
        assert learned is not None
        for selector in learned.selectors().values():
            assert not any(
                made_up in selector
                for made_up in ("css-", "sc-", "__x7", "kEsNiP", "post-41", "node-70", "views-row-")
            )


ARTICLE = chrome(
    "<main><article><h1>Statement on the situation</h1><p>"
    + "The ministry follows the situation with concern and calls for calm. " * 12
    + "</p></article>"
    '<div class="related"><h2>Related</h2><ul>'
    + rows(
        entries("en", "/news/{slug}"),
        lambda e: f'<li><a href="{e.path}">{e.title}</a> <span>{words(e.day, "en")}</span></li>',
    )
    + "</ul></div></main>"
)


@pytest.mark.parametrize(
    "html",
    [
        ARTICLE,
        chrome("<main><h1>Contact</h1><p>Write to us.</p></main>"),
        chrome("<main><h1>Missions</h1><ul>" + "".join(f'<li><a href="/missions/{name}">{name}</a></li>' for name in ("Oslo", "Rome", "Lima", "Doha", "Riga")) + "</ul></main>"),
        "",
        "<html>" * 400,
        '<html><body><div id="root"></div></body></html>',
    ],
    ids=["article with related links", "contact", "missions", "nothing", "nested", "shell"],
)  # fmt: skip
def test_what_is_no_list_of_articles_is_none(html: str) -> None:
    assert listing(page_of(html)) is None


def test_an_order_that_nothing_settles_stays_open() -> None:
    found = [
        ("/a/1", "Statement on the ceasefire in the north", "03/04/2024"),
        ("/a/2", "Visit of the minister to Geneva", "03/04/2024"),
        ("/a/3", "Joint communiqué of the ministers", "03/04/2024"),
    ]
    main = "".join(
        f'<li><a href="{path}">{title}</a><span class="d">{day}</span></li>' for path, title, day in found
    )
    learned = learn_listing([page_of(chrome(f"<main><ul>{main}</ul></main>"))], latest=TODAY)
    assert learned is not None
    assert learned.date_order is None
    assert learned.days == (None, None, None)
    assert any("day or month first" in reason for reason in learned.reasons)


def test_days_above_twelve_or_the_run_of_the_list_settle_the_order() -> None:
    def order(*days: str) -> str | None:
        main = "".join(
            f'<li><a href="/a/{n}">A statement that is number {n} of this list</a><span class="d">{day}</span></li>'
            for n, day in enumerate(days)
        )
        learned = learn_listing([page_of(chrome(f"<main><ul>{main}</ul></main>"))], latest=TODAY)
        assert learned is not None
        return learned.date_order

    assert order("12/01/2024", "11/28/2024", "11/05/2024") == "mdy"
    assert order("01.12.2024", "28.11.2024", "05.11.2024") == "dmy"
    assert order("04/11/2024", "01/11/2024", "10/10/2024", "09/09/2024", "07/08/2024") == "dmy"
    assert order("2024-12-01", "2024-11-28", "2024-11-05") is None


def test_the_layout_is_the_same_with_other_entries_and_another_with_another_design() -> None:
    makes = {build.__name__: build() for build in MAKES}
    drupal = fingerprint(page_of(makes["drupal_views"].html))
    fewer = (
        makes["drupal_views"]
        .html.replace("Statement on the situation", "Another title")
        .replace("2024-11-29", "2024-12-01")
    )
    assert alike(drupal, fingerprint(page_of(fewer))) == 1.0
    assert alike(drupal, fingerprint(page_of(makes["wordpress_archive"].html))) < 0.5
    assert alike(drupal, fingerprint(page_of(chrome(f"<main>{'<p>one more banner</p>'}</main>")))) < 1.0
    assert alike("", "") == 1.0
