"""An archive that cannot be written for a moment (a full disk, a lost connection) costs a check, and none of what it listed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from statements.errors import ArchiveError
from tests.fake_ministry import RSS, FakeMinistry, Page, rss, statement_page
from tests.service.spiders.watching import Watch, feed_source

TEXT = (
    "The Ministry calls on everybody to let aid pass to the north, and names those who hinder it, number {}."
)


def serve(site: FakeMinistry, *, whole: bool) -> None:
    """A feed of three that answers 304 to those who know it, with its texts in it or on pages."""
    day = "Mon, 02 Dec 2024 09:00:00 GMT"
    feed = rss(*((f"/a/{n}", f"Statement {n}", day) for n in (1, 2, 3)), link=site.url(""))
    if whole:
        for n in (1, 2, 3):
            feed = feed.replace(
                "</pubDate></item>",
                f"</pubDate><content:encoded>{TEXT.format(n)}</content:encoded></item>",
                1,
            )
    site["/feed"] = Page(feed, RSS, validators=True)
    for n in (1, 2, 3):
        site[f"/a/{n}"] = Page(statement_page(f"Statement {n}", TEXT.format(n)))


@pytest.mark.parametrize("whole", [True, False], ids=["texts in the feed", "texts on pages"])
@pytest.mark.parametrize("nth", [1, 2])
def test_what_could_not_be_written_is_written_by_the_next_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool, nth: int
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        serve(site, whole=whole)
        source = feed_source(site, body="feed" if whole else "page")
        store = watch.archive.statements.store
        calls = 0

        def fails_once(*args: Any, **more: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == nth:
                raise sa.exc.OperationalError("INSERT", {}, OSError("database or disk is full"))
            return store(*args, **more)

        monkeypatch.setattr(watch.archive.statements, "store", fails_once)
        with pytest.raises((sa.exc.OperationalError, ArchiveError)):
            watch.check(source)
        assert len(watch.versions()) == nth - 1
        watch.clock.advance(timedelta(hours=1))  # the lease of the check that broke has run out
        assert watch.check(source).stored == 4 - nth
        assert sorted(watch.texts()) == [TEXT.format(n) for n in (1, 2, 3)]
