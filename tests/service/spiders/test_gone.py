"""What is no longer where it was: withdrawals, and what must not be taken for one or for an edit."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from archive.records import SourceHealth
from config.source import Article
from statements.labels import Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page, rss, statement_page
from tests.service.spiders.test_checks import FIRST, SECOND, feed_of
from tests.service.spiders.watching import Watch, feed_source


def test_a_page_gone_twice_is_a_withdrawal(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "1")
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST))
        watch.check(source)
        del site.pages["/a/1"]
        watch.clock.advance(timedelta(hours=2))
        watch.check(source)
        assert watch.withdrawn() == [False]
        watch.clock.advance(timedelta(hours=2))
        report = watch.check(source)
        assert watch.withdrawn() == [True]
        assert (report.verdict, report.failed) == (Verdict.UNCHANGED, 0)


def test_looks_missed_while_nothing_ran_are_one_look(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = feed_of(site, "1")
        site["/a/1"] = Page(statement_page("Statement 1", *FIRST))
        watch.check(source)
        page = site.pages.pop("/a/1")
        watch.clock.advance(timedelta(days=2))  # both looks of REVISIT are due
        watch.check(source)
        assert (site.asked["/a/1"], watch.withdrawn()) == (2, [False])
        site["/a/1"] = page
        watch.clock.advance(timedelta(hours=1))
        watch.check(source)
        assert (site.asked["/a/1"], watch.withdrawn()) == (3, [False])


def test_a_withdrawal_is_noticed_where_the_text_came_with_the_feed(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        site["/feed"] = Page(
            rss(("/a/1", "One", "Mon, 02 Dec 2024 08:00:00 GMT"), link=site.url(""), body=FIRST[0]), RSS
        )
        site["/a/1"] = Page(statement_page("Another heading", "Quite another wording of it on the page."))
        watch.check(source)
        watch.clock.advance(timedelta(hours=2))
        assert watch.check(source).stored == 0  # the page is no edit of the feed's text
        del site.pages["/a/1"]
        site["/feed"] = Page(
            rss(("/a/2", "Two", "Mon, 02 Dec 2024 16:00:00 GMT"), link=site.url(""), body=SECOND[0]), RSS
        )
        site["/a/2"] = Page(statement_page("Two", *SECOND))
        watch.clock.advance(timedelta(days=1))
        watch.check(source)
        assert watch.withdrawn() == [False, False]
        watch.clock.advance(timedelta(days=1))
        watch.check(source)
        assert watch.withdrawn() == [True, False]


@pytest.mark.parametrize("validators", [True, False])
def test_a_text_that_stands_in_the_entry_is_not_withdrawn_with_its_page(
    validators: bool, tmp_path: Path
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        feed = rss(("/a/1", "One", "Mon, 02 Dec 2024 08:00:00 GMT"), link=site.url(""), body=FIRST[0])
        site["/feed"] = Page(feed, RSS, validators=validators)
        watch.check(source)
        for wait in (timedelta(hours=2), timedelta(hours=2), timedelta(hours=23), timedelta(hours=2)):
            watch.clock.advance(wait)
            report = watch.check(source)
            assert report.verdict.success and (report.stored, report.failed) == (0, 0)
            assert watch.withdrawn() == [False]
        assert site.asked["/a/1"] == 2


def test_an_entry_that_cannot_be_read_says_nothing_about_what_is_gone(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        listed = Page(
            rss(("/a/1", "One", "Mon, 02 Dec 2024 08:00:00 GMT"), link=site.url(""), body=FIRST[0]), RSS
        )
        site["/feed"] = listed
        watch.check(source)
        site["/feed"] = Page("<html><body>Welcome</body></html>")
        for _ in range(3):
            watch.clock.advance(timedelta(hours=8))
            assert watch.check(source).verdict is Verdict.PARSE_ERROR
        assert site.asked["/a/1"] > 1 and watch.withdrawn() == [False]
        site["/feed"] = listed
        watch.clock.advance(timedelta(days=2))
        assert watch.check(source).failed == 0
        assert watch.withdrawn() == [False]


INDEX = Page(
    "<html><head><title>Ministry</title></head><body><h1>News</h1>"
    + "".join(
        f"<p>{paragraph} Read more about it in our archive of releases.</p>" for paragraph in FIRST + SECOND
    )
    + "</body></html>"
)


@pytest.mark.parametrize(
    ("gone", "verdict"),
    [(Page(status=302, headers={"Location": "/a/"}), "leads to"), (INDEX, "finds no text")],
    ids=["redirected to an index", "replaced by an index"],
)
def test_what_stands_where_an_article_was_is_no_edit_of_it(gone: Page, verdict: str, tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, article=Article(body="css: .body"))
        site["/feed"] = feed_of(site, "1")
        site["/a/1"] = article = Page(statement_page("Statement 1", *FIRST))
        watch.check(source)
        site["/a/"], site["/a/1"] = INDEX, gone
        watch.clock.advance(timedelta(hours=2))
        report = watch.check(source)
        assert (report.stored, report.failed) == (0, 1)
        assert report.error is not None and verdict in report.error
        assert watch.state(source).health is SourceHealth.DEGRADED
        site["/a/1"] = article
        watch.clock.advance(timedelta(days=1))
        assert watch.check(source).stored == 0
        (version,) = watch.versions()
        assert (version.n, version.text) == (1, "\n\n".join(FIRST))


def test_a_new_item_that_leads_to_an_index_is_not_made_a_statement(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, article=Article(body="css: .body"))
        site["/feed"] = feed_of(site, "2", "1")
        site["/a/1"] = Page(status=302, headers={"Location": "/a/"})
        site["/a/2"] = site["/a/"] = INDEX
        report = watch.check(source)
        # The page that was asked for may still be guessed at, aloud: a redesign must not lose statements.
        assert [version.title for version in watch.versions()] == ["Statement 2"]
        assert (report.stored, report.failed, watch.pending()) == (1, 1, 1)
        assert report.error is not None and "which is no statement" in report.error
        assert "finds no text" in report.error
        # An article that moved is read where it is now.
        site["/a/1"] = Page(status=301, headers={"Location": "/archive/1"})
        site["/archive/1"] = Page(statement_page("Statement 1", *SECOND))
        watch.clock.advance(timedelta(minutes=11))
        assert watch.check(source).stored == 1
