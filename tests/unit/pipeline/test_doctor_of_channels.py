"""What `communique doctor` can say of channels that nobody can ask without sending."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from config import load
from pipeline.doctor import examine

SETTINGS = """
hooks: {intake: {url: "http://127.0.0.1:9/", secret_file: hook}}
apprise: {phone: {url_file: phone}}
classifier: {embeddings: false}
"""
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


def findings(directory: Path) -> dict[str, tuple[str, str]]:
    (directory / "settings.yaml").write_text(SETTINGS)
    for name, secret in {"hook": "a-secret", "phone": "json://user:s3cret@127.0.0.1:9/"}.items():
        (directory / name).write_text(secret)
        (directory / name).chmod(0o600)
    return {found["name"]: (found["level"], found["text"]) for found in examine(load(directory, {}))}


def test_a_channel_that_cannot_be_asked_is_not_said_to_work(tmp_path: Path) -> None:
    found = findings(tmp_path)
    for channel in ("http", "apprise"):
        assert found[channel] == ("ok", "configured; whether it takes messages shows with the first one")


def test_a_library_that_is_missing_is_a_finding_and_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    level, text = findings(tmp_path)["channels"]
    assert level == "bad"
    assert "apprise.phone: needs the library Apprise, which is not installed" in text
    assert "s3cret" not in text
