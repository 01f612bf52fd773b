"""When a source's items appeared: what its habits are learnt from."""

from __future__ import annotations

from datetime import datetime

from statements.labels import Precision
from statements.model import Published
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, entry, finish, new, sha


def test_when_items_appeared_is_told_from_their_dates_and_from_our_looks(archive: AnyArchive) -> None:
    def check(at: datetime, *, baseline: bool = False, **dates: Published) -> None:
        archive.sources.sync([entry("a"), entry("b")], NOW)
        held = archive.sources.claim("a", at, owner="test", lease=15 * MINUTE)
        assert held is not None
        for name, published in dates.items():
            intent = new(name, title=name, text=name, text_sha256=sha(name), sha256=sha(name + name), published=published)  # fmt: skip
            archive.statements.store(held, intent, now=at + MINUTE / 60, capture=None, baseline=baseline)
        finish(archive, held, at, stored=len(dates))

    day = Published(precision=Precision.DAY, day=NOW.date(), zone="UTC", origin="feed")

    def at(when: datetime) -> Published:
        return Published(precision=Precision.INSTANT, instant=when, zone="UTC", origin="feed")

    check(NOW, baseline=True, long_known=at(NOW - 9 * DAY), undated=day, before_us=at(NOW - 100 * DAY))
    check(NOW + HOUR)
    check(
        NOW + 2 * HOUR,
        told=at(NOW + 80 * MINUTE),
        untold=day,
        midnight=at(NOW - 12 * HOUR),
        ahead=at(NOW + 3 * HOUR),
    )
    last = NOW + HOUR + MINUTE / 30  # the end of the look before
    expected = [
        NOW - 9 * DAY,
        last,  # "midnight" was not there an hour ago
        NOW + 80 * MINUTE,
        last + (NOW + 2 * HOUR - last) / 2,
        NOW + 2 * HOUR,
    ]
    assert archive.sources.times("a", NOW - 56 * DAY) == expected
    assert archive.sources.times("a", NOW + 70 * MINUTE) == expected[2:]
    assert archive.sources.times("b", NOW - 56 * DAY) == []
