"""What a digest says of the time in which nobody read a source: before it was first read, and after the last look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alerts.digest_heads import summary
from archive import Archive, open_archive
from archive.records import SourceEntry
from config import Config, load
from config.settings import Digest
from pipeline.gathering import gather
from statements.labels import Verdict
from tests.contract.examples import DAY, HOUR, NOW, finish

ISSUERS = {"fr": "FR", "tr": "TR"}


def configuration(directory: Path) -> Config:
    (directory / "sources").mkdir(exist_ok=True)
    (directory / "settings.yaml").write_text("network: {contact: 'mailto:desk@example.org'}\n")
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


def test_the_time_before_a_source_was_first_looked_at_is_no_gap_and_none_in_which_it_could_be_read(
    archive: Archive, tmp_path: Path
) -> None:
    config = configuration(tmp_path)
    known(archive, NOW - 7 * DAY)
    look(archive, "fr", *range(0, 96, 4))
    look(archive, "tr", 24, 28, 32, verdict=Verdict.TIMEOUT)
    look(archive, "tr", *range(36, 96, 4))
    nothing = "No statement was first seen in this period"
    whole = told(config, archive, NOW + 2 * DAY, NOW + 4 * DAY - HOUR)
    assert whole == (f"{nothing}; all 2 sources could be read all the time.", [])

    said, gaps = told(config, archive, NOW + HOUR, NOW + 3 * DAY)
    assert said == f"{nothing}; 1 source could not be read for part of it (tr)."
    [(source, since, until, _)] = gaps
    assert (source, since) == ("tr", NOW + DAY), "from the first look on, which failed"
    assert until == NOW + 36 * HOUR + timedelta(seconds=2), "to the end of the first that did not"

    look(archive, "tr", 96, verdict=Verdict.TIMEOUT)
    said, gaps = told(config, archive, NOW - HOUR, NOW + 5 * DAY)
    assert said.endswith(
        "; 2 sources could not be read for part of it (fr, tr) and 1 source was not read yet when the period began."
    )
    assert [gap[:2] for gap in gaps] == [("fr", NOW + 92 * HOUR), ("tr", NOW + DAY), ("tr", NOW + 96 * HOUR)]

    for before in (NOW - 7 * DAY, NOW.replace(year=1990)):
        said, gaps = told(config, archive, before, before + 7 * DAY - HOUR)
        assert (said, gaps) == (f"{nothing}; 2 sources were not read yet when the period began.", [])


def test_a_source_that_was_never_read_keeps_its_reasons(archive: Archive, tmp_path: Path) -> None:
    config = configuration(tmp_path)
    said, gaps = told(config, archive, NOW, NOW + DAY)
    assert (said.endswith("; 2 sources were not read yet when the period began."), gaps) == (True, [])
    known(archive, NOW - DAY)
    look(archive, "fr", 2, verdict=Verdict.BLOCKED)
    said, gaps = told(config, archive, NOW, NOW + 3 * HOUR)
    assert said.endswith(
        "; 1 source could not be read at all (tr) and 1 source could not be read for part of it (fr)."
    )
    assert [(source, since, until) for source, since, until, _ in gaps] == [
        ("fr", NOW + 2 * HOUR, None),
        ("tr", NOW - DAY, None),
    ]
    assert gaps[1][3] == "not checked in this period", "it was to be looked at"


def test_nobody_having_looked_is_told_between_two_looks_and_after_the_last(
    archive: Archive, tmp_path: Path
) -> None:
    config = configuration(tmp_path)
    known(archive, NOW)
    for source in ISSUERS:
        look(archive, source, 0, 48)
    for start in (NOW + HOUR, NOW + 700 * DAY):
        said, gaps = told(config, archive, start, start + DAY)
        assert said.endswith("2 sources could not be read at all (fr, tr).")
        assert [(source, why) for source, _, _, why in gaps] == [
            ("fr", "not checked in this period"),
            ("tr", "not checked in this period"),
        ]
