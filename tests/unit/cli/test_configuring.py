"""Commands about the configuration: what `init` writes passes, problems come all at once, secrets never come out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli.app import run
from tests.service.terminal import communique

SECRETS = {
    "COMMUNIQUE_SLACK__TOKEN": "xoxb-planted-token",
    "COMMUNIQUE_SLACK__WEBHOOKS__OPS__URL": "https://hooks.slack.com/services/T0/B0/planted-hook",
    "COMMUNIQUE_MAIL__PASSWORD": "planted-mail-password",
    "COMMUNIQUE_DATABASE": "postgresql://desk:planted-db-password@127.0.0.1:1/communique",
}
PLANTED = ("planted-token", "planted-hook", "planted-mail-password", "planted-db-password")


def test_init_writes_what_config_check_accepts_and_never_overwrites(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    made = communique("init", str(desk), "--contact", "mailto:desk@example.org")
    assert made.status == 0
    assert f"communique config check --config {desk}" in made.err
    checked = communique("config", "check", "--config", str(desk))
    assert (checked.status, checked.err.split(":")[0]) == (0, "ok")
    listed = communique("sources", "list", "--json", "--config", str(desk)).json
    status = communique("status", "--json", "--config", str(desk)).json
    assert f"ok: {len(listed)} sources (1 more switched off), " in checked.err
    assert {row["state"] for row in listed} == set(status["sources"])
    assert status["sources"]["unknown"] == len(listed)
    before = (desk / "settings.yaml").read_text("utf-8")
    again = communique("init", str(desk), "--contact", "mailto:other@example.org")
    assert again.status == 4
    assert "is there already" in again.err
    assert (desk / "settings.yaml").read_text("utf-8") == before


@pytest.mark.parametrize("where", ["file", "file/desk"])
def test_init_says_where_it_cannot_write(where: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    made = communique("init", str(tmp_path / where))
    assert (made.status, made.out) == (1, "")
    said = "is a file; name a directory" if where == "file" else "cannot be made: "
    assert made.err.startswith(f"communique: {tmp_path / where} {said}")
    assert len(made.err.splitlines()) == 1


def test_init_says_how_many_of_its_sources_have_not_been_seen_to_work(tmp_path: Path) -> None:
    made = communique(
        "init", str(tmp_path / "desk"), "--contact", "mailto:desk@example.org", "--pack", "syria"
    )
    unproven, every = map(
        int, re.findall(r"(\d+) of these (\d+) sources have not been seen to work", made.err)[0]
    )
    listed = communique("sources", "list", "--config", str(tmp_path / "desk"), "--json").json
    watched = [row["evidence"] for row in listed]
    assert (watched.count("unproven"), len(watched)) == (unproven, every)
    assert "not been seen" not in communique("init", str(tmp_path / "first")).err


def test_without_a_contact_there_is_exactly_that_to_fill_in(tmp_path: Path) -> None:
    communique("init", str(tmp_path / "desk"))
    checked = communique("config", "check", "--config", str(tmp_path / "desk"))
    assert checked.status == 4
    assert "network.contact" in checked.err
    assert checked.err.splitlines()[-1] == "The configuration has 1 problem."


def test_all_problems_come_at_once_on_stderr(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "settings.yaml").write_text(
        "network: {contact: 'mailto:a@example.org', delai: 4s}\ntick: soon\n"
    )
    (tmp_path / "watches.yaml").write_text("watches:\n  - {id: w, query: x}\n")
    (tmp_path / "sources" / "a.yaml").write_text("id: a\nname: A\nissuer: ZZ\nkind: feed\nentry: ftp://a\n")
    for arguments in (("config", "check"), ("status",), ("once",), ("search", "x"), ("export",)):
        answer = communique(*arguments, "--config", str(tmp_path))
        assert (answer.status, answer.out) == (4, "")
        *problems, count = answer.err.splitlines()
        assert count == f"The configuration has {len(problems)} problems."
        for file, key in (
            ("settings.yaml:1", "delai"), ("settings.yaml:2", "tick"), ("watches.yaml:2", "name"),
            ("a.yaml:3", "issuer"), ("a.yaml:5", "entry"),
        ):  # fmt: skip
            assert any(file in problem and key in problem for problem in problems), (file, key, problems)


def test_every_query_that_cannot_be_read_is_named_beside_whatever_else_is_wrong(tmp_path: Path) -> None:
    communique("init", str(tmp_path), "--contact", "mailto:desk@example.org")
    with (tmp_path / "settings.yaml").open("a") as settings:
        settings.write("\ntick: soon\ndemo: perhaps\n")
    (tmp_path / "watches.yaml").write_text(
        "watches:\n"
        "  - {id: one, name: One, query: 'stance:nope', to: []}\n"
        "  - {id: two, query: '(', to: []}\n"
        "  - {id: two, name: Two, query: 'source:un-pres', to: ['slack:ops']}\n"
    )
    answer = communique("config", "check", "--config", str(tmp_path))
    assert answer.status == 4
    for problem in (
        "watches.yaml:2: watches[0].query: stance: cannot be 'nope'",
        "watches.yaml:3: watches[1].query: this parenthesis is not closed",
        "watches.yaml:3: watches[1].name: is required",
        'watches.yaml:4: watches[2].id: "two" is given twice',
        "watches.yaml:4: watches[2].query: source: there is no 'un-pres'; did you mean un-press?",
        'watches.yaml:4: watches[2].to[0]: "ops" names no Slack channel id',
        ": tick: ",
        ": demo: ",
    ):
        assert problem in answer.err
    assert answer.err.splitlines()[-1] == "The configuration has 8 problems."


@pytest.fixture
def secretive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "settings.yaml").write_text(
        "network: {contact: 'mailto:desk@example.org'}\nslack: {webhooks: {ops: {}}}\n"
        "mail: {host: 127.0.0.1, port: 1, security: none, sender: desk@example.org, user: desk}\n"
    )
    return tmp_path


def test_what_is_in_force_is_shown_without_secrets(secretive: Path) -> None:
    answer = communique("config", "show", "--config", str(secretive))
    assert answer.status == 0, answer.err
    assert not [secret for secret in PLANTED if secret in answer.out + answer.err]
    shown = answer.json
    assert shown["settings"]["slack"]["token"] == "(set, not shown)"
    assert shown["settings"]["tick"] == "15s"
    assert "desk" in shown["settings"]["database"]


@pytest.mark.parametrize(
    "arguments",
    [("run", "--verbose"), ("once",), ("doctor",), ("status",), ("digest", "preview"), ("db", "upgrade")],
)
def test_a_failure_names_no_secret(secretive: Path, arguments: tuple[str, ...]) -> None:
    # The database is not there, which is the error that quotes its address.
    answer = communique(*arguments, "--config", str(secretive))
    assert answer.status in (1, 5)
    assert "127.0.0.1" in answer.err + answer.out
    assert not [secret for secret in PLANTED if secret in answer.out + answer.err]
    assert "Traceback" not in answer.err


def test_the_schema_is_json_schema_for_each_file() -> None:
    answer = communique("config", "schema")
    assert set(answer.json) == {"settings", "watches", "topics", "source"}
    assert "token" not in json.dumps(answer.json["settings"]["properties"]["slack"])


def test_the_command_line_of_the_process_is_the_default(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["communique", "--version"])
    assert run() == 0
    assert capsys.readouterr().out.startswith("communique ")


def test_every_command_that_ends_in_a_result_prints_it_as_json(tmp_path: Path) -> None:
    directory = tmp_path / "desk"
    made = communique("init", str(directory), "--contact", "mailto:desk@example.org", "--json").json
    assert {Path(path).name for path in made["written"]} >= {"settings.yaml", "watches.yaml"}
    at = ("--config", str(directory), "--json")
    assert communique("config", "check", *at).json["sources"] > 0
    assert "schema" in communique("db", "upgrade", *at).json["result"]
    assert communique("outbox", "retry", *at).json == {"reopened": 0, "requeued": 0}
    kept = communique("db", "backup", str(tmp_path / "copy.db"), *at).json
    assert kept == {"file": str(tmp_path / "copy.db"), "integrity": "ok"}
    drawn = communique("digest", "preview", "--out", str(tmp_path / "drawn"), *at).json
    assert Path(drawn["html"]).exists()
    assert Path(drawn["text"]).exists()
