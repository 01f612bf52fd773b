"""Whole checks of sitemaps: indexes, packed files, what changed last."""

from __future__ import annotations

import gzip
from pathlib import Path

from config.source import SitemapSource
from statements.labels import Verdict
from tests.fake_ministry import FakeMinistry, Page, statement_page
from tests.service.spiders.test_kinds import TEXT
from tests.service.spiders.watching import Watch


def urlset(site: FakeMinistry, *entries: tuple[str, str | None]) -> bytes:
    rows = "".join(
        f"<url><loc>{site.url(path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in entries
    )
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def test_an_index_that_names_itself_is_not_followed_without_end(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = SitemapSource(id="ministry", name="M", issuer="IR", entry=site.url("/sitemap.xml"))
        site["/sitemap.xml"] = Page(
            f"<sitemapindex><sitemap><loc>{site.url('/sitemap.xml')}</loc></sitemap></sitemapindex>",
            "application/xml",
        )
        report = watch.check(source)
        assert (report.verdict, site.asked["/sitemap.xml"]) == (Verdict.PARSE_ERROR, 2)
        assert "named by an index" in (report.error or "")


def test_an_index_of_sitemaps_is_read_newest_first_packed_or_not(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = SitemapSource(
            id="ministry", name="M", issuer="IR", entry=site.url("/sitemap.xml"), link_include="/en/", index_include="post",
            max_pages=1,
        )  # fmt: skip
        names = [
            ("/pages.xml", "2024-12-02"),
            ("/post-1.xml", "2024-11-20"),
            ("/post-2.xml.gz", "2024-12-02"),
        ]
        rows = "".join(
            f"<sitemap><loc>{site.url(path)}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in names
        )
        site["/sitemap.xml"] = Page(f"<sitemapindex>{rows}</sitemapindex>", "application/xml")
        site["/post-2.xml.gz"] = Page(
            gzip.compress(
                urlset(site, ("/en/1", "2024-12-01"), ("/fa/1", "2024-12-01"), ("/en/old", "2020-01-01"))
            ),
            "application/gzip",
        )
        site["/en/1"] = Page(statement_page("One", TEXT.format(1)))
        report = watch.check(source)
        assert (report.verdict, report.listed, report.stored) == (Verdict.OK, 1, 1)
        assert site.asked["/post-1.xml"] == site.asked["/pages.xml"] == site.asked["/fa/1"] == 0
        site["/post-2.xml.gz"] = Page(
            urlset(site, ("/en/2", "2024-12-02"), ("/en/1", "2024-12-01")), "application/xml"
        )
        site["/en/2"] = Page(statement_page("Two", TEXT.format(2)))
        assert watch.check(source).stored == 1
