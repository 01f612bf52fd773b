"""A watch is added to watches.yaml, and every other byte of the file stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import load, write_example
from config.editing import add_watch
from config.watches import Watch
from pipeline.opening import watch_problems
from statements.errors import CommuniqueError, ConfigError
from tests.unit.config.directories import write

PLAIN = Watch(
    id="mine", name="Mine", query='"l\'accord" OR stance:warning', to=("slack:C1", "mail:a@example.org")
)
SETTINGS = "network: {contact: 'mailto:desk@example.org'}"
FULL = Watch.model_validate(
    {
        "id": "full",
        "name": "Söme: # name 'quoted' \\ and \"so\"",
        "query": "stance:warning\n  b",
        "enabled": False,
        "rate": "daily",
        "group": "none",
        "min_confidence": 0.7,
        "quiet": {"begin": "20:00", "end": "07:00", "zone": "Europe/Berlin", "weekends": True},
        "cap": "none",
        "always": "rung:>=7",
    }
)
WRITTEN = FULL.model_copy(update={"query": "stance:warning b"})
"""A query has one line; where it was broken is no part of it."""
BEFORE = """# mine, all mine
watches:
- id: one   # a note
  name: "One"
  query: 'x'

#   - id: off
"""


@pytest.mark.parametrize(
    "before",
    [
        None,
        "",
        "# nothing yet\n",
        "watches: []\n",
        "# head\nwatches: []  # none\n# tail\n",
        "watches:\n",
        "watches: null\n",
        BEFORE,
        BEFORE.replace("\n- id: one", "\n      - id: one").replace("\n  name", "\n        name").replace("\n  query", "\n        query"),
        "\ufeff" + BEFORE,
        BEFORE.rstrip("\n"),
    ],
)  # fmt: skip
def test_a_watch_is_appended(tmp_path: Path, before: str | None) -> None:
    write(tmp_path, SETTINGS)
    path = tmp_path / "watches.yaml"
    if before is not None:
        path.write_text(before, "utf-8")
    old = load(tmp_path, {}).watches
    add_watch(tmp_path, WRITTEN, purpose="What it is for.")
    assert load(tmp_path, {}).watches == (*old, WRITTEN)
    text = path.read_text("utf-8")
    assert "# What it is for.\n" in text
    if old and before is not None:
        assert text.startswith(before.lstrip("\ufeff").rstrip("\n"))
    for line in (before or "").lstrip("\ufeff").splitlines():
        assert line.replace("watches: []", "watches:").replace("watches: null", "watches:") in text
    with pytest.raises(CommuniqueError, match="there is a watch 'full' in .* already"):
        add_watch(tmp_path, WRITTEN)
    assert path.read_text("utf-8") == text
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_it_goes_below_what_init_wrote_and_reads_well(tmp_path: Path) -> None:
    write_example(tmp_path, contact="mailto:desk@example.org")
    before = (tmp_path / "watches.yaml").read_text("utf-8")
    (tmp_path / "settings.yaml").write_text(
        (tmp_path / "settings.yaml").read_text("utf-8") + "\nslack: {webhooks: {desk: {url_file: hook}}}\n",
        "utf-8",
    )
    (tmp_path / "hook").write_text("https://hooks.slack.com/services/T0/B0/x")
    (tmp_path / "hook").chmod(0o600)
    add_watch(tmp_path, PLAIN.model_copy(update={"to": ("webhook:desk",)}), purpose="For the desk.")
    after = (tmp_path / "watches.yaml").read_text("utf-8")
    assert after == before + (
        "\n  # For the desk.\n"
        "  - id: mine\n"
        "    name: 'Mine'\n"
        "    query: '\"l''accord\" OR stance:warning'\n"
        '    to: ["webhook:desk"]\n'
    )
    assert load(tmp_path, {}, check_watch=watch_problems).watches[-1].query == PLAIN.query


@pytest.mark.parametrize(
    "before", ["watches: [{id: one, name: One, query: x}]\n", "watches: &all\n  - {id: one, name: One, query: x}\nother: 1\n"]
)  # fmt: skip
def test_what_cannot_be_edited_safely_is_left_alone(tmp_path: Path, before: str) -> None:
    write(tmp_path, SETTINGS)
    (tmp_path / "watches.yaml").write_text(before)
    with pytest.raises((CommuniqueError, ConfigError)) as caught:
        add_watch(tmp_path, PLAIN)
    assert "watches.yaml" in str(caught.value)
    assert (tmp_path / "watches.yaml").read_text() == before
