"""From an address to stored statements without a line of configuration by hand: `sources new`, `sources test`, `once`."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from config.files import read_sources
from statements.clock import SystemClock
from tests import programs
from tests.fake_ministry import FakeMinistry, Page
from tests.service import terminal
from tests.service.spiders.test_redesigns import described, expected, new_design, old_design
from tests.service.terminal import Answer
from tests.small_sites import SITES, SmallSite, serve
from tests.unit.spiders.learning.entries import entries

pytestmark = pytest.mark.suite

BY_NAME = {build.__name__: build for build in SITES}


def configured(directory: Path, ministry: FakeMinistry) -> Path:
    directory.mkdir()
    (directory / "settings.yaml").write_text(
        "database: sqlite:///archive.db\n"
        f"network: {{contact: 'https://desk.example/', allow: ['{ministry.allow}'], delay: 0s}}\n"
    )
    return directory


def communique(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that asks the site: in a process of its own, for a reactor runs once."""
    return programs.run(
        programs.COMMUNIQUE, *arguments, "--config", str(directory), env={**os.environ, "COLUMNS": "300"}
    )


def offline(directory: Path, *arguments: str) -> Answer:
    """A command that asks nobody, in this process."""
    return terminal.communique(*arguments, "--config", str(directory))


def build(name: str) -> SmallSite:
    return BY_NAME[name](SystemClock().now().date())


@pytest.mark.parametrize("name", ["arabic_portal", "sitemap_only", "drawn_by_script"])
def test_an_address_becomes_a_file_with_its_test_and_then_statements(name: str, tmp_path: Path) -> None:
    site = build(name)
    with FakeMinistry() as ministry:
        serve(site, ministry)
        place = configured(tmp_path / "desk", ministry)
        made = communique(
            place,
            "sources",
            "new",
            ministry.url("/"),
            "--id",
            "new-mfa",
            "--issuer",
            "JO",
            "--write",
            "--json",
        )
        assert made.returncode == 0, made.stderr
        answer = json.loads(made.stdout)
        assert answer["proposals"][0]["kind"] == site.kinds[0]
        problems: list[object] = []
        [(source, _)] = read_sources(place / "sources", problems)  # type: ignore[arg-type]
        assert not problems
        assert (source.kind, source.zone) == (site.kinds[0], "Asia/Amman")
        text = (place / "sources" / "new-mfa.yaml").read_text("utf-8")
        assert "% sure" in text
        saved = sorted(path.name for path in (place / "sources" / "new-mfa.test").iterdir())
        assert "expected.json" in saved

        asked = sum(ministry.asked.values())
        tested = offline(place, "sources", "test", "new-mfa", "--json")
        assert tested.status == 0, tested.out + tested.err
        shown = tested.json
        assert sum(ministry.asked.values()) == asked
        assert shown["differences"] == []
        assert len(shown["listed"]) == len(site.entries)
        assert {draft["body"] for draft in shown["drafts"]} <= {site.text(entry) for entry in site.entries}
        assert all(draft["why"]["published"] for draft in shown["drafts"])

        live = communique(place, "sources", "test", "new-mfa", "--live", "--json")
        assert live.returncode == 0, live.stdout + live.stderr
        assert sum(ministry.asked.values()) > asked

        once = communique(place, "once", "--json")
        assert once.returncode == 0, once.stderr
        exported = offline(place, "export")
        stored = {line["title"]: line for line in map(json.loads, exported.out.splitlines())}
        assert stored.keys() == {entry.title for entry in site.entries}
        for entry in site.entries:
            assert stored[entry.title]["text"] == site.text(entry)
            assert stored[entry.title]["published"]["value"][:10] == entry.day.isoformat()

        again = offline(
            place, "sources", "new", ministry.url("/"), "--id", "new-mfa", "--issuer", "JO", "--write"
        )
        assert again.status == 1
        assert "not written over" in again.err
        assert (place / "sources" / "new-mfa.yaml").read_text("utf-8") == text


def test_a_saved_page_that_reads_differently_is_told(tmp_path: Path) -> None:
    with FakeMinistry() as ministry:
        serve(build("drupal"), ministry)
        place = configured(tmp_path / "desk", ministry)
        made = communique(
            place, "sources", "new", ministry.url("/en/press"), "--id", "new-mfa", "--issuer", "JO", "--write"
        )
        assert made.returncode == 0, made.stderr
    file = place / "sources" / "new-mfa.yaml"
    file.write_text(file.read_text("utf-8").replace("css: div.views-row", "css: div.views-rows"))
    tested = offline(place, "sources", "test", "new-mfa", "--json")
    assert tested.status == 1
    assert "0 listed, 8 expected" in tested.json["reason"]


def test_what_cannot_be_watched_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with FakeMinistry() as ministry:
        ministry["/"] = Page(
            "<html><head><title>Ministry</title></head><body><h1>Under way</h1><p>Soon.</p></body></html>"
        )
        place = configured(tmp_path / "desk", ministry)
        made = communique(place, "sources", "new", ministry.url("/"), "--issuer", "JO", "--write", "--json")
        assert made.returncode == 1
        assert "nothing was found" in made.stderr
        assert json.loads(made.stdout)["refused"]
        assert not (place / "sources").exists()
        shown = communique(place, "sources", "new", ministry.url("/"), "--issuer", "JO").stderr
        told = shown.splitlines()
        assert told[-1] == f"communique: nothing was found at {ministry.url('/')} that can be watched"
        reasons = [
            re.sub(r".*?: | \(http.*", "", line.removeprefix("not: "))
            for line in told
            if line.startswith("not:")
        ]
        assert reasons
        assert len(reasons) == len(set(reasons)), shown
        assert "warning:" not in shown
        unknown = offline(place, "sources", "new", ministry.url("/"))
        assert unknown.status == 2
        assert "--issuer" in unknown.err


def test_a_rebuilt_site_gets_a_proposal_that_is_taken_only_when_accepted(tmp_path: Path) -> None:
    found = entries("en", "/press/{slug}", first=SystemClock().now().date() - timedelta(days=1), count=6)
    with FakeMinistry() as ministry:
        place = configured(tmp_path / "desk", ministry)
        (place / "sources").mkdir()
        file = place / "sources" / "ministry.yaml"
        keys = described(ministry).model_dump(mode="json", exclude_unset=True) | {
            "kind": "listing",
            "notes": "written by hand",
        }
        file.write_text(json.dumps(keys))
        saved = place / "sources" / "ministry.test"
        saved.mkdir()
        (saved / "expected.json").write_text('{"pages": []}')
        old_design(ministry, found[1:])
        assert communique(place, "once").returncode == 0
        new_design(ministry, found)
        broken = communique(place, "once", "--all", "--json")
        told = json.loads(broken.stdout)["sources"][0]
        assert told["verdict"] == "empty"
        assert "communique sources accept ministry" in told["error"]
        assert broken.stderr.count("the site seems to have been rebuilt") <= 1
        assert json.loads(file.read_text()) == keys

        listed = offline(place, "sources", "list", "--json")
        assert listed.json[0]["proposed"] == str(place / "sources" / "ministry.proposed.yaml")
        assert "a new file is proposed" in offline(place, "sources", "list").err

        accepted = offline(place, "sources", "accept", "ministry", "--json")
        assert accepted.status == 0, accepted.err
        change = accepted.json
        assert '+item: "css: ' in change["difference"].replace("'", '"') or "+item: " in change["difference"]
        assert json.loads(Path(change["kept"]).read_text()) == keys
        [aside] = (place / "sources").glob("ministry.test*")
        assert aside.name.endswith(".old"), (
            "what the old file reads from the old pages is no test of the new one"
        )
        assert "written by hand" in file.read_text()
        assert "sources accept" not in file.read_text()  # done
        again = offline(place, "sources", "accept", "ministry")
        assert again.status == 1
        assert "nothing is proposed" in again.err

        # At once, though a source that failed waits for twice its interval; and that once only.
        for looked in (1, 0):
            assert len(json.loads(communique(place, "once", "--json").stdout)["sources"]) == looked
        lines = [json.loads(line) for line in offline(place, "export").out.splitlines()]
        assert sorted((line["title"], line["text"]) for line in lines) == expected(found)
        assert all(len(line["versions"]) == 1 for line in lines)
        assert offline(place, "sources", "list", "--json").json[0]["proposed"] is None
