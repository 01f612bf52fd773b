"""The memory of what issuers said, on both databases: written with the reading, asked before the next, filled anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from archive import Archive, open_archive, schema
from archive.novelties import MEMORY
from archive.records import Lease, WatchQuery
from archive.remembering import rebuild
from statements import novelty
from statements.labels import Grade, Kind, Novelty, Precision, Stance, Topic
from statements.model import Actor, Message, Published, Reading, Version
from statements.story import News
from tests.contract.examples import DAY, NOW, entry, message, new, reading, revised

LONG = "The Ministry published the following text for the press, at some length and in plain words. " * 5


class Desk:
    """An archive with one source, into which statements are stored, and read as the read stage does."""

    def __init__(self, archive: Archive, lease: Lease) -> None:
        self.archive, self.lease, self.day = archive, lease, 0

    def publish(
        self,
        found: Reading,
        text: str = LONG,
        *,
        baseline: bool = False,
        title: str = "On Syria",
        watches: Sequence[WatchQuery] = (),
        **more: Any,
    ) -> list[str]:
        """A new statement, a day after the last; returns its news as ``kind value``."""
        self.day += 1
        when = Published(precision=Precision.INSTANT, instant=NOW + self.day * DAY)
        given = new(str(self.day), text=f"{text} {self.day}", title=title, published=when, **more)
        stored = self.archive.statements.store(
            self.lease, given, now=NOW + self.day * DAY, capture=None, baseline=baseline
        )
        assert stored.version is not None
        return self.read(self.archive.statements.version(stored.version), found, watches)

    def edit(self, statement: int, found: Reading, text: str, grade: Grade) -> list[str]:
        known = self.archive.statements.known("a", [f"guid:{statement}"], "", NOW)
        assert known is not None
        intent = revised(known, name=str(statement), text=text, title="On Syria")
        self.day += 1
        stored = self.archive.statements.store(
            self.lease, intent, now=NOW + self.day * DAY, capture=None, baseline=False
        )
        assert stored.version is not None
        return self.read(replace(self.archive.statements.version(stored.version), grade=grade), found)

    def read(self, version: Version, found: Reading, watches: Sequence[WatchQuery] = ()) -> list[str]:
        known = self.archive.novelties.known(version, found)
        news = novelty.find(known, version, found, story=None)

        def compose(matched: Sequence[str]) -> list[Message]:
            return [message(f"{version.id}", version=version.id, watch=matched[0])] if matched else []

        self.archive.readings.record(
            version,
            found,
            watches=watches,
            compose=compose,
            now=NOW + self.day * DAY,
            grade=version.grade,
            news=news,
        )
        kept = self.archive.novelties.of(version.id)
        assert list(kept) == sorted(news, key=lambda one: (one.kind, one.value))
        return [f"{one.kind} {one.value}" for one in news]

    def fill(self, count: int) -> None:
        """Statements about nothing, as a baseline."""
        for _ in range(count):
            self.publish(plain(), "Nothing.", baseline=True, title="Notes")

    def found(self, query: str) -> list[int]:
        hits = self.archive.search(query, limit=200, now=NOW + self.day * DAY).hits
        return [hit.version.statement for hit in reversed(hits)]


def plain(**more: Any) -> Reading:
    nothing: dict[str, Any] = {
        "stances": (Stance.NEUTRAL,), "primary": Stance.NEUTRAL, "topics": (), "rung": 0, "evidence": {}, "kind": None,
        "signatories": (), "resolutions": (), "actors": (), "instruments": (), "commitments": (), "unsure": (),
        "own_topics": (), "speaker": None,
    }  # fmt: skip
    return reading(**{**nothing, **more})


@pytest.fixture
def desk(archive_url: str) -> Iterator[Desk]:
    with open_archive(archive_url) as archive:
        archive.sources.sync([entry("a"), entry("b")], NOW)
        lease = archive.sources.claim("a", NOW, owner="test", lease=1000 * DAY)
        assert lease is not None
        yield Desk(archive, lease)


def memory(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    with archive.database.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr) for table in MEMORY
        }


def test_a_first_is_news_once_and_is_found(desk: Desk) -> None:
    desk.fill(30)
    warns = plain(stances=(Stance.WARNING,), evidence={"warning": ("We warn.",)})
    assert desk.publish(warns) == ["stance warning"]
    assert desk.publish(warns) == []
    [news] = desk.archive.novelties.of(31)
    # Noted when it was read, and stored: the quote, how deep the archive was, since when.
    assert news == News(
        kind=Novelty.STANCE, value="warning", quote="We warn.", depth=30, since=NOW + DAY, before={}
    )
    assert news.since is not None and news.since.tzinfo is not None
    assert desk.archive.novelties.of_all([30, 31, 32]) == {31: (news,)}
    assert desk.found("first:stance") == desk.found("first:any") == [31]
    assert desk.found("first:topic") == desk.found("new:rung") == []


def test_a_thin_archive_is_silent_and_says_how_thin(desk: Desk) -> None:
    desk.fill(5)
    assert desk.publish(plain(stances=(Stance.WARNING,))) == []
    depth = desk.archive.novelties.depths()["FR"]
    assert (depth.read, depth.since, depth.unread) == (6, NOW + DAY, 0)


def test_what_is_not_yet_read_of_a_baseline_keeps_firsts_back(desk: Desk) -> None:
    desk.fill(40)
    for n in range(4):
        given = new(f"unread {n}", text=f"unread {n}")
        desk.archive.statements.store(desk.lease, given, now=NOW, capture=None, baseline=True)
    assert desk.archive.novelties.depths()["FR"].unread == 4
    assert desk.publish(plain(stances=(Stance.WARNING,))) == []
    for version in desk.archive.readings.unread(10):
        desk.read(version, plain())
    assert desk.publish(plain(stances=(Stance.DEMAND,))) == ["stance demand"]


def test_an_edit_keeps_the_news_of_its_statement_findable(desk: Desk) -> None:
    desk.fill(100)
    assert desk.publish(plain(resolutions=("2254",))) == ["resolution 2254"]
    more = plain(resolutions=("2254", "2664"))
    assert desk.edit(101, more, "edited", Grade.FACTS) == ["resolution 2664"]
    assert desk.edit(101, more, "edited again", Grade.TYPO) == []
    assert desk.found("first:resolution") == [101]
    assert [one.value for one in desk.archive.novelties.of(102)] == ["2664"]
    assert desk.archive.novelties.depths()["FR"].read == 101


def test_a_watch_on_what_is_new_matches_in_the_same_transaction(desk: Desk) -> None:
    desk.fill(100)
    watches = [
        WatchQuery(id="new", query="first:formula formula:red-line"),
        WatchQuery(id="says", query="formula:red-line"),
        WatchQuery(id="rung", query="new:rung"),
    ]
    text = LONG + "This is a red line."
    assert desk.publish(plain(rung=7), text, watches=watches) == ["formula red-line"]
    assert desk.archive.outbox.list(None, 10)[0].watch == "new"
    desk.publish(plain(rung=7), text, watches=watches)
    assert desk.archive.outbox.list(None, 10)[0].watch == "says"


def test_a_new_rung_and_a_dropped_formula_are_found(desk: Desk) -> None:
    sovereign = plain(topics=(Topic.SOVEREIGNTY,))
    phrase = LONG + "We stand by a Syrian-led process."
    for _ in range(5):
        assert desk.publish(sovereign, phrase) == []
    assert desk.publish(replace(sovereign, rung=5)) == ["rung 5", "dropped syrian-led-process"]
    dropped, rung = desk.archive.novelties.of(6)
    assert rung.before == {"rung": 0, "counts": 0, "day": "2024-12-06", "statement": 5}
    assert (rung.subject, dropped.subject) == ("sovereignty/SY", "sovereignty/SY")
    assert dropped.quote == "We stand by a Syrian-led process."
    assert dropped.before == {"uses": 5, "since": "2024-12-02", "day": "2024-12-06", "statement": 5}
    for query in (
        "new:rung",
        "dropped:formula",
        "dropped:syrian-led-process",
        "dropped:syrian-led-process,red-line",
    ):
        assert desk.found(query) == [6]
    assert desk.found("dropped:red-line") == []
    assert desk.found("formula:syrian-led-process") == [1, 2, 3, 4, 5]


def test_a_dropped_resolution_quotes_its_last_use(desk: Desk) -> None:
    cites = plain(topics=(Topic.UNSC_2254,), resolutions=("2254",))
    for _ in range(5):
        desk.publish(cites, LONG + "We recall resolution 2254 (2015).")
    assert desk.publish(plain(topics=(Topic.UNSC_2254,))) == ["dropped resolution-2254"]
    [news] = desk.archive.novelties.of(6)
    assert news.quote == "We recall resolution 2254 (2015)."
    assert desk.found("dropped:resolution-2254") == [6]


def test_a_joint_statement_fills_the_memory_of_its_signatories(desk: Desk) -> None:
    joint = plain(kind=Kind.JOINT_STATEMENT, signatories=("FR", "DE"), stances=(Stance.WARNING,), rung=7)
    desk.publish(replace(joint, topics=(Topic.SANCTIONS,)))
    depths = desk.archive.novelties.depths()
    assert (depths["DE"].read, depths["DE"].unread, depths["FR"].read) == (1, 0, 1)
    kept = memory(desk.archive)
    assert {row[0] for row in kept["said"]} == {row[0] for row in kept["height"]} == {"FR", "DE"}


def test_the_same_text_from_the_same_issuer_is_no_news_and_no_depth(desk: Desk) -> None:
    desk.fill(30)
    text = LONG * 3
    desk.publish(plain(), text)
    other = desk.archive.sources.claim("b", NOW, owner="test", lease=1000 * DAY)
    assert other is not None
    when = Published(precision=Precision.INSTANT, instant=NOW + 32 * DAY)
    copied = new("copy", source="b", text=f"{text} {desk.day}", title="On Syria", published=when)
    stored = desk.archive.statements.store(other, copied, now=NOW + 32 * DAY, capture=None, baseline=False)
    assert stored.version is not None
    copy = desk.archive.statements.version(stored.version)
    assert desk.read(copy, plain(stances=(Stance.WARNING,))) == []
    depth = desk.archive.novelties.depths()["FR"]
    assert (depth.read, depth.unread) == (31, 0)


def test_nothing_is_remembered_of_a_reading_that_was_not_recorded(desk: Desk) -> None:
    desk.fill(1)
    before = memory(desk.archive)
    given = new("x", text=LONG)
    stored = desk.archive.statements.store(desk.lease, given, now=NOW, capture=None, baseline=False)
    assert stored.version is not None
    version = desk.archive.statements.version(stored.version)
    found = plain(stances=(Stance.WARNING,), topics=(Topic.SANCTIONS,), rung=5, actors=(Actor(name="HTS"),))

    def broken(matched: Sequence[str]) -> list[Message]:
        raise KeyError("a bug")

    news = [News(kind=Novelty.STANCE, value="warning")]
    with pytest.raises(KeyError):
        desk.archive.readings.record(
            version, found, watches=[WatchQuery(id="all", query="")], compose=broken, now=NOW, news=news
        )
    assert memory(desk.archive) == before
    assert desk.archive.novelties.of(version.id) == ()
    assert desk.read(version, found) == []
    after = memory(desk.archive)
    assert after != before
    # A version that has a reading keeps it, and is not remembered twice.
    desk.archive.readings.record(version, found, watches=[], compose=lambda matched: [], now=NOW, news=news)
    assert memory(desk.archive) == after
    assert desk.archive.novelties.of(version.id) == ()


def fill(desk: Desk) -> None:
    desk.fill(3)
    sovereign = plain(topics=(Topic.SOVEREIGNTY,), resolutions=("2254",), actors=(Actor(name="HTS"),))
    for n in range(8):
        phrase = "We stand by a Syrian-led process." if n % 3 else ""
        desk.publish(replace(sovereign, rung=n % 5), LONG + phrase)
    desk.edit(5, replace(sovereign, rung=7), LONG + "A red line.", Grade.STANCE)
    joint = plain(kind=Kind.JOINT_STATEMENT, signatories=("FR", "DE"), stances=(Stance.WARNING,))
    desk.publish(joint)


@pytest.mark.parametrize("batch", [1, 4, 500])
def test_the_memory_can_be_filled_anew_and_alerts_nobody(desk: Desk, batch: int) -> None:
    fill(desk)
    expected, found = memory(desk.archive), desk.found("formula:syrian-led-process")
    assert len(found) > 3
    news = desk.archive.novelties.of_all(range(1, 20))
    # An archive from before there was a memory: nothing in it, and nothing of it in the index.
    desk.archive.novelties.forget()
    assert all(rows == [] for rows in memory(desk.archive).values())
    steps = list(rebuild(desk.archive.database, batch=batch))
    assert steps[-1] == (13, 13)
    assert len(steps) == -(-13 // batch)
    assert memory(desk.archive) == expected
    assert desk.found("formula:syrian-led-process") == found
    assert desk.archive.novelties.of_all(range(1, 20)) == news
    assert desk.archive.outbox.list(None, 10) == []
    list(rebuild(desk.archive.database, batch=batch))
    assert memory(desk.archive) == expected


def test_a_rebuild_that_was_cut_short_calls_nothing_a_first(desk: Desk) -> None:
    desk.fill(60)
    assert desk.archive.novelties.lacking() == 0
    steps = rebuild(desk.archive.database, batch=40)
    assert next(steps) == (40, 60)
    assert desk.archive.novelties.lacking() == 20
    steps.close()  # type: ignore[attr-defined]  # a generator
    assert desk.archive.novelties.depths()["FR"].unread == 20
    assert desk.publish(plain(stances=(Stance.WARNING,))) == []


def test_what_was_read_before_there_was_a_memory_is_found_after_a_rebuild(desk: Desk) -> None:
    desk.publish(plain(), LONG + "A red line.")
    with desk.archive.database.write() as connection:
        if desk.archive.database.postgres:
            terms = schema.postgres_search.c.terms
            gone = sa.func.ts_delete(terms, sa.literal("=formula:red-line", sa.Text()))
            connection.execute(sa.update(schema.postgres_search).values(terms=gone))
        else:
            connection.execute(sa.text("UPDATE search SET facets = replace(facets, '=formula:red-line', '')"))
    assert desk.found("formula:red-line") == []
    list(rebuild(desk.archive.database))
    assert desk.found("formula:red-line issuer:FR") == [1]


def test_an_older_text_that_is_read_later_is_no_first_and_deepens_the_archive(desk: Desk) -> None:
    desk.fill(100)
    assert desk.publish(plain(resolutions=("2254",))) == ["resolution 2254"]
    old = Published(precision=Precision.DAY, day=date(2015, 12, 18))
    given = new("old", text="We welcome resolution 2254.", published=old)
    stored = desk.archive.statements.store(
        desk.lease, given, now=NOW + 200 * DAY, capture=None, baseline=False
    )
    assert stored.version is not None
    assert desk.read(desk.archive.statements.version(stored.version), plain(resolutions=("2254",))) == []
    since = desk.archive.novelties.depths()["FR"].since
    assert since == datetime(2015, 12, 18, 12, tzinfo=UTC)
