"""Discovery on whole small sites, served for real: what is found without a hint, what is refused, and how little is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from spiders import studies
from spiders.discover import discover
from spiders.findings import Discovery, learnt_keys
from spiders.saved import Saved
from spiders.walk import MOST
from tests.fake_ministry import FakeMinistry, Page, rss
from tests.on_reactor import on_reactor
from tests.service.spiders.watching import START, Watch
from tests.small_sites import SITES, SmallSite, serve

TODAY = START.date()


def look(watch: Watch, url: str, **options: Any) -> Discovery:
    async def compute(function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)

    return on_reactor(
        lambda: discover(url, fetcher=watch.engine.fetcher, compute=compute, now=START, **options)
    )


@pytest.mark.parametrize("build", SITES, ids=lambda build: build.__name__)
def test_a_small_site_is_learnt_right_without_a_hint(
    build: Callable[[date], SmallSite], tmp_path: Path
) -> None:
    site = build(TODAY)
    with FakeMinistry() as ministry, Watch(tmp_path, ministry) as watch:
        serve(site, ministry)
        found = look(watch, ministry.url(site.front))
        assert found.best is not None, found.refused
        accepted = [one.kind for one in found.proposals if one.doubt is None]
        assert tuple(accepted) == site.kinds, (found.proposals, found.refused)
        assert sum(ministry.asked.values()) <= MOST
        listed = {urlsplit(draft.url).path: draft for draft in found.best.drafts}
        assert list(listed) == [entry.path for entry in site.entries]
        for entry in site.entries:
            if found.best.kind != "sitemap":
                assert listed[entry.path].title == entry.title
        keys = learnt_keys(found)
        assert keys is not None
        source = studies.trial(keys)
        if keys["kind"] == "wp_rest":
            return
        for entry in site.entries:
            answer = Saved(
                url=ministry.url(entry.path),
                body=site.pages[entry.path].data,
                content_type="text/html; charset=utf-8",
            )
            day, text = studies.study_article(source, answer, START)
            assert text == site.text(entry)
            assert day in (entry.day, None)


def feed_of(site: FakeMinistry, *days: date, path: str = "/news/") -> Page:
    items = [
        (f"{path}{n}", f"Statement number {n} on the situation", f"{day:%a, %d %b %Y} 08:00:00 +0000")
        for n, day in enumerate(days)
    ]
    return Page(rss(*items, link=site.url("")), content_type="application/rss+xml")


def with_feed(site: FakeMinistry, feed: Page) -> None:
    site["/"] = Page(
        '<html><head><title>Ministry</title><link rel="alternate" type="application/rss+xml" href="/rss"></head><body><h1>Ministry</h1><p>Welcome.</p></body></html>'
    )
    site["/rss"] = feed
    for n in range(6):
        site[f"/news/{n}"] = Page(
            f"<html><head><title>x</title></head><body><h1>Statement number {n}</h1><div class='t'><p>Text number {n} of the ministry, which differs from all the others there are.</p></div></body></html>"
        )


def test_a_feed_that_still_answers_with_old_items_is_doubted(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        with_feed(site, feed_of(site, *(TODAY - timedelta(days=400 + n) for n in range(5))))
        found = look(watch, site.url("/"))
        assert found.best is None
        assert [one.doubt for one in found.proposals] == [
            f"its newest entry is from {TODAY - timedelta(days=400)}"
        ]
        assert learnt_keys(found) is None


def test_an_undated_feed_is_as_new_as_its_articles_or_doubted(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        items = [(f"/news/{n}", f"Statement number {n} on the situation", None) for n in range(5)]
        with_feed(site, Page(rss(*items, link=site.url("")), content_type="application/rss+xml"))
        assert [one.doubt for one in look(watch, site.url("/")).proposals] == [
            "nothing in it bears a date that can be read"
        ]
    with FakeMinistry("127.0.0.2") as site, Watch(tmp_path, site) as watch:
        with_feed(site, Page(rss(*items, link=site.url("")), content_type="application/rss+xml"))
        for n in range(5):
            page = site.pages[f"/news/{n}"]
            assert isinstance(page, Page)
            site[f"/news/{n}"] = Page(
                page.data.replace(
                    b"</h1>", f"</h1><time datetime='{TODAY - timedelta(days=n)}'>today</time>".encode()
                )
            )
        best = look(watch, site.url("/")).best
        assert best is not None
        assert best.newest == TODAY


def test_html_where_a_feed_is_linked_and_an_empty_feed_are_refused_with_the_reason(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        with_feed(site, Page("<html><body><h1>Front page</h1></body></html>"))
        reasons = {one.url: one.reason for one in look(watch, site.url("/")).refused}
        assert "where a feed was expected" in reasons[site.url("/rss")]
    with FakeMinistry("127.0.0.2") as site, Watch(tmp_path, site) as watch:
        with_feed(site, Page(rss(), content_type="application/rss+xml"))
        reasons = {one.url: one.reason for one in look(watch, site.url("/")).refused}
        assert "no entries" in reasons[site.url("/rss")]


def test_a_feed_of_other_things_is_no_door_for_the_page_that_was_given(tmp_path: Path) -> None:
    site_ = SITES[0](TODAY)
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        serve(site_, site)
        site["/rss.xml"] = feed_of(
            site, *(TODAY - timedelta(days=n) for n in range(5)), path="/jobs/vacancy/number/"
        )
        found = look(watch, site.url("/en/press"))
        assert found.best is not None
        assert found.best.kind == "listing"
        [feed] = [one for one in found.proposals if one.kind == "feed"]
        assert feed.doubt == "it lists other things than the page that was given"


def in_linked_data(site: FakeMinistry, *said: dict[str, Any]) -> None:
    """The newsroom of a small site, whose JSON-LD lists these things instead of what it shows."""
    serve(next(build for build in SITES if build.__name__ == "blog_in_linked_data")(TODAY), site)
    shown = site.pages["/newsroom"]
    assert isinstance(shown, Page)
    data = json.dumps({"@type": "ItemList", "itemListElement": said})
    site["/newsroom"] = Page(
        re.sub(rb"(ld\+json\">).*?(</script>)", lambda tag: tag[1] + data.encode() + tag[2], shown.data)
    )


def test_linked_data_that_says_less_than_the_page_shows_comes_after_the_list(tmp_path: Path) -> None:
    said = [
        {"@type": "NewsArticle", "url": f"/newsroom/{n}", "headline": f"Statement {n}", "datePublished": TODAY.isoformat()}
        for n in range(2)
    ]  # fmt: skip
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        in_linked_data(site, *said)
        assert [one.kind for one in look(watch, site.url("/newsroom")).proposals] == ["listing", "json_api"]


def test_linked_data_is_no_door_when_it_is_old_or_undated_or_names_one_article(tmp_path: Path) -> None:
    old = TODAY - timedelta(days=400)

    def doubts(address: str, *said: dict[str, Any]) -> list[str | None]:
        with FakeMinistry(address) as site, Watch(tmp_path, site) as watch:
            in_linked_data(site, *said)
            found = look(watch, site.url("/"))
            assert found.best is not None and found.best.kind == "listing"
            refused = [one.reason for one in found.refused if one.what == "JSON-LD"]
            return refused + [one.doubt for one in found.proposals if one.kind == "json_api"]

    def article(n: int, **more: Any) -> dict[str, Any]:
        return {"@type": "NewsArticle", "url": f"/about/{n}", "headline": f"On the ministry {n}", **more}

    assert doubts("127.0.0.1", *(article(n, datePublished=old.isoformat()) for n in range(6))) == [
        f"its newest entry is from {old}"
    ]
    assert doubts("127.0.0.2", *(article(n) for n in range(6))) == [
        "nothing in it bears a date that can be read"
    ]
    assert doubts("127.0.0.3", article(1, datePublished=TODAY.isoformat())) == ["it lists one entry"]


def test_robots_txt_is_obeyed_before_anything_else(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        serve(SITES[0](TODAY), site)
        site["/robots.txt"] = Page("User-agent: *\nDisallow: /\n", content_type="text/plain")
        found = look(watch, site.url("/"))
        assert found.proposals == ()
        assert "asks us not to read" in found.refused[0].reason
        assert set(site.asked) == {"/robots.txt"}


def test_a_wall_ends_the_search_at_once(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/"] = Page(
            "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
        )
        found = look(watch, site.url("/"))
        assert "a wall instead of content" in found.refused[0].reason
        assert set(site.asked) == {"/robots.txt", "/"}


def test_an_address_of_a_feed_is_a_door_itself(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        with_feed(site, feed_of(site, *(TODAY - timedelta(days=n) for n in range(5))))
        best = look(watch, site.url("/rss")).best
        assert best is not None
        assert (best.kind, best.newest) == ("feed", TODAY)


def test_a_link_to_older_entries_counts_only_if_it_leads_to_some(tmp_path: Path) -> None:
    site_ = SITES[0](TODAY)
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        serve(site_, site)
        best = look(watch, site.url("/en/press")).best
        assert best is not None
        assert ("next" in best.keys, best.keys["max_pages"]) == (False, 1)
        assert any("leads to none" in reason for reason in best.reasons)
    with FakeMinistry("127.0.0.2") as site, Watch(tmp_path, site) as watch:
        serve(site_, site)
        first = site.pages["/en/press"]
        assert isinstance(first, Page)
        older = first.data.replace(b'href="/en/press/', b'href="/en/press/older-')
        site["/en/press?page=1"] = Page(older)
        best = look(watch, site.url("/en/press")).best
        assert best is not None
        assert best.keys["next"] == "css: a[rel~=next]"


def test_an_address_that_no_source_file_can_hold_is_refused_with_the_reason(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        days = [TODAY - timedelta(days=n) for n in range(6)]
        site["/"] = Page(
            '<link rel="alternate" type="application/rss+xml" href="/{lang}/feed"><p>Ministry</p>'
        )
        for path in ("/{lang}/feed", "/%7Blang%7D/feed"):
            site[path] = feed_of(site, *days)
        found = look(watch, site.url("/"))
        assert found.best is None
        assert any("{lang}" in one.reason for one in found.refused), found.refused
