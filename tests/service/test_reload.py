"""A running service takes an edit of its watches, at a SIGHUP at once; a wrong one it refuses. Real sites, a real process."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from archive import open_archive
from statements.clock import SystemClock
from tests.fake_ministry import Page, statement_page
from tests.service.desk import CHANNEL, CITES, CITES_NOT, desk
from tests.service.test_run import idle, running, wait

pytestmark = pytest.mark.suite

WATCH = "watches:\n  - {{id: syria-2254, name: Syria, query: '{query}', to: ['slack:{channel}']}}\n"
REVISIT = f"[{', '.join(f'{second}s' for second in range(2, 60, 2))}]"
"""When a page is read again: soon after whatever happens to it here."""


def test_a_watch_is_edited_while_the_service_runs(archive_url: str, tmp_path: Path) -> None:
    now = SystemClock().now()
    with desk(tmp_path / "desk", archive_url, now, tick="1s", every="1s") as place:
        place.publish("/old", CITES.format(place="Geneva"), now)
        with running(place) as process:
            said: list[str] = []
            listening = threading.Thread(target=lambda: said.extend(process.stderr), daemon=True)
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
            process.wait(60)
            listening.join(10)
        assert process.returncode == 0
        assert not any("Traceback" in line for line in said)


def test_an_edited_watch_takes_an_edit_of_old_words_for_no_news(archive_url: str, tmp_path: Path) -> None:
    """What an edited query would have matched all along is not new because a word of it is corrected."""
    now = SystemClock().now()
    with desk(tmp_path / "desk", archive_url, now, tick="1s", every="1s", revisit=REVISIT) as place:
        place.publish("/old", CITES_NOT.format(place="Astana"), now)
        with running(place) as process:
            listening = threading.Thread(target=lambda: list(process.stderr), daemon=True)
            listening.start()
            wait(idle(place, archive_url), "the baseline")
            place.publish("/later", CITES_NOT.format(place="Astana").replace("Minister", "Consul"), now)

            def versions() -> list[int]:
                """Of each statement, those that were read."""
                with open_archive(archive_url) as archive:
                    return [] if archive.readings.unread_count() else sorted(
                        hit.version.n for hit in archive.statements.export()
                    )  # fmt: skip

            wait(lambda: versions() == [1, 1], "its reading")
            assert place.alerted() == []
            (place.directory / "watches.yaml").write_text(WATCH.format(query="Astana", channel=CHANNEL))
            os.kill(process.pid, signal.SIGHUP)
            place.publish("/new", CITES_NOT.format(place="Astana").replace("fair", "show"), now)
            wait(place.alerted, "an alert of the edited watch")
            edited = place.published["/later"].replace("annual book fair", "yearly fair of books")
            place.ministry["/later"] = Page(statement_page("Statement later", edited, date=now.isoformat()))
            wait(lambda: versions() == [1, 1, 2], "the reading of the edit")
            place.publish("/last", CITES_NOT.format(place="Astana").replace("book", "art"), now)
            wait(lambda: "/last" in place.alerted(), "the next alert")
            assert place.alerted() == ["/new", "/last"]
            process.terminate()
            process.wait(60)
            listening.join(10)
        assert process.returncode == 0
