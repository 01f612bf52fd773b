"""`communique mutes`: what is muted can be seen, and a mute can be ended by hand."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from archive import open_archive
from archive.records import SourceEntry
from statements.clock import SystemClock
from tests.service.terminal import communique


def test_a_mute_is_listed_and_ended(tmp_path: Path) -> None:
    assert communique("init", str(tmp_path / "desk"), "--contact", "mailto:desk@example.org").status == 0
    here = ("--config", str(tmp_path / "desk"))
    assert communique("db", "upgrade", *here).status == 0
    now = SystemClock().now()
    with open_archive(f"sqlite:///{tmp_path}/desk/communique.db") as archive:
        entry = SourceEntry(id="fr", issuer="FR", host="example.org", every=timedelta(minutes=15))
        archive.sources.sync([entry], now)
        archive.mutes.set("fr", "slack", "C1", until=now + timedelta(hours=24), person="slack:U1", now=now)
    (listed,) = json.loads(communique("mutes", "list", "--json", *here).out)
    assert (listed["source"], listed["to"], listed["person"]) == ("fr", "slack:C1", "slack:U1")
    assert "fr" in communique("mutes", "list", *here).out
    assert json.loads(communique("mutes", "end", "fr", "--json", *here).out) == {"source": "fr", "ended": 1}
    again = communique("mutes", "end", "fr", *here)
    assert again.status == 1 and "fr is not muted" in again.err
    assert "Nothing is muted." in communique("mutes", "list", *here).err
