"""Texts that stand elsewhere than on the statements' pages: behind an API by reference, or as a piece of HTML."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from config.kinds import Content
from config.source import Article, FeedSource, ListingSource
from statements.labels import Verdict
from tests.fake_ministry import FakeMinistry, Page
from tests.service.spiders.watching import Watch

JSON = "application/json"
TEXT = "The Commission takes note of the armistice in the north and calls on the parties to keep it."
NEWS = "https://corner.example/detail/en/{}"
FOUND = "/detail/[a-z]{2}/(?P<kind>[a-z]+)_(?P<year>[0-9]{2})_(?P<number>[0-9]+)$"


def corner(site: FakeMinistry) -> FeedSource:
    """A feed of pages that are empty without JavaScript; the texts are documents by reference (European Commission)."""
    return FeedSource(
        id="corner",
        name="Corner",
        issuer="EU",
        entry=site.url("/rss"),
        content=Content(
            find=FOUND,
            capitals=True,
            url=site.url("/documents?reference={kind}/{year}/{number}&language=en"),
            title="resource.title",
            body="resource.htmlContent",
        ),
    )


def feed(*references: str) -> Page:
    items = "".join(
        f"<item><title>Listed {reference}</title><link>{NEWS.format(reference)}</link>"
        "<pubDate>Mon, 02 Dec 2024 08:00:00 GMT</pubDate></item>"
        for reference in references
    )
    return Page(f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>', "application/rss+xml")


def document(text: str) -> Page:
    return Page(json.dumps({"resource": {"title": "On the north", "htmlContent": f"<p>{text}</p>"}}), JSON)


def test_a_feed_lists_and_the_document_of_the_same_reference_tells(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = corner(site)
        site["/rss"] = feed("statement_24_17")
        site["/documents?reference=STATEMENT/24/17&language=en"] = document(TEXT)
        report = watch.check(source)
        assert (report.verdict, report.stored) == (Verdict.OK, 1)
        (version,) = watch.versions()
        assert version.url == NEWS.format("statement_24_17")
        assert (version.title, version.text) == ("On the north", TEXT)
        assert version.published.instant == datetime(2024, 12, 2, 8, tzinfo=UTC)

        watch.clock.advance(timedelta(hours=1, minutes=1))
        site["/documents?reference=STATEMENT/24/17&language=en"] = document(f"{TEXT} It will monitor this.")
        assert watch.check(source).stored == 1
        (version,) = watch.versions()
        assert version.n == 2 and version.text.endswith("monitor this.")


def test_an_address_without_a_reference_is_reported_and_holds_up_no_other(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/rss"] = feed("calendar", "ip_24_18")
        site["/documents?reference=IP/24/18&language=en"] = document(TEXT)
        report = watch.check(corner(site))
        assert report.stored == 1
        assert "calendar is not what content.find describes" in (report.error or "")


def test_a_listing_whose_texts_are_pieces_of_html_under_another_address(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = ListingSource(
            id="m",
            name="M",
            issuer="IN",
            entry=site.url("/listing"),
            item="css: h3",
            link="css: a",
            id_from=r"dtl/([0-9]+)/",
            content=Content(url=site.url("/detail?pkid={guid}")),
            article=Article(body="css: .description"),
        )
        site["/listing"] = Page('<h3><a href="/press?dtl/40123/On_the_north">On the north</a></h3>')
        site["/detail?pkid=40123"] = Page(f'<div class="description"><p>{TEXT}</p></div>')
        assert watch.check(source).stored == 1
        (version,) = watch.versions()
        assert version.text == TEXT
        assert version.url.endswith("/press?dtl/40123/On_the_north")
