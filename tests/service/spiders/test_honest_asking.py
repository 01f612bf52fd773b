"""Whoever is asked is told who asks and whom to write to: for rules, lists and pages, by whatever client, and never in a browser's name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.fake_ministry import RSS, FakeMinistry, Page, rss, statement_page
from tests.service.spiders.watching import Watch, feed_source

TEXT = "The Ministry calls on everybody to let aid pass to the north."


def test_every_request_names_us_and_a_contact(tmp_path: Path) -> None:
    contact = "mailto:desk@example.org"
    with FakeMinistry() as site, Watch(tmp_path, site, contact=contact) as watch:
        feed = rss(("/a/1", "Statement", "Mon, 02 Dec 2024 09:00:00 GMT"), link=site.url(""))
        site["/feed"] = Page(feed, RSS, validators=True)
        site["/a/1"] = Page(statement_page("Statement", TEXT))
        for _ in range(
            3
        ):  # the first by Scrapy, the next by the client of unchanged lists, then the page again
            watch.check(feed_source(site))
            watch.clock.advance(timedelta(minutes=50))
        assert set(site.asked) == {"/robots.txt", "/feed", "/a/1"}
        assert site.asked["/a/1"] >= 2
        agents = {headers["user-agent"] for asked in site.seen.values() for headers in asked}
        [agent] = agents
        name, _, rest = agent.partition("/")
        assert name == "communique"
        assert rest.endswith(f" (+{contact})")
        assert "mozilla" not in agent.lower()
