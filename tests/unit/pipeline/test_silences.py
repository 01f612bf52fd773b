"""When somebody is told who has not spoken: what begins an episode, how long a board waits, and what is said of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, open_archive
from archive.posts import OutboxRow
from archive.records import SourceEntry, WatchQuery
from config import Config, load
from config.watches import Watch
from pipeline.rehearsal import rehearse
from pipeline.silences import PATIENCE, Silences, beginnings, rehearsed
from pipeline.threads import DatabaseThread
from statements.clock import ManualClock
from statements.labels import Precision
from statements.model import Published, Reissue, Version
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, finish, new, reading

SOURCES = {"fr": "FR", "ru": "RU"}
WATCH = Watch.model_validate(
    {
        "id": "silence",
        "name": "Who is silent",
        "query": "aleppo",
        "to": ["http:intake", "http:other"],
        "rate": "off",
        "board": {"expected": ["FR", "RU"], "after": ["6h", "24h"], "pause": "3d"},
    }
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "sources").mkdir()
    (tmp_path / "settings.yaml").write_text("network: {contact: 'mailto:desk@example.org'}\n")
    (tmp_path / "watches.yaml").write_text("watches: []\n")
    for source, issuer in SOURCES.items():
        (tmp_path / "sources" / f"{source}.yaml").write_text(
            f"{{id: {source}, name: {source}, issuer: {issuer}, kind: feed, entry: 'https://{source}.example/feed'}}\n"
        )
    return replace(load(tmp_path, {}), watches=(WATCH,))


@pytest.fixture
def archive(sqlite_template: Path, tmp_path: Path) -> Iterator[Archive]:
    path = tmp_path / "archive.db"
    path.write_bytes(sqlite_template.read_bytes())
    with open_archive(f"sqlite:///{path}") as opened:
        entries = [
            SourceEntry(id=source, issuer=issuer, host=f"{source}.example", every=HOUR)
            for source, issuer in SOURCES.items()
        ]
        opened.sources.sync(entries, NOW - DAY)
        for hours in range(-24, 6):
            check(opened, NOW + hours * HOUR)
        yield opened


def check(archive: Archive, at: datetime, *sources: str) -> None:
    for source in sources or SOURCES:
        lease = archive.sources.claim(source, at, owner="test", lease=HOUR)
        assert lease is not None
        finish(archive, lease, at)


def say(
    archive: Archive,
    source: str,
    at: datetime,
    *,
    read: bool = True,
    watch: Watch = WATCH,
    published: Published | None = None,
) -> Version:
    """A statement on Aleppo, read at a time, and published then if it does not say otherwise."""
    lease = archive.sources.claim(source, at + DAY, owner="test", lease=HOUR)
    assert lease is not None
    given = new(
        f"{source}{at}",
        source=source,
        issuer=SOURCES[source],
        published=published or Published(precision=Precision.INSTANT, instant=at),
        text=f"On Aleppo, {source} {at}.",
        title="On Aleppo",
    )
    stored = archive.statements.store(lease, given, now=at, capture=None, baseline=False)
    archive.sources.release(lease)
    assert stored.version is not None
    version = archive.statements.version(stored.version)
    if read:
        found = reading(signatories=(), kind=None)
        archive.readings.record(
            version,
            found,
            watches=[WatchQuery(id=watch.id, query=watch.query)],
            compose=lambda _: [],
            now=at,
            begun=beginnings([watch], version, found, (), at),
        )
    return version


class Looking:
    """The stage with a clock that is set."""

    def __init__(self, config: Config, archive: Archive) -> None:
        self.clock, self.database = ManualClock(NOW), DatabaseThread()
        self.stage = Silences(config=config, archive=archive, database=self.database, clock=self.clock)

    def at(self, moment: datetime, **more: Any) -> int:
        self.clock.advance(moment - self.clock.now())
        return asyncio.run(self.stage.run(**more))


@pytest.fixture
def looking(config: Config, archive: Archive) -> Iterator[Looking]:
    found = Looking(config, archive)
    yield found
    found.database.close()


def told(archive: Archive) -> list[OutboxRow]:
    return archive.outbox.list()[::-1]


def event(row: OutboxRow) -> dict[str, Any]:
    found = row.payload["event"]
    assert isinstance(found, dict)
    return found


def test_a_board_is_told_once_to_each_destination(archive: Archive, looking: Looking) -> None:
    say(archive, "fr", NOW)
    check(archive, NOW + 6 * HOUR)
    assert looking.at(NOW + 6 * HOUR - MINUTE) == 0
    assert [looking.at(NOW + 6 * HOUR), looking.at(NOW + 6 * HOUR)] == [2, 0]
    rows = told(archive)
    assert [(row.destination, row.kind, row.watch) for row in rows] == [
        ("intake", "board", "silence"),
        ("other", "board", "silence"),
    ]
    assert {voice["issuer"]: voice["standing"] for voice in event(rows[0])["voices"]} == {
        "FR": "spoke",
        "RU": "no statement found",
    }
    assert (event(rows[0])["late"], event(rows[0])["unread"]) == (False, 0)


def test_it_waits_for_who_is_expected_to_be_asked_once_more(archive: Archive, looking: Looking) -> None:
    say(archive, "fr", NOW)
    assert looking.at(NOW + 6 * HOUR) == 0
    check(archive, NOW + 6 * HOUR + MINUTE, "fr")
    assert looking.at(NOW + 6 * HOUR + 2 * MINUTE) == 0
    check(archive, NOW + 6 * HOUR + 3 * MINUTE, "ru")
    assert looking.at(NOW + 6 * HOUR + 4 * MINUTE) == 2


def test_it_waits_for_what_is_not_read_yet_and_says_so_at_last(archive: Archive, looking: Looking) -> None:
    say(archive, "fr", NOW)
    say(archive, "fr", NOW + 5 * HOUR, read=False)
    check(archive, NOW + 6 * HOUR)
    assert looking.at(NOW + 6 * HOUR) == 0
    assert looking.at(NOW + 6 * HOUR + PATIENCE - MINUTE) == 0
    assert looking.at(NOW + 6 * HOUR + PATIENCE) == 2
    assert event(told(archive)[0])["unread"] == 1
    assert "1 text waits to be read" in event(told(archive)[0])["lead"][1]


@pytest.mark.parametrize(
    ("published", "silent"),
    [
        (Published(precision=Precision.DAY, day=NOW.date()), False),
        (Published(precision=Precision.DAY, day=NOW.date() + DAY), True),
        (Published(precision=Precision.DAY, day=NOW.date() + DAY, zone="Asia/Tokyo"), False),
        (Published(precision=Precision.UNKNOWN), False),
        (Published(precision=Precision.INSTANT, instant=NOW + 6 * HOUR), True),
    ],
)
def test_who_may_have_spoken_in_time_is_not_silent(
    archive: Archive, looking: Looking, published: Published, silent: bool
) -> None:
    """What was found when the sources were asked once more, or after an outage, and bears a day or nothing."""
    say(archive, "fr", NOW)
    check(archive, NOW + 6 * HOUR)
    say(archive, "ru", NOW + 6 * HOUR + MINUTE, published=published)
    assert looking.at(NOW + 6 * HOUR + 2 * MINUTE) == (2 if silent else 0)


def test_what_a_clock_saw_that_ran_ahead_counts(archive: Archive, looking: Looking) -> None:
    say(archive, "fr", NOW)
    spoken = Published(precision=Precision.INSTANT, instant=NOW + HOUR)
    say(archive, "ru", NOW + 2 * DAY, published=spoken, read=False)
    assert looking.at(NOW + 6 * HOUR, now=True) == 0


def test_one_pass_does_not_wait(archive: Archive, looking: Looking) -> None:
    say(archive, "fr", NOW)
    assert looking.at(NOW + 6 * HOUR, now=True) == 2


def test_the_later_one_answers_the_first_and_is_told_only_if_somebody_is_missing(
    archive: Archive, looking: Looking
) -> None:
    say(archive, "fr", NOW)
    looking.at(NOW + 6 * HOUR, now=True)
    assert looking.at(NOW + DAY, now=True) == 2
    assert [row.part.value for row in told(archive)] == ["head", "head", "reply", "reply"]
    assert len({row.thread for row in told(archive)}) == 1
    begin = NOW + 5 * DAY
    say(archive, "fr", begin)
    looking.at(begin + 6 * HOUR, now=True)
    say(archive, "ru", begin + 20 * HOUR)
    assert looking.at(begin + DAY, now=True) == 0
    assert len(told(archive)) == 6


@pytest.mark.parametrize("edit", [{"query": "aleppo OR hama"}, {"enabled": False}, {"board": None}])
def test_an_edited_watch_tells_nothing_of_what_began_before(
    archive: Archive, looking: Looking, config: Config, edit: dict[str, Any]
) -> None:
    say(archive, "fr", NOW)
    looking.stage.configure(replace(config, watches=(WATCH.model_copy(update=edit),)))
    assert looking.at(NOW + 6 * HOUR, now=True) == 0
    looking.stage.configure(config)
    assert looking.at(NOW + DAY, now=True) == 0, "and not when it is as it was again"
    assert told(archive) == []


def test_what_begins_an_episode(archive: Archive) -> None:
    version, found = say(archive, "fr", NOW, read=False), reading()
    sure = WATCH.model_copy(update={"query": "stance:condemnation", "min_confidence": 0.9})
    plain = WATCH.model_copy(update={"id": "plain", "board": None})
    begun = beginnings([WATCH, plain], version, found, (), NOW)
    assert [(one.watch, one.query, one.began, one.after, one.pause) for one in begun] == [
        ("silence", "aleppo", NOW, (6 * HOUR, DAY), 3 * DAY)
    ]
    reissue = Reissue(statement=1, day=NOW.date(), score=0.9)
    assert beginnings([WATCH], replace(version, baseline=True), found, (), NOW) == []
    assert beginnings([WATCH], replace(version, reissue=reissue), found, (), NOW) == []
    assert beginnings([WATCH], version, found, {"silence"}, NOW) == []
    assert beginnings([WATCH], version, found, (), NOW + 3 * DAY) == []
    assert len(beginnings([sure], version, found, (), NOW)) == 1
    assert beginnings([sure], version, reading(scores={"condemnation": 0.8}), (), NOW) == []


def test_a_rehearsal_counts_the_boards_that_would_have_been_told(
    archive: Archive, looking: Looking, config: Config
) -> None:
    """What it says is what the stage did."""
    begins = [NOW, NOW + 5 * DAY, NOW + 10 * DAY]
    for n, begin in enumerate(begins):
        say(archive, "fr", begin)
        if n != 1:
            looking.at(begin + 6 * HOUR, now=True)
        say(archive, "ru", begin + (30 if n == 0 else 20) * HOUR)
        looking.at(begin + DAY, now=True)
    until = NOW + 12 * DAY
    found = rehearse(archive, WATCH, since=NOW - DAY, until=until)
    assert len(told(archive)) == 2 * 3
    assert rehearsed(config, archive, found) == 4, (
        "one of them while nothing ran, when all had spoken at last"
    )
    silent = rehearse(archive, WATCH.model_copy(update={"board": None}), since=NOW - DAY, until=until)
    assert rehearsed(config, archive, silent) == 0
    assert rehearsed(config, archive, replace(found, until=NOW + timedelta(hours=7))) == 1
