"""What `communique init` writes, and the published schemas."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from config import json_schema, load, write_example
from config.fields import read_duration, read_size, write_duration
from config.settings import Settings
from config.source import KINDS
from statements.errors import ConfigError
from tests.unit.config.directories import problems


def test_the_example_loads_as_it_stands(tmp_path: Path) -> None:
    files = write_example(tmp_path / "desk", contact="desk@example.org")
    assert [file.name for file in files] == [
        "settings.yaml", "watches.yaml", "topics.yaml", "example-ministry.yaml",
    ]  # fmt: skip
    config = load(tmp_path / "desk", {})
    assert config.warnings == ()
    assert config.settings.network.contact == "mailto:desk@example.org"
    assert len(config.sources) >= 5 and len(config.watches) >= 3
    assert [source.id for source in config.sources if not source.enabled] == ["example-ministry"]


def test_the_topic_in_the_example_is_one_that_loads(tmp_path: Path) -> None:
    write_example(tmp_path, contact="desk@example.org")
    path = tmp_path / "topics.yaml"
    lines = path.read_text("utf-8").splitlines()
    start = lines.index("# topics:")
    path.write_text("\n".join(line[2:] for line in lines[start:]), encoding="utf-8")
    [topic] = load(tmp_path, {}).topics
    assert (topic.id, len(topic.examples), len(topic.not_examples)) == ("grain-corridor", 5, 1)


@pytest.mark.parametrize("contact", [None, ""])
def test_without_a_contact_that_is_the_one_problem(tmp_path: Path, contact: str | None) -> None:
    write_example(tmp_path, contact=contact)
    (found,) = problems(tmp_path)
    line = int(found.split(":")[1])
    assert found.startswith(
        f"settings.yaml:{line}: network.contact: is required, since ae-mofa and 34 more is outside"
    )
    assert (tmp_path / "settings.yaml").read_text("utf-8").splitlines()[line - 1] == "network:"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "watches.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"watches\.yaml:1: file: is there already; nothing was written"):
        write_example(tmp_path, contact="desk@example.org")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["watches.yaml"]


def test_a_contact_that_is_none_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'network\.contact: "me" is no mail address'):
        write_example(tmp_path / "desk", contact="me")
    assert not (tmp_path / "desk").exists()


def test_every_commented_default_is_the_true_one(tmp_path: Path) -> None:
    """The comments say "everything commented out shows its default": hold the scalar ones to it."""
    write_example(tmp_path, contact="desk@example.org")
    text = (tmp_path / "settings.yaml").read_text("utf-8")
    network = [line.strip()[2:] for line in text.splitlines() if line.startswith("  # ") and ": " in line]
    shown = YAML(typ="safe", pure=True).load("\n".join(network))
    settings = Settings.model_validate(
        {"network": {**shown, "contact": ""}, "database": "sqlite:///communique.db"}
    )
    assert set(shown) == {
        "polling",
        "delay",
        "jitter",
        "timeout",
        "max_bytes",
        "feed_max_bytes",
        "concurrency",
        "ports",
        "allow",
    }
    assert settings == Settings()
    assert "# database: sqlite:///communique.db\n" in text
    assert f"# tick: {write_duration(Settings().tick)}\n" in text
    assert f"# revisit: [{', '.join(map(write_duration, Settings().revisit))}]\n" in text


def test_every_setting_is_in_the_example() -> None:
    text = (Path(write_example.__globals__["TEMPLATES"]) / "settings.yaml").read_text("utf-8")
    named = {line.lstrip("# ").partition(":")[0] for line in text.splitlines()}
    # database_file is explained at database; demo is for the bundled demonstration only.
    assert set(Settings.model_fields) - named == {"database_file", "demo"}


def test_the_schemas_name_every_key_and_no_secret() -> None:
    schemas = json_schema()
    assert set(schemas) == {"settings", "watches", "topics", "source"}
    text = json.dumps(schemas)
    for name in (*Settings.model_fields, *(key for kind in KINDS.values() for key in kind.model_fields)):
        assert f'"{name}"' in text
    assert "writeOnly" not in text and '"token"' not in text and '"token_file"' in text
    settings = schemas["settings"]
    assert isinstance(settings, dict)
    assert settings["additionalProperties"] is False
    assert read_duration(settings["properties"]["tick"]["default"]) == timedelta(seconds=15)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("15m", 900), ("1h30m", 5400), ("1d 6h", 108000), ("PT15M", 900), ("0.5s", 0.5)],
)
def test_durations(text: str, seconds: float) -> None:
    assert read_duration(text) == timedelta(seconds=seconds)
    assert read_duration(write_duration(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("text", "size"), [("16 MiB", 16 * 2**20), ("500kB", 500_000), (4096, 4096), ("7 B", 7)]
)
def test_sizes(text: object, size: int) -> None:
    assert read_size(text) == size
