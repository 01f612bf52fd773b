"""What of a list is news: what was published since the last look, and not what slid into it; and what the list left out."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from statements.labels import Verdict
from tests.fake_ministry import JSON, RSS, FakeMinistry, Page, rss, statement_page
from tests.service.spiders.watching import Watch, feed_source, wp_source

FIRST = (
    "The attack on the city was unprovoked, and we condemn it.",
    "We call on all parties to show restraint.",
)
SECOND = (
    "The Minister spoke with her counterpart about the road to the north.",
    "They agreed to meet again soon.",
)


def dated(site: FakeMinistry, *items: tuple[str, str]) -> Page:
    """A feed of (name, day of November 2024), with the page of each."""
    for name, _ in items:
        site[f"/a/{name}"] = Page(statement_page(f"Statement {name}", f"{SECOND[0]} Said in {name}."))
    rows = [(f"/a/{name}", f"Statement {name}", f"2024-11-{day}T10:00:00Z") for name, day in items]
    return Page(rss(*rows, link=site.url("")), RSS)


def news(watch: Watch) -> set[str]:
    return {version.title for version in watch.versions() if not version.baseline}


def test_old_items_that_slide_into_a_list_are_no_news(tmp_path: Path) -> None:
    """One is taken out of a list of two, and another time the list becomes longer: what stood below its end comes into it."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = dated(site, ("5", "25"), ("4", "24"))
        watch.check(source)
        for listed in ((("5", "25"), ("3", "23")), (("5", "25"), ("3", "23"), ("2", "22"), ("1", "21"))):
            watch.clock.advance(timedelta(hours=1))
            site["/feed"] = dated(site, *listed)
            report = watch.check(source)
            assert "older entries went to the archive without alerts" in str(report.note)
            assert report.error is None
        assert len(watch.versions()) == 5
        assert news(watch) == set()


def test_an_item_of_an_earlier_day_that_is_put_above_known_ones_is_news(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = dated(site, ("5", "25"), ("4", "24"))
        watch.check(source)
        watch.clock.advance(timedelta(hours=1))
        site["/feed"] = dated(site, ("late", "10"), ("5", "25"), ("4", "24"))
        watch.check(source)
        assert news(watch) == {"Statement late"}


def test_an_item_that_is_put_below_known_ones_is_read_and_is_news(tmp_path: Path) -> None:
    """A list that keeps a notice on top, or that sorts by the day of the event."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = dated(site, ("5", "25"), ("4", "24"))
        watch.check(source)
        watch.clock.advance(timedelta(hours=1))
        site["/feed"] = dated(site, ("5", "25"), ("late", "26"), ("4", "24"), ("later", "27"))
        assert watch.check(source).stored == 2
        assert {version.title for version in watch.versions()} >= {"Statement late", "Statement later"}
        assert "Statement late" in news(watch)


def test_old_items_that_slide_into_a_list_of_whole_texts_are_no_news(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = wp_source(site)

        def posts(*numbers: int) -> Page:
            rows = [
                {"id": n, "link": site.url(f"/{n}"), "date_gmt": f"2024-11-{n:02}T08:00:00", "title": {"rendered": f"Statement {n}"},
                 "content": {"rendered": f"<p>{SECOND[0]} Number {n}.</p>"}}
                for n in numbers
            ]  # fmt: skip
            return Page(json.dumps(rows), JSON)

        site["/wp-json/wp/v2/posts?per_page=25"] = posts(9, 8)
        watch.check(source)
        watch.clock.advance(timedelta(hours=1))
        site["/wp-json/wp/v2/posts?per_page=25"] = posts(9, 7)
        assert watch.check(source).stored == 1
        assert news(watch) == set()


def test_a_list_that_does_not_reach_back_to_the_last_look_says_so(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)

        def publish(*days: int) -> None:
            items = [(f"/a/{day}", f"Statement {day}", f"2024-12-{day:02}T10:00:00Z") for day in days]
            for path, title, _ in items:
                site[path] = Page(statement_page(title, f"{SECOND[0]} Said in {path}."))
            site["/feed"] = Page(rss(*items, link=site.url("")), RSS)

        publish(1, 2)
        assert watch.check(source).error is None
        watch.clock.advance(timedelta(days=4))
        publish(2, 5, 6)
        assert watch.check(source).error is None
        watch.clock.advance(timedelta(days=4))
        publish(6, 9, 10)
        assert watch.check(source).error is None
        watch.clock.advance(timedelta(days=6))
        publish(14, 15)
        report = watch.check(source)
        assert (report.verdict, report.stored) == (Verdict.OK, 2)
        assert report.error is not None and "what was listed between may have been missed" in report.error


def test_entries_that_have_one_address_are_said_to_be_left_out(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        titles = (
            "Statement on the attack on the water works",
            "Statement on the summit of the neighbours",
            "Read more",
        )
        items = [(f"/a/1#{n}", title, "2024-12-01T10:00:00Z") for n, title in enumerate(titles)]
        site["/feed"] = Page(rss(*items, link=site.url("")), RSS)
        site["/a/1"] = Page(statement_page(titles[0], *FIRST))
        report = watch.check(feed_source(site))
        assert report.error is not None
        assert (
            "1 of 3 entries have the address of another, with another title, and were left out"
            in report.error
        )
