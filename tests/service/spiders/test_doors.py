"""Several doors of one source: falling over when one breaks, going back when it works, and nothing lost or told twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from archive.records import CheckReport, SourceHealth
from config.source import FeedDoor, FeedSource, ListingDoor
from statements.labels import Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page, rss, statement_page
from tests.service.spiders.watching import Watch, feed_source

TEXT = "The Minister said that the road to the north must stay open to everybody who needs it, number {}."
QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)


def day_of(number: int) -> str:
    """Statement 1 is from 1 December 2024, in steps of half a day; the watch begins on 2 December at noon."""
    return f"2024-12-{1 + number // 2:02}T{12 * (number % 2):02}:30:00Z"


def feed(site: FakeMinistry, numbers: Sequence[int]) -> Page:
    return Page(rss(*((f"/a/{n}", f"Statement {n}", day_of(n)) for n in numbers), link=site.url("")), RSS)


def listing(numbers: Sequence[int], *, dated: bool = True) -> Page:
    rows = "".join(
        f'<li class="release"><a href="/a/{n}">Statement {n}</a>{f"<i>{day_of(n)[:10]}</i>" if dated else ""}</li>'
        for n in numbers
    )
    return Page(f"<ul>{rows}</ul>")


def source_of(site: FakeMinistry, *more: FeedDoor) -> FeedSource:
    door = ListingDoor(
        entry=site.url("/news/"), item="css: li.release", link="css: a", date="css: i", max_pages=1
    )
    for number in range(30):
        site[f"/a/{number}"] = Page(
            statement_page(f"Statement {number}", TEXT.format(number), date=day_of(number))
        )
    return feed_source(site, otherwise=(door, *more))


def later(watch: Watch, source: FeedSource, wait: timedelta) -> CheckReport:
    watch.clock.advance(wait)
    return watch.check(source)


@pytest.mark.parametrize(
    "broken",
    [
        Page("not here", status=404),
        Page("gone", status=410),
        Page("<!DOCTYPE html><html><head><title>News</title></head><body><p>Welcome to our new site.</p></body></html>"),
        Page("<html><head><title>Page not found</title></head><body><h1>404</h1><p>Page not found</p></body></html>"),
    ],
    ids=["404", "410", "html-where-a-feed-was", "soft-404"],
)  # fmt: skip
def test_a_door_that_is_gone_is_left_in_the_same_check(tmp_path: Path, broken: Page) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site)
        site["/feed"], site["/news/"] = feed(site, [2, 1]), listing([3, 2, 1])
        assert watch.check(source).stored == 2
        site["/feed"] = broken
        report = later(watch, source, QUARTER)
        assert (report.verdict, report.entry, report.listed, report.stored) == (
            Verdict.OK, site.url("/news/"), 3, 1,
        )  # fmt: skip
        assert report.error is not None and "is broken" in report.error
        state = watch.state(source)
        assert (state.door, state.door_since, state.health) == (1, watch.clock.now(), SourceHealth.DEGRADED)
        site["/news/"] = listing([4, 3, 2, 1])
        report = later(watch, source, QUARTER)
        assert (report.entry, report.stored, report.error) == (site.url("/news/"), 1, None)
        assert len(watch.versions()) == 4


def test_a_door_forbidden_by_robots_txt_is_left_in_the_same_check(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site)
        site["/news/"] = listing([1])
        site["/robots.txt"] = Page("User-agent: *\nDisallow: /feed\n", "text/plain")
        assert watch.check(source).entry == site.url("/news/")
        assert site.asked["/feed"] == 0


def test_a_door_with_a_passing_fault_is_left_after_three_failures_in_a_row(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site)
        site["/feed"], site["/news/"] = feed(site, [1]), listing([1])
        watch.check(source)
        site["/feed"] = Page("busy", status=500)
        for _ in range(2):
            report = later(watch, source, HOUR)
            assert (report.verdict, report.entry) == (Verdict.HTTP_ERROR, site.url("/feed"))
        assert site.asked["/news/"] == 0
        assert later(watch, source, HOUR).entry == site.url("/news/")
        assert watch.state(source).failures == 0


def test_a_door_that_lists_nothing_is_no_door(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site, FeedDoor(entry=site.url("/other.xml")))
        site["/feed"] = feed(site, [1])
        watch.check(source)
        del site.pages["/feed"]
        site["/news/"], site["/other.xml"] = Page("<p>Nothing here.</p>"), feed(site, [])
        report = later(watch, source, QUARTER)
        assert (report.verdict, report.http_status, report.entry) == (
            Verdict.HTTP_ERROR,
            404,
            site.url("/feed"),
        )
        assert report.error is not None and "2 further doors could not be read either" in report.error
        assert watch.state(source).door == 0
        site["/other.xml"] = feed(site, [2, 1])
        assert later(watch, source, QUARTER).entry == site.url("/other.xml")


def test_switching_tells_nothing_twice_and_takes_old_items_for_what_they_are(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site)
        site["/feed"] = feed(site, [2, 1])  # the feed is short; the listing goes further back
        watch.check(source)
        del site.pages["/feed"]
        # 4 is from after the last good check, at noon of 2 December; 0 is older and was never listed.
        site["/news/"] = listing([4, 2, 1, 0])
        watch.clock.advance(timedelta(days=1))
        report = watch.check(source)
        assert (report.listed, report.known, report.stored) == (4, 2, 2)
        assert {version.title: version.baseline for version in watch.versions()} == {
            "Statement 1": True, "Statement 2": True, "Statement 0": True, "Statement 4": False,
        }  # fmt: skip


def test_what_the_broken_door_was_late_with_is_news_on_the_next_one(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site)
        site["/feed"] = feed(site, [2, 1])
        watch.clock.advance(HOUR)
        watch.check(source)  # a cache: statement 3, of half past twelve, is not in the feed yet at one
        del site.pages["/feed"]
        shown = str(listing([3, 2, 1]).body)
        site["/news/"] = Page(shown.replace("2024-12-02</i>", "2024-12-02T12:30:00Z</i>", 1))
        assert later(watch, source, QUARTER).stored == 1
        assert {version.title: version.baseline for version in watch.versions()}["Statement 3"] is False


def test_old_items_that_the_new_door_lists_undated_are_told_by_their_pages(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site).model_copy(update={"max_new": 1})
        site["/feed"] = feed(site, [2])
        watch.check(source)
        del site.pages["/feed"]
        site["/news/"] = listing([4, 2, 1, 0], dated=False)
        watch.clock.advance(timedelta(days=1))
        for _ in range(6):  # a page a check: the last are read long after the switch
            watch.check(source)
            watch.clock.advance(QUARTER)
        assert {version.title: version.baseline for version in watch.versions()} == {
            "Statement 2": True, "Statement 0": True, "Statement 1": True, "Statement 4": False,
        }  # fmt: skip


def test_a_better_door_is_taken_back_when_it_works_twice_in_a_row(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site)
        site["/feed"], site["/news/"] = feed(site, [1]), listing([1])
        watch.check(source)
        del site.pages["/feed"]
        later(watch, source, QUARTER)
        asked = site.asked["/feed"]
        later(watch, source, timedelta(hours=5))
        assert site.asked["/feed"] == asked, "not before six hours have passed"
        later(watch, source, timedelta(hours=2))
        assert site.asked["/feed"] == asked + 1
        later(watch, source, timedelta(hours=11))
        assert site.asked["/feed"] == asked + 1, "the second time after twice as long"
        site["/feed"] = feed(site, [2, 1])
        report = later(watch, source, timedelta(hours=10))
        assert report.entry == site.url("/news/"), "one answer is no proof"
        assert watch.state(source).on_trial
        report = later(watch, source, QUARTER)
        assert (report.entry, report.stored) == (site.url("/feed"), 1)
        state = watch.state(source)
        assert (state.door, state.door_since, state.better_due_at) == (0, watch.clock.now(), None)
        assert [version.title for version in watch.versions()] == ["Statement 1", "Statement 2"]
        later(watch, source, timedelta(days=5))
        assert (watch.state(source).door, watch.state(source).door_since) == (0, None)
        calm = watch.call(watch.archive.sources.calm, [source.id], watch.clock.now())
        assert list(calm) == [source.id], "a look at its list is enough again"


def test_a_better_door_that_fails_its_trial_is_left_at_once(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site)
        site["/feed"], site["/news/"] = feed(site, [1]), listing([1])
        watch.check(source)
        del site.pages["/feed"]
        later(watch, source, QUARTER)
        site["/feed"] = feed(site, [1])
        later(watch, source, timedelta(hours=7))
        assert watch.state(source).on_trial
        site["/feed"] = Page("busy", status=500)
        report = later(watch, source, QUARTER)
        assert (report.verdict, report.entry) == (Verdict.OK, site.url("/news/"))
        state = watch.state(source)
        assert (state.door, state.better_due_at) == (1, watch.clock.now() + timedelta(hours=6))


def test_text_that_comes_through_another_door_is_no_edit(tmp_path: Path) -> None:
    """The feed carries the text with a line of its own; the page has it without."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site).model_copy(update={"body": "feed"})
        body = f"<p>{TEXT.format(1)}</p><p>The post Statement 1 appeared first on Ministry.</p>"
        site["/feed"] = Page(rss(("/a/1", "Statement 1", day_of(3)), link=site.url(""), body=body), RSS)
        watch.check(source)
        kept = site.pages.pop("/feed")
        site["/news/"] = listing([1])
        for _ in range(3):
            later(watch, source, HOUR)
        site["/feed"] = kept
        for _ in range(3):
            later(watch, source, timedelta(hours=8))
        assert watch.state(source).door == 0
        (version,) = watch.versions()
        assert version.n == 1


def test_a_file_that_lost_a_door_goes_back_to_the_first(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = source_of(site)
        site["/news/"] = listing([1])
        watch.check(source)
        assert watch.state(source).door == 1
        site["/feed"] = feed(site, [1])
        report = later(watch, source.model_copy(update={"otherwise": ()}), QUARTER)
        assert report.entry == site.url("/feed")
        state = watch.state(source)
        assert (state.door, state.door_since) == (0, None)
