"""A long check says how far it is: at a polite pace a hundred pages take minutes, and a list of a thousand texts is no shorter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fake_ministry import RSS, FakeMinistry, Page, rss, statement_page
from tests.service.spiders.watching import Watch, feed_source


def test_a_long_list_of_whole_texts_says_how_far_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        items = "".join(
            f"<item><title>Statement {n}</title><link>{site.url(f'/a/{n}')}</link>"
            f"<description>The Ministry calls for restraint in the town of number {n} and nowhere else.</description></item>"
            for n in range(60)
        )
        site["/feed"] = Page(f"<rss version='2.0'><channel><title>N</title>{items}</channel></rss>", RSS)
        source = feed_source(site, body="feed")
        with caplog.at_level("INFO", logger="communique.check"):
            assert watch.check(source).stored == 60
        said = [record.getMessage() for record in caplog.records if "listed texts" in record.getMessage()]
        assert said == [f"{source.id}: {n} of 60 listed texts looked at, {n} stored" for n in (0, 25, 50)]


def test_a_long_check_says_how_far_it_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        paths = [f"/a/{n}" for n in range(60)]
        for path in paths:
            site[path] = Page(
                statement_page(f"Statement {path}", f"The Ministry calls for restraint in {path}.")
            )
        site["/feed"] = Page(
            rss(*((path, f"Statement {path}", None) for path in paths), link=site.url("")), RSS
        )
        with caplog.at_level("INFO", logger="communique.check"):
            report = watch.check(feed_source(site))
        assert report.stored == 60
        said = [record.getMessage() for record in caplog.records if "pages read" in record.getMessage()]
        source = feed_source(site).id
        assert said == [f"{source}: {n} of 60 pages read, {n} texts stored" for n in (0, 25, 50)]
