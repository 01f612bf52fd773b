"""A running service takes an edit of its watches, at a SIGHUP at once; a wrong one it refuses. Real sites, a real process."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from statements.clock import SystemClock
from tests.service.desk import CHANNEL, CITES, CITES_NOT, desk
from tests.service.test_run import idle, running, wait

pytestmark = pytest.mark.suite

WATCH = "watches:\n  - {{id: syria-2254, name: Syria, query: '{query}', to: ['slack:{channel}']}}\n"


def test_a_watch_is_edited_while_the_service_runs(archive_url: str, tmp_path: Path) -> None:
    now = SystemClock().now()
    with desk(tmp_path / "desk", archive_url, now, tick="1s", every="1s") as place:
        place.publish("/old", CITES.format(place="Geneva"), now)
        with running(place) as process:
            said: list[str] = []
            assert process.stderr is not None
            listening = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
            listening.start()
            wait(idle(place, archive_url), "the baseline")
            place.publish("/none", CITES_NOT.format(place="Astana"), now)
            wait(lambda: any("/none" in line or '"event": "read"' in line for line in said), "its reading")
            for query, event in (
                ("stance:anger", "cannot be used; the service goes on with what it had"),
                ("resolution:2254 OR Vienna", "the edited configuration is in force"),
            ):
                text = WATCH.format(query=query, channel=CHANNEL)
                (place.directory / "watches.yaml").write_text(text)
                os.kill(process.pid, signal.SIGHUP)
                wait(lambda event=event: any(event in line for line in said), event)  # type: ignore[misc]
            place.publish("/new", CITES_NOT.format(place="Vienna"), now)
            wait(place.alerted, "the alert")
            assert place.alerted() == ["/new"]
            process.terminate()
            process.wait(30)
            listening.join(10)
        assert process.returncode == 0
        assert not any("Traceback" in line for line in said)
