"""Whole checks against real servers: what is stored, what is asked, what is remembered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.records import SourceHealth
from statements.labels import Precision, Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page, rss, statement_page
from tests.service.spiders.watching import START, Watch, feed_source

FIRST = ("The attack on the city was unprovoked, and we condemn it.", "We call on all parties to show restraint.")
SECOND = ("The Minister spoke with her counterpart about the road to the north.", "They agreed to meet again soon.")


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
        state = watch.state(source)
        assert state.health is SourceHealth.OK and state.next_due_at == START + source.every
