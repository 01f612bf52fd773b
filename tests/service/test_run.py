"""`communique run` as a process, and what becomes of edits, refusals and silence: real sites, a Slack that keeps what it
gets, both databases."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from archive import migrate, open_archive
from config import load
from pipeline import health
from statements.clock import SystemClock
from tests import programs
from tests.fake_ministry import Page, statement_page
from tests.postgres import Postgres
from tests.service.desk import CHANNEL, CITES, CITES_NOT, Desk, desk
from tests.service.terminal import communique

pytestmark = pytest.mark.suite

START = datetime(2025, 1, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def running(place: Desk) -> programs.Running:
    """`communique run`, killed at the end if it has not ended by itself."""
    return programs.Running(programs.COMMUNIQUE, "run", "--verbose", "--config", str(place.directory))


def end(process: programs.Running) -> None:
    """SIGTERM, and an orderly end."""
    process.terminate()
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert out == ""
    assert "Traceback" not in err
    assert "xoxb-demo" not in err
    assert [json.loads(line)["event"] for line in err.splitlines()][-1] == "stopped"


def wait(until: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + 120
    while not until():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)


def idle(place: Desk, database: str) -> Callable[[], bool]:
    config = load(place.directory, {})

    def look() -> bool:
        with open_archive(database) as archive:
            return bool(health.status(config, archive)["idle"])

    return look


def test_it_watches_until_told_to_stop_and_goes_on_when_started_again(
    archive_url: str, tmp_path: Path
) -> None:
    now = SystemClock().now()
    with desk(tmp_path / "desk", archive_url, now, tick="1s", every="1s") as place:
        place.publish("/old", CITES.format(place="Geneva"), now)
        with running(place) as process:
            wait(idle(place, archive_url), "the baseline")
            place.publish("/new", CITES.format(place="Astana"), now)
            wait(place.alerted, "the alert")
            assert place.alerted() == ["/new"]

            second = place.communique("once")
            assert second.returncode == 1
            assert f"process {process.pid} on " in second.stderr
            assert "only one service" in second.stderr
            assert "Traceback" not in second.stderr

            end(process)
        with open_archive(archive_url) as archive:
            assert all(state.lease_until is None for state in archive.sources.states())
            assert archive.outbox.counts()["sent"] == sum(archive.outbox.counts().values()) == 1

        place.publish("/next", CITES.format(place="Vienna"), now)
        with running(place) as process:
            wait(lambda: len(place.alerted()) > 1, "the next alert")
            end(process)
        assert place.alerted() == ["/new", "/next"]
        status = communique("status", "--check", "--json", "--config", str(place.directory))
        assert status.status == 0, status.out
        assert status.json["statements"] == 3
        assert status.json["sources"] == {"ok": 1}
        assert status.json["problems"] == []


def test_it_outlives_connections_that_the_database_cuts(postgres: Postgres, tmp_path: Path) -> None:
    now, database = SystemClock().now(), postgres.clean()
    with desk(tmp_path / "desk", database, now, tick="1s", every="1s") as place:
        place.publish("/old", CITES.format(place="Geneva"), now)
        with running(place) as process:
            wait(idle(place, database), "the baseline")
            with psycopg.connect(database, autocommit=True) as connection:
                cut = connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                ).fetchall()
            assert cut
            place.publish("/new", CITES.format(place="Astana"), now)
            wait(place.alerted, "the alert")
            end(process)
        assert place.alerted() == ["/new"]


def test_a_database_that_goes_away_in_the_middle_of_a_check_costs_time_and_nothing_else(
    postgres: Postgres, tmp_path: Path
) -> None:
    now, database = SystemClock().now(), postgres.new()
    migrate(database)
    name = str(psycopg.conninfo.conninfo_to_dict(database)["dbname"])

    def let_in(yes: bool) -> None:
        with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
            allowed = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
            connection.execute(allowed.format(sql.Identifier(name), sql.Literal(yes)))
            connection.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", [name]
            )

    with desk(tmp_path / "desk", database, now, tick="1s", every="1s") as place:
        place.publish("/old", CITES.format(place="Geneva"), now)
        with running(place) as process:
            wait(idle(place, database), "the baseline")
            place.publish("/new", CITES.format(place="Astana"), now)
            page = place.ministry.pages["/new"]
            assert isinstance(page, Page)

            def away() -> Page:
                let_in(False)
                place.ministry["/new"] = page
                return page

            place.ministry["/new"] = away
            said = [json.loads(next(process.stderr))]
            while said[-1]["event"] != "the database cannot be used now" or said[-1]["stage"] != "check":
                said.append(json.loads(next(process.stderr)))
            let_in(True)
            wait(place.alerted, "the alert, although the check that was cut off still held its source")
            again = place.communique("once")
            assert (again.returncode, "is in use by communique, process" in again.stderr) == (1, True)
            process.terminate()
            _, rest = process.communicate()
            said += [json.loads(line) for line in rest.splitlines()]
        assert place.alerted() == ["/new"]
        told = [(one["event"], one["stage"], one.get("error")) for one in said if "stage" in one]
        assert ("the database can be used again", "check", None) in told
        gone = [one for one in told if one[0] == "the database cannot be used now"]
        assert len(gone) == len(set(gone))  # each stage says each reason once, however long it lasts
        assert said[-1]["event"] == "stopped"
    postgres.drop(database)


def test_it_ends_without_waiting_for_a_slack_that_hangs(tmp_path: Path) -> None:
    now, database = SystemClock().now(), f"sqlite:///{tmp_path / 'archive.db'}"
    migrate(database)
    with desk(tmp_path / "desk", database, now, tick="1s", every="1s") as place:
        place.publish("/old", CITES.format(place="Geneva"), now)
        place.slack.fail("hang", times=1, method="chat.postMessage")
        with running(place) as process:
            wait(idle(place, database), "the baseline")
            place.publish("/new", CITES.format(place="Astana"), now)
            wait(lambda: place.slack.calls["chat.postMessage"], "the post")
            end(process)

        def outbox(state: str) -> int:
            with open_archive(database) as archive:
                return archive.outbox.counts()[state]

        assert outbox("sending") == 1  # its fate is looked up at the next start
        with running(place) as process:
            wait(lambda: outbox("sent"), "the look-up")
            end(process)
        assert place.alerted() == ["/new"]


def change(place: Desk, path: str, text: str) -> None:
    """Publish another text on the same page."""
    place.ministry[path] = Page(statement_page(f"Statement {path.strip('/')}", text, date=START.isoformat()))


def exported(place: Desk) -> dict[str, Any]:
    """The archive's statements by address."""
    lines = communique("export", "--config", str(place.directory)).out.splitlines()
    return {row["url"]: row for row in map(json.loads, lines)}


def test_edits_become_versions_and_alert_when_they_matter_and_what_is_gone_is_withdrawn(
    tmp_path: Path,
) -> None:
    database = f"sqlite:///{tmp_path / 'archive.db'}"
    with desk(tmp_path / "desk", database, START, revisit="[1h]") as place, place.passes() as once:
        place.publish("/old", CITES_NOT.format(place="Rome"), START - 30 * HOUR)
        assert once()["stored"] == 1

        place.clock.advance(HOUR)
        comma, newly, changed, gone = "/comma", "/newly", "/changed", "/gone"
        place.publish(comma, CITES.format(place="Astana"), START)
        place.publish(newly, CITES_NOT.format(place="Bern"), START)
        place.publish(changed, CITES.format(place="Vienna"), START)
        place.publish(gone, CITES.format(place="Oslo"), START)
        assert (told := once())["stored"] == told["read"] == 4
        assert told["sent"] == 3
        assert Counter(place.alerted()) == Counter([comma, changed, gone])

        place.clock.advance(HOUR + timedelta(minutes=1))
        change(place, comma, place.published[comma].replace(" and asks", ", and asks"))
        change(place, newly, place.published[newly] + " It recalls Security Council resolution 2254.")
        change(
            place,
            changed,
            place.published[changed] + " We condemn in the strongest terms the shelling of Vienna's embassy.",
        )
        del place.ministry.pages[gone]
        assert (told := once())["stored"] == told["read"] == 3
        assert told["sent"] == 3, "two, and the head of one thread again; nothing for a comma"
        assert [message.text.startswith("Revised: ") for message in place.slack.messages] == [
            False, False, False, True, True,
        ]  # fmt: skip
        assert Counter(place.alerted()) == Counter([comma, changed, gone, newly, changed])
        rows = exported(place)
        assert {path: len(rows[place.ministry.url(path)]["versions"]) for path in place.published} == {
            "/old": 1, comma: 2, newly: 2, changed: 2, gone: 1,
        }  # fmt: skip
        assert {row["withdrawn"] for row in rows.values()} == {None}  # one look is none

        place.clock.advance(HOUR + timedelta(minutes=1))
        assert once()["sent"] == 2, "in the thread of the alert, and that one again"
        assert place.slack.messages[-1].text.startswith("Withdrawn: ")
        assert place.slack.messages[-1].thread_ts == place.slack.messages[2].ts
        assert once()["sent"] == 0, "told once"
        rows = exported(place)
        withdrawn = rows[place.ministry.url(gone)]
        assert withdrawn["withdrawn"] == place.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        assert withdrawn["text"] == place.published[gone]
        assert [row["url"] for row in rows.values() if row["withdrawn"]] == [withdrawn["url"]]

        where = ("--config", str(place.directory))
        shown = communique("show", str(rows[place.ministry.url(newly)]["id"]), "--diff", *where)
        assert "{+It recalls Security Council resolution 2254.+}" in shown.out
        found = communique("search", "is:withdrawn", "--json", *where)
        assert [hit["id"] for hit in found.json["hits"]] == [withdrawn["id"]]


def test_a_slack_that_refuses_our_token_loses_nothing(tmp_path: Path) -> None:
    now = SystemClock().now()
    database = f"sqlite:///{tmp_path / 'archive.db'}"
    with desk(tmp_path / "desk", database, now, token="xoxb-invalid-auth") as place:
        where = ("--config", str(place.directory))
        with place.passes() as once:
            place.publish("/old", CITES.format(place="Rome"), now)
            once()
            paths = [f"/new-{n}" for n in range(3)]
            for path in paths:
                place.publish(path, CITES.format(place=f"Bern, {path}"), now)
            place.clock.advance(timedelta(seconds=1))
            told = once()
        assert (told["sent"], told["pending"]) == (0, 3)
        assert place.alerted() == []

        status = communique("status", "--check", *where)
        assert status.status == 5
        assert "unhealthy slack: every destination takes nothing since " in status.err
        assert "token" in status.err
        waiting = communique("outbox", "list", "--json", *where).json
        assert [row["state"] for row in waiting["messages"]] == ["pending"] * 3
        assert [parked["destination"] for parked in waiting["parked"]] == ["*"]

        (place.directory / "token").write_text(place.slack.token)
        reopened = communique("outbox", "retry", *where)
        assert (reopened.status, reopened.err) == (
            0,
            "1 destination open again, 0 messages back in the queue\n",
        )
        sent = place.communique("once", "--json")
        assert sent.returncode == 0, sent.stderr
        assert json.loads(sent.stdout)["sent"] == 3
        assert Counter(place.alerted()) == Counter(paths)
        assert len(place.slack.messages) == 3
        assert communique("status", "--check", *where).status == 0


def test_a_source_that_is_down_is_named_wherever_its_silence_could_mislead(tmp_path: Path) -> None:
    now = SystemClock().now() - 6 * HOUR
    database = f"sqlite:///{tmp_path / 'archive.db'}"
    with desk(tmp_path / "desk", database, now) as place, place.passes() as once:
        place.publish("/old", CITES.format(place="Rome"), now)
        assert once()["failed"] == 0
        place.ministry["/feed"] = Page("maintenance", status=503)
        for _ in range(3):
            place.clock.advance(2 * HOUR)
            told = once()
            assert told["failed"] == 1
            assert told["sources"][0]["verdict"] == "http-error"

        where = ("--config", str(place.directory))
        status = communique("status", "--json", *where).json
        assert status["sources"] == {"failing": 1}
        [problem] = status["problems"]
        assert problem.startswith("source test-feed is failing: not read since ")
        assert "503" in problem
        found = communique("search", "resolution:2254", *where)
        assert "test-feed" in found.err
        assert "not readable now" in found.err
        assert [gap["source"] for gap in communique("search", "x", "--json", *where).json["gaps"]] == [
            "test-feed"
        ]
        assert CHANNEL not in place.slack.posts
