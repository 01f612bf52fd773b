"""Edits under a running service: what can be exchanged takes effect, what cannot waits and is named, what is wrong is refused."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from archive.records import SourceEntry
from config.loading import Config, load
from pipeline import edits
from pipeline.opening import watch_problems
from pipeline.service import Service
from pipeline.wiring import offline
from statements.clock import SystemClock
from tests.contract.examples import new, reading
from tests.unit.config.directories import SOURCE, write

SETTINGS = """network: {contact: 'mailto:desk@example.org'}
slack: {webhooks: {desk: {url_file: hook}, ops: {url_file: hook}}}
operators: {to: ['webhook:ops']}
"""
WATCH = "watches: [{id: w, name: W, query: '%s', to: ['webhook:desk']}]"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    (tmp_path / "hook").write_text("https://hooks.slack.com/services/T0/B0/secret")
    (tmp_path / "hook").chmod(0o600)
    write(tmp_path, SETTINGS, watches=WATCH % "football", sources={"example.yaml": SOURCE})
    service = offline(read(tmp_path))
    try:
        yield service
    finally:
        service.close()


def read(directory: Path) -> Config:
    return load(directory, {}, check_watch=watch_problems)


def take(service: Service, directory: Path) -> tuple[bool, list[str]]:
    """Whether an edit was taken, and what the log said."""
    with capture_logs() as logs:
        taken = edits.take(service, lambda: read(directory))
    return taken, [str(log) for log in logs]


def alerts(service: Service, name: str, text: str) -> list[str]:
    """Where a new statement is told."""
    now = SystemClock().now()
    entry = SourceEntry(id="a", issuer="FR", host="a.example", every=timedelta(hours=1))
    service.archive.sources.sync([entry], now)
    lease = service.archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
    assert lease is not None
    service.archive.statements.store(lease, new(name, text=text), now=now, capture=None, baseline=False)
    service.archive.sources.release(lease)
    before = {row.id for row in service.archive.outbox.list()}
    asyncio.run(service.reader.run())
    return [row.destination for row in service.archive.outbox.list() if row.id not in before]


def test_a_watch_that_is_edited_matches_from_the_next_version_on(service: Service, tmp_path: Path) -> None:
    assert alerts(service, "one", "The market was shelled.") == []
    (tmp_path / "watches.yaml").write_text(WATCH % "market")
    taken, said = take(service, tmp_path)
    assert taken
    assert "in force" in said[0]
    assert [watch.query for watch in service.config.watches] == ["market"]
    assert alerts(service, "two", "The market was shelled again.") == ["desk"]
    assert take(service, tmp_path)[1] == [
        "{'files': [], 'event': 'the configuration says what it said before', 'log_level': 'info'}"
    ]


def test_a_new_destination_is_known_at_once(service: Service, tmp_path: Path) -> None:
    more = SETTINGS.replace("ops: {", "night: {url_file: hook}, ops: {")
    write(tmp_path, more, watches=(WATCH % "market").replace("webhook:desk", "webhook:night"))
    assert take(service, tmp_path)[0]
    assert service.config.settings.slack is not None
    assert set(service.config.settings.slack.webhooks) == {"desk", "night", "ops"}
    assert alerts(service, "one", "The market was shelled.") == ["night"]


def test_what_cannot_be_used_is_refused_and_the_operators_are_told(service: Service, tmp_path: Path) -> None:
    (tmp_path / "watches.yaml").write_text(WATCH % "stance:anger")
    taken, [said] = take(service, tmp_path)
    assert not taken
    assert "stance: cannot be 'anger'" in said
    assert "cannot be used" in said
    assert [watch.query for watch in service.config.watches] == ["football"]
    assert asyncio.run(service.notices.run(now=True)) == 1
    [told] = service.archive.outbox.list()
    assert told.destination == "ops"
    assert "an edit of the configuration cannot be used" in str(told.payload["text"])
    assert "watches.yaml:1" in str(told.payload["text"])
    assert asyncio.run(service.notices.run(now=True)) == 0, "once"

    (tmp_path / "watches.yaml").write_text(WATCH % "market")
    assert take(service, tmp_path)[0]
    assert service.notices.refused is None


def test_what_shows_only_in_use_to_be_wrong_is_refused_as_a_whole(service: Service, tmp_path: Path) -> None:
    before = service.config
    wrong = SETTINGS + "apprise: {phone: {url: 'nothing://knows.this/address'}}\n"
    write(tmp_path, wrong, watches=(WATCH % "market").replace("webhook:desk", "apprise:phone"))
    taken, [said] = take(service, tmp_path)
    assert not taken
    assert "apprise.phone.url" in said
    assert "knows.this" not in said
    assert service.config is before
    assert "apprise.phone.url" in (service.notices.refused or "")
    assert alerts(service, "one", "The market was shelled.") == [], "its old watch asks for football"

    write(tmp_path, SETTINGS, watches=WATCH % "market")
    assert take(service, tmp_path)[0]
    assert alerts(service, "two", "The market was shelled again.") == ["desk"]


def test_sources_topics_and_other_settings_wait_and_are_named(service: Service, tmp_path: Path) -> None:
    before = service.config
    write(tmp_path, f"{SETTINGS}tick: 30s\n", sources={"new.yaml": SOURCE.replace("id: example", "id: new")})
    taken, said = take(service, tmp_path)
    assert taken
    assert "['settings.tick', 'sources/new']" in said[-1]
    assert service.config == before


def test_each_edit_is_taken_once_and_at_once_when_asked(service: Service, tmp_path: Path) -> None:
    known = edits.fingerprint(tmp_path)
    assert set(known) == {"settings.yaml", "watches.yaml", "sources/example.yaml"}

    async def told() -> list[str]:
        asked = asyncio.Event()
        with capture_logs() as logs, edits.on_hangup(asked):
            following = asyncio.create_task(
                edits.follow(
                    service,
                    tmp_path,
                    lambda: read(tmp_path),
                    known,
                    asked=asked,
                    look=0.01,
                    settle=0.01,
                )
            )
            await asyncio.sleep(0.05)
            assert logs == []
            (tmp_path / "watches.yaml").write_text(WATCH % "market")
            while len(logs) < 1:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
            os.kill(os.getpid(), signal.SIGHUP)
            while len(logs) < 2:
                await asyncio.sleep(0.01)
            following.cancel()
        return [f"{log['event']} {log['files']}" for log in logs]

    first, second = asyncio.run(told())
    assert first == "the edited configuration is in force ['watches.yaml']"
    assert second == "the configuration says what it said before []"


def test_a_watch_that_would_fire_too_often_is_in_force_and_said_to_once(
    service: Service, tmp_path: Path
) -> None:
    """The edits after the one that brought it do not bring it up again."""
    fill(service, 90)
    loud = f"watches: [{{id: w, name: W, query: '%s', to: ['webhook:desk']}}, {LOUD}]"

    async def edited(*queries: str) -> list[str]:
        known, asked = edits.fingerprint(tmp_path), asyncio.Event()
        following = asyncio.create_task(
            edits.follow(
                service, tmp_path, lambda: read(tmp_path), known, asked=asked, look=0.01, settle=0.01
            )
        )
        with capture_logs() as logs:
            for number, query in enumerate(queries, start=1):
                (tmp_path / "watches.yaml").write_text(loud % query)
                while sum("in force" in log["event"] for log in logs) < number:
                    await asyncio.sleep(0.01)
                await asyncio.wait_for(advised(), 60)
        following.cancel()
        return [str(log["warning"]) for log in logs if "warning" in log]

    async def advised() -> None:
        while not service.notices.advice and not service.archive.outbox.list():
            await asyncio.sleep(0.01)

    [said] = asyncio.run(edited("football", "football fans", "fans"))
    assert said.startswith("the watch 'loud' would fire ")
    assert "times a day" in said
    assert asyncio.run(service.notices.run(now=True)) == 1
    [told] = service.archive.outbox.list()
    assert (told.destination, told.kind) == ("ops", "notice")
    assert said in str(told.payload["text"])
    assert asyncio.run(service.notices.run(now=True)) == 0
    service.advise({watch.model_dump_json(): said for watch in service.config.watches if watch.id == "loud"})
    assert asyncio.run(service.notices.run(now=True)) == 0, "once, whoever asks again"


LOUD = "{id: loud, name: Loud, query: market, to: ['webhook:desk']}"


def fill(service: Service, statements: int) -> None:
    """Nine days in which a watch for markets would have fired ten times a day."""
    began, every = SystemClock().now() - timedelta(days=9), timedelta(hours=2.4)
    entry = SourceEntry(id="a", issuer="FR", host="a.example", every=timedelta(hours=1))
    service.archive.sources.sync([entry], began)
    lease = service.archive.sources.claim("a", began, owner="test", lease=timedelta(days=30))
    assert lease is not None
    for number in range(statements):
        now = began + number * every
        text = f"The market of town {number} was shelled by {number + 7} drones."
        service.archive.statements.store(
            lease, new(f"n{number}", text=text), now=now, capture=None, baseline=False
        )
        [version] = service.archive.readings.unread(9)
        service.archive.readings.record(version, reading(), watches=[], compose=lambda _: [], now=now)
