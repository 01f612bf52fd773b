"""What waits, why, and what a summary told of."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from archive import open_archive
from cli.app import app
from statements.labels import Held, Part
from statements.model import Message

NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)
ABOUT = {
    "what": "new", "statement": 7, "story": "story:7", "issuer": "FR", "title": "On Aleppo", "url": "https://x.example/7",
    "stance": "warning", "rung": 7, "watches": ["Syria"], "because": "more than 30 an hour", "urgent": False,
}  # fmt: skip


def message(key: str, **more: object) -> Message:
    values = {
        "dedupe_key": key,
        "channel": "slack",
        "destination": "C1",
        "kind": "alert",
        "payload": {"text": "x"},
        **more,
    }
    return Message(**values)  # type: ignore[arg-type]


def test_what_is_held_says_why_and_a_summary_says_what_it_told(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("")
    with open_archive(f"sqlite:///{tmp_path / 'communique.db'}", migrate=True) as archive:
        later = {"held": Held.CAP, "not_before": NOW + timedelta(hours=1), "about": ABOUT}
        archive.outbox.put(
            [message("a", **later), message("b", **later), message("c", part=Part.REPLY, **later)], NOW
        )
        made = archive.outbox.bundle([1, 2], [message("s", kind="summary")], NOW)
    assert made == 4
    run = CliRunner()
    listed = run.invoke(app, ["outbox", "list", "--config", str(tmp_path)])
    assert listed.exit_code == 0, listed.output
    assert "held: cap" in listed.output
    assert listed.output.count("in summary 4") == 2
    assert "alert (reply)" in listed.output
    told = run.invoke(app, ["outbox", "summary", "4", "--json", "--config", str(tmp_path)])
    assert [(row["id"], row["statement"], row["because"]) for row in json.loads(told.stdout)] == [
        (1, 7, "more than 30 an hour"),
        (2, 7, "more than 30 an hour"),
    ]
    table = run.invoke(app, ["outbox", "summary", "4", "--config", str(tmp_path)])
    assert "On Aleppo" in table.output
    with open_archive(f"sqlite:///{tmp_path / 'communique.db'}") as archive:
        [row] = archive.outbox.claim(NOW, owner="test", limit=1, lease=timedelta(minutes=1))
        archive.outbox.degrade(row, {"text": "y"}, "too long")
        [row] = archive.outbox.claim(NOW, owner="test", limit=1, lease=timedelta(minutes=1))
        archive.outbox.sent(row, "1.1", NOW)
    sent = run.invoke(app, ["outbox", "list", "--state", "sent", "--config", str(tmp_path)])
    assert "in a smaller form" in " ".join(sent.output.split())
    none = run.invoke(app, ["outbox", "summary", "3", "--config", str(tmp_path)])
    assert none.exit_code != 0
