"""A preview shows a thread as Slack would have it, message by message."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from archive import open_archive
from config import load
from pipeline.slack_preview import preview
from tests.contract.examples import HOUR
from tests.contract.test_replays import SENTENCES, Desk

WATCHES = """
watches:
  - {id: market, name: Markets, query: market, to: ["slack:C1"]}
  - {id: concern, name: Worries, query: "stance:concern", to: ["slack:C1"]}
"""


def test_each_message_names_the_watches_that_its_version_matched(
    tmp_path: Path, sqlite_template: Path
) -> None:
    token = tmp_path / "token"
    token.write_text("xoxb-demo")
    token.chmod(0o600)
    (tmp_path / "settings.yaml").write_text("slack: {token_file: token, zone: Europe/Paris}\n")
    (tmp_path / "watches.yaml").write_text(WATCHES)
    config = load(tmp_path, {})
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    with open_archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        desk = Desk(archive, *config.watches)
        desk.publish("one", SENTENCES[0])
        desk.read()
        desk.clock.advance(HOUR)
        desk.publish("one", f"{SENTENCES[0]} {SENTENCES[3]}")
        desk.read()
        desk.close()
        head, queued = preview(config, archive, 1).thread, archive.outbox.list()
    [edit] = head.replies
    assert "Markets" in why(head.payload)
    assert "Worries" not in why(head.payload)
    assert "Worries" in why(edit.payload)
    assert edit.broadcast
    assert f"*{SENTENCES[3]}*" in json.dumps(edit.payload), "what came in is in bold"
    sent = [why(row.payload) for row in queued if row.part != "edit"]
    assert sorted(sent) == sorted([why(head.payload), why(edit.payload)]), "as in what is really sent"


def why(payload: object) -> str:
    assert isinstance(payload, dict)
    lines = [line for block in payload["blocks"] if block["type"] == "context" for line in said(block)]
    [line] = [line for line in lines if line.startswith("Matched ")]
    return line


def said(block: dict[str, Any]) -> list[str]:
    return [line for one in block["elements"] for line in str(one["text"]).split("\n")]
