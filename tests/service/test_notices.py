"""The operators' channel: told of sources in trouble, reminded without spam, told when it is over; readers never."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fake_ministry import RSS, Page, rss
from tests.service.desk import CHANNEL, CITES, Desk, desk

pytestmark = pytest.mark.suite

START = datetime(2025, 1, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OPS = "C0OPS"


@contextmanager
def watched(tmp_path: Path, operators: str) -> Iterator[Desk]:
    """A desk with two sources and an operators' channel, both well."""
    with desk(tmp_path / "desk", f"sqlite:///{tmp_path / 'archive.db'}", START) as place:
        settings = place.directory / "settings.yaml"
        hook = place.directory / "hook"
        hook.write_text(place.slack.webhook("operations"))
        hook.chmod(0o600)
        text = settings.read_text().replace(
            "pace: 0s}", "pace: 0s, webhooks: {operations: {url_file: hook}}}"
        )
        settings.write_text(f"{text}operators: {operators}\n")
        feed = (place.directory / "sources" / "test-feed.yaml").read_text()
        other = feed.replace("test-feed", "other-feed").replace("/feed", "/other")
        (place.directory / "sources" / "other-feed.yaml").write_text(other)
        place.publish("/old", CITES.format(place="Rome"), START - DAY)
        publish_other(place, "/else")
        yield place


def publish_other(place: Desk, *paths: str) -> None:
    items = [(path, f"Title of {path}", None) for path in paths]
    for path in paths:
        place.ministry[path] = place.ministry.pages["/old"]
    place.ministry["/other"] = Page(rss(*items, link=place.ministry.url("")), RSS)


def told(place: Desk) -> list[str]:
    return [message.text for message in place.slack.messages if message.channel == OPS]


def test_sources_that_fail_together_are_one_message_then_reminders_then_a_recovery(tmp_path: Path) -> None:
    to = f'{{to: ["slack:{OPS}", "webhook:operations", "mail:ops@example.org"], after: 3, remind: 24h}}'
    with watched(tmp_path, to) as place, place.passes() as once:

        def after(hours: float) -> dict[str, Any]:
            place.clock.advance(timedelta(hours=hours))
            return once()

        assert once()["failed"] == 0
        well = dict(place.ministry.pages)
        for path in ("/feed", "/other"):
            place.ministry[path] = Page("<!channel> maintenance *now*", status=503)
        after(1)
        after(1)
        assert told(place) == []
        after(1)
        [first] = told(place)
        assert first.startswith("*communique*: 2 sources cannot be read\n")
        assert "- test-feed is failing since 2 Jan 2025 13:00 UTC (2 hours, 3 checks): " in first
        assert "other-feed is failing" in first
        assert "HTTP 503" in first
        assert "<!channel>" not in first
        for hours in (1, 5, 10):
            after(hours)
        assert len(told(place)) == 1  # nothing new, no reminder yet
        after(9)
        assert len(told(place)) == 2
        assert "is still failing" in told(place)[1]
        after(48)
        assert len(told(place)) == 2  # the next reminder takes three days
        after(25)
        assert len(told(place)) == 3

        place.ministry.pages.update(well)
        publish_other(place, "/new-1", "/new-2")
        after(1)
        [*_, over] = told(place)
        assert over.startswith("*communique*: 2 sources are well again\n")
        assert "test-feed is well again; it was failing from 2 Jan 2025 13:00 UTC to 6 Jan 2025 18:" in over
        assert "Its list of 1 reaches back to 1 known before" in over
        assert "None of the 2 entries it lists now was known before" in over
        after(1)
        assert len(told(place)) == 4

        webhook = [message for message in place.slack.messages if message.channel == "#operations"]
        mails = [(to, mail) for to, mail in place.mail.accepted if to == "ops@example.org"]
        assert len(webhook) == len(mails) == 4
        subject, body = mails[0][1]["Subject"], mails[0][1].get_content()
        assert subject == "[communique] 2 sources cannot be read"
        assert mails[0][1].get_content_type() == "text/plain"
        assert "test-feed is failing" in " ".join(body.split())
        told_readers = [message.text for message in place.slack.messages if message.channel == CHANNEL]
        assert not any("communique" in text for text in told_readers)
        others = [str(mail["Subject"]) for to, mail in place.mail.accepted if to != "ops@example.org"]
        assert not any("communique" in subject for subject in others)


def test_a_wall_is_told_at_once_and_one_that_comes_and_goes_is_not_told_each_time(tmp_path: Path) -> None:
    with watched(tmp_path, f'{{to: ["slack:{OPS}"]}}') as place, place.passes() as once:
        once()
        feed = place.ministry.pages["/feed"]
        for _ in range(3):
            place.ministry["/feed"] = Page("no", status=403)
            place.clock.advance(HOUR)
            once()
            place.ministry["/feed"] = feed
            place.clock.advance(HOUR)
            once()
        texts = told(place)
        assert [text.split("\n")[0] for text in texts] == [
            "*communique*: 1 source cannot be read",
            "*communique*: 1 source is well again",
        ]
        assert "test-feed is blocked since 2 Jan 2025 13:00 UTC" in texts[0]


def test_dead_messages_and_texts_that_nobody_reads_are_told_once_a_day(tmp_path: Path) -> None:
    with watched(tmp_path, f'{{to: ["slack:{OPS}"]}}') as place, place.passes() as once:
        once()
        place.slack.fail("msg_blocks_too_long", times=3, method="chat.postMessage", channel=CHANNEL)
        place.clock.advance(HOUR)
        place.publish("/new", CITES.format(place="Vienna"), place.clock.now())
        once()
        for _ in range(3):
            place.clock.advance(HOUR)
            once()
        listed = json.loads(place.communique("outbox", "list", "--json").stdout)
        assert listed["counts"]["dead"] == 1
        [text] = [text for text in told(place) if "refused for good" in text]
        assert "1 message was refused for good: communique outbox list --state dead" in text


def test_nobody_is_told_where_no_operators_are_named(tmp_path: Path) -> None:
    with (
        desk(tmp_path / "desk", f"sqlite:///{tmp_path / 'archive.db'}", START) as place,
        place.passes() as once,
    ):
        place.publish("/old", CITES.format(place="Rome"), START - DAY)
        once()
        place.ministry["/feed"] = Page("no", status=403)
        for _ in range(4):
            place.clock.advance(HOUR)
            once()
        assert not place.slack.messages
        assert place.mail.accepted == []
