"""Articles of small sites of ten makes: title, date and text learnt from three of them, and right on all the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from spiders.extract.learn import learn_article, listing
from spiders.extract.page import Page, parse
from spiders.saved import Saved
from spiders.studies import reader, study_article
from statements.model import Draft, RawDate
from tests.small_sites import SITES, SmallSite
from tests.unit.spiders.learning.entries import HOST, TODAY, Entry, chrome

START = datetime(2024, 12, 2, 12, tzinfo=UTC)
TYPE = "text/html; charset=utf-8"


def page_of(site: SmallSite, entry: Entry) -> Page:
    return parse(site.pages[entry.path].data, url=f"{HOST}{entry.path}", content_type=TYPE)


def listed(entry: Entry) -> Draft:
    return Draft(
        url=f"{HOST}{entry.path}",
        title=entry.title,
        body="",
        dates=(RawDate(raw=entry.day.isoformat(), origin="listing"),),
    )


@pytest.mark.parametrize("build", SITES, ids=lambda build: build.__name__)
def test_articles_are_learnt_from_three_of_them(build: Callable[[date], SmallSite]) -> None:
    site = build(TODAY)
    samples = [site.entries[place] for place in (0, 2, 3)]
    learned = learn_article(
        [page_of(site, entry) for entry in samples],
        listed=[listed(entry) for entry in samples],
        language=site.language,
    )
    assert learned is not None
    assert learned.confidence >= 0.8
    source = reader(learned.article)
    for entry in site.entries:
        page = Saved(url=f"{HOST}{entry.path}", body=site.pages[entry.path].data, content_type=TYPE)
        day, text = study_article(source, page, START)
        assert text == site.text(entry)
        assert day in (entry.day, None)
        found = listing(page_of(site, entry))
        assert found is None or found.beside or found.others


def test_one_page_teaches_nothing() -> None:
    site = SITES[0](TODAY)
    assert learn_article([page_of(site, site.entries[0])]) is None


def test_a_clock_in_the_masthead_is_not_the_date() -> None:
    def article(title: str, day: str, text: str) -> Page:
        html = chrome(
            f'<div class="clock"><time datetime="2024-12-02T12:00:00Z">2 December 2024</time></div><main><h1>{title}</h1><p class="posted">{day}</p><div class="text"><p>{text}</p></div></main>'
        )
        return parse(html.encode(), url=f"{HOST}/{title.replace(' ', '-')}", content_type=TYPE)

    pages = [
        article("First statement of the week", "25 November 2024", "The ministry welcomes the agreement that was reached in Geneva yesterday."),
        article("Second statement of the week", "27 November 2024", "We condemn the attack on the convoy and call for an investigation at once."),
    ]  # fmt: skip
    days = [
        Draft(url="u", title="", body="", dates=(RawDate(raw=raw, origin="listing"),))
        for raw in ("2024-11-25", "2024-11-27")
    ]
    learned = learn_article(pages, listed=days, language="en")
    assert learned is not None
    source = reader(learned.article)
    read = [
        study_article(source, Saved(url=page.url, body=page.html.encode(), content_type=TYPE), START)
        for page in pages
    ]
    assert [day for day, _ in read] == [date(2024, 11, 25), date(2024, 11, 27)]
