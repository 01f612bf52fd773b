"""The first look at a source with years of statements behind it: all of it is archived and can be found, and none of it is news.

What is done with the first one is done with the five thousandth, 50 ms of work each; so these are few.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from archive import open_archive
from config import load
from pipeline import answers
from tests.fake_ministry import RSS, Page, statement_page
from tests.service.desk import Desk, desk

pytestmark = pytest.mark.suite

START = datetime(2025, 1, 2, 12, tzinfo=UTC)
BACK = 60
DAY = timedelta(days=1)


def said(n: int) -> str:
    return f"Envoy {n} recalls resolution 2254 in town {n * 7919 % 10007}."


def feed(place: Desk, count: int, *, newest: datetime, whole: bool) -> None:
    """A feed of texts, each of which cites the resolution that the watch asks for, with them in it or on pages."""
    if not whole:
        for n in range(1, count + 1):
            place.ministry[f"/{n}"] = Page(statement_page(f"Statement {n}", said(n)))
    items = "".join(
        f"<item><title>Statement {n}</title><link>{place.ministry.url(f'/{n}')}</link><guid>{n}</guid>"
        f"<pubDate>{format_datetime(newest - timedelta(hours=6 * (count - n)))}</pubDate>"
        + (f"<content:encoded>{said(n)}</content:encoded></item>" if whole else "</item>")
        for n in range(count, 0, -1)
    )
    xml = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    place.ministry["/feed"] = Page(f"{xml}<title>Ministry</title>{items}</channel></rss>", RSS)


@pytest.mark.parametrize(
    ("whole", "back"), [(True, BACK), (False, 8)], ids=["texts in the feed", "texts on pages"]
)
def test_back_items_are_no_news_in_any_way(
    tmp_path: Path, sqlite_template: Path, whole: bool, back: int
) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    (tmp_path / "archive.db").write_bytes(sqlite_template.read_bytes())
    with desk(tmp_path / "desk", url, START) as place:
        if whole:
            source = tmp_path / "desk" / "sources" / "test-feed.yaml"
            source.write_text(source.read_text().partition("body: page")[0] + "body: feed\n")
        feed(place, back, newest=START, whole=whole)
        with place.passes() as once, open_archive(url) as archive:
            assert once()["stored"] == archive.statements.count() == back
            assert archive.readings.unread_count() == 0
            assert sum(archive.outbox.counts().values()) == 0
            assert place.alerted() == []
            assert archive.novelties.of_all(range(1, back + 1)) == {}, "nothing is said for the first time"
            found = answers.search(
                load(place.directory, {}), archive, "resolution:2254", limit=3, before=None
            )
            assert found["total"] == back, "and all of it is found"

            place.clock.advance(timedelta(minutes=16))
            feed(place, back + 1, newest=place.clock.now(), whole=whole)
            assert once()["sent"] == 1, "from then on what is new is told"
            (alert,) = place.slack.messages
            assert f"/{back + 1}|" in str(alert.blocks)
            assert "First time" not in str(alert.blocks), "it cites what they all cited"

            place.clock.advance(7 * DAY)
            once()
            assert len(place.slack.messages) == 1
            mails = [mail.get_body(("plain",)) for _, mail in place.mail.accepted]
            assert mails
            for text in mails:
                assert text is not None
                told = " ".join(text.get_content().split())
                assert f"Statement {back + 1}" in told
                assert not any(f"Statement {n} " in told for n in range(1, back + 1))
