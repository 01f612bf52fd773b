"""Who has not spoken is told, once: a silent capital as silent, a blocked one as unreadable, whatever dies meanwhile.

The case is Aleppo: the first capital speaks, another follows after hours, one says nothing, and the site of one is closed to us.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from threading import Thread

import pytest

from archive import migrate
from demo.slack_store import Posted
from statements.clock import SystemClock
from tests.fake_ministry import RSS, Page, rss, statement_page
from tests.service.desk import CHANNEL, CITES, Desk, desk
from tests.service.test_run import idle, running, wait

pytestmark = pytest.mark.suite

START = datetime(2024, 11, 29, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
READER = "desk@example.org"
SAYS = "The Ministry follows the fighting in Aleppo and asks all parties to protect civilians, {who} says."
CAPITALS = ("CH", "FR", "RU", "IR")
WEEKS = (
    "The shelling of Aleppo must end at once, and the hospitals there must work again.",
    "A delegation left for Idlib today to bring medicine to three schools.",
    "Thousands who fled from Aleppo need a roof before the winter comes.",
)
BOARD = "{expected: [CH, FR, RU, IR, CN], after: [6h, 24h], pause: 7d}"


@dataclass
class World:
    """A desk that watches four capitals, each with a feed of its own."""

    place: Desk
    items: dict[str, list[tuple[str, str, str | None]]] = field(
        default_factory=lambda: {c: [] for c in CAPITALS}
    )

    def speak(self, who: str, when: datetime, text: str = SAYS) -> None:
        path, site = f"/{who}-{len(self.items[who])}", self.place.ministry
        title = f"{who} on Aleppo"
        self.items[who].insert(0, (path, title, format_datetime(when)))
        site[path] = Page(statement_page(title, text.format(who=who), date=when.isoformat()))
        site[f"/feed-{who}"] = Page(rss(*self.items[who], link=site.url("")), RSS, validators=True)

    def watch(self, board: str = BOARD, query: str = "aleppo OR idlib", **more: str) -> None:
        keys = "".join(f", {key}: {value}" for key, value in more.items())
        (self.place.directory / "watches.yaml").write_text(
            f"watches:\n  - {{id: silence, name: Who is silent on Aleppo, query: '{query}', rate: off, "
            f"to: ['slack:{CHANNEL}', 'mail:{READER}']{keys}, board: {board}}}\n"
        )

    def at(self, hours: float) -> None:
        self.place.clock.advance(START + hours * HOUR - self.place.clock.now())

    def look(self, *hours: float) -> None:
        """Passes of one process at these times."""
        with self.place.passes() as one:
            for hour in hours:
                self.at(hour)
                one()

    def die_at(self, hours: float, point: str) -> None:
        self.at(hours)
        done = self.place.once(crash_at=point)
        assert done.returncode == 137, f"{point} was not reached: {done.stderr}"

    @property
    def boards(self) -> list[Posted]:
        return list(self.place.slack.messages)

    @property
    def mails(self) -> list[EmailMessage]:
        return [mail for to, mail in self.place.mail.accepted if to == READER]


@contextmanager
def world(directory: Path, database: str) -> Iterator[World]:
    with desk(directory, database, START, every="1h") as place:
        (place.directory / "sources" / "test-feed.yaml").unlink()
        settings = place.directory / "settings.yaml"
        kept = [line for line in settings.read_text().splitlines() if not line.startswith("digests:")]
        settings.write_text("\n".join(kept) + "\n")
        made = World(place)
        made.watch()
        for who in CAPITALS:
            (place.directory / "sources" / f"{who.lower()}.yaml").write_text(
                f"""id: {who.lower()}
name: Ministry of {who}
issuer: {who}
kind: feed
entry: {place.ministry.url(f"/feed-{who}")}
every: 1h
body: page
article: {{body: "css: .body", title: "css: h1", date: "css: time::attr(datetime)"}}
"""
            )
            made.speak(who, START - 30 * DAY, "The Minister of {who} opened the book fair.")
        made.look(0)
        yield made


def shown(message: Posted) -> str:
    return json.dumps([message.text, message.blocks], ensure_ascii=False)


def test_a_silent_capital_and_a_blocked_one_are_told_apart_and_once(archive_url: str, tmp_path: Path) -> None:
    with world(tmp_path / "desk", archive_url) as here:
        here.speak("CH", START + HOUR)
        here.look(1)
        here.place.ministry["/feed-IR"] = Page("<h1>Access denied</h1>", status=403)
        here.look(2)
        here.speak("FR", START + 4 * HOUR)
        here.look(4, 5, 6, 6.9)
        assert here.boards == []
        here.look(7)
        [first] = here.boards
        said = shown(first)
        assert "Who is silent on Aleppo: 2 of 5 have spoken after 6 h" in said
        silent, unreadable, unwatched, spoke = (
            block["text"]["text"] for block in first.blocks if str(block["block_id"]).startswith("list-")
        )
        assert silent == "*No statement found*\n• :flag-ru: Russia"
        assert unreadable.startswith(
            "*Source unreadable*\n• :flag-ir: Iran: Ministry of IR blocked since 29 Nov 2024"
        )
        assert unwatched == "*Not watched*\n• :flag-cn: China: no source of it is switched on"
        assert "Switzerland" in spoke
        assert "29 Nov 2024 10:00 UTC" in spoke
        assert "France" in spoke
        assert "+3 h 00 min" in spoke
        assert "Told late" not in said
        [mail] = here.mails
        plain = mail.get_body(("plain",))
        assert plain is not None
        assert "- Russia" in plain.get_content()

        here.look(8, 12, 24)
        assert len(here.boards) == len(here.mails) == 1
        here.look(25)
        first, second = here.boards
        assert "2 of 5 have spoken after 24 h" in shown(second)
        assert (second.thread_ts, second.broadcast) == (first.ts, True)
        assert here.mails[1]["References"] == here.mails[0]["Message-ID"]
        here.speak("RU", START + 26 * HOUR)
        here.look(26, 48, 72)
        assert len(here.boards) == len(here.mails) == 2


def test_nothing_is_told_when_all_have_spoken(archive_url: str, tmp_path: Path) -> None:
    with world(tmp_path / "desk", archive_url) as here:
        here.watch("{expected: [CH, FR], after: [6h, 24h]}")
        here.speak("CH", START + HOUR)
        here.look(1)
        here.speak("FR", START + 8 * HOUR)
        here.look(7)
        assert len(here.boards) == 1
        assert "1 of 2 has spoken" in shown(here.boards[0])
        here.look(8, 26, 50)
        assert len(here.boards) == 1


def test_what_fell_due_while_nothing_ran_is_told_as_of_then_with_what_was_said_meanwhile(
    archive_url: str, tmp_path: Path
) -> None:
    with world(tmp_path / "desk", archive_url) as here:
        here.speak("CH", START + HOUR)
        here.look(1)
        here.speak("RU", START + 20 * HOUR)  # nobody looked
        here.speak("FR", START + 28 * HOUR)  # after it was due
        here.look(30)
        [board] = here.boards
        said = shown(board)
        assert "2 of 5 have spoken after 24 h" in said
        assert "As of 30 Nov 2024 10:00 UTC." in said
        assert "Told late, on 30 Nov 2024 15:00 UTC" in said
        missing = [
            block["text"]["text"] for block in board.blocks if str(block["block_id"]).startswith("list-")
        ][:-1]
        assert any("France: Ministry of FR was not asked from" in text for text in missing), missing
        assert not any("Russia" in text for text in missing)
        here.look(60)
        assert len(here.boards) == 1


def test_an_edit_tells_nothing_of_what_began_before_it(archive_url: str, tmp_path: Path) -> None:
    with world(tmp_path / "desk", archive_url) as here:
        here.watch("null")
        here.speak("CH", START + HOUR)
        here.look(1)
        here.watch()
        here.look(8)
        assert here.boards == [], "it had no board when that was said"
        here.speak("FR", START + 9 * HOUR)
        here.look(9)
        here.watch(query="aleppo OR hama")
        here.look(16)
        assert here.boards == [], "it asked for something else when that was said"
        here.speak("IR", START + 17 * HOUR)
        here.look(17, 23)
        [board] = here.boards
        assert "3 of 5 have spoken after 6 h" in shown(board), "who had spoken before is not silent"


def test_quiet_hours_defer_it(archive_url: str, tmp_path: Path) -> None:
    with world(tmp_path / "desk", archive_url) as here:
        here.watch(quiet='{begin: "14:00", end: "20:00"}')
        here.speak("CH", START + HOUR)
        here.look(1, 7, 10)
        assert here.boards == []
        here.look(11)
        assert len(here.boards) == len(here.mails) == 1


@pytest.mark.timeout(300)
def test_killed_at_every_point_of_it(archive_url: str, tmp_path: Path) -> None:
    """Week after week somebody speaks and the program dies while it tells who did not."""
    points = ("board.before_commit", "board.after_commit", "outbox.after_send")
    with world(tmp_path / "desk", archive_url) as here:
        for week, (point, text) in enumerate(zip(points, WEEKS, strict=True), start=1):
            begin = week * 8 * 24
            here.speak("CH", START + begin * HOUR, text)
            here.look(begin)
            here.die_at(begin + 6, point)
            here.look(begin + 7, begin + 8)
            mine = [shown(message) for message in here.boards]
            assert len(mine) == 2 * week - 1, (point, mine)
            here.look(begin + 25, begin + 26)
            assert len(here.boards) == 2 * week, point
        # A mail whose answer was lost goes out once more under the same Message-ID.
        assert len({str(mail["Message-ID"]) for mail in here.mails}) == 2 * len(points)


def test_a_running_service_tells_it_by_a_watch_that_was_edited_meanwhile(tmp_path: Path) -> None:
    now, database = SystemClock().now(), f"sqlite:///{tmp_path / 'archive.db'}"
    migrate(database)
    with desk(tmp_path / "desk", database, now, tick="1s", every="2s") as place:
        place.publish("/old", CITES.format(place="Geneva"), now)
        with running(place) as process:
            said: list[str] = []
            listening = Thread(target=lambda: said.extend(process.stderr), daemon=True)
            listening.start()
            wait(idle(place, database), "the baseline")
            place.publish("/before", CITES.format(place="Astana"), SystemClock().now())
            wait(place.alerted, "the alert of the first")
            World(place).watch("{expected: [CH, RU], after: 2s, pause: 1h}", query="resolution:2254")
            os.kill(process.pid, signal.SIGHUP)
            wait(lambda: any("the edited configuration is in force" in line for line in said), "the edit")
            place.publish("/after", CITES.format(place="Vienna"), SystemClock().now())
            wait(lambda: len(place.slack.messages) > 1, "the board")
            process.terminate()
            process.wait(60)
            listening.join(10)
        assert process.returncode == 0
        assert not any("Traceback" in line for line in said)
        board = place.slack.messages[-1]
        assert "Who is silent on Aleppo: 1 of 2 has spoken after" in board.text
        assert len(place.slack.messages) == 2
