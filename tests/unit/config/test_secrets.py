"""Secrets: three ways in, none of them YAML; and never shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config import load, redacted
from tests.unit.config.directories import problems, write

MAIL = "mail: {host: smtp.example.org, sender: a@b.c, user: u%s}\n"
HOOKS = "slack:\n  webhooks:\n    night-desk:\n      url_file: hook\n"


def _token(directory: Path, env: dict[str, str] | None = None) -> str:
    slack = load(directory, env or {}).settings.slack
    assert slack is not None and slack.token is not None
    return slack.token.get_secret_value()


def _secret(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    ("settings", "where", "variable", "file"),
    [
        ("slack:\n  token: xoxb-s3cret\n", "2: slack.token", "COMMUNIQUE_SLACK__TOKEN", "token_file"),
        (
            "slack:\n  webhooks:\n    night-desk:\n      url: https://hooks.example/s3cret\n",
            "4: slack.webhooks.night-desk.url",
            "COMMUNIQUE_SLACK__WEBHOOKS__NIGHT_DESK__URL",
            "url_file",
        ),
        (MAIL % ", password: s3cret", "1: mail.password", "COMMUNIQUE_MAIL__PASSWORD", "password_file"),
    ],
)
def test_inline_secrets_are_refused_with_the_three_ways(
    tmp_path: Path, settings: str, where: str, variable: str, file: str
) -> None:
    name = where.partition(" ")[2]
    assert problems(write(tmp_path, settings)) == [
        f"settings.yaml:{where}: is a secret and must not stand in this file; give it as {variable} in the environment, "
        f'as {file}: with the path of a file, or as a systemd credential named "{name}"'
    ]


def test_from_the_environment_even_without_a_section(tmp_path: Path) -> None:
    assert _token(write(tmp_path), {"COMMUNIQUE_SLACK__TOKEN": "xoxb-1"}) == "xoxb-1"


def test_from_a_file_relative_to_the_configuration(tmp_path: Path) -> None:
    _secret(tmp_path / "token", "xoxb-2\n")
    write(tmp_path, "slack:\n  token_file: token\n")
    assert _token(tmp_path) == "xoxb-2"
    assert _token(tmp_path, {"COMMUNIQUE_SLACK__TOKEN": "xoxb-1"}) == "xoxb-1"
    assert "can be read by everybody" not in str(load(tmp_path, {}).warnings)


def test_from_systemd(tmp_path: Path) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    _secret(credentials / "slack.token", "xoxb-3")
    _secret(credentials / "slack.webhooks.night-desk.url", "https://hooks.example/x")
    _secret(credentials / "database", "postgresql://u:p@db/x")
    env = {"CREDENTIALS_DIRECTORY": str(credentials)}
    write(tmp_path, "slack: {webhooks: {night-desk: {}}}\n")
    assert _token(tmp_path, env) == "xoxb-3"
    settings = load(tmp_path, env).settings
    assert settings.database == "postgresql://u:p@db/x"
    hook = settings.slack.webhooks["night-desk"].url if settings.slack else None
    assert hook is not None and hook.get_secret_value() == "https://hooks.example/x"


def test_a_file_that_everybody_may_read_is_warned_about(tmp_path: Path) -> None:
    token = _secret(tmp_path / "token", "xoxb-2", 0o644)
    write(tmp_path, "slack:\n  token_file: token\n")
    assert (
        f"{tmp_path}/settings.yaml:2: slack.token_file: {token} can be read by everybody on this machine; chmod 600"
        in (load(tmp_path, {}).warnings)
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe", "is not text"),
        (b"x" * 70_000, "is too large"),
    ],
)
def test_a_secret_file_that_is_no_use(tmp_path: Path, content: bytes | None, expected: str) -> None:
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    write(tmp_path, "slack:\n  token_file: token\n")
    assert problems(tmp_path) == [f"settings.yaml:2: slack.token_file: token {expected}"]


def test_a_secret_that_cannot_be_one_is_refused_unshown(tmp_path: Path) -> None:
    _secret(tmp_path / "hook", "http://hooks.example/s3cret")
    assert problems(write(tmp_path, HOOKS)) == [
        "settings.yaml:3: slack.webhooks.night-desk.url: is no https address (it is not shown, being a secret)"
    ]
    env = {"COMMUNIQUE_SLACK__TOKEN": "two words s3cret", "COMMUNIQUE_DATABASE": "s3cret"}
    assert problems(write(tmp_path), env) == [
        'COMMUNIQUE_DATABASE:1: database: must start with "sqlite:///" or "postgresql://"',
        "COMMUNIQUE_SLACK__TOKEN:1: slack.token: is empty or holds blanks or characters outside ASCII (it is not shown, being "
        "a secret)",
    ]


def test_a_webhook_without_its_address(tmp_path: Path) -> None:
    (found,) = problems(write(tmp_path, "slack:\n  webhooks:\n    desk: {}\n"))
    assert found.startswith(
        "settings.yaml:3: slack.webhooks.desk.url: is missing; give it as COMMUNIQUE_SLACK__WEBHOOKS__DESK__URL"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("COMMUNIQUE_SLAK__TOKEN", 'slak: is not known; did you mean "slack"?'),
        ("COMMUNIQUE_SLACK__TOKN", 'slack.tokn: is not known; did you mean "token"?'),
        ("COMMUNIQUE_DATABSE", 'databse: is not known; did you mean "database"?'),
        (
            "COMMUNIQUE_CATALOGUE",
            "catalogue: is a list or a group of settings; the environment sets single values only",
        ),
        (
            "COMMUNIQUE_SLACK",
            "slack: is a list or a group of settings; the environment sets single values only",
        ),
    ],
)
def test_a_variable_is_obeyed_or_refused(tmp_path: Path, name: str, expected: str) -> None:
    assert problems(write(tmp_path), {name: "x"}) == [f"{name}:1: {expected}"]


def test_single_settings_come_from_the_environment_too(tmp_path: Path) -> None:
    env = {
        "COMMUNIQUE_NETWORK__DELAY": "9s",
        "COMMUNIQUE_DEMO": "true",
        "COMMUNIQUE_CRASH_AT": "x",
        "OTHER": "y",
    }
    settings = load(write(tmp_path, "network: {delay: 5s}\n"), env).settings
    assert (settings.network.delay.total_seconds(), settings.demo) == (9, True)


def test_a_database_password_in_the_file_is_warned_about(tmp_path: Path) -> None:
    write(tmp_path, "database: postgresql://u:s3cret@db/x\n")
    _, warning = load(tmp_path, {}).warnings
    assert warning.startswith(
        f"{tmp_path}/settings.yaml:1: database: holds a password in a readable file; give it as"
    )
    assert "s3cret" not in warning


def test_redacted_shows_everything_but_secrets(tmp_path: Path) -> None:
    _secret(tmp_path / "hook", "https://hooks.example/s3cret")
    env = {
        "COMMUNIQUE_SLACK__TOKEN": "xoxb-s3cret",
        "COMMUNIQUE_MAIL__PASSWORD": "s3cret",
        "COMMUNIQUE_DATABASE": "postgresql://u:s3cret@db:5432/x?sslmode=require&password=s3cret",
    }
    write(
        tmp_path,
        HOOKS + MAIL % "" + "network: {contact: a@b.c}\ncatalogue: [opcw]\n",
        "watches: [{id: a, name: A, query: x}]",
    )
    config = load(tmp_path, env)
    shown = json.dumps(redacted(config))
    assert "s3cret" not in shown + repr(config.settings.slack) + repr(config.settings.mail)
    settings = redacted(config)["settings"]
    assert isinstance(settings, dict)
    assert settings["slack"]["token"] == settings["mail"]["password"] == "(set, not shown)"
    assert settings["slack"]["webhooks"]["night-desk"]["url"] == "(set, not shown)"
    assert settings["database"] == (
        "postgresql://u:(set, not shown)@db:5432/x?sslmode=require&password=(set, not shown)"
    )
    assert settings["network"]["delay"] == "4s"
    assert settings["revisit"] == ["1h", "6h", "1d", "3d", "7d", "30d"]
    assert '"opcw"' in shown and '"query": "x"' in shown


def test_a_secret_that_is_not_set_shows_as_such(tmp_path: Path) -> None:
    settings = redacted(load(write(tmp_path, "slack: {}\n"), {}))["settings"]
    assert isinstance(settings, dict) and settings["slack"]["token"] is None
