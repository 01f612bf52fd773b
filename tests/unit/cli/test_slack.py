"""The commands about Slack, as people call them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from demo.slack_limits import refusal_of
from tests.service.terminal import Answer, communique
from tests.unit.cli import filled


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled.make(tmp_path_factory.mktemp("desk") / "desk")


def ask(desk: Path, *arguments: str) -> Answer:
    answer = communique("slack", "preview", *arguments, "--config", str(desk))
    assert "Traceback" not in answer.err
    return answer


def test_the_blocks_can_be_pasted_and_slack_takes_them(desk: Path) -> None:
    assert "No watch matched" in ask(desk, "1").out
    answer = ask(desk, "1", "--watch", "syria")
    assert answer.status == 0
    payload = json.loads(answer.out)
    assert set(payload) == {"text", "blocks"}
    assert refusal_of("C1", payload) is None
    assert "resolution *2254*" in answer.out
    assert payload["blocks"][-1]["elements"][-1]["type"] == "overflow"


def test_a_hostile_statement_breaks_out_of_neither_blocks_nor_page(desk: Path, tmp_path: Path) -> None:
    answer = ask(desk, "2", "--watch", "syria")
    assert answer.status == 0
    assert "\x1b" not in answer.out
    page = tmp_path / "alert.html"
    assert ask(desk, "2", "--html", str(page)).status == 0
    assert "\x1b" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("99",), "there is no statement 99 in this archive"),
        (("1", "--watch", "syri"), "there is no watch 'syri'"),
    ],
)
def test_what_is_not_there_is_said_not_to_be(desk: Path, arguments: tuple[str, ...], said: str) -> None:
    answer = ask(desk, *arguments)
    assert answer.status == 1
    assert said in answer.err


def test_a_picture_needs_a_browser_and_says_so(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = ask(desk, "1", "--png", str(tmp_path / "alert.png"))
    assert answer.status == 1
    assert "needs a Chromium on this machine" in answer.err


def test_a_browser_that_fails_is_said_to_have_failed(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    false = shutil.which("false")
    assert false is not None
    (tmp_path / "chromium").symlink_to(false)
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = ask(desk, "1", "--png", str(tmp_path / "alert.png"))
    assert answer.status == 1
    assert "could not draw the page" in answer.err


def test_the_manifest_asks_for_what_is_used_and_no_more() -> None:
    answer = communique("slack", "manifest")
    manifest = json.loads(answer.out)
    assert manifest["oauth_config"]["scopes"]["bot"] == ["chat:write", "channels:history", "groups:history"]
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]
    page = (Path(__file__).parents[3] / "docs" / "slack.md").read_text("utf-8")
    assert json.loads(page.partition("```json")[2].partition("```")[0]) == manifest, "as in the docs"


def test_a_place_where_nothing_can_be_written_is_named(desk: Path, tmp_path: Path) -> None:
    answer = ask(desk, "1", "--html", str(tmp_path / "nowhere" / "alert.html"))
    assert answer.status == 1
    assert "cannot write" in answer.err
    (tmp_path / "file").write_text("")
    answer = communique("digest", "preview", "--out", str(tmp_path / "file"), "--config", str(desk))
    assert answer.status == 1
    assert "Traceback" not in answer.err
