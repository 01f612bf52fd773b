"""What may not reach a log: secrets, and control characters from remote text."""

from __future__ import annotations

import pytest

from pipeline.logs import Redactor


def event(**values: object) -> dict[str, object]:
    redactor = Redactor(["xoxb-very-secret", "https://hooks.slack.example/T0/B0/abcdef"])
    return dict(redactor(None, "info", dict(values)))


def test_secrets_are_replaced_wherever_they_stand() -> None:
    shown = event(
        event="posting with xoxb-very-secret",
        nested={"list": ["https://hooks.slack.example/T0/B0/abcdef", 3]},
        error=ValueError("xoxb-very-secret was refused"),
    )
    assert "secret" not in str(shown).replace("[secret]", "")
    assert "abcdef" not in str(shown)


def test_the_password_of_a_database_address_is_hidden() -> None:
    assert (
        event(url="postgresql://desk:hunter2@db/communique")["url"]
        == "postgresql://desk:[secret]@db/communique"
    )


def test_a_word_of_a_million_letters_is_read_once_and_not_from_each_of_them() -> None:
    endless = "W" * 1_000_000
    assert event(title=endless)["title"] == endless


@pytest.mark.parametrize("hostile", ["line\nfeigned entry", "\x1b[31mred", "\u202egnirts", "tab\there"])
def test_remote_text_can_neither_fake_a_line_nor_colour_a_terminal(hostile: str) -> None:
    shown = str(event(title=hostile)["title"])
    assert not any(ord(character) < 32 or character == "\u202e" for character in shown)


def test_numbers_stay_numbers() -> None:
    assert event(stored=3, ok=True, nothing=None) == {"stored": 3, "ok": True, "nothing": None}
