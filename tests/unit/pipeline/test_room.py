"""Room on the disks that the service writes to."""

from __future__ import annotations

import shutil
from pathlib import Path

from config import load
from pipeline import room


def test_the_disks_of_the_configuration_and_of_a_sqlite_file_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("{}\n")
    config = load(tmp_path, {"COMMUNIQUE_DATABASE": f"sqlite:///{tmp_path}/not yet/archive.db"})
    left = shutil.disk_usage(tmp_path).total
    assert set(room.free(config)) == {"the configuration", "the archive"}
    assert all(0 <= free <= left for free in room.free(config).values())
    assert room.short(config, 0) == []
    assert [said.split(" MiB are free ")[1].split(":")[0] for said in room.short(config, left + 1)] == [
        "beside the configuration",
        "beside the archive",
    ]


def test_a_database_elsewhere_has_its_own_disk(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("{}\n")
    config = load(tmp_path, {"COMMUNIQUE_DATABASE": "postgresql://desk@db.example/communique"})
    assert set(room.free(config)) == {"the configuration"}
