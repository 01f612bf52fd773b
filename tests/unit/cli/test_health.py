"""`communique sources health`: the published shape, and what a person reads."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from archive import Archive, open_archive
from archive.records import SourceEntry, SourceHealth
from statements.clock import SystemClock
from statements.labels import Precision, Verdict
from statements.model import Published
from tests.contract.examples import new, report
from tests.service.terminal import communique
from tests.unit.cli.test_answers import documented

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOW = SystemClock().now().replace(microsecond=0)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sources: one that has spoken every other day and is quiet for nine, one behind a wall, one never checked."""
    directory = tmp_path_factory.mktemp("health") / "desk"
    (directory / "sources").mkdir(parents=True)
    (directory / "settings.yaml").write_text("network: {contact: 'mailto:desk@example.org'}\n")
    (directory / "watches.yaml").write_text("watches: []\n")
    for name in ("quiet", "walled", "fresh"):
        text = f"{{id: {name}, name: N, issuer: FR, kind: feed, entry: 'https://{name}.example/feed'}}\n"
        (directory / "sources" / f"{name}.yaml").write_text(text)
    with open_archive(f"sqlite:///{directory / 'communique.db'}", migrate=True) as archive:
        entries = [
            SourceEntry(id=name, issuer="FR", host=name, every=timedelta(minutes=15))
            for name in ("quiet", "walled", "fresh")
        ]
        archive.sources.sync(entries, NOW - 40 * DAY)
        for n in range(12):
            check(archive, "quiet", NOW - 31 * DAY + n * 2 * DAY, text=f"Text {n}.")
        for hours in (3, 1):
            check(archive, "quiet", NOW - hours * HOUR)
            check(archive, "walled", NOW - hours * HOUR, Verdict.OK if hours == 3 else Verdict.BLOCKED)
    return directory


def check(
    archive: Archive, source: str, at: object, verdict: Verdict = Verdict.OK, text: str | None = None
) -> None:
    assert isinstance(at, type(NOW))
    lease = archive.sources.claim(source, at, owner="t", lease=HOUR)
    assert lease is not None
    if text is not None:
        published = Published(precision=Precision.INSTANT, instant=at, origin="feed")
        given = new(text, source=source, text=text, published=published)
        archive.statements.store(lease, given, now=at, capture=None, baseline=False)
    archive.sources.finish(
        lease,
        report(source, verdict, at, stored=int(text is not None), listed=10, known=9, error=None if verdict.success else "a \x1b[31mwall"),
        next_due_at=at + 2 * DAY if text else at + HOUR,
        validators={},
        health=SourceHealth.OK if verdict.success else SourceHealth.BLOCKED,
        now=at,
    )  # fmt: skip


def test_each_source_with_its_state_rhythm_and_reason(desk: Path) -> None:
    answer = communique("sources", "health", "--json", "--config", str(desk))
    assert answer.status == 0
    rows = {row["id"]: row for row in answer.json}
    assert set(rows["quiet"]) == documented("sources health --json")
    assert {name: row["state"] for name, row in rows.items()} == {
        "quiet": "silent",
        "walled": "blocked",
        "fresh": "new",
    }
    assert rows["quiet"]["reason"] == "no news for 9 days, usually every 2 days"
    assert rows["quiet"]["rhythm"] == {
        "items": 12,
        "last": rows["quiet"]["last_new"],
        "median_hours": 48.0,
        "p99_hours": 48.0,
        "silent_after_hours": 144.0,
    }
    assert rows["quiet"]["last_counts"]["listed"] == 10
    assert rows["fresh"]["rhythm"] is rows["fresh"]["readable_week"] is rows["fresh"]["since"] is None
    assert rows["walled"]["readable_week"] == pytest.approx(1.0, abs=0.01)
    assert rows["walled"]["entry"] == "https://a/"

    one = communique("sources", "health", "walled", "--json", "--config", str(desk))
    assert [row["id"] for row in one.json] == ["walled"]
    assert communique("sources", "health", "--check", "fresh", "--config", str(desk)).status == 0
    assert communique("sources", "health", "--check", "--config", str(desk)).status == 5
    unknown = communique("sources", "health", "nobody", "--config", str(desk))
    assert unknown.status == 1
    assert "there is no source 'nobody' here" in unknown.err


def test_the_table_obeys_no_site(desk: Path) -> None:
    answer = communique("sources", "health", "--config", str(desk))
    assert "no news for 9 days, usually every 2 days" in answer.out
    assert "\x1b[31m" not in answer.out
    assert "too new to tell" in answer.out


def test_a_check_that_found_nothing_changed_counted_nothing(desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk, tmp_path / "desk")
    assert "10/9/0/0" in communique("sources", "health", "quiet", "--config", str(tmp_path / "desk")).out
    with open_archive(f"sqlite:///{tmp_path / 'desk' / 'communique.db'}") as archive:
        check(archive, "quiet", NOW, Verdict.UNCHANGED)
    shown = communique("sources", "health", "quiet", "--config", str(tmp_path / "desk")).out
    assert "unchanged" in shown and "/0/0" not in shown


def test_status_counts_the_silent_and_a_search_says_who_is(desk: Path) -> None:
    status = communique("status", "--json", "--config", str(desk)).json
    assert status["sources"] == {"new": 1, "silent": 1, "blocked": 1}
    assert any(
        problem.startswith("source quiet is silent: no news for 9 days") for problem in status["problems"]
    )
    found = communique("search", "nothing", "--json", "--config", str(desk)).json
    gaps = {gap["source"]: gap for gap in found["gaps"]}
    assert (gaps["quiet"]["silent"], gaps["quiet"]["error"]) == (
        True,
        "no news for 9 days, usually every 2 days",
    )
    assert gaps["walled"]["silent"] is False
    said = communique("search", "nothing", "--config", str(desk)).err
    assert "silent now: quiet, no news for 9 days, usually every 2 days" in said
    assert "not readable now: walled since " in said


def test_a_search_of_a_time_says_who_could_not_be_read_then(desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk, tmp_path / "desk")
    with open_archive(f"sqlite:///{tmp_path / 'desk' / 'communique.db'}") as archive:
        check(archive, "walled", NOW)

    def said(query: str) -> list[str]:
        lines = communique("search", query, "--config", str(tmp_path / "desk")).err.splitlines()
        return [line for line in lines if " then: walled " in line]

    since, until = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (NOW - HOUR, NOW + timedelta(seconds=2)))
    assert said("nothing") == []
    [line] = said("nothing seen:<2d")
    assert line.startswith("not readable then: walled for 1 h of this period, ")
    assert f"from {since} to {until}" in line
    assert line.endswith(" (blocked)")
    assert said("nothing seen:<2d -source:walled") == []
    arguments = ("search", "nothing seen:<2d", "--json", "--config")
    told = communique(*arguments, str(tmp_path / "desk")).json["period"]
    assert set(told) == {"since", "until", "unread", "more", "not_yet"}
    assert {one["source"]: one["times"] for one in told["unread"]}["walled"] == 1
    # What lasts until now is said once.
    lasting = communique("search", "nothing seen:<2d", "--config", str(desk)).err
    assert "not readable now: walled since " in lasting
    assert " then: walled" not in lasting
