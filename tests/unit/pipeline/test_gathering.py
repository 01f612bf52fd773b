"""What a digest says of the time in which nobody read a source: before it was first read, and after the last look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from alerts.digest_view import summary
from archive import Archive, open_archive
from archive.records import SourceEntry
from config import Config, load
from config.settings import Digest
from pipeline.gathering import gather
from statements.labels import Verdict
from tests.contract.examples import DAY, HOUR, NOW, finish

ISSUERS = {"fr": "FR", "tr": "TR"}


def configuration(directory: Path, settings: str = "") -> Config:
    (directory / "sources").mkdir(exist_ok=True)
    (directory / "settings.yaml").write_text(f"network: {{contact: 'mailto:desk@example.org'}}\n{settings}")
    (directory / "watches.yaml").write_text("watches: []\n")
    for source, issuer in ISSUERS.items():
        (directory / "sources" / f"{source}.yaml").write_text(
            f"{{id: {source}, name: {source}, issuer: {issuer}, kind: feed, entry: 'https://{source}.example/feed'}}\n"
        )
    return load(directory, {})


@pytest.fixture
def archive(sqlite_template: Path, tmp_path: Path) -> Iterator[Archive]:
    path = tmp_path / "archive.db"
    path.write_bytes(sqlite_template.read_bytes())
    with open_archive(f"sqlite:///{path}") as opened:
        yield opened


def look(archive: Archive, source: str, *hours: float, verdict: Verdict = Verdict.OK) -> None:
    for hour in hours:
        at = NOW + hour * HOUR
        lease = archive.sources.claim(source, at, owner="test", lease=HOUR)
        assert lease is not None
        finish(archive, lease, at, verdict)


def known(archive: Archive, since: datetime) -> None:
    archive.sources.sync(
        [
            SourceEntry(id=source, issuer=issuer, host=f"{source}.example", every=4 * HOUR)
            for source, issuer in ISSUERS.items()
        ],
        since,
    )


def told(
    config: Config, archive: Archive, start: datetime, end: datetime
) -> tuple[str, list[tuple[object, ...]]]:
    contents = gather(config, archive, Digest(recipients=("a@example.org",)), start, end, now=end)
    return summary(contents), [(gap.source, gap.since, gap.until, gap.error) for gap in contents.gaps]


def test_the_time_before_a_source_was_first_read_is_none_in_which_it_could_be_read(
    archive: Archive, tmp_path: Path
) -> None:
    config = configuration(tmp_path)
    known(archive, NOW)
    look(archive, "fr", *range(0, 96, 4))
    look(archive, "tr", 24, 28, 32, verdict=Verdict.TIMEOUT)
    look(archive, "tr", *range(36, 96, 4))
    whole = told(config, archive, NOW + 2 * DAY, NOW + 4 * DAY - HOUR)
    assert whole == (
        "No statement was first seen in this period. All 2 sources could be read all the time.",
        [],
    )

    said, gaps = told(config, archive, NOW + DAY, NOW + 3 * DAY)
    assert said.endswith("1 source could not be read for a time; see below.")
    [(source, since, until, why)] = gaps
    assert (source, since, why) == ("tr", NOW + DAY, "first read on 3 Dec 2024 00:00 UTC")
    assert until == archive.sources.states()[1].baseline_at

    long_ago = NOW.replace(year=1990)
    said, gaps = told(config, archive, long_ago, long_ago + 7 * DAY)
    assert said.endswith("2 sources could not be read for a time; see below.")
    assert [(source, since) for source, since, _, _ in gaps] == [("fr", long_ago), ("tr", long_ago)]


def test_a_source_that_was_never_read_says_so_and_keeps_its_reasons(archive: Archive, tmp_path: Path) -> None:
    config = configuration(tmp_path)
    _, gaps = told(config, archive, NOW, NOW + DAY)
    assert gaps == [("fr", NOW, None, "not read yet"), ("tr", NOW, None, "not read yet")]
    known(archive, NOW + HOUR)
    look(archive, "fr", 2, verdict=Verdict.BLOCKED)
    _, gaps = told(config, archive, NOW, NOW + 3 * HOUR)
    assert [(source, since, until) for source, since, until, _ in gaps] == [
        ("fr", NOW, None),
        ("tr", NOW, None),
    ]
    assert gaps[0][3] != "not read yet"


def test_a_demo_is_silent_of_the_time_between_its_looks_and_not_of_that_after_the_last(
    archive: Archive, tmp_path: Path
) -> None:
    config = configuration(tmp_path, "demo: true\n")
    known(archive, NOW)
    for source in ISSUERS:
        look(archive, source, 0, 48, 72)
    _, gaps = told(config, archive, NOW + HOUR, NOW + 3 * DAY + HOUR)
    assert gaps == []
    after = NOW + 700 * DAY
    said, gaps = told(config, archive, after, after + 7 * DAY)
    assert said.endswith("2 sources could not be read for a time; see below.")
    assert [(source, until, why) for source, _, until, why in gaps] == [
        ("fr", None, "not checked in this period"),
        ("tr", None, "not checked in this period"),
    ]
