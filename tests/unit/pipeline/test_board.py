"""The board of a query or a story, from a real archive: what is asked, whom it expects, when it begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, open_archive
from archive.records import SourceEntry
from archive.voices import Standing
from config import Config, load
from config.settings import Digest
from config.watches import Watch
from pipeline import board
from pipeline.gathering import gather
from statements.errors import CommuniqueError, QueryError
from statements.labels import Kind, Precision, Verdict
from statements.model import Published
from tests.contract.examples import DAY, HOUR, NOW, finish, new, reading

SOURCES = {"fr": "FR", "us": "US", "tr": "TR", "ir": "IR"}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "sources").mkdir()
    (tmp_path / "settings.yaml").write_text("network: {contact: 'mailto:desk@example.org'}\n")
    (tmp_path / "watches.yaml").write_text("watches: []\n")
    for source, issuer in {**SOURCES, "cn": "CN"}.items():
        off = ", enabled: false" if source == "cn" else ""
        (tmp_path / "sources" / f"{source}.yaml").write_text(
            f"{{id: {source}, name: {source}, issuer: {issuer}, kind: feed, entry: 'https://{source}.example/feed'{off}}}\n"
        )
    return load(tmp_path, {})


@pytest.fixture
def archive(sqlite_template: Path, tmp_path: Path) -> Iterator[Archive]:
    """Four sources that were read every four hours, of which Tehran's is blocked after the first day."""
    path = tmp_path / "archive.db"
    path.write_bytes(sqlite_template.read_bytes())
    with open_archive(f"sqlite:///{path}") as opened:
        entries = [
            SourceEntry(id=source, issuer=issuer, host=f"{source}.example", every=4 * HOUR)
            for source, issuer in SOURCES.items()
        ]
        opened.sources.sync(entries, NOW - 2 * DAY)
        for hours in range(-48, 72, 4):
            for source in SOURCES:
                at = NOW + hours * HOUR
                lease = opened.sources.claim(source, at, owner="test", lease=HOUR)
                assert lease is not None
                blocked = source == "ir" and hours > 24
                finish(opened, lease, at, Verdict.BLOCKED if blocked else Verdict.OK)
        yield opened


def say(archive: Archive, source: str, hours: float, *signatories: str, **more: Any) -> int:
    """A statement on Aleppo, published so many hours from the start; returns its id."""
    at = NOW + hours * HOUR
    lease = archive.sources.claim(source, NOW + 72 * HOUR, owner="test", lease=HOUR)
    assert lease is not None
    when = Published(precision=Precision.INSTANT, instant=at)
    issuer = SOURCES[source]
    given = new(
        f"{source}{hours}", source=source, issuer=issuer, published=when, text=f"On Aleppo, {source} {hours}."
    )
    stored = archive.statements.store(lease, given, now=at, capture=None, baseline=False)
    archive.sources.release(lease)
    assert stored.version is not None
    found = reading(signatories=signatories, kind=Kind.JOINT_STATEMENT if signatories else None, **more)
    archive.readings.record(
        archive.statements.version(stored.version), found, watches=[], compose=lambda _: [], now=at
    )
    return stored.statement


def ask(config: Config, archive: Archive, **more: Any) -> board.Board:
    return board.of(config, archive, **{"query": "aleppo", "now": NOW + 71 * HOUR, **more})


def standings(found: board.Board) -> dict[str, str]:
    return {voice.issuer: voice.standing.value for voice in found.voices}


def test_the_board_of_a_query(config: Config, archive: Archive) -> None:
    say(archive, "us", 30, "US", "FR", "DE")
    first = say(archive, "ir", 2)
    found = ask(config, archive, expected=("FR", "US", "IR", "TR", "CN", "GB"), since=NOW)
    assert standings(found) == {
        "IR": "spoke", "US": "spoke", "FR": "spoke",
        "TR": "no statement found", "CN": "not watched", "GB": "not watched",
    }  # fmt: skip
    assert found.first is not None and found.first.version.statement == first
    assert (found.start, found.others, found.truncated) == (NOW, ("DE",), False)
    shown = board.as_json(found, query="aleppo", story=None)
    iran, _, france = shown["voices"][:3]
    assert (iran["id"], iran["delay"], iran["by"], iran["exact"]) == (first, 7200, None, True)
    assert (france["by"], france["rung"], france["stance"]) == ("US", 6, ["condemnation", "demand"])
    assert france["quote"] == "We condemn in the strongest terms…"
    assert shown["first"] == {"issuer": "IR", "id": first, "at": "2024-12-01T14:00:00Z"}


def test_a_source_that_could_not_be_read_is_no_silence(config: Config, archive: Archive) -> None:
    say(archive, "fr", 30)
    found = ask(config, archive, since=NOW + 29 * HOUR)
    assert standings(found) == {
        "FR": "spoke",
        "US": "no statement found",
        "TR": "no statement found",
        "IR": "source unreadable",
    }
    iran = next(voice for voice in found.voices if voice.issuer == "IR")
    assert iran.reason == "ir blocked since 2024-12-02 16:00"
    shown = board.as_json(found, query="aleppo", story=None)["voices"]
    [gaps] = [one["sources"][0]["gaps"] for one in shown if one["issuer"] == "IR"]
    assert gaps[0]["verdict"] == "blocked"
    earlier = ask(config, archive, since=NOW - DAY, until=NOW + 20 * HOUR)
    assert standings(earlier)["IR"] == "no statement found"


def test_a_source_that_is_not_due_yet_is_not_called_unreadable(config: Config, archive: Archive) -> None:
    """All were last asked at 68 h; what began after that nobody could have heard yet."""
    say(archive, "fr", 69)
    found = ask(config, archive, now=NOW + 70 * HOUR)
    assert standings(found) == {
        "FR": "spoke", "US": "not watched", "TR": "not watched", "IR": "source unreadable",
    }  # fmt: skip
    assert [voice.reason for voice in found.voices if voice.issuer == "TR"] == [
        "tr was last asked 2024-12-04 08:00, before this began"
    ]


def test_the_board_of_a_story_is_that_of_its_members(config: Config, archive: Archive) -> None:
    one, other = say(archive, "us", 1, "US", "FR"), say(archive, "tr", 3)
    found = ask(config, archive, query=None, story=one)
    assert standings(found)["FR"] == "spoke"
    assert standings(found)["TR"] == "no statement found"
    assert standings(ask(config, archive, query=None, story=other))["TR"] == "spoke"
    with pytest.raises(CommuniqueError, match="no story"):
        ask(config, archive, query=None, story=99)


def test_the_board_of_a_digest_counts_what_was_first_seen_in_its_period(
    config: Config, archive: Archive
) -> None:
    say(archive, "us", 1)
    say(archive, "fr", 30)
    period = {"query": "aleppo OR idlib", "start": NOW + 24 * HOUR, "end": NOW + 48 * HOUR}
    asked = ("FR", "US", "IR", "CN")

    def board_of(**more: Any) -> board.Board:
        values: dict[str, Any] = {**period, "expected": asked, "tell": lambda at: f"{at:%H:%M}", **more}
        return board.of_period(config, archive, **values)

    found = board_of()
    assert standings(found) == {
        "FR": "spoke", "US": "no statement found", "IR": "source unreadable", "CN": "not watched",
    }  # fmt: skip
    assert found.start == NOW + 30 * HOUR
    assert [voice.reason for voice in found.voices if voice.issuer == "IR"] == ["ir blocked since 16:00"]
    empty = board_of(query="nothing-at-all")
    assert (empty.start, standings(empty)["FR"]) == (period["start"], "no statement found")


def test_without_a_beginning_it_begins_with_the_first_statement(config: Config, archive: Archive) -> None:
    assert ask(config, archive).start is None
    say(archive, "tr", 5)
    assert ask(config, archive).start == NOW + 5 * HOUR


def test_more_than_a_page_of_statements(
    config: Config, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours in range(7):
        say(archive, "fr", hours)
    monkeypatch.setattr(board, "_PAGE", 3)
    found = ask(config, archive)
    assert (found.voices[0].statements, found.truncated) == (7, False)
    monkeypatch.setattr(board, "MOST", 3)
    assert ask(config, archive).truncated


def test_a_digest_says_that_not_all_was_looked_through(
    config: Config, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours in range(3):
        say(archive, "fr", hours)
    watch = Watch(id="city", name="The city", query="aleppo")
    digest = Digest(recipients=("desk@example.org",), expected={"city": ("FR", "US")})
    watched, end = replace(config, watches=(watch,)), NOW + DAY

    def newest() -> int | None:
        found = gather(watched, archive, digest, NOW - DAY, end, now=end).sections[0].board
        assert found is not None
        return found.newest

    assert newest() is None
    monkeypatch.setattr(board, "_PAGE", 2)
    monkeypatch.setattr(board, "MOST", 2)
    assert newest() == 2


def test_what_came_later_uses_up_nothing_of_a_period(
    config: Config, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A digest of long ago is looked at: two statements were made in its period, and five since."""
    for source, hours in [("fr", 1), ("us", 2), *(("tr", hours) for hours in range(24, 29))]:
        say(archive, source, hours)
    monkeypatch.setattr(board, "_PAGE", 2)
    monkeypatch.setattr(board, "MOST", 3)
    digest = Digest(recipients=("desk@example.org",), expected={"city": ("FR", "US", "TR")})
    watched = replace(config, watches=(Watch(id="city", name="The city", query="aleppo"),))
    found = gather(watched, archive, digest, NOW, NOW + DAY, now=NOW + 3 * DAY).sections[0].board
    assert found is not None
    assert [voice.standing for voice in found.voices] == [Standing.SPOKE, Standing.SPOKE, Standing.SILENT]
    assert found.newest is None
    before = gather(watched, archive, digest, NOW - DAY, NOW, now=NOW + 3 * DAY).sections[0].board
    assert before is not None
    assert {voice.standing for voice in before.voices} == {Standing.SILENT}, (
        "before the first statement of all"
    )


def test_a_query_may_be_as_long_as_any(config: Config, archive: Archive) -> None:
    say(archive, "fr", 1)
    say(archive, "us", -30)
    asked: dict[str, Any] = {
        "query": "aleppo".ljust(2000),
        "expected": ("FR", "US"),
        "tell": lambda at: f"{at:%H:%M}",
    }
    period = board.of_period(config, archive, **asked, start=NOW, end=NOW + DAY)
    episode = board.of_episode(config, archive, **asked, since=NOW, until=NOW + DAY, now=NOW + DAY)
    for found in (period, episode):
        assert standings(found) == {"FR": "spoke", "US": "no statement found"}
    assert episode.missing == ["US"]


def test_the_board_of_an_episode_counts_what_was_published_in_it_and_is_known(
    config: Config, archive: Archive
) -> None:
    for source, hours in (("tr", -30), ("us", -20), ("fr", 1), ("ir", 30)):
        say(archive, source, hours)

    def episode(**more: Any) -> board.Board:
        asked: dict[str, Any] = {
            "query": "aleppo", "expected": ("FR", "US", "TR", "IR"), "tell": lambda at: f"{at:%H:%M}", "since": NOW - DAY,
            "until": NOW + DAY, "now": NOW + 48 * HOUR,
        }  # fmt: skip
        return board.of_episode(config, archive, **{**asked, **more})

    assert episode().missing == ["TR", "IR"]
    assert episode().start == NOW - 20 * HOUR, "who spoke shortly before it began is not silent"
    assert episode(until=NOW + 31 * HOUR).missing == ["TR"]
    known = archive.periods.bound(NOW)
    assert episode(before=known).missing == ["FR", "TR", "IR"], "Paris was not heard of yet"
    assert episode(query="nothing-at-all").missing == [], "nobody spoke at all"


def test_a_query_that_cannot_be_read_is_refused(config: Config, archive: Archive) -> None:
    for query in ("source:nowhere", "topic:nothing", "(", "first:word"):
        with pytest.raises(QueryError):
            ask(config, archive, query=query)


def test_who_is_expected() -> None:
    assert board.expect("p5,DE,fr") == ("US", "GB", "FR", "RU", "CN", "DE")
    assert board.expect("eu")[0] == "EU"
    assert len(board.expect("eu")) == 28
    assert board.expect("EU") == ("EU",)
    assert board.expect("UN") == ("UN",)
    with pytest.raises(CommuniqueError, match="did you mean FR"):
        board.expect("France")
    with pytest.raises(CommuniqueError, match="p5, g7"):
        board.expect("everybody")


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("2024-12-01", False, datetime(2024, 12, 1, tzinfo=UTC)),
        ("2024-12-01", True, datetime(2024, 12, 2, tzinfo=UTC)),
        ("2024-12-01T18:00", True, datetime(2024, 12, 1, 18, tzinfo=UTC)),
        ("2024-12-01T18:00+03:00", False, datetime(2024, 12, 1, 15, tzinfo=UTC)),
        ("36h", False, NOW - 36 * HOUR),
        ("2w", False, NOW - 14 * DAY),
    ],
)
def test_a_time_as_people_write_it(text: str, end: bool, expected: datetime) -> None:
    assert board.moment(text, NOW, end=end) == expected


@pytest.mark.parametrize("text", ["", "yesterday", "2024-13-01", "7x", "9999-12-31T99:00"])
def test_a_time_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(CommuniqueError, match="cannot read the time"):
        board.moment(text, NOW)


def test_the_standings_are_those_that_the_documentation_names() -> None:
    page = (Path(__file__).parents[3] / "docs" / "queries.md").read_text("utf-8")
    assert all(f"*{standing.value}*" in page for standing in Standing)
