"""When the engine comes back: by the habits its archive knows, by the clock where it is told to, sooner where a list runs over."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from config.source import Source
from tests.fake_ministry import RSS, FakeMinistry, Page, rss
from tests.on_reactor import on_reactor
from tests.service.spiders.watching import START, Watch, feed_source

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def afternoons(site: FakeMinistry, weeks: int = 3) -> Page:
    """A feed of all statements of the last weeks: two each working day, between two and three in the afternoon."""
    days = [START.replace(hour=14) - number * DAY for number in range(1, 7 * weeks)]
    times = [
        day + minutes * MINUTE for day in days if day.weekday() < 5 for minutes in (8 + day.day, 53 - day.day)
    ]
    items = [
        (f"/a/{time:%d%H%M%m}", f"Statement of {time:%d %m %H:%M}", format_datetime(time)) for time in times
    ]
    return Page(rss(*items, link=site.url(""), body="<p>We call for restraint, again and again.</p>"), RSS)


def wait_at(watch: Watch, source: Source, hour: float) -> timedelta:
    watch.clock.set(START.replace(hour=0) + hour * HOUR)
    watch.check(source)
    return watch.state(source).next_due_at - watch.clock.now()


def waits(tmp_path: Path, hours: tuple[float, ...], **network: Any) -> list[timedelta]:
    with FakeMinistry() as site, Watch(tmp_path, site, **network) as watch:
        source = feed_source(site, body="feed")
        site["/feed"] = afternoons(site)
        return [wait_at(watch, source, hour) for hour in hours]


@pytest.mark.parametrize("polling", ["adaptive", "per-source"])
def test_the_habits_of_a_baseline_set_the_pace_at_once(tmp_path: Path, polling: str) -> None:
    noon, afternoon, night = waits(tmp_path, (12, 14.3, 23), polling=polling)
    assert afternoon < 8 * MINUTE
    assert noon > 20 * MINUTE and night > 20 * MINUTE
    assert 12 * HOUR + noon < 14.5 * HOUR  # but not past what is coming


def test_told_to_keep_to_the_clock_it_does(tmp_path: Path) -> None:
    assert waits(tmp_path, (12, 14.3, 23), polling="fixed") == [15 * MINUTE] * 3


def test_an_interval_of_seconds_is_kept_as_it_stands(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/feed"] = afternoons(site)
        assert wait_at(watch, feed_source(site, body="feed", every="10s"), 23) == timedelta(seconds=10)


def test_a_short_feed_that_is_all_new_is_asked_again_before_it_can_lose_anything(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site, polling="fixed") as watch:
        source = feed_source(site, body="feed", every="1h")
        for hour, first, expected in ((12, 0, HOUR), (13, 4, HOUR), (14, 14, 15 * MINUTE), (15, 14, HOUR)):
            items = [(f"/a/{number}", f"Statement {number}", None) for number in range(first, first + 10)]
            body = "<p>We call on both sides to come back to the table.</p>"
            site["/feed"] = Page(rss(*items, link=site.url(""), body=body), RSS)
            assert wait_at(watch, source, hour) == expected


def test_a_clock_that_went_back_makes_no_glance_of_a_check(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        site["/feed"] = Page(afternoons(site).body, RSS, validators=True)
        watch.clock.set(START + 365 * DAY)
        watch.check(source)
        watch.clock.set(START)
        lease = watch.claim(source)
        calm = watch.call(watch.archive.sources.calm, [source.id], START)
        on_reactor(lambda: watch.engine.check(source, lease, calm[source.id]))
        first, second = site.seen["/feed"]
        assert (
            "if-none-match" not in first and "if-none-match" not in second
        )  # asked for whole: 304 may lie for a year
