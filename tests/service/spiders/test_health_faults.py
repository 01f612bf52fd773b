"""What breaks at other watchers, and what health says of it here: one test a kind of failure, with real sites."""

from __future__ import annotations

import json
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from archive.records import SourceHealth
from config.kinds import ItemFields
from config.source import JsonApiSource, Source
from statements.labels import Verdict
from tests.fake_ministry import JSON, RSS, FakeMinistry, Page, rss, statement_page
from tests.service.spiders.watching import START, Watch, feed_source, listing_source, wp_source

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BODY = "The Minister received the ambassador and recalled Security Council resolution 2254."


def listing(*paths: str, more: str = "") -> str:
    items = "".join(
        f'<li class="release"><a href="{path}">Title of {path}</a> <span class="date">2 December 2024</span></li>'
        for path in paths
    )
    filler = "<p>About the ministry, its buildings, its history and its people.</p>" * 200
    return f"<html><body><ul>{items}</ul>{more}{filler}</body></html>"


def publish(site: FakeMinistry, *paths: str) -> None:
    for path in paths:
        site[path] = Page(statement_page(f"Title of {path}", f"{BODY} Said in {path}."))


def test_silent_zero_is_a_failure_and_not_a_quiet_day(tmp_path: Path) -> None:
    """A site that moved its list answers 200 with nothing in it: `listed = 0` where there were items is loud."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site)
        publish(site, "/a", "/b")
        site["/news/"] = Page(listing("/a", "/b"))
        assert watch.check(source).verdict is Verdict.OK
        site["/news/"] = Page("<html><body><div id='releases'>moved to another block</div></body></html>")
        for failures in (1, 2, 3):
            watch.clock.advance(HOUR)
            report = watch.check(source)
            assert (report.listed, report.verdict.success) == (0, False)
            assert watch.state(source).failures == failures
        assert watch.state(source).health is SourceHealth.FAILING
        [trouble] = watch.call(watch.archive.troubles.open)
        assert trouble.spell.health is SourceHealth.FAILING
        [gap] = watch.call(watch.archive.health.gaps, START, watch.clock.now())
        assert (gap.since, gap.until) == (START + HOUR, None)


def test_a_feed_that_was_always_empty_is_no_failure(tmp_path: Path) -> None:
    """The alarm does not misfire where what it wants is absent by nature."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = Page(rss(), RSS)
        for _ in range(4):
            report = watch.check(source)
            assert (report.listed, report.verdict) == (0, Verdict.OK)
            watch.clock.advance(HOUR)
        assert watch.state(source).health is SourceHealth.DEGRADED  # said, not alarmed


@pytest.mark.parametrize("kind", ["feed", "wp_rest", "json_api"])
def test_a_feed_or_an_api_that_had_items_and_has_none_is_a_failure(tmp_path: Path, kind: str) -> None:
    """Well formed, 200, and empty: loud where there was something before, whatever carries it."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        publish(site, "/a")
        post = {
            "id": 1, "link": site.url("/a"), "date_gmt": "2024-12-01T08:00:00", "title": {"rendered": "Title of /a"},
            "content": {"rendered": f"<p>{BODY}</p>"},
        }  # fmt: skip
        fields = ItemFields(link="link", title="title.rendered", date="date_gmt")
        api = JsonApiSource(
            id="ministry", name="Ministry", issuer="FR", entry=site.url("/api"), fields=fields
        )
        cases: dict[str, tuple[str, Source, Page, Page]] = {
            "feed": ("/feed", feed_source(site), Page(rss(("/a", "Title of /a", None), link=site.url("")), RSS), Page(rss(), RSS)),
            "wp_rest": ("/wp-json/wp/v2/posts?per_page=25", wp_source(site), Page(json.dumps([post]), JSON), Page("[]", JSON)),
            "json_api": ("/api", api, Page(json.dumps([post]), JSON), Page("[]", JSON)),
        }  # fmt: skip
        entry, source, full, empty = cases[kind]
        site[entry] = full
        assert watch.check(source).stored == 1
        site[entry] = empty
        for failures in (1, 2, 3):
            watch.clock.advance(HOUR)
            report = watch.check(source)
            assert (report.listed, report.verdict.success) == (0, False)
            assert watch.state(source).failures == failures
        assert watch.state(source).health is SourceHealth.FAILING


def test_200_ok_with_a_block_page_of_unknown_wording_is_noticed_by_its_size(tmp_path: Path) -> None:
    """A page that still looks like the list but is a fraction of it: degraded, with both figures."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site)
        for n in range(6):
            publish(site, f"/n{n}")
            site["/news/"] = Page(listing(*(f"/n{k}" for k in range(n + 1))))
            assert watch.check(source).verdict is Verdict.OK
            watch.clock.advance(HOUR)
        assert watch.state(source).health is SourceHealth.OK
        site["/news/"] = Page('<html><ul><li class="release"><a href="/n0">Please wait</a></li></ul></html>')
        watch.check(source)
        state = watch.state(source)
        assert state.health is SourceHealth.DEGRADED
        assert "bytes where" in str(state.last_error)


def test_200_ok_with_a_known_block_page_is_blocked_and_told_at_once(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site)
        publish(site, "/a")
        site["/news/"] = Page(listing("/a"))
        watch.check(source)
        site["/news/"] = Page(
            "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
            headers={"cf-mitigated": "challenge"},
        )
        watch.clock.advance(HOUR)
        report = watch.check(source)
        assert (report.verdict, watch.state(source).health) == (Verdict.BLOCKED, SourceHealth.BLOCKED)
        [trouble] = watch.call(watch.archive.troubles.open)
        assert trouble.failures == 1


def test_a_partial_crawl_is_not_published_as_whole(tmp_path: Path) -> None:
    """The second page of the list fails: nothing of the check counts as read whole, nothing is taken for withdrawn, and
    health says so until it was."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site, max_pages=2, next="css: a.next")
        publish(site, "/a", "/b", "/c")
        more = '<a class="next" href="/news/?page=2">older</a>'
        site["/news/"] = Page(listing("/c", more=more))
        site["/news/?page=2"] = Page("broken", status=500)
        for _ in range(2):
            report = watch.check(source)
            assert not report.verdict.success
            watch.clock.advance(HOUR)
        assert watch.state(source).baseline_at is None  # still nothing that was read whole
        site["/news/?page=2"] = Page(listing("/a", "/b"))
        assert watch.check(source).verdict is Verdict.OK
        assert len(watch.versions()) == 3
        assert watch.withdrawn() == [False, False, False]
        assert watch.state(source).health is SourceHealth.OK


def test_no_flood_when_a_broken_source_is_repaired(tmp_path: Path) -> None:
    """A list that was unreadable comes back with a hundred old entries that were never seen: they go to the archive without
    alerts, one line says so, and what was published in the outage is news."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")

        def feed(*items: tuple[str, timedelta]) -> Page:
            rows = [(path, f"Title of {path}", format_datetime(START - age)) for path, age in items]
            entries = rss(*rows, link=site.url(""), body="<p>x</p>")
            for path, _ in items:
                entries = entries.replace("<p>x</p>", f"<p>{BODY} Said in {path}.</p>", 1)
            return Page(entries, RSS)

        site["/feed"] = feed(("/known", HOUR))
        watch.check(source)
        watch.clock.advance(HOUR)
        site["/feed"] = Page("gone", status=500)
        for _ in range(3):
            watch.check(source)
            watch.clock.advance(HOUR)
        old = [(f"/old-{n}", (20 + n) * DAY) for n in range(100)]
        site["/feed"] = feed(("/news", -2 * HOUR), ("/late", 2 * DAY), ("/known", HOUR), *old)
        report = watch.check(source)
        assert (report.stored, report.baseline) == (102, False)
        assert "100 older entries went to the archive without alerts" in str(report.note)
        alerted = {version.url.rpartition("/")[2] for version in watch.versions() if not version.baseline}
        assert alerted == {"news", "late"}
        watch.clock.advance(HOUR)
        watch.check(source)
        assert watch.state(source).health is SourceHealth.OK


def test_a_stale_cache_is_degraded_with_the_days_it_shows(tmp_path: Path) -> None:
    """A server in between goes back to an old copy of the feed: it answers, lists, and is not believed."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        rows = [(f"/n{n}", f"Title {n}", format_datetime(START - (12 - n) * DAY)) for n in range(12)]

        def feed(upto: int) -> Page:
            entries = rss(*reversed(rows[:upto]), link=site.url(""), body="<p>x</p>")
            for path, *_ in reversed(rows[:upto]):
                entries = entries.replace("<p>x</p>", f"<p>{BODY} Said in {path}.</p>", 1)
            return Page(entries, RSS)

        site["/feed"] = feed(12)
        watch.check(source)
        watch.clock.advance(HOUR)
        site["/feed"] = feed(5)
        watch.check(source)
        state = watch.state(source)
        assert state.health is SourceHealth.DEGRADED
        assert "from 2024-11-24, although 2024-12-01 was listed before: an old copy?" in str(state.last_error)
        watch.clock.advance(HOUR)
        site["/feed"] = feed(12)
        watch.check(source)
        assert watch.state(source).health is SourceHealth.OK
