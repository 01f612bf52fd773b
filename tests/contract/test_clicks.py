"""What clicks under alerts do to a real archive, on both engines; and, once, the whole way from Slack's socket to the row."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alerts.slack_buttons import MENU, MUTE, WHY, Buttons, Clicked
from alerts.slack_socket import Click
from archive import Archive, open_archive
from config import load
from demo.slack import FakeSlack
from pipeline.buttons import MUTED_FOR, Clicks, stage_of
from pipeline.setting import buttons_of, setting_of
from statements.clock import ManualClock
from statements.errors import ConfigError
from tests.contract.examples import HOUR, MINUTE, NOW, entry, new, reading
from tests.service.alerts.test_slack_buttons import payload, until
from tests.unit.config.directories import problems, write

WATCH = """\
watches:
  - {id: syria, name: Resolution <2254>, query: "restraint resolution:2254", to: ["slack:C1"]}
"""


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[Archive]:
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").clean()
    else:
        path = tmp_path / "archive.db"
        path.write_bytes(sqlite_template.read_bytes())
        url = f"sqlite:///{path}"
    with open_archive(url) as opened:
        yield opened


@pytest.fixture
def statement(archive: Archive) -> int:
    """A statement that was read."""
    archive.sources.sync([entry("a")], NOW)
    lease = archive.sources.claim("a", NOW, owner="test", lease=15 * MINUTE)
    assert lease is not None
    stored = archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    for version in archive.readings.unread(9):
        archive.readings.record(version, reading(), watches=[], compose=lambda _: [], now=NOW)
    return stored.statement


@pytest.fixture
def clicks(archive: Archive, tmp_path: Path) -> Clicks:
    loaded = load(
        write(tmp_path, "slack: {zone: Asia/Beirut, zones: {C2: Asia/Tokyo}}\n", _without_slack(WATCH)), {}
    )
    return Clicks(archive=archive, clock=ManualClock(NOW), config=lambda: loaded)


def _without_slack(watches: str) -> str:
    return watches.replace('["slack:C1"]', "[]")


def click(what: str, statement: int, *, person: str = "U1") -> Click:
    about = Clicked(statement=statement, watch="syria")
    return Click(what=what, about=about, person=person, channel="C1", thread=None)


def test_feedback_is_kept_once_for_each_person_however_often_it_comes(
    archive: Archive, statement: int, clicks: Clicks
) -> None:
    answers = [clicks.handle(click("yes", statement)) for _ in range(3)]
    clicks.handle(click("no", statement, person="U2"))
    kept = [(row.statement, row.watch, row.person, row.relevant, row.via) for row in archive.feedback.rows()]
    assert kept == [
        (statement, "syria", "slack:U1", True, "slack"),
        (statement, "syria", "slack:U2", False, "slack"),
    ]
    assert [answer.text.partition(". ")[0] for answer in answers if answer] == [
        "Noted: relevant to “Resolution &lt;2254&gt;”",
        "Noted: relevant to “Resolution &lt;2254&gt;” (as before)",
        "Noted: relevant to “Resolution &lt;2254&gt;” (as before)",
    ]


def test_a_person_may_change_their_mind(archive: Archive, statement: int, clicks: Clicks) -> None:
    clicks.handle(click("yes", statement))
    clicks.handle(click("no", statement))
    assert [row.relevant for row in archive.feedback.rows()] == [False]


def test_a_source_is_muted_in_that_channel_for_a_day(
    archive: Archive, statement: int, clicks: Clicks
) -> None:
    answer = clicks.handle(click(MUTE, statement))
    assert answer is not None
    assert answer.text.startswith("Muted a in this channel until 2 Dec 2024 14:00 EET")
    (mute,) = archive.mutes.active(NOW + HOUR)
    assert (mute.source, mute.channel, mute.destination, mute.until, mute.person) == (
        "a", "slack", "C1", NOW + MUTED_FOR, "slack:U1",
    )  # fmt: skip
    assert not archive.mutes.active(NOW + MUTED_FOR)
    elsewhere = clicks.handle(replace(click(MUTE, statement), channel="C2"))
    assert elsewhere is not None
    assert " until 2 Dec 2024 21:00 JST" in elsewhere.text


def test_why_tells_watch_labels_scores_quotes_and_model(statement: int, clicks: Clicks) -> None:
    answer = clicks.handle(click(WHY, statement))
    assert answer is not None
    said = str(answer.blocks)
    for part in (
        "Matched “Resolution &lt;2254&gt;”: `restraint resolution:2254`",
        "*condemnation* 0.97",
        "Signed by United States, France",
        "We condemn in the strongest terms…",
        "France calls for *restraint*",
        "Model test · version 1",
    ):
        assert part in said


@pytest.mark.parametrize("what", ["yes", MUTE, WHY])
def test_a_statement_that_is_not_there_is_said_not_to_be(clicks: Clicks, what: str) -> None:
    answer = clicks.handle(click(what, 999))
    assert answer is not None
    assert "not" in answer.text


def test_a_forged_button_does_nothing(archive: Archive, clicks: Clicks) -> None:
    answer = clicks.handle(Click(what="yes", about=None, person="U1", channel="C1", thread=None))
    assert answer is not None
    assert "not one of ours" in answer.text
    assert not archive.feedback.rows()


def test_an_archive_that_is_away_is_said_to_be(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(sqlite_template.read_bytes())
    with open_archive(f"sqlite:///{path}") as archive:
        archive.close()
        path.write_bytes(b"this is no database" * 1000)
        config = load(write(tmp_path, "{}\n"), {})
        answer = Clicks(archive=archive, clock=ManualClock(NOW), config=lambda: config).handle(
            click("yes", 1)
        )
    assert answer is not None
    assert answer.text == "That could not be done now. Please try again in a moment."


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
def test_the_running_stage_keeps_what_is_clicked(archive: Archive, statement: int, tmp_path: Path) -> None:
    with FakeSlack() as slack:
        settings = f"slack: {{base_url: '{slack.base_url}'}}\n"
        env = {"COMMUNIQUE_SLACK__TOKEN": slack.token, "COMMUNIQUE_SLACK__APP_TOKEN": "xapp-1"}
        config = load(write(tmp_path, settings, WATCH), env)
        stage = stage_of(lambda: config, archive, ManualClock(NOW))
        assert stage is not None
        assert setting_of(config).buttons == Buttons()
        value = Buttons().value(statement, "syria")

        async def run() -> None:
            stopping = asyncio.Event()
            running = asyncio.create_task(stage.run(stopping))
            assert await asyncio.to_thread(slack.socket.wait_for)
            await asyncio.to_thread(slack.socket.click, payload(f"yes {value}"))
            await asyncio.to_thread(slack.socket.click, payload(f"{WHY} {value}", action=MENU))
            assert await asyncio.to_thread(until, lambda: len(slack.whispers) == 2)
            stopping.set()
            await running

        asyncio.run(run())
        assert [row.relevant for row in archive.feedback.rows()] == [True]
        assert [whisper.text.partition(":")[0] for whisper in slack.whispers] == ["Noted", "Why this alert"]


def test_without_an_app_token_there_are_no_buttons(archive: Archive, tmp_path: Path) -> None:
    config = load(write(tmp_path, "slack: {}\n", WATCH), {"COMMUNIQUE_SLACK__TOKEN": "xoxb-1"})
    assert buttons_of(config) is None
    assert stage_of(lambda: config, archive, ManualClock(NOW)) is None


def test_an_app_token_that_nothing_can_use_is_a_problem_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = write(tmp_path, "slack: {}\n")
    said = problems(directory, {"COMMUNIQUE_SLACK__APP_TOKEN": "xapp-1"})
    assert any("has an effect beside a bot token only" in one for one in said)
    env = {"COMMUNIQUE_SLACK__TOKEN": "xoxb-1", "COMMUNIQUE_SLACK__APP_TOKEN": "xapp-1"}
    config = load(directory, env)
    monkeypatch.setattr("config.checks.find_spec", lambda name: None)
    assert any("pip install 'communique[buttons]'" in one for one in problems(directory, env))
    monkeypatch.setitem(__import__("sys").modules, "slack_bolt", None)
    with pytest.raises(ConfigError, match="needs slack-bolt"):
        stage_of(lambda: config, None, ManualClock(NOW))  # type: ignore[arg-type]
