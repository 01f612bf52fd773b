"""What one stage has done wakes the next at once: no alert waits for the end of a check, nor for the beat of the clock."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest

from archive import migrate, open_archive
from statements.clock import SystemClock
from tests.fake_ministry import Page
from tests.service.desk import CITES, desk
from tests.service.test_run import end, idle, running, wait

pytestmark = pytest.mark.suite


def test_an_alert_leaves_while_the_rest_of_the_list_is_still_being_read(tmp_path: Path) -> None:
    now, database = SystemClock().now(), f"sqlite:///{tmp_path / 'archive.db'}"
    migrate(database)
    answered, asked = threading.Event(), list[datetime]()

    def at_last() -> Page:
        asked.append(SystemClock().now())
        answered.wait(60)
        return last

    with desk(tmp_path / "desk", database, now, tick="1h", every="2s") as place:
        place.publish("/old", CITES.format(place="Geneva"), now)
        with running(place) as process:
            wait(idle(place, database), "the baseline")
            place.publish("/first", CITES.format(place="Astana"), now)
            place.publish("/last", CITES.format(place="Vienna"), now)
            page = place.ministry.pages["/last"]
            assert isinstance(page, Page)
            last, place.ministry["/last"] = page, at_last
            try:
                wait(place.alerted, "the first alert")
                assert place.alerted() == ["/first"]
                wait(lambda: asked, "the question for the last page")
                with open_archive(database) as archive:
                    state = archive.sources.state("test-feed")
                assert state is not None
                assert state.last_check_at is not None
                assert state.last_check_at < asked[0], "the check goes on"
            finally:
                answered.set()
            wait(lambda: len(place.alerted()) > 1, "the last alert")
            end(process)
        assert place.alerted() == ["/first", "/last"]
