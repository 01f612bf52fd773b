"""Several doors of one source, in the service as it runs: the next is taken when one breaks, the operator is shown which is in use, the better
one is tried again after six hours and taken back, and no statement is lost or told twice on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fake_ministry import Page
from tests.service.desk import CITES, Desk, desk

pytestmark = pytest.mark.suite

NOON = datetime(2024, 12, 2, 12, tzinfo=UTC)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
PLACES = ("Geneva", "Amman", "Cairo", "Oslo")


@contextmanager
def two_doors(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "desk", "sqlite:///communique.db", NOON) as place:
        file = place.directory / "sources" / "test-feed.yaml"
        second = f'{{kind: listing, entry: {place.ministry.url("/news/")}, item: "css: li", link: "css: a", date: "css: i", max_pages: 1}}'
        file.write_text(f"{file.read_text()}otherwise: [{second}]\n")
        yield place


def publish(place: Desk, number: int) -> None:
    """On its page and on both lists."""
    place.publish(f"/a/{number}", CITES.format(place=PLACES[number % 4]), place.clock.now())
    rows = "".join(
        f'<li><a href="{path}">{title}</a> <i>{datetime.strptime(when or "", "%a, %d %b %Y %H:%M:%S %z").isoformat()}</i></li>'
        for path, title, when in place.items
    )
    place.ministry["/news/"] = Page(f"<ul>{rows}</ul>")


def in_use(place: Desk) -> dict[str, Any]:
    """What `communique sources list` says of the source's doors."""
    done = place.communique("sources", "list", "--json")
    [row] = [row for row in json.loads(done.stdout) if row["id"] == "test-feed"]
    return {key: row[key] for key in ("door", "door_since", "state")}


def test_the_better_door_is_tried_again_after_six_hours_and_taken_back(tmp_path: Path) -> None:
    with two_doors(tmp_path) as place, place.passes() as passes:
        site = place.ministry

        def after(wait: timedelta, *, publishes: int | None = None, loses: str | None = None) -> None:
            place.clock.advance(wait)
            if publishes is not None:
                publish(place, publishes)
            if loses is not None:
                del site.pages[loses]
            passes()

        publish(place, 0)
        passes()
        assert in_use(place) == {"door": 0, "door_since": None, "state": "ok"}

        after(QUARTER, publishes=1, loses="/feed")
        left = place.clock.now()
        found = in_use(place)
        assert (found["door"], found["state"]) == (1, "degraded")
        assert datetime.fromisoformat(found["door_since"]) == left
        assert place.alerted() == ["/a/1"]
        shown = " ".join(place.communique("sources", "list").stderr.split())
        assert "test-feed: read through door 2 of 2 since 2024-12-02T12:15: http" in shown
        assert "plain http" not in shown, "nobody stands on the way to this machine"

        asked = site.asked["/feed"]
        for _ in range(5):
            after(HOUR)
        assert site.asked["/feed"] == asked, "not before six hours have passed"
        assert in_use(place)["door"] == 1

        after(HOUR + QUARTER, publishes=2)  # which mends the feed
        assert site.asked["/feed"] == asked + 1
        assert in_use(place)["door"] == 0, "named as the one to read next, since it answered"
        after(QUARTER, publishes=3, loses="/news/")
        found = in_use(place)
        assert (found["door"], found["state"]) == (0, "ok")
        assert datetime.fromisoformat(found["door_since"]) == place.clock.now()
        assert sorted(place.alerted()) == ["/a/1", "/a/2", "/a/3"]
        assert len(place.exported()) == 4
