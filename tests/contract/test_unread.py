"""A search of a past time says which sources could not be read then, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Archive, open_archive
from archive.records import SourceEntry
from config import Config, load
from pipeline import unread
from statements.labels import Verdict
from tests.contract.examples import DAY, HOUR, NOW, finish

ISSUERS = {"fr": "FR", "tr": "TR", "us": "US"}
LATER = NOW + 30 * DAY


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[Archive]:
    """France is always read, Türkiye was not for 12 hours from 3 December and 24 from 5 December, the United States are since 10
    December only, and not now."""
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").clean()
    else:
        (tmp_path / "archive.db").write_bytes(sqlite_template.read_bytes())
        url = f"sqlite:///{tmp_path / 'archive.db'}"
    with open_archive(url) as opened:
        entries = [
            SourceEntry(id=source, issuer=issuer, host=source, every=10 * DAY)
            for source, issuer in ISSUERS.items()
        ]
        opened.sources.sync(entries[:2], NOW)
        look(opened, "fr", 0)
        for day, verdict in (
            (0, Verdict.OK),
            (2, Verdict.BLOCKED),
            (2.5, Verdict.OK),
            (4, Verdict.BLOCKED),
            (5, Verdict.OK),
        ):
            look(opened, "tr", day, verdict)
        opened.sources.sync(entries, NOW + 9 * DAY)
        look(opened, "us", 9)
        look(opened, "us", 29, Verdict.TIMEOUT)
        yield opened


def look(archive: Archive, source: str, day: float, verdict: Verdict = Verdict.OK) -> None:
    at = NOW + day * DAY
    lease = archive.sources.claim(source, at, owner="test", lease=HOUR)
    assert lease is not None
    finish(archive, lease, at, verdict)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    directory = tmp_path / "desk"
    (directory / "sources").mkdir(parents=True)
    (directory / "settings.yaml").write_text("network: {contact: 'mailto:desk@example.org'}\n")
    (directory / "watches.yaml").write_text("watches: []\n")
    for source, issuer in ISSUERS.items():
        (directory / "sources" / f"{source}.yaml").write_text(
            f"{{id: {source}, name: {source}, issuer: {issuer}, kind: feed, entry: 'https://{source}.example/feed'}}\n"
        )
    return load(directory, {})


def test_a_time_is_told_with_what_could_not_be_read_in_it(archive: Archive, config: Config) -> None:
    told = unread.of_query(config, archive, "aleppo date:2024-12-02..2024-12-07", LATER)
    assert told is not None
    assert (told["since"], told["until"]) == ("2024-12-02T00:00:00Z", "2024-12-08T00:00:00Z")
    [turkey] = told["unread"]
    assert (turkey["source"], turkey["times"], turkey["seconds"] // 3600) == ("tr", 2, 36)
    assert [(gap["since"], gap["until"][:16], gap["verdict"]) for gap in turkey["gaps"]] == [
        ("2024-12-05T12:00:00Z", "2024-12-06T12:00", "blocked"),
        ("2024-12-03T12:00:00Z", "2024-12-04T00:00", "blocked"),
    ]
    assert (told["more"], told["not_yet"]) == (0, 1)  # the United States


def test_only_the_part_of_a_gap_within_the_time_counts(archive: Archive, config: Config) -> None:
    told = unread.of_query(config, archive, "date:2024-12-06", LATER)
    assert told is not None
    [turkey] = told["unread"]
    assert (turkey["times"], turkey["seconds"] // 3600) == (1, 12)
    quiet = unread.of_query(config, archive, "date:2024-12-08", LATER)
    assert quiet is not None
    assert quiet["unread"] == []


@pytest.mark.parametrize(
    ("query", "unreadable", "not_yet"),
    [
        ("date:2024-12-02..2024-12-07 issuer:FR", [], 0),
        ("date:2024-12-02..2024-12-07 -source:us", ["tr"], 0),
        ("date:2024-12-02..", ["tr", "us"], 1),
        ("date:..2024-12-07", ["tr"], None),
        ("seen:<2d", ["us"], 0),
        ("date:2031-01-01..", [], 0),
    ],
)
def test_told_are_the_sources_that_could_answer(
    archive: Archive, config: Config, query: str, unreadable: list[str], not_yet: int | None
) -> None:
    told = unread.of_query(config, archive, query, LATER)
    assert told is not None
    assert [one["source"] for one in told["unread"]] == unreadable
    assert told["not_yet"] == not_yet


def test_a_search_of_no_time_tells_of_none(archive: Archive, config: Config) -> None:
    assert unread.of_query(config, archive, "aleppo issuer:TR", LATER) is None


def test_what_is_left_out_is_counted(
    archive: Archive, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unread, "MOST_SOURCES", 1)
    monkeypatch.setattr(unread, "MOST_GAPS", 1)
    told = unread.of_query(config, archive, "date:2024-12-02..", LATER)
    assert told is not None
    assert [(one["source"], one["times"], len(one["gaps"])) for one in told["unread"]] == [("tr", 2, 1)]
    assert told["more"] == 1
