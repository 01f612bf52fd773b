"""Who is told of troubles: destinations that exist, and never those of the readers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from config import load
from statements.errors import ConfigError

BASE = "network: {contact: 'mailto:desk@example.org'}\n"
MAIL = "mail: {host: 127.0.0.1, security: none, sender: desk@example.org}\n"
SLACK = "slack: {webhooks: {ops: {url_file: hook}}}\n"


def desk(tmp_path: Path, operators: str, more: str = MAIL + SLACK, watches: str = "watches: []\n") -> Path:
    (tmp_path / "settings.yaml").write_text(f"{BASE}{more}operators: {operators}\n")
    (tmp_path / "watches.yaml").write_text(watches)
    (tmp_path / "hook").write_text("https://hooks.slack.com/services/T/B/x")
    (tmp_path / "hook").chmod(0o600)
    return tmp_path


def test_what_is_named_is_told(tmp_path: Path) -> None:
    config = load(desk(tmp_path, "{to: ['mail:ops@example.org', 'webhook:ops'], after: 5, remind: 6h}"), {})
    operators = config.settings.operators
    assert operators is not None
    assert operators.to == ("mail:ops@example.org", "webhook:ops")
    assert (operators.after, operators.remind) == (5, timedelta(hours=6))


@pytest.mark.parametrize(
    ("operators", "more", "said"),
    [
        ("{to: []}", MAIL, "settings.yaml:3: operators.to: must have at least one entry"),
        ("{to: ['slack:#ops']}", MAIL, "names no Slack channel id"),
        ("{to: ['ops']}", MAIL, 'must be "slack:<channel id>", "webhook:<name>", "mail:<address>", "http:<name>" or'),
        ("{to: ['mail:ops']}", MAIL, "is no mail address"),
        ("{to: ['slack:C123']}", MAIL, "operators.to[0]: needs a Slack token"),
        ("{to: ['webhook:other']}", MAIL + SLACK, 'the webhook "other" is not known; known are: ops'),
        ("{to: ['mail:ops@example.org']}", "", "operators.to[0]: needs mail"),
        ("{to: ['mail:o@example.org', 'mail:o@example.org']}", MAIL, "operators.to[1]: \"mail:o@example.org\" is given twice"),
        ("{to: ['mail:ops@example.org'], after: 0}", MAIL, "operators.after"),
        ("{to: ['mail:ops@example.org'], remind: 0s}", MAIL, "operators.remind"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(tmp_path: Path, operators: str, more: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(desk(tmp_path, operators, more), {})
    assert said in str(refused.value)


def test_the_readers_channel_is_not_the_operators(tmp_path: Path) -> None:
    watches = "watches: [{id: w, name: W, query: aleppo, to: ['webhook:ops']}]\n"
    with pytest.raises(ConfigError, match="is where a watch sends its alerts; readers are not to be told"):
        load(desk(tmp_path, "{to: ['webhook:ops']}", watches=watches), {})
