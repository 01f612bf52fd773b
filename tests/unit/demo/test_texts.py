"""The demo's texts: complete, in the language they claim, and nowhere to be taken for real."""

from __future__ import annotations

from collections import Counter

import pytest

from demo import configuration, pages
from demo.world import END, MARK, START, Fault, Layout, Site, Statement, load
from statements.issuers import is_issuer
from statements.labels import LANGUAGES
from statements.language import identify

SITES = load().sites
STATEMENTS = [(site, statement) for site in SITES for statement in site.statements]
CITY = tuple(name.strip('"') for name in configuration.CITY.split(" OR "))


def about_the_city(statement: Statement) -> bool:
    first = statement.wordings[0]
    return any(name in text for name in CITY for text in (first.title, *first.paragraphs))


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_a_site_is_marked_and_complete(site: Site) -> None:
    assert MARK in site.name and site.id.endswith("-demo")
    assert is_issuer(site.issuer) and site.language in LANGUAGES
    assert site.menu and site.cookies
    assert any(one.appears < START for one in site.statements), (
        "without a text before the start it has no baseline"
    )
    assert any(START < one.appears < END for one in site.statements)
    numbers = [one.number for one in site.statements]
    slugs = [one.slug for one in site.statements]
    assert len(set(numbers)) == len(numbers) and len(set(slugs)) == len(slugs)


@pytest.mark.parametrize(("site", "statement"), STATEMENTS, ids=lambda part: getattr(part, "slug", None))
def test_a_statement_is_marked_dated_and_in_its_language(site: Site, statement: Statement) -> None:
    assert statement.appears < END
    if statement.withdrawn is not None:
        assert statement.appears < statement.withdrawn < END
    since = [wording.since for wording in statement.wordings]
    assert since == sorted(set(since)) and since[0] == statement.appears
    for wording in statement.wordings:
        assert wording.title.endswith(f"({MARK})")
        assert wording.paragraphs and sum(map(len, wording.paragraphs)) > 80
        assert identify("\n".join(wording.paragraphs)) == site.language
    texts = [(wording.title, wording.paragraphs) for wording in statement.wordings]
    assert len(set(texts)) == len(texts), "an edit must change something"


def test_every_page_says_that_it_is_invented() -> None:
    for site, statement in STATEMENTS:
        now = statement.wordings[-1].since
        if site.fault(now) is None:
            page = pages.answer(site, f"{pages.LISTING}{statement.slug}", "", base="http://x", now=now)
            assert page.status == 200 and pages.RIBBON in page.body


def test_the_story_has_all_its_parts() -> None:
    """What `communique demo` promises to show must be in the script."""
    week = [(site, one) for site, one in STATEMENTS if one.appears > START]
    assert 25 <= len(week) <= 40
    assert {site.layout for site in SITES} == set(Layout)
    assert {"en", "fr", "de", "ar", "tr", "ru"} <= {site.language for site in SITES}
    assert {outage.fault for site in SITES for outage in site.outages} == set(Fault)
    assert any(outage.until for site in SITES for outage in site.outages), "one is mended"
    assert any(outage.until is None for site in SITES for outage in site.outages), "one is not"
    assert sum(len(one.wordings) > 1 for _, one in week) == 2
    assert sum(one.withdrawn is not None for _, one in week) == 1
    assert any(one.dated is None for _, one in week)
    assert any(one.dated is not None and one.dated < START for _, one in week), "one is published late"
    spoke = Counter(site.id for site, one in week if about_the_city(one))
    assert {site.id for site in SITES} - set(spoke) == {"in-demo"}, "one capital is silent"


def test_four_capitals_publish_one_text_that_names_no_group() -> None:
    slugs = {
        "joint-statement-qasr-halim",
        "declaration-conjointe-qasr-halim",
        "gemeinsame-erklaerung-qasr-halim",
    }
    copies = [(site, one) for site, one in STATEMENTS if one.slug in slugs]
    assert sorted({one.appears.hour for _, one in copies}) == [15, 19], "one capital is late"
    assert {site.issuer for site, _ in copies} == {"US", "GB", "FR", "DE"}
    assert {site.language for site, _ in copies} == {"en", "fr", "de"}
    for _, one in copies:
        text = "\n".join(one.wordings[0].paragraphs)
        assert "2254" in text and "Qasr Halim" in text
        assert not any(word in text.lower() for word in ("terror", "rebel", "brigade", "militi"))
