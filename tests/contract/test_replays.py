"""Rehearsal: a watch that is tried on the archive would have done what it did. Recorded periods of every kind, on both engines."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alerts.telling import dedupe_key
from archive import Archive, open_archive
from archive.posts import OutboxRow
from archive.query import parse
from config.destinations import place as place_of
from config.watches import Quiet, Watch
from pipeline.pool import Inline
from pipeline.reading import ReadStage
from pipeline.rehearsal import Fired, rehearse
from pipeline.threads import DatabaseThread
from statements.clock import ManualClock
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, entry, new, revised

SENTENCES = (
    "We condemn in the strongest terms the shelling of the market in Aleppo.",
    "The Minister opened the annual book fair in Vienna.",
    "We call on all parties to agree to an immediate ceasefire.",
    "The Ministry is gravely concerned about the situation of civilians in the city.",
    "Security Council resolution 2254 remains the way to a political solution.",
    "The talks lasted 12 hours.",
    "We will impose sanctions on those responsible.",
    "The market reopened on Monday.",
)
QUERIES = (
    "market",
    "stance:condemnation",
    "stance:condemnation OR stance:concern -unsure:any",
    "topic:ceasefire -market",
    "edit:>=typo",
    "is:revised market",
    "seen:<2h (market OR civilians)",
    "-seen:>90m -condemn*",
    "resolution:2254 OR withdrawn:yes",
    "-withdrawn:yes aleppo",
    '"political solution" rung:<=4',
)
WATCHES = tuple(
    Watch(id=f"w{at}", name=query, query=query, to=(f"webhook:w{at}",)) for at, query in enumerate(QUERIES)
)


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[Archive]:
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").clean()
    else:
        path = tmp_path / "archive.db"
        path.write_bytes(sqlite_template.read_bytes())
        url = f"sqlite:///{path}"
    with open_archive(url) as opened:
        yield opened


class Desk:
    """A service that reads and matches, with a clock that is moved."""

    def __init__(self, archive: Archive, *watches: Watch) -> None:
        self.archive, self.clock, self._database = archive, ManualClock(NOW), DatabaseThread()
        self.stage = ReadStage(
            archive=archive,
            database=self._database,
            pool=Inline(),
            clock=self.clock,
            watches=watches,
            model=None,
            embeddings=False,
            demo=False,
        )
        archive.sources.sync([entry("a")], NOW)
        lease = archive.sources.claim("a", NOW, owner="test", lease=400 * DAY)
        assert lease is not None
        self._lease = lease

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def publish(self, name: str, text: str, *, baseline: bool = False) -> None:
        """A statement, or its next version."""
        known = self.archive.statements.known("a", new(name).candidate.locators, "", self.now)
        intent = revised(known, name=name, text=text) if known else new(name, text=text)
        self.archive.statements.store(
            self._lease, intent, now=self.now, capture=None, baseline=baseline and known is None
        )

    def gone(self, statement: int) -> None:
        later = self.now + HOUR
        self.archive.statements.missing(self._lease, statement, self.now, later, "HTTP 404")

    def read(self) -> None:
        asyncio.run(self.stage.run())

    def told(self, watch: Watch) -> list[OutboxRow]:
        """The alerts of a watch that has a place of its own."""
        place = place_of(watch.to[0])
        return [
            row for row in self.archive.outbox.list(limit=10_000) if (row.channel, row.destination) == place
        ]

    def is_gone(self, name: str) -> bool:
        known = self.archive.statements.known("a", new(name).candidate.locators, "", self.now)
        hit = self.archive.statements.current(known.statement) if known else None
        return hit is not None and hit.withdrawn_at is not None

    def _history(self, statement: int) -> list[tuple[int, int]]:
        return [(statement, version.n) for version in self.archive.statements.history(statement)]

    def close(self) -> None:
        self._database.close()


@pytest.fixture
def desk(archive: Archive) -> Iterator[Desk]:
    opened = Desk(archive, *WATCHES)
    yield opened
    opened.close()


def key_of(one: Fired, watch: Watch) -> str:
    """The dedupe key of the alert that the service sends for it."""
    at = one.read.at.isoformat()
    kind = f"withdrawn:{at}" if one.gone else f"returned:{at}" if one.back else "new"
    return dedupe_key(one.read.statement, f"revised:{one.read.n}" if one.revised else kind, watch.to[0])


def live(desk: Desk, seed: int) -> None:
    """A made-up period: statements, edits of every size, withdrawals and returns, some read at once and some late."""
    chance = random.Random(seed)
    texts: dict[str, list[str]] = {}
    for step in range(30):
        desk.clock.advance(chance.choice([MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, DAY]))
        what = chance.random()
        happened = False
        if not texts or what < 0.4:
            name = f"s{step}"
            texts[name] = chance.sample(SENTENCES, chance.randint(1, 3))
            desk.publish(name, "\n\n".join(texts[name]), baseline=chance.random() < 0.25)
        elif what < 0.85:
            name = chance.choice(list(texts))
            lines = texts[name]
            change = chance.randrange(4)
            if change == 0:
                lines[-1] = lines[-1].replace("market", "markett").replace("Minister", "Ministre")
            elif change == 1:
                lines.append(chance.choice(SENTENCES))
            elif change == 2 and len(lines) > 1:
                lines.pop(chance.randrange(len(lines)))
            else:
                lines[0] = chance.choice(SENTENCES)
            happened = desk.is_gone(name)
            desk.publish(name, "\n\n".join([*lines, f"Version {step}."]))
        else:
            happened = True
            desk.gone(chance.randint(1, len(texts)))
        if happened or chance.random() < 0.7:  # what goes and comes back is told at the next look
            desk.read()
    desk.clock.advance(HOUR)
    desk.read()


@pytest.mark.parametrize("seed", range(3))
def test_a_rehearsal_fires_as_often_as_the_service_did(desk: Desk, seed: int) -> None:
    live(desk, seed)
    archive, until = desk.archive, desk.now + MINUTE
    read = archive.replays.read(NOW - DAY, until)
    assert len(read) == sum(len(desk._history(one)) for one in range(1, 40))
    total = 0
    for watch in WATCHES:
        noted = {match.hit.version.id for match in archive.readings.matches(NOW, until, watch.id)}
        assert archive.replays.matching(parse(watch.query), read)[0] == noted, watch.query
        rehearsed = rehearse(archive, watch, since=NOW - DAY, until=until)
        told = desk.told(watch)
        assert sorted(key_of(one, watch) for one in rehearsed.fired) == sorted(
            row.dedupe_key for row in told
        ), watch.query
        assert len(rehearsed.fired) == len(told) == rehearsed.messages
        total += len(told)
    assert total > 20


def test_what_went_and_came_back_is_told_where_it_was_announced(desk: Desk) -> None:
    market = WATCHES[0]
    desk.publish("one", SENTENCES[0])
    desk.publish("two", SENTENCES[1])
    desk.read()
    announced = desk.now + MINUTE
    for _ in range(2):
        desk.clock.advance(DAY)
        for statement in (1, 2):
            desk.gone(statement)
        desk.read()
    desk.clock.advance(DAY)
    desk.publish("one", SENTENCES[0])
    desk.read()
    until = desk.now + MINUTE
    found = rehearse(desk.archive, market, since=NOW - DAY, until=until)
    assert [key_of(one, market) for one in found.fired] == [
        row.dedupe_key for row in reversed(desk.told(market))
    ]
    assert [(one.gone, one.back, one.reply) for one in found.fired] == [
        (False, False, False), (True, False, True), (False, True, True),
    ]  # fmt: skip
    later = rehearse(desk.archive, market, since=announced, until=until)
    assert [(one.gone, one.back, one.reply) for one in later.fired] == [
        (True, False, True),
        (False, True, True),
    ]
    unsure = WATCHES[1].model_copy(update={"min_confidence": 1.0})
    assert rehearse(desk.archive, unsure, since=NOW - DAY, until=until).fired == (), "nobody heard of it"


@pytest.mark.parametrize("rounds", [1, 2])
def test_what_went_before_the_time_that_is_looked_at_is_told_to_be_back(desk: Desk, rounds: int) -> None:
    market = WATCHES[0]
    for _ in range(rounds):  # gone for the second time: a withdrawal and a return before it cancel out
        desk.publish("one", SENTENCES[0])
        desk.read()
        for _ in range(2):
            desk.clock.advance(DAY)
            desk.gone(1)
            desk.read()
    since = desk.now + MINUTE
    desk.clock.advance(DAY)
    desk.publish("one", SENTENCES[0])
    desk.read()
    found = rehearse(desk.archive, market, since=since, until=desk.now + MINUTE)
    assert [key_of(one, market) for one in found.fired] == [desk.told(market)[0].dedupe_key]
    assert [(one.gone, one.back, one.reply) for one in found.fired] == [(False, True, True)]


def test_a_mute_holds_what_it_held(desk: Desk) -> None:
    """Eight alerts in as many hours: from the third hour to the sixth nobody wanted this source."""
    desk.clock.advance(3 * HOUR)
    desk.archive.mutes.set("a", "slack-webhook", "w0", until=NOW + 6 * HOUR, person="ana", now=desk.now)
    desk.clock.set(NOW)
    busy(desk, 8, every=HOUR)
    watch = WATCHES[0]
    found = rehearse(desk.archive, watch, since=NOW, until=desk.now)
    assert (len(found.fired), found.muted, found.messages, found.summaries) == (8, 3, 6, 1)
    other = watch.model_copy(update={"to": (*watch.to, "webhook:elsewhere")})
    assert rehearse(desk.archive, other, since=NOW, until=desk.now).muted == 0, "what the loudest place gets"
    excepted = watch.model_copy(update={"always": "market"})
    assert rehearse(desk.archive, excepted, since=NOW, until=desk.now).muted == 0


def test_a_part_of_the_period_is_that_part_of_it(desk: Desk) -> None:
    live(desk, 1)
    archive, until = desk.archive, desk.now + MINUTE
    whole = rehearse(archive, WATCHES[0], since=NOW, until=until)
    middle = whole.fired[len(whole.fired) // 2].read.at
    early = rehearse(archive, WATCHES[0], since=NOW, until=middle)
    late = rehearse(archive, WATCHES[0], since=middle, until=until)
    assert [one.read for one in (*early.fired, *late.fired)] == [one.read for one in whole.fired]


def test_baselines_are_counted_apart(desk: Desk) -> None:
    desk.publish("old", SENTENCES[0], baseline=True)
    desk.publish("older", SENTENCES[0], baseline=True)
    desk.read()
    desk.clock.advance(DAY)
    desk.publish("new", SENTENCES[0])
    desk.publish("old", SENTENCES[0].replace("market", "markets"))
    desk.read()
    found = rehearse(desk.archive, WATCHES[0], since=NOW, until=desk.now + MINUTE)
    assert (len(found.fired), found.baseline, found.looked) == (1, 2, 2)


def busy(desk: Desk, count: int, *, every: timedelta) -> None:
    for n in range(count):
        desk.publish(f"n{n}", f"{SENTENCES[0]} Number {n}.")
        desk.read()
        desk.clock.advance(every)


ROUTED: list[tuple[dict[str, object], tuple[int, int]]] = [
    ({}, (24, 0)),
    ({"rate": "daily"}, (2, 2)),
    ({"rate": "weekly"}, (2, 2)),
    ({"rate": "off"}, (0, 0)),
    ({"rate": "daily", "always": '"number 7"'}, (3, 2)),
    ({"quiet": Quiet.model_validate({"begin": "20:00", "end": "08:00"})}, (16, 2)),
    ({"cap": None}, (24, 0)),
]
"""What is changed of the watch, and how many messages and summaries it then sends."""


def test_the_routing_of_a_watch_changes_its_messages_not_what_fires(desk: Desk) -> None:
    busy(desk, 24, every=90 * MINUTE)
    sent = []
    for more, _ in ROUTED:
        found = rehearse(desk.archive, WATCHES[0].model_copy(update=more), since=NOW, until=desk.now)
        assert len(found.fired) == 24, more
        assert found.too_often is False, "the archive is too young to say so"
        sent.append((more, (found.messages, found.summaries)))
    assert sent == ROUTED


def test_what_is_over_the_cap_leaves_together(desk: Desk) -> None:
    busy(desk, 12, every=MINUTE)
    found = rehearse(desk.archive, WATCHES[0].model_copy(update={"cap": 5}), since=NOW, until=desk.now)
    assert (len(found.fired), found.messages, found.summaries) == (12, 6, 1)


def test_the_loudest_day_and_week_are_those_of_the_zone(desk: Desk) -> None:
    desk.clock.set(
        datetime.fromisoformat("2024-12-01T22:30:00+00:00")
    )  # a Sunday; already Monday further east
    busy(desk, 8, every=10 * MINUTE)
    desk.clock.set(datetime.fromisoformat("2024-12-08T12:00:00+00:00"))
    desk.publish("later", SENTENCES[0])
    desk.read()
    until = desk.now + MINUTE
    east = rehearse(desk.archive, WATCHES[0], since=NOW, until=until, zone="Europe/Athens")
    assert [str(east.week and east.week[0]), str(east.day and east.day[0])] == ["2024-12-02", "2024-12-02"]
    west = rehearse(desk.archive, WATCHES[0], since=NOW, until=until, zone="America/New_York")
    assert [str(west.week and west.week[0]), str(west.day and west.day[0])] == ["2024-11-25", "2024-12-01"]
    assert east.week is not None
    assert east.week[1] == 9
    assert west.day is not None
    assert west.day[1] == 8


def test_a_watch_fires_too_often_once_the_archive_can_tell(desk: Desk) -> None:
    busy(desk, 40, every=2 * HOUR)
    found = rehearse(desk.archive, WATCHES[0], since=NOW - 90 * DAY, until=desk.now)
    assert found.since == NOW, "nobody knows what came before the archive began"
    assert found.too_often
    assert round(found.per_day) == 12
    summed = WATCHES[0].model_copy(update={"rate": "daily"})
    assert not rehearse(desk.archive, summed, since=NOW - 90 * DAY, until=desk.now).too_often
    few = rehearse(desk.archive, WATCHES[0], since=NOW - 90 * DAY, until=desk.now, limit=10)
    assert few.looked == 10
    assert few.too_often, "so often in the time that was looked at"
