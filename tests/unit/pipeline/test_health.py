"""What status calls unhealthy."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from archive import Archive, open_archive
from archive.records import CheckReport, SourceEntry, SourceHealth
from config import Config, load
from pipeline.health import problems, status
from statements.clock import SystemClock
from statements.labels import Verdict
from tests.contract.examples import finish

SOURCE = "id: quiet\nname: Quiet\nissuer: CH\nkind: feed\nentry: http://127.0.0.1:9/feed\nevery: 15m\n"


def desk(tmp_path: Path) -> tuple[Config, Archive]:
    directory = tmp_path / "desk"
    (directory / "sources").mkdir(parents=True)
    (directory / "settings.yaml").write_text('network: {allow: ["127.0.0.1"]}\n')
    (directory / "watches.yaml").write_text("watches: []\n")
    (directory / "sources" / "quiet.yaml").write_text(SOURCE)
    config = load(directory, {})
    return config, open_archive(config.settings.database, migrate=True)


def test_sources_that_nobody_checks_are_a_problem_and_name_the_service(tmp_path: Path) -> None:
    config, archive = desk(tmp_path)
    with archive:
        entry = SourceEntry(id="quiet", issuer="CH", host="127.0.0.1:9", every=timedelta(minutes=15))
        archive.sources.sync([entry], SystemClock().now() - timedelta(hours=4))
        (problem,) = problems(config, archive)
        assert "1 sources should have been checked" in problem
        assert "is the service running?" in problem


def test_a_source_that_was_never_read_is_said_to_be(tmp_path: Path) -> None:
    config, archive = desk(tmp_path)
    with archive:
        now = SystemClock().now()
        entry = SourceEntry(id="quiet", issuer="CH", host="127.0.0.1:9", every=timedelta(minutes=15))
        archive.sources.sync([entry], now)
        lease = archive.sources.claim("quiet", now, owner="test", lease=timedelta(minutes=1))
        assert lease is not None
        report = CheckReport(
            source="quiet", verdict=Verdict.DNS, started=now, finished=now, entry="", error="no such host"
        )
        archive.sources.finish(
            lease,
            report,
            next_due_at=now + timedelta(hours=1),
            validators={},
            health=SourceHealth.FAILING,
            now=now,
        )
        assert problems(config, archive) == ["source quiet is failing: never read; dns: no such host"]


def test_a_source_that_is_due_just_now_is_none(tmp_path: Path) -> None:
    config, archive = desk(tmp_path)
    with archive:
        entry = SourceEntry(id="quiet", issuer="CH", host="127.0.0.1:9", every=timedelta(minutes=15))
        archive.sources.sync([entry], SystemClock().now() - timedelta(minutes=1))
        assert problems(config, archive) == []


def test_the_service_is_not_idle_before_it_has_looked_at_every_source(tmp_path: Path) -> None:
    config, archive = desk(tmp_path)
    with archive:
        entry = SourceEntry(id="quiet", issuer="CH", host="127.0.0.1:9", every=timedelta(minutes=15))
        # Entered after the look has read the clock, it is not due by that clock.
        soon = SystemClock().now() + timedelta(minutes=1)
        archive.sources.sync([entry], soon)
        assert (status(config, archive)["due"], status(config, archive)["idle"]) == (0, False)
        lease = archive.sources.claim("quiet", soon, owner="test", lease=timedelta(minutes=1))
        assert lease is not None
        finish(archive, lease, SystemClock().now())
        assert status(config, archive)["idle"]
