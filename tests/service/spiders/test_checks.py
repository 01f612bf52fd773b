"""Whole checks against real servers: what is stored, what is asked, what is remembered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.records import SourceHealth
from spiders.candidates import read_page
from statements.errors import LeaseLost
from statements.labels import Verdict
from tests.fake_ministry import JSON, RSS, FakeMinistry, Page, rss, statement_page
from tests.on_reactor import on_reactor
from tests.service.spiders.watching import START, Watch, feed_source, listing_source, wp_source

FIRST = (
    "The attack on the city was unprovoked, and we condemn it.",
    "We call on all parties to show restraint.",
)
SECOND = (
    "The Minister spoke with her counterpart about the road to the north.",
    "They agreed to meet again soon.",
)


def feed_of(site: FakeMinistry, *names: str) -> Page:
    items = [(f"/a/{name}", f"Statement {name}", "Sun, 01 Dec 2024 22:04:05 GMT") for name in names]
    return Page(rss(*items, link=site.url("")), RSS, validators=True)


def test_a_feed_is_read_page_by_page_and_then_left_alone(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "1")
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST))
        report = watch.check(source)
        assert (report.verdict, report.listed, report.new, report.stored, report.baseline) == (
            Verdict.OK, 1, 1, 1, True,
        )  # fmt: skip
        (version,) = watch.versions()
        assert version.text == "\n\n".join(FIRST)
        assert version.title == "Statement 1"
        assert version.published.instant == datetime(2024, 12, 1, 22, 4, 5, tzinfo=UTC)
        assert version.baseline and version.language == "en"

        assert watch.check(source).verdict is Verdict.UNCHANGED
        assert site.seen["/feed"][1]["if-none-match"]
        assert site.asked["/a/1"] == 1 and site.asked["/robots.txt"] == 1

        site["/feed"] = feed_of(site, "2", "1")
        site["/a/2"] = Page(statement_page("Statement 2", *SECOND))
        report = watch.check(source)
        assert (report.listed, report.known, report.stored, report.baseline) == (2, 1, 1, False)
        assert [version.baseline for version in watch.versions()] == [True, False]
        assert (site.asked["/a/1"], site.asked["/a/2"]) == (1, 1), (
            "what is known is not read again for being listed"
        )
        state = watch.state(source)
        assert state.health is SourceHealth.OK and state.next_due_at == START + source.every


def test_full_text_in_the_feed_is_stored_without_asking_for_pages(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        body = "".join(f"<p>{paragraph}</p>" for paragraph in FIRST)
        site["/feed"] = Page(rss(("/a/1", "One", None), link=site.url(""), body=body), RSS)
        assert watch.check(source).stored == 1
        assert watch.texts() == ["\n\n".join(FIRST)]
        body = "".join(f"<p>{paragraph}</p>" for paragraph in (*FIRST, *SECOND))
        site["/feed"] = Page(rss(("/a/1", "One", None), link=site.url(""), body=body), RSS)
        report = watch.check(source)
        assert (report.known, report.stored) == (1, 1)
        (version,) = watch.versions()
        assert version.n == 2 and version.text == "\n\n".join((*FIRST, *SECOND))
        assert site.asked["/a/1"] == 0


def test_a_wordpress_collection_is_followed_until_something_is_known(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = wp_source(site, per_page=2, max_pages=3)
        publish(site, 5, per_page=2)
        report = watch.check(source)
        assert (report.listed, report.stored, report.requests) == (5, 5, 4)
        assert [version.title for version in watch.versions()] == [f"Post’s {n}" for n in range(1, 6)]
        assert watch.versions()[0].published.instant == datetime(2024, 12, 1, 1, 0, tzinfo=UTC)
        publish(site, 6, per_page=2)
        report = watch.check(source)
        assert (report.listed, report.known, report.stored, report.requests) == (2, 1, 1, 1)


def publish(site: FakeMinistry, count: int, per_page: int) -> None:
    """A WordPress collection of ``count`` posts, newest first."""
    posts = [
        {
            "id": n,
            "type": "post",
            "link": site.url(f"/p/{n}"),
            "date": f"2024-12-01T0{n + 3}:00:00",
            "date_gmt": f"2024-12-01T0{n}:00:00",
            "title": {"rendered": f"Post&#8217;s {n}"},
            "content": {"rendered": f"<p>Number {n} says something long enough to be told from others.</p>"},
        }
        for n in range(count, 0, -1)
    ]
    pages = [posts[start : start + per_page] for start in range(0, count, per_page)]
    for number, page in enumerate(pages, 1):
        query = f"?per_page={per_page}" + (f"&page={number}" if number > 1 else "")
        site[f"/wp-json/wp/v2/posts{query}"] = Page(
            json.dumps(page), JSON, headers={"X-WP-TotalPages": str(len(pages))}
        )


def listing(site: FakeMinistry, names: list[str], older: str | None = None) -> Page:
    items = "".join(
        f'<li class="release"><a href="/a/{name}">Statement {name}</a> <span class="date">2024-12-01</span></li>'
        for name in names
    )
    link = f'<a rel="next" href="{older}">Older</a>' if older else ""
    for name in names:
        site[f"/a/{name}"] = Page(statement_page(f"Statement {name}", f"{FIRST[0]} {name}", *SECOND))
    return Page(f"<html><body><ul>{items}</ul>{link}</body></html>")


def test_a_listing_is_followed_to_its_older_pages_while_all_is_new(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site, next="css: a[rel=next]", max_pages=3)
        site["/news/"] = listing(site, ["4", "3"], "/news/2/")
        site["/news/2/"] = listing(site, ["2", "1"], "/news/3/")
        site["/news/3/"] = listing(site, ["0"], "/news/4/")
        site["/news/4/"] = listing(site, ["never"])
        report = watch.check(source)
        assert (report.listed, report.stored) == (5, 5)
        assert [version.title[-1] for version in watch.versions()] == ["0", "1", "2", "3", "4"]
        assert site.asked["/news/4/"] == 0
        site["/news/"] = listing(site, ["5", "4"], "/news/2/")
        assert watch.check(source).stored == 1
        assert site.asked["/news/2/"] == 1


def test_an_older_page_that_fails_is_not_skipped_over(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site, next="css: a[rel=next]", max_pages=2)
        site["/news/"] = listing(site, ["2"], "/news/2/")
        site["/news/2/"] = Page("oops", status=500)
        report = watch.check(source)
        assert (report.verdict, report.stored, watch.pending()) == (Verdict.HTTP_ERROR, 0, 0)
        watch.check(source)
        report = watch.check(source)  # it stays broken: the newer page counts more now
        assert (report.verdict, report.stored) == (Verdict.OK, 1)
        assert report.error is not None and "older entries could not be read" in report.error
        assert watch.state(source).health is SourceHealth.DEGRADED


def test_an_edit_is_found_at_a_later_look(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "1")
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST))
        watch.check(source)
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST, *SECOND, date="2024-12-02T13:00:00Z"))
        watch.clock.advance(timedelta(minutes=59))
        assert watch.check(source).verdict is Verdict.UNCHANGED
        watch.clock.advance(timedelta(minutes=2))
        report = watch.check(source)
        assert (report.verdict, report.stored) == (Verdict.OK, 1)
        (version,) = watch.versions()
        assert version.n == 2 and version.text == "\n\n".join((*FIRST, *SECOND))
        assert version.published.instant == datetime(2024, 12, 1, 22, 4, 5, tzinfo=UTC)
        watch.clock.advance(timedelta(days=1))
        assert watch.check(source).stored == 0


def test_a_page_that_finds_a_bug_of_ours_is_one_page_that_cannot_be_read(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "2", "1")
        for name in ("1", "2"):
            site[f"/a/{name}"] = Page(statement_page(f"Statement {name}", *FIRST, f"Number {name}."))

        async def compute(function: Callable[..., Any], *args: Any) -> Any:
            if function is read_page and str(args[2]).endswith("/a/1"):
                raise KeyError("a bug")
            return function(*args)

        watch.compute = compute
        report = watch.check(source)
        assert (report.verdict, report.stored, report.failed) == (Verdict.OK, 1, 1)
        assert report.error is not None and "/a/1 makes our reader stumble (KeyError" in report.error
        assert watch.pending() == 1 and watch.state(source).health is SourceHealth.DEGRADED


def test_two_spellings_of_one_address_are_one_page(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site)
        listing(site, ["1", "2"])
        names = ["1?utm_source=top", "1", "2", "2?utm_source=box", "2/?fbclid=x"]
        items = "".join(
            f'<li class="release"><a href="/a/{name}">Statement {name[0]}</a></li>' for name in names
        )
        site["/news/"] = Page(f"<html><body><ul>{items}</ul></body></html>")
        report = watch.check(source)
        assert (report.verdict, report.stored, report.failed, watch.pending()) == (Verdict.OK, 2, 0, 0)
        assert sorted(path for path in site.asked if path.startswith("/a/")) == ["/a/1", "/a/2"]
        assert report.error is None


def test_a_failing_page_waits_and_holds_up_no_other(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "3", "2", "1")
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST))
        site["/a/2"] = Page("broken", status=500)
        site["/a/3"] = Page(statement_page("Statement 3", *SECOND))
        report = watch.check(source)
        assert (report.verdict, report.stored, report.failed) == (Verdict.OK, 2, 1)
        assert report.error is not None and "HTTP 500" in report.error and "/a/2" in report.error
        assert watch.state(source).health is SourceHealth.DEGRADED and watch.pending() == 1

        site["/a/2"] = Page(statement_page("Statement 2", *FIRST, *SECOND))
        report = watch.check(source)
        assert (report.verdict, report.stored) == (Verdict.UNCHANGED, 0)  # its turn has not come
        assert watch.state(source).health is SourceHealth.DEGRADED
        watch.clock.advance(timedelta(minutes=11))
        report = watch.check(source)
        assert (report.verdict, report.stored, watch.pending()) == (Verdict.OK, 1, 0)
        assert watch.versions()[-1].baseline  # listed before there was a baseline, however late it is read
        assert watch.state(source).health is SourceHealth.OK


def test_a_page_that_never_works_is_put_aside_aloud_and_still_tried(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "1")
        report = watch.check(source)
        for _ in range(9):
            assert watch.state(source).health is SourceHealth.DEGRADED
            watch.clock.advance(timedelta(days=1, minutes=1))
            report = watch.check(source)
        assert watch.state(source).health is SourceHealth.DEGRADED
        watch.clock.advance(timedelta(days=1, minutes=1))
        assert watch.pending() == 0
        assert (
            report.error is not None
            and "1 pages could not be read in 10 attempts and are put aside" in report.error
        )
        site["/feed"] = Page(rss(("/b/2", "Another", "2024-12-12T10:00:00Z"), link=site.url("")), RSS)
        site["/b/2"] = Page(statement_page("Another", *SECOND))
        report = watch.check(source)  # it is listed no more, and tried all the same
        assert (report.stored, report.failed, report.error) == (1, 1, None)
        assert report.note is not None and "/a/1" in report.note
        assert watch.state(source).health is SourceHealth.OK
        [left] = watch.call(watch.archive.visits.failing, source.id)
        assert left.aside and left.verdict is Verdict.HTTP_ERROR and left.title == "Statement 1"
        watch.clock.advance(timedelta(days=1, minutes=1))
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST))
        assert watch.check(source).stored == 1
        assert watch.call(watch.archive.visits.failing, source.id) == []


def test_no_more_than_max_new_pages_at_once(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site, max_new=2)
        site["/news/"] = listing(site, ["3", "2", "1"])
        assert watch.check(source).stored == 2
        assert watch.pending() == 1 and watch.state(source).next_due_at < START + timedelta(minutes=2)
        assert watch.check(source).stored == 1
        assert all(version.baseline for version in watch.versions())


def test_an_entry_is_read_whole_once_a_day_and_after_a_change_of_settings(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "1")
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST))
        watch.check(source)
        watch.check(source)
        watch.check(source.model_copy(update={"title_exclude": "nothing"}))
        watch.clock.advance(timedelta(hours=25))
        watch.check(source)
        conditional = ["if-none-match" in headers for headers in site.seen["/feed"]]
        assert conditional == [False, True, False, False]


def test_a_body_without_validators_is_known_by_its_hash(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site)
        site["/news/"] = listing(site, ["1"])
        assert watch.check(source).verdict is Verdict.OK
        assert watch.check(source).verdict is Verdict.UNCHANGED


def test_what_a_lost_lease_was_doing_is_left_to_the_next_run(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "1")

        def taken_over() -> Page:
            watch.clock.advance(timedelta(minutes=11))
            watch.call(
                watch.archive.sources.claim,
                source.id,
                watch.clock.now(),
                owner="other",
                lease=timedelta(minutes=1),
            )
            return Page(statement_page("Statement 1", *FIRST))

        site["/a/1"] = taken_over
        with pytest.raises(LeaseLost):
            watch.check(source)
        assert watch.texts() == [] and watch.pending() == 1
        watch.clock.advance(timedelta(minutes=2))
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST))
        assert watch.check(source).stored == 1


def test_a_site_is_asked_once_in_a_while_only(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site, delay="4s", jitter=0) as watch:
        source = feed_source(site)
        site["/robots.txt"] = Page("User-agent: *\nCrawl-delay: 7\n", "text/plain")
        site["/feed"] = feed_of(site, "2", "1")
        for name in ("1", "2"):
            site[f"/a/{name}"] = Page(statement_page(f"Statement {name}", *FIRST, f"Number {name}."))
        assert watch.check(source).stored == 2
        assert watch.slept == [7.0, 7.0, 7.0]
        watch.slept.clear()
        watch.check(feed_source(site, "/other", delay="30s"))
        assert watch.slept == [30.0]


def test_a_check_that_is_cancelled_leaves_nothing_behind(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site, timeout="30s") as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "2", "1")
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST))
        site["/a/2"] = Page(fault="drip")

        async def scenario() -> None:
            lease = watch.claim(source)
            check = asyncio.ensure_future(watch.engine.check(source, lease))
            while not site.asked["/a/2"]:
                await asyncio.sleep(0.01)
            check.cancel()
            with pytest.raises(asyncio.CancelledError):
                await check
            await watch.engine.stop()
            await watch.engine.start()

        on_reactor(scenario, timeout=20)
        assert len(watch.texts()) == 1 and watch.pending() == 1
        site["/a/2"] = Page(statement_page("Statement 2", *SECOND))
        watch.clock.advance(timedelta(minutes=11))
        report = watch.check(source)
        assert (report.stored, watch.pending()) == (1, 0)
