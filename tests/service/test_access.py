"""`communique doctor --access`: every source asked once from here, politely, storing nothing; a report that says what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from config import load
from pipeline import access
from statements.clock import SystemClock
from tests.fake_ministry import RSS, FakeMinistry, Page, rss
from tests.on_reactor import on_reactor
from tests.service.terminal import communique

pytestmark = pytest.mark.suite

NOW = SystemClock().now()

WALL = "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
SOURCES = {
    "good": "kind: feed, entry: '{url}/feed'",
    "moved": "kind: feed, entry: '{url}/old-feed'",
    "walled": "kind: feed, entry: '{url}/wall'",
    "empty": "kind: listing, entry: '{url}/list', item: 'css: li.release', link: 'css: a'",
    "doors": "kind: feed, entry: '{url}/old-feed', otherwise: [{{kind: feed, entry: '{url}/feed'}}]",
    "old": "kind: feed, entry: '{url}/abandoned'",
    "off": "kind: feed, enabled: false, entry: '{url}/off'",
}


@contextmanager
def desk(tmp_path: Path) -> Iterator[tuple[Path, FakeMinistry]]:
    with FakeMinistry() as site:
        site["/feed"] = Page(rss(("/a", "A", format_datetime(NOW)), ("/b", "B", None)), RSS, validators=True)
        site["/wall"] = Page(WALL, status=403)
        site["/list"] = Page("<html><body><p>no list | here</p></body></html>")
        site["/abandoned"] = Page(rss(("/x", "X", "Mon, 04 Jan 2016 10:00:00 GMT")), RSS)
        site["/robots.txt"] = Page("User-agent: *\nDisallow: /off\n", "text/plain")
        directory = tmp_path / "desk"
        (directory / "sources").mkdir(parents=True)
        (directory / "settings.yaml").write_text(
            f"network: {{allow: ['{site.allow}'], delay: 0s, jitter: 0, contact: 'mailto:desk@example.org'}}\n"
        )
        (directory / "watches.yaml").write_text("watches: []\n")
        for name, text in SOURCES.items():
            (directory / "sources" / f"{name}.yaml").write_text(
                f"{{id: {name}, name: N, issuer: FR, {text.format(url=site.url(''))}}}\n"
            )
        yield directory, site


def test_access_is_measured_reported_and_nothing_is_stored(tmp_path: Path) -> None:
    with desk(tmp_path) as (directory, site):
        done = subprocess.run(
            [
                str(Path(sys.executable).parent / "communique"), "doctor", "--access", "--json",
                "--report", str(tmp_path / "access.md"), "--config", str(directory),
            ],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 5, done.stderr
        report = json.loads(done.stdout)
        rows = {row["id"]: row for row in report["sources"]}
        assert {name: row["verdict"] for name, row in rows.items()} == {
            "good": "ok", "moved": "http-error", "walled": "blocked", "empty": "empty", "doors": "ok", "old": "stale",
        }  # fmt: skip
        good = rows["good"]
        assert (good["http_status"], good["items"], good["newest"]) == (200, 2, NOW.date().isoformat())
        assert (good["etag"], good["last_modified"], good["not_modified"]) == (True, False, True)
        assert (good["robots"], good["tls"], good["content_type"]) == ("allows", "none", RSS)
        assert (good["advice"], good["door"], good["doors"]) == (None, 1, 1)
        assert good["latency_ms"] >= 0
        assert good["bytes"] > 200
        assert (rows["doors"]["door"], rows["doors"]["doors"]) == (2, 2)
        assert "old-feed cannot be read" in rows["doors"]["reason"]
        assert (rows["walled"]["http_status"], rows["moved"]["http_status"]) == (403, 404)
        assert "ask its owner" in rows["walled"]["advice"]
        assert all(row["advice"] for row in rows.values() if row["verdict"] != "ok")
        assert report["sources"][-1]["verdict"] == "ok"  # what needs somebody stands first

        page = (tmp_path / "access.md").read_text("utf-8")
        assert "## What to do" in page
        assert "- **walled** (blocked): the site refuses this network" in page
        assert "| good | ok | 200 |" in page
        assert json.loads((tmp_path / "access.json").read_text("utf-8")) == report

        assert (
            site.asked["/feed"] == 4
        )  # good and the second door of another, each once and once conditionally
        assert site.asked["/a"] == site.asked["/b"] == site.asked["/off"] == 0
        assert not (directory / "communique.db").exists()
        assert load(directory, {}).settings.database.endswith("communique.db")


class Stumbling:
    """A pool in which every reader stumbles."""

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        raise IndexError("odd")


def test_a_reader_that_stumbles_over_one_source_ends_no_report(tmp_path: Path) -> None:
    with desk(tmp_path) as (directory, _):
        config = load(directory, {})
        chosen = [source for source in config.sources if source.id == "good"]
        pool: Any = Stumbling()
        report = on_reactor(lambda: access.measure(config, chosen, clock=SystemClock(), pool=pool))
        [row] = report["sources"]
        assert (row["verdict"], row["http_status"]) == ("parse-error", 200)
        assert "makes our reader stumble (IndexError: odd)" in row["reason"]


def test_a_report_without_access_is_refused(tmp_path: Path) -> None:
    with desk(tmp_path) as (directory, site):
        refused = communique("doctor", "--report", str(tmp_path / "x.md"), "--config", str(directory))
        assert refused.status == 2
        assert "--access" in refused.err
        assert sum(site.asked.values()) == 0
