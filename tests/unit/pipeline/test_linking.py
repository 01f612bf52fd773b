"""Signed links: each opens what it was made for, and nothing else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import load
from pipeline.linking import Links, Subscription, links_of
from pipeline.opening import secrets_of
from statements.errors import ConfigError

LINKS = Links(base="https://desk.example/c/", secret="one")
OTHERS = Links(base="https://desk.example/c/", secret="two")


def key(link: str) -> str:
    return parse_qs(urlsplit(link).query)["k"][0]


def test_links_begin_where_readers_reach_the_pages() -> None:
    assert LINKS.archived(7).startswith("https://desk.example/c/s/7?k=")
    assert LINKS.archived(7, 2).startswith("https://desk.example/c/s/7/v/2?k=")
    assert LINKS.why(7, "a-watch").startswith("https://desk.example/c/why/7?w=a-watch&k=")
    assert LINKS.unsubscribe("weekly", "a@x.example").startswith("https://desk.example/c/u/")
    assert len(LINKS.unsubscribe("weekly", "somebody.with.a.long.name@ministry.example", "a-section")) < 250


def test_all_links_of_a_statement_open_it_and_no_other() -> None:
    for link in (LINKS.archived(7), LINKS.archived(7, 2), LINKS.why(7), LINKS.why(7, "w")):
        assert LINKS.opens(7, key(link))
        assert not LINKS.opens(8, key(link))
        assert not OTHERS.opens(7, key(link))
    assert not LINKS.opens(7, "")


@given(st.text(max_size=80))
def test_nothing_made_up_opens_anything(made: str) -> None:
    assert not LINKS.opens(7, made)
    assert LINKS.subscription(made) is None


@given(digest=st.text(max_size=40), recipient=st.text(max_size=80), section=st.text(max_size=40))
def test_what_a_token_ends_is_what_it_was_made_for(digest: str, recipient: str, section: str) -> None:
    token = LINKS.unsubscribe(digest, recipient, section).rpartition("/")[2]
    assert LINKS.subscription(token) == Subscription(digest=digest, recipient=recipient, section=section)
    assert OTHERS.subscription(token) is None
    assert LINKS.subscription(token[:-1]) is None


SETTINGS = 'web: {url: "https://desk.example", secret_file: secret}\n'


def write(directory: Path, text: str) -> Path:
    (directory / "settings.yaml").write_text(text)
    (directory / "secret").write_text("a-secret-of-the-tests")
    (directory / "secret").chmod(0o600)
    return directory


def test_without_web_there_are_no_links(tmp_path: Path) -> None:
    assert links_of(load(write(tmp_path, ""), {})) is None


def test_with_web_there_are_and_a_new_secret_ends_the_old_ones(tmp_path: Path) -> None:
    links = links_of(load(write(tmp_path, SETTINGS), {}))
    assert links is not None
    old = key(links.archived(7))
    changed = links_of(load(tmp_path, {"COMMUNIQUE_WEB__SECRET": "another-secret-of-the-tests"}))
    assert changed is not None
    assert not changed.opens(7, old)


def test_a_secret_that_could_be_guessed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"web\.secret.*shorter than 16 characters") as refused:
        load(write(tmp_path, SETTINGS), {"COMMUNIQUE_WEB__SECRET": "hunter2"})
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ('web: {url: "https://desk.example"}\n', "web.secret"),
        ('hooks: {intake: {url: "https://x.example"}}\n', "hooks.intake.secret"),
        ("apprise: {phone: {}}\n", "apprise.phone.url"),
    ],
)
def test_a_secret_that_is_missing_is_named(tmp_path: Path, settings: str, place: str) -> None:
    with pytest.raises(ConfigError, match=f"{place}: is missing; give it as COMMUNIQUE_"):
        load(write(tmp_path, settings), {})


def test_no_secret_of_a_channel_reaches_the_log(tmp_path: Path) -> None:
    write(
        tmp_path,
        SETTINGS + 'hooks: {intake: {url: "https://x.example", secret_file: hook}}\napprise: {phone: {url_file: phone}}\n'
        'slack: {token_file: bot, app_token_file: app}\n',
    )  # fmt: skip
    for name, value in {
        "hook": "hook-secret",
        "phone": "ntfy://topic",
        "app": "xapp-1",
        "bot": "xoxb-1",
    }.items():
        (tmp_path / name).write_text(value)
        (tmp_path / name).chmod(0o600)
    assert {"a-secret-of-the-tests", "hook-secret", "ntfy://topic", "xapp-1"} <= set(
        secrets_of(load(tmp_path, {}))
    )
