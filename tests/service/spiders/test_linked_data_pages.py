"""Lists in JSON-LD of more than one page, and with items that nobody can ask for."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config.kinds import ItemFields
from config.source import JsonApiSource, Source
from spiders.discover import discover
from spiders.findings import Discovery
from statements.labels import Verdict
from tests.fake_ministry import FakeMinistry, Page, statement_page
from tests.on_reactor import on_reactor
from tests.service.spiders.test_checks import FIRST, SECOND
from tests.service.spiders.test_redesigns import FOUND, new_design, old_design
from tests.service.spiders.watching import START, Watch
from tests.small_sites import blog_in_linked_data, serve

FIELDS = ItemFields(link="url", title="headline", date="datePublished")


def linked_data(site: FakeMinistry, names: list[str], older: str | None = None) -> Page:
    listed = [
        {"@type": "NewsArticle", "url": f"/a/{name}", "headline": f"Statement {name}", "datePublished": "2024-12-01"} for name in names
    ]  # fmt: skip
    for name in names:
        site[f"/a/{name}"] = Page(statement_page(f"Statement {name}", f"{FIRST[0]} {name}", *SECOND))
    data = json.dumps({"@type": "ItemList", "itemListElement": listed})
    link = f'<a rel="next" href="{older}">Older</a>' if older else ""
    return Page(
        f'<html><head><script type="application/ld+json">{data}</script></head><body>{link}</body></html>'
    )


def source_of(site: FakeMinistry, **more: Any) -> JsonApiSource:
    return JsonApiSource(
        id="m", name="M", issuer="FR", entry=site.url("/news/"), embedded="json-ld", fields=FIELDS, **more
    )


@pytest.mark.parametrize(
    ("way", "addresses"),
    [
        ({"next": "css: a[rel=next]"}, ("/news/2/", "/news/3/", "/news/4/")),
        ({"page": "?p={page}"}, ("/news/?p=2", "/news/?p=3", "/news/?p=4")),
        ({"page": "/older/{offset}"}, ("/older/2", "/older/4", "/older/5")),
        ({"pager": {"by": "page", "param": "p"}}, ("/news/?p=2", "/news/?p=3", "/news/?p=4")),
    ],
)
def test_older_pages_are_read_while_all_is_new(
    tmp_path: Path, way: dict[str, Any], addresses: tuple[str, ...]
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site, max_pages=3, **way)
        second, third, fourth = addresses
        site["/news/"] = linked_data(site, ["4", "3"], second)
        site[second] = linked_data(site, ["2", "1"], third)
        site[third] = linked_data(site, ["0"], fourth)
        site[fourth] = linked_data(site, ["never"])
        report = watch.check(source)
        assert (report.verdict, report.listed, report.stored) == (Verdict.OK, 5, 5)
        assert site.asked[fourth] == 0
        site["/news/"] = linked_data(site, ["5", "4"], second)
        assert watch.check(source).stored == 1
        assert site.asked[second] == 1


def test_a_page_that_leads_to_itself_is_the_last(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/news/"] = linked_data(site, ["2", "1"], "/news/")
        report = watch.check(source_of(site, next="css: a[rel=next]", max_pages=20))
        assert (report.listed, report.stored, site.asked["/news/"]) == (2, 2, 2)


@pytest.mark.parametrize("older", [b"older-", b""])
def test_a_link_to_older_pages_is_learnt_for_the_json_ld_where_it_leads_to_other_entries(
    tmp_path: Path, older: bytes
) -> None:
    news = blog_in_linked_data(START.date())
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        serve(news, site)
        page = site.pages["/newsroom"]
        assert isinstance(page, Page)
        first = page.data.replace(b"</main>", b'<a rel="next" href="/newsroom?page=1">Older</a></main>')
        site["/newsroom"] = Page(first)
        site["/newsroom?page=1"] = Page(first.replace(b"/newsroom/", b"/newsroom/" + older))
        engine, now = watch.engine, watch.clock.now()
        found = on_reactor(
            lambda: discover(site.url("/newsroom"), fetcher=engine.fetcher, compute=engine.compute, now=now)
        )
        assert found.best is not None
        assert (found.best.kind, found.best.keys.get("next")) == (
            "json_api",
            "css: a[rel~=next]" if older else None,
        )


def test_a_redesign_that_drops_the_json_ld_is_told_once_with_a_repair(tmp_path: Path) -> None:
    day = timedelta(days=1)
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        proposed: list[tuple[str, str]] = []

        def propose(source: Source, found: Discovery, reason: str) -> str | None:
            assert found.best is not None
            proposed.append((source.id, found.best.kind))
            return None

        watch.engine.learner.propose = propose
        old_design(site, FOUND)
        page = site.pages["/press"]
        assert isinstance(page, Page)
        listed = [
            {"@type": "NewsArticle", "url": e.path, "headline": e.title, "datePublished": f"{e.day}"}
            for e in FOUND
        ]
        site["/press"] = Page(
            page.data.replace(
                b"</head>",
                f'<script type="application/ld+json">{json.dumps(listed)}</script></head>'.encode(),
            )
        )
        source = source_of(site).model_copy(update={"entry": site.url("/press")})
        assert watch.check(source).stored == len(FOUND)
        watch.clock.advance(day)
        assert watch.check(source).verdict is Verdict.OK
        watch.clock.advance(day)
        new_design(site, FOUND)
        broken = watch.check(source)
        assert broken.verdict is Verdict.PARSE_ERROR
        assert proposed == [("m", "listing")], broken


def test_an_address_that_cannot_be_asked_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    hostile = [
        "/a/b\ud800",
        "/a/b\x00c",
        "http://[",
        "//",
        "https://m.example:99999/",
        "\u202e/a",
        "/" + "x" * 20_000,
    ]
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        good = linked_data(site, ["1", "2"]).data
        wrong = [
            {"@type": "NewsArticle", "url": url, "headline": f"\ud800 {url}", "datePublished": url}
            for url in hostile
        ]
        site["/news/"] = Page(good.replace(b"[", json.dumps(wrong).encode()[:-1] + b", ", 1))
        report = watch.check(source_of(site))
        assert {version.title for version in watch.versions()} == {"Statement 1", "Statement 2"}, report
        again = watch.check(source_of(site))
        assert again.stored == 0
