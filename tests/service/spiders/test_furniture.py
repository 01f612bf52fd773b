"""A line that stands under all texts of a site is learnt from them and cut from the next, without an edit of the old ones."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from config.source import FeedSource
from tests.fake_ministry import RSS, FakeMinistry, Page, rss
from tests.service.spiders.watching import Watch

SHARE = "شارك هذه المقالة على صفحتك"
CLOSING = "Long live the Republic!"


def page(number: int) -> Page:
    body = f"<p>Paragraph {number} of a statement on the road to the town and its people.</p><p>{CLOSING}</p><p>{SHARE}</p>"
    return Page(
        f"<html lang='en'><body><h1>Statement {number}</h1><div class='text'>{body}</div></body></html>"
    )


def test_learned_furniture_is_cut_from_new_texts_and_old_ones_stay(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = FeedSource.model_validate(
            {
                "id": "m",
                "name": "M",
                "issuer": "FR",
                "entry": site.url("/feed"),
                "kind": "feed",
                "article": {"body": "css: .text"},
            }
        )
        for number in range(9):
            site[f"/a/{number}"] = page(number)
        items = [(f"/a/{number}", f"Statement {number}", "") for number in range(9)]
        site["/feed"] = Page(rss(*items[:8], link=site.url("")), RSS)
        watch.check(source)
        assert all(SHARE in text for text in watch.texts()) and len(watch.texts()) == 8
        site["/feed"] = Page(rss(*items, link=site.url("")), RSS)
        watch.clock.advance(timedelta(minutes=20))
        watch.check(source)
        assert sum(SHARE in text for text in watch.texts()) == 8
        assert all(CLOSING in text for text in watch.texts()) and len(watch.texts()) == 9
        watch.clock.advance(timedelta(hours=2))
        watch.check(source)
        assert all(version.n == 1 for version in watch.versions()), "a line cut is no edit"
